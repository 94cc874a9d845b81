//! `wr ballot show`: prints the ballots of a register.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::find::no_ballot;
use crate::act::{Act, Action, Choice, Question, StoredAct, recorded_by};
use crate::ballot::Opened;
use crate::ballot::tally::SeatVote;
use crate::cli::app::context::{Context, Environment, register_id};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::id::Id;
use crate::policy::rule::{AppliedRule, Counts, Needs, Outcome, QuorumCounts, VotingRule};
use crate::process::groups::declined;
use crate::process::{BallotStanding, BallotStatus, History, Replay};
use crate::roster::Roster;
use crate::snapshot::RegisterContext;
use crate::source::Digest;

/// Show the ballots of a register: roll, votes, counts and approvals needed
#[derive(Debug, Args)]
pub(crate) struct BallotShowCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// One ballot or the body that votes, by default all ballots
    #[arg(value_name = "BALLOT|BODY")]
    which: Option<String>,
    /// The same as an option
    #[arg(
        long,
        alias = "body",
        value_name = "NAME",
        hide = true,
        conflicts_with = "which"
    )]
    ballot: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
pub(super) struct BallotsJson {
    /// The version of this format: 1.
    format: u32,
    pub register: Id,
    pub ballots: Vec<ShownBallotJson>,
}

#[derive(Debug, Serialize)]
pub(super) struct ShownBallotJson {
    name: String,
    body: Id,
    body_name: String,
    question: Question,
    revision: u32,
    opens: String,
    /// The deadline, with its extensions.
    closes: String,
    /// The extensions, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    extended: Vec<Extension>,
    status: String,
    rule: VotingRule,
    /// The least number of approvals that policy sets in place of the quorum.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_approvals: Option<u32>,
    /// Which votes the quorum counts.
    #[serde(skip_serializing_if = "QuorumCounts::is_present")]
    quorum_counts: QuorumCounts,
    /// The rule with its modifiers, as a sentence.
    rule_explained: String,
    needs: Needs,
    /// What an open ballot still needs, with the votes cast so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    still_needed: Option<String>,
    base: u32,
    counts: Counts,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    /// Working groups that declined a milestone of this revision.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    declined: Vec<String>,
    seats: Vec<ShownSeatJson>,
    /// Votes that do not count, also those cast after the count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    uncounted: Vec<Uncounted>,
    /// The rule with its modifiers, by name.
    #[serde(skip)]
    applied: AppliedRule,
    /// Whether any act of the register is signed; if so, the output marks unsigned votes.
    #[serde(skip)]
    has_signed: bool,
}

#[derive(Debug, Serialize)]
struct Uncounted {
    /// The first digits of its digest.
    vote: String,
    seat: String,
    name: String,
    choice: Choice,
    by: String,
    at: String,
    because: String,
}

#[derive(Debug, Serialize)]
struct Extension {
    until: String,
    on: String,
    by: String,
    because: String,
}

#[derive(Debug, Serialize)]
struct ShownSeatJson {
    seat: Id,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_by: Option<String>,
    /// What the record rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    /// Whether the vote is `signed` or only `recorded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    assurance: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rivals: Vec<String>,
    /// Whether the seat had no voter when the ballot opened.
    #[serde(skip_serializing_if = "is_false")]
    vacant: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl BallotShowCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.register(&self.id)?;
        let register = snapshot.register_context(&self.id, env.now)?;
        let only = self.which.as_deref().or(self.ballot.as_deref());
        let body = only.and_then(|given| register.roster.find_body(given).ok());
        let is_shown = |name: &str, ballot: &BallotStanding| {
            only.is_none_or(|given| {
                given.eq_ignore_ascii_case(name) || body.is_some_and(|body| body.id == ballot.body)
            })
        };
        let shown = shown(&register, is_shown);
        if let (Some(only), true) = (only, shown.ballots.is_empty()) {
            return Err(no_ballot(&register, only));
        }
        self.format
            .print(&context, &shown, |shown| View::Text(text(shown)))
    }
}

/// The ballots of a register that `is_shown` chooses.
fn shown(
    register: &RegisterContext<'_>,
    is_shown: impl Fn(&str, &BallotStanding) -> bool,
) -> BallotsJson {
    let (history, replay, roster) = (&register.history, &register.replay, register.roster);
    let mut ballots = Vec::new();
    for (name, standing) in &replay.state.ballots {
        if !is_shown(name, standing) {
            continue;
        }
        let Some((opened, tally)) = history.count(&replay.state, name) else {
            continue;
        };
        let (status, outcome) = match &standing.status {
            BallotStatus::Open => ("open".to_string(), None),
            BallotStatus::Closed { outcome, on, .. } => (format!("closed on {on}"), Some(*outcome)),
            BallotStatus::Withdrawn { because } => (format!("withdrawn: {because}"), None),
        };
        ballots.push(ShownBallotJson {
            name: name.clone(),
            body: standing.body.clone(),
            body_name: roster.body_name(&standing.body),
            question: standing.question,
            revision: standing.revision,
            opens: opened.ballot.opens.to_string(),
            closes: opened.closes.to_string(),
            extended: extensions(replay, opened.stored.digest, roster),
            status,
            rule: opened.ballot.rule,
            min_approvals: opened.ballot.min_approvals,
            quorum_counts: opened.ballot.quorum_counts,
            rule_explained: opened.ballot.applied().explained(),
            needs: tally.needed,
            still_needed: (standing.status == BallotStatus::Open)
                .then(|| opened.ballot.applied().still_needed(tally.counts)),
            base: tally.counts.base(),
            counts: tally.counts,
            outcome,
            declined: match standing.asks(Question::Adopt)
                && replay
                    .state
                    .under_way
                    .as_ref()
                    .is_some_and(|it| it.revision == standing.revision)
            {
                true => declined(&replay.state, history)
                    .into_iter()
                    .map(|id| roster.body_name(id))
                    .collect(),
                false => Vec::new(),
            },
            seats: tally
                .seats
                .iter()
                .map(|(id, said)| seat(roster, history, &opened, id, said))
                .collect(),
            uncounted: uncounted(roster, history, replay, &opened, name),
            applied: opened.ballot.applied(),
            has_signed: history.has_signed(),
        });
    }
    BallotsJson {
        format: 1,
        register: register.files.id.clone(),
        ballots,
    }
}

/// The open ballots of a register.
pub(super) fn open_ballots(register: &RegisterContext<'_>) -> BallotsJson {
    shown(register, |_, ballot| ballot.status == BallotStatus::Open)
}

/// The extensions of a ballot, in order.
fn extensions(replay: &Replay<'_>, ballot: Digest, roster: &Roster) -> Vec<Extension> {
    let legal = replay
        .entries
        .iter()
        .filter(|entry| entry.void.is_none())
        .map(|entry| &entry.stored.act);
    let extension = |act: &Act| {
        let Action::Extend(extend) = &act.action else {
            return None;
        };
        (extend.ballot == ballot).then(|| Extension {
            until: extend.closes.to_string(),
            on: act.on.to_string(),
            by: roster.person_name(&act.by),
            because: extend.because.clone(),
        })
    };
    legal.filter_map(extension).collect()
}

/// The votes that do not count, in the order in which they were cast.
fn uncounted(
    roster: &Roster,
    history: &History<'_>,
    replay: &Replay<'_>,
    opened: &Opened<'_>,
    name: &str,
) -> Vec<Uncounted> {
    let mut votes = history.uncounted(&replay.state, name);
    votes.sort_by_key(|(stored, _)| (stored.act.at, stored.digest));
    let shown = |(stored, because): (&StoredAct, String)| {
        let Action::Vote(vote) = &stored.act.action else {
            return None;
        };
        let seat = opened.ballot.seat(&vote.seat);
        Some(Uncounted {
            vote: stored.digest.short(),
            seat: vote.seat.to_string(),
            name: seat.map_or(vote.seat.to_string(), |seat| seat.name(roster)),
            choice: vote.choice,
            by: roster.person_name(&stored.act.by),
            at: stored.act.at.to_string(),
            because,
        })
    };
    votes.into_iter().filter_map(shown).collect()
}

fn seat(
    roster: &Roster,
    history: &History<'_>,
    opened: &Opened<'_>,
    id: &Id,
    said: &SeatVote,
) -> ShownSeatJson {
    let name = opened
        .ballot
        .seat(id)
        .map_or(id.to_string(), |seat| seat.name(roster));
    let mut seat = ShownSeatJson {
        seat: id.clone(),
        name,
        choice: None,
        by: None,
        recorded_by: None,
        evidence: None,
        assurance: None,
        rivals: Vec::new(),
        vacant: matches!(said, SeatVote::Vacant),
    };
    match said {
        SeatVote::Nothing | SeatVote::Vacant => {}
        SeatVote::Voted {
            choice,
            by,
            recorded_by,
            vote,
        } => {
            let mut votes = history.votes.values().flatten();
            let cast = votes.find(|it| it.digest == *vote);
            let is_signed = cast.is_some_and(|it| history.signer(it).is_some());
            seat.evidence = cast.and_then(|it| it.act.evidence.clone());
            seat.assurance = Some(if is_signed { "signed" } else { "recorded" });
            seat.choice = Some(*choice);
            seat.by = Some(roster.person_name(by));
            seat.recorded_by = recorded_by.as_ref().map(|chair| roster.person_name(chair));
        }
        SeatVote::Rivals(votes) => seat.rivals = votes.iter().map(|vote| vote.short()).collect(),
    }
    seat
}

pub(super) fn text(shown: &BallotsJson) -> String {
    if shown.ballots.is_empty() {
        return format!("`{}` has had no ballot", shown.register);
    }
    let mut text = String::new();
    for ballot in &shown.ballots {
        let outcome = ballot.outcome.map_or(String::new(), |outcome| {
            let is_good = outcome == Outcome::Approved;
            format!(": {}", ui::of_outcome(is_good, outcome.to_string()))
        });
        let status = match ballot.still_needed {
            Some(_) => ui::state(Tone::Waiting, &ballot.status),
            None => ballot.status.clone(),
        };
        let name = ui::paint(Tone::Id, &ballot.name);
        text += &format!("{name}  {status}{outcome}\n");
        text += &format!(
            "  asks    the {} {} revision {}\n",
            ballot.body_name,
            ballot.question.about(),
            ballot.revision
        );
        text += &format!("  open    {} to {}\n", ballot.opens, ballot.closes);
        for extension in &ballot.extended {
            let Extension {
                until,
                on,
                by,
                because,
            } = extension;
            text += &format!("  extended until {until}, by {by} on {on}: {because}\n");
        }
        text += &format!("  rule    {}: {}\n", ballot.applied, ballot.rule_explained);
        text += &format!("  needed  {} of a base of {}\n", ballot.needs, ballot.base);
        text += &format!("  counts  {}\n", ballot.counts.in_words());
        if !ballot.declined.is_empty() {
            text += &format!("  declined by {}\n", ballot.declined.join(", "));
        }
        if let Some(still) = &ballot.still_needed {
            text += &format!("  still   {still}\n");
        }
        let rows = ballot.seats.iter().map(|seat| {
            let said = match (&seat.choice, seat.rivals.is_empty()) {
                (Some(choice), _) => ui::of_choice(*choice),
                (None, true) if seat.vacant => "vacant".to_string(),
                (None, true) => "-".to_string(),
                (None, false) => {
                    let rivals = seat.rivals.join(", ");
                    ui::state(Tone::Bad, format!("two rival votes, none counts: {rivals}"))
                }
            };
            let by = match (&seat.by, &seat.recorded_by) {
                (Some(by), Some(chair)) => {
                    format!("{by}, {}", recorded_by(seat.evidence.as_deref(), chair))
                }
                (Some(by), None) => by.clone(),
                (None, _) => String::new(),
            };
            let unsigned = ballot.has_signed && seat.assurance == Some("recorded");
            let by = if unsigned {
                format!("{by} (unsigned)")
            } else {
                by
            };
            vec![format!("   {}", seat.name), said, by]
        });
        text += &ui::columns(rows);
        text += "\n";
        if !ballot.uncounted.is_empty() {
            text += "  not counted\n";
            let rows = ballot.uncounted.iter().map(|vote| {
                let by = format!("{} at {}", vote.by, vote.at);
                vec![
                    format!("   {}", vote.name),
                    vote.choice.to_string(),
                    by,
                    vote.because.clone(),
                ]
            });
            text += &ui::columns(rows);
            text += "\n";
        }
        text += "\n";
    }
    text
}
