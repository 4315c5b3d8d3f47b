//! Multiples of a generator, kept: a file of thousands of keys on one curve takes an eighth of the time.

use super::{
    super::Prime,
    group::{Group, Point, WINDOW, digit},
};
use crypto_bigint::{CtAssign, CtEq, Uint, modular::FixedMontyForm};
use std::{
    any::Any,
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// What the bits of a window can be.
const DIGITS: u32 = 1 << WINDOW;
/// How many keys on a curve are computed without a table, which costs as much as two of them.
const WITHOUT: u32 = 3;

/// For each four bits of a scalar, from the lowest, the sixteen multiples that they may stand for, in Montgomery form.
struct Table<const L: usize>(Vec<[[Uint<L>; 3]; DIGITS as usize]>);

/// A curve's table, once it is worth one.
#[derive(Default)]
struct Known {
    uses: u32,
    table: Option<Arc<dyn Any + Send + Sync>>,
}

/// By the name of the curve's prime, generator and order: their place in memory, since there is one of each curve.
static TABLES: Mutex<BTreeMap<usize, Known>> = Mutex::new(BTreeMap::new());

/// The multiple of the generator by a scalar below the order, if there is a table. Every digit costs the same.
pub(super) fn multiply<const L: usize>(
    group: &Group<L>,
    prime: &'static Prime,
    generator: &Point<L>,
    scalar: &Uint<L>,
) -> Option<Point<L>> {
    let table = table(group, prime, generator)?;
    let mut result = group.neutral();
    for (window, multiples) in (0_u32..).zip(&table.0) {
        let digit = digit(scalar, window);
        let mut chosen = *multiples.first()?;
        for (index, multiple) in (0_u32..).zip(multiples) {
            let here = index.ct_eq(&digit);
            for (own, other) in chosen.iter_mut().zip(multiple) {
                own.ct_assign(other, here);
            }
        }
        let [x, y, z] = chosen.map(|value| FixedMontyForm::from_montgomery(value, &group.params));
        result = group.add(&result, &Point { x, y, z });
    }
    Some(result)
}

fn table<const L: usize>(group: &Group<L>, prime: &'static Prime, generator: &Point<L>) -> Option<Arc<Table<L>>> {
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    let known = tables.entry(core::ptr::from_ref(prime).addr()).or_default();
    known.uses = known.uses.saturating_add(1);
    if known.uses <= WITHOUT {
        return None;
    }
    let table = known.table.get_or_insert_with(|| Arc::new(Table::of(group, generator)));
    Arc::clone(table).downcast().ok()
}

impl<const L: usize> Table<L> {
    fn of(group: &Group<L>, generator: &Point<L>) -> Self {
        let windows = group.order.bits_vartime().div_ceil(WINDOW);
        let mut base = *generator;
        let row = |base: &mut Point<L>| {
            let mut multiple = group.neutral();
            let row = [(); DIGITS as usize].map(|()| {
                let form = [multiple.x, multiple.y, multiple.z].map(|value| *value.as_montgomery());
                multiple = group.add(&multiple, base);
                form
            });
            // Sixteen times the base: that of the next four bits.
            *base = multiple;
            row
        };
        Self((0..windows).map(|_| row(&mut base)).collect())
    }
}
