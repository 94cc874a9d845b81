//! The reference of rules on the public site: what `wr check` asks of a register, for those who write one.

use serde::Serialize;

use super::{Edition, Page, Section};
use crate::render::RenderError;
use crate::render::view::FrameView;

/// A rule, as the site shows it; the rules themselves are not known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleEntry {
    /// Its stable name.
    pub name: &'static str,
    /// What it looks at; rules of one group follow one another.
    pub group: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// Where it comes from, such as `DSP4003 5.2`.
    pub clause: &'static str,
    /// What it asks for, in one line.
    pub summary: &'static str,
    /// Why, in plain words.
    pub explanation: &'static str,
    /// What it finds.
    pub bad: String,
    /// The same as it should be.
    pub good: String,
    /// Whether a register may silence it, with a reason.
    pub can_be_silenced: bool,
}

/// Rules that look at the same.
#[derive(Debug, Serialize)]
struct GroupView<'a> {
    name: &'static str,
    rules: Vec<&'a RuleEntry>,
}

/// The list of all rules.
#[derive(Debug, Serialize)]
struct RulesView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    groups: Vec<GroupView<'a>>,
}

/// A rule's page.
#[derive(Debug, Serialize)]
struct RuleView<'a> {
    #[serde(flatten)]
    frame: FrameView<'static>,
    rule: &'a RuleEntry,
}

/// The list of the rules, and a page for each.
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

/// The rules by group, in the order in which groups and rules come first.
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
