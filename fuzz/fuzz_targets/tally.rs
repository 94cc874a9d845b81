//! See `wr_fuzz::tally`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wr_fuzz::tally::check(data));
