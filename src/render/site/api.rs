//! The site for programs: every register, the list of them, and what there is, as JSON with a schema each.
//!
//! These types are published. `format` is raised when a field changes its meaning or goes; a field may come without
//! that. Every field is always there, `null` where nothing is known. Dates are as exact as they are known. Prose may
//! hold Markdown, all else is plain text.

mod approvals;
mod list;
mod parties;
mod register;
mod schemas;
mod start;
mod work;

pub(in crate::render) use self::list::{REGISTERS, registers};
pub(in crate::render) use self::register::register;
pub(in crate::render) use self::schemas::schemas;
pub(in crate::render) use self::start::{START, start};

use serde::Serialize;

/// The version of these forms.
const FORMAT: u32 = 1;

/// A value as a file that people may look at.
fn file(value: &impl Serialize) -> Vec<u8> {
    // Plain values with text as keys can always be written.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
