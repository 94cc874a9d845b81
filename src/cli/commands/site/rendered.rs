//! Renders the site of a store.

use anyhow::{Result, bail};

use crate::cli::app::context::{Context, Environment};
use crate::cli::app::{templates, ui};
use crate::render::{self, Audience, RuleEntry, Sources};
use crate::rules::{self, Rule};
use crate::snapshot::Snapshot;

/// The most dead links that an error lists.
const LISTED: usize = 20;

/// Renders the site of a snapshot of the store at `context`; fails if the site has dead links.
pub(super) fn render_site(
    context: &Context,
    env: &Environment,
    snapshot: &Snapshot,
    audience: Audience,
) -> Result<render::Site> {
    let templates = templates::of_store(context.store.top())?.pages()?;
    let rules: Vec<RuleEntry> = rules::ALL.iter().copied().map(rule_entry).collect();
    let commit = context.some_head()?.to_string();
    let site = render::site(Sources {
        snapshot,
        templates: &templates,
        rules: &rules,
        today: env.site_day()?,
        audience,
        commit: Some(&commit),
    })?;
    let settings = snapshot.policy().map(|policy| &policy.site);
    let url = settings.and_then(|settings| settings.url.as_ref());
    let contact = settings.and_then(|settings| Some(settings.contact.as_ref()?.href()));
    let mut dead = site.pages.dead_links(url.map_or("/", |url| url.top()));
    // The contact of the site is the only address that it shows.
    dead.retain(|dead| contact.as_ref() != Some(&dead.link));
    if dead.is_empty() {
        return Ok(site);
    }
    let listed = dead.iter().take(LISTED).map(|link| format!("\n  {link}"));
    let mut lines: String = listed.collect();
    if dead.len() > LISTED {
        lines += &format!("\n  and {} more", dead.len() - LISTED);
    }
    bail!("the site has dead links and was not written:{lines}")
}

fn rule_entry(rule: &Rule) -> RuleEntry {
    let Rule {
        name,
        severity,
        clause,
        summary,
        explanation,
        bad,
        good,
        ..
    } = *rule;
    RuleEntry {
        name,
        group: rule.group(),
        severity: severity.to_string(),
        clause,
        summary,
        explanation,
        // Bad examples contain invisible characters.
        bad: ui::visible(bad),
        good: ui::visible(good),
        can_be_silenced: rule.can_be_silenced(),
    }
}
