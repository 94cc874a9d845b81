//! See `wr_fuzz::act`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wr_fuzz::act::check(data));
