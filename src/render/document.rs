//! Registers and reports as documents of the organization, for paper and for Word.
//!
//! A [`Document`] is a value that says what is on the pages. It is made from a text with its record, or from a report,
//! and written as HTML, which a browser prints, or as a Word file.

mod docx;
mod html;
mod model;
mod paper;
mod prose;
mod record;
mod redact;
mod redline;
mod register;
mod report;
mod sides;
mod text;
mod whole;

#[cfg(test)]
mod tests;

pub use self::model::Document;
pub use self::paper::Paper;
pub use self::register::OlderText;
pub(super) use self::register::document as of_register;
pub(super) use self::report::document as of_report;
pub(super) use self::sides::{Difference, differences};
pub(super) use self::whole::{WholeText, whole_text};
