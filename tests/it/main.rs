//! Every integration test, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod acts;
#[cfg(unix)]
mod agents;
#[cfg(unix)]
mod asking;
mod attacks;
mod changed;
mod ci;
mod circles;
mod clones;
mod commits;
mod completing;
#[cfg(unix)]
mod cvs;
mod demo;
mod difference;
mod documents;
mod doubled;
mod emails;
mod entering;
mod explain;
mod extending;
mod faults;
mod fixes;
mod given;
mod honest;
mod hooks;
mod hostile;
mod importing;
mod judges;
#[cfg(target_os = "linux")]
mod killed;
mod language;
mod letters;
#[cfg(unix)]
mod lsp;
mod meetings;
mod mistakes;
mod networks;
mod objections;
mod pre_receive;
#[cfg(unix)]
mod prompting;
mod properties;
mod pull_requests;
mod reports;
#[cfg(unix)]
mod repositories;
mod requirements;
mod sarif;
mod schema;
mod search;
mod serve;
mod sessions;
mod sharing;
mod signatures;
mod site;
mod store;
mod suggested;
mod sync;
mod template;
#[cfg(unix)]
mod terminal;
mod tidy;
#[cfg(unix)]
mod tokens;
mod transitions;
mod verify;
mod world;
