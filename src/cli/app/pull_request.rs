//! Describes the changes of a pull request for its reviewers.

use crate::act::{StoredAct, recorded_by};
use crate::cli::app::change::{Proposed, is_changed};
use crate::date::Moment;
use crate::describe::describe;
use crate::id::Id;
use crate::path::{StorePath, Subject};
use crate::process::approvals::demand;
use crate::process::class::{adoption, class_of};
use crate::process::next_steps::asked;
use crate::process::{History, ReplayedAct, Stage, State};
use crate::register::Register;
use crate::register::diff;
use crate::report::changes::{
    ActLine, Against, ChangeReport, Comparison, Difference, RegisterChange, RequestChange,
    RequiredApproval, TextChange, TextProblem,
};
use crate::request;
use crate::roster::Roster;
use crate::rules::ProposedChange;
use crate::snapshot::{Document, RegisterContext, RequestContext};

/// The registers and change requests that a change touches, each with its new acts and changes of text.
pub(crate) fn changes(proposed: &Proposed, now: Moment) -> ChangeReport {
    let change = &proposed.change;
    let registers = proposed
        .touched
        .iter()
        .map(|id| register(change, id, now))
        .collect();
    let requests = proposed
        .requests
        .iter()
        .map(|id| request(change, id, now))
        .collect();
    ChangeReport {
        base: proposed.base.to_string(),
        governance: proposed.governance.clone(),
        registers,
        requests,
    }
}

fn request(change: &ProposedChange, id: &Id, now: Moment) -> RequestChange {
    let (before, after) = (&change.before.snapshot, &change.after.snapshot);
    let (old, new) = (before.partnerships(), after.partnerships());
    let before = before.request_context(id, &old, now).ok();
    let after = after.request_context(id, &new, now).ok();
    let stage = |request: Option<&RequestContext<'_>>| {
        let stage = request.map_or(request::RequestStage::Unknown, |it| {
            request::RequestStage::of(&it.replay.state)
        });
        stage.to_string()
    };
    RequestChange {
        request: id.to_string(),
        stage_before: stage(before.as_ref()),
        stage_after: stage(after.as_ref()),
        acts: after.map_or(Vec::new(), |after| {
            lines(change, Subject::Request(id), &after.replay.entries)
        }),
    }
}

fn register(change: &ProposedChange, id: &Id, now: Moment) -> RegisterChange {
    let files = change.after.snapshot.registers.get(id);
    let before = change.before.snapshot.register_context(id, now).ok();
    let after = change.after.snapshot.register_context(id, now).ok();
    let document = files.and_then(|files| files.text.as_ref());
    let text = document.and_then(Document::get);
    let contacts = files.and_then(|files| files.contacts.as_ref());
    let changed = is_changed(change, &StorePath::Text(id.clone()));
    let compared = match (changed, document.map(Document::get)) {
        (false, _) => Ok(None),
        (true, None) => Err(TextProblem::Deleted),
        (true, Some(None)) => Err(TextProblem::Unreadable),
        (true, Some(Some(draft))) => text_change(change, id, before.as_ref(), draft)
            .map(Some)
            .ok_or(TextProblem::NoRoster),
    };
    RegisterChange {
        register: id.to_string(),
        title: text.map(|text| text.title.clone()),
        stage_before: stage(before.as_ref()).to_string(),
        stage_after: stage(after.as_ref()).to_string(),
        acts: after.map_or(Vec::new(), |after| {
            lines(change, Subject::Register(id), &after.replay.entries)
        }),
        text_problem: compared.as_ref().err().copied(),
        text: compared.ok().flatten(),
        contacts_changed: contacts.is_some()
            && is_changed(change, &StorePath::Contacts(id.clone())),
    }
}

fn stage(register: Option<&RegisterContext<'_>>) -> Stage {
    register.map_or(Stage::Unproposed, |register| {
        Stage::of(&register.replay.state, &register.history)
    })
}

/// The new acts in the order in which they were recorded, each with the reason if it is void.
fn lines(
    change: &ProposedChange,
    subject: Subject<'_>,
    entries: &[ReplayedAct<'_>],
) -> Vec<ActLine> {
    let Some(roster) = roster(change) else {
        return Vec::new();
    };
    let void = |stored: &StoredAct| {
        let entry = entries
            .iter()
            .find(|entry| entry.stored.digest == stored.digest)?;
        entry
            .void
            .as_ref()
            .map(|why| format!("{}; needs: {}", why.state, why.needs))
    };
    let mut new: Vec<&StoredAct> = change.new_acts().map(|(_, stored)| stored).collect();
    new.retain(|stored| stored.act.subject() == subject);
    new.sort_by_key(|stored| (stored.act.at, stored.digest));
    new.into_iter()
        .map(|stored| line(stored, roster, void(stored)))
        .collect()
}

fn line(stored: &StoredAct, roster: &Roster, void: Option<String>) -> ActLine {
    let act = &stored.act;
    let recorder = act.recorded_by.as_ref();
    let recorded = recorder.map_or(String::new(), |by| {
        let name = roster.person_name(by);
        format!(" ({})", recorded_by(act.evidence.as_deref(), &name))
    });
    ActLine {
        on: act.on.to_string(),
        act: stored.digest.short(),
        kind: act.action.kind().to_string(),
        by: format!("{}{recorded}", roster.person_name(&act.by)),
        what: describe(stored, roster),
        path: stored.path(),
        void,
    }
}

/// The changes of the draft to the one on the target branch, and to the text that it follows there. `None` if no roster
/// can be read.
fn text_change(
    change: &ProposedChange,
    id: &Id,
    before: Option<&RegisterContext<'_>>,
    draft: &Register,
) -> Option<TextChange> {
    let roster = roster(change)?;
    let demand = match before {
        Some(before) => demand(&before.replay.state, &before.history, draft, roster),
        None => adoption(draft, roster),
    };
    let followed = before.and_then(|before| followed(&before.history, &before.replay.state));
    let old = change.before.snapshot.registers.get(id);
    let old = old.and_then(|files| files.text.as_ref());
    let draft_before = old
        .and_then(Document::get)
        .filter(|old| followed.is_none_or(|(.., text)| !diff::changes(text, old).is_empty()));
    let from_followed = Comparison {
        against: followed.map_or(Against::Nothing, |(against, ..)| against),
        revision: followed.map(|(_, number, _)| number),
        differences: followed.map_or(Vec::new(), |(.., text)| differences(text, draft)),
    };
    let (compared, in_all) = match draft_before {
        None => (from_followed, None),
        Some(old) => {
            let compared = Comparison {
                against: Against::DraftBefore,
                revision: None,
                differences: differences(old, draft),
            };
            (compared, followed.map(|_| from_followed))
        }
    };
    Some(TextChange {
        compared,
        in_all,
        before_unreadable: old.is_some_and(|old| old.get().is_none()),
        class: demand.classes.iter().map(ToString::to_string).collect(),
        needs: asked(&demand, draft, roster)
            .into_iter()
            .map(|(_, name, clause)| RequiredApproval {
                name,
                clause: clause.to_string(),
            })
            .collect(),
    })
}

fn differences(old: &Register, draft: &Register) -> Vec<Difference> {
    let found = diff::changes(old, draft).into_iter();
    found
        .map(|difference| Difference {
            class: class_of(difference.field, difference.kind).0.to_string(),
            what: difference.what,
        })
        .collect()
}

/// The text in force, or else the last one submitted.
fn followed<'a>(history: &History<'a>, state: &State) -> Option<(Against, u32, &'a Register)> {
    if let Some(in_force) = &state.in_force {
        return Some((
            Against::InForce,
            in_force.revision,
            history.text(in_force.revision)?,
        ));
    }
    Some((
        Against::LastRevision,
        state.last_revision,
        history.text(state.last_revision)?,
    ))
}

/// The roster of the new side, or else of the old one, for people's names.
fn roster(change: &ProposedChange) -> Option<&Roster> {
    change
        .after
        .snapshot
        .roster()
        .or(change.before.snapshot.roster())
}
