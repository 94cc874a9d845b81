//! Letters of the process: for each occasion who gets one, what it says, and the message as mail programs know it.
//!
//! Pure: nothing is sent here. Every message has exactly one recipient, so nobody learns another's address; what a
//! letter may say is decided in its kind's file, so a template, also one that a store overrides, cannot tell more.

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

/// What a letter is written from: the register as it stands, and who writes.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The store, as far as it is loaded.
    pub snapshot: &'a Snapshot,
    /// The register's files, its contacts as they are on disk.
    pub register_files: &'a RegisterFiles,
    /// What its acts are judged by.
    pub history: &'a History<'a>,
    /// Where it stands.
    pub state: &'a State,
    /// The roster in force.
    pub roster: &'a Roster,
    /// The policy in force.
    pub policy: &'a Policy,
    /// Who writes.
    pub sender: &'a Person,
    /// The time.
    pub now: Moment,
    /// An act in words.
    pub words: &'a (dyn Fn(&StoredAct) -> String + Sync),
    /// The templates of letters.
    pub letters: &'a LetterTemplates,
    /// The templates of what is attached.
    pub pages: &'a Templates,
}

/// A letter as its messages.
#[derive(Debug, Clone)]
pub struct WrittenLetter {
    /// What the record says of it, but for the digests of the messages.
    pub letter: Letter,
    /// The text that it is about.
    pub about: About,
    /// Who sends it.
    pub from: Mailbox,
    /// The messages, each to one recipient.
    pub messages: Vec<Message>,
}

/// Why there is no letter.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// It has no occasion.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// Somebody to write to, or something to tell, is missing.
    #[error("{what}\n  needs:  {needs}")]
    Missing {
        /// What is missing.
        what: String,
        /// Where it is added.
        needs: String,
    },
    /// A template is wrong.
    #[error(transparent)]
    Render(#[from] RenderError),
}

/// Writes a letter. The bodies it goes to are those that `letter` names; without any, all that its kind is for.
///
/// # Errors
/// A refusal when it has no occasion, and what is missing when there is nobody to write to.
pub fn write(ctx: &Desk<'_>, letter: &Letter) -> Result<WrittenLetter, NotWritten> {
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
        // It has its occasion in a change request only, and is written there.
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

/// What every template has: the parties, the register, and the two people.
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

impl Desk<'_> {
    /// One message: the template of the letter's kind, filled for one recipient. `matter` is what this message is
    /// about beside the kind and the register: the same matter has the same Message-ID.
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

    /// What a letter is about, for its Message-ID.
    fn matter(&self, letter: &Letter, about: impl std::fmt::Display) -> String {
        let milestone = letter.milestone.as_ref().map_or("", Id::as_str);
        let reports = letter
            .reports
            .map_or(String::new(), |digest| digest.to_string());
        format!("{about} {milestone} {reports}")
    }

    /// A revision as people read it, and as the bytes that its digest is of.
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
    /// The sheet as a message to one recipient. `matter` is what it is about beside the kind and the subject.
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
