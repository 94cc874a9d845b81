//! What differs between two texts of a register, by meaning: layout and comments are no difference.

use std::collections::BTreeSet;

use super::{Milestone, Register};
use crate::id::Id;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which part of the text.
    pub part: Part,
    /// What it is, in words, for example `milestone m2: due 2027-Q1, was 2026-Q4`.
    pub what: String,
    /// The committees that own what was touched, before or after.
    pub committees: BTreeSet<Id>,
}

/// The parts of a register, as far as they are balloted differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A milestone, its owners or its date.
    Milestones,
    /// A row of Table 1.
    Standards,
    /// The scope.
    Scope,
    /// The parties and their work areas.
    Parties,
    /// Who has to approve.
    Committees,
    /// Any other field.
    Text,
}

/// All differences from `old` to `new`, in the order of the document. Empty when both say the same.
pub fn changes(old: &Register, new: &Register) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut compare = |part, field: &str, differs: bool| {
        if differs {
            changes.push(Change { part, what: format!("{field} changed"), committees: BTreeSet::new() });
        }
    };
    compare(Part::Text, "title", old.title != new.title);
    compare(Part::Text, "version", old.version != new.version);
    compare(Part::Text, "date initiated", old.initiated != new.initiated);
    compare(Part::Text, "addendum_to", old.addendum_to != new.addendum_to);
    compare(Part::Text, "subject", old.subject != new.subject);
    compare(Part::Text, "purpose", old.purpose != new.purpose);
    compare(Part::Parties, "partner", old.partner != new.partner);
    compare(Part::Parties, "home side", old.home != new.home);
    let committees = |r: &Register| (r.originating_committee.clone(), r.also_approves.clone());
    compare(Part::Committees, "approving committees", committees(old) != committees(new));
    compare(Part::Text, "justification", old.justification != new.justification);
    compare(Part::Scope, "scope", old.scope != new.scope);
    compare(Part::Text, "benefits", old.benefits != new.benefits);
    compare(Part::Text, "feedback terms", old.feedback_terms != new.feedback_terms);
    compare(Part::Text, "links", old.links != new.links);
    compare(Part::Text, "allowed findings", old.allow != new.allow);
    changes.extend(milestones(&old.milestones, &new.milestones));
    changes.extend(standards(old, new));
    changes
}

/// Milestones are the same when their id is; their order means nothing.
fn milestones(old: &[Milestone], new: &[Milestone]) -> Vec<Change> {
    let find = |list: &'_ [Milestone], id: &Id| list.iter().find(|m| m.id == *id).cloned();
    let ids: BTreeSet<&Id> = old.iter().chain(new).map(|milestone| &milestone.id).collect();
    let mut changes = Vec::new();
    for id in ids {
        let (before, after) = (find(old, id), find(new, id));
        if before == after {
            continue;
        }
        let what = match (&before, &after) {
            (None, _) => format!("milestone {id} added"),
            (_, None) => format!("milestone {id} dropped"),
            (Some(before), Some(after)) if before.due != after.due => {
                let date = |m: &Milestone| m.due.map_or("none".to_string(), |due| due.to_string());
                format!("milestone {id}: due {}, was {}", date(after), date(before))
            }
            (Some(_), Some(_)) => format!("milestone {id} changed"),
        };
        let committees = before.iter().chain(&after).flat_map(|m| m.committees.iter().cloned()).collect();
        changes.push(Change { part: Part::Milestones, what, committees });
    }
    changes
}

/// Rows are the same when their AP identifier is.
fn standards(old: &Register, new: &Register) -> Vec<Change> {
    let rows = |register: &Register| -> BTreeSet<String> {
        register.standards.iter().map(|standard| standard.ap_id.clone()).collect()
    };
    let mut changes = Vec::new();
    for ap_id in rows(old).union(&rows(new)) {
        let find = |register: &Register| -> Vec<_> {
            register.standards.iter().filter(|standard| standard.ap_id == *ap_id).cloned().collect()
        };
        let (before, after) = (find(old), find(new));
        let what = match (before.is_empty(), after.is_empty()) {
            _ if before == after => continue,
            (true, _) => "added",
            (_, true) => "removed",
            (false, false) => "changed",
        };
        let what = format!("Table 1 row `{ap_id}` {what}");
        changes.push(Change { part: Part::Standards, what, committees: BTreeSet::new() });
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_and_referred_to_is_text_like_any_other() {
        let text = |more: &str| -> Register {
            let json = format!(r#"{{"title": "T", "partner": {{"organisation": "xyz"}}{more}}}"#);
            serde_json::from_str(&json).unwrap()
        };
        for (more, what) in [
            (r#", "allow": [{"rule": "r", "because": "b"}]"#, "allowed findings changed"),
            (r#", "links": [{"title": "t", "href": "https://a.example"}]"#, "links changed"),
        ] {
            let found = changes(&text(""), &text(more));
            let found: Vec<_> = found.iter().map(|change| (change.part, change.what.as_str())).collect();
            assert_eq!(found, [(Part::Text, what)]);
        }
    }
}
