//! See `wr_fuzz::canonical`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wr_fuzz::canonical::check(data));
