//! Compares the rows of Table 1 by their AP identifiers; their order has no meaning.

use std::collections::BTreeSet;

use super::field::{Field, FieldChange, FieldDifference};
use super::prose::same_words;
use crate::id::Id;
use crate::register::{Holder, Standard};

pub(super) fn changes(old: &[Standard], new: &[Standard], owners: &[Id]) -> Vec<FieldDifference> {
    let ids: BTreeSet<&str> = old
        .iter()
        .chain(new)
        .map(|row| row.ap_id.as_str())
        .collect();
    let (mut changes, mut gone, mut come) = (Vec::new(), Vec::new(), Vec::new());
    for id in ids {
        let of = |rows: &'_ [Standard]| -> Vec<Standard> {
            rows.iter().filter(|row| row.ap_id == id).cloned().collect()
        };
        let (before, after) = (of(old), of(new));
        match (before.as_slice(), after.as_slice()) {
            ([], after) => come.extend(after.iter().cloned()),
            (before, []) => gone.extend(before.iter().cloned()),
            ([before], [after]) => changes.extend(between(before, after)),
            // Two rows with one identifier are an error that a rule reports; their differences are unknown.
            (before, after) if before != after => {
                changes.push(
                    FieldDifference::new(
                        Field::Row,
                        FieldChange::Changed,
                        format!("rows `{id}` changed"),
                    )
                    .about(id),
                );
            }
            _ => {}
        }
    }
    changes.extend(splits(old, &mut gone, &mut come));
    changes.extend(come.iter().map(|row| added(row, old, owners)));
    changes.extend(gone.iter().map(|row| whole(row, FieldChange::Removed)));
    changes
}

fn whole(row: &Standard, kind: FieldChange) -> FieldDifference {
    let what = format!("row `{}` {kind}: {}", row.ap_id, row.description);
    FieldDifference::new(Field::Row, kind, what).about(row.ap_id.as_str())
}

/// A row in a domain, or with a holder, that no row had before extends the scope (DSP4003 4). Like any other row it
/// concerns the committees with work in the milestones.
fn added(row: &Standard, old: &[Standard], owners: &[Id]) -> FieldDifference {
    let has_domain = old
        .iter()
        .any(|other| same_words(&other.domain, &row.domain));
    let known: BTreeSet<String> = old.iter().flat_map(holders).collect();
    let is_new = !has_domain || holders(row).iter().any(|name| !known.contains(name));
    let kind = if is_new {
        FieldChange::Extended
    } else {
        FieldChange::Added
    };
    FieldDifference {
        kind,
        ..whole(row, FieldChange::Added)
    }
    .of_committees(owners.iter().cloned())
}

/// The holders of a standard: of its IP policy, its ownership, its development, its maintenance.
fn holders(row: &Standard) -> Vec<String> {
    columns(row)
        .into_iter()
        .flat_map(|holder| holder.names())
        .map(|name| name.to_lowercase())
        .collect()
}

/// A group that single standards replace, which inherit columns 1 and 4 to 9; perhaps only a few at a time.
fn splits(
    old: &[Standard],
    gone: &mut Vec<Standard>,
    come: &mut Vec<Standard>,
) -> Vec<FieldDifference> {
    let mut changes = Vec::new();
    for group in old.iter().filter(|row| row.group) {
        let (heirs, others): (Vec<_>, Vec<_>) = std::mem::take(come)
            .into_iter()
            .partition(|row| inherits(row, group));
        *come = others;
        if heirs.is_empty() {
            continue;
        }
        gone.retain(|row| row != group);
        let names: Vec<String> = heirs.iter().map(|row| format!("`{}`", row.ap_id)).collect();
        let what = format!("group `{}` split into {}", group.ap_id, names.join(", "));
        changes.push(
            FieldDifference::new(Field::Row, FieldChange::Split, what).about(group.ap_id.as_str()),
        );
    }
    changes
}

fn inherits(row: &Standard, group: &Standard) -> bool {
    !row.group
        && singular(&row.kind) == singular(&group.kind)
        && same_words(&row.domain, &group.domain)
        && same_words(&row.lead, &group.lead)
        && columns(row) == columns(group)
        && row.development == group.development
}

fn columns(row: &Standard) -> [&Holder; 4] {
    [&row.ip_policy, &row.owner, &row.developer, &row.maintainer]
}

/// A type in the singular: `Profiles` is a group, `Profile` one standard.
fn singular(kind: &str) -> String {
    kind.trim().trim_end_matches('s').to_lowercase()
}

/// The differences of a row, one for each column.
fn between(before: &Standard, after: &Standard) -> Vec<FieldDifference> {
    let holder = |holder: &Holder| holder.names().join(" and ");
    let development = |row: &Standard| {
        row.development
            .map_or("not stated".to_string(), |d| d.to_string())
    };
    let group = |row: &Standard| if row.group { "a group" } else { "one standard" }.to_string();
    let columns = [
        ("type", before.kind.clone(), after.kind.clone()),
        (
            "description",
            before.description.clone(),
            after.description.clone(),
        ),
        ("domain", before.domain.clone(), after.domain.clone()),
        ("lead", before.lead.clone(), after.lead.clone()),
        (
            "IP policy",
            holder(&before.ip_policy),
            holder(&after.ip_policy),
        ),
        ("owner", holder(&before.owner), holder(&after.owner)),
        (
            "developer",
            holder(&before.developer),
            holder(&after.developer),
        ),
        (
            "maintainer",
            holder(&before.maintainer),
            holder(&after.maintainer),
        ),
        ("development", development(before), development(after)),
        ("represents", group(before), group(after)),
    ];
    let differ = columns
        .into_iter()
        .filter(|(_, old, new)| !same_words(old, new));
    let change = |(column, old, new): (&str, String, String)| {
        let what = format!("row `{}`: {column} {new}, was {old}", after.ap_id);
        FieldDifference::new(Field::Row, FieldChange::Changed, what)
            .about(format!("{} {column}", after.ap_id))
    };
    let mut changes: Vec<FieldDifference> = differ.map(change).collect();
    changes.extend(web(before, after));
    // A future field of a row that is not a column counts as a change as well.
    if changes.is_empty() && !same_but_for_words(before, after) {
        let what = format!("row `{}` changed", after.ap_id);
        changes.push(
            FieldDifference::new(Field::Row, FieldChange::Changed, what)
                .about(after.ap_id.as_str()),
        );
    }
    changes
}

/// A new address of a standard changes nothing that was agreed, like that of the register.
fn web(before: &Standard, after: &Standard) -> Option<FieldDifference> {
    if before.web == after.web {
        return None;
    }
    let shown = |row: &Standard| row.web.clone().unwrap_or("none".to_string());
    let what = format!(
        "row `{}`: web address {}, was {}",
        after.ap_id,
        shown(after),
        shown(before)
    );
    let change = FieldDifference::new(Field::Web, FieldChange::Changed, what);
    Some(change.about(format!("{} web address", after.ap_id)))
}

fn same_but_for_words(before: &Standard, after: &Standard) -> bool {
    let Standard {
        kind,
        description,
        domain,
        lead,
        ip_policy,
        owner,
        developer,
        maintainer,
        web,
        ..
    } = after.clone();
    Standard {
        kind,
        description,
        domain,
        lead,
        ip_policy,
        owner,
        developer,
        maintainer,
        web,
        ..before.clone()
    } == *after
}
