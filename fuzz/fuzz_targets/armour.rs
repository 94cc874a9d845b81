//! See `wr_fuzz::armour`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wr_fuzz::armour::check(data));
