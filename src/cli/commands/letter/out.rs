//! Writes messages to standard output, a file, or a folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::cli::app::context::Environment;
use crate::cli::app::documents;
use crate::cli::app::ui;
use crate::letter::Message;

pub(super) enum Layout {
    /// One message is printed, several are listed.
    Printed,
    /// All messages are listed.
    Listed,
    /// One message goes to a file; several need a folder.
    File { path: PathBuf, shown: PathBuf },
    /// Each message goes to a separate file.
    Folder { path: PathBuf, shown: PathBuf },
}

impl Layout {
    /// The layout that `--out` names. A path is a folder if the folder exists or the path ends with a separator.
    pub(super) fn of(out: Option<&Path>, env: &Environment) -> Layout {
        let Some(shown) = out.map(Path::to_path_buf) else {
            return Layout::Printed;
        };
        let path = env.dir.join(&shown);
        let ends_as_folder = shown
            .to_string_lossy()
            .ends_with(['/', std::path::MAIN_SEPARATOR]);
        if path.is_dir() || ends_as_folder {
            return Layout::Folder { path, shown };
        }
        Layout::File { path, shown }
    }

    /// The layout for many letters: `--out` is always a folder.
    pub(super) fn folder(out: Option<&Path>, env: &Environment) -> Layout {
        match out.map(Path::to_path_buf) {
            None => Layout::Listed,
            Some(shown) => Layout::Folder {
                path: env.dir.join(&shown),
                shown,
            },
        }
    }

    pub(super) fn put(&self, messages: &[(&Message, Vec<u8>)]) -> Result<()> {
        match (self, messages) {
            (Layout::Printed, [(_, bytes)]) => ui::raw(bytes),
            (Layout::Printed, several) => {
                list(several);
                let count = several.len();
                ui::err(format!(
                    "{count} messages, one for each recipient: `--out DIR` writes them, `--send` sends them"
                ));
            }
            (Layout::Listed, messages) => list(messages),
            (Layout::File { path, shown }, [(message, bytes)]) => {
                write(path, shown, message, bytes)?
            }
            (Layout::File { path, shown }, several) if path.exists() => {
                bail!(
                    "{} is a file, but there are {} messages: name a folder",
                    shown.display(),
                    several.len()
                )
            }
            (Layout::File { path, shown } | Layout::Folder { path, shown }, messages) => {
                fs::create_dir_all(path)
                    .with_context(|| format!("{} cannot be created", shown.display()))?;
                for (message, bytes) in messages {
                    let name = format!("{}.eml", message.name);
                    write(&path.join(&name), &shown.join(&name), message, bytes)?;
                }
            }
        }
        Ok(())
    }

    /// Writes the messages if `--out` was given.
    pub(super) fn put_if_asked(&self, messages: &[(&Message, Vec<u8>)]) -> Result<()> {
        match self {
            Layout::Printed | Layout::Listed => Ok(()),
            Layout::File { .. } | Layout::Folder { .. } => self.put(messages),
        }
    }
}

fn write(path: &Path, shown: &Path, message: &Message, bytes: &[u8]) -> Result<()> {
    documents::write_at(path, shown, bytes)?;
    ui::out(ui::visible(format!(
        "{}: to {}",
        shown.display(),
        recipient(message)
    )));
    Ok(())
}

fn list(messages: &[(&Message, Vec<u8>)]) {
    ui::out(ui::columns(messages.iter().map(|(message, _)| {
        vec![recipient(message), message.subject.clone()]
    })));
}

/// The recipient's name, or the address if there is no name.
pub(super) fn recipient(message: &Message) -> String {
    let name = &message.to.name;
    if name.is_empty() {
        message.to.address.clone()
    } else {
        name.clone()
    }
}
