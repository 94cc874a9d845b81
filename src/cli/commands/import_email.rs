//! `wr import-email`: records the answers to letters that arrived by e-mail (DSP4003 3.1, 3.2).

mod answers;
mod questions;
mod read;
mod record;
mod report;
mod rivals;
mod sift;

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use self::questions::Questions;
use self::record::{Record, judge, record};
use self::report::Report;
use self::sift::{Left, Sieve, is_by_process, left_of};
use crate::cli::app::acting::{ActOptions, confirm};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, WorkingTree, policy, roster};
use crate::cli::app::share::ShareOption;
use crate::cli::app::signing::check_key;
use crate::cli::app::ui;

const NOTES: &str = "A member answers the letter of `wr letter ballot ID`, with `approve`, `oppose: REASON`, `abstain` or \
    `recuse` in the first line. A partner answers the letter `approved-register` with `accept` or `decline: REASON`, and \
    the letter `socialization` with `comment: TEXT` or `objection: TEXT`.\n\n\
    The address in a mail proves nothing: what comes from it is shown as \"by e-mail, recorded by NAME\".";

/// Record the answers to letters that arrived by e-mail: votes, acceptances and feedback
#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(crate) struct ImportEmailCommand {
    /// Mails (.eml), mailboxes (mbox) and folders of them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Take only this mail, because its sender confirmed it; may be given several times
    #[arg(long, value_name = "MESSAGE-ID")]
    only: Vec<String>,
    /// Print what would be recorded, without recording it
    #[arg(long)]
    dry_run: bool,
    /// Do not ask to confirm what cannot be taken back
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    sharing: ShareOption,
}

impl ImportEmailCommand {
    /// Runs the command. All answers are judged before the first is recorded.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let mut mails = read::mails(env, &self.files)?;
        let only: Vec<&str> = self
            .only
            .iter()
            .map(|id| id.trim_matches(['<', '>']))
            .collect();
        if !only.is_empty() {
            mails.retain(|mail| mail.id().is_some_and(|id| only.contains(&id)));
        }
        if mails.is_empty() && !only.is_empty() {
            bail!(
                "no mail in these files has the Message-ID {}",
                only.join(" or ")
            );
        }
        let (mut report, records) = self.sift(env, mails)?;
        let mut ready = Vec::new();
        for record in records {
            match judge(env, &record) {
                Ok(summary) => ready.push((record, summary)),
                Err(why) => report.leave(&record.mail, left_of(&record, why)?),
            }
        }
        if !ready.is_empty() && !self.dry_run {
            can_sign(env)?;
        }
        self.confirm(env, &ready)?;
        for (answer, summary) in &ready {
            match self.dry_run {
                true => report.would_record(answer, summary),
                false => match record(env, answer) {
                    Ok(()) => report.recorded(answer),
                    // Such as a missing key: no other mail can be recorded either.
                    Err(why) if !is_by_process(&why) => {
                        report.print();
                        return Err(why);
                    }
                    Err(why) => report.leave(&answer.mail, left_of(answer, why)?),
                },
            }
        }
        report.print();
        let Some(count) = report.in_vain() else {
            return Ok(());
        };
        let mails = match count {
            1 => "1 mail needs".to_string(),
            count => format!("{count} mails need"),
        };
        ui::err(format!(
            "refused: nothing was recorded; {mails} your attention"
        ));
        Err(Rejected::AlreadyPrinted.into())
    }

    /// Finds out what each mail answers.
    fn sift(&self, env: &Environment, mails: Vec<read::Mail>) -> Result<(Report, Vec<Record>)> {
        let context = Context::open(env)?;
        let snapshot = context.whole(WorkingTree::Drafts)?;
        let roster = roster(&snapshot)?;
        let store = &policy(&snapshot)?.store;
        // Fails early for a person who cannot record anything.
        context.actor(roster)?;
        let registers = snapshot.register_contexts(env.now)?;
        let questions = Questions::of(&registers, store);
        let sieve = Sieve {
            env,
            store,
            roster,
            registers: &registers,
            questions: &questions,
            is_confirmed: !self.only.is_empty(),
        };
        let mut report = Report::default();
        let mut records = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        for mail in mails {
            let id = mail.id().map(str::to_string);
            if id.as_ref().is_some_and(|id| seen.contains(id)) {
                report.leave(&mail, Left::again());
                continue;
            }
            seen.extend(id);
            match sieve.sift(&mail) {
                Ok(record) => records.push(record),
                Err(left) => report.leave(&mail, left),
            }
        }
        for (mail, left) in sieve.rivals(&mut records) {
            report.leave(&mail, left);
        }
        Ok((report, records))
    }

    /// Asks once for all of them.
    fn confirm(&self, env: &Environment, ready: &[(Record, String)]) -> Result<()> {
        if ready.is_empty() {
            return Ok(());
        }
        let options = ActOptions {
            dry_run: self.dry_run,
            yes: self.yes,
            ..ActOptions::default()
        };
        let lines: Vec<String> = ready
            .iter()
            .map(|(record, summary)| ui::visible(format!("{summary}\n{}", record.source())))
            .collect();
        let text = format!(
            "{}\nThe address in a mail proves nothing: ask its sender if you doubt it.",
            lines.join("\n")
        );
        confirm(env, &options, &text)
    }
}

/// Checks once for all of them that the user can sign what is recorded.
fn can_sign(env: &Environment) -> Result<()> {
    let context = Context::open(env)?;
    let snapshot = context.whole(WorkingTree::Drafts)?;
    let (roster, policy) = (roster(&snapshot)?, policy(&snapshot)?);
    let actor = context.actor(roster)?;
    check_key(
        &context,
        roster,
        &actor.id,
        roster.keys_of(&actor.id),
        policy,
    )
}
