//! `wr site`: the public site.

mod build;
mod folder;
mod memory;
mod serve;

use anyhow::Result;
use clap::Subcommand;

use self::build::Build;
use self::serve::Serve;
use crate::cli::app::context::Environment;
use crate::cli::app::ui;
use crate::render::RuleEntry;
use crate::rules::{self, Rule};

/// Make the public site
#[derive(Debug, Subcommand)]
pub enum Site {
    /// Write the site into a folder: the registers, the partners, the domains, the milestones, the rules
    Build(Build),
    Serve(Serve),
}

impl Site {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        match self {
            Site::Build(build) => build.run(env),
            Site::Serve(serve) => serve.run(env),
        }
    }
}

/// What the site shows of the rules.
fn rule_entries() -> Vec<RuleEntry> {
    rules::ALL.iter().copied().map(rule_entry).collect()
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
        // Bad examples hold characters that nobody would see.
        bad: ui::visible(bad),
        good: ui::visible(good),
        can_be_silenced: rule.can_be_silenced(),
    }
}
