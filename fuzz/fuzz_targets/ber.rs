//! Fuzzes [`keybundle_fuzz::ber`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(ber);
