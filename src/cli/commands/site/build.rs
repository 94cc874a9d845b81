//! `wr site build`: the public site, made of a commit. A build that fails leaves the old site as it was; one that follows
//! another reads and writes only what changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::thread;

use anyhow::{Result, bail};
use clap::Args;

use super::folder::Folder;
use super::memory::{Memory, Of};
use crate::act::REQUESTS;
use crate::cli::app::context::{Context, Environment, Recorded};
use crate::cli::app::templates;
use crate::cli::app::ui;
use crate::date::Day;
use crate::id::Id;
use crate::policy::Policy;
use crate::render::{
    self, Audience, Before, DeadLink, Known, Made, Nothing, RuleEntry, Site, Sources, Templates,
};
use crate::snapshot::{HISTORY, POLICY, REGISTERS, ROSTER, SIGNERS, Snapshot, register_id};
use crate::source::Digest;

/// Write the site into a folder
#[derive(Debug, Args)]
pub struct Build {
    /// The folder; one that holds something else than a site of `wr` is never touched
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Make every page anew, also those that did not change
    #[arg(long)]
    all: bool,
}

/// How many dead links are told.
const TOLD: usize = 20;

impl Build {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let folder = Folder::at(&env.dir.join(&self.out))?;
        // What the last build left is read while git is asked.
        let (before, workshop) = thread::scope(|scope| {
            let before = scope.spawn(|| folder.memory().filter(|_| !self.all));
            let workshop = Workshop::of(context, env);
            (before.join().ok().flatten(), workshop)
        });
        let workshop = workshop?;
        let before = before.filter(|it| workshop.follows(it));
        let changed = before.map_or(Ok(None), |before| workshop.changed(before, &folder))?;
        let put = if changed.is_some() {
            Folder::update
        } else {
            Folder::replace
        };
        let site = changed.map_or_else(|| workshop.whole(), Ok)?;
        let (told, count) = (told(&site), site.paths.count());
        let Site {
            pages, known, made, ..
        } = site;
        let Workshop {
            edition,
            today,
            folders,
            ..
        } = workshop;
        let memory = Memory {
            of: Of {
                edition,
                day: today,
                folders,
                made,
            },
            known,
        };
        let written = put(&folder, pages, &memory)?;
        std::mem::forget(memory);
        let files = if written == count {
            format!("{count} files")
        } else {
            format!("{count} files, {written} of them written")
        };
        ui::out(format!("{}: {told}, {files}", self.out.display()));
        Ok(())
    }
}

/// What was made, in words.
fn told(site: &Site) -> String {
    let registers = if site.public == 1 {
        "register"
    } else {
        "registers"
    };
    let removed = if site.removed == 0 {
        String::new()
    } else {
        format!(", {} removed", site.removed)
    };
    let withheld = match site.withheld {
        0 => String::new(),
        withheld => format!(", {withheld} not in force and not shown"),
    };
    format!("{} {registers} published{removed}{withheld}", site.public)
}

/// What a site is made with.
struct Workshop {
    today: Day,
    context: Context,
    templates: Templates,
    rules: Vec<RuleEntry>,
    /// The registers' folders, with what tells that one is as it was.
    folders: BTreeMap<Id, String>,
    /// The digest of all that every page depends on.
    edition: Digest,
}

impl Workshop {
    fn of(context: Context, env: &Environment) -> Result<Workshop> {
        let overrides = templates::of_store(context.store.top())?;
        let entries = context
            .store
            .entries_in(context.some_head()?, REGISTERS.trim_end_matches('/'))?;
        Ok(Workshop {
            rules: super::rule_entries(),
            templates: overrides.pages()?,
            edition: edition(&entries, overrides.all()),
            folders: entries
                .into_iter()
                .filter_map(|(name, id)| Some((register_id(&name)?, id)))
                .collect(),
            today: env.site_day()?,
            context,
        })
    }

    /// Whether what a build left is of use. What will change is only known of days to come: a site of an earlier day is
    /// made anew.
    fn follows(&self, before: &Memory) -> bool {
        before.of.edition == self.edition && before.of.day <= self.today
    }

    /// The whole site.
    fn whole(&self) -> Result<Site> {
        let Recorded { tree, snapshot } = self.context.load_record()?;
        let site = self.make(&snapshot, Vec::new(), &Made::default(), &Nothing)?;
        refuse_dead_links(&site, snapshot.policy())?;
        // The process ends soon; taking every register apart before would only take time.
        std::mem::forget((snapshot, tree));
        Ok(site)
    }

    /// What has changed since a build; nothing where a page or a place on one has gone, which what is as it was may lead
    /// to.
    fn changed(&self, before: Memory, folder: &Folder) -> Result<Option<Site>> {
        let changed = before
            .changed(&self.folders, self.today)
            .into_iter()
            .collect();
        let public: Vec<Id> = before.public().cloned().collect();
        let Memory {
            of: Of { made, .. },
            known,
        } = before;
        // Whether all files are still there is asked meanwhile.
        let (has_all, site) = thread::scope(|scope| {
            let has_all = scope.spawn(|| folder.has_all(&public, &made));
            let site = self.after(changed, &public, &made, known, folder);
            (has_all.join().unwrap_or_default(), site)
        });
        if has_all { site } else { Ok(None) }
    }

    fn after(
        &self,
        mut changed: BTreeSet<Id>,
        public: &[Id],
        made: &Made,
        mut known: Vec<Known>,
        folder: &Folder,
    ) -> Result<Option<Site>> {
        loop {
            let snapshot = self.part(&changed)?;
            known.retain(|known| {
                self.folders.contains_key(&known.id) && !changed.contains(&known.id)
            });
            let site = self.make(&snapshot, known, made, folder)?;
            if !site.stale.is_empty() {
                changed.extend(site.stale);
                known = site.known;
                continue;
            }
            if !site.paths.have(public.iter(), made.pages.keys()) {
                return Ok(None);
            }
            let found = site.inspect(top(snapshot.policy()), folder);
            if found.has_lost {
                return Ok(None);
            }
            refuse(&found.dead)?;
            return Ok(Some(site));
        }
    }

    fn part(&self, changed: &BTreeSet<Id>) -> Result<Snapshot> {
        let requests = format!("{REGISTERS}{REQUESTS}/");
        let folders: Vec<String> = changed
            .iter()
            .map(|id| format!("{REGISTERS}{id}/"))
            .collect();
        let mut under = vec![POLICY, ROSTER, HISTORY, SIGNERS, &requests];
        under.extend(folders.iter().map(String::as_str));
        Ok(self.context.load_record_of(&under)?.snapshot)
    }

    fn make(
        &self,
        snapshot: &Snapshot,
        kept: Vec<Known>,
        made: &Made,
        before: &dyn Before,
    ) -> Result<Site> {
        let commit = self.context.some_head()?.to_string();
        Ok(render::site(Sources {
            snapshot,
            kept,
            made,
            before,
            templates: &self.templates,
            rules: &self.rules,
            today: self.today,
            audience: Audience::Public,
            commit: Some(&commit),
        })?)
    }
}

/// Refuses a whole site in which a link leads nowhere.
pub fn refuse_dead_links(site: &Site, policy: Option<&Policy>) -> Result<()> {
    refuse(&site.inspect(top(policy), &Nothing).dead)
}

/// The path of the site's top on its host.
fn top(policy: Option<&Policy>) -> &str {
    policy
        .and_then(|policy| policy.site.url.as_ref())
        .map_or("/", |url| url.top())
}

fn refuse(dead: &[DeadLink]) -> Result<()> {
    if dead.is_empty() {
        return Ok(());
    }
    let mut lines: Vec<String> = dead
        .iter()
        .take(TOLD)
        .map(|dead| format!("  {dead}"))
        .collect();
    if dead.len() > TOLD {
        lines.push(format!("  and {} more", dead.len() - TOLD));
    }
    bail!(
        "the site has dead links, so it was not written:\n{}",
        lines.join("\n")
    )
}

/// What every page depends on: this program, the templates, and all of these below `registers/` that is no register.
fn edition(entries: &[(String, String)], templates: &[(String, String)]) -> Digest {
    let mut all = vec![Environment::program()];
    for (name, text) in templates {
        all.push(format!("{name} {}", Digest::of(text.as_bytes())));
    }
    let others = entries
        .iter()
        .filter(|(name, _)| register_id(name).is_none());
    all.extend(others.map(|(name, id)| format!("{name} {id}")));
    Digest::of(all.join("\n").as_bytes())
}
