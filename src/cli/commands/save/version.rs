//! A new version of the roster or the policy: kept with its number, and in force once who decides has consented.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, checked, policy, roster};
use crate::cli::app::signing;
use crate::governance::{Consent, Pending, VersionKind};
use crate::roster::{Person, Roster};
use crate::snapshot::{Document, HISTORY, POLICY, ROSTER, SIGNATURE, SIGNERS, Snapshot};
use crate::source::{SourceFile, Tree};
use crate::store::WriteLock;

/// Policy and roster with all that is about to be committed of them.
pub struct Saving<'a> {
    pub(super) context: &'a Context,
    /// As committed.
    pub(super) before: Tree,
    /// As it will be.
    pub(super) tree: Tree,
}

/// What became of one kind.
pub enum SaveOutcome {
    /// It is saved already.
    Nothing,
    /// It is in force.
    InForce,
    /// It waits for others; until then its file says what is in force.
    Waits {
        /// Who is missing.
        pending: Box<Pending>,
        /// The same in words.
        told: String,
        /// What was on disk.
        disk: Arc<SourceFile>,
        /// What is in force.
        in_force: Arc<SourceFile>,
    },
}

/// Where people write it.
pub fn path_of(kind: VersionKind) -> &'static str {
    match kind {
        VersionKind::Roster => ROSTER,
        VersionKind::Policy => POLICY,
    }
}

impl<'a> Saving<'a> {
    /// Looks at what is committed.
    pub fn begin(context: &'a Context) -> Result<Saving<'a>> {
        let before = context.governance_files()?;
        Ok(Saving {
            context,
            tree: before.clone(),
            before,
        })
    }

    /// Saves these as they are on disk. A roster with roots decides on the policy that comes with it; one that has
    /// none yet names the policy that comes with it.
    pub fn save(&mut self, kinds: &[VersionKind]) -> Result<Vec<SaveOutcome>> {
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
                let why = "the roster waits for the consent of others, and decides on the policy\n  needs:  the roster alone first, and the policy when that is in force";
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
            // It may be committed without its version, or otherwise than it.
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
                "this {kind} is saved as version {} and waits for its roots\n  needs:  `wr consent {kind}` by one of them",
                waiting.number
            );
            return Err(Rejected::Message(why).into());
        }
        self.is_forward(kind, &snapshot, &file)?;
        may_save(self.context, &snapshot)?;
        self.tree.insert(SourceFile::new(
            format!("{HISTORY}{kind}-{number}.yaml"),
            file.bytes(),
        ));
        let waiting = self.waiting(kind, &file);
        if let Some(waiting) = waiting {
            // Whom git means may have another id in the roster that decides: the first one with roots is its own.
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
                let why = format!("this {kind} could never be in force: {unfit}");
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

    /// What a version waits for, among all that is to be committed.
    fn waiting(&self, kind: VersionKind, file: &SourceFile) -> Option<Pending> {
        let snapshot = checked(&self.tree);
        let mut pending = snapshot.chain.pending().iter();
        pending
            .find(|it| it.kind == kind && it.digest == file.digest())
            .cloned()
    }

    /// Adds somebody's signed consent to a version.
    pub fn consent(&mut self, pending: &Pending, by: &crate::id::Id) -> Result<()> {
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
                .map_err(|why| Rejected::Message(format!("a consent is signed, and {why}")))?;
        let path = format!(
            "{HISTORY}{}-{}/{}",
            pending.kind,
            pending.number,
            consent.file_name()
        );
        self.tree
            .insert(SourceFile::new(format!("{path}{SIGNATURE}"), signature));
        self.tree.insert(SourceFile::new(path, message));
        Ok(())
    }

    /// Makes a version that is in force now the one that people read, and says what became of it.
    pub fn settle(&mut self, pending: &Pending) -> String {
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

    /// Everything that is not committed yet, with the list of keys for `ssh-keygen` where it has to change.
    pub fn into_files(mut self, kinds: &[VersionKind]) -> Vec<(String, Vec<u8>)> {
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
        // What people write comes first, each with its versions; the list of keys last.
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
    /// Whether it waits for others.
    pub fn waits(&self) -> bool {
        matches!(self, SaveOutcome::Waits { .. })
    }

    /// Puts the version in force back on disk: the proposal is kept under its number.
    pub fn set_aside(&self, context: &Context, lock: &WriteLock) -> Result<()> {
        if let SaveOutcome::Waits { disk, in_force, .. } = self {
            context
                .store
                .replace(lock, disk.path(), disk.bytes(), in_force.bytes())?;
        }
        Ok(())
    }

    /// What others have to do now.
    pub fn told(&self) -> Option<String> {
        match self {
            SaveOutcome::Nothing | SaveOutcome::InForce => None,
            SaveOutcome::Waits {
                pending,
                told,
                disk,
                ..
            } => Some(format!(
                "{told}\nuntil then {} is as it was; the proposal is {HISTORY}{}-{}.yaml",
                disk.path(),
                pending.kind,
                pending.number
            )),
        }
    }
}

/// Who must still consent to a version, in words.
pub fn told(snapshot: &Snapshot, pending: &Pending) -> String {
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

/// The roster whose roots decide on a version: the one in force, or the first that names any.
pub fn deciding(snapshot: &Snapshot, pending: &Pending) -> Result<Roster> {
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
    in_force
        .or_else(named)
        .context("no roster names the roots who decide")
}

fn policy_in_force(snapshot: &Snapshot) -> Result<&crate::policy::Policy> {
    let digest = snapshot.chain.in_force(VersionKind::Policy);
    match digest.and_then(|digest| snapshot.policies.get(&digest)) {
        Some(found) => Ok(found),
        None => policy(snapshot),
    }
}

/// Who saves. Where there are roots, one of them or the VP of Alliances proposes; else the VP decides alone.
fn may_save(context: &Context, saved: &Snapshot) -> Result<()> {
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
    // While nobody is named, nobody can be asked.
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
        "{} may not change roster or policy\n  who:    {}",
        actor.name,
        who.join(", ")
    );
    Err(Rejected::Message(why).into())
}

/// Refuses while somebody edits the file that is about to be written.
pub fn is_untouched(context: &Context, kind: VersionKind) -> Result<()> {
    let file = context.on_disk(path_of(kind))?;
    if context.is_committed(&file)? {
        return Ok(());
    }
    bail!(
        "{} has changes that are not saved; put them aside, and try again",
        path_of(kind)
    )
}
