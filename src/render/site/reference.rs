//! The reference of the rules of `wr check`, for authors of registers.

use serde::Serialize;

use super::{Edition, Page, Section};
use crate::render::RenderError;
use crate::render::view::FrameView;

/// A rule for the reference; the caller takes it from the rules of `wr check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleEntry {
    /// The stable name, such as `milestone-due-missing`.
    pub name: &'static str,
    /// The group; rules of one group must be adjacent.
    pub group: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// The source of the rule, such as `DSP4003 5.2`.
    pub clause: &'static str,
    /// The requirement, in one line.
    pub summary: &'static str,
    /// The reason for the requirement.
    pub explanation: &'static str,
    /// An example with a finding.
    pub bad: String,
    /// The corrected example.
    pub good: String,
    /// Whether a register may suppress its findings, with a reason.
    pub can_be_silenced: bool,
}

#[derive(Debug, Serialize)]
struct GroupView<'a> {
    name: &'static str,
    rules: Vec<&'a RuleEntry>,
}

#[derive(Debug, Serialize)]
struct RulesView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    groups: Vec<GroupView<'a>>,
}

#[derive(Debug, Serialize)]
struct RuleView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    rule: &'a RuleEntry,
}

/// The list of rules, and a page for each rule.
pub(super) fn pages(edition: &Edition<'_>, rules: &[RuleEntry]) -> Result<Vec<Page>, RenderError> {
    const RULES: &str = "rules.html";
    let all = RulesView {
        frame: edition.frame(RULES, Section::Rules),
        groups: groups(rules),
    };
    let mut pages = vec![edition.page(RULES, RULES, &all)?];
    for rule in rules {
        let path = format!("rules/{}.html", rule.name);
        let view = RuleView {
            frame: edition.frame(&path, Section::Rules),
            rule,
        };
        pages.push(edition.page(&path, "rule.html", &view)?);
    }
    Ok(pages)
}

/// The rules by group, in their given order.
fn groups(rules: &[RuleEntry]) -> Vec<GroupView<'_>> {
    let mut groups: Vec<GroupView<'_>> = Vec::new();
    for rule in rules {
        match groups.iter_mut().find(|group| group.name == rule.group) {
            Some(group) => group.rules.push(rule),
            None => groups.push(GroupView {
                name: rule.group,
                rules: vec![rule],
            }),
        }
    }
    groups
}
