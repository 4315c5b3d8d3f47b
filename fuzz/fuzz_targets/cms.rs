//! Fuzzes [`keybundle_fuzz::cms`].
#![cfg_attr(fuzzing, no_main)]
keybundle_fuzz::target!(cms);
