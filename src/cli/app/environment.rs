//! What the machine gives a command: the folder, the clock, and who is at the keyboard.

use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};

use crate::date::{Day, Moment};
use crate::signature::Secret;
use crate::store::Identity;

/// Where, when and who. A demonstration plays several people at several times.
#[derive(Debug, Clone)]
pub struct Environment {
    /// The folder in which the command runs.
    pub dir: PathBuf,
    /// The clock.
    pub now: Moment,
    /// Whether somebody is there to answer.
    pub keyboard: Keyboard,
    /// Who acts, when it is not git's `user.name` and `user.email`.
    pub identity: Option<Identity>,
    /// Whose home it is, where that is known: keys are looked for there.
    pub home: Option<PathBuf>,
    /// Whether an SSH agent is there.
    pub has_agent: bool,
    /// The key that signs, when it is not one of the person's own: a demonstration's.
    pub secret: Option<Secret>,
}

/// Whether somebody is there to answer questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyboard {
    /// Somebody at a terminal.
    Somebody,
    /// Nobody: a script, a pipe, a demonstration.
    Nobody,
}

impl Environment {
    /// The process's own: its folder, the clock or `WR_NOW`, and git's environment variables for the author.
    pub fn of_process() -> Result<Environment> {
        let dir = env::current_dir().context("the current folder cannot be read")?;
        let now = match env::var("WR_NOW") {
            Ok(text) => text
                .parse()
                .map_err(|why| anyhow::anyhow!("WR_NOW: {why}"))?,
            Err(_) => Moment::new(Utc::now()),
        };
        let identity = env::var("GIT_AUTHOR_EMAIL").ok().map(|email| Identity {
            name: env::var("GIT_AUTHOR_NAME").unwrap_or_else(|_| email.clone()),
            email,
        });
        // Questions are written to standard error, so that a result can go elsewhere.
        let is_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
        let keyboard = if is_terminal {
            Keyboard::Somebody
        } else {
            Keyboard::Nobody
        };
        let home = env::var_os("HOME")
            .or_else(|| env::var_os("USERPROFILE"))
            .map(PathBuf::from);
        let has_agent = env::var_os("SSH_AUTH_SOCK").is_some();
        Ok(Environment {
            dir,
            now,
            keyboard,
            identity,
            home,
            has_agent,
            secret: None,
        })
    }

    /// The same somewhat later, for what runs long.
    pub fn later(&self) -> Result<Environment> {
        Ok(Environment {
            now: Environment::of_process()?.now,
            ..self.clone()
        })
    }

    /// The day that a site is of: that of `SOURCE_DATE_EPOCH`, by which builds are made again byte for byte, else today.
    pub fn site_day(&self) -> Result<Day> {
        let Some(text) = env::var_os("SOURCE_DATE_EPOCH") else {
            return Ok(self.today());
        };
        let seconds = text.to_str().and_then(|text| text.parse().ok());
        let time = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        let time = time.with_context(|| {
            let text = text.to_string_lossy();
            format!("SOURCE_DATE_EPOCH: `{text}` is no number of seconds since 1970")
        })?;
        Ok(Moment::new(time).day())
    }

    /// Today, in UTC.
    pub fn today(&self) -> Day {
        self.now.day()
    }
}
