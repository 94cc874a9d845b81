//! What the text of a letter is made from.

use std::fmt::Display;

use serde::Serialize;

use super::error::NotWritten;
use super::message::{Attachment, Matter, Message, Recipient};
use crate::act::{Letter, StoredAct};
use crate::date::Moment;
use crate::id::Id;
use crate::policy::Policy;
use crate::process::version::process_of;
use crate::process::{History, State};
use crate::render::{LetterTemplates, Paper, Selector, Templates, register_document};
use crate::roster::{Person, Roster};
use crate::snapshot::{RegisterFiles, Snapshot};

/// The media type of a Word file.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The context of a letter: the state of the register, and the sender.
#[derive(Clone, Copy)]
pub struct LetterContext<'a> {
    /// The store, as far as it is loaded.
    pub snapshot: &'a Snapshot,
    /// The register's files, with the contacts on disk.
    pub register_files: &'a RegisterFiles,
    /// What its acts are judged by.
    pub history: &'a History<'a>,
    /// The state of the register.
    pub state: &'a State,
    /// The roster in force.
    pub roster: &'a Roster,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The person who sends the letter.
    pub sender: &'a Person,
    /// The current time.
    pub now: Moment,
    /// Describes an act in words.
    pub words: &'a (dyn Fn(&StoredAct) -> String + Sync),
    /// The templates of letters.
    pub letters: &'a LetterTemplates,
    /// The templates of pages, one of which writes a liaison report.
    pub pages: &'a Templates,
}

/// The values in every template: the parties, the register, the sender and the recipient.
#[derive(Debug, Serialize)]
struct LetterView<'v, V> {
    register: &'v Id,
    title: String,
    partner: String,
    partner_name: String,
    home: String,
    process: String,
    from: &'v str,
    to: &'v str,
    /// The code by which an answer by e-mail finds its question; `None` for a letter that asks none.
    reference: Option<String>,
    #[serde(flatten)]
    own: &'v V,
}

impl LetterContext<'_> {
    /// Fills the template of the letter's kind for one recipient.
    pub(super) fn compose<V: Serialize>(
        &self,
        letter: &Letter,
        matter: &Matter,
        to: &Recipient,
        own: &V,
    ) -> Result<Message, NotWritten> {
        let roster = self.roster;
        let partner = self.state.partner();
        let newest = self
            .history
            .revisions
            .values()
            .next_back()
            .and_then(|frozen| frozen.register);
        let text = newest.or(self
            .register_files
            .text
            .as_ref()
            .and_then(|document| document.get()));
        let frozen = self.history.revisions.keys().next_back();
        let process = frozen.and_then(|revision| process_of(self.state, self.history, *revision));
        let process = process.unwrap_or(&self.policy.process);
        let shown = LetterView {
            register: &self.register_files.id,
            title: text.map_or_else(
                || self.register_files.id.to_string(),
                |text| text.title.clone(),
            ),
            partner: partner.map_or(String::new(), |id| roster.organization_name(id)),
            partner_name: partner
                .and_then(|id| roster.organization(id))
                .map_or(String::new(), |organization| organization.name.clone()),
            home: roster.organization_name(&roster.home),
            process: format!(
                "{} version {} of {}",
                process.document,
                process.version,
                process.date.in_words()
            ),
            from: &self.sender.name,
            to: &to.mailbox.name,
            reference: matter.answers.as_ref().map(ToString::to_string),
            own,
        };
        let sheet = self.letters.fill(letter.letter.word(), &shown)?;
        let about = &self.register_files.id;
        Ok(to.message(sheet, self.policy, letter.letter, about, matter))
    }

    /// The matter of a letter.
    pub(super) fn matter(&self, letter: &Letter, about: impl Display) -> Matter {
        let milestone = letter.milestone.as_ref().map_or("", Id::as_str);
        let reports = letter
            .reports
            .map_or(String::new(), |digest| digest.to_string());
        Matter {
            about: format!("{about} {milestone} {reports}"),
            answers: None,
        }
    }

    /// A revision as a Word file, which mail programs let through and show, and as the bytes of its digest. The Word file
    /// has the day on which the revision was submitted, so that a letter written again has the same bytes.
    pub(super) fn attached(&self, revision: u32) -> Result<Vec<Attachment>, NotWritten> {
        let selector = Selector::Revision(revision);
        let today = self.now.day();
        let document =
            register_document(self.snapshot, self.register_files, selector, None, today)?;
        let acts = self.history.acts.iter().map(|stored| &stored.act);
        let submitted = acts
            .filter(|act| act.revision == Some(revision))
            .min_by_key(|act| act.at);
        let document = document.dated(submitted.map_or(today, |act| act.on));
        let id = &self.register_files.id;
        let name = format!("{id}-revision-{revision}.docx");
        let word = Attachment::bytes(name, WORD, document.docx(Paper::default()));
        let frozen = self.register_files.revisions.get(&revision);
        let exact = frozen.map(|document| {
            let name = format!("{id}-revision-{revision}.yaml");
            Attachment::bytes(name, "application/yaml", document.file.bytes().to_vec())
        });
        Ok(std::iter::once(word).chain(exact).collect())
    }
}
