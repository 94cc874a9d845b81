//! See `wr_fuzz::pre_receive`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wr_fuzz::pre_receive::check(data));
