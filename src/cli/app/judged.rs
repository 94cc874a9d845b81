//! Runs the judge on a repository: each step of the main line, with the facts of its history.

mod commits;
mod line;
mod replay;
mod steps;
mod versions;

pub(crate) use self::line::MainLine;
pub(crate) use self::replay::{AlongLine, counted, entering, joined};
