//! Fuzzes [`keybundle_fuzz::request`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(request);
