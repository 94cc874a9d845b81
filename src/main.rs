//! The program `wr`: parse, run, print the error, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    wr::cli::main()
}
