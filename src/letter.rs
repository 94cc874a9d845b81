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
mod context;
mod editorial_change;
mod error;
mod liaison_report;
mod message;
mod press_contact;
mod press_release;
mod received;
mod recipients;
mod reference;
mod request_answer;
mod scheduling;

pub use self::address::{Mailbox, NotAnAddress};
pub use self::context::LetterContext;
pub use self::error::NotWritten;
pub use self::message::{Attachment, Message, WrittenLetter};
pub use self::received::{
    Answer, Answered, MailSort, Mailboxes, NotAMailbox, ReceivedMail, answer,
};
pub use self::reference::Reference;
pub use self::request_answer::AnswerDesk;
use crate::act::{Letter, LetterKind};
use crate::process::letters::occasion;

/// Writes a letter to the bodies that `letter` names; if it names none, to all that its kind is for.
///
/// # Errors
/// A refusal if there is no occasion for it, or the missing entry if there is no recipient.
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
