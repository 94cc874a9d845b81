//! Checks whether new versions of the roster and the policy can follow those in force, and prints what they change.

use std::sync::Arc;

use anyhow::Result;

use super::kind::path_of;
use super::version::Saving;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::checked;
use crate::cli::app::difference::unified;
use crate::cli::app::ui;
use crate::diagnostic::Severity;
use crate::governance::{Unfit, breaks};
use crate::path::VersionKind;
use crate::policy::Policy;
use crate::roster::Roster;
use crate::snapshot::{Document, Snapshot};
use crate::source::{SourceFile, Tree};

impl Saving<'_> {
    /// Refuses a roster or a policy with errors, because every later act is decided under it. Files that are saved
    /// together are checked together; a file that is not saved is replaced by the version in force.
    pub(super) fn is_sound(&self, kinds: &[VersionKind]) -> Result<()> {
        let saved = checked(&self.tree);
        let (mut before, mut after) = (Tree::default(), Tree::default());
        let mut is_new = false;
        for kind in VersionKind::ALL {
            let path = path_of(kind);
            let kept = saved
                .in_force(kind)
                .map(|file| SourceFile::new(path, file.bytes()));
            let kept = kept.or_else(|| self.tree.get(path).cloned());
            kept.iter().for_each(|file| before.insert(file.clone()));
            let file = if kinds.contains(&kind) {
                Some(self.context.on_disk(path)?)
            } else {
                kept.clone()
            };
            let same = |file: &Arc<SourceFile>| {
                kept.as_ref()
                    .is_some_and(|kept| kept.bytes() == file.bytes())
            };
            is_new = is_new || !file.as_ref().is_none_or(same);
            file.into_iter().for_each(|file| after.insert(file));
        }
        if !is_new {
            return Ok(());
        }
        let today = self.context.env.today();
        let logos = self.context.logos_on_disk()?;
        let errors = |tree: &Tree| -> Vec<crate::diagnostic::Diagnostic> {
            let mut snapshot = Snapshot::load(tree);
            snapshot.logos = Some(logos.clone());
            let found = crate::rules::check(&snapshot, today).into_iter();
            found
                .filter(|finding| finding.severity == Severity::Error)
                .collect()
        };
        let path = |found: &crate::diagnostic::Diagnostic| {
            found
                .place
                .as_ref()
                .map(|place| place.file.path().to_string())
                .unwrap_or_default()
        };
        let known = errors(&before);
        // Errors that the other file already has do not block this one.
        let is_old = |found: &crate::diagnostic::Diagnostic| {
            !kinds.iter().any(|kind| path(found) == path_of(*kind))
                && known
                    .iter()
                    .any(|it| (it.rule, &it.message) == (found.rule, &found.message))
        };
        let new: Vec<_> = errors(&after)
            .into_iter()
            .filter(|found| !is_old(found))
            .collect();
        if !new.is_empty() {
            let elsewhere = VersionKind::ALL.into_iter().filter(|kind| {
                !kinds.contains(kind) && new.iter().any(|found| path(found) == path_of(*kind))
            });
            let elsewhere: Vec<VersionKind> = elsewhere.collect();
            let mut wrong: Vec<String> = new.iter().map(path).collect();
            wrong.sort();
            wrong.dedup();
            let findings = new.into_iter().collect();
            ui::err_findings(&findings);
            let names: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
            let more = match elsewhere.is_empty() {
                true => String::new(),
                false => {
                    "; the two depend on each other, so edit both and run `wr save roster policy`"
                        .to_string()
                }
            };
            ui::err(format!(
                "refused: the {} {} not saved while there are errors in {}{more}",
                names.join(" and the "),
                if names.len() == 1 { "is" } else { "are" },
                wrong.join(" and ")
            ));
            return Err(Rejected::AlreadyPrinted.into());
        }
        Ok(())
    }

    /// Refuses a version that removes people or ids, or that was in force before, and prints what it changes.
    pub(super) fn is_forward(
        &self,
        kind: VersionKind,
        saved: &Snapshot,
        file: &Arc<SourceFile>,
    ) -> Result<()> {
        if let (VersionKind::Policy, Some(old), Some(new)) =
            (kind, saved.policy(), Document::<Policy>::read(file).get())
            && old.store != new.store
        {
            let why = format!(
                "the store's id never changes: it is {}, but {} has {}",
                old.store,
                file.path(),
                new.store
            );
            return Err(Rejected::Message(why).into());
        }
        let mut wrong: Vec<String> = Vec::new();
        if let (VersionKind::Roster, Some(old), Some(new)) =
            (kind, saved.roster(), Document::<Roster>::read(file).get())
        {
            wrong.extend(breaks(old, new).iter().map(ToString::to_string));
        }
        if saved.chain.all(kind).contains(&file.digest()) {
            let numbered = saved.numbered(kind);
            let number = numbered
                .iter()
                .find(|(_, it)| it.digest() == file.digest())
                .map_or(0, |(number, _)| *number);
            wrong.push(Unfit::Returned { number }.to_string());
        }
        if wrong.is_empty() {
            return Ok(());
        }
        if let Some(told) = self.difference(kind, saved, file)? {
            ui::err(ui::visible(told));
        }
        let why = format!(
            "{} cannot follow {kind} {}, which is in force\n  {}",
            file.path(),
            saved.chain.number_in_force(kind).unwrap_or_default(),
            wrong.join("\n  ")
        );
        Err(Rejected::Message(why).into())
    }

    /// The differences between the saved files and the versions in force, with the commits made without `wr save`.
    pub(crate) fn differences(&self, kinds: &[VersionKind]) -> Result<Vec<String>> {
        let before = checked(&self.before);
        let mut told = Vec::new();
        for kind in VersionKind::ALL
            .into_iter()
            .filter(|kind| kinds.contains(kind))
        {
            let file = self.context.on_disk(path_of(kind))?;
            told.extend(self.difference(kind, &before, &file)?);
        }
        Ok(told)
    }

    fn difference(
        &self,
        kind: VersionKind,
        saved: &Snapshot,
        file: &Arc<SourceFile>,
    ) -> Result<Option<String>> {
        let Some(old) = saved
            .in_force(kind)
            .filter(|old| old.bytes() != file.bytes())
        else {
            return Ok(None);
        };
        let number = saved.chain.number_in_force(kind).unwrap_or_default();
        let mut text = format!(
            "{} differs from {kind} {number}, which is in force:\n{}",
            file.path(),
            unified(old, file)
        );
        let by = match self.context.head {
            Some(head) => self
                .context
                .store
                .since_bytes(head, file.path(), old.bytes())?,
            None => Vec::new(),
        };
        for commit in by {
            text += &format!(
                "\ncommitted without `wr save`: {}",
                self.context.store.told(commit)?
            );
        }
        Ok(Some(text))
    }
}
