//! The reference of the rules of `wr check`, for authors of registers.

use serde::Serialize;

use super::context::SiteContext;
use super::rule_entry::RuleEntry;
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::NavSection;

const RULES: &str = "rules.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("rules.html"), built_in!("rule.html")];

#[derive(Debug, Serialize)]
struct RulesView<'a> {
    groups: Vec<RuleGroupView<'a>>,
}

#[derive(Debug, Serialize)]
struct RuleGroupView<'a> {
    name: &'static str,
    rules: Vec<&'a RuleEntry>,
}

#[derive(Debug, Serialize)]
struct RuleView<'a> {
    rule: &'a RuleEntry,
}

/// The list of rules, and a page for each rule.
pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let groups = groups(context.rules);
    let section = NavSection::About;
    let mut pages = vec![context.page(RULES, RULES, section, RulesView { groups })?];
    for rule in context.rules {
        let path = format!("rules/{}.html", rule.name);
        pages.push(context.page(&path, "rule.html", section, RuleView { rule })?);
    }
    Ok(pages)
}

/// The rules by group, in their given order.
fn groups(rules: &[RuleEntry]) -> Vec<RuleGroupView<'_>> {
    let mut groups: Vec<RuleGroupView<'_>> = Vec::new();
    for rule in rules {
        match groups.iter_mut().find(|group| group.name == rule.group) {
            Some(group) => group.rules.push(rule),
            None => groups.push(RuleGroupView {
                name: rule.group,
                rules: vec![rule],
            }),
        }
    }
    groups
}
