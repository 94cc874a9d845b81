//! `wr letter`: the letters that DSP4003 asks for, as messages for a mail program. Nothing is sent unasked.

mod answer;
mod context;
mod job;
mod out;
mod sendmail;

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use self::job::Job;
use self::sendmail::Mailer;
use crate::act::{self, Action, LetterKind};
use crate::cli::app::acting::{ActOptions, Plan, Presence, act, rehearse};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Environment, request_id};
use crate::cli::app::ui;
use crate::id::Id;
use crate::letter::{Message, NotWritten, WrittenLetter};
use crate::source::Digest;

/// What follows the options in the help.
const NOTES: &str = "Each message has one recipient, so that nobody learns another's address. A single message is \
    printed; several are listed, and `--out DIR` writes them.\n\n\
    Nothing is sent unless you say --send. The program it goes to is yours alone: `--sendmail PROGRAM`, or wr.sendmail \
    of your own git configuration (`git config --global wr.sendmail msmtp`). What a repository says about it is never \
    run.";

/// Write a letter of the process as mail messages; without a kind, list the kinds
#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub struct LetterCommand {
    /// What it is for: `wr letter` lists the kinds
    #[arg(value_name = "KIND")]
    kind: Option<LetterKind>,
    /// The register; for a liaison report, also the partner; for a request's answer, the change request
    id: Option<String>,
    /// The ballot or its body, when there are several
    #[arg(long, value_name = "NAME")]
    ballot: Option<String>,
    /// Only to this body's chair; may be given several times
    #[arg(long = "body", value_name = "BODY")]
    bodies: Vec<String>,
    /// The completed milestone that a press release is about
    #[arg(long, value_name = "ID")]
    milestone: Option<Id>,
    /// Write the message to this file, or the messages into this folder
    #[arg(long, value_name = "FILE|DIR")]
    out: Option<PathBuf>,
    /// Hand the messages to your mail program, and record it when it took all of them
    #[arg(long)]
    send: bool,
    /// The program for --send, with its own arguments, called as `sendmail` is
    #[arg(long, value_name = "PROGRAM", requires = "send")]
    sendmail: Option<String>,
    /// Record that the letter was sent
    #[arg(long)]
    record: bool,
    /// All letters whose time it is, of all registers
    #[arg(long, conflicts_with_all = ["kind", "id", "ballot", "bodies", "milestone"])]
    all_due: bool,
    #[command(flatten)]
    acting: ActOptions,
}

impl LetterCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        let records = self.send || self.record;
        if !records
            && (self.acting.dry_run || self.acting.on.is_some() || self.acting.evidence.is_some())
        {
            bail!(
                "--on, --evidence and --dry-run are about the record: say --record or --send as well"
            );
        }
        if self.all_due {
            return self.all(env);
        }
        let Some(kind) = self.kind else {
            ui::out(kinds());
            return Ok(());
        };
        let Some(id) = &self.id else {
            bail!("say of which register: `wr letter {kind} ID`")
        };
        let layout = out::Layout::of(self.out.as_deref(), env);
        if kind == LetterKind::RequestAnswer {
            if self.ballot.is_some() || self.milestone.is_some() || !self.bodies.is_empty() {
                bail!("--ballot, --milestone and --body are for letters of registers");
            }
            let id = request_id(id).map_err(|why| anyhow::anyhow!(why))?;
            return self.answer(env, &id, layout);
        }
        let job = Job::of(env, kind, id, self)?;
        self.do_one(env, &job, layout)
    }

    /// All letters whose time it is. One that cannot be written does not keep the others back.
    fn all(&self, env: &Environment) -> Result<()> {
        let jobs = Job::timely(env)?;
        let answers = answer::owed(env)?;
        if jobs.is_empty() && answers.is_empty() {
            ui::out("no letter is due");
            return Ok(());
        }
        let mut failed = false;
        let mut note = |kind: LetterKind, id: &Id, done: Result<()>| {
            let Err(why) = done else { return Ok(()) };
            if crate::cli::app::answer::exit_code(&why) != 1 {
                return Err(why);
            }
            failed = true;
            ui::err(ui::visible(format!("{kind} {id}: {why}")));
            Ok(())
        };
        let layout = || out::Layout::folder(self.out.as_deref(), env);
        for job in &jobs {
            note(job.letter.letter, &job.id, self.do_one(env, job, layout()))?;
        }
        for id in &answers {
            note(
                LetterKind::RequestAnswer,
                id,
                self.answer(env, id, layout()),
            )?;
        }
        if failed {
            Err(Rejected::AlreadyPrinted.into())
        } else {
            Ok(())
        }
    }

    fn do_one(&self, env: &Environment, job: &Job, layout: out::Layout) -> Result<()> {
        let written = job.write(env)?;
        let messages = bytes(&written, env);
        if !self.send && !self.record {
            return layout.put(&messages);
        }
        let mailer = if self.send {
            Some(Mailer::of(self.sendmail.as_deref())?)
        } else {
            None
        };
        let letter = sent(&written, &messages);
        let plan = || {
            let mut plan = Plan::of(Action::Letter(letter.clone()), what(&letter));
            plan.text = written.about;
            plan
        };
        // Nothing leaves before it is certain that it may be recorded.
        for id in job.records_in() {
            rehearse(env, id, &self.acting, |_| Ok(plan()))?;
        }
        self.deliver(&layout, mailer.as_ref(), &written, &messages)?;
        for id in job.records_in() {
            act(env, id, Presence::Known, &self.acting, |_| Ok(plan()))?;
        }
        Ok(())
    }
}

impl LetterCommand {
    /// Writes the messages where they are asked for, and hands them to the mail program.
    fn deliver(
        &self,
        layout: &out::Layout,
        mailer: Option<&Mailer>,
        written: &WrittenLetter,
        messages: &[(&Message, Vec<u8>)],
    ) -> Result<()> {
        if self.acting.dry_run {
            return Ok(());
        }
        layout.put_if_asked(messages)?;
        match mailer {
            Some(mailer) => mailer.hand_over(&written.from, messages),
            None => Ok(()),
        }
    }
}

/// The messages with their bytes.
fn bytes<'w>(written: &'w WrittenLetter, env: &Environment) -> Vec<(&'w Message, Vec<u8>)> {
    let bytes = |message: &'w Message| (message, message.to_bytes(&written.from, env.now));
    written.messages.iter().map(bytes).collect()
}

/// What is recorded of the letter.
fn sent(written: &WrittenLetter, messages: &[(&Message, Vec<u8>)]) -> act::Letter {
    let messages = messages
        .iter()
        .map(|(_, bytes)| Digest::of(bytes))
        .collect();
    act::Letter {
        messages,
        ..written.letter.clone()
    }
}

/// What was sent, in a line.
fn what(letter: &act::Letter) -> String {
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

/// Every kind, with what it is for.
fn kinds() -> String {
    let rows = LetterKind::ALL.map(|kind| {
        vec![
            format!("  {kind}"),
            kind.purpose().to_string(),
            kind.clause().to_string(),
        ]
    });
    format!(
        "letters, each with `wr letter KIND ID`\n{}\n\n`wr letter --all-due --out DIR` writes all whose time it is",
        ui::columns(rows)
    )
}

/// A letter that cannot be written is an answer, and not a failure; a wrong template is one.
fn not_written(why: NotWritten) -> anyhow::Error {
    match why {
        NotWritten::Refused(refusal) => Rejected::ByProcess(refusal).into(),
        missing @ NotWritten::Missing { .. } => Rejected::Message(missing.to_string()).into(),
        NotWritten::Render(why) => why.into(),
    }
}
