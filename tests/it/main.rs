//! Every integration test, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod acts;
mod attacks;
mod demo;
mod explain;
mod faults;
mod fixes;
mod given;
mod properties;
mod reports;
mod sarif;
mod sessions;
mod store;
mod tidy;
mod transitions;
mod world;
