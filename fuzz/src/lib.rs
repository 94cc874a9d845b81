//! What must hold of `wr` whatever it is given: one module a target, each with one function that takes any bytes and
//! panics where a property does not hold.
//!
//! Nothing here needs a fuzzer. `fuzz/run TARGET` finds bytes that go new ways; `cargo test -p wr-fuzz` tries the same
//! properties with the corpus and with bytes that are one mutation away from it.

pub mod act;
pub mod armour;
pub mod canonical;
mod edits;
pub mod pre_receive;
mod samples;
pub mod tally;
pub mod yaml;

/// A property of any bytes.
pub type Check = fn(&[u8]);

/// Every target, by the name of its folder in `corpus` and of its file in `fuzz_targets`.
pub const TARGETS: [(&str, Check); 6] = [
    ("act", act::check),
    ("armour", armour::check),
    ("canonical", canonical::check),
    ("pre_receive", pre_receive::check),
    ("tally", tally::check),
    ("yaml", yaml::check),
];
