//! Fuzzes [`keybundle_fuzz::sealed`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(sealed);
