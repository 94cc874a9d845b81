//! Writes messages to files, hands them to the mail program, and describes what was sent.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::out::{Layout, recipient};
use super::sendmail::Mailer;
use crate::act;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui;
use crate::letter::{Message, WrittenLetter};
use crate::source::Digest;
use crate::store::SentMessage;

/// The options that say what becomes of the messages.
#[derive(Debug, Args)]
pub(super) struct DeliveryOptions {
    /// Write the message to this file, or several messages to this folder
    #[arg(long, value_name = "FILE|DIR")]
    pub(super) out: Option<PathBuf>,
    /// Send the messages with your mail program, and record the letter once all of them are sent
    #[arg(long)]
    send: bool,
    /// The program for --send, with its arguments, called like `sendmail`
    #[arg(long, value_name = "PROGRAM", requires = "send")]
    sendmail: Option<String>,
    /// Send the messages again that this clone has sent before
    #[arg(long, requires = "send")]
    again: bool,
    /// Record that the letter was sent
    #[arg(long)]
    record: bool,
}

impl DeliveryOptions {
    /// Whether the letter is recorded.
    pub(super) fn records(&self) -> bool {
        self.send || self.record
    }

    /// The mail program, if the messages are sent.
    ///
    /// # Errors
    /// The user has named no program.
    pub(super) fn mailer(&self) -> Result<Option<Mailer>> {
        let mailer = || Mailer::of(self.sendmail.as_deref());
        self.send.then(mailer).transpose()
    }

    /// The messages that this clone has sent before, and does not send again.
    ///
    /// # Errors
    /// Their list cannot be read.
    pub(super) fn earlier(&self, env: &Environment) -> Result<Earlier> {
        match self.again {
            true => Ok(Earlier::new()),
            false => Ok(Context::open(env)?.store.sent_messages()?),
        }
    }
}

/// The messages that earlier runs handed over, by Message-ID.
pub(super) type Earlier = BTreeMap<String, SentMessage>;

/// Writes the messages to `--out`, and hands those that are not sent yet to the mail program.
pub(super) fn deliver(
    env: &Environment,
    layout: &Layout,
    mailer: Option<&Mailer>,
    written: &WrittenLetter,
    messages: &[(&Message, Vec<u8>)],
    earlier: &Earlier,
) -> Result<()> {
    layout.put_if_asked(messages)?;
    let Some(mailer) = mailer else { return Ok(()) };
    for (message, sent) in messages
        .iter()
        .filter_map(|(message, _)| Some((*message, earlier.get(&message.id)?)))
    {
        let day = sent.at.day();
        ui::out(ui::visible(format!(
            "already sent to {} on {day}",
            recipient(message)
        )));
    }
    let rest: Vec<&(&Message, Vec<u8>)> = messages
        .iter()
        .filter(|(message, _)| !earlier.contains_key(&message.id))
        .collect();
    let store = Context::open(env)?.store;
    mailer.hand_over(&written.from, &rest, |message, bytes| {
        let sent = SentMessage {
            digest: Digest::of(bytes),
            at: env.now,
        };
        Ok(store.add_sent_message(&message.id, sent)?)
    })
}

pub(super) fn bytes<'w>(
    written: &'w WrittenLetter,
    env: &Environment,
) -> Vec<(&'w Message, Vec<u8>)> {
    let bytes = |message: &'w Message| (message, message.to_bytes(&written.from, env.now));
    written.messages.iter().map(bytes).collect()
}

/// The letter as the act records it, with the digest of each message.
pub(super) fn sent(
    written: &WrittenLetter,
    messages: &[(&Message, Vec<u8>)],
    earlier: &Earlier,
) -> act::Letter {
    let digest = |(message, bytes): &(&Message, Vec<u8>)| match earlier.get(&message.id) {
        Some(sent) => sent.digest,
        None => Digest::of(bytes),
    };
    let messages = messages.iter().map(digest).collect();
    act::Letter {
        messages,
        ..written.letter.clone()
    }
}

pub(super) fn what(letter: &act::Letter) -> String {
    let about = letter
        .ballot
        .as_ref()
        .map_or(String::new(), |ballot| format!(" on {ballot}"));
    let count = letter.messages.len();
    let messages = if count == 1 { "message" } else { "messages" };
    format!(
        "the letter {}{about} is sent, {count} {messages}",
        letter.letter
    )
}
