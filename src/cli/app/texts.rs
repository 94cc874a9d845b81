//! The texts of a register that an argument can name: revisions, the draft, and the text of a commit.

use std::borrow::Cow;

use anyhow::{Result, anyhow, bail};

use crate::cli::app::context::Context;
use crate::path::StorePath;
use crate::register::Register;
use crate::snapshot::{Document, RegisterContext, RegisterFiles};

/// A text with its name in the output.
pub(crate) struct NamedText<'a> {
    pub(crate) name: String,
    pub(crate) text: Cow<'a, Register>,
    pub(crate) is_draft: bool,
    pub(crate) revision: Option<u32>,
}

/// The text that a word names: `draft`, `in-force`, a revision's number, or a commit of git.
///
/// # Errors
/// The register has no such text, or it cannot be read.
pub(crate) fn named<'a>(
    context: &Context,
    register: &RegisterContext<'a>,
    word: &str,
) -> Result<NamedText<'a>> {
    let (id, files) = (&register.files.id, register.files);
    match word {
        "draft" => {
            let text = readable(register, files.text.as_ref(), "draft")?;
            Ok(NamedText {
                name: "the draft".to_string(),
                text: Cow::Borrowed(text),
                is_draft: true,
                revision: None,
            })
        }
        "in-force" => match &register.replay.state.in_force {
            Some(in_force) => {
                let name = format!("revision {} (in force)", in_force.revision);
                revision(register, in_force.revision, name)
            }
            None => bail!("no revision of `{id}` is in force; it has {}", there(files)),
        },
        _ => match word.parse() {
            Ok(number) => revision(register, number, format!("revision {number}")),
            Err(_) => of_commit(context, register, word),
        },
    }
}

/// The text that an update is compared with: the revision in force, or else the newest one.
///
/// # Errors
/// There is no revision, or it cannot be read.
pub(crate) fn before_update<'a>(register: &RegisterContext<'a>) -> Result<NamedText<'a>> {
    let (id, state) = (&register.files.id, &register.replay.state);
    match &state.in_force {
        Some(in_force) => {
            let name = format!("revision {} (in force)", in_force.revision);
            revision(register, in_force.revision, name)
        }
        None if state.last_revision == 0 => {
            bail!("`{id}` has no revision yet, so there is nothing to compare the draft with")
        }
        None => {
            let name = format!("revision {}", state.last_revision);
            revision(register, state.last_revision, name)
        }
    }
}

fn revision<'a>(
    register: &RegisterContext<'a>,
    number: u32,
    name: String,
) -> Result<NamedText<'a>> {
    let text = readable(register, register.files.revisions.get(&number), &name)?;
    Ok(NamedText {
        name,
        text: Cow::Borrowed(text),
        is_draft: false,
        revision: Some(number),
    })
}

/// The text of people as a commit has it.
fn of_commit<'a>(
    context: &Context,
    register: &RegisterContext<'a>,
    word: &str,
) -> Result<NamedText<'a>> {
    let (id, store) = (&register.files.id, &context.store);
    let Some(commit) = store.commit_named(word)? else {
        bail!(
            "`{word}` is neither a text of `{id}` nor a commit; the register has {}, and a commit is named as git does: `HEAD~1`, a branch, a tag",
            there(register.files)
        );
    };
    let path = StorePath::Text(id.clone()).to_string();
    let tree = store.read(commit, &[&path])?.tree;
    let Some(file) = tree.get(&path) else {
        bail!("commit `{word}` has no {path}");
    };
    let document = Document::<Register>::read(file);
    let Some(text) = document.get() else {
        bail!("{path} of commit `{word}` cannot be read: it has errors");
    };
    Ok(NamedText {
        name: format!("commit {word}"),
        text: Cow::Owned(text.clone()),
        is_draft: false,
        revision: None,
    })
}

fn readable<'a>(
    register: &RegisterContext<'a>,
    document: Option<&'a Document<Register>>,
    name: &str,
) -> Result<&'a Register> {
    let text = document.and_then(Document::get);
    text.ok_or_else(|| unreadable(register.files, document, name))
}

/// Why a text of a register cannot be read: it has errors, or it does not exist.
pub(crate) fn unreadable(
    files: &RegisterFiles,
    document: Option<&Document<Register>>,
    name: &str,
) -> anyhow::Error {
    let id = &files.id;
    match document {
        Some(document) => anyhow!(
            "{} cannot be read; `wr check {id}` says where",
            document.file.path()
        ),
        None => anyhow!("`{id}` has no {name}; it has {}", there(files)),
    }
}

fn there(files: &RegisterFiles) -> String {
    let revisions = files
        .revisions
        .keys()
        .map(|number| format!("revision {number}"));
    let draft = files.text.iter().map(|_| "`draft`".to_string());
    revisions.chain(draft).collect::<Vec<_>>().join(", ")
}
