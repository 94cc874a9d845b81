//! Loads the difference between two versions of a store: a pull request, one commit, or the staged files.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail};

use crate::act::StoredAct;
use crate::cli::app::answer::reject;
use crate::cli::app::commits;
use crate::cli::app::context::{Context, no_store};
use crate::cli::app::judged::{MainLine, entering, joined};
use crate::date::Moment;
use crate::diagnostic::Findings;
use crate::id::Id;
use crate::judge::TOLERANCE;
use crate::path::{HISTORY, POLICY, REGISTERS, ROSTER, SIGNERS, StorePath, Subject, register_id};
use crate::rules::{self, ChangeSide, ProposedChange};
use crate::snapshot::{RequestFiles, Snapshot};
use crate::source::SourceFile;
use crate::store::{Changed, Commit, Read, Version};

/// A change on a branch, with the commits it is compared with.
pub(crate) struct Proposed {
    /// Both sides of the change, loaded.
    pub change: ProposedChange,
    /// The commit of the "before" side.
    pub base: Commit,
    /// The registers with changed files.
    pub touched: BTreeSet<Id>,
    /// The change requests with changed files.
    pub requests: BTreeSet<Id>,
    /// The changed paths among policy, roster and their versions.
    pub governance: Vec<String>,
    /// Whether `base` is the merge base, or the named commit because there is no merge base.
    pub fork: Fork,
    head: Commit,
    tip: Commit,
    /// The tip of the target branch, where it has moved since the base.
    there: Option<ChangeSide>,
}

impl Proposed {
    /// The findings of the rules and the judge on the change, and of the check of each commit against its parents.
    ///
    /// # Errors
    /// A commit is dated in the future, or git cannot read a commit.
    pub(crate) fn findings(&self, context: &Context) -> Result<Findings> {
        let found = rules::check_change(&self.change, context.env.today());
        let has_policy = |side: &ChangeSide| side.tree.get(POLICY).is_some();
        if !has_policy(&self.change.after) {
            return Ok(found);
        }
        not_later(context, &[self.tip], self.head)?;
        let there = self.there.as_ref().unwrap_or(&self.change.before);
        let acts: Vec<&StoredAct> = self.change.new_acts().map(|(_, stored)| stored).collect();
        let mut main = MainLine::before(context, self.tip, &acts)?;
        let new = self.change.after.tree.files().map(|file| file.path());
        let new = new
            .filter(|path| there.tree.get(path).is_none())
            .map(str::to_string);
        main.add(main.next(), new.collect::<Vec<_>>());
        let found = joined(
            found,
            entering(&main, &there.snapshot, &self.change.after.snapshot),
        );
        let commits = commits::walk(context, self.head, &[self.tip], &[])?;
        Ok(joined(found, commits.findings))
    }
}

/// Refuses commits dated in the future, because an act recorded after one would have an earlier date than it.
///
/// # Errors
/// `Rejected`, for the first such commit that is in the history of `tip` and not in that of `since`.
pub(crate) fn not_later(context: &Context, since: &[Commit], tip: Commit) -> Result<()> {
    let now = context.env.now;
    let later = context
        .store
        .dated_after(tip, since, now.plus_minutes(TOLERANCE).time())?;
    let Some((commit, at)) = later.first() else {
        return Ok(());
    };
    reject!(
        "{} is dated {}, later than now ({now})\n  needs:  a correct clock on the machine that made it, then \
         `git commit --amend --date=now`",
        context.store.told(*commit)?,
        Moment::new(*at)
    )
}

/// How the base of a change was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fork {
    /// It is the merge base.
    Common,
    /// This clone knows no common commit, so the base is the named commit.
    Unknown,
}

/// The change of HEAD since it left the branch `rev`.
///
/// # Errors
/// This clone does not have `rev`.
pub(crate) fn since(context: &Context, rev: &str) -> Result<Proposed> {
    let head = context.some_head()?;
    let store = &context.store;
    let Some(tip) = store.commit_named(rev)? else {
        bail!(
            "this clone has no commit `{rev}`; fetch it first: {}",
            fetch(context, rev)
        );
    };
    let (base, fork) = match store.fork_point(tip, head)? {
        Some(base) => (base, Fork::Common),
        None => (tip, Fork::Unknown),
    };
    between(context, base, tip, head, fork)
}

/// The change from `base` to `head`, judged against `tip`, the tip of the target branch.
pub(crate) fn between(
    context: &Context,
    base: Commit,
    tip: Commit,
    head: Commit,
    fork: Fork,
) -> Result<Proposed> {
    let store = &context.store;
    let (before, after) = (store.version(base)?, store.version(head)?);
    let changed = store.changed(Some(before), after, REGISTERS.trim_end_matches('/'))?;
    let mut change = load(context, Some(before), after, &changed)?;
    if [&change.before, &change.after]
        .iter()
        .all(|side| side.tree.get(POLICY).is_none())
    {
        return Err(no_store(store));
    }
    change.after.snapshot.changeable = changeable(context, Some(base), head)?;
    change.is_proposed = true;
    let (touched, governance) = parts(&changed);
    let requests = changed
        .paths
        .iter()
        .filter_map(|path| request(path))
        .collect();
    let there = if tip == base {
        None
    } else {
        Some(at_tip(context, tip, &touched, &governance)?)
    };
    Ok(Proposed {
        change,
        base,
        touched,
        requests,
        governance,
        fork,
        head,
        tip,
        there,
    })
}

/// The files whose bytes git may change by the attributes of `after`, if these differ from those of `before`.
pub(crate) fn changeable(
    context: &Context,
    before: Option<Commit>,
    after: Commit,
) -> Result<Vec<(String, Vec<String>)>> {
    let store = &context.store;
    let version = store.version(after)?;
    let before = before.map(|before| store.version(before)).transpose()?;
    if !store.attributes_differ(before, version)? {
        return Ok(Vec::new());
    }
    let files = store.read(after, &[REGISTERS])?.tree;
    Ok(store.changeable_in(version, files.files().map(|file| file.path()))?)
}

/// The touched registers at the tip of the target branch.
fn at_tip(
    context: &Context,
    tip: Commit,
    touched: &BTreeSet<Id>,
    governance: &[String],
) -> Result<ChangeSide> {
    let folders: Vec<String> = touched
        .iter()
        .map(|id| Subject::Register(id).prefix())
        .collect();
    let mut under = vec![POLICY, ROSTER, HISTORY, SIGNERS];
    under.extend(folders.iter().map(String::as_str));
    if !governance.is_empty() {
        under = vec![REGISTERS];
    }
    let version = context.store.version(tip)?;
    side(context, Some(version), context.store.read(tip, &under)?)
}

/// The change from one commit to the next; none when no file of a store differs.
pub(crate) fn step(
    context: &Context,
    before: Commit,
    after: Commit,
) -> Result<Option<ProposedChange>> {
    let store = &context.store;
    let (old, new) = (store.version(before)?, store.version(after)?);
    let changed = store.changed(Some(old), new, REGISTERS.trim_end_matches('/'))?;
    if changed == Changed::default() {
        return Ok(None);
    }
    let mut change = load(context, Some(old), new, &changed)?;
    change.is_proposed = true;
    Ok(Some(change))
}

/// The change from HEAD to the index; none when no file of a store is staged.
pub(crate) fn staged(context: &Context) -> Result<Option<ProposedChange>> {
    let store = &context.store;
    let before = context.head.map(|head| store.version(head)).transpose()?;
    let after = store.staged().context("the staged files cannot be read")?;
    let changed = store.changed(before, after, REGISTERS.trim_end_matches('/'))?;
    if changed.paths.is_empty() {
        return Ok(None);
    }
    let change = load(context, before, after, &changed)?;
    let is_store = |side: &ChangeSide| side.tree.get(POLICY).is_some();
    Ok(Some(change).filter(|change| is_store(&change.before) || is_store(&change.after)))
}

/// The command that fetches what `rev` seems to name. It has a full refspec, for clones of a single branch.
fn fetch(context: &Context, rev: &str) -> String {
    let name = rev.split(['~', '^', '@', ':']).next().unwrap_or(rev);
    let remotes = context.store.remotes();
    let under = |remote: &&String| {
        name.strip_prefix(remote.as_str())
            .is_some_and(|it| it.starts_with('/'))
    };
    if let Some(remote) = remotes.iter().find(under) {
        let branch = &name[remote.len() + 1..];
        return format!("`git fetch {remote} {branch}:refs/remotes/{remote}/{branch}`");
    }
    let remote = remotes.first().map_or("origin", String::as_str);
    if name.len() >= 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return format!("`git fetch {remote} {name}`");
    }
    format!("`git fetch {remote} {name}:refs/remotes/{remote}/{name}`, then use `{remote}/{name}`")
}

/// The registers and the governance files among the changed paths.
fn parts(changed: &Changed) -> (BTreeSet<Id>, Vec<String>) {
    let is_governance =
        |path: &&String| *path == POLICY || *path == ROSTER || path.starts_with(HISTORY);
    let governance = changed
        .paths
        .iter()
        .filter(is_governance)
        .cloned()
        .collect();
    (
        changed
            .paths
            .iter()
            .filter_map(|path| register(path))
            .collect(),
        governance,
    )
}

fn register(path: &str) -> Option<Id> {
    register_id(path.strip_prefix(REGISTERS)?.split_once('/')?.0)
}

fn request(path: &str) -> Option<Id> {
    match StorePath::of(path)?.subject()? {
        Subject::Request(id) => Some(id.clone()),
        Subject::Register(_) => None,
    }
}

/// The registers of these requests, because a request is judged by the acts of its register.
fn of_requests(
    context: &Context,
    versions: [Option<Version>; 2],
    requests: &BTreeSet<Id>,
) -> Result<BTreeSet<Id>> {
    let folders: Vec<String> = requests
        .iter()
        .map(|id| Subject::Request(id).prefix())
        .collect();
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let mut registers = BTreeSet::new();
    // An empty list of folders would read the whole store.
    for version in versions
        .into_iter()
        .flatten()
        .filter(|_| !folders.is_empty())
    {
        let snapshot = Snapshot::load(&context.store.read_version(version, &folders)?.tree);
        registers.extend(
            snapshot
                .requests
                .values()
                .flat_map(RequestFiles::registers)
                .cloned(),
        );
    }
    Ok(registers)
}

/// Loads the files of both versions that matter: all of them if policy or roster changed, because these decide on all
/// acts.
fn load(
    context: &Context,
    before: Option<Version>,
    after: Version,
    changed: &Changed,
) -> Result<ProposedChange> {
    let (mut registers, governance) = parts(changed);
    let requests: BTreeSet<Id> = changed
        .paths
        .iter()
        .filter_map(|path| request(path))
        .collect();
    registers.extend(of_requests(context, [before, Some(after)], &requests)?);
    let mut under = [POLICY, ROSTER, HISTORY, SIGNERS]
        .map(String::from)
        .to_vec();
    if governance.is_empty() {
        under.extend(registers.iter().map(|id| Subject::Register(id).prefix()));
        under.extend(requests.iter().map(|id| Subject::Request(id).prefix()));
        let alone = |path: &&String| register(path).is_none() && request(path).is_none();
        under.extend(changed.paths.iter().filter(alone).cloned());
    } else {
        under = vec![REGISTERS.to_string()];
    }
    let under: Vec<&str> = under.iter().map(String::as_str).collect();
    let read = |version| context.store.read_version(version, &under);
    let old = before.map(read).transpose()?.unwrap_or_default();
    let mut new = read(after)?;
    let known =
        |found: &(String, &'static str)| new.non_regular.iter().any(|(path, _)| *path == found.0);
    let more: Vec<_> = changed
        .non_regular
        .iter()
        .filter(|found| !known(found))
        .cloned()
        .collect();
    new.non_regular.extend(more);
    new.non_regular.sort();
    Ok(ProposedChange {
        before: side(context, before, old)?,
        after: side(context, Some(after), new)?,
        is_proposed: false,
    })
}

fn side(context: &Context, version: Option<Version>, read: Read) -> Result<ChangeSide> {
    let folders = |version| context.store.folders_in(version, REGISTERS);
    let all = || Ok(version.map(folders).transpose()?.unwrap_or_default());
    let mut snapshot = context.part(&read.tree, all)?;
    snapshot.non_regular = read.non_regular;
    Ok(ChangeSide {
        tree: read.tree,
        snapshot,
    })
}

/// Whether the change touches this file.
pub(crate) fn is_changed(change: &ProposedChange, path: &StorePath) -> bool {
    let path = path.to_string();
    let bytes = |side: &'_ ChangeSide| {
        side.tree
            .get(&path)
            .map(|file: &std::sync::Arc<SourceFile>| file.digest())
    };
    bytes(&change.before) != bytes(&change.after)
}
