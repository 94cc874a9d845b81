//! `wr log`: what happened to a register, act by act; void acts with their reason.

mod request;
mod stead;

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;

use super::context::{Context, Environment, register_files, register_id, roster};
use super::format::OutputFormat;
use super::meeting::attendees;
use super::ui;
use crate::act::{Action, Matter, StoredAct};
use crate::id::Id;
use crate::process::{History, replay};
use crate::roster::Roster;

/// Show what happened to a register, act by act
#[derive(Debug, Args)]
pub struct LogCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The published form of a register's acts.
#[derive(Debug, Serialize)]
struct Acts {
    /// The version of this form: 1.
    format: u32,
    register: Id,
    acts: Vec<LogLine>,
}

#[derive(Debug, Serialize)]
struct LogLine {
    on: String,
    at: String,
    kind: &'static str,
    by: Id,
    by_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_by: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<u32>,
    what: String,
    /// In which office, and in whose place, somebody else than the chair acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    acting: Option<String>,
    act: String,
    path: String,
    /// The fingerprint of the key that signed it; absent for an act that is only recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_with: Option<String>,
    /// Whether it is `signed` or only `recorded`.
    assurance: &'static str,
    /// Why the act has no effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    void: Option<String>,
}

impl LogCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.register(&self.id)?;
        let roster = roster(&snapshot)?;
        let Some(history) = snapshot.history(register_files(&snapshot, &self.id)?) else {
            bail!("the policy cannot be read; `wr check` says where");
        };
        let replay = replay(&history);
        let ordered = replay.entries.iter().map(|entry| {
            let void = entry
                .void
                .as_ref()
                .map(|why| format!("{}; it needs {}", why.state, why.needs));
            let acting = stead::in_stead(entry.stored, &history).filter(|_| void.is_none());
            LogLine {
                acting,
                ..line(entry.stored, &history, roster, void)
            }
        });
        let mut acts: Vec<LogLine> = ordered.collect();
        acts.extend(
            history
                .votes
                .values()
                .flatten()
                .map(|vote| line(vote, &history, roster, None)),
        );
        acts.sort_by(|a, b| a.at.cmp(&b.at));
        let acts = Acts {
            format: 1,
            register: self.id.clone(),
            acts,
        };
        match self.format {
            OutputFormat::Json => ui::out(serde_json::to_string_pretty(&acts)?),
            OutputFormat::Text => {
                let has_signed = acts.acts.iter().any(|line| line.signed_with.is_some());
                if !has_signed && !acts.acts.is_empty() {
                    ui::out(UNSIGNED);
                }
                ui::out(ui::columns(
                    acts.acts.iter().map(|line| row(line, has_signed)),
                ));
            }
        }
        Ok(())
    }
}

/// Where nothing is signed that is said once, and not of every act.
pub const UNSIGNED: &str = "acts here are recorded, not signed";

fn row(line: &LogLine, has_signed: bool) -> Vec<String> {
    let recorded = line
        .recorded_by
        .as_ref()
        .map_or(String::new(), |by| format!(" (recorded by {by})"));
    let void = line
        .void
        .as_ref()
        .map_or(String::new(), |why| format!("  VOID: {why}"));
    let acting = line
        .acting
        .as_ref()
        .map_or(String::new(), |acting| format!(" ({acting})"));
    let signed = line
        .signed_with
        .as_ref()
        .map_or("unsigned", |key| key.get(..15).unwrap_or(key));
    let signed = if has_signed {
        vec![signed.to_string()]
    } else {
        Vec::new()
    };
    let mut row = vec![line.on.clone(), line.act.clone()];
    row.extend(signed);
    row.extend([
        format!("{}{recorded}", line.by_name),
        format!("{}{acting}{void}", line.what),
    ]);
    row
}

fn line(
    stored: &StoredAct,
    history: &History<'_>,
    roster: &Roster,
    void: Option<String>,
) -> LogLine {
    let act = &stored.act;
    let signed_with = history
        .signer(stored)
        .map(|key| key.fingerprint().to_string());
    LogLine {
        on: act.on.to_string(),
        at: act.at.to_string(),
        kind: act.action.kind(),
        by: act.by.clone(),
        by_name: roster.person_name(&act.by),
        recorded_by: act.recorded_by.clone(),
        evidence: act.evidence.clone(),
        revision: act.revision,
        what: what(stored, roster),
        acting: None,
        act: stored.digest.short(),
        path: stored.path(),
        assurance: if signed_with.is_some() {
            "signed"
        } else {
            "recorded"
        },
        signed_with,
        void,
    }
}

/// An act in words.
pub(super) fn what(stored: &StoredAct, roster: &Roster) -> String {
    let revision = stored
        .act
        .revision
        .map_or(String::new(), |revision| format!(" revision {revision}"));
    match &stored.act.action {
        Action::Propose(propose) => {
            format!(
                "proposes it for {}",
                roster.organization_name(&propose.proposed_by)
            )
        }
        Action::Assign(assign) => {
            format!("assigns the owner: {}", roster.person_name(&assign.owner))
        }
        Action::Submit(submit) => {
            let class: Vec<String> = submit.class.iter().map(ToString::to_string).collect();
            format!("submits{revision} ({})", class.join(", "))
        }
        Action::Ballot(ballot) => {
            let about = ballot.question.about();
            format!(
                "asks the {} {about}{revision} until {}",
                roster.body_name(&ballot.body),
                ballot.closes
            )
        }
        Action::Vote(vote) => format!("votes {} for {} in {}", vote.choice, vote.seat, vote.of),
        Action::Result(result) => {
            let without = match (&result.because, result.without.is_empty()) {
                (Some(because), false) => format!(
                    ", without the answer of the {}: {because}",
                    result
                        .without
                        .iter()
                        .map(|id| roster.body_name(id))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
                (_, _) => String::new(),
            };
            let (approve, oppose) = (result.counts.approve, result.counts.oppose);
            format!(
                "closes {}: {} ({approve} for, {oppose} against){without}",
                result.of, result.outcome
            )
        }
        Action::Withdraw(withdraw) => format!("withdraws {}: {}", withdraw.of, withdraw.because),
        Action::Schedule(schedule) => format!("schedules the board for {}", schedule.board_on),
        Action::Approve(approve) => {
            format!(
                "records the board's resolution {} on{revision}",
                approve.resolution
            )
        }
        Action::Send(_) => format!("sends{revision} to the partner"),
        Action::Accept(accept) if accept.changed.is_some() => {
            format!("accepts in the partner's name, with changes:{revision}")
        }
        Action::Accept(_) => format!("accepts{revision} in the partner's name"),
        Action::Backfill(_) => format!("backfills{revision} from earlier records"),
        Action::Confirm(_) => format!("confirms that the change of{revision} is editorial"),
        Action::Decline(decline) => {
            format!(
                "declines{revision} in the partner's name: {}",
                decline.because
            )
        }
        Action::Extend(extend) => {
            format!(
                "extends {} until {}: {}",
                extend.of, extend.closes, extend.because
            )
        }
        Action::Meeting(meeting) => {
            let note = meeting
                .note
                .as_ref()
                .map_or(String::new(), |note| format!(": {note}"));
            format!(
                "records a {} with {}{note}",
                meeting.meeting,
                attendees(&meeting.attendees, roster)
            )
        }
        Action::Feedback(feedback) => {
            let does = match feedback.matter {
                Matter::Comment => "comments on",
                Matter::Milestone => "proposes for the milestones of",
                Matter::Objection => "objects to",
                Matter::Removal => "raises the removal of",
            };
            let body = feedback.body.as_ref();
            let body = body.map_or(String::new(), |body| {
                format!(" for the {}", roster.body_name(body))
            });
            format!("{does}{revision}{body}: {}", feedback.text)
        }
        Action::Resolve(resolve) => {
            let because = resolve
                .because
                .as_ref()
                .map_or(String::new(), |because| format!(": {because}"));
            format!(
                "resolves {} as {}{because}",
                resolve.of.short(),
                resolve.disposition
            )
        }
        Action::Commitment(commitment) => {
            let group = roster.body_name(&commitment.group);
            let milestones: Vec<&str> =
                commitment.milestones.iter().map(|id| id.as_str()).collect();
            let milestones = if milestones.is_empty() {
                String::new()
            } else {
                format!(" for {}", milestones.join(", "))
            };
            let comment = commitment
                .comment
                .as_ref()
                .map_or(String::new(), |comment| format!(": {comment}"));
            format!(
                "answers{revision} for the {group}: {}{milestones}{comment}",
                commitment.answer
            )
        }
        Action::Review(review) => format!(
            "has looked at{revision}, which stays as it is: {}",
            review.note
        ),
        Action::Milestone(milestone) => {
            let note = milestone
                .note
                .as_ref()
                .map_or(String::new(), |note| format!(": {note}"));
            format!(
                "records that the milestone `{}` is {}{note}",
                milestone.milestone, milestone.status
            )
        }
        Action::Recommend(recommend) => {
            format!(
                "recommends its removal, because {}: {}",
                recommend.reason, recommend.because
            )
        }
        Action::Remove(remove) => {
            let with = remove
                .along_with
                .as_ref()
                .map_or(String::new(), |lead| format!(", with `{lead}`"));
            let (resolution, reason) = (&remove.resolution, remove.reason);
            format!(
                "records the board's resolution {resolution} to remove it{with}, because {reason}"
            )
        }
        Action::End(end) => format!("ends the proposal: {}", end.because),
        Action::Letter(letter) => super::letter::recorded(letter, stored.act.revision, roster),
        Action::Request(_)
        | Action::Forward(_)
        | Action::Reply(_)
        | Action::Close(_)
        | Action::JointMeeting(_) => request::what(stored, roster).unwrap_or_default(),
    }
}
