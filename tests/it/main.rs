//! Every integration test, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod given;
mod sessions;
mod store;
mod tidy;
mod transitions;
mod world;
