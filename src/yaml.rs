//! Reads YAML files that people write. No other module depends on the YAML crate.

mod amend;
mod build_tree;
mod builder;
mod collect;
mod cursor;
mod direct;
mod distinct;
mod edit;
mod explain;
mod heading;
mod list_item;
mod origin;
mod placeholder;
mod read;
mod reader;
mod reading;
mod recover;
mod revise;
mod rewrite;
mod serialize_recovered;
mod spans;
mod syntax;
#[cfg(test)]
mod tests;
mod tree;
mod wording;

pub use self::read::{read, read_all, scalar};
pub use self::reader::LIMIT;
pub use amend::amend;
pub use cursor::{AtByte, NodePart, Word};
pub use distinct::distinct;
pub use edit::Replacement;
pub(crate) use heading::heading;
pub use list_item::{ListItem, Variant};
pub use reading::{PartialDocument, Reading};
pub(crate) use revise::flow;
pub use revise::revise;
pub use spans::Spans;
pub use syntax::quoted;
