//! Fuzzes [`keybundle_fuzz::inspect`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(inspect);
