//! Fuzzes [`keybundle_fuzz::encrypted_key`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(encrypted_key);
