//! Judges the acts that the steps of a line add to one register or change request.

use std::collections::BTreeMap;

use super::line::MainLine;
use crate::act::{Action, StoredAct};
use crate::judge::{Ledger, LedgerProgress, MainLineStep, Position};
use crate::process::{self, Refusal, Replay, Revision, replay};
use crate::request;
use crate::snapshot::{RegisterFiles, RequestFiles};
use crate::source::Digest;

impl MainLine {
    /// Judges the acts that the steps add to a register. `files` has all acts, `before` only those from before the
    /// steps.
    pub(crate) fn register<'a>(
        &'a self,
        before: process::History<'a>,
        files: &'a RegisterFiles,
        is_new: impl Fn(&str) -> bool,
    ) -> LedgerProgress<'a, process::History<'a>> {
        let mut steps = SubjectSteps::of(self);
        for (document, stored) in files.all_acts().filter_map(|it| Some((it, it.get()?))) {
            let path = document.file.path();
            if stored.path() == path && is_new(path) {
                steps.add(path, stored);
            }
        }
        for (number, document) in &files.revisions {
            let revision = Revision {
                digest: document.file.digest(),
                register: document.get(),
            };
            if is_new(document.file.path()) {
                steps.add_revision(document.file.path(), *number, revision);
            }
        }
        let replay = replay(&before);
        self.go(LedgerProgress::after(before, replay), steps)
    }

    /// Judges the acts that the steps add to a change request, like `register`.
    pub(crate) fn request<'a>(
        &'a self,
        before: request::RequestHistory<'a>,
        files: &'a RequestFiles,
        is_new: impl Fn(&str) -> bool,
    ) -> LedgerProgress<'a, request::RequestHistory<'a>> {
        let mut steps = SubjectSteps::of(self);
        for (document, stored) in files.acts.iter().filter_map(|it| Some((it, it.get()?))) {
            let path = document.file.path();
            if stored.path() == path && is_new(path) {
                steps.add(path, stored);
            }
        }
        let replay = request::replay(&before);
        self.go(LedgerProgress::after(before, replay), steps)
    }

    /// Judges acts that enter in one new step.
    ///
    /// # Errors
    /// The judge refuses the act with the digest `asked`.
    pub(crate) fn refuse<'a, L: Ledger<'a>>(
        &'a self,
        ledger: L,
        replay: Replay<'a, L::State>,
        new: &[&'a StoredAct],
        asked: Digest,
    ) -> Result<(), Refusal> {
        let mut steps = SubjectSteps::of(self);
        new.iter().for_each(|stored| steps.put(self.next(), stored));
        let standing = self.go(LedgerProgress::after(ledger, replay), steps);
        if let Some((_, refusal)) = standing
            .votes
            .into_iter()
            .find(|(vote, _)| vote.digest == asked)
        {
            return Err(refusal);
        }
        let entry = standing
            .entries
            .into_iter()
            .rfind(|entry| entry.stored.digest == asked);
        entry.and_then(|entry| entry.void).map_or(Ok(()), Err)
    }

    fn go<'a, L: Ledger<'a>>(
        &'a self,
        mut standing: LedgerProgress<'a, L>,
        steps: SubjectSteps<'a>,
    ) -> LedgerProgress<'a, L> {
        for step in steps.steps.values() {
            standing.judge_step(step, self);
        }
        standing
    }
}

/// The acts that the steps of a line add to one register or change request.
struct SubjectSteps<'a> {
    main: &'a MainLine,
    steps: BTreeMap<Position, MainLineStep<'a>>,
}

impl<'a> SubjectSteps<'a> {
    fn of(main: &'a MainLine) -> SubjectSteps<'a> {
        SubjectSteps {
            main,
            steps: BTreeMap::new(),
        }
    }

    fn at(&mut self, path: &str) -> &mut MainLineStep<'a> {
        // A file that no step added was in the first commit.
        let at = self
            .main
            .added
            .get(path)
            .copied()
            .unwrap_or(self.main.since);
        self.step(at)
    }

    fn step(&mut self, at: Position) -> &mut MainLineStep<'a> {
        let (acts, votes, revisions) = (Vec::new(), Vec::new(), Vec::new());
        self.steps.entry(at).or_insert(MainLineStep {
            at,
            acts,
            votes,
            revisions,
        })
    }

    fn add(&mut self, path: &str, stored: &'a StoredAct) {
        let at = self.at(path).at;
        self.put(at, stored);
    }

    fn put(&mut self, at: Position, stored: &'a StoredAct) {
        let step = self.step(at);
        if let Action::Vote(vote) = &stored.act.action {
            step.votes.push((vote.of.as_str(), stored));
        } else {
            step.acts.push(stored);
        }
    }

    fn add_revision(&mut self, path: &str, number: u32, revision: Revision<'a>) {
        self.at(path).revisions.push((number, revision));
    }
}
