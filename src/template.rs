//! The Work Register Template as data (DSP4003 2.1, 3.1, 5.2): the fields, their wording, and when each is required.
//!
//! `templates/register.yaml` is written from this table, the rules take from it when a field is required, and the
//! schemas take their titles and descriptions from it.

mod contacts;
mod field;
mod register;
mod write;

pub use self::contacts::CONTACTS;
pub use self::field::{Begins, INSERT, Required, TemplateField};
pub use self::register::{REGISTER, named, required, sections};
pub use self::write::written;
