//! A text that the board or the partner changed on the way: frozen as the next revision with their act.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Desk, Plan};
use crate::act::{Deed, Submit};
use crate::cli::answer::No;
use crate::cli::context::Surroundings;
use crate::process::class::Demand;
use crate::process::{Record, State};
use crate::register::Register;
use crate::roster::Roster;
use crate::rules;
use crate::snapshot::{Document, Dossier};
use crate::source::{Digest, SourceFile};

/// The bytes of a changed text.
pub struct Changes(Vec<u8>);

/// A changed text as a revision, and what it asks of whom.
pub struct Frozen {
    /// The revision's number.
    pub number: u32,
    /// What the act says of it.
    pub submit: Submit,
    files: Vec<(String, Vec<u8>)>,
    digest: Digest,
    document: Document<Register>,
}

impl Changes {
    /// Reads the file that `--with-changes` names.
    pub fn read(around: &Surroundings, path: Option<&Path>) -> Result<Option<Changes>> {
        let Some(path) = path.map(|path| around.dir.join(path)) else { return Ok(None) };
        let bytes = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(Some(Changes(bytes)))
    }

    /// Freezes it in place of the revision on its way. It must be as complete as any text that is submitted.
    pub fn freeze(
        &self,
        desk: &Desk<'_>,
        demand: impl Fn(&State, &Record<'_>, &Register, &Roster) -> Demand,
    ) -> Result<Frozen> {
        let (id, number) = (&desk.dossier.id, desk.next_revision());
        let path = format!("registers/{id}/revisions/{number}.yaml");
        let file = SourceFile::new(path.clone(), self.0.as_slice());
        let document: Document<Register> = Document::read(&file);
        let changed = Dossier { text: Some(document.clone()), ..desk.dossier.clone() };
        crate::cli::submit::complete(&rules::submission(desk.snapshot, &changed), id)?;
        let Some(register) = document.get() else { return Err(No::Shown.into()) };
        let state = &desk.course.state;
        let demand = demand(state, desk.record, register, desk.roster);
        let submit = Submit {
            class: demand.classes.into_iter().collect(),
            needs: demand.needs.into_iter().collect(),
            withdraws: state.under_way.as_ref().map(|under_way| under_way.revision),
            records: None,
            editorial: None,
        };
        let mut files = vec![(path, self.0.clone())];
        // Where the changes were made in the draft itself, it is committed with them.
        let draft = format!("registers/{id}/register.yaml");
        if desk.context.on_disk(&draft).is_ok_and(|file| file.bytes() == self.0) {
            files.push((draft, self.0.clone()));
        }
        Ok(Frozen { number, submit, files, digest: file.digest(), document })
    }
}

impl Frozen {
    /// The act that freezes it.
    pub fn plan(self, deed: Deed, subject: String) -> Plan {
        let mut plan = Plan::of(deed, subject);
        plan.files = self.files;
        plan.text = Some((self.number, self.digest));
        plan.freezes = Some((self.number, self.document));
        plan
    }
}
