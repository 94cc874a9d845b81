//! `wr import-act`: imports mailed acts into the store. Importing needs no authority and gives none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::act::{Accept, Action, StoredAct, canonical, recorded_by};
use crate::cli::app::acting::{again, check_damage, check_versions, refused_words};
use crate::cli::app::answer::Rejected;
use crate::cli::app::brought::{Arrival, Verdict, files};
use crate::cli::app::context::{Context, Environment, roster};
use crate::cli::app::judged::MainLine;
use crate::cli::app::share::ShareOption;
use crate::cli::app::ui;
use crate::describe::describe;
use crate::id::Id;
use crate::path::{SIGNATURE, StorePath, Subject};
use crate::snapshot::Snapshot;
use crate::source::{SourceFile, Tree};
use crate::store::{CommitError, NewCommit};
use crate::yaml;

/// Import mailed acts into the store, all of them or none
///
/// Imports what `--out` wrote: votes, feedback, commitments of working groups, and the partner's answers. Anyone may import:
/// each act keeps its author, and is judged by its author's authority.
#[derive(Debug, Args)]
pub(crate) struct ImportActCommand {
    /// The acts; the signature of each is next to it, with the suffix `.sig`, and may be named instead
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print what would be imported, without importing it
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    sharing: ShareOption,
}

/// A mailed act, with its files in the store.
struct Mailed {
    name: String,
    stored: StoredAct,
    act: Arc<SourceFile>,
    signature: Option<Arc<SourceFile>>,
}

impl ImportActCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let mailed = self.mailed(env)?;
        again(|| self.attempt(env, &mailed))
    }

    /// Reads the named acts, each once, in the order of their paths in the store.
    fn mailed(&self, env: &Environment) -> Result<Vec<Mailed>> {
        let named: BTreeSet<PathBuf> = self.files.iter().map(|path| act_of(path)).collect();
        let mut mailed: BTreeMap<String, Mailed> = BTreeMap::new();
        for path in named {
            let one = read(env, &path)?;
            mailed.insert(one.stored.path(), one);
        }
        Ok(mailed.into_values().collect())
    }

    fn attempt(&self, env: &Environment, mailed: &[Mailed]) -> Result<Option<String>> {
        let mut context = Context::open(env)?;
        let lock = (!self.dry_run).then(|| context.begin_write()).transpose()?;
        let head = context.some_head()?;
        let governance = context.governance()?;
        check_versions(&governance)?;
        let acts: Vec<&StoredAct> = mailed.iter().map(|one| &one.stored).collect();
        let main = MainLine::before(&context, head, &acts)?;
        let registers: BTreeSet<&Id> = mailed.iter().map(|one| &one.stored.act.register).collect();
        for one in mailed {
            is_of(&governance, one)?;
        }
        for id in registers {
            // Fails for an unknown register, and lists the known ones.
            context.register_files(id)?;
            let old = files(&context, head, Subject::Register(id), id)?;
            judge(&context, id, &old, mailed, &main)?;
        }
        let names = roster(&governance)?;
        let lines: Vec<String> = mailed.iter().map(|one| one.line(names)).collect();
        let Some(lock) = lock else {
            return Ok(Some(format!("would import:\n  {}", lines.join("\n  "))));
        };
        match context
            .store
            .commit(&lock, &change(&context, mailed, &lines)?, Some(head))
        {
            Ok(committed) => {
                if let Some(why) = committed.behind {
                    ui::err(format!(
                        "warning: recorded, but the working tree could not follow: {why}"
                    ));
                }
                Ok(Some(lines.join("\n")))
            }
            Err(CommitError::Moved) => Ok(None),
            Err(CommitError::Store(why)) => Err(why.into()),
        }
    }
}

impl Mailed {
    /// The line that describes the act in the commit message and the output.
    fn line(&self, roster: &crate::roster::Roster) -> String {
        let act = &self.stored.act;
        let recorded = act.recorded_by.as_ref().map_or(String::new(), |by| {
            let name = roster.person_name(by);
            format!(" ({})", recorded_by(act.evidence.as_deref(), &name))
        });
        let (kind, by) = (act.action.kind(), roster.person_name(&act.by));
        ui::visible(format!(
            "import {kind} {}: {by}{recorded} {}",
            act.register,
            describe(&self.stored, roster)
        ))
        .replace('\n', " ")
    }

    fn refuse(&self, why: impl std::fmt::Display) -> anyhow::Error {
        Rejected::Message(format!("{}: {why}", self.name)).into()
    }
}

/// The path of the act to import; for a signature, the act next to it.
fn act_of(path: &Path) -> PathBuf {
    let text = path.to_string_lossy();
    text.strip_suffix(SIGNATURE)
        .map_or_else(|| path.to_path_buf(), PathBuf::from)
}

/// Reads a mailed act, with its signature.
fn read(env: &Environment, path: &Path) -> Result<Mailed> {
    let name = path.display().to_string();
    let bytes = bytes_of(&env.dir.join(path))?.with_context(|| format!("{name} does not exist"))?;
    let found = canonical::read(&SourceFile::new(name.as_str(), bytes.as_slice()));
    let act = found.map_err(|why| {
        Rejected::Message(format!(
            "{name} is not an act as `wr` wrote it: {}\n  needs:  the unchanged file; mail it as an attachment, since \
             mail programs change the text of a message",
            why.message
        ))
    })?;
    let sealed = format!("{}{SIGNATURE}", path.display());
    let signature = bytes_of(&env.dir.join(&sealed))?;
    let place = act.clone().stored().path();
    // Reading the store with these files in it verifies the signature.
    let mailed = Mailed {
        name,
        stored: act.stored(),
        act: SourceFile::new(place.as_str(), bytes),
        signature: signature.map(|bytes| SourceFile::new(format!("{place}{SIGNATURE}"), bytes)),
    };
    is_mailable(&mailed)?;
    Ok(mailed)
}

/// The bytes of a file within the size limit of a store; `None` if the file does not exist.
fn bytes_of(path: &Path) -> Result<Option<Vec<u8>>> {
    let Ok(metadata) = fs::metadata(path) else {
        return Ok(None);
    };
    if metadata.len() > yaml::LIMIT as u64 {
        bail!("{} is larger than a file of a store may be", path.display());
    }
    fs::read(path)
        .map(Some)
        .with_context(|| format!("{} cannot be read", path.display()))
}

/// Only statements of one person can be mailed. Freezing a text, opening or counting a ballot, and other record keeping
/// need the whole record.
fn is_mailable(mailed: &Mailed) -> Result<()> {
    let action = &mailed.stored.act.action;
    let is_said = matches!(
        action,
        Action::Vote(_)
            | Action::Feedback(_)
            | Action::Commitment(_)
            | Action::Decline(_)
            | Action::Accept(Accept { changed: None, .. })
    );
    let place = StorePath::of(mailed.act.path());
    let fits = place.as_ref().and_then(StorePath::subject) == Some(mailed.stored.act.subject());
    if is_said && fits && matches!(mailed.stored.act.subject(), Subject::Register(_)) {
        return match refused_words(action) {
            None => Ok(()),
            Some(why) => Err(mailed.refuse(format!(
                "{why}\n  needs:  the act recorded again by its author, with a role in place of the address"
            ))),
        };
    }
    Err(mailed.refuse(format!(
        "an act of kind `{}` cannot be imported\n  needs:  a vote, feedback, a commitment, or the partner's answer without \
         changes",
        action.kind()
    )))
}

/// Refuses an act of another store, before its register is reported as unknown.
fn is_of(governance: &Snapshot, mailed: &Mailed) -> Result<()> {
    let store = governance.policy().map(|policy| &policy.store);
    if store == Some(&mailed.stored.act.store) {
        return Ok(());
    }
    let here = store.map_or(String::new(), ToString::to_string);
    Err(mailed.refuse(format!(
        "it was recorded for the store {}; this store is {here}",
        mailed.stored.act.store
    )))
}

/// Judges the acts on one register with all of them in their places.
fn judge(context: &Context, id: &Id, old: &Tree, mailed: &[Mailed], main: &MainLine) -> Result<()> {
    let mut new = Tree::default();
    old.files().for_each(|file| new.insert(file.clone()));
    let of_register = || mailed.iter().filter(|one| one.stored.act.register == *id);
    for one in of_register() {
        if old.get(one.act.path()).is_some() {
            return Err(one.refuse(format!("it is already recorded, as {}", one.act.path())));
        }
        new.insert(one.act.clone());
        one.signature
            .iter()
            .for_each(|file| new.insert(file.clone()));
    }
    let (mut before, after) = (context.alone(old)?, context.alone(&new)?);
    before.ensure_register(id);
    let before = before.register_context(id, main.now)?;
    check_damage(&before)?;
    let after = after.register_context(id, main.now)?;
    let arrival = Arrival {
        before,
        after,
        main,
    };
    for one in of_register() {
        let path = one.act.path();
        let mut acts = arrival.after.files.all_acts();
        let found = acts
            .find(|document| document.file.path() == path)
            .and_then(|document| document.get());
        let found = found
            .with_context(|| format!("{} cannot be read from its path in the store", one.name))?;
        match arrival.judge(found) {
            Verdict::Fits => {}
            Verdict::Illegal(refusal) => return Err(one.refuse(refusal)),
            Verdict::Outdated(why) => {
                let needs = "the act recorded again by its author, in an up-to-date clone";
                return Err(one.refuse(format!("{why}\n  needs:  {needs}")));
            }
        }
    }
    Ok(())
}

/// One commit for all acts.
fn change(context: &Context, mailed: &[Mailed], lines: &[String]) -> Result<NewCommit> {
    let subject = match lines {
        [line] => line.clone(),
        lines => format!("import {} acts\n\n{}", lines.len(), lines.join("\n")),
    };
    let trailers: String = mailed
        .iter()
        .map(|one| {
            format!(
                "Wr-By: {}\nWr-Act: {}\n",
                one.stored.act.by, one.stored.digest
            )
        })
        .collect();
    let files = mailed
        .iter()
        .flat_map(|one| std::iter::once(&one.act).chain(&one.signature));
    Ok(NewCommit {
        files: files
            .map(|file| (file.path().to_string(), file.bytes().to_vec()))
            .collect(),
        message: format!("{subject}\n\n{trailers}"),
        author: context.identity()?,
        at: context.env.now.time(),
    })
}
