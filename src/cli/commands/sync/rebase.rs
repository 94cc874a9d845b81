//! Bringing the commits of this clone onto what others have, one after the other.

use anyhow::Result;

use super::parts::{Carried, Parts};
use super::reapply::{Reapplied, Renames, reapply};
use super::reissue::SyncContext;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, roster};
use crate::id::Id;
use crate::snapshot::{HISTORY, POLICY, ROSTER, SIGNERS, Snapshot};
use crate::store::{CherryPick, Commit, LocalCommit, Merged, Version};

/// What became of the commits that only this clone had.
#[derive(Debug)]
pub struct Rebased {
    /// Where the branch will be.
    pub tip: Commit,
    /// How many commits of this clone others will have.
    pub count: usize,
    /// What is pushed, in order: each commit here with the one that is pushed for it. Roster and policy go before
    /// what is decided under them.
    pub pushes: Vec<(Commit, Commit)>,
    /// What became of each act that is not as it was, a line each.
    pub told: Vec<String>,
    /// What is only done when the user says so, a sentence each.
    pub doubts: Vec<String>,
    /// Files that are left in the working tree as edits, because what saved them was left out.
    pub unsaved: Vec<(String, Vec<u8>)>,
    /// Whether something of this clone is not brought along as it was meant.
    pub loses: bool,
}

impl Rebased {
    /// There is nothing here that others lack.
    pub fn nothing(tip: Commit) -> Rebased {
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

    /// Nobody else has anything.
    pub fn as_it_is(head: Commit, count: usize) -> Rebased {
        Rebased {
            count,
            pushes: vec![(head, head)],
            ..Rebased::nothing(head)
        }
    }

    /// The commits go out as they are.
    pub fn as_they_are(context: &Context, there: Commit, own: &[LocalCommit]) -> Result<Rebased> {
        let mut steps = PushSteps::default();
        for own in own {
            let paths = context.store.changed_by(own)?.paths;
            // What was merged in beside what others have cannot be pushed without the merge.
            let can_go = context.store.has_commit(own.commit, there);
            steps.add(own.commit, own.commit, can_go && is_governance(&paths));
        }
        let tip = own.last().map(|own| own.commit);
        let mut brought = tip.map_or_else(
            || Err(anyhow::anyhow!("nothing is here")),
            |tip| Ok(Rebased::nothing(tip)),
        )?;
        brought.count = own.len();
        brought.pushes = steps.done();
        Ok(brought)
    }
}

/// Commits, cut after each that changes roster or policy.
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

/// Puts the commits of this clone onto the commit that others are at. Objects are written, and nothing else.
pub fn rebase(context: &Context, there: Commit, own: &[LocalCommit]) -> Result<Rebased> {
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
    /// Puts one commit onto those before it.
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
            // Nothing of it comes in, so its text stays what it is here: somebody's draft.
            merged if !entered.left.is_empty() && entered.files.is_empty() => {
                self.leave(own, &parts, entered, merged)
            }
            Merged::Conflict(torn) => Err(self.torn(own, &torn)?),
            Merged::Clean(files) => self.put(own, &parts, entered, files),
        }
    }

    /// Puts what comes in of a commit onto those before it.
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
        // What others have already brings nothing.
        if store.version(commit)? != store.version(self.brought.tip)? {
            self.brought.count += 1;
            self.steps
                .add(own.commit, commit, is_governance(&parts.texts));
            self.brought.tip = commit;
        }
        Ok(())
    }

    /// A merge only says what came together; what its sides brought is brought by itself.
    fn pass_merge(&self, own: &LocalCommit) -> Result<()> {
        if self.context.store.is_plain_merge(own)? {
            return Ok(());
        }
        Err(Rejected::Message(format!(
            "the merge {} has changes of its own, which would be lost here\n  needs:  `git merge {}`, put together in your \
             editor what both changed, `git commit`, and `wr sync` again",
            short(own.commit),
            short(self.there)
        ))
        .into())
    }

    /// Lets the acts of a commit in, one after the other.
    fn enter_all(
        &mut self,
        own: &LocalCommit,
        acts: &[Carried],
        draft: Option<Version>,
    ) -> Result<AllEntered> {
        let mut all = AllEntered::default();
        let mut renames = self.renames.clone();
        for act in acts {
            let (context, tip, there) = (self.context, self.brought.tip, self.there);
            let ctx = SyncContext {
                context,
                tip,
                there,
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
                    all.told.push(format!("decided again: {subject}"));
                    // A commit of several acts is told by its own words.
                    all.subject = Some(subject).filter(|_| acts.len() == 1);
                    self.brought.loses |= doubt.is_some();
                    self.brought.doubts.extend(doubt);
                    renames.join(new.clone());
                    all.renames.join(new);
                }
                Reapplied::Left(why) => {
                    let subject = own.message.lines().next().unwrap_or_default();
                    all.left.push(format!(
                        "what cannot come in any more is left out: {subject}\n  because: {}",
                        why.replace('\n', "\n  ")
                    ));
                }
            }
        }
        Ok(all)
    }

    /// Leaves a commit out. What it changed of people's texts stays in the working tree, if it can.
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

    /// A version of roster or policy whose number others have used up for another.
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
        let by = by.map_or("somebody else".to_string(), |it| it.author.name);
        match store.merge_files(own, &parts.texts, Some(self.brought.tip))? {
            Merged::Conflict(torn) => return Err(self.torn(own, &torn)?),
            Merged::Clean(files) => {
                let texts: Vec<&str> = parts.texts.iter().map(String::as_str).collect();
                self.unsave(own, &texts, files)?;
            }
        }
        self.brought.loses = true;
        // A proposal that waited for roots has left the file as it was.
        let yours = match parts.texts.is_empty() {
            true => "yours, which waited for consent, is to be made and saved anew".to_string(),
            false => format!(
                "yours is put together with it in registers/{name}.yaml, for `wr save {name}` to save it anew"
            ),
        };
        self.brought.doubts.push(format!(
            "version {number} of the {name} was saved by {by}; {yours}"
        ));
        Ok(())
    }

    /// The list of keys as the rosters say that will be there.
    fn signers(&self, files: Version) -> Result<Option<(String, Vec<u8>)>> {
        let tree = self
            .context
            .store
            .read_version(files, &[POLICY, ROSTER, HISTORY])?
            .tree;
        let due = Snapshot::load(&tree).allowed_signers();
        Ok(due.map(|due| (SIGNERS.to_string(), due.into_bytes())))
    }

    /// Both changed the same lines of a text: only people can put that together.
    fn torn(&self, own: &LocalCommit, torn: &[String]) -> Result<anyhow::Error> {
        let path = torn.first().cloned().unwrap_or_default();
        let theirs = self.context.store.last_change(self.there, &path)?;
        let theirs = theirs.map_or("others".to_string(), |it| {
            format!("{} ({})", it.author.name, short(it.commit))
        });
        Ok(Rejected::Message(format!(
            "{path} was changed in the same place by {theirs} and here, by {} ({})\n  see:    `git diff {} {} -- {path}`\n  \
             needs:  `git merge {}`, put both together in your editor, `git commit -a`, and `wr sync` again; nothing was \
             changed",
            own.author.name,
            short(own.commit),
            short(self.there),
            short(own.commit),
            short(self.there)
        ))
        .into())
    }
}

/// What became of the acts of one commit.
#[derive(Default)]
struct AllEntered {
    files: Vec<(String, Vec<u8>)>,
    subject: Option<String>,
    told: Vec<String>,
    left: Vec<String>,
    renames: Renames,
}

/// A message whose first line says what became of it.
fn retold(message: &str, subject: &str) -> String {
    let rest = message.split_once('\n').map_or("", |(_, rest)| rest);
    format!("{subject}\n{rest}")
}

/// The first digits of a commit's id.
pub fn short(commit: Commit) -> String {
    commit.to_string().chars().take(12).collect()
}

/// Who is at the keyboard, if the roster knows.
pub fn actor(context: &Context, snapshot: &Snapshot) -> Option<Id> {
    let roster = roster(snapshot).ok()?;
    context.actor(roster).ok().map(|person| person.id.clone())
}
