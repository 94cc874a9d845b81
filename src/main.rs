//! The `wr` program: calls the command line of the library.

use std::process::ExitCode;

/// Most time goes into allocating many small texts and objects on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    wr::cli::main()
}
