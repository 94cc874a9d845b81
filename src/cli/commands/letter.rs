//! `wr letter`: writes the letters that DSP4003 requires as e-mail messages, and sends them only with `--send`.

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

const NOTES: &str = "Each message has one recipient, so recipients do not see each other's addresses. A single message \
    is printed; several are listed, and `--out DIR` writes them.\n\n\
    Only --send sends the messages. It runs the program that you name: `--sendmail PROGRAM`, or wr.sendmail in your \
    own git configuration (`git config --global wr.sendmail msmtp`). A setting in the repository is ignored.";

/// Write a letter of the process as e-mail messages; without a kind, list the kinds
#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(crate) struct LetterCommand {
    /// The kind of letter: `wr letter` lists them
    #[arg(value_name = "KIND")]
    kind: Option<LetterKind>,
    /// The register; for a liaison report, the register or the partner; for a request's answer, the change request
    id: Option<String>,
    /// The ballot or its body, if there are several
    #[arg(long, value_name = "NAME")]
    ballot: Option<String>,
    /// Write only to this body's chair; may be given several times
    #[arg(long = "body", value_name = "BODY")]
    bodies: Vec<String>,
    /// The completed milestone that a press release is about
    #[arg(long, value_name = "ID")]
    milestone: Option<Id>,
    /// Write the message to this file, or several messages to this folder
    #[arg(long, value_name = "FILE|DIR")]
    out: Option<PathBuf>,
    /// Send the messages with your mail program, and record the letter once all of them are sent
    #[arg(long)]
    send: bool,
    /// The program for --send, with its arguments, called like `sendmail`
    #[arg(long, value_name = "PROGRAM", requires = "send")]
    sendmail: Option<String>,
    /// Record that the letter was sent
    #[arg(long)]
    record: bool,
    /// Write all letters that are due, for all registers
    #[arg(long, conflicts_with_all = ["kind", "id", "ballot", "bodies", "milestone"])]
    all_due: bool,
    #[command(flatten)]
    acting: ActOptions,
}

impl LetterCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let records = self.send || self.record;
        if !records
            && (self.acting.dry_run || self.acting.on.is_some() || self.acting.evidence.is_some())
        {
            bail!("--on, --evidence and --dry-run are about the record: add --record or --send");
        }
        if self.all_due {
            return self.all(env);
        }
        let Some(kind) = self.kind else {
            ui::out(kinds());
            return Ok(());
        };
        let Some(id) = &self.id else {
            bail!("name the register: `wr letter {kind} ID`")
        };
        let layout = out::Layout::of(self.out.as_deref(), env);
        if kind == LetterKind::RequestAnswer {
            if self.ballot.is_some() || self.milestone.is_some() || !self.bodies.is_empty() {
                bail!("--ballot, --milestone and --body are for letters about registers");
            }
            let id = request_id(id).map_err(|why| anyhow::anyhow!(why))?;
            return self.answer(env, &id, layout);
        }
        let job = Job::of(env, kind, id, self)?;
        self.do_one(env, &job, layout)
    }

    /// Writes all letters that are due. If one cannot be written, the others still are.
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
        // Check that the letter can be recorded before it is sent.
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
    /// Writes the messages to `--out`, and hands them to the mail program.
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

fn bytes<'w>(written: &'w WrittenLetter, env: &Environment) -> Vec<(&'w Message, Vec<u8>)> {
    let bytes = |message: &'w Message| (message, message.to_bytes(&written.from, env.now));
    written.messages.iter().map(bytes).collect()
}

/// The letter as the act records it, with the digest of each message.
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

fn kinds() -> String {
    let rows = LetterKind::ALL.map(|kind| {
        vec![
            format!("  {kind}"),
            kind.purpose().to_string(),
            kind.clause().to_string(),
        ]
    });
    format!(
        "letters, each with `wr letter KIND ID`\n{}\n\n`wr letter --all-due --out DIR` writes all that are due",
        ui::columns(rows)
    )
}

/// A letter that the process refuses or that lacks data exits with 1, a wrong template with 2.
fn not_written(why: NotWritten) -> anyhow::Error {
    match why {
        NotWritten::Refused(refusal) => Rejected::ByProcess(refusal).into(),
        missing @ NotWritten::Missing { .. } => Rejected::Message(missing.to_string()).into(),
        NotWritten::Render(why) => why.into(),
    }
}
