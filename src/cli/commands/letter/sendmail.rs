//! Hands messages to the user's mail program, which is called like `sendmail`.
//!
//! Only the user chooses the program: on the command line, or in git's configuration outside of the repository. Others
//! write the content of a store, so a command in a clone must never run a program that the clone names.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::out::recipient;
use crate::cli::app::ui;
use crate::letter::{Mailbox, Message};
use crate::store::machine_setting;

const SETTING: &str = "wr.sendmail";

pub(super) struct Mailer {
    program: String,
    arguments: Vec<String>,
}

impl Mailer {
    /// The program that the user names, with its arguments split at spaces; no shell is used.
    pub(super) fn of(given: Option<&str>) -> Result<Mailer> {
        let named = given
            .map(str::to_string)
            .or_else(|| machine_setting(SETTING));
        let named = named.unwrap_or_default();
        let mut words = named.split_whitespace().map(str::to_string);
        let Some(program) = words.next() else {
            bail!(
                "no mail program is set: `git config --global {SETTING} msmtp`, or `--sendmail PROGRAM`; a setting in \
                 the repository itself is ignored"
            );
        };
        Ok(Mailer {
            program,
            arguments: words.collect(),
        })
    }

    /// Hands over every message, also after one was not taken; `note` remembers each that was. The recipient is a
    /// separate argument, so the program does not search the text for it; `--` keeps it from being an option.
    ///
    /// # Errors
    /// Some messages were not sent; the error says which.
    pub(super) fn hand_over(
        &self,
        from: &Mailbox,
        messages: &[&(&Message, Vec<u8>)],
        note: impl Fn(&Message, &[u8]) -> Result<()>,
    ) -> Result<()> {
        let mut failed = Vec::new();
        for (message, bytes) in messages {
            match self.one(from, message, bytes) {
                Ok(()) => {
                    note(message, bytes)?;
                    ui::out(ui::visible(format!("sent to {}", recipient(message))));
                }
                Err(why) => failed.push(format!("{}: {why:#}", recipient(message))),
            }
        }
        if failed.is_empty() {
            return Ok(());
        }
        bail!(
            "{} of {} messages not sent; nothing is recorded\n  {}\n  next:   the same command sends the rest, and \
             nothing twice; then it records the letter",
            failed.len(),
            messages.len(),
            failed.join("\n  ")
        );
    }

    fn one(&self, from: &Mailbox, message: &Message, bytes: &[u8]) -> Result<()> {
        let program = &self.program;
        let mut child = Command::new(program)
            .args(&self.arguments)
            .args(["-i", "-f", &from.address, "--", &message.to.address])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("`{program}` cannot be started"))?;
        let stdin = child.stdin.take();
        // Programs like `sendmail` expect LF and write CRLF themselves.
        let text = local_lines(bytes);
        let ended = std::thread::scope(|scope| {
            scope.spawn(move || {
                // If the write fails, the program ended early, and its exit code says why.
                stdin.map(|mut stdin| stdin.write_all(&text));
            });
            child.wait_with_output()
        });
        let ended = ended.with_context(|| format!("cannot wait for `{program}`"))?;
        if !ended.status.success() {
            let said = String::from_utf8_lossy(&ended.stderr);
            let said = said.trim();
            let said = if said.is_empty() {
                "no error message"
            } else {
                said
            };
            bail!("`{program}` failed: {said}");
        }
        Ok(())
    }
}

fn local_lines(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        let ends_line = *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        if !ends_line {
            text.push(*byte);
        }
    }
    text
}
