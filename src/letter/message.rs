//! A message in the format of RFC 5322 and MIME: the same letter at the same time has the same bytes.

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::mime::MimePart;

use super::Mailbox;
use crate::date::Moment;
use crate::source::Digest;

/// A message to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its Message-ID without brackets, which is the same each time the letter is written.
    pub id: String,
    /// The name for its file, without an extension.
    pub name: String,
    /// The recipient.
    pub to: Mailbox,
    /// The subject, in one line.
    pub subject: String,
    /// The text, with `\n` at line ends.
    pub body: String,
    /// The attached files.
    pub attachments: Vec<Attachment>,
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
        let message = MessageBuilder::new()
            .from(address(from))
            .to(address(&self.to))
            .subject(self.subject.as_str())
            .date(Date::new(at.time().timestamp()))
            .message_id(self.id.as_str())
            .body(body);
        let mut bytes = Vec::new();
        message.serialize(&mut bytes);
        bytes
    }
}

fn address(mailbox: &Mailbox) -> Address<'_> {
    let name = Some(mailbox.name.as_str()).filter(|name| !name.is_empty());
    Address::new_address(name, mailbox.address.as_str())
}
