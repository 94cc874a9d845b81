//! `wr ballot open`.

use std::cell::RefCell;

use anyhow::Result;
use clap::Args;

use crate::act::Deed;
use crate::ballot::opening::{self, Choices};
use crate::cli::acting::Desk;
use crate::cli::acting::{Acting, Plan, Presence, act};
use crate::cli::context::{Surroundings, register_id};
use crate::cli::ui;
use crate::id::Id;
use crate::process::groups::groups;

/// Ask a committee or the board about the revision on its way
#[derive(Debug, Args)]
pub struct Open {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The committee or the board, by id or name
    #[arg(long)]
    body: String,
    /// Beside the originating committee, as this committee's chair chose (DSP4003 3.2)
    #[arg(long)]
    parallel: bool,
    /// How many days votes are taken; the policy says how many at least
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=366))]
    days: Option<u32>,
    #[command(flatten)]
    acting: Acting,
}

impl Open {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        let silent = RefCell::new(Vec::new());
        act(around, &self.id, Presence::Known, &self.acting, |desk| {
            let body = desk.roster.find_body(&self.body)?;
            let under_way = desk.course.state.under_way.as_ref();
            let revision = under_way.map_or(0, |under_way| under_way.revision);
            let days = self.days.unwrap_or(desk.policy.terms(&body.id).days);
            let choices = Choices {
                round: next_round(desk, &body.id, revision),
                parallel: self.parallel.then(|| body.acting_chair().cloned()).flatten(),
                opens: around.now,
                closes: around.now.plus_days(days),
            };
            silent.replace(not_answered(desk, &body.id));
            let ballot = opening::ballot(body, desk.roster, desk.policy, choices);
            let parallel = if self.parallel { " in parallel" } else { "" };
            let subject = format!(
                "the {} is asked about revision {revision}{parallel} until {} ({}, {} seats)",
                body.name,
                ballot.closes,
                ballot.name(revision),
                ballot.roll.len(),
            );
            Ok(Plan::of(Deed::Ballot(ballot), subject).about_revision(desk))
        })?;
        let silent = silent.into_inner();
        if !silent.is_empty() {
            ui::err(format!(
                "note: no answer yet from: {}; `wr commitment {} --group GROUP ANSWER`, DSP4003 2.4, 3.2 (R5)",
                silent.join(", "),
                self.id
            ));
        }
        Ok(())
    }
}

/// The working groups of this committee's milestones that have not said whether they commit to them, by name.
fn not_answered(desk: &Desk<'_>, committee: &Id) -> Vec<String> {
    let groups = groups(&desk.course.state, desk.record);
    let silent = groups.iter().filter(|group| group.keeps_waiting(committee));
    silent.map(|group| format!("{} ({})", desk.roster.body_name(group.id), group.id)).collect()
}

/// One more than the rounds there are, those of void ballots included: their folders are taken.
fn next_round(desk: &Desk<'_>, body: &Id, revision: u32) -> u32 {
    let rounds = desk.record.acts.iter().filter_map(|filed| {
        let Deed::Ballot(ballot) = &filed.act.deed else { return None };
        (ballot.body == *body && filed.act.revision == Some(revision)).then_some(ballot.round)
    });
    rounds.max().unwrap_or(0) + 1
}
