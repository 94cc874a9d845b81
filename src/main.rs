//! The program `wr`: parse, run, print the error, exit.

use std::process::ExitCode;

/// Most of what is slow here is many small texts and objects, on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    wr::cli::main()
}
