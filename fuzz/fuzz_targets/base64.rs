//! Fuzzes [`keybundle_fuzz::base64`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(base64);
