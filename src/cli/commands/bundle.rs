//! `wr bundle`: writes one register's record to one file, for people without access to the store.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;

use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, Recorded, policy, register_id};
use crate::cli::app::documents;
use crate::cli::app::ui;
use crate::cli::app::whole::load;
use crate::date::Moment;
use crate::evidence::RegisterEvidence;
use crate::id::Id;
use crate::path::{ATTRIBUTES, HISTORY, KEEP_BYTES, POLICY, ROSTER, SIGNERS, StorePath, Subject};
use crate::render;
use crate::report;
use crate::rules::{self, WithoutHistory};
use crate::snapshot::{Document, Snapshot};
use crate::source::Tree;
use crate::store::Parcel;

/// Write one register's record to one file that can be verified without the store
///
/// The file is a git bundle: `git clone ID.bundle` opens it. It contains the register's text, revisions, acts, ballots and
/// signatures, its change requests, and all versions of the policy and the roster. It contains no contacts and no other
/// register. A README lists who approved what, and how to check each step with git, sha256sum and ssh-keygen alone, or with
/// `wr verify`. The same store gives the same file, byte for byte.
#[derive(Debug, Args)]
pub(crate) struct BundleCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The file to write, by default ID.bundle in this folder; an existing file is never overwritten
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Check the record and name the file without writing it
    #[arg(long)]
    dry_run: bool,
}

/// The error for a file that is there already.
fn exists(name: &Path) -> anyhow::Error {
    anyhow!(
        "{} already exists; choose another name with --out",
        name.display()
    )
}

impl BundleCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let recorded = load(&context, std::slice::from_ref(&self.id))?;
        // A bundle serves as proof, so only a valid record goes into it.
        let replays = WithoutHistory::of(&recorded.snapshot);
        let (findings, _) =
            rules::check_record(&recorded.snapshot, &replays, env.today(), |_, _, _| ());
        if findings.has_errors() {
            ui::report(&report::write(
                &findings,
                report::ReportStyle::Text,
                ui::look(),
            ));
            let id = &self.id;
            let why = format!("the record of `{id}` is not valid; `wr verify {id}` says why");
            return Err(Rejected::Message(why).into());
        }
        let parcel = self.parcel(&recorded, env.now)?;
        let name = self
            .out
            .clone()
            .unwrap_or_else(|| PathBuf::from(format!("{}.bundle", self.id)));
        let path = env.dir.join(&name);
        let bytes = parcel.bytes()?;
        if self.dry_run {
            return self.preview(&name, &path, bytes.len());
        }
        if !documents::write_new(&path, &name, &bytes)? {
            return Err(exists(&name));
        }
        ui::out(format!(
            "{}: the record of `{}`; `git clone {0}` opens it",
            name.display(),
            self.id
        ));
        Ok(())
    }

    /// Names the file that would be written.
    fn preview(&self, name: &Path, path: &Path, size: usize) -> Result<()> {
        if path.symlink_metadata().is_ok() {
            return Err(exists(name));
        }
        ui::out(format!(
            "would be written: {}, the record of `{}`, {size} bytes",
            name.display(),
            self.id
        ));
        Ok(())
    }

    fn parcel(&self, recorded: &Recorded, now: Moment) -> Result<Parcel> {
        let snapshot = &recorded.snapshot;
        let register = snapshot
            .register_context(&self.id, now)
            .ok()
            .context("policy or roster cannot be read; `wr check` says where")?;
        let account = RegisterEvidence::of(&register);
        let newest = snapshot
            .acts()
            .filter_map(Document::get)
            .map(|stored| stored.act.at)
            .max();
        let Some(newest) = newest else {
            bail!("nothing is recorded about `{}` yet", self.id)
        };
        let store = policy(snapshot)?.store.to_string();
        let mut files = vec![
            (
                ATTRIBUTES.to_string(),
                format!("{KEEP_BYTES}\n").into_bytes(),
            ),
            (
                "README.md".to_string(),
                render::bundle(&account, &store)?.into_bytes(),
            ),
        ];
        files.extend(self.files(&recorded.tree, snapshot));
        let title = account.title.unwrap_or_default();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!(
            "{}: {title}\n\nThe record of one work register of the store {store}.",
            self.id
        );
        Ok(Parcel {
            files,
            message,
            at: newest.time(),
        })
    }

    /// The files that prove the record, without the contacts. The roster keeps its addresses: acts name it by its digest.
    fn files(&self, tree: &Tree, snapshot: &Snapshot) -> Vec<(String, Vec<u8>)> {
        let is_wanted = |path: &str| {
            if [POLICY, ROSTER, SIGNERS].contains(&path) || path.starts_with(HISTORY) {
                return true;
            }
            let Some(place) =
                StorePath::of(path).filter(|place| !matches!(place, StorePath::Contacts(_)))
            else {
                return false;
            };
            match place.subject() {
                Some(Subject::Register(id)) => *id == self.id,
                Some(Subject::Request(id)) => snapshot.requests.contains_key(id),
                None => false,
            }
        };
        let files = tree.files().filter(|file| is_wanted(file.path()));
        files
            .map(|file| (file.path().to_string(), file.bytes().to_vec()))
            .collect()
    }
}
