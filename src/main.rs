//! The program `wr`.

fn main() {}
