//! `wr letter`: writes the letters that DSP4003 requires as e-mail messages, and sends them only with `--send`.

mod about;
mod answer;
mod context;
mod delivery;
mod job;
mod out;
mod sendmail;

use anyhow::{Result, bail};
use clap::Args;

use self::about::AboutOptions;
use self::delivery::{DeliveryOptions, bytes, deliver, sent, what};
use self::job::Job;
use crate::act::{Action, LetterKind};
use crate::cli::app::acting::{ActOptions, Plan, act, rehearse};
use crate::cli::app::answer::{Rejected, exit_code};
use crate::cli::app::context::{Environment, request_id};
use crate::cli::app::ui;
use crate::cli::app::words::letters;
use crate::id::Id;

const NOTES: &str = "Each message has one recipient, so recipients do not see each other's addresses. A single message \
    is printed; several are listed, and `--out DIR` writes them.\n\n\
    Only --send sends the messages. It runs the program that you name: `--sendmail PROGRAM`, or wr.sendmail in your \
    own git configuration (`git config --global wr.sendmail msmtp`). A setting in the repository is ignored.";

/// Write a letter of the process as e-mail messages; without a kind, list the kinds
#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(crate) struct LetterCommand {
    /// The kind of letter: `wr letter` lists them
    #[arg(value_name = "KIND", value_parser = letters(), hide_possible_values = true)]
    kind: Option<LetterKind>,
    /// The register; for a liaison report, the register or the partner; for a request's answer, the change request
    id: Option<String>,
    #[command(flatten)]
    about: AboutOptions,
    #[command(flatten)]
    delivery: DeliveryOptions,
    /// Write all letters that are due, for all registers
    #[arg(long, conflicts_with_all = ["kind", "id", "ballot", "bodies", "milestone"])]
    all_due: bool,
    #[command(flatten)]
    acting: ActOptions,
}

impl LetterCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        if !self.delivery.records()
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
        let layout = out::Layout::of(self.delivery.out.as_deref(), env);
        if kind == LetterKind::RequestAnswer {
            if self.about.is_given() {
                bail!("--ballot, --milestone and --body are for letters about registers");
            }
            let id = request_id(id).map_err(|why| anyhow::anyhow!(why))?;
            return answer::answer(env, &id, &self.delivery, &self.acting, &layout);
        }
        let job = Job::of(env, kind, id, &self.about)?;
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
            if exit_code(&why) != 1 {
                return Err(why);
            }
            failed = true;
            ui::err(ui::visible(format!("{kind} {id}: {why}")));
            Ok(())
        };
        let layout = || out::Layout::folder(self.delivery.out.as_deref(), env);
        for job in &jobs {
            note(job.letter.letter, &job.id, self.do_one(env, job, layout()))?;
        }
        for id in &answers {
            note(
                LetterKind::RequestAnswer,
                id,
                answer::answer(env, id, &self.delivery, &self.acting, &layout()),
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
        if !self.delivery.records() {
            return layout.put(&messages);
        }
        let mailer = self.delivery.mailer()?;
        let earlier = self.delivery.earlier(env)?;
        let letter = sent(&written, &messages, &earlier);
        if let Some(day) = job.recorded(env, &letter)? {
            ui::out(format!(
                "nothing to do: the letter {} was sent to all of them and recorded on {day}; `--send --again` sends it again",
                letter.letter
            ));
            return Ok(());
        }
        let plan = || {
            let mut plan = Plan::of(Action::Letter(letter.clone()), what(&letter));
            plan.text = written.about;
            plan
        };
        // Check that the letter can be recorded before it is sent.
        for id in job.records_in() {
            rehearse(env, id, &self.acting, |_| Ok(plan()))?;
        }
        if !self.acting.dry_run {
            deliver(env, &layout, mailer.as_ref(), &written, &messages, &earlier)?;
        }
        for id in job.records_in() {
            act(env, id, &self.acting, |_| Ok(plan()))?;
        }
        Ok(())
    }
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
