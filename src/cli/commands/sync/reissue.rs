//! Records an act again: the same action by the same person, decided on the upstream history and signed again.

use anyhow::{Context as _, Result};

use super::parts::Carried;
use super::reapply::{Renames, has_order};
use super::refresh::{counted, reopened, said};
use crate::act::{Act, Action, StoredAct, Subject, Submit, Vote};
use crate::ballot::tally::{Hand, next_place};
use crate::cli::app::acting::{decided, terms, whole};
use crate::cli::app::answer::Rejected;
use crate::cli::app::brought;
use crate::cli::app::context::{Context, policy, register_files, roster};
use crate::cli::app::signing::sign;
use crate::describe::describe;
use crate::governance::VersionKind;
use crate::process::approvals::demand;
use crate::process::{History, Replay, editorial, head, replay};
use crate::register::Register;
use crate::request;
use crate::roster::Roster;
use crate::rules;
use crate::snapshot::{Document, RegisterFiles, RequestFiles, SIGNATURE, Snapshot};
use crate::source::{SourceFile, Tree};
use crate::store::{Commit, Version};

/// The place at which sync applies an act.
pub(super) struct SyncContext<'a> {
    /// The command's environment and store.
    pub context: &'a Context,
    /// The commit that it follows.
    pub tip: Commit,
    /// The newest commit of the upstream branch.
    pub there: Commit,
    /// Files of earlier acts in the same commit.
    pub with: &'a [(String, Vec<u8>)],
    /// People's texts after the merge; none on a conflict.
    pub draft: Option<Version>,
}

/// An act that was recorded again.
pub(super) struct Reissued {
    /// The subject of the commit.
    pub subject: String,
    /// The files to commit: path and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// A change that the user has to confirm.
    pub doubt: Option<String>,
    /// The new names of what the act defines.
    pub renames: Renames,
}

impl SyncContext<'_> {
    /// The files that an act is judged by.
    pub(super) fn files(&self, act: &Act) -> Result<Tree> {
        self.files_with(act, &[])
    }

    /// The same files and `more`.
    pub(super) fn files_with(&self, act: &Act, more: &[(String, Vec<u8>)]) -> Result<Tree> {
        let mut tree = brought::files(self.context, self.tip, act.subject(), &act.register)?;
        for (path, bytes) in self.with.iter().chain(more) {
            tree.insert(SourceFile::new(path, bytes.as_slice()));
        }
        Ok(tree)
    }
}

/// Records an act again. `act` is the original act with new names in it.
///
/// # Errors
/// `Rejected`, if the process now refuses the act.
pub(super) fn reissue(
    ctx: &SyncContext<'_>,
    carried: &Carried,
    act: &Act,
    before: Tree,
) -> Result<Reissued> {
    let is_taken = carried
        .frozen
        .as_ref()
        .is_some_and(|(path, _)| before.get(path).is_some());
    let mut snapshot = ctx.context.alone(&before)?;
    let mut new = ReissuedAct {
        act: act.clone(),
        files: Vec::new(),
        doubt: None,
        renames: Renames::default(),
    };
    new.act.seen = ctx.there.to_string();
    new.act.at = ctx.context.env.now;
    let named = (
        snapshot.named(VersionKind::Roster),
        snapshot.named(VersionKind::Policy),
    );
    let (Some(roster_digest), Some(policy_digest)) = named else {
        return Err(Rejected::Message("the roster or the policy is missing".to_string()).into());
    };
    (new.act.roster, new.act.policy) = (roster_digest, policy_digest);
    match act.subject() {
        Subject::Register(id) => {
            snapshot
                .registers
                .entry(id.clone())
                .or_insert_with(|| RegisterFiles::empty(id.clone()));
            let frozen = {
                let history = brought::history(&snapshot, id)?;
                let replay = replay(&history);
                whole(
                    Subject::Register(id),
                    register_files(&snapshot, id)?.damage(),
                    &replay.missing,
                )?;
                if has_order(&new.act) {
                    new.act.after = replay.heads.clone();
                }
                let scene = ReissueContext {
                    ctx,
                    snapshot: &snapshot,
                    history: &history,
                    replay: &replay,
                    roster: roster(&snapshot)?,
                };
                new.adapt(&scene, carried)?;
                new.freeze(&scene, carried, is_taken)?
            };
            if let (Some((number, document)), Some(register_files)) =
                (frozen, snapshot.registers.get_mut(id))
            {
                register_files.revisions.insert(number, document);
            }
            let stored = new.act.clone().stored();
            decided(&snapshot, id, &stored)?;
            let stored = new.sign(ctx, &snapshot, stored)?;
            decided(&snapshot, id, &stored)?;
            new.done(carried, &stored, roster(&snapshot)?)
        }
        Subject::Request(id) => {
            snapshot
                .requests
                .entry(id.clone())
                .or_insert_with(|| RequestFiles::empty(id.clone()));
            let stored = {
                let request_files = snapshot
                    .requests
                    .get(id)
                    .context("the request was not loaded")?;
                let partnerships = snapshot.partnerships_of([&act.register]);
                let history = snapshot
                    .request_history(request_files, &partnerships)
                    .context("the policy cannot be read")?;
                let replay = request::replay(&history);
                whole(
                    Subject::Request(id),
                    request_files.damage(),
                    &replay.missing,
                )?;
                new.act.after = replay.heads.clone();
                let stored = new.act.clone().stored();
                request::apply(&replay.state, &stored, &history).map_err(Rejected::ByProcess)?;
                stored
            };
            let stored = new.sign(ctx, &snapshot, stored)?;
            head::signed(&stored, roster(&snapshot)?, policy(&snapshot)?)
                .map_err(Rejected::ByProcess)?;
            new.done(carried, &stored, roster(&snapshot)?)
        }
    }
}

/// The register at the new place of the act.
pub(super) struct ReissueContext<'a> {
    ctx: &'a SyncContext<'a>,
    pub(super) snapshot: &'a Snapshot,
    pub(super) history: &'a History<'a>,
    pub(super) replay: &'a Replay<'a>,
    pub(super) roster: &'a Roster,
}

impl<'a> ReissueContext<'a> {
    pub(super) fn context(&self) -> &'a Context {
        self.ctx.context
    }
}

struct ReissuedAct {
    act: Act,
    files: Vec<(String, Vec<u8>)>,
    doubt: Option<String>,
    renames: Renames,
}

impl ReissuedAct {
    /// Updates what the action says about earlier acts.
    fn adapt(&mut self, scene: &ReissueContext<'_>, carried: &Carried) -> Result<()> {
        if let Action::Vote(old) = &self.act.action {
            let new = self.voted(scene, old);
            if let Some(choice) = said(scene, old).filter(|_| new.prev != old.prev) {
                self.doubt = Some(format!(
                    "the seat `{}` meanwhile voted `{choice}` in {}; your `{}` replaces that vote",
                    old.seat, old.of, old.choice
                ));
            }
            self.act.action = Action::Vote(new);
        } else if let Action::Result(old) = &self.act.action {
            let new = counted(scene, old, &self.act.seen)?;
            if new.outcome != old.outcome {
                self.doubt = Some(format!(
                    "with the votes received meanwhile, {} ends `{}` instead of `{}`",
                    old.of, new.outcome, old.outcome
                ));
            }
            self.act.action = Action::Result(new);
        } else if let Action::Ballot(old) = &self.act.action {
            let new = reopened(scene, old, self.act.at)?;
            let before = &carried.stored.act;
            if let Action::Ballot(first) = &before.action {
                let (first, now) = (
                    first.name(before.revision.unwrap_or(0)),
                    new.name(self.act.revision.unwrap_or(0)),
                );
                self.renames.add(first, now);
            }
            self.act.action = Action::Ballot(new);
        }
        Ok(())
    }

    /// The vote as the next one of its seat.
    fn voted(&self, scene: &ReissueContext<'_>, vote: &Vote) -> Vote {
        let Some((opened, _)) = scene.history.count(&scene.replay.state, &vote.of) else {
            return vote.clone();
        };
        let hand = if self.act.recorded_by.is_some() {
            Hand::Chair
        } else {
            Hand::Voter
        };
        let votes = scene
            .history
            .votes
            .get(vote.of.as_str())
            .into_iter()
            .flatten()
            .copied();
        let (number, prev) = next_place(opened, votes, &vote.seat, hand);
        Vote {
            number,
            prev,
            ..vote.clone()
        }
    }

    /// The text that the act freezes. If its number is taken upstream, the text is merged with the upstream draft and
    /// gets the next number.
    fn freeze(
        &mut self,
        scene: &ReissueContext<'_>,
        carried: &Carried,
        is_taken: bool,
    ) -> Result<Option<(u32, Document<Register>)>> {
        let Some((path, bytes)) = &carried.frozen else {
            return Ok(None);
        };
        let id = &self.act.register;
        let number = self.act.revision.unwrap_or(0);
        let Action::Submit(submit) = &self.act.action else {
            if is_taken {
                let by = submitter(scene, number);
                return Err(Rejected::Message(format!(
                    "revision {number} was submitted by {by} meanwhile"
                ))
                .into());
            }
            self.files.push((path.clone(), bytes.clone()));
            return Ok(Some((
                number,
                Document::read(&SourceFile::new(path, bytes.as_slice())),
            )));
        };
        let (number, bytes) = match is_taken {
            false => (number, bytes.clone()),
            true => {
                let register_files = register_files(scene.snapshot, id)?;
                let last = register_files
                    .revisions
                    .keys()
                    .next_back()
                    .copied()
                    .unwrap_or(0);
                (
                    last.max(scene.replay.state.last_revision) + 1,
                    together(scene, id)?,
                )
            }
        };
        let path = format!("registers/{id}/revisions/{number}.yaml");
        let file = SourceFile::new(path.as_str(), bytes.as_slice());
        let document: Document<Register> = Document::read(&file);
        let submit = resubmitted(scene, submit, &document, is_taken)?;
        if is_taken {
            let taken = self.act.revision.unwrap_or(0);
            let replaces = match submit.withdraws {
                Some(theirs) => format!(", and replaces revision {theirs}"),
                None => String::new(),
            };
            self.doubt = Some(format!(
                "revision {taken} of `{id}` was submitted by {}; yours becomes {number}, with the changes of \
                 both{replaces}",
                submitter(scene, taken)
            ));
            self.renames
                .add(format!("revision {taken}"), format!("revision {number}"));
            if let Some(old) = self.act.digest {
                self.renames.number(id.as_str(), old.to_string(), number);
                self.renames.add(old.to_string(), file.digest().to_string());
            }
        }
        (self.act.revision, self.act.digest) = (Some(number), Some(file.digest()));
        self.act.action = Action::Submit(submit);
        self.files.push((path, bytes));
        Ok(Some((number, document)))
    }

    /// Signs the act, and adds the signature to the files.
    fn sign(
        &mut self,
        ctx: &SyncContext<'_>,
        snapshot: &Snapshot,
        stored: StoredAct,
    ) -> Result<StoredAct> {
        let (roster, policy, keys) = match stored.act.subject() {
            Subject::Register(id) => terms(snapshot, id, &stored)?,
            Subject::Request(_) => {
                let roster = roster(snapshot)?;
                (
                    roster,
                    policy(snapshot)?,
                    roster.keys_of(stored.act.recorder()).to_vec(),
                )
            }
        };
        let signed = sign(ctx.context, roster, &keys, policy, stored)?;
        let path = format!("{}{SIGNATURE}", signed.stored.path());
        self.files
            .extend(signed.signature.map(|bytes| (path, bytes)));
        Ok(signed.stored)
    }

    fn done(mut self, carried: &Carried, stored: &StoredAct, roster: &Roster) -> Result<Reissued> {
        let act = &stored.act;
        let (kind, by) = (act.action.kind(), roster.person_name(&act.by));
        let subject = format!(
            "{kind} {}: {by} {}",
            act.subject().id(),
            describe(stored, roster)
        )
        .replace('\n', " ");
        self.files.push((stored.path(), stored.act.to_bytes()));
        self.renames
            .add(carried.stored.digest.to_string(), stored.digest.to_string());
        Ok(Reissued {
            subject,
            files: self.files,
            doubt: self.doubt,
            renames: self.renames,
        })
    }
}

/// The draft, merged with the upstream draft.
fn together(scene: &ReissueContext<'_>, id: &crate::id::Id) -> Result<Vec<u8>> {
    let path = format!("registers/{id}/register.yaml");
    let draft = scene
        .ctx
        .draft
        .map(|draft| scene.ctx.context.store.read_version(draft, &[&path]))
        .transpose()?;
    let text = draft
        .as_ref()
        .and_then(|read| read.tree.get(&path))
        .map(|file| file.bytes().to_vec());
    text.ok_or_else(|| {
        Rejected::Message(format!(
            "others changed the same lines of {path}\n  needs:  both changes merged in your editor, then \
             `wr submit {id}`"
        ))
        .into()
    })
}

/// The submission with its classes, approvals and withdrawal determined again.
fn resubmitted(
    scene: &ReissueContext<'_>,
    submit: &Submit,
    document: &Document<Register>,
    is_taken: bool,
) -> Result<Submit> {
    let state = &scene.replay.state;
    let id = scene.history.id;
    let changed = RegisterFiles {
        text: Some(document.clone()),
        ..register_files(scene.snapshot, id)?.clone()
    };
    let findings = match submit.records {
        Some(_) => rules::records(scene.snapshot, &changed),
        None => rules::submission(scene.snapshot, &changed),
    };
    let Some(register) = document.get().filter(|_| !findings.has_errors()) else {
        let why = format!(
            "the text with the changes of both is not ready: {}",
            crate::report::summary(&findings)
        );
        return Err(Rejected::Message(why).into());
    };
    let demand = match submit.editorial {
        Some(_) => {
            editorial::demand(state, scene.history, register, scene.roster).unwrap_or_default()
        }
        None => demand(state, scene.history, register, scene.roster),
    };
    let under_way = state
        .under_way
        .as_ref()
        .filter(|under_way| under_way.rejected.is_none());
    let withdraws = under_way
        .filter(|_| is_taken || submit.withdraws.is_some())
        .map(|it| it.revision);
    Ok(Submit {
        class: demand.classes.into_iter().collect(),
        needs: demand.needs.into_iter().collect(),
        withdraws,
        ..submit.clone()
    })
}

fn submitter(scene: &ReissueContext<'_>, number: u32) -> String {
    let of = |stored: &&StoredAct| {
        stored.act.revision == Some(number) && matches!(stored.act.action, Action::Submit(_))
    };
    let by = scene
        .history
        .acts
        .iter()
        .copied()
        .find(|stored| of(stored))
        .map(|stored| stored.act.by.clone());
    by.map_or("another person".to_string(), |by| {
        scene.roster.person_name(&by)
    })
}
