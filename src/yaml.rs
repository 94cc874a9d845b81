//! Reads YAML files that people write. No other module depends on the YAML crate.

mod amend;
mod build_tree;
mod builder;
mod collect;
mod distinct;
mod edit;
mod explain;
mod listed;
mod origin;
mod placeholder;
mod read;
mod reader;
mod reading;
mod recover;
mod revise;
mod serialize_recovered;
mod spans;
#[cfg(test)]
mod tests;
mod tree;
mod wording;

pub use self::read::{read, read_all, scalar};
pub use self::reader::LIMIT;
pub use amend::amend;
pub use distinct::distinct;
pub use edit::Replacement;
pub use listed::Listed;
pub use reading::{PartialDocument, Reading};
pub use revise::{Variant, revise};
pub use spans::Spans;
