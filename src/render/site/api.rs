//! The JSON files of the site, each with a schema: every register, the list of registers, and an index.
//!
//! These types are a published format. `format` increases when a field changes its meaning or is removed, but not when
//! a field is added. Every field is always present, `null` if unknown. Dates may be a day, month, quarter or year.
//! Prose may contain Markdown; all other fields are plain text.

mod approvals;
mod index;
mod json;
mod list;
mod parties;
mod paths;
mod register;
mod schemas;
mod work;

pub(super) use self::index::index_json;
pub(super) use self::list::registers_json;
pub(super) use self::paths::{INDEX, INDEX_SCHEMA, REGISTER_SCHEMA, REGISTERS, REGISTERS_SCHEMA};
pub(super) use self::register::register_json;
pub(super) use self::schemas::{index_schema, register_schema, registers_schema};
