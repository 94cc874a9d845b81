# The few commands of everyday work. `just` lists them.

default:
    @just --list

# Build the program
build:
    cargo build --locked --release

# Run all tests
test:
    cargo test --locked --workspace

# Write what the tests print into their expectations; read the difference before you commit it
bless:
    BLESS=1 cargo test --locked

# Everything that CI runs first: layout, lints, documentation
lint:
    cargo fmt --all --check
    cargo clippy --locked --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items --quiet

# The gate of main, as CI runs it
ci:
    .ci/run

# Compare the speed with what a user would run otherwise
bench:
    cargo bench --locked

# Change the modules that decide (judge, ballot, rules of counting) and see that a test fails; `-f FILE` for one file alone
mutants *ARGS="-f src/judge.rs -f 'src/judge/**' -f src/ballot.rs -f 'src/ballot/**' -f src/policy/rule.rs":
    CARGO_PROFILE_DEV_OPT_LEVEL=0 cargo mutants {{ ARGS }}
