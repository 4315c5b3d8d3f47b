//! Fuzzes [`keybundle_fuzz::streamed`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(streamed);
