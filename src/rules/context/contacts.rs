//! The contacts of a register.

use std::sync::Arc;

use crate::contacts::{Contact, Contacts};
use crate::id::Id;
use crate::rules::context::people::PersonIndex;
use crate::rules::context::phase::Phase;
use crate::snapshot::Document;
use crate::source::SourceFile;

/// The contacts of a register.
pub(crate) struct ContactList<'a> {
    /// The register's id.
    pub(crate) id: &'a Id,
    pub(crate) document: Option<&'a Document<Contacts>>,
    pub(crate) stand: Phase,
    /// The partner that the newest text names.
    pub(crate) partner: Option<&'a Id>,
    /// The people of today's roster.
    pub(crate) people: &'a PersonIndex<'a>,
}

/// A side of the contacts: its field, and its people.
pub(crate) type Side<'a> = (&'static str, &'a [Contact]);

impl<'a> ContactList<'a> {
    /// The file with both sides; `None` if it cannot be read.
    pub(crate) fn sides(&self) -> Option<(&'a Arc<SourceFile>, [Side<'a>; 2])> {
        let document = self.document?;
        let contacts = document.partial()?;
        Some((
            &document.file,
            [("partner", &contacts.partner), ("home", &contacts.home)],
        ))
    }
}
