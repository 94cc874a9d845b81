//! The layout of a store: what each path below `registers/` is.

mod names;
mod parse;
mod store_path;
mod subject;
#[cfg(test)]
mod tests;

pub use self::names::{
    ATTRIBUTES, HISTORY, KEEP_BYTES, POLICY, REGISTERS, REQUESTS, RESERVED, ROSTER, SIGNATURE,
    SIGNERS, VersionKind, keep_bytes,
};
pub use self::parse::{NotAStorePath, register_id};
pub use self::store_path::{ActPath, StorePath, WrittenFile};
pub use self::subject::Subject;
