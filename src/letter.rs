//! The letters of the process: the recipients and the text of each kind, and the messages in the format of mail
//! programs.
//!
//! Pure: this module sends nothing. Every message has exactly one recipient, so that no recipient learns another's
//! address. The file of each kind decides what the letter may say, so a template cannot reveal more, even one that a
//! store overrides.

mod address;
mod approved_register;
mod ballots;
mod chairs;
mod contacts;
mod contacts_off;
mod editorial_change;
mod liaison_report;
mod message;
mod press_contact;
mod press_release;
mod request_answer;
mod scheduling;

use serde::Serialize;

pub use self::address::{Mailbox, NotAnAddress};
use self::chairs::Recipient;
pub use self::message::{Attachment, Message};
pub use self::request_answer::AnswerDesk;
use crate::act::{Letter, LetterKind, StoredAct};
use crate::date::Moment;
use crate::id::Id;
use crate::policy::Policy;
use crate::process::letters::{About, occasion};
use crate::process::version::process_of;
use crate::process::{History, Refusal, State};
use crate::render::{LetterTemplates, RenderError, Sheet, Templates};
use crate::roster::{Person, Roster};
use crate::snapshot::{RegisterFiles, Snapshot};
use crate::source::Digest;

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
    /// The templates of attachments.
    pub pages: &'a Templates,
}

/// A letter with its messages.
#[derive(Debug, Clone)]
pub struct WrittenLetter {
    /// The record of the letter, without the digests of the messages.
    pub letter: Letter,
    /// The text that the letter is about.
    pub about: About,
    /// The sender.
    pub from: Mailbox,
    /// The messages, each to one recipient.
    pub messages: Vec<Message>,
}

/// Why no letter was written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// The process has no occasion for it.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// A recipient or a part of the content is missing.
    #[error("{what}\n  needs:  {needs}")]
    Missing {
        /// What is missing.
        what: String,
        /// Where to add it.
        needs: String,
    },
    /// A template has an error.
    #[error(transparent)]
    Render(#[from] RenderError),
}

/// Writes a letter to the bodies that `letter` names; if it names none, to all that its kind is for.
///
/// # Errors
/// A refusal if there is no occasion for it, or what is missing if there is no recipient.
pub fn write(ctx: &LetterContext<'_>, letter: &Letter) -> Result<WrittenLetter, NotWritten> {
    let about = occasion(ctx.state, ctx.history, ctx.roster, letter, ctx.now)?;
    let mut letter = letter.clone();
    let messages = match letter.letter {
        LetterKind::Socialization => chairs::write(ctx, &mut letter)?,
        LetterKind::EditorialChange => editorial_change::write(ctx, &mut letter)?,
        LetterKind::BallotOpened => ballots::opened(ctx, &letter)?,
        LetterKind::BallotClosing => ballots::closing(ctx, &letter)?,
        LetterKind::BallotResult => ballots::result(ctx, &letter)?,
        LetterKind::Scheduling => scheduling::write(ctx, &letter)?,
        LetterKind::ApprovedRegister => approved_register::write(ctx, &letter)?,
        LetterKind::Contacts => contacts::write(ctx, &mut letter)?,
        LetterKind::PressContact => press_contact::write(ctx, &mut letter)?,
        LetterKind::PressRelease => press_release::write(ctx, &mut letter)?,
        LetterKind::LiaisonReport => liaison_report::write(ctx, &letter)?,
        LetterKind::ContactsOff => contacts_off::write(ctx, &letter)?,
        // Its occasion is a change request, and it is written there.
        LetterKind::RequestAnswer => Vec::new(),
    };
    let from = Mailbox::of(ctx.sender)?;
    Ok(WrittenLetter {
        letter,
        about,
        from,
        messages,
    })
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
    #[serde(flatten)]
    own: &'v V,
}

impl LetterContext<'_> {
    /// Fills the template of the letter's kind for one recipient. `matter` is what the message is about besides the
    /// kind and the register: the same matter has the same Message-ID.
    fn compose<V: Serialize>(
        &self,
        letter: &Letter,
        matter: &str,
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
                process.document, process.version, process.date
            ),
            from: &self.sender.name,
            to: &to.mailbox.name,
            own,
        };
        Ok(self.letters.fill(letter.letter.word(), &shown)?.message(
            self.policy,
            letter.letter,
            &self.register_files.id,
            matter,
            to,
        ))
    }

    /// The matter of a letter, for its Message-ID.
    fn matter(&self, letter: &Letter, about: impl std::fmt::Display) -> String {
        let milestone = letter.milestone.as_ref().map_or("", Id::as_str);
        let reports = letter
            .reports
            .map_or(String::new(), |digest| digest.to_string());
        format!("{about} {milestone} {reports}")
    }

    /// A revision as a readable page, and as the bytes of its digest.
    fn attached(&self, revision: u32) -> Result<Vec<Attachment>, NotWritten> {
        let which = crate::render::Which::Revision(revision);
        let today = self.now.day();
        let page =
            crate::render::markdown(self.snapshot, self.register_files, which, self.pages, today)?;
        let id = &self.register_files.id;
        let page = Attachment::text(
            format!("{id}-revision-{revision}.md"),
            "text/markdown",
            page,
        );
        let frozen = self.register_files.revisions.get(&revision);
        let exact = frozen.map(|document| {
            let name = format!("{id}-revision-{revision}.yaml");
            Attachment::bytes(name, "application/yaml", document.file.bytes().to_vec())
        });
        Ok(std::iter::once(page).chain(exact).collect())
    }
}

impl Sheet {
    /// The message to one recipient. `matter` is what it is about besides the kind and the subject.
    fn message(
        self,
        policy: &Policy,
        kind: LetterKind,
        about: &Id,
        matter: &str,
        to: &Recipient,
    ) -> Message {
        let store = &policy.store;
        let whole = format!("{store}\n{about}\n{kind}\n{matter}\n{}", to.mailbox.address);
        let hash = Digest::of(whole.as_bytes())
            .to_string()
            .replace("sha256:", "");
        Message {
            id: format!("{}@{store}.invalid", &hash[..40]),
            name: format!("{kind}-{about}-{}", to.label),
            to: to.mailbox.clone(),
            subject: self.subject,
            body: self.body,
            attachments: Vec::new(),
        }
    }
}
