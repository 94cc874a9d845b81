//! The README of a bundle: its contents, the approvals, and commands that verify them without `wr`.

use std::collections::BTreeSet;

use serde::Serialize;
use tera::{Context, Tera};

use super::error::RenderError;
use super::plain;
use super::sources::{TemplateSources, built_in};
use crate::evidence::{ActAccount, RegisterEvidence, TextAccount};
use crate::path::{SIGNERS, StorePath, Subject};

const NAME: &str = "bundle/README.md";

#[derive(Serialize)]
struct BundleView<'a> {
    account: &'a RegisterEvidence,
    /// The store's id.
    store: &'a str,
    texts: Vec<BundleTextView<'a>>,
}

#[derive(Serialize)]
struct BundleTextView<'a> {
    #[serde(flatten)]
    text: &'a TextAccount,
    /// The command that checks the digest of the text.
    digest_check: String,
    /// The command that lists the acts that name this text.
    naming: String,
    /// The acts that the approvals are based on, in order of time, each once.
    acts: Vec<BundleActView<'a>>,
}

#[derive(Serialize)]
struct BundleActView<'a> {
    act: &'a ActAccount,
    /// The command that verifies the signature; `None` for an unsigned act.
    command: Option<String>,
}

/// Renders the README of a bundle; `store` is the id of the store.
///
/// # Errors
/// The template fails.
pub fn bundle(account: &RegisterEvidence, store: &str) -> Result<String, RenderError> {
    let view = BundleView {
        account,
        store,
        texts: account.texts.iter().map(BundleTextView::of).collect(),
    };
    let sources = TemplateSources::new([built_in!("bundle/README.md")], &[]);
    let failed = |error: tera::Error| RenderError::tera(&error, &sources);
    let mut engine = Tera::default();
    engine.autoescape_on([".md"]);
    engine.set_escape_fn(plain::write);
    engine.add_raw_templates(sources.iter()).map_err(failed)?;
    let context = Context::from_serialize(&view).map_err(failed)?;
    engine.render(NAME, &context).map_err(failed)
}

impl<'a> BundleTextView<'a> {
    fn of(text: &'a TextAccount) -> BundleTextView<'a> {
        let mut told = BTreeSet::new();
        let mut acts: Vec<&ActAccount> = acts(text);
        acts.retain(|act| told.insert(act.path.as_str()));
        acts.sort_by(|a, b| (&a.at, &a.digest).cmp(&(&b.at, &b.digest)));
        let hex = text.digest.trim_start_matches("sha256:");
        let folder = StorePath::of(&text.path)
            .and_then(|path| path.subject().map(Subject::folder))
            .unwrap_or_else(|| text.path.clone());
        BundleTextView {
            text,
            digest_check: format!("echo \"{hex}  {}\" | sha256sum --check", text.path),
            naming: format!("grep -rlF \"{}\" {folder}", text.digest),
            acts: acts.into_iter().map(BundleActView::of).collect(),
        }
    }
}

/// All acts that the approvals of a text are based on.
fn acts(text: &TextAccount) -> Vec<&ActAccount> {
    let mut acts: Vec<&ActAccount> = text.frozen_by.iter().collect();
    for approval in &text.approvals {
        acts.push(&approval.act);
        let Some(ballot) = &approval.ballot else {
            continue;
        };
        acts.extend([&ballot.opened, &ballot.closed]);
        acts.extend(ballot.seats.iter().filter_map(|seat| seat.vote.as_ref()));
    }
    acts
}

impl<'a> BundleActView<'a> {
    fn of(act: &'a ActAccount) -> BundleActView<'a> {
        let ActAccount { path, signer, .. } = act;
        let check = |namespace: &String| {
            format!(
                "ssh-keygen -Y verify -f {SIGNERS} -I {signer} -n {namespace} -s {path}.sig < {path}"
            )
        };
        BundleActView {
            act,
            command: act.namespace.as_ref().map(check),
        }
    }
}
