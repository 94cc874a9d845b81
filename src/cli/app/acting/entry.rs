//! Builds the output of an act: its commit, the line for the user, and the preview of a dry run.

use anyhow::Result;

use super::plan::Plan;
use super::subject::SigningTerms;
use crate::act::{StoredAct, recorded_by};
use crate::cli::app::context::Context;
use crate::cli::app::json::collect_act;
use crate::cli::app::signing::{Signed, check_key, sign};
use crate::cli::app::ui;
use crate::path::SIGNATURE;
use crate::roster::Roster;
use crate::store::NewCommit;

/// An accepted act, with the files that are committed with it.
pub(super) struct PendingCommit {
    stored: StoredAct,
    stages: StageChange,
    subject: String,
    /// The recorder's name, if the act was recorded for another person.
    recorder: Option<String>,
    files: Vec<(String, Vec<u8>)>,
    /// Messages for the user, printed after the act is recorded.
    notes: Vec<String>,
}

/// The stages before and after an act, as text.
pub(crate) struct StageChange {
    pub(super) before: String,
    pub(super) after: String,
}

impl PendingCommit {
    pub(super) fn new(
        plan: Plan,
        stored: StoredAct,
        stages: StageChange,
        roster: &Roster,
    ) -> PendingCommit {
        let subject = format!(
            "{} {}: {}",
            stored.act.action.kind(),
            stored.act.subject().id(),
            plan.subject
        );
        let mut files = plan.files;
        files.push((stored.path(), stored.act.to_bytes()));
        let recorder = stored
            .act
            .recorded_by
            .as_ref()
            .map(|id| roster.person_name(id));
        PendingCommit {
            subject: ui::visible(subject).replace('\n', " "),
            recorder,
            stored,
            stages,
            files,
            notes: plan.notes,
        }
    }

    /// One line about the act.
    pub(super) fn subject(&self) -> &str {
        &self.subject
    }

    pub(super) fn stored(&self) -> &StoredAct {
        &self.stored
    }

    /// Checks that the recorder can sign it here.
    pub(super) fn check_key(&self, context: &Context, terms: &SigningTerms<'_>) -> Result<()> {
        let recorder = self.stored.act.recorder();
        check_key(context, terms.roster, recorder, &terms.keys, terms.policy)
    }

    pub(super) fn sign(self, context: &Context, terms: &SigningTerms<'_>) -> Result<PendingCommit> {
        let Signed {
            stored,
            signature,
            without,
        } = sign(
            context,
            terms.roster,
            &terms.keys,
            terms.policy,
            self.stored,
        )?;
        if let Some(why) = without {
            ui::err(ui::visible(format!(
                "warning: recorded without a signature: {why}"
            )));
        }
        let mut files = self.files;
        files.extend(signature.map(|bytes| (format!("{}{SIGNATURE}", stored.path()), bytes)));
        Ok(PendingCommit {
            stored,
            files,
            ..self
        })
    }

    /// The act and its signature as files to mail, with descriptive names.
    pub(super) fn mailed(&self) -> Vec<(String, &[u8])> {
        let StoredAct { act, digest, .. } = &self.stored;
        let name = format!(
            "{}-{}-{}-{}.yaml",
            act.subject().id(),
            act.action.kind(),
            act.by,
            digest.short()
        );
        let (path, sealed) = (
            self.stored.path(),
            format!("{}{SIGNATURE}", self.stored.path()),
        );
        let called = |at: &String| match () {
            () if *at == path => Some(name.clone()),
            () if *at == sealed => Some(format!("{name}{SIGNATURE}")),
            () => None,
        };
        self.files
            .iter()
            .filter_map(|(at, bytes)| Some((called(at)?, bytes.as_slice())))
            .collect()
    }

    /// The commit. Its trailers are only for `git log`: they are never evidence.
    pub(super) fn change(&self, context: &Context) -> Result<NewCommit> {
        let act = &self.stored.act;
        let mut trailers = format!(
            "Wr-Register: {}\nWr-Kind: {}\nWr-By: {}\n",
            act.register,
            act.action.kind(),
            act.by
        );
        if let Some(request) = &act.request {
            trailers += &format!("Wr-Request: {request}\n");
        }
        if let Some(recorder) = &act.recorded_by {
            trailers += &format!("Wr-Recorded-By: {recorder}\n");
        }
        trailers += &format!("Wr-On: {}\nWr-Act: {}\n", act.on, self.stored.digest);
        Ok(NewCommit {
            files: self.files.clone(),
            message: format!("{}\n\n{trailers}", self.subject),
            author: context.identity()?,
            at: context.env.now.time(),
        })
    }

    pub(super) fn notes(&self) {
        self.notes
            .iter()
            .for_each(|note| ui::err(ui::visible(note)));
    }

    /// Adds the act to the JSON answer of the command.
    pub(super) fn collect(&self, commit: Option<String>) {
        let StageChange { before, after } = &self.stages;
        collect_act(&self.stored, [before, after], commit);
    }

    /// One line about the recorded act.
    pub(super) fn line(&self) -> String {
        let StageChange { before, after } = &self.stages;
        let recorded = self.recorder.as_ref().map_or(String::new(), |by| {
            let evidence = self.stored.act.evidence.as_deref();
            format!(", {}", recorded_by(evidence, by))
        });
        let stages = match before == after {
            true => String::new(),
            false => format!("  [{before} -> {after}]"),
        };
        format!("{}{recorded}{stages}", self.subject)
    }

    /// The output of a dry run.
    pub(super) fn preview(&self) -> String {
        let mut text = format!(
            "would record: {}\nstage: {} -> {}\nfiles:\n",
            self.subject, self.stages.before, self.stages.after
        );
        for (path, bytes) in &self.files {
            text += &format!("  {path} ({} bytes)\n", bytes.len());
        }
        text += "act:\n";
        let act = String::from_utf8_lossy(&self.stored.act.to_bytes()).into_owned();
        text += &act
            .lines()
            .map(|line| format!("  {line}\n"))
            .collect::<String>();
        text
    }
}
