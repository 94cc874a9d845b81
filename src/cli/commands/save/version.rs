//! Saves a new version of the roster or the policy under its number. It is in force once the roots have consented.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use super::kind::path_of;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, checked, policy, roster};
use crate::cli::app::signing;
use crate::governance::{Consent, Pending};
use crate::path::{HISTORY, SIGNATURE, SIGNERS, StorePath, VersionKind};
use crate::roster::{Person, Roster};
use crate::snapshot::{Document, Snapshot};
use crate::source::{SourceFile, Tree};
use crate::store::WriteLock;

/// The policy and the roster, before and after the commit.
pub(crate) struct Saving<'a> {
    pub(super) context: &'a Context,
    /// The committed files.
    pub(super) before: Tree,
    /// The files after the commit.
    pub(super) tree: Tree,
}

/// The outcome for the roster or the policy.
pub(crate) enum SaveOutcome {
    /// The version is already in force.
    Nothing,
    /// The new version is in force.
    InForce,
    /// The new version waits for consents; until then, its file has the version in force.
    Waits {
        /// The consents given and missing.
        pending: Box<Pending>,
        /// The same as a message.
        told: String,
        /// The file on disk.
        disk: Arc<SourceFile>,
        /// The version in force.
        in_force: Arc<SourceFile>,
    },
}

impl<'a> Saving<'a> {
    /// Reads the committed files.
    pub(crate) fn begin(context: &'a Context) -> Result<Saving<'a>> {
        let before = context.governance_files()?;
        Ok(Saving {
            context,
            tree: before.clone(),
            before,
        })
    }

    /// Saves these kinds as they are on disk. If the roster in force has roots, the new roster goes first, because it
    /// decides on the policy; otherwise the policy goes first, because consents to the roster name it.
    pub(crate) fn save(&mut self, kinds: &[VersionKind]) -> Result<Vec<SaveOutcome>> {
        self.is_sound(kinds)?;
        let is_rooted = checked(&self.tree).chain.is_rooted();
        let order = if is_rooted {
            [VersionKind::Roster, VersionKind::Policy]
        } else {
            [VersionKind::Policy, VersionKind::Roster]
        };
        let mut outcomes: Vec<SaveOutcome> = Vec::new();
        for kind in order.into_iter().filter(|kind| kinds.contains(kind)) {
            let outcome = self.one(kind)?;
            if outcomes.iter().any(SaveOutcome::waits) && !matches!(outcome, SaveOutcome::Nothing) {
                let why = "the roster waits for consents, and it decides on the policy\n  needs:  the roster alone \
                           first, and the policy once the roster is in force";
                return Err(Rejected::Message(why.to_string()).into());
            }
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    fn one(&mut self, kind: VersionKind) -> Result<SaveOutcome> {
        let file = self.context.on_disk(path_of(kind))?;
        let snapshot = checked(&self.tree);
        let same =
            |there: Option<&Arc<SourceFile>>| there.is_some_and(|it| it.bytes() == file.bytes());
        if same(snapshot.in_force(kind)) {
            // The file may be committed without its version, or with other bytes.
            if same(self.tree.get(path_of(kind))) {
                return Ok(SaveOutcome::Nothing);
            }
            self.tree.insert(file);
            return Ok(SaveOutcome::Nothing);
        }
        let numbered = snapshot.numbered(kind);
        let number = numbered.last().map_or(0, |(number, _)| *number) + 1;
        let pending = snapshot
            .chain
            .pending()
            .iter()
            .find(|it| it.digest == file.digest());
        if let Some(waiting) = pending.filter(|it| it.kind == kind && it.unfit.is_none()) {
            let why = format!(
                "this {kind} is already saved as version {} and waits for consents\n  needs:  `wr consent {kind}` by \
                 one of the roots",
                waiting.number
            );
            return Err(Rejected::Message(why).into());
        }
        self.is_forward(kind, &snapshot, &file)?;
        may_save(self.context, &snapshot)?;
        self.tree.insert(SourceFile::new(
            StorePath::Version(kind, number).to_string(),
            file.bytes(),
        ));
        let waiting = self.waiting(kind, &file);
        if let Some(waiting) = waiting {
            // The actor may have another id in the roster that decides: the first roster with roots decides on itself.
            let decides = deciding(&checked(&self.tree), &waiting)?;
            let consenting = self.context.actor(&decides).map(|person| person.id.clone());
            if let Some(by) = consenting.ok().filter(|by| waiting.open.contains(by)) {
                self.consent(&waiting, &by)?;
            }
        }
        match self.waiting(kind, &file) {
            None => {
                self.tree.insert(file);
                Ok(SaveOutcome::InForce)
            }
            Some(Pending {
                unfit: Some(unfit), ..
            }) => {
                let why = format!("this {kind} can never be in force: {unfit}");
                Err(Rejected::Message(why).into())
            }
            Some(pending) => {
                let in_force = snapshot
                    .in_force(kind)
                    .cloned()
                    .context("no version is in force")?;
                let told = told(&checked(&self.tree), &pending);
                Ok(SaveOutcome::Waits {
                    pending: Box::new(pending),
                    told,
                    disk: file,
                    in_force,
                })
            }
        }
    }

    /// The pending version with these bytes, after the commit.
    fn waiting(&self, kind: VersionKind, file: &SourceFile) -> Option<Pending> {
        let snapshot = checked(&self.tree);
        let mut pending = snapshot.chain.pending().iter();
        pending
            .find(|it| it.kind == kind && it.digest == file.digest())
            .cloned()
    }

    /// Adds a person's signed consent to a version.
    pub(crate) fn consent(&mut self, pending: &Pending, by: &crate::id::Id) -> Result<()> {
        let snapshot = checked(&self.tree);
        let policy = policy_in_force(&snapshot)?;
        let consent = Consent {
            format: Consent::FORMAT,
            store: policy.store.clone(),
            by: by.clone(),
            at: self.context.env.now,
            to: pending.kind,
            version: pending.number,
            digest: pending.digest,
            roster: snapshot.chain.in_force(VersionKind::Roster),
            policy: snapshot
                .chain
                .in_force(VersionKind::Policy)
                .context("no policy is in force")?,
        };
        let deciding = deciding(&snapshot, pending)?;
        let (namespace, message) = (
            consent.namespace(&policy.signing_domain),
            consent.to_bytes(),
        );
        let (_, signature) =
            signing::sign_as(self.context, &deciding, by, &namespace, &message)?
                .map_err(|why| Rejected::Message(format!("a consent must be signed: {why}")))?;
        let path = consent.path();
        self.tree
            .insert(SourceFile::new(format!("{path}{SIGNATURE}"), signature));
        self.tree.insert(SourceFile::new(path, message));
        Ok(())
    }

    /// Writes a version that is now in force to the file that people edit; returns a message about its state.
    pub(crate) fn settle(&mut self, pending: &Pending) -> String {
        let (kind, number) = (pending.kind, pending.number);
        let snapshot = checked(&self.tree);
        if let Some(file) = snapshot
            .in_force(kind)
            .filter(|file| file.digest() == pending.digest)
        {
            self.tree
                .insert(SourceFile::new(path_of(kind), file.bytes()));
            return format!("{kind} {number} is in force");
        }
        let mut left = snapshot.chain.pending().iter();
        let left = left.find(|it| it.digest == pending.digest && it.kind == kind);
        left.map_or(String::new(), |left| told(&snapshot, left))
    }

    /// The files to commit, with the list of keys for `ssh-keygen` if it changes.
    pub(crate) fn into_files(mut self, kinds: &[VersionKind]) -> Vec<(String, Vec<u8>)> {
        let signers = checked(&self.tree)
            .allowed_signers()
            .filter(|_| !kinds.is_empty());
        signers
            .into_iter()
            .for_each(|text| self.tree.insert(SourceFile::new(SIGNERS, text)));
        let is_new = |file: &&Arc<SourceFile>| {
            self.before
                .get(file.path())
                .is_none_or(|there| there.bytes() != file.bytes())
        };
        let new = self.tree.files().filter(is_new);
        let mut files: Vec<(String, Vec<u8>)> = new
            .map(|file| (file.path().to_string(), file.bytes().to_vec()))
            .collect();
        // First the files that people write, each with its versions; the list of keys last.
        let rank = |path: &str| {
            let of = |kind: &VersionKind| path.contains(kind.as_str());
            (
                kinds.iter().position(of).unwrap_or(kinds.len()),
                path.starts_with(HISTORY),
            )
        };
        files.sort_by_key(|(path, _)| rank(path));
        files
    }
}

impl SaveOutcome {
    /// Whether the version waits for consents.
    pub(crate) fn waits(&self) -> bool {
        matches!(self, SaveOutcome::Waits { .. })
    }

    /// Restores the version in force on disk; the proposal is kept under its number.
    pub(crate) fn set_aside(&self, context: &Context, lock: &WriteLock) -> Result<()> {
        if let SaveOutcome::Waits { disk, in_force, .. } = self {
            context
                .store
                .replace(lock, disk.path(), disk.bytes(), in_force.bytes())?;
        }
        Ok(())
    }

    /// The message about missing consents, if any.
    pub(crate) fn told(&self) -> Option<String> {
        match self {
            SaveOutcome::Nothing | SaveOutcome::InForce => None,
            SaveOutcome::Waits {
                pending,
                told,
                disk,
                ..
            } => Some(format!(
                "{told}\nuntil then {} does not change; the proposal is {}",
                disk.path(),
                StorePath::Version(pending.kind, pending.number)
            )),
        }
    }
}

/// The message that names who must still consent to a version.
pub(crate) fn told(snapshot: &Snapshot, pending: &Pending) -> String {
    let Pending {
        kind,
        number,
        given,
        open,
        threshold,
        ..
    } = pending;
    let roster = deciding(snapshot, pending).ok();
    let name = |id: &crate::id::Id| {
        roster
            .as_ref()
            .map_or_else(|| id.to_string(), |roster| roster.person_name(id))
    };
    let missing = (*threshold as usize).saturating_sub(given.len());
    let open: Vec<String> = open.iter().map(name).collect();
    format!(
        "{kind} {number} waits for {missing} more of its roots: `wr consent {kind}` by {}",
        open.join(" or ")
    )
}

/// The roster whose roots decide on a version: the one in force, or the first roster with roots.
pub(crate) fn deciding(snapshot: &Snapshot, pending: &Pending) -> Result<Roster> {
    let read = |file: &Arc<SourceFile>| Document::<Roster>::read(file).get().cloned();
    let in_force = snapshot
        .in_force(VersionKind::Roster)
        .and_then(read)
        .filter(|roster| roster.roots.is_some());
    let named = || {
        let version = snapshot
            .history
            .values()
            .find(|file| file.digest() == pending.digest);
        version
            .filter(|_| pending.kind == VersionKind::Roster)
            .and_then(read)
    };
    in_force.or_else(named).context("no roster names roots")
}

fn policy_in_force(snapshot: &Snapshot) -> Result<&crate::policy::Policy> {
    let digest = snapshot.chain.in_force(VersionKind::Policy);
    match digest.and_then(|digest| snapshot.policies.get(&digest)) {
        Some(found) => Ok(found),
        None => policy(snapshot),
    }
}

/// Refuses a person who is neither the VP of Alliances nor one of the roots.
pub(crate) fn may_save(context: &Context, saved: &Snapshot) -> Result<()> {
    let digest = saved.chain.in_force(VersionKind::Roster);
    let decides = match digest.and_then(|digest| saved.rosters.get(&digest)) {
        Some(found) => found,
        None => roster(saved)?,
    };
    let roots = decides
        .roots
        .as_ref()
        .map(|roots| roots.people.as_slice())
        .unwrap_or_default();
    let vp = decides.officers.vp_alliances.as_ref();
    // A new store has neither a VP nor roots, so everyone may save.
    if vp.is_none() && roots.is_empty() {
        return Ok(());
    }
    let actor: &Person = context.actor(decides)?;
    if vp == Some(&actor.id) || roots.contains(&actor.id) {
        return Ok(());
    }
    let mut who: Vec<String> = vp
        .map(|vp| format!("{} (VP of Alliances)", decides.person_name(vp)))
        .into_iter()
        .collect();
    who.extend(
        roots
            .iter()
            .filter(|root| Some(*root) != vp)
            .map(|root| decides.person_name(root)),
    );
    let why = format!(
        "{} is not authorized to change the roster or the policy\n  who:    {}",
        actor.name,
        who.join(", ")
    );
    Err(Rejected::Message(why).into())
}

/// Refuses to write a file that has uncommitted edits.
pub(crate) fn is_untouched(context: &Context, kind: VersionKind) -> Result<()> {
    let file = context.on_disk(path_of(kind))?;
    if context.is_committed(&file)? {
        return Ok(());
    }
    bail!(
        "{} has unsaved edits; save them or move them elsewhere, then try again",
        path_of(kind)
    )
}
