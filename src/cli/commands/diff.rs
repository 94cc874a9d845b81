//! `wr diff`: compares two texts of a register, and shows whose approval each difference needs.

mod published;
mod words;

use anyhow::Result;
use clap::Args;

use self::published::{CarriedApprovalJson, DiffLine, Differences, NeededApprovalJson};
use crate::cli::app::context::{Context, Environment, register_id};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::texts::{self, NamedText};
use crate::cli::app::ui;
use crate::id::Id;
use crate::process::approvals::{self, Asked, TextAuthor};
use crate::process::class::{Demand, class_of, needs, update};
use crate::process::next_steps::asked;
use crate::process::{ApproverDecision, History, State};
use crate::register::Register;
use crate::register::diff::changes;
use crate::roster::Roster;

/// Compare two texts: each change with its class, its clause and the approvals it needs
#[derive(Debug, Args)]
pub(crate) struct DiffCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The older text: a revision's number, `in-force` or a commit, by default the revision in force, else the newest one
    old: Option<String>,
    /// The newer text: a revision's number, a commit or `draft`, by default the draft
    new: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

impl DiffCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.register(&self.id)?;
        let register = snapshot.register_context(&self.id, env.now)?;
        let (history, state, roster) = (&register.history, &register.replay.state, register.roster);
        let old = match self.old.as_deref() {
            Some(word) => texts::named(&context, &register, word)?,
            None => texts::before_update(&register)?,
        };
        let new = texts::named(&context, &register, self.new.as_deref().unwrap_or("draft"))?;
        let is_update = self.old.as_deref().is_none_or(|old| old == "in-force");
        let Asked { demand, carried } = match is_update {
            true => of_update(state, history, &new, roster),
            false => None,
        }
        .unwrap_or_else(|| Asked {
            demand: update(&old.text, &new.text, roster),
            carried: Vec::new(),
        });
        let undoes = match is_update && new.is_draft {
            true => undone(state, history, &new.text, roster),
            false => Vec::new(),
        };
        let needs = asked(&demand, &new.text, roster)
            .into_iter()
            .map(|(by, name, clause)| {
                let carried = carried.iter().find(|decision| decision.by == *by);
                let carried = carried.map(|it| CarriedApprovalJson {
                    revision: it.revision,
                    on: it.on.to_string(),
                });
                NeededApprovalJson {
                    name,
                    clause,
                    carried,
                }
            });
        let committees = |text: &Register| names(text.milestone_committees(), roster);
        let found = Differences {
            format: 1,
            register: self.id.to_string(),
            changes: lines(&old.text, &new.text, roster),
            needs: needs.collect(),
            undoes,
            committees_before: committees(&old.text),
            committees_after: committees(&new.text),
            old: old.name,
            new: new.name,
        };
        self.format.print(&context, &found, |found| {
            View::Text(ui::visible(words::text(found)))
        })
    }
}

/// The approvals that the draft or the revision under way needs, given each body's last decision.
fn of_update<'s>(
    state: &'s State,
    history: &History<'_>,
    new: &NamedText<'_>,
    roster: &Roster,
) -> Option<Asked<'s>> {
    if new.is_draft {
        return Some(approvals::asked(
            state,
            history,
            &new.text,
            TextAuthor::Home,
            roster,
        ));
    }
    let under_way = state
        .under_way
        .as_ref()
        .filter(|under_way| Some(under_way.revision) == new.revision)?;
    let classes = under_way.class.iter().copied().collect();
    let needs = under_way.needs.iter().cloned().collect();
    let given = under_way
        .needs
        .iter()
        .filter_map(|who| approvals::given(state, history, who));
    let carried: Vec<&ApproverDecision> = given
        .filter(|given| given.revision != under_way.revision)
        .collect();
    Some(Asked {
        demand: Demand { classes, needs },
        carried,
    })
}

/// The partner's changes on acceptance that this text no longer has, each in words.
pub(super) fn undone(
    state: &State,
    history: &History<'_>,
    text: &Register,
    roster: &Roster,
) -> Vec<String> {
    let partner = state
        .partner()
        .map_or("the partner".to_string(), |id| roster.organization_name(id));
    let words = |it: approvals::Undone| {
        let verb = if it.is_taken_back {
            "reverts"
        } else {
            "changes again"
        };
        format!(
            "{verb} what {partner} changed in revision {}: {}",
            it.revision, it.change.what
        )
    };
    approvals::undone(state, history, text)
        .into_iter()
        .map(words)
        .collect()
}

fn lines(old: &Register, new: &Register, roster: &Roster) -> Vec<DiffLine> {
    let line = |change: crate::register::diff::FieldDifference| {
        let (class, clause) = class_of(change.field, change.kind);
        let demand = Demand {
            classes: [class].into(),
            needs: needs(class, &change, old, new, roster),
        };
        let (was, is) = change.prose.clone().unzip();
        DiffLine {
            needs: asked(&demand, new, roster)
                .into_iter()
                .map(|(_, name, _)| name)
                .collect(),
            what: change.what,
            class: class.to_string(),
            clause,
            was,
            is,
        }
    };
    changes(old, new).into_iter().map(line).collect()
}

fn names(ids: Vec<&Id>, roster: &Roster) -> Vec<String> {
    ids.into_iter().map(|id| roster.body_name(id)).collect()
}
