//! The pages of stores that tests build act by act in memory.

mod branding;
mod building;
mod content;
mod dates;
mod history;
mod hostile;
mod overrides;
mod pictures;
mod privacy;
mod register_page;
mod requests;
mod revisions;
mod search;
pub(super) mod store;
mod structure;

use self::store::Store;
use super::{
    Audience, LiaisonReport, LiaisonRequest, Paper, RuleEntry, Selector, Site, Sources, Templates,
    liaison, register_document, site,
};
use crate::date::Day;
use crate::snapshot::Snapshot;

/// A store with one register in force, and its contacts.
pub(super) fn established(policy: &str) -> Store {
    let mut grown = Store::with_policy(policy);
    let revision = grown.submitted("xyz", 1, store::FULL, None);
    grown.established("xyz", revision);
    grown.file("registers/xyz/contacts.yaml", store::CONTACTS);
    grown
}

pub(super) fn today() -> Day {
    Day::of(2026, 11, 22)
}

pub(super) fn built_in() -> Templates {
    Templates::new(&[]).unwrap()
}

/// The input of the public site.
fn public_sources<'a>(
    snapshot: &'a Snapshot,
    templates: &'a Templates,
    rules: &'a [RuleEntry],
    today: Day,
) -> Sources<'a> {
    Sources {
        snapshot,
        templates,
        rules,
        today,
        audience: Audience::Public,
        commit: None,
    }
}

fn site_of(snapshot: &Snapshot) -> Site {
    site(public_sources(snapshot, &built_in(), &rules(), today())).unwrap()
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

/// The document of a text as HTML.
fn html(snapshot: &Snapshot, id: &str, selector: Selector) -> String {
    let document =
        register_document(snapshot, &snapshot.registers[id], selector, None, today()).unwrap();
    document.html(Paper::Letter, &built_in()).unwrap()
}

fn markdown(snapshot: &Snapshot, id: &str, selector: Selector) -> String {
    super::markdown(
        snapshot,
        &snapshot.registers[id],
        selector,
        &built_in(),
        today(),
    )
    .unwrap()
}
