//! Rebases local commits onto the upstream branch, one after the other.

use anyhow::Result;

use super::context::SyncContext;
use super::parts::{Carried, Parts, short};
use super::reapply::{Reapplied, reapply};
use super::renames::Renames;
use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::Context;
use crate::path::{HISTORY, POLICY, ROSTER, SIGNERS};
use crate::snapshot::Snapshot;
use crate::store::{CherryPick, Commit, LocalCommit, Merged, Version};

/// The result of a rebase.
#[derive(Debug)]
pub(crate) struct Rebased {
    /// The new tip of the branch.
    pub tip: Commit,
    /// How many local commits will be shared.
    pub count: usize,
    /// The pushes in order: each local commit with the one that is pushed for it. The roster and the policy are pushed
    /// before acts that are decided under them.
    pub pushes: Vec<(Commit, Commit)>,
    /// One line for each act that was recorded again.
    pub told: Vec<String>,
    /// The changes that the user has to confirm, a sentence each.
    pub doubts: Vec<String>,
    /// Files that become edits in the working tree, because their commit was left out.
    pub unsaved: Vec<(String, Vec<u8>)>,
    /// Whether the rebase leaves out or changes a local commit in a way that the user has to confirm.
    pub loses: bool,
}

impl Rebased {
    /// There are no local commits to share.
    pub(crate) fn nothing(tip: Commit) -> Rebased {
        let (told, doubts) = (Vec::new(), Vec::new());
        Rebased {
            tip,
            count: 0,
            pushes: Vec::new(),
            told,
            doubts,
            unsaved: Vec::new(),
            loses: false,
        }
    }

    /// The upstream branch has no commit, so all local commits are pushed unchanged.
    pub(crate) fn as_it_is(head: Commit, count: usize) -> Rebased {
        Rebased {
            count,
            pushes: vec![(head, head)],
            ..Rebased::nothing(head)
        }
    }

    /// The local commits are pushed unchanged.
    pub(crate) fn as_they_are(
        context: &Context,
        there: Commit,
        own: &[LocalCommit],
    ) -> Result<Rebased> {
        let mut steps = PushSteps::default();
        for own in own {
            let paths = context.store.changed_by(own)?.paths;
            // A commit on the other side of a merge cannot be pushed without the merge.
            let can_go = context.store.has_commit(own.commit, there);
            steps.add(own.commit, own.commit, can_go && is_governance(&paths));
        }
        let tip = own.last().map(|own| own.commit);
        let mut brought = tip.map_or_else(
            || Err(anyhow::anyhow!("there are no local commits")),
            |tip| Ok(Rebased::nothing(tip)),
        )?;
        brought.count = own.len();
        brought.pushes = steps.done();
        Ok(brought)
    }
}

/// Groups commits into pushes, each of which ends with a change to the roster or the policy.
#[derive(Debug, Default)]
struct PushSteps {
    steps: Vec<(Commit, Commit)>,
    is_cut: bool,
}

impl PushSteps {
    fn add(&mut self, old: Commit, new: Commit, governance: bool) {
        if !self.is_cut {
            self.steps.pop();
        }
        self.steps.push((old, new));
        self.is_cut = governance;
    }

    fn done(self) -> Vec<(Commit, Commit)> {
        self.steps
    }
}

fn is_governance(paths: &[String]) -> bool {
    paths
        .iter()
        .any(|path| path == POLICY || path == ROSTER || path.starts_with(HISTORY))
}

/// Rebases the local commits onto `there`. It writes objects, but moves no branch.
pub(super) fn rebase(context: &Context, there: Commit, own: &[LocalCommit]) -> Result<Rebased> {
    let (brought, steps, renames) = (
        Rebased::nothing(there),
        PushSteps::default(),
        Renames::default(),
    );
    let mut bringing = Bringing {
        context,
        there,
        brought,
        steps,
        renames,
    };
    for own in own {
        bringing.take(own)?;
    }
    let Bringing {
        mut brought, steps, ..
    } = bringing;
    brought.pushes = steps.done();
    Ok(brought)
}

struct Bringing<'a> {
    context: &'a Context,
    there: Commit,
    brought: Rebased,
    steps: PushSteps,
    renames: Renames,
}

impl Bringing<'_> {
    /// Rebases one commit.
    fn take(&mut self, own: &LocalCommit) -> Result<()> {
        if own.parents.len() > 1 {
            return self.pass_merge(own);
        }
        let store = &self.context.store;
        let parts = Parts::of(store.changed_by(own)?.paths);
        parts.only_add(self.context, own)?;
        if let Some(version) = self.taken_version(&parts)? {
            return self.leave_governance(own, &parts, &version);
        }
        let acts = parts.carried(self.context, own)?;
        let texts = parts.texts_beside(&acts);
        let merged = store.merge_files(own, &texts, Some(self.brought.tip))?;
        let draft = match &merged {
            Merged::Clean(files) => Some(*files),
            Merged::Conflict(_) => None,
        };
        let entered = self.enter_all(own, &acts, draft)?;
        match merged {
            // None of its acts is valid, so its text stays a draft in the working tree.
            merged if !entered.left.is_empty() && entered.files.is_empty() => {
                self.leave(own, &parts, entered, merged)
            }
            Merged::Conflict(torn) => Err(self.torn(own, &torn)?),
            Merged::Clean(files) => self.put(own, &parts, entered, files),
        }
    }

    /// Commits the files and the valid acts of a commit.
    fn put(
        &mut self,
        own: &LocalCommit,
        parts: &Parts,
        entered: AllEntered,
        files: Version,
    ) -> Result<()> {
        let store = &self.context.store;
        let AllEntered {
            files: mut more,
            subject,
            told,
            left,
            renames,
        } = entered;
        if parts.signers {
            more.extend(self.signers(files)?);
        }
        let stays = own.parents.first() == Some(&self.brought.tip);
        let commit = if stays && renames.is_empty() && left.is_empty() {
            own.commit
        } else {
            let (me, now) = (self.context.identity()?, self.context.env.now.time());
            store.cherry_pick(&CherryPick {
                parent: Some(self.brought.tip),
                files,
                more,
                message: renames.in_words(&match subject {
                    Some(subject) => retold(&own.message, &subject),
                    None => own.message.clone(),
                }),
                author: if renames.is_empty() {
                    (own.author.clone(), own.at)
                } else {
                    (me.clone(), now)
                },
                committer: (me, now),
            })?
        };
        self.brought.loses |= !left.is_empty();
        self.brought.doubts.extend(left);
        self.brought.told.extend(told);
        self.renames.join(renames);
        // A commit without changes to upstream is dropped.
        if store.version(commit)? != store.version(self.brought.tip)? {
            self.brought.count += 1;
            self.steps
                .add(own.commit, commit, is_governance(&parts.texts));
            self.brought.tip = commit;
        }
        Ok(())
    }

    /// Skips a merge, because the commits of both sides are rebased. Refuses a merge with its own changes.
    fn pass_merge(&self, own: &LocalCommit) -> Result<()> {
        if self.context.store.is_plain_merge(own)? {
            return Ok(());
        }
        reject!(
            "the merge {} has its own changes, which a rebase would lose\n  needs:  `git merge {}`, resolve the \
             conflicts in your editor, `git commit`, and `wr sync` again",
            short(own.commit),
            short(self.there)
        )
    }

    /// Applies the acts of a commit in order.
    fn enter_all(
        &mut self,
        own: &LocalCommit,
        acts: &[Carried],
        draft: Option<Version>,
    ) -> Result<AllEntered> {
        let mut all = AllEntered::default();
        let mut renames = self.renames.clone();
        for act in acts {
            let ctx = SyncContext {
                command: self.context,
                tip: self.brought.tip,
                there: self.there,
                with: &all.files,
                draft,
            };
            match reapply(&ctx, act, &renames)? {
                Reapplied::There => {}
                Reapplied::AsItIs(files) => all.files.extend(files),
                Reapplied::Anew {
                    subject,
                    files,
                    doubt,
                    renames: new,
                } => {
                    all.files.extend(files);
                    all.told.push(format!("recorded again: {subject}"));
                    // A commit with several acts keeps its subject.
                    all.subject = Some(subject).filter(|_| acts.len() == 1);
                    self.brought.loses |= doubt.is_some();
                    self.brought.doubts.extend(doubt);
                    renames.join(new.clone());
                    all.renames.join(new);
                }
                Reapplied::Left(why) => {
                    let subject = own.message.lines().next().unwrap_or_default();
                    all.left.push(format!(
                        "no longer valid and left out: {subject}\n  because: {}",
                        why.replace('\n', "\n  ")
                    ));
                }
            }
        }
        Ok(all)
    }

    /// Leaves a commit out. Its changes to people's texts stay in the working tree if they merge without conflict.
    fn leave(
        &mut self,
        own: &LocalCommit,
        parts: &Parts,
        entered: AllEntered,
        merged: Merged,
    ) -> Result<()> {
        self.brought.loses = true;
        self.brought.doubts.extend(entered.left);
        if let Merged::Clean(files) = merged {
            let texts: Vec<&str> = parts.texts.iter().map(String::as_str).collect();
            self.unsave(own, &texts, files)?;
        }
        Ok(())
    }

    fn unsave(&mut self, own: &LocalCommit, texts: &[&str], files: Version) -> Result<()> {
        if texts.is_empty() || own.parents.is_empty() {
            return Ok(());
        }
        let read = self.context.store.read_version(files, texts)?;
        let files = read
            .tree
            .files()
            .map(|file| (file.path().to_string(), file.bytes().to_vec()));
        self.brought.unsaved.extend(files);
        Ok(())
    }

    /// The first version of the roster or the policy in `parts` whose number is taken upstream.
    fn taken_version(&self, parts: &Parts) -> Result<Option<String>> {
        let is_there =
            |path: &&String| self.context.store.tree_id(self.brought.tip, path).is_some();
        Ok(parts.versions.iter().find(is_there).cloned())
    }

    fn leave_governance(&mut self, own: &LocalCommit, parts: &Parts, version: &str) -> Result<()> {
        let store = &self.context.store;
        let same = store.tree_id(own.commit, version) == store.tree_id(self.brought.tip, version);
        if same {
            return Ok(());
        }
        let name = if version.contains("/roster-") {
            "roster"
        } else {
            "policy"
        };
        let number = version
            .rsplit(['-', '/'])
            .next()
            .unwrap_or_default()
            .trim_end_matches(".yaml");
        let by = store.last_change(self.brought.tip, version)?;
        let by = by.map_or("another person".to_string(), |it| it.author.name);
        match store.merge_files(own, &parts.texts, Some(self.brought.tip))? {
            Merged::Conflict(torn) => return Err(self.torn(own, &torn)?),
            Merged::Clean(files) => {
                let texts: Vec<&str> = parts.texts.iter().map(String::as_str).collect();
                self.unsave(own, &texts, files)?;
            }
        }
        self.brought.loses = true;
        // A proposal that waits for consents does not change the file that people edit.
        let yours = match parts.texts.is_empty() {
            true => {
                "yours, which waited for consents, has to be written and saved again".to_string()
            }
            false => format!(
                "yours is merged with it in registers/{name}.yaml; save it with `wr save {name}`"
            ),
        };
        self.brought.doubts.push(format!(
            "version {number} of the {name} was saved by {by}; {yours}"
        ));
        Ok(())
    }

    /// The list of keys, derived from the rosters of the new commit.
    fn signers(&self, files: Version) -> Result<Option<(String, Vec<u8>)>> {
        let tree = self
            .context
            .store
            .read_version(files, &[POLICY, ROSTER, HISTORY])?
            .tree;
        let due = Snapshot::load(&tree).allowed_signers();
        Ok(due.map(|due| (SIGNERS.to_string(), due.into_bytes())))
    }

    /// The refusal of a text in which both sides changed the same lines: a person has to merge it.
    fn torn(&self, own: &LocalCommit, torn: &[String]) -> Result<anyhow::Error> {
        let path = torn.first().cloned().unwrap_or_default();
        let theirs = self.context.store.last_change(self.there, &path)?;
        let theirs = theirs.map_or("others".to_string(), |it| {
            format!("{} ({})", it.author.name, short(it.commit))
        });
        Ok(Rejected::Message(format!(
            "{theirs} and, in this clone, {} ({}) changed the same lines of {path}\n  see:    `git diff {} {} -- {path}`\n  \
             needs:  `git merge {}`, resolve the conflict in your editor, `git commit -a`, and `wr sync` again; \
             nothing was changed",
            own.author.name,
            short(own.commit),
            short(self.there),
            short(own.commit),
            short(self.there)
        ))
        .into())
    }
}

/// The outcome for the acts of one commit.
#[derive(Default)]
struct AllEntered {
    files: Vec<(String, Vec<u8>)>,
    subject: Option<String>,
    told: Vec<String>,
    left: Vec<String>,
    renames: Renames,
}

/// The message with a new first line.
fn retold(message: &str, subject: &str) -> String {
    let rest = message.split_once('\n').map_or("", |(_, rest)| rest);
    format!("{subject}\n{rest}")
}
