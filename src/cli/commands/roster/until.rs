//! `wr roster until`: the last day of a person or of a membership.

use anyhow::{Result, anyhow};
use clap::Args;

use super::edit::{VersionEdit, VersionEditOptions, edit_roster};
use super::name::NONE;
use crate::cli::app::answer::reject;
use crate::cli::app::context::Environment;
use crate::cli::app::dates::day;
use crate::cli::app::whom;
use crate::date::Day;
use crate::process::worklist::Whom;
use crate::roster::Roster;
use crate::roster::offices::held;

/// Set the last day on which a person acts, or of a company's membership
///
/// A person who leaves stays in the roster with a last day, because ids are never used again.
#[derive(Debug, Args)]
pub(super) struct RosterUntilCommand {
    /// The person or the company
    #[arg(value_name = "PERSON|ORGANIZATION")]
    who: String,
    /// The last day; `none` removes it
    #[arg(value_parser = last_day)]
    date: LastDay,
    #[command(flatten)]
    editing: VersionEditOptions,
}

#[derive(Debug, Clone, Copy)]
struct LastDay(Option<Day>);

fn last_day(text: &str) -> Result<LastDay, String> {
    match text.eq_ignore_ascii_case(NONE) {
        true => Ok(LastDay(None)),
        false => day(text).map(|day| LastDay(Some(day))),
    }
}

impl RosterUntilCommand {
    pub(super) fn run(&self, env: &Environment) -> Result<()> {
        edit_roster(env, &self.editing, |old, _| self.plan(old))
    }

    fn plan(&self, old: &Roster) -> Result<VersionEdit<Roster>> {
        let mut new = old.clone();
        let LastDay(until) = self.date;
        match whom::find(old, &self.who)? {
            Whom::Person(person) => {
                let people = new.people.iter_mut().filter(|it| it.id == person.id);
                people.for_each(|person| person.until = until);
                let what = match until {
                    Some(day) => format!("{} ({}) acts until {day}", person.name, person.id),
                    None => format!("{} ({}) has no last day", person.name, person.id),
                };
                let held = held(old, &person.id).into_iter();
                let notes = held
                    .filter(|_| until.is_some())
                    .map(|office| format!("  still {}: `{}`", office.what, office.command))
                    .collect();
                Ok(VersionEdit { new, what, notes })
            }
            Whom::Organization(company) => {
                if company.membership.is_none() {
                    reject!(
                        "{} is not a member company, so it has no last day\n  needs:  if it closed, `wr roster set {} status closed`",
                        company.name,
                        company.id
                    );
                }
                let companies = new.organizations.iter_mut();
                companies
                    .filter(|it| it.id == company.id)
                    .for_each(|company| company.member_until = until);
                let what = match until {
                    Some(day) => format!("{} is a member until {day}", company.name),
                    None => format!("the membership of {} has no last day", company.name),
                };
                Ok(VersionEdit::of(new, what))
            }
            Whom::Body(body) => Err(anyhow!(
                "the {} is a body, which has no last day; `wr roster seat {} SEAT --remove` removes a seat",
                body.name,
                body.id
            )),
        }
    }
}
