//! The environment of one run: the folder, the clock, the terminal and the user's settings.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};

use crate::date::{Day, Moment};
use crate::signature::Secret;
use crate::store::Identity;

/// The environment of one run. `wr demo` makes one for each person and moment that it plays.
#[derive(Debug, Clone)]
pub(crate) struct Environment {
    /// The folder in which the command runs.
    pub dir: PathBuf,
    /// The time of the run, from the clock or `WR_NOW`.
    pub now: Moment,
    /// Whether the command can ask questions.
    pub input: Input,
    /// The actor, if not the author that git would name.
    pub identity: Option<Identity>,
    /// The home folder, which is searched for keys; none if no variable names it.
    pub home: Option<PathBuf>,
    /// Whether `SSH_AUTH_SOCK` names an SSH agent.
    pub has_agent: bool,
    /// The key that signs instead of the person's own, used by `wr demo`.
    pub secret: Option<Secret>,
}

/// Whether a command can ask questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    /// A user at a terminal.
    Terminal,
    /// A script, a pipe or `wr demo`: no question is asked.
    None,
}

/// The command line of this process, with the name of the program.
pub(crate) fn arguments() -> Vec<OsString> {
    env::args_os().collect()
}

/// The user's shell, as `SHELL` names it.
pub(crate) fn shell() -> Option<String> {
    env::var("SHELL").ok()
}

/// The columns of the terminal, if `COLUMNS` says so.
pub(crate) fn columns() -> Option<usize> {
    env::var("COLUMNS").ok()?.trim().parse().ok()
}

/// The program that prints PDF, if `WR_PDF` names one.
pub(crate) fn pdf_program() -> Option<String> {
    env::var("WR_PDF").ok().filter(|name| !name.is_empty())
}

/// The file of a program: a path, or the first of its name in the folders of `PATH`.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    let names = match cfg!(windows) {
        true => vec![format!("{name}.exe"), name.to_string()],
        false => vec![name.to_string()],
    };
    // A relative folder would find a program of the clone.
    let folders = env::split_paths(&folders).filter(|folder| folder.is_absolute());
    folders
        .flat_map(|folder| {
            names
                .iter()
                .map(move |name| folder.join(name))
                .collect::<Vec<_>>()
        })
        .find(|path| is_executable(path))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata()
        .is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

/// Whether this process belongs to the superuser.
pub(crate) fn is_root() -> bool {
    #[cfg(unix)]
    return rustix::process::geteuid().is_root();
    #[cfg(not(unix))]
    return false;
}

/// Whether the locale of this process is UTF-8: the first of its variables that is set decides.
pub(crate) fn is_utf8() -> bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let set = names
        .into_iter()
        .filter_map(env::var_os)
        .find(|value| !value.is_empty());
    match set {
        Some(locale) => {
            let locale = locale.to_string_lossy().to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        None => cfg!(windows),
    }
}

impl Environment {
    /// The environment of this process: its folder, and the clock or `WR_NOW`.
    ///
    /// # Errors
    /// The current folder cannot be read, or `WR_NOW` is not a time.
    pub(crate) fn of_process() -> Result<Environment> {
        let dir = env::current_dir().context("the current folder cannot be read")?;
        let now = match env::var("WR_NOW") {
            Ok(text) => text
                .parse()
                .map_err(|why| anyhow::anyhow!("WR_NOW: {why}"))?,
            Err(_) => Moment::new(Utc::now()),
        };
        // Questions go to standard error, so that standard output can be redirected.
        let is_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
        let input = if is_terminal {
            Input::Terminal
        } else {
            Input::None
        };
        let home = env::var_os("HOME")
            .or_else(|| env::var_os("USERPROFILE"))
            .map(PathBuf::from);
        let has_agent = env::var_os("SSH_AUTH_SOCK").is_some();
        Ok(Environment {
            dir,
            now,
            input,
            identity: None,
            home,
            has_agent,
            secret: None,
        })
    }

    /// The same environment with the current time, for a command that runs for long.
    ///
    /// # Errors
    /// `WR_NOW` is not a time.
    pub(crate) fn later(&self) -> Result<Environment> {
        Ok(Environment {
            now: Environment::of_process()?.now,
            ..self.clone()
        })
    }

    /// The date of a site: that of `SOURCE_DATE_EPOCH`, for reproducible builds, or else today.
    ///
    /// # Errors
    /// `SOURCE_DATE_EPOCH` is not a number of seconds.
    pub(crate) fn site_day(&self) -> Result<Day> {
        let Some(text) = env::var_os("SOURCE_DATE_EPOCH") else {
            return Ok(self.today());
        };
        let seconds = text.to_str().and_then(|text| text.parse().ok());
        let time = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        let time = time.with_context(|| {
            let text = text.to_string_lossy();
            format!("SOURCE_DATE_EPOCH: `{text}` is not a number of seconds since 1970")
        })?;
        Ok(Moment::new(time).day())
    }

    /// Today, in UTC.
    pub(crate) fn today(&self) -> Day {
        self.now.day()
    }
}
