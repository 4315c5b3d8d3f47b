//! Fuzzes [`keybundle_fuzz::json`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(json);
