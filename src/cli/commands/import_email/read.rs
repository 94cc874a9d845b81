//! Reads the mails in files and folders.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context as _, Result, bail};

use crate::cli::app::context::Environment;
use crate::letter::{Mailboxes, ReceivedMail};

/// A mail, with the file that it was read from.
#[derive(Debug, Clone)]
pub(super) struct Mail {
    pub(super) file: Rc<str>,
    pub(super) received: Rc<ReceivedMail>,
}

impl Mail {
    pub(super) fn id(&self) -> Option<&str> {
        self.received.id.as_deref()
    }

    /// The sender as people read it: the name that the mail shows, and the address.
    pub(super) fn sender(&self) -> String {
        match self.received.from.first() {
            None => "no sender".to_string(),
            Some((address, name)) if name.is_empty() => address.clone(),
            Some((address, name)) => format!("{name} <{address}>"),
        }
    }

    /// One line that tells which mail it is.
    pub(super) fn line(&self) -> String {
        let moment = self.received.moment();
        let at = moment.map_or("without a date".to_string(), |at| at.in_words());
        let id = self
            .id()
            .map_or("no Message-ID".to_string(), |id| format!("<{id}>"));
        format!("{}, {at}, {id}", self.sender())
    }
}

/// The mails of all files, in the order of their arrival.
///
/// # Errors
/// A file cannot be read, or has no mail.
pub(super) fn mails(env: &Environment, files: &[PathBuf]) -> Result<Vec<Mail>> {
    let mut found = Vec::new();
    for file in files {
        let path = env.dir.join(file);
        if path.is_dir() {
            let inside = folder(&path)?;
            if inside.is_empty() {
                bail!(
                    "{} has no mail\n  needs:  files that end in `.eml` or `.mbox`, or the folders `cur` and `new` of a Maildir",
                    file.display()
                );
            }
            for path in inside {
                let name = path.strip_prefix(&env.dir).unwrap_or(&path).to_path_buf();
                read(&path, &name, &mut found)?;
            }
        } else {
            read(&path, file, &mut found)?;
        }
    }
    found.sort_by_key(|mail| mail.received.moment());
    Ok(found)
}

/// The mails in a folder: `.eml` files, mailboxes as Apple Mail and others name them, and those of a Maildir.
fn folder(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for (inside, is_maildir) in [
        (path.to_path_buf(), false),
        (path.join("cur"), true),
        (path.join("new"), true),
    ] {
        let Ok(entries) = fs::read_dir(&inside) else {
            continue;
        };
        for entry in entries {
            let entry = entry.with_context(|| format!("{} cannot be read", inside.display()))?;
            let path = entry.path();
            let is_mail = ["eml", "mbox"].into_iter().any(|end| {
                let is_end = |it: &OsStr| it.eq_ignore_ascii_case(end);
                path.extension().is_some_and(is_end)
            }) || path.ends_with("mbox");
            if path.is_file() && (is_maildir || is_mail) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path, name: &Path, found: &mut Vec<Mail>) -> Result<()> {
    let shown = name.display();
    let file = File::open(path).with_context(|| format!("{shown} cannot be read"))?;
    let mails = Mailboxes::open(BufReader::new(file)).with_context(|| shown.to_string())?;
    let before = found.len();
    for bytes in mails {
        let bytes = bytes.with_context(|| format!("{shown} cannot be read"))?;
        if let Some(received) = ReceivedMail::read(&bytes) {
            found.push(Mail {
                file: shown.to_string().into(),
                received: Rc::new(received),
            });
        }
    }
    if found.len() == before && path.metadata().is_ok_and(|it| it.len() == 0) {
        bail!("{shown} is empty\n  needs:  a mail saved as `.eml`, or a mailbox (mbox) with mails");
    }
    if found.len() == before {
        bail!(
            "{shown} is not an e-mail: it has neither From, Date nor Message-ID\n  needs:  a mail saved as `.eml`, with \
             its headers, or a mailbox (mbox)"
        );
    }
    Ok(())
}
