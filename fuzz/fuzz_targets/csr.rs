//! Fuzzes [`keybundle_fuzz::csr`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(csr);
