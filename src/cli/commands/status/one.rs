//! Prints the status of one register.

use super::feedback;
use super::force::{conditions, force};
use super::letters;
use super::overdue;
use super::partner;
use super::published::{
    Approval, BallotStatusJson, CompletedMilestoneJson, Condition, NextStepJson, One,
    OrganizationJson, Owner, Recommended,
};
use crate::act::{Approver, Question};
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::share::print_notices;
use crate::cli::app::ui::{self, Tone};
use crate::cli::commands::log::UNSIGNED;
use crate::date::Day;
use crate::id::Id;
use crate::path::Subject;
use crate::process::milestones::milestones;
use crate::process::next_steps::{self, Needed};
use crate::process::review::review_due;
use crate::process::{History, Stage, State};
use crate::snapshot::RegisterContext;
use crate::source::Tree;
use anyhow::Result;

pub(super) fn run(env: &Environment, id: &Id, format: OutputFormat) -> Result<()> {
    let context = Context::open(env)?;
    if format == OutputFormat::Text {
        print_notices(&context)?;
    }
    let tree = context.register_files(id)?;
    let snapshot = context.alone(&tree)?;
    let changed = changed_records(&context, &tree, &Subject::Register(id).prefix())?;
    let one = view(&context, &snapshot.register_context(id, env.now)?, changed)?;
    format.print(&context, &one, |one| View::Text(text(one)))
}

/// The paths of the recorded files below a folder that the working tree changes or deletes.
pub(super) fn changed_records(context: &Context, tree: &Tree, folder: &str) -> Result<Vec<String>> {
    let touched = context.touched_records(tree, folder)?;
    Ok(touched
        .iter()
        .map(|(file, _)| file.path().to_string())
        .collect())
}

/// The status of a register with these changed records.
pub(super) fn view(
    context: &Context,
    register: &RegisterContext<'_>,
    changed_records: Vec<String>,
) -> Result<One> {
    let env = &context.env;
    let RegisterContext {
        files: register_files,
        history,
        replay,
        roster,
        policy,
        now,
    } = register;
    let state = &replay.state;
    let under_way = state.under_way.as_ref();
    let due = state
        .in_force
        .as_ref()
        .map(|in_force| review_due(in_force, policy));
    let mut next = next_steps::blocking(state, history, roster, policy, *now);
    next.extend(next_steps::next(state, history, roster, *now));
    let newest = register_files.revisions.values().next_back();
    let draft = register_files.text.as_ref();
    let differs = matches!((draft, newest), (Some(a), Some(b)) if a.file.bytes() != b.file.bytes());
    let text = draft
        .and_then(|document| document.get())
        .or(newest.and_then(|document| document.get()));
    let stage = Stage::of(state, history);
    let side = next_steps::partner_side(replay, stage);
    Ok(One {
        format: 1,
        register: register_files.id.clone(),
        title: text.map(|text| text.title.clone()),
        stage: stage.told(state, history),
        state: sentence(state, history, side.awaited, env.today()),
        partner: state.partner().map(|id| OrganizationJson {
            id: id.clone(),
            name: roster.organization_name(id),
        }),
        proposed: state.proposal.as_ref().map(|proposal| {
            let name = roster.organization_name(&proposal.proposed_by);
            format!("by {name}, {}, on {}", proposal.proposer, proposal.on)
        }),
        owner: state.owner.as_ref().map(|(id, since)| Owner {
            id: id.clone(),
            name: roster.person_name(id),
            since: since.to_string(),
            vacant_since: roster
                .person(id)
                .filter(|person| !person.acts_on(env.today()))
                .and_then(|person| person.until)
                .map(|until| until.to_string()),
        }),
        revision: under_way.map(|under_way| under_way.revision),
        digest: under_way.map(|under_way| under_way.digest.to_string()),
        board_on: under_way
            .and_then(|under_way| under_way.board_on)
            .map(|day| day.to_string()),
        conditions: conditions(register),
        in_force: force(register),
        review_due: due.map(|day| day.to_string()),
        review_overdue: due.is_some_and(|day| day < env.today()),
        checked_in: context.is_checked_in(&register_files.id)?,
        draft_differs: differs,
        completed: milestones(state, history)
            .into_iter()
            .filter_map(|replay| {
                let on = replay.completed?.on.to_string();
                Some(CompletedMilestoneJson {
                    milestone: replay.milestone.id.clone(),
                    on,
                })
            })
            .collect(),
        removal: state
            .recommended
            .iter()
            .map(|found| Recommended {
                by: roster.person_name(&found.by),
                on: found.on.to_string(),
                reason: found.reason.word(),
                because: found.because.clone(),
            })
            .collect(),
        approvals: needed(register),
        partner_side: partner::published(&side, roster, state.partner(), env.today()),
        next: next
            .into_iter()
            .map(|next| NextStepJson {
                what: next.what,
                command: next.command,
                who: next.who,
                by: next.by.map(|by| by.to_string()),
                clause: next.clause,
            })
            .collect(),
        overdue: overdue::overdue(register),
        has_signed_acts: history.has_signed(),
        changed_records,
        void_acts: replay
            .entries
            .iter()
            .filter(|entry| entry.void.is_some())
            .count(),
        open_feedback: feedback::open(register),
        working_groups: feedback::answers(register),
        letters: letters::open(register),
    })
}

/// The state in a sentence, with the number of days that the partner's answer has been awaited.
fn sentence(state: &State, history: &History<'_>, awaited: Option<Day>, today: Day) -> String {
    let sentence = next_steps::sentence(state, history);
    match awaited {
        None => sentence,
        Some(since) => format!("{sentence}, {}", partner::days(since.days_until(today))),
    }
}

fn needed(register: &RegisterContext<'_>) -> Vec<Approval> {
    let (state, history) = (&register.replay.state, &register.history);
    let line = |needed: Needed<'_>| {
        let open = match needed.by {
            Approver::Body(id) => state
                .open_ballot(id, Question::Adopt)
                .map(|(name, _)| name.clone()),
            Approver::Partner => None,
        };
        let ballot_votes = open
            .as_ref()
            .and_then(|name| history.count(state, name))
            .map(|(opened, tally)| BallotStatusJson {
                closes: opened.closes.to_string(),
                voted: tally.voting_seats() - tally.did_not_vote().count(),
                seats: tally.voting_seats(),
                rule: format!(
                    "{}: {}",
                    opened.ballot.applied(),
                    opened.ballot.applied().explained()
                ),
                still_needed: opened.ballot.applied().still_needed(tally.counts),
            });
        let act = needed.given.and_then(|approval| history.act(approval.act));
        let signer = act.and_then(|stored| history.signer(stored));
        Approval {
            assurance: act.map(|_| {
                if signer.is_some() {
                    "signed"
                } else {
                    "recorded"
                }
            }),
            signed_with: signer.map(|key| key.fingerprint().to_string()),
            by: needed.by.to_string(),
            name: needed.name,
            given: needed.given.map(|approval| approval.on.to_string()),
            revision: needed.given.map(|approval| approval.revision),
            ballot: open,
            ballot_votes,
            clause: needed.clause,
        }
    };
    next_steps::needed(state, history, register.roster)
        .into_iter()
        .map(line)
        .collect()
}

fn text(one: &One) -> String {
    let mut text = format!(
        "{}  {}\n",
        ui::paint(Tone::Id, one.register.as_str()),
        one.title.as_deref().unwrap_or("(the draft cannot be read)")
    );
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            text += &format!("  {name:<12}{}\n", ui::visible(value));
        }
    };
    fact(
        "partner",
        one.partner.as_ref().map(|partner| partner.name.clone()),
    );
    fact("proposed", one.proposed.clone());
    let owner = one.owner.as_ref().map(|owner| match &owner.vacant_since {
        None => format!("{} since {}", owner.name, owner.since),
        Some(left) => format!("vacant since {left}, when {} left", owner.name),
    });
    fact(
        "owner",
        Some(owner.unwrap_or_else(|| "none yet".to_string())),
    );
    fact("state", Some(ui::of_stage(&one.stage, &one.state)));
    fact("board on", one.board_on.clone());
    for Condition { condition, met } in &one.conditions {
        let met = met
            .as_ref()
            .map_or("open, to be met before sending".to_string(), |how| {
                format!("met: {how}")
            });
        fact("condition", Some(format!("\"{condition}\": {met}")));
    }
    fact(
        "in force",
        one.in_force.as_ref().map(|force| {
            let conditions = match force.conditions.is_empty() {
                true => String::new(),
                false => format!(", on condition: {}", force.conditions.join("; ")),
            };
            let resolution = force.resolution.as_ref();
            let resolution =
                resolution.map_or(String::new(), |r| format!("; resolution {r}{conditions}"));
            format!("revision {}: {}{resolution}", force.revision, force.ground)
        }),
    );
    fact(
        "approved",
        one.in_force
            .as_ref()
            .and_then(|force| Some(format!("under {}", force.process.as_ref()?))),
    );
    let late = match one.review_overdue {
        true => format!(" ({})", ui::state(Tone::Late, "overdue")),
        false => String::new(),
    };
    fact(
        "review",
        one.review_due
            .as_ref()
            .map(|day| format!("due {day}{late}, DSP4003 4")),
    );
    let done = one
        .completed
        .iter()
        .map(|done| format!("{} {}", done.milestone, done.on));
    let done = done.collect::<Vec<_>>().join(", ");
    fact("completed", (!done.is_empty()).then_some(done));
    for found in &one.removal {
        let Recommended {
            by,
            on,
            reason,
            because,
        } = found;
        fact(
            "removal",
            Some(format!("recommended by {by} on {on} ({reason}): {because}")),
        );
    }
    if one.draft_differs {
        fact(
            "draft",
            Some("register.yaml differs from the newest revision".to_string()),
        );
    }
    if !one.checked_in {
        fact(
            "checked in",
            Some(
                "not yet: the upstream branch lacks acts or texts of this clone; run `wr sync`"
                    .into(),
            ),
        );
    }
    if !one.has_signed_acts {
        fact("assurance", Some(UNSIGNED.to_string()));
    }
    if let Some(first) = one.changed_records.first() {
        let more = match one.changed_records.len() - 1 {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        fact(
            "edited",
            Some(format!(
                "{first}{more} differs in the working tree from the recorded file; `wr check {}` says how to restore it",
                one.register
            )),
        );
    }
    if one.void_acts > 0 {
        fact(
            "void",
            Some(ui::state(
                Tone::Bad,
                format!(
                    "{} acts have no effect; `wr log {}` says why",
                    one.void_acts, one.register
                ),
            )),
        );
    }
    if let (Some(revision), false) = (one.revision, one.approvals.is_empty()) {
        let title = format!("approvals of revision {revision}");
        text += &format!("\n{}\n", ui::paint(Tone::Heading, title));
        text += &ui::columns(
            one.approvals
                .iter()
                .map(|approval| approval_row(approval, revision, one.has_signed_acts)),
        );
        text += "\n";
        for approval in &one.approvals {
            let (Some(ballot), Some(ballot_votes)) = (&approval.ballot, &approval.ballot_votes)
            else {
                continue;
            };
            text += &format!(
                "  {ballot}\n    rule    {}\n    needed  {}\n",
                ballot_votes.rule, ballot_votes.still_needed
            );
        }
    }
    // The line about the revision in force already names the partner's acceptance.
    if let Some(side) = one
        .partner_side
        .as_ref()
        .filter(|_| one.stage != "established")
    {
        text += &format!("\n{}\n", ui::paint(Tone::Heading, "partner's side"));
        text += &ui::columns(partner::rows(side));
        text += "\n";
    }
    text += &feedback::text(&one.open_feedback, &one.working_groups);
    text += &letters::text(&one.letters);
    if !one.next.is_empty() {
        text += &format!("\n{}\n", ui::paint(Tone::Heading, "next"));
    }
    for next in &one.next {
        let by = next
            .by
            .as_ref()
            .map_or(String::new(), |by| format!(" (until {by})"));
        text += &format!("  {}{by}\n    {}\n", ui::visible(&next.what), next.command);
        text += &format!(
            "    who: {}\n    {}\n",
            ui::visible(next.who.join("; ")),
            next.clause
        );
    }
    text += &overdue::text(&one.overdue);
    text
}

fn approval_row(approval: &Approval, revision: u32, has_signed: bool) -> Vec<String> {
    let role = match approval.given {
        Some(_) => Tone::Good,
        None => Tone::Waiting,
    };
    let stand = match (&approval.given, approval.revision, &approval.ballot) {
        (Some(day), Some(of), _) if of != revision => {
            format!("approved revision {of} on {day}, carried over")
        }
        (Some(day), _, _) => format!("approved {day}"),
        (None, _, Some(ballot)) => match &approval.ballot_votes {
            Some(BallotStatusJson {
                closes,
                voted,
                seats,
                ..
            }) => {
                format!("ballot open until {closes}: {voted} of {seats} have voted ({ballot})")
            }
            None => format!("ballot open: {ballot}"),
        },
        (None, _, None) => "missing".to_string(),
    };
    let signed = match (
        &approval.signed_with,
        approval.given.is_some() && has_signed,
    ) {
        (Some(key), _) => format!(" (signed, {})", key.get(..15).unwrap_or(key)),
        (None, true) => " (unsigned)".to_string(),
        (None, false) => String::new(),
    };
    vec![
        format!("  {}", approval.name),
        format!("{}{signed}", ui::state(role, stand)),
        approval.clause.to_string(),
    ]
}
