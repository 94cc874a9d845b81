//! See `wr_fuzz::yaml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wr_fuzz::yaml::check(data));
