//! A message in the format of RFC 5322 and MIME: the same letter at the same time has the same bytes.

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::mime::MimePart;

use super::address::Mailbox;
use super::reference::{Reference, domain, hex};
use crate::act::{Letter, LetterKind};
use crate::date::Moment;
use crate::id::Id;
use crate::policy::Policy;
use crate::process::letters::About;
use crate::render::Sheet;
use crate::source::Digest;

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

/// A message to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its Message-ID without brackets, which is the same each time the letter is written.
    pub id: String,
    /// The name for its file, without an extension.
    pub name: String,
    /// The recipient.
    pub to: Mailbox,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<Mailbox>,
    /// The subject, in one line.
    pub subject: String,
    /// The text, with `\n` at line ends.
    pub body: String,
    /// The attached files.
    pub attachments: Vec<Attachment>,
}

/// What a message is about besides its kind and its register: the same matter has the same Message-ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Matter {
    pub(super) about: String,
    /// The question that the message asks, if an answer to it can be imported.
    pub(super) answers: Option<Reference>,
}

impl Matter {
    /// The same matter, with a question.
    pub(super) fn asks(self, reference: Reference) -> Matter {
        Matter {
            answers: Some(reference),
            ..self
        }
    }
}

/// A recipient, with the word that names the file of the message: never the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recipient {
    pub(super) mailbox: Mailbox,
    pub(super) label: String,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    name: String,
    kind: &'static str,
    content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    Text(String),
    Bytes(Vec<u8>),
}

impl Attachment {
    /// An attached text.
    pub(super) fn text(name: String, kind: &'static str, text: String) -> Attachment {
        Attachment {
            name,
            kind,
            content: Content::Text(text),
        }
    }

    /// Attached bytes, which must arrive unchanged.
    pub(super) fn bytes(name: String, kind: &'static str, bytes: Vec<u8>) -> Attachment {
        Attachment {
            name,
            kind,
            content: Content::Bytes(bytes),
        }
    }

    fn part(&self) -> MimePart<'_> {
        let part = match &self.content {
            Content::Text(text) => MimePart::new(self.kind, text.as_str()),
            Content::Bytes(bytes) => MimePart::new(self.kind, bytes.as_slice()),
        };
        part.attachment(self.name.as_str())
    }
}

impl Message {
    /// The message's bytes, with CRLF at line ends.
    ///
    /// The boundary between its parts is derived from its content, because a random one would change the bytes each
    /// time; no encoded text contains `=_`.
    pub fn to_bytes(&self, from: &Mailbox, at: Moment) -> Vec<u8> {
        let text = MimePart::new("text/plain", self.body.as_str());
        let body = match self.attachments.as_slice() {
            [] => text,
            attached => {
                let whole = format!("{}\n{}", self.id, self.body);
                let boundary = format!("=_{}", Digest::of(whole.as_bytes()).short());
                let kind = ContentType::new("multipart/mixed").attribute("boundary", boundary);
                let parts: Vec<MimePart<'_>> = std::iter::once(text)
                    .chain(attached.iter().map(Attachment::part))
                    .collect();
                MimePart::new(kind, parts)
            }
        };
        let mut message = MessageBuilder::new()
            .from(address(from))
            .to(address(&self.to))
            .subject(self.subject.as_str())
            .date(Date::new(at.time().timestamp()))
            .message_id(self.id.as_str())
            .body(body);
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(address(reply_to));
        }
        let mut bytes = Vec::new();
        message.serialize(&mut bytes);
        bytes
    }
}

impl Recipient {
    /// The message with this content.
    pub(super) fn message(
        &self,
        sheet: Sheet,
        policy: &Policy,
        kind: LetterKind,
        about: &Id,
        matter: &Matter,
    ) -> Message {
        let store = &policy.store;
        let whole = format!(
            "{store}\n{about}\n{kind}\n{}\n{}",
            matter.about, self.mailbox.address
        );
        let (id, subject) = match &matter.answers {
            None => (
                format!("{}@{}", hex(&whole, 40), domain(store)),
                sheet.subject,
            ),
            Some(reference) => (
                reference.message_id(store, &whole),
                format!("{} [{reference}]", sheet.subject),
            ),
        };
        Message {
            id,
            name: format!("{kind}-{about}-{}", self.label),
            to: self.mailbox.clone(),
            reply_to: None,
            subject,
            body: sheet.body,
            attachments: Vec::new(),
        }
    }
}

fn address(mailbox: &Mailbox) -> Address<'_> {
    let name = Some(mailbox.name.as_str()).filter(|name| !name.is_empty());
    Address::new_address(name, mailbox.address.as_str())
}
