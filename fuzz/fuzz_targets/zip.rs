//! Fuzzes [`keybundle_fuzz::zip`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(zip);
