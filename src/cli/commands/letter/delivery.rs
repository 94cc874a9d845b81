//! Writes messages to files, hands them to the mail program, and describes what was sent.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::out::Layout;
use super::sendmail::Mailer;
use crate::act;
use crate::cli::app::context::Environment;
use crate::letter::{Message, WrittenLetter};
use crate::source::Digest;

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
}

/// Writes the messages to `--out`, and hands them to the mail program.
pub(super) fn deliver(
    layout: &Layout,
    mailer: Option<&Mailer>,
    written: &WrittenLetter,
    messages: &[(&Message, Vec<u8>)],
) -> Result<()> {
    layout.put_if_asked(messages)?;
    match mailer {
        Some(mailer) => mailer.hand_over(&written.from, messages),
        None => Ok(()),
    }
}

pub(super) fn bytes<'w>(
    written: &'w WrittenLetter,
    env: &Environment,
) -> Vec<(&'w Message, Vec<u8>)> {
    let bytes = |message: &'w Message| (message, message.to_bytes(&written.from, env.now));
    written.messages.iter().map(bytes).collect()
}

/// The letter as the act records it, with the digest of each message.
pub(super) fn sent(written: &WrittenLetter, messages: &[(&Message, Vec<u8>)]) -> act::Letter {
    let messages = messages
        .iter()
        .map(|(_, bytes)| Digest::of(bytes))
        .collect();
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
