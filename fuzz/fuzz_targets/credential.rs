//! Fuzzes [`keybundle_fuzz::credential`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(credential);
