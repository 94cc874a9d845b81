//! Records an act again: the same action by the same person, decided on the upstream history and signed again.

use anyhow::Result;

use super::context::{ReissueContext, SyncContext};
use super::parts::Carried;
use super::refresh::{counted, reopened, said};
use super::renames::Renames;
use crate::act::{Act, Action, StoredAct, Submit, Vote};
use crate::ballot::tally::{Hand, next_place};
use crate::cli::app::acting::{ActSubject, check_damage, decide};
use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::signing::sign;
use crate::describe::describe;
use crate::path::{SIGNATURE, StorePath, Subject, VersionKind};
use crate::process::approvals::demand;
use crate::process::editorial;
use crate::register::Register;
use crate::roster::Roster;
use crate::rules;
use crate::snapshot::{Document, RegisterFiles, Snapshot};
use crate::source::{SourceFile, Tree};

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
    let mut snapshot = ctx.command.alone(&before)?;
    let mut new = ReissuedAct::begin(ctx, &snapshot, act)?;
    let now = new.act.at;
    match act.subject() {
        Subject::Register(id) => {
            snapshot.ensure_register(id);
            let register = snapshot.register_context(id, now)?;
            check_damage(&register)?;
            if new.act.action.names_acts() {
                new.act.after = register.replay.heads.clone();
            }
            let mut scene = ReissueContext {
                sync: ctx,
                snapshot: &snapshot,
                register,
            };
            new.adapt(&scene, carried)?;
            let frozen = new.freeze(&scene, carried, is_taken)?;
            if let Some((number, document)) = &frozen {
                scene.register = scene.register.with_revision(*number, document);
            }
            new.finish(ctx, carried, &scene.register)
        }
        Subject::Request(id) => {
            snapshot.ensure_request(id);
            let partnerships = snapshot.partnerships_of([&act.register]);
            let request = snapshot.request_context(id, &partnerships, now)?;
            check_damage(&request)?;
            new.act.after = request.replay.heads.clone();
            new.finish(ctx, carried, &request)
        }
    }
}

struct ReissuedAct {
    act: Act,
    files: Vec<(String, Vec<u8>)>,
    doubt: Option<String>,
    renames: Renames,
}

impl ReissuedAct {
    /// The act with the time, the commit and the versions of this run.
    fn begin(ctx: &SyncContext<'_>, snapshot: &Snapshot, act: &Act) -> Result<ReissuedAct> {
        let named = (
            snapshot.named(VersionKind::Roster),
            snapshot.named(VersionKind::Policy),
        );
        let (Some(roster), Some(policy)) = named else {
            reject!("the roster or the policy is missing");
        };
        Ok(ReissuedAct {
            act: Act {
                seen: ctx.there.to_string(),
                at: ctx.command.env.now,
                roster,
                policy,
                ..act.clone()
            },
            files: Vec::new(),
            doubt: None,
            renames: Renames::default(),
        })
    }

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
        let Some((opened, _)) = scene
            .register
            .history
            .count(&scene.register.replay.state, &vote.of)
        else {
            return vote.clone();
        };
        let hand = if self.act.recorded_by.is_some() {
            Hand::Chair
        } else {
            Hand::Voter
        };
        let votes = scene
            .register
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
                reject!("revision {number} was submitted by {by} meanwhile");
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
                let last = scene
                    .register
                    .files
                    .revisions
                    .keys()
                    .next_back()
                    .copied()
                    .unwrap_or(0);
                (
                    last.max(scene.register.replay.state.last_revision) + 1,
                    together(scene, id)?,
                )
            }
        };
        let path = StorePath::Revision(id.clone(), number).to_string();
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

    /// Decides on the act, signs it, and decides on it again, as every reader will do.
    fn finish<'a>(
        mut self,
        ctx: &SyncContext<'_>,
        carried: &Carried,
        subject: &impl ActSubject<'a>,
    ) -> Result<Reissued> {
        let stored = self.act.clone().stored();
        decide(subject, &stored)?;
        let terms = subject.signing_terms(&stored)?;
        let signed = sign(ctx.command, terms.roster, &terms.keys, terms.policy, stored)?;
        decide(subject, &signed.stored)?;
        let path = format!("{}{SIGNATURE}", signed.stored.path());
        self.files
            .extend(signed.signature.map(|bytes| (path, bytes)));
        self.done(carried, &signed.stored, subject.roster())
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
    let path = StorePath::Text(id.clone()).to_string();
    let draft = scene
        .sync
        .draft
        .map(|draft| scene.sync.command.store.read_version(draft, &[&path]))
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
    let state = &scene.register.replay.state;
    let changed = RegisterFiles {
        text: Some(document.clone()),
        ..scene.register.files.clone()
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
        Some(_) => editorial::demand(
            state,
            &scene.register.history,
            register,
            scene.register.roster,
        )
        .unwrap_or_default(),
        None => demand(
            state,
            &scene.register.history,
            register,
            scene.register.roster,
        ),
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
        .register
        .history
        .acts
        .iter()
        .copied()
        .find(|stored| of(stored))
        .map(|stored| stored.act.by.clone());
    by.map_or("another person".to_string(), |by| {
        scene.register.roster.person_name(&by)
    })
}
