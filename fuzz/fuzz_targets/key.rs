//! Fuzzes [`keybundle_fuzz::key`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(key);
