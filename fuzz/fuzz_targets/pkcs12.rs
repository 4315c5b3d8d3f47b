//! Fuzzes [`keybundle_fuzz::pkcs12`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(pkcs12);
