//! Fuzzes [`keybundle_fuzz::decrypt`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(decrypt);
