//! Fuzzes [`keybundle_fuzz::pem`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(pem);
