//! Bundles one after another, each made when it is wanted.

use super::{
    Streamed, Surveyed, View,
    plan::{Place, Plan},
};
use crate::{
    Bundle, Certificate, Error, Limits, Result, Unlock,
    archive::{Opener, refuse},
    chain::{Chain, Index},
    collection::{Copies, FoundKey, Pairing},
    source::{Window, changed, failure},
    walk::Survey,
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    io,
    ops::Range,
    sync::Arc,
};
use zip::{read::OwnedZipFileEntry, unstable::read::ZipIterable};

/// One thing that leaves an archive.
#[derive(Debug)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "they leave one at a time and are never kept in a list")]
pub enum Delivered {
    /// A private key, its certificate and chain, as in [`crate::Opened::bundles`].
    Bundle(Bundle),
    /// A certificate that belongs to no bundle, as in [`crate::Opened::certificates`].
    Certificate(Arc<Certificate>),
}

/// So many are made at a time: the archive's directory is gone through once for them, where they do not lie in its
/// order.
const GROUP: usize = if cfg!(any(test, fuzzing)) { 2 } else { 4096 };

impl Streamed<'_> {
    /// Hands out all bundles in the order in which their keys stand, then all certificates that belong to none, until
    /// `take` refuses one. It may be done again.
    ///
    /// # Errors
    /// Those of `take`; [`Error::Source`] when the source can't be read or is another than when it was opened;
    /// `limit-size` where the chains of all bundles are larger than what may be unpacked.
    pub fn deliver<E: From<Error>>(&mut self, mut take: impl FnMut(Delivered) -> Result<(), E>) -> Result<(), E> {
        let Self { surveyed: Surveyed { archive, opener, plan, .. }, unlock, limits, pairing } = self;
        let mut reader = Reader { archive, opener, plan, unlock, limits };
        let issuers = reader.issuers()?;
        let positions: HashMap<u32, usize> = issuers.iter().zip(0..).map(|((number, _), at)| (*number, at)).collect();
        let mut index = Index::new(issuers.iter().map(|(_, certificate)| &**certificate), unlock.checked_issuers());
        let mut used = vec![false; plan.certificates.len()];
        let mut mark = |number: u32| used.iter_mut().skip(number as usize).take(1).for_each(|used| *used = true);
        *pairing = Pairing { certificates: plan.certificates.len(), ..Pairing::default() };

        let mut copies = Copies::default();

        let groups = groups(plan.keys.iter().map(|key| key.place));
        reader.each::<E>(&groups, Wanted::Bundles, |range, mut parts| {
            for record in plan.keys.get(range).unwrap_or_default() {
                let found = parts.keys.remove(&record.place).ok_or_else(other)?;
                let leaf = match record.leaf {
                    Some(number) => Some((number, parts.certificate(plan, number)?)),
                    None => None,
                };
                let chain = match &leaf {
                    Some((number, certificate)) => match positions.get(number) {
                        Some(&position) => index.chain(position),
                        None => index.chain_above(certificate),
                    },
                    None => Chain::none(),
                };
                let above: Vec<_> = chain.issuers.iter().filter_map(|&issuer| issuers.get(issuer)).collect();
                copies.count(above.iter().map(|(_, issuer)| &**issuer), limits)?;
                let numbers = || above.iter().map(|(number, _)| *number);
                let leaf_number = leaf.as_ref().map(|(number, _)| *number);
                pairing.count(leaf_number.map(|number| number as usize), numbers().map(|at| at as usize), &chain);
                numbers().chain(leaf_number).for_each(&mut mark);
                let chain_complete = chain.complete;
                let chain = above.into_iter().map(|(_, certificate)| Arc::clone(certificate)).collect();
                take(Delivered::Bundle(bundle(
                    found,
                    leaf.map(|(_, certificate)| certificate),
                    chain,
                    chain_complete,
                )))?;
            }
            Ok(())
        })?;

        let loose: Vec<u32> = (0..).zip(&used).filter(|(_, used)| !**used).map(|(number, _)| number).collect();
        let groups = groups_of(loose.len());
        reader.each::<E>(&groups, Wanted::Certificates(&loose), |range, parts| {
            for &number in loose.get(range).unwrap_or_default() {
                take(Delivered::Certificate(parts.certificate(plan, number)?))?;
            }
            Ok(())
        })
    }
}

fn bundle(
    found: FoundKey,
    certificate: Option<Arc<Certificate>>,
    chain: Vec<Arc<Certificate>>,
    chain_complete: bool,
) -> Bundle {
    let FoundKey { key, encoding, friendly_name, local_key_id } = found;
    Bundle { private_key: key, encoding, friendly_name, local_key_id, certificate, chain, chain_complete }
}

/// The archive is another than when it was opened.
fn other() -> Error {
    failure(&changed(io::ErrorKind::InvalidData))
}

/// Ranges of about [`GROUP`] keys, those of one member together: so none is read twice.
fn groups(places: impl Iterator<Item = Place>) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let (mut start, mut end, mut last) = (0, 0, None);
    for place in places {
        if end - start >= GROUP && last != Some(place.member) {
            groups.push(start..end);
            start = end;
        }
        last = Some(place.member);
        end += 1;
    }
    if end > start {
        groups.push(start..end);
    }
    groups
}

fn groups_of(count: usize) -> Vec<Range<usize>> {
    (0..count.div_ceil(GROUP)).map(|group| group * GROUP..count.min((group + 1) * GROUP)).collect()
}

/// What is read for a range.
#[derive(Clone, Copy)]
enum Wanted<'w> {
    /// These keys and their certificates.
    Bundles,
    /// The certificates of these numbers.
    Certificates(&'w [u32]),
}

/// Where that stands.
#[derive(Default)]
struct Places {
    /// In the order of the directory.
    members: BTreeSet<u32>,
    /// With the numbers of the keys.
    keys: HashMap<Place, usize>,
    certificates: HashSet<Place>,
}

impl Places {
    fn new(plan: &Plan, range: &Range<usize>, wanted: Wanted<'_>) -> Self {
        let mut places = Self::default();
        let mut leaves = Vec::new();
        let certificates = match wanted {
            Wanted::Certificates(numbers) => numbers.get(range.clone()).unwrap_or_default(),
            Wanted::Bundles => {
                for number in range.clone() {
                    let Some(record) = plan.keys.get(number) else { continue };
                    places.members.insert(record.place.member);
                    places.keys.insert(record.place, number);
                    leaves.extend(record.leaf);
                }
                &leaves
            }
        };
        for record in certificates.iter().filter_map(|&number| plan.certificates.get(number as usize)) {
            places.members.insert(record.place.member);
            places.certificates.insert(record.place);
        }
        places
    }
}

/// What was read again.
#[derive(Default)]
struct Parts {
    keys: HashMap<Place, FoundKey>,
    certificates: HashMap<Place, Arc<Certificate>>,
}

impl Parts {
    fn certificate(&self, plan: &Plan, number: u32) -> Result<Arc<Certificate>> {
        let record = plan.certificates.get(number as usize).ok_or_else(other)?;
        self.certificates.get(&record.place).filter(|one| record.is(one)).map(Arc::clone).ok_or_else(other)
    }
}

/// Reads members again.
struct Reader<'r, 's> {
    archive: &'r mut ZipIterable<Window<View<'s>>>,
    opener: &'r mut Opener,
    plan: &'r Plan,
    unlock: &'r Unlock,
    limits: &'r Limits,
}

impl Reader<'_, '_> {
    /// The certificates that may have issued others, by their numbers.
    fn issuers(&mut self) -> Result<Vec<(u32, Arc<Certificate>)>> {
        let plan = self.plan;
        let numbers = plan.issuers();
        let mut issuers = Vec::with_capacity(numbers.len());
        self.each(&groups_of(numbers.len()), Wanted::Certificates(&numbers), |range, parts| {
            for &number in numbers.get(range).unwrap_or_default() {
                issuers.push((number, parts.certificate(plan, number)?));
            }
            Ok::<_, Error>(())
        })?;
        Ok(issuers)
    }

    /// Reads what is wanted for each range in turn.
    fn each<E: From<Error>>(
        &mut self,
        ranges: &[Range<usize>],
        wanted: Wanted<'_>,
        mut take: impl FnMut(Range<usize>, Parts) -> Result<(), E>,
    ) -> Result<(), E> {
        let refused = |error| E::from(refuse(&error));
        let mut files = self.archive.files().map_err(refused)?;
        let mut next = 0;
        for range in ranges {
            let places = Places::new(self.plan, range, wanted);
            let mut survey = Survey::new(self.unlock, self.limits);
            let mut parts = Parts::default();
            for &member in &places.members {
                if member < next {
                    files = self.archive.files().map_err(refused)?;
                    next = 0;
                }
                let mut entry = files.next().ok_or_else(other)?.map_err(refused)?;
                while next < member {
                    entry = files.next().ok_or_else(other)?.map_err(refused)?;
                    next += 1;
                }
                next += 1;
                let entry = OwnedZipFileEntry::from(entry);
                let (name, content) = self.opener.member(files.reader_mut(), &entry, survey.context())?;
                let found = survey.member(name, content)?;
                for (key, number) in found.keys.into_iter().zip(0..) {
                    let place = Place { member, number };
                    if places.keys.contains_key(&place) {
                        parts.keys.insert(place, key);
                    }
                }
                for (certificate, number) in found.certificates.into_iter().zip(0..) {
                    let place = Place { member, number };
                    if places.certificates.contains(&place) {
                        parts.certificates.insert(place, Arc::new(certificate));
                    }
                }
            }
            if places.keys.iter().any(|(place, &key)| {
                let record = self.plan.keys.get(key);
                !matches!((record, parts.keys.get(place)), (Some(record), Some(found)) if record.is(found))
            }) {
                return Err(other().into());
            }
            take(range.clone(), parts)?;
        }
        Ok(())
    }
}
