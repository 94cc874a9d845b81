//! The first texts of a register, from the Work Register Template.

use anyhow::Result;

use super::blank::RegisterValues;
use super::questions::NewAnswers;
use crate::cli::app::context::Context;
use crate::cli::app::templates::Overrides;
use crate::id::Id;
use crate::path::StorePath;
use crate::policy::Policy;
use crate::render::StarterFile;
use crate::roster::{Organization, Roster};
use crate::schema::SchemaKind;

/// What fills the template of a register.
pub(in crate::cli::commands) struct Starter<'a> {
    pub roster: &'a Roster,
    pub policy: &'a Policy,
    pub overrides: &'a Overrides,
}

impl Starter<'_> {
    /// The text of a file for a register with `partner`.
    pub(in crate::cli::commands) fn fill(
        &self,
        start: StarterFile,
        partner: &Organization,
        said: &NewAnswers,
        today: &str,
    ) -> Result<String> {
        let mut said = said.clone();
        if let Some(name) = &said.originating_committee {
            said.originating_committee = Some(self.roster.find_body(name)?.id.to_string());
        }
        let values = RegisterValues::of(self.roster, self.policy, partner, &said, today);
        Ok(start.fill(self.overrides.all(), &values)?)
    }
}

/// The path of a register's file.
pub(in crate::cli::commands) fn starter_path(start: StarterFile, id: &Id) -> String {
    match start {
        StarterFile::Contacts => StorePath::Contacts(id.clone()).to_string(),
        StarterFile::Register | StarterFile::Policy | StarterFile::Roster => {
            StorePath::Text(id.clone()).to_string()
        }
    }
}

/// The bytes of a file, with a mark for editors if the store has the schema: an editor would report a missing one.
pub(in crate::cli::commands) fn marked(
    context: &Context,
    kind: SchemaKind,
    text: String,
) -> Vec<u8> {
    let has_schema = context.on_disk(&kind.path()).is_ok();
    if has_schema { kind.mark(&text) } else { text }.into_bytes()
}
