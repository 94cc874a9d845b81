//! Freezes a text that the board or the partner changed as the next revision, and merges it into the draft, so that the
//! next update does not revert it unnoticed.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::context::ActingContext;
use super::plan::Plan;
use crate::act::{Action, Submit};
use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::Environment;
use crate::path::StorePath;
use crate::process::class::Demand;
use crate::process::{History, State};
use crate::register::Register;
use crate::register::diff::{Field, FieldDifference, changes};
use crate::roster::Roster;
use crate::rules;
use crate::snapshot::{Document, RegisterFiles};
use crate::source::{Digest, SourceFile};
use crate::store::MergedText;

/// The bytes of a changed text, from `--with-changes`.
pub(crate) struct Changes(Vec<u8>);

/// A changed text as a revision.
pub(crate) struct Frozen {
    /// The revision's number.
    pub number: u32,
    /// Its class of change and the approvals that it needs.
    pub submit: Submit,
    files: Vec<(String, Vec<u8>)>,
    digest: Digest,
    document: Document<Register>,
    notes: Vec<String>,
}

/// The draft, merged with the accepted text.
struct DraftUpdate {
    /// The new bytes; none if the draft does not change.
    bytes: Option<Vec<u8>>,
    note: Option<String>,
}

impl Changes {
    /// Reads the file that `--with-changes` names; none without the option.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn read(env: &Environment, path: Option<&Path>) -> Result<Option<Changes>> {
        let Some(path) = path.map(|path| env.dir.join(path)) else {
            return Ok(None);
        };
        let bytes =
            std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(Some(Changes(bytes)))
    }

    /// Freezes the text as the next revision, which replaces the one under way.
    ///
    /// # Errors
    /// `Rejected`, if the text is not complete enough to submit or the draft has unsaved edits.
    pub(crate) fn freeze(
        &self,
        ctx: &ActingContext<'_>,
        demand: impl Fn(&State, &History<'_>, &Register, &Roster) -> Demand,
    ) -> Result<Frozen> {
        let (id, number) = (&ctx.subject.files.id, ctx.subject.next_revision());
        let path = StorePath::Revision(id.clone(), number).to_string();
        let file = SourceFile::new(path.clone(), self.0.as_slice());
        let document: Document<Register> = Document::read(&file);
        let changed = RegisterFiles {
            text: Some(document.clone()),
            ..ctx.subject.files.clone()
        };
        crate::cli::app::completeness::complete(&rules::submission(ctx.snapshot, &changed), id)?;
        let Some(register) = document.get() else {
            return Err(Rejected::AlreadyPrinted.into());
        };
        let state = &ctx.subject.replay.state;
        let demand = demand(state, &ctx.subject.history, register, ctx.subject.roster);
        let submit = Submit {
            class: demand.classes.into_iter().collect(),
            needs: demand.needs.into_iter().collect(),
            withdraws: state.under_way.as_ref().map(|under_way| under_way.revision),
            records: None,
            editorial: None,
        };
        let mut files = vec![(path, self.0.clone())];
        let draft = self.merged(ctx)?;
        files.extend(
            draft
                .bytes
                .map(|bytes| (StorePath::Text(id.clone()).to_string(), bytes)),
        );
        let notes = draft.note.into_iter().collect();
        Ok(Frozen {
            number,
            submit,
            files,
            digest: file.digest(),
            document,
            notes,
        })
    }

    /// Merges the accepted text into the draft, with the revision under way as the base.
    ///
    /// # Errors
    /// `Rejected`, if the draft has uncommitted edits.
    fn merged(&self, ctx: &ActingContext<'_>) -> Result<DraftUpdate> {
        let (id, store, head) = (
            &ctx.subject.files.id,
            &ctx.command.store,
            ctx.command.some_head()?,
        );
        let path = StorePath::Text(id.clone()).to_string();
        let of = |read: crate::store::Read| read.tree.get(&path).map(|file| file.bytes().to_vec());
        let committed = of(store.read(head, &[&path])?);
        let on_disk = match store.top() {
            Some(_) => of(store.working_since(Some(head), &[&path])?),
            None => committed.clone(),
        };
        let text = |bytes: Option<Vec<u8>>, note: Option<String>| {
            Ok(DraftUpdate {
                bytes: bytes.filter(|bytes| Some(bytes) != committed.as_ref()),
                note,
            })
        };
        if on_disk.as_ref() == Some(&self.0) {
            return text(Some(self.0.clone()), None);
        }
        if on_disk != committed {
            let why = format!("{path} has unsaved edits, and this text is merged into it");
            reject!("{why}\n  needs:  the edits saved first, with `wr save {id}`");
        }
        let under_way = ctx.subject.replay.state.under_way.as_ref();
        let base =
            under_way.and_then(|under_way| ctx.subject.files.revisions.get(&under_way.revision));
        let (Some(base), Some(ours)) = (base.map(|base| base.file.bytes()), &committed) else {
            return text(Some(self.0.clone()), None);
        };
        if base == ours.as_slice() {
            let note = format!("note: the draft {path} is now this text");
            return text(Some(self.0.clone()), Some(note));
        }
        let short: String = head.to_string().chars().take(12).collect();
        let earlier = format!("the previous draft: `git show {short}:{path}`");
        let merged = store.merge_text(base, ours, &self.0)?;
        if !self.is_whole(base, ours, &merged) {
            let why = format!(
                "note: the draft {path} could not be merged with this text, and is now this text"
            );
            return text(Some(self.0.clone()), Some(format!("{why}; {earlier}")));
        }
        let note = match merged.has_overlap {
            false => format!("note: the draft {path} has these changes in addition to its own"),
            true => format!(
                "note: the draft {path} has these changes as well; where both changed a line, it has the accepted text; \
                 {earlier}"
            ),
        };
        text(Some(merged.bytes), Some(note))
    }

    /// Whether a merged draft has all changes of both sides: it differs from the accepted text only where the draft had
    /// changes, and from the draft only where the accepted text has changes, except on lines that both changed.
    fn is_whole(&self, base: &[u8], ours: &[u8], merged: &MergedText) -> bool {
        let read = |bytes: &[u8]| {
            let document: Document<Register> =
                Document::read(&SourceFile::new("register.yaml", bytes));
            document.get().cloned()
        };
        let (Some(base), Some(ours), Some(theirs)) = (read(base), read(ours), read(&self.0)) else {
            return false;
        };
        let Some(merged_text) = read(&merged.bytes) else {
            return false;
        };
        // Working groups and committees join and leave with their milestones.
        let follows = |change: &FieldDifference| {
            change.field == Field::WorkingGroup || change.about.starts_with("committee ")
        };
        let differ = |old: &Register, new: &Register| -> Vec<FieldDifference> {
            changes(old, new)
                .into_iter()
                .filter(|change| !follows(change))
                .collect()
        };
        let only = |found: Vec<FieldDifference>, by: &[FieldDifference]| {
            found
                .iter()
                .all(|change| by.iter().any(|other| other.is_about_the_same(change)))
        };
        let keeps_theirs = only(differ(&theirs, &merged_text), &differ(&base, &ours));
        let keeps_ours = only(differ(&ours, &merged_text), &differ(&base, &theirs));
        keeps_theirs && (keeps_ours || merged.has_overlap)
    }
}

impl Frozen {
    /// The plan of the act that freezes the text.
    pub(crate) fn plan(self, action: Action, subject: String) -> Plan {
        let mut plan = Plan::of(action, subject);
        plan.files = self.files;
        plan.text = Some((self.number, self.digest));
        plan.freezes = Some((self.number, self.document));
        plan.notes = self.notes;
        plan
    }
}
