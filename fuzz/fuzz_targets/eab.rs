//! Fuzzes [`keybundle_fuzz::eab`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(eab);
