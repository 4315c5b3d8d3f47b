//! Fuzzes [`keybundle_fuzz::matching`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(matching);
