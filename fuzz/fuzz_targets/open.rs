//! Fuzzes [`keybundle_fuzz::open`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(open);
