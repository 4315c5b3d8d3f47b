//! Fuzzes [`keybundle_fuzz::certificate`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(certificate);
