//! What became of each mail.

use super::read::Mail;
use super::record::Record;
use super::sift::{Left, Reason};
use crate::cli::app::json::{MailJson, collect_mail};
use crate::cli::app::ui::{self, Tone};
use crate::text::shell_word;

/// What became of the mails.
#[derive(Default)]
pub(super) struct Report {
    taken: usize,
    is_recorded: bool,
    left: Vec<(Mail, Left)>,
}

impl Report {
    pub(super) fn leave(&mut self, mail: &Mail, mut left: Left) {
        let file = shell_word(&mail.file);
        left.next = left.next.map(|next| next.replace("FILE", &file));
        collect_mail(json(mail, Some(&left)));
        self.left.push((mail.clone(), left));
    }

    /// The line about the act is printed already.
    pub(super) fn recorded(&mut self, record: &Record) {
        self.is_recorded = true;
        self.take(record);
    }

    pub(super) fn would_record(&mut self, record: &Record, summary: &str) {
        ui::out(ui::visible(format!("would record {summary}")));
        self.take(record);
    }

    fn take(&mut self, record: &Record) {
        self.taken += 1;
        collect_mail(json(&record.mail, None));
        for line in record.source().lines() {
            ui::out(ui::visible(line));
        }
    }

    /// Lists the mails that were not taken, and counts those that need no attention.
    pub(super) fn print(&self) {
        let listed: Vec<&(Mail, Left)> = self
            .left
            .iter()
            .filter(|(mail, left)| left.reason.needs_attention() || is_known(mail, left))
            .collect();
        if !listed.is_empty() {
            ui::out(ui::paint(Tone::Heading, "not taken"));
        }
        for (left, mails) in grouped(listed) {
            let next = left
                .next
                .as_ref()
                .map_or(String::new(), |next| format!("\n    next: {next}"));
            let why = left.why.replace('\n', "\n    ");
            let lines = mails
                .iter()
                .map(|mail| format!("  {}: {}\n", left.reason.word(), mail.line()));
            ui::out(ui::visible(format!(
                "{}    {why}{next}",
                lines.collect::<String>()
            )));
        }
        for (reason, what) in [
            (Reason::Recorded, "already recorded"),
            (Reason::Again, "twice in these files"),
            (Reason::Automatic, "written by programs"),
            (Reason::NoLetter, "without reference to a letter"),
        ] {
            let count = self
                .left
                .iter()
                .filter(|(mail, left)| left.reason == reason && !is_known(mail, left))
                .count();
            if count > 0 {
                let mails = if count == 1 { "mail" } else { "mails" };
                ui::out(format!("{count} {mails} {what}"));
            }
        }
        if self.is_recorded {
            ui::err(
                "note: the address in a mail proves nothing; these acts are shown as \"by e-mail\" with the name of the recorder",
            );
        }
    }

    /// The number of mails that a person has to look at, if nothing was taken.
    pub(super) fn in_vain(&self) -> Option<usize> {
        let open = self.left.iter();
        let open = open.filter(|(_, left)| left.reason.needs_attention());
        let count = open.count();
        (self.taken == 0 && count > 0).then_some(count)
    }
}

/// The mails that are left for the same reason, which is printed once for all of them.
fn grouped(listed: Vec<&(Mail, Left)>) -> Vec<(&Left, Vec<&Mail>)> {
    let mut groups: Vec<(&Left, Vec<&Mail>)> = Vec::new();
    for (mail, left) in listed {
        match groups.iter_mut().find(|(other, _)| *other == left) {
            Some((_, mails)) => mails.push(mail),
            None => groups.push((left, vec![mail])),
        }
    }
    groups
}

/// A mail of a person in the roster that answers no letter is listed as well: it may be meant as an answer.
fn is_known(_: &Mail, left: &Left) -> bool {
    left.reason == Reason::NoLetter && left.why.starts_with("it is from")
}

fn json(mail: &Mail, left: Option<&Left>) -> MailJson {
    MailJson {
        message_id: mail.id().map(str::to_string),
        from: mail.sender(),
        file: mail.file.to_string(),
        at: mail.received.moment().map(|at| at.to_string()),
        result: left.map_or("taken", |left| left.reason.word()),
        why: left.map(|left| left.why.clone()),
        next: left.and_then(|left| left.next.clone()),
    }
}
