//! The pages of stores that tests build act by act in memory.

mod building;
mod content;
mod history;
mod hostile;
mod overrides;
mod pictures;
mod requests;
mod search;
pub(super) mod store;
mod structure;

use self::store::Store;
use super::{Asked, Liaison, RuleEntry, Site, Sources, Templates, Which, liaison, site};
use crate::date::Day;
use crate::snapshot::Snapshot;

/// A store with one register in force, and its contacts.
fn established(policy: &str) -> Store {
    let mut grown = Store::with_policy(policy);
    let revision = grown.submitted("xyz", 1, store::FULL, None);
    grown.established("xyz", revision);
    grown.file("registers/xyz/contacts.yaml", store::CONTACTS);
    grown
}

fn today() -> Day {
    Day::of(2026, 11, 22)
}

fn built_in() -> Templates {
    Templates::new(&[]).unwrap()
}

fn site_of(snapshot: &Snapshot) -> Site {
    site(Sources::public(snapshot, &built_in(), &rules(), today())).unwrap()
}

/// Two rules in two groups.
fn rules() -> Vec<RuleEntry> {
    let rule = |name, group, severity: &str, can_be_silenced| RuleEntry {
        name,
        group,
        severity: severity.to_string(),
        clause: "DSP4003 1",
        summary: "nothing is left to be filled in",
        explanation: "It is overlooked.",
        bad: "scope: \"<insert text>\"".to_string(),
        good: "scope: Networks".to_string(),
        can_be_silenced,
    };
    vec![
        rule("first-rule", "What people write", "error", true),
        rule("second-rule", "The record", "note", false),
    ]
}

fn page(site: &Site, path: &str) -> String {
    let bytes = site
        .pages
        .get(path)
        .unwrap_or_else(|| panic!("no page {path}"));
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn html(snapshot: &Snapshot, id: &str, which: Which) -> String {
    super::html(
        snapshot,
        &snapshot.registers[id],
        which,
        &built_in(),
        today(),
    )
    .unwrap()
}

fn markdown(snapshot: &Snapshot, id: &str, which: Which) -> String {
    super::markdown(
        snapshot,
        &snapshot.registers[id],
        which,
        &built_in(),
        today(),
    )
    .unwrap()
}
