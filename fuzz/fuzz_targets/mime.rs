//! Fuzzes [`keybundle_fuzz::mime`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(mime);
