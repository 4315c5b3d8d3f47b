//! DSA (FIPS 186-4) and Diffie-Hellman (PKCS#3, X9.42): read, described, paired.

use super::{Parts, PrivateKey};
use crate::{
    Algorithm, Error, PublicKey, Result,
    identifier::Kind,
    number::{below, number},
    oids,
    public::Value,
    warn::{bit_length, unsigned},
    write::{self, fit, trim},
};
use crypto_bigint::{
    Odd,
    modular::{BoxedMontyForm, BoxedMontyParams},
};
use keybundle_encoding::{
    AlgorithmIdentifier, Oid, WarningCode, Warnings,
    ber::{Element, Tag},
    rare,
};
use zeroize::Zeroizing;

/// OpenSSL's bound as well: an exponentiation of more takes long, and no key has it.
const MAX_BITS: usize = 10_000;

/// Prime, order of the subgroup (empty where it is not told) and generator.
struct Domain {
    prime: Vec<u8>,
    order: Vec<u8>,
    generator: Vec<u8>,
}

/// Reads the octets of PKCS#8: `INTEGER`.
pub(super) fn read(
    kind: Kind,
    identifier: &AlgorithmIdentifier<'_>,
    raw: &Element<'_>,
    octets: &[u8],
    warnings: &mut Warnings,
) -> Result<Parts> {
    let element = Element::parse(octets)?;
    let (mut parameters, mut public, secret_element) =
        (identifier.parameters.clone().filter(|parameters| parameters.tag() == Tag::SEQUENCE), None, element.clone());
    let mut secret = secret_element;
    // Netscape and the first JDKs wrapped it: SEQUENCE { parameters or public value, private value }.
    if element.tag() == Tag::SEQUENCE {
        let mut fields = element.sequence()?;
        let first = fields.any()?;
        secret = fields.any()?;
        fields.finish()?;
        match first.tag() {
            Tag::SEQUENCE => parameters = Some(first),
            _ => public = Some(first),
        }
        warnings.push(WarningCode::NotDer, "the private value is wrapped as old tools did");
    }
    let secret = Zeroizing::new(unsigned(&secret, warnings)?.to_vec());
    let Some(parameters) = parameters else {
        // Inherited from an issuer's certificate (RFC 3279 §2.3.2): nothing can be computed.
        return Ok(Parts {
            algorithm: kind.modular(0),
            identifier: raw.raw().to_vec(),
            inner: write::integer(&secret),
            public: None,
            keeps_public: false,
        });
    };
    let domain = domain(kind, identifier.oid, &parameters, warnings)?;
    let public = public.map(|element| unsigned(&element, warnings)).transpose()?;
    let identifier = if identifier.parameters.is_some() {
        raw.raw().to_vec()
    } else {
        write::algorithm(oids::DSA, parameters.raw())
    };
    key(kind, &domain, &secret, public, identifier)
}

/// DSA: p, q, g. X9.42: p, g, q. PKCS#3: p, g, and perhaps the length of the secret.
fn domain(kind: Kind, oid: Oid<'_>, parameters: &Element<'_>, warnings: &mut Warnings) -> Result<Domain> {
    let mut fields = parameters.sequence()?;
    let mut number = || -> Result<Vec<u8>> { Ok(unsigned(&fields.any()?, warnings)?.to_vec()) };
    let (prime, second) = (number()?, number()?);
    Ok(if kind == Kind::Dsa {
        Domain { prime, order: second, generator: number()? }
    } else if oid == oids::DH_X942 {
        Domain { prime, order: number()?, generator: second }
    } else {
        Domain { prime, order: Vec::new(), generator: second }
    })
}

/// A Diffie-Hellman key made ready for use.
pub(crate) struct Agreement {
    domain: Domain,
    secret: Zeroizing<Vec<u8>>,
}

impl Agreement {
    /// Of a key that [`read`] read, with its parameters.
    pub(crate) fn of(key: &PrivateKey) -> Result<Self> {
        let unheard = &mut Warnings::new();
        let identifier = Element::parse(&key.parts.identifier)?;
        let identifier = AlgorithmIdentifier::from_element(&identifier)?;
        let domain = domain(Kind::Dh, identifier.oid, identifier.required_parameters()?, unheard)?;
        let secret = Element::parse(&key.parts.inner)?;
        Ok(Self { domain, secret: Zeroizing::new(unsigned(&secret, unheard)?.to_vec()) })
    }

    /// The value that both sides share, as long as the prime (RFC 2631 §2.1.2). `None` where the peer's is not in the
    /// group (§2.1.5), or the shared one is 1.
    pub(crate) fn agree(&self, peer: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let Domain { prime, order, .. } = &self.domain;
        let peer = trim(peer);
        if peer.is_empty() || peer == [1] || !below(peer, prime) || is_one_below(peer, prime) {
            return None;
        }
        if !order.is_empty() && trim(&power(peer, order, prime)?) != [1] {
            return None;
        }
        let shared = power(peer, &self.secret, prime)?;
        if trim(&shared) == [1] { None } else { fit(&shared, trim(prime).len()) }
    }
}

/// Whether a number is one less than an odd one.
fn is_one_below(number: &[u8], odd: &[u8]) -> bool {
    match (number.split_last(), trim(odd).split_last()) {
        (Some((last, rest)), Some((odd_last, odd_rest))) => rest == odd_rest && last ^ odd_last == 1,
        _ => false,
    }
}

/// Reads OpenSSL's own `SEQUENCE { 0, p, q, g, y, x }`.
pub(super) fn traditional(element: &Element<'_>, warnings: &mut Warnings) -> Result<Parts> {
    let mut fields = element.sequence()?;
    let version = fields.any()?;
    if version.unsigned()? != 0 {
        return Err(version.malformed("a version that a DSA key does not have").into());
    }
    let mut number = || -> Result<Vec<u8>> {
        let element = fields.any()?;
        Ok(unsigned(&element, warnings)?.to_vec())
    };
    let domain = Domain { prime: number()?, order: number()?, generator: number()? };
    let public = number()?;
    let secret = Zeroizing::new(number()?);
    fields.finish()?;
    let parameters = [write::integer(&domain.prime), write::integer(&domain.order), write::integer(&domain.generator)];
    let parameters = write::tlv(write::SEQUENCE, &[&parameters[0], &parameters[1], &parameters[2]]);
    let public = (!public.is_empty()).then_some(public.as_slice());
    key(Kind::Dsa, &domain, &secret, public, write::algorithm(oids::DSA, &parameters))
}

/// Writes what [`traditional`] reads. `None` where the parameters are inherited.
pub(super) fn write_traditional(parts: &Parts) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let identifier = AlgorithmIdentifier::from_element(&Element::parse(&parts.identifier)?)?;
    let (Some(parameters), Some(public)) = (identifier.parameters, &parts.public) else { return Ok(None) };
    let mut fields = parameters.sequence()?;
    let (prime, order, generator) = (fields.any()?, fields.any()?, fields.any()?);
    let version = write::integer(&[]);
    let numbers = [&version, prime.raw(), order.raw(), generator.raw(), public.bits(), &parts.inner];
    Ok(Some(write::tlv(write::SEQUENCE, &numbers)))
}

/// Puts the key together, checked against the public value that came with it.
fn key(kind: Kind, domain: &Domain, secret: &[u8], public: Option<&[u8]>, identifier: Vec<u8>) -> Result<Parts> {
    let wrong = |reason| Err(Error::InvalidValue { reason });
    let bits = bit_length(&domain.prime);
    if !(2..=MAX_BITS).contains(&bits) || domain.prime.last().is_none_or(|last| last & 1 == 0) {
        return wrong("a prime that is even or of more than 10000 bits");
    }
    let bound = if domain.order.is_empty() { &domain.prime } else { &domain.order };
    if !domain.order.is_empty() && !below(&domain.order, &domain.prime) {
        return wrong("an order that is not below the prime");
    }
    if trim(&domain.generator).is_empty() || domain.generator == [1] || !below(&domain.generator, &domain.prime) {
        return wrong("a generator that is not between 1 and the prime");
    }
    if secret.is_empty() || !below(secret, bound) {
        return wrong("a private value that is zero or not below the order");
    }
    if !rare::is_here() {
        return wrong("a DSA or Diffie-Hellman key, which this build leaves out");
    }
    let Some(computed) = power(&domain.generator, secret, &domain.prime) else {
        return wrong("a prime that is even");
    };
    if public.is_some_and(|public| trim(public) != trim(&computed)) {
        return wrong("the public part does not belong to the private one");
    }
    let algorithm: Algorithm = kind.modular(bits);
    let value = Value::Modular { prime: domain.prime.clone(), public: trim(&computed).to_vec() };
    let public = PublicKey::computed(algorithm.clone(), &identifier, write::integer(trim(&computed)).to_vec(), value);
    Ok(Parts { algorithm, identifier, inner: write::integer(secret), public: Some(public), keeps_public: false })
}

/// `generator^secret mod prime`; the time tells the secret's size in words and nothing else of it. (Diffie-Hellman
/// secrets are often shorter than the prime, and a full-size exponentiation would take ten times as long.)
fn power(generator: &[u8], secret: &[u8], prime: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let modulus = number(prime);
    let params = BoxedMontyParams::new_vartime(Odd::new((*modulus).clone()).into_option()?);
    let precision = modulus.bits_precision();
    let widened = |bytes: &[u8]| crypto_bigint::BoxedUint::from_be_slice(trim(bytes), precision).ok();
    let base = BoxedMontyForm::new(widened(generator)?, &params);
    let exponent = Zeroizing::new(widened(secret)?);
    let bits = bit_length(secret).next_multiple_of(64).min(bit_length(prime));
    let result = Zeroizing::new(base.pow_bounded_exp(&exponent, u32::try_from(bits).ok()?).retrieve());
    Some(Zeroizing::new(result.to_be_bytes().into_vec()))
}
