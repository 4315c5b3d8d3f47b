//! Fuzzes [`keybundle_fuzz::sniff`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(sniff);
