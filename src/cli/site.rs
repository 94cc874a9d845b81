//! `wr site build`: the public site, written as one: a build that fails leaves the old site as it was.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};

use super::context::{Context, Edits, Surroundings};
use super::{templates, ui};
use crate::render::{self, RuleEntry};
use crate::rules::{self, Rule};

/// Make the public site
#[derive(Debug, Subcommand)]
pub enum Site {
    /// Write the site into a folder: an index, a page for each register in force, and the rules
    Build(Build),
}

/// Write the site into a folder
#[derive(Debug, Args)]
pub struct Build {
    /// The folder, made anew; a folder that is not a site of `wr` is never touched
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
}

/// The file that marks a folder as a site that `wr` may replace.
const MARK: &str = ".wr-site";

impl Site {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        match self {
            Site::Build(build) => build.run(around),
        }
    }
}

impl Build {
    fn run(&self, around: &Surroundings) -> Result<()> {
        let context = Context::open(around)?;
        let out = around.dir.join(&self.out);
        may_replace(&out)?;
        let snapshot = context.whole(Edits::Texts)?;
        let templates = templates::of_store(context.store.top())?.pages()?;
        let rules: Vec<RuleEntry> = rules::ALL.iter().copied().map(rule_entry).collect();
        let site = render::site(&snapshot, &templates, &rules, around.today())?;
        let count = site.pages.len();
        replace(&out, site.pages.into_iter())?;
        let withheld = match site.withheld {
            0 => String::new(),
            withheld => format!(", {withheld} not in force and not shown"),
        };
        let former = match site.former {
            0 => String::new(),
            former => format!(", {former} former"),
        };
        let registers = if site.public == 1 { "register" } else { "registers" };
        ui::out(format!(
            "{}: {} {registers} published{former}{withheld}, {count} files",
            self.out.display(),
            site.public
        ));
        Ok(())
    }
}

/// What the site shows of a rule.
fn rule_entry(rule: &Rule) -> RuleEntry {
    let Rule { name, severity, clause, summary, explanation, bad, good, .. } = *rule;
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

/// Only an empty folder or a site of ours is replaced.
fn may_replace(out: &Path) -> Result<()> {
    if !out.exists() || out.join(MARK).exists() {
        return Ok(());
    }
    let mut entries = fs::read_dir(out).with_context(|| format!("{} is no folder", out.display()))?;
    if entries.next().is_some() {
        bail!("{} holds something else than a site; name an empty or a new folder", out.display());
    }
    Ok(())
}

/// Writes beside the folder, then puts the new one in the old one's place.
fn replace(out: &Path, pages: impl Iterator<Item = (String, Vec<u8>)>) -> Result<()> {
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = || format!("{} cannot be written", out.display());
    fs::create_dir_all(parent).with_context(failed)?;
    let fresh = tempfile::Builder::new().prefix(".wr-site-").tempdir_in(parent).with_context(failed)?;
    let site = fresh.path().join("site");
    fs::create_dir(&site).with_context(failed)?;
    fs::write(site.join(MARK), "made by `wr site build`, which may replace this folder\n")
        .with_context(failed)?;
    let mut last = PathBuf::new();
    for (path, bytes) in pages {
        let file = site.join(path);
        let folder = file.parent().unwrap_or(&site);
        if folder != last {
            fs::create_dir_all(folder).with_context(failed)?;
            last = folder.to_path_buf();
        }
        fs::write(&file, bytes).with_context(failed)?;
    }
    if out.exists() {
        fs::rename(out, fresh.path().join("old")).with_context(failed)?;
    }
    fs::rename(&site, out).with_context(failed)
}
