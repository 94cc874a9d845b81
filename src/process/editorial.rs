//! Editorial changes (U4a): slips of the pen, declared by the owner and confirmed by the originating chair.
//!
//! Nobody ballots them. So that they do not come back as a significant change in the next update, a text that
//! somebody approved is read with the slips mended that were confirmed since.

use super::class::{Demand, class_of};
use super::{Record, State};
use crate::act::Class;
use crate::register::Register;
use crate::register::diff::{Change, changes};

/// Two revisions whose difference was confirmed to be editorial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mended {
    /// The revision that was in force.
    pub from: u32,
    /// The revision that came into force.
    pub to: u32,
}

/// What a change asks for that is declared editorial; or the first difference that cannot be, because it is
/// more than running text.
pub fn demand(old: &Register, new: &Register) -> Result<Demand, Box<Change>> {
    let differences = changes(old, new);
    let is_more = |change: &Change| {
        !change.field.is_prose() && class_of(change.field, change.kind).0 != Class::Progress
    };
    match differences.iter().find(|change| is_more(change)) {
        Some(change) => Err(Box::new(change.clone())),
        None if differences.is_empty() => Ok(Demand::default()),
        None => Ok(Demand { classes: [Class::Editorial].into(), ..Demand::default() }),
    }
}

/// The text of a revision with every slip mended that was confirmed since.
pub fn approved_text(state: &State, record: &Record<'_>, revision: u32) -> Option<Register> {
    let mut text = record.text(revision)?.clone();
    for mended in state.mended.iter().filter(|mended| mended.to > revision) {
        if let (Some(from), Some(to)) = (record.text(mended.from), record.text(mended.to)) {
            mend(&mut text, from, to);
        }
    }
    Some(text)
}

/// Carries the differences in running text between two revisions over to another that has the same slips.
fn mend(text: &mut Register, from: &Register, to: &Register) {
    for (text, from, to) in [
        (&mut text.subject, &from.subject, &to.subject),
        (&mut text.justification, &from.justification, &to.justification),
        (&mut text.benefits, &from.benefits, &to.benefits),
    ] {
        if text == from {
            text.clone_from(to);
        }
    }
    for (id, section) in &mut text.sections {
        if let (Some(from), Some(to)) = (from.sections.get(id), to.sections.get(id))
            && section == from
        {
            section.clone_from(to);
        }
    }
    for milestone in &mut text.milestones {
        let find = |text: &'_ Register| text.milestones.iter().find(|m| m.id == milestone.id).cloned();
        if let (Some(from), Some(to)) = (find(from), find(to))
            && milestone.title == from.title
        {
            milestone.title = to.title;
        }
    }
}
