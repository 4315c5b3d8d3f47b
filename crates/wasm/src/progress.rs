//! How far a long derivation is: told to JavaScript while the module is at work.

use keybundle::Progress;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Whoever wants to know: an object with the method `progress`.
    pub type Watcher;

    #[wasm_bindgen(method)]
    fn progress(this: &Watcher, done: f64, needed: f64);
}

thread_local! {
    static WATCHER: RefCell<Option<Watcher>> = const { RefCell::new(None) };
}

/// From now on `watcher` is told how far derivations are.
#[wasm_bindgen]
pub fn watch(watcher: Watcher) {
    WATCHER.with(|slot| *slot.borrow_mut() = Some(watcher));
}

pub(crate) fn is_watched() -> bool {
    WATCHER.with(|slot| slot.borrow().is_some())
}

pub(crate) fn tell(progress: Progress) {
    WATCHER.with(|slot| {
        if let Some(watcher) = &*slot.borrow() {
            watcher.progress(progress.done as f64, progress.needed as f64);
        }
    });
}
