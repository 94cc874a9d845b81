//! Editorial changes: corrected typing errors. One person declares them and another confirms them after a waiting
//! period in which the partner and the members can object.
//!
//! They need no ballot. An approved text is compared with the corrections confirmed since, so that the next update does
//! not count them as a significant change.

mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use self::words::compare;
use super::class::{Demand, adoption, update};
use super::{History, State, UnderWay};
use crate::act::{Approver, Class};
use crate::id::Id;
use crate::register::Register;
use crate::register::diff::{Field, FieldDifference, changes};
use crate::roster::Roster;
use crate::roster::authority::Setting;

/// Why a change cannot be declared editorial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TooMuch {
    /// No earlier text exists.
    NothingBefore,
    /// The partner wrote the text of the revision under way.
    OfPartner(u32),
    /// The text does not differ from this revision.
    NoDifference(u32),
    /// A field differs by more than a typing error.
    Words {
        /// The field.
        field: String,
        /// The difference, as text.
        what: String,
    },
    /// A field differs that editorial changes may not touch.
    Field(Box<FieldDifference>),
}

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TooMuch::NothingBefore => {
                f.write_str("no earlier revision exists that this could correct")
            }
            TooMuch::OfPartner(revision) => {
                write!(f, "revision {revision} is the partner's own text")
            }
            TooMuch::NoDifference(revision) => {
                write!(
                    f,
                    "the text has no editorial difference from revision {revision}"
                )
            }
            TooMuch::Words { field, what } => {
                write!(f, "{field}: {what}, which is more than a typing error")
            }
            TooMuch::Field(change) => {
                write!(f, "{}, which is more than a typing error", change.what)
            }
        }
    }
}

/// The revision that an editorial change submitted now would correct.
pub fn mends(state: &State) -> Option<u32> {
    if let Some(in_force) = &state.in_force {
        return Some(in_force.revision);
    }
    let under_way = state.under_way.as_ref()?;
    Some(
        under_way
            .editorial
            .as_ref()
            .map_or(under_way.revision, |editorial| editorial.mends),
    )
}

/// The revision with which an editorial change is compared: the newest one in force that is not itself editorial, or
/// the newest one submitted as not editorial where none is in force. So small changes cannot add up.
pub fn base(state: &State) -> Option<u32> {
    let mut base = mends(state)?;
    let is_counted = |from: u32| {
        state.in_force.is_none()
            || state
                .established
                .iter()
                .any(|established| established.revision == from)
    };
    while let Some(pair) = state
        .mended
        .iter()
        .find(|pair| pair.to == base && is_counted(pair.from))
    {
        base = pair.from;
    }
    Some(base)
}

/// The approvals that a declared editorial change needs: none for an update. Before the adoption it needs all of them,
/// because earlier approvals carry over only after the change is confirmed.
///
/// # Errors
/// The first difference that is not a typing error.
pub fn demand(
    state: &State,
    history: &History<'_>,
    text: &Register,
    roster: &Roster,
) -> Result<Demand, TooMuch> {
    let (Some(mends), Some(base)) = (mends(state), base(state)) else {
        return Err(TooMuch::NothingBefore);
    };
    if state.in_force.is_none() && state.of_partner.contains(&mends) {
        return Err(TooMuch::OfPartner(mends));
    }
    let (Some(mended), Some(old)) = (history.text(mends), history.text(base)) else {
        return Err(TooMuch::NothingBefore);
    };
    differs_by_typing_errors(old, text)?;
    if changes(mended, text)
        .iter()
        .all(|change| change.field == Field::Version)
    {
        return Err(TooMuch::NoDifference(mends));
    }
    let mut demand = match state.in_force {
        Some(_) => Demand::default(),
        None => adoption(text, roster),
    };
    demand.classes.insert(Class::Editorial);
    Ok(demand)
}

/// Checks that two texts differ by typing errors alone. The version label, which needs no approval, may differ as well.
///
/// # Errors
/// The first difference that is more than a typing error.
pub fn differs_by_typing_errors(old: &Register, new: &Register) -> Result<(), TooMuch> {
    let mut rest = new.clone();
    for (field, was, is) in prose(old, &mut rest) {
        words::compare(was, is).map_err(|what| TooMuch::Words { field, what })?;
        was.clone_into(is);
    }
    match changes(old, &rest)
        .into_iter()
        .find(|change| change.field != Field::Version)
    {
        Some(change) => Err(TooMuch::Field(Box::new(change))),
        None => Ok(()),
    }
}

/// The corrections of an editorial change, each as `field: correction`.
pub fn corrections(old: &Register, new: &Register) -> Vec<String> {
    let mut new = new.clone();
    let fields = prose(old, &mut new).into_iter();
    let lines = fields.flat_map(|(field, was, is)| {
        let corrections = words::corrections(was, is).into_iter();
        corrections
            .map(move |correction| format!("{field}: {correction}"))
            .collect::<Vec<_>>()
    });
    lines.collect()
}

/// The fields that both texts have and that an editorial change may touch.
fn prose<'t>(old: &'t Register, new: &'t mut Register) -> Vec<(String, &'t str, &'t mut String)> {
    let mut fields: Vec<(String, &str, &mut String)> =
        vec![("title".into(), &old.title, &mut new.title)];
    for (field, was, is) in [
        ("subject", &old.subject, &mut new.subject),
        ("justification", &old.justification, &mut new.justification),
        ("scope", &old.scope, &mut new.scope),
        ("benefits", &old.benefits, &mut new.benefits),
    ] {
        if let (Some(was), Some(is)) = (was, is) {
            fields.push((field.into(), was, is));
        }
    }
    for (id, is) in &mut new.sections {
        if let Some(was) = old.sections.get(id) {
            fields.push((format!("section `{id}`"), was, is));
        }
    }
    for milestone in &mut new.milestones {
        let mut of_id = old
            .milestones
            .iter()
            .filter(|before| before.id == milestone.id);
        if let (Some(before), None) = (of_id.next(), of_id.next()) {
            fields.push((
                format!("title of the milestone `{}`", milestone.id),
                &before.title,
                &mut milestone.title,
            ));
        }
    }
    for row in &mut new.standards {
        let mut of_id = old
            .standards
            .iter()
            .filter(|before| before.ap_id == row.ap_id);
        if let (Some(before), None) = (of_id.next(), of_id.next()) {
            fields.push((
                format!("description of the row `{}`", row.ap_id),
                &before.description,
                &mut row.description,
            ));
        }
    }
    fields
}

/// The bodies whose members receive an editorial change before it is confirmed: those that would approve it as a
/// significant change.
pub fn shown_to(state: &State, history: &History<'_>, roster: &Roster) -> BTreeSet<Id> {
    let texts = state.under_way.as_ref().and_then(|under_way| {
        let mends = under_way.editorial.as_ref()?.mends;
        history.text(mends).zip(history.text(under_way.revision))
    });
    let Some((old, new)) = texts else {
        return BTreeSet::new();
    };
    let needs = match state.in_force {
        Some(_) => update(old, new, roster).needs,
        None => adoption(new, roster).needs,
    };
    let bodies = needs.into_iter().filter_map(|by| match by {
        Approver::Body(id) => Some(id),
        Approver::Partner => None,
    });
    bodies.collect()
}

/// The person who confirms an editorial change, with the office: the chair of the originating committee, then its
/// vice-chair, then the VP of Alliances; the first one who did not declare it.
pub fn confirmer<'a>(setting: &Setting<'a>, declared_by: &Id) -> Option<(&'a Id, String)> {
    let roster = setting.roster;
    let body = setting.body.and_then(|id| roster.body(id));
    let committee = setting
        .body
        .map_or(String::new(), |id| roster.body_name(id));
    let offices = [
        (
            body.and_then(|body| body.chair.as_ref()),
            format!("chair of the {committee}"),
        ),
        (
            body.and_then(|body| body.vice_chair.as_ref()),
            format!("vice-chair of the {committee}"),
        ),
        (
            roster.officers.vp_alliances.as_ref(),
            "VP of Alliances".to_string(),
        ),
    ];
    offices.into_iter().find_map(|(holder, office)| {
        let holder = holder.filter(|holder| *holder != declared_by && setting.is_active(holder))?;
        Some((holder, office))
    })
}

impl UnderWay {
    /// Whether it is an editorial change whose letters to the partner and the members are not recorded as sent.
    pub fn is_to_be_shown(&self) -> bool {
        self.editorial
            .as_ref()
            .is_some_and(|editorial| editorial.confirm_from.is_none())
    }
}

/// The text of a revision with the corrections confirmed since.
pub fn approved_text(state: &State, history: &History<'_>, revision: u32) -> Option<Register> {
    let mut text = history.text(revision)?.clone();
    for mended in state.mended.iter().filter(|mended| mended.to > revision) {
        if let (Some(from), Some(to)) = (history.text(mended.from), history.text(mended.to)) {
            mend(&mut text, from, to);
        }
    }
    Some(text)
}

/// Applies the corrections between two revisions to another text with the same errors.
fn mend(text: &mut Register, from: &Register, to: &Register) {
    let mut to = to.clone();
    let corrected = prose(from, &mut to)
        .into_iter()
        .filter(|(_, was, is)| was != is);
    let corrected: BTreeMap<String, String> = corrected
        .map(|(field, _, is)| (field, is.clone()))
        .collect();
    if corrected.is_empty() {
        return;
    }
    for (field, was, own) in prose(from, text) {
        if let Some(is) = corrected.get(&field).filter(|_| own == was) {
            own.clone_from(is);
        }
    }
}

#[cfg(test)]
mod tests;
