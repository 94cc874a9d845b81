//! Mails that arrive: answers to letters, and what a mailbox has besides.

mod answer;
mod html;
mod mailbox;

use mail_parser::{
    Address, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders as _, PartType,
};

pub use self::answer::{Answer, answer};
pub use self::mailbox::{Mailboxes, NotAMailbox};
use super::reference::Reference;
use crate::date::Moment;
use crate::policy::StoreId;
use crate::source::Digest;

/// A mail as far as an answer needs it.
#[derive(Debug, Clone)]
pub struct ReceivedMail {
    /// Its Message-ID, without brackets.
    pub id: Option<String>,
    /// The digest of its bytes, with LF at line ends.
    pub digest: Digest,
    /// The addresses of `From`, with the names that they show.
    pub from: Vec<(String, String)>,
    /// The subject.
    pub subject: String,
    /// What the sender says about when it was sent.
    pub sent: Option<Moment>,
    /// When the recipient's mail server took it: the date of the first `Received` line.
    pub arrived: Option<Moment>,
    /// Whether a person wrote it as an answer.
    pub sort: MailSort,
    /// Its text; empty if it has none.
    pub text: String,
    /// Whether the recipient's mail server says that the sender's address is not genuine.
    pub is_rejected: bool,
    in_reply_to: Vec<String>,
    references: Vec<String>,
    /// The Message-IDs of letters that are named anywhere in it, for reports about delivery.
    named: Vec<String>,
}

/// What a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailSort {
    /// A person wrote it.
    Personal,
    /// A program answered: an absence note, for example.
    Automatic,
    /// A mail server could not deliver a letter.
    Bounce,
    /// A report that a letter was delivered or read.
    Receipt,
    /// A forwarded mail.
    Forwarded,
}

/// The letter that a mail answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered<'r> {
    /// This one.
    Letter(&'r Reference),
    /// Several letters.
    Several,
    /// A letter of this store that it does not know.
    Unknown,
    /// None.
    None,
}

impl ReceivedMail {
    /// Reads a mail; `None` for bytes that are no mail.
    pub fn read(bytes: &[u8]) -> Option<ReceivedMail> {
        let message = MessageParser::default().parse(bytes)?;
        let from = message.from().map(addresses).unwrap_or_default();
        if from.is_empty() && message.message_id().is_none() && message.date().is_none() {
            return None;
        }
        let subject = message.subject().unwrap_or_default();
        let text = text(&message);
        let topmost = message
            .received_all()
            .next()
            .and_then(|it| it.date.as_ref());
        Some(ReceivedMail {
            id: message.message_id().map(str::to_string),
            digest: Digest::of(&with_lf(bytes)),
            from,
            subject: subject.to_string(),
            sent: message.date().and_then(moment),
            arrived: topmost.and_then(moment),
            sort: sort(&message, subject, &text),
            text,
            is_rejected: is_rejected(&message),
            in_reply_to: ids(message.in_reply_to()),
            references: ids(message.references()),
            named: named(bytes),
        })
    }

    /// When it arrived, as far as is known.
    pub fn moment(&self) -> Option<Moment> {
        self.arrived.or(self.sent)
    }

    /// The letter of this store that the mail answers: the one that `In-Reply-To` names, or else the only one that
    /// `References`, the subject, or at last the text names.
    pub fn answered<'r>(&self, known: &'r [Reference], store: &StoreId) -> Answered<'r> {
        let all = |ids: &[String]| -> Vec<Option<&'r Reference>> {
            let found = ids
                .iter()
                .filter_map(|id| Reference::in_message_id(id, store));
            found
                .map(|reference| known.iter().find(|it| **it == reference))
                .collect()
        };
        let coded = |text: &str| -> Vec<Option<&'r Reference>> {
            let codes = Reference::codes(text).into_iter();
            codes
                .map(|code| known.iter().find(|it| it.has_code(&code)))
                .collect()
        };
        let sources = [
            [all(&self.in_reply_to), coded(&self.subject)].concat(),
            all(&self.references),
            coded(&self.text),
        ];
        let named = sources.into_iter().find(|found| !found.is_empty());
        Answered::of(named.unwrap_or_default())
    }

    /// The letters that a report about delivery names.
    pub fn reported<'r>(&self, known: &'r [Reference], store: &StoreId) -> Answered<'r> {
        let ids = self
            .named
            .iter()
            .chain(&self.in_reply_to)
            .chain(&self.references);
        let found = ids.filter_map(|id| Reference::in_message_id(id, store));
        Answered::of(
            found
                .map(|reference| known.iter().find(|it| **it == reference))
                .collect(),
        )
    }
}

impl<'r> Answered<'r> {
    fn of(mut found: Vec<Option<&'r Reference>>) -> Answered<'r> {
        found.dedup();
        match found.as_slice() {
            [] => Answered::None,
            [Some(first), rest @ ..] if rest.iter().all(|it| *it == Some(*first)) => {
                Answered::Letter(first)
            }
            [None, rest @ ..] if rest.iter().all(Option::is_none) => Answered::Unknown,
            _ => Answered::Several,
        }
    }
}

fn addresses(address: &Address<'_>) -> Vec<(String, String)> {
    let one = |it: &mail_parser::Addr<'_>| {
        let name = it.name().unwrap_or_default().to_string();
        Some((it.address()?.trim().to_lowercase(), name))
    };
    address.iter().filter_map(one).collect()
}

fn moment(date: &mail_parser::DateTime) -> Option<Moment> {
    if !date.is_valid() {
        return None;
    }
    chrono::DateTime::from_timestamp(date.to_timestamp(), 0).map(Moment::new)
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    let list = value.as_text_list().unwrap_or_default();
    list.iter().map(ToString::to_string).collect()
}

/// The plain text; where that is missing or blank, the text of the HTML.
fn text(message: &Message<'_>) -> String {
    let parts = message.text_bodies().chain(message.html_bodies());
    let texts = parts.filter_map(|part| match &part.body {
        PartType::Text(text) if !part.is_content_type("text", "calendar") => Some(text.to_string()),
        PartType::Html(html) => Some(self::html::text(html)),
        PartType::Text(_)
        | PartType::Binary(_)
        | PartType::InlineBinary(_)
        | PartType::Message(_)
        | PartType::Multipart(_) => None,
    });
    let mut said = texts.filter(|text| !text.trim().is_empty());
    said.next().unwrap_or_default()
}

fn sort(message: &Message<'_>, subject: &str, text: &str) -> MailSort {
    let header = |name: &str| {
        let mut found = message.headers_raw();
        found
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_lowercase())
    };
    let kind = header("Content-Type").unwrap_or_default();
    if kind.starts_with("multipart/report") {
        return match kind.contains("delivery-status") && !is_success(message) {
            true => MailSort::Bounce,
            false => MailSort::Receipt,
        };
    }
    let from = header("From").unwrap_or_default();
    let has_no_sender = header("Return-Path").is_some_and(|path| path == "<>");
    if from.contains("mailer-daemon@") || from.contains("postmaster@") {
        return MailSort::Bounce;
    }
    let is_automatic = header("Auto-Submitted").is_some_and(|value| !value.starts_with("no"))
        || header("X-Autoreply").is_some()
        || header("X-Autorespond").is_some()
        || header("Precedence").is_some_and(|value| value.starts_with("auto"))
        || has_no_sender;
    if is_automatic {
        return MailSort::Automatic;
    }
    let has_mail = message
        .attachments()
        .any(|part| matches!(part.body, PartType::Message(_)));
    let begin = text
        .trim_start()
        .trim_start_matches('-')
        .trim_start()
        .to_lowercase();
    let is_forwarded = ["fwd:", "fw:", "wg:", "tr:", "rv:"]
        .iter()
        .any(|prefix| subject.trim_start().to_lowercase().starts_with(prefix))
        || begin.starts_with("forwarded message")
        || begin.starts_with("begin forwarded message");
    match has_mail || is_forwarded {
        true => MailSort::Forwarded,
        false => MailSort::Personal,
    }
}

/// Whether a report about delivery reports no failure.
fn is_success(message: &Message<'_>) -> bool {
    let raw = String::from_utf8_lossy(message.raw_message()).to_lowercase();
    !raw.contains("action: failed") && raw.contains("\naction: ")
}

/// What the recipient's own server says in its line, the first one; senders could write the others.
fn is_rejected(message: &Message<'_>) -> bool {
    let name = HeaderName::parse("Authentication-Results");
    let mut raw = message.headers_raw();
    let first = raw.find(|(key, _)| HeaderName::parse(*key) == name);
    first.is_some_and(|(_, value)| value.to_lowercase().contains("dmarc=fail"))
}

/// The Message-IDs in the bytes of a mail.
fn named(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let between = text
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'));
    between
        .map(|(id, _)| id.trim().to_string())
        .filter(|id| id.ends_with(".invalid"))
        .collect()
}

/// The bytes with LF at line ends and one at the end, so that a mailbox and a file of the same mail have one digest.
fn with_lf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 1);
    for line in bytes.split(|byte| *byte == b'\n') {
        out.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        out.push(b'\n');
    }
    while out.ends_with(b"\n") {
        out.pop();
    }
    out.push(b'\n');
    out
}
