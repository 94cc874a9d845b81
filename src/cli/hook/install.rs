//! `wr hook install`: has git run `wr hook pre-commit` before each commit.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;

use crate::cli::answer::No;
use crate::cli::context::{Context, Surroundings};
use crate::cli::ui;
use crate::store::Reach;

/// Have git check what is staged before each commit in this clone
///
/// A hook that is there already is left alone; then it is said which line to add to it.
#[derive(Debug, Args)]
pub struct Install {
    /// Take the hook away again
    #[arg(long)]
    remove: bool,
    /// Also where `core.hooksPath` is a folder outside of this repository, which others may use too
    #[arg(long)]
    outside: bool,
}

/// The hook. Its second line says whose it is.
const HOOK: &str = "\
#!/bin/sh
# Written by `wr hook install`; `wr hook install --remove` takes it away.
if ! command -v wr >/dev/null 2>&1; then
  echo 'wr is not on your path, so what is staged cannot be checked; commit with --no-verify' >&2
  exit 1
fi
exec wr hook pre-commit
";

/// What tells our hook, of whatever version, from others.
const OURS: &str = "# Written by `wr hook install`;";

/// What a hook of somebody else's runs.
const LINE: &str = "wr hook pre-commit || exit 1";

/// What lies where the hook belongs.
enum There {
    Nothing,
    /// Our hook, and whether it is of this version.
    Ours {
        is_current: bool,
    },
    /// Somebody else's, and whether it runs what ours does.
    Foreign {
        runs_ours: bool,
    },
}

impl Install {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        let context = Context::open(around)?;
        context.top()?;
        let hooks = context.store.hooks()?;
        if hooks.reach == Reach::Outside && !self.outside {
            let why = format!(
                "core.hooksPath is {}, outside of this repository, and other repositories may use it\n  \
                 needs:  `--outside`, if that is meant; else `git config core.hooksPath .githooks`",
                hooks.folder.display()
            );
            return Err(No::Because(why).into());
        }
        let path = hooks.folder.join("pre-commit");
        let there = There::at(&path)?;
        if self.remove { remove(&path, &there) } else { install(&path, &there) }
    }
}

impl There {
    fn at(path: &Path) -> Result<There> {
        let Ok(metadata) = path.symlink_metadata() else { return Ok(There::Nothing) };
        if !metadata.is_file() {
            return Ok(There::Foreign { runs_ours: false });
        }
        let bytes = fs::read(path).with_context(|| path.display().to_string())?;
        let text = String::from_utf8_lossy(&bytes);
        if text.lines().any(|line| line.starts_with(OURS)) {
            return Ok(There::Ours { is_current: text == HOOK });
        }
        let runs = |line: &str| !line.trim_start().starts_with('#') && line.contains("wr hook pre-commit");
        Ok(There::Foreign { runs_ours: text.lines().any(runs) })
    }
}

fn install(path: &Path, there: &There) -> Result<()> {
    let shown = path.display();
    match there {
        There::Ours { is_current: true } => ui::out(format!("{shown} is there already")),
        There::Foreign { runs_ours: true } => {
            ui::out(format!("{shown} is not of `wr`, and runs `wr hook pre-commit` already"));
        }
        There::Foreign { runs_ours: false } => {
            let why = format!(
                "{shown} is there already, and `wr` did not write it\n  needs:  this line in it: {LINE}"
            );
            return Err(No::Because(why).into());
        }
        There::Nothing | There::Ours { is_current: false } => {
            write(path).with_context(|| format!("{shown} cannot be written"))?;
            ui::out(format!("{shown} checks what is staged before each commit in this clone"));
        }
    }
    Ok(())
}

fn remove(path: &Path, there: &There) -> Result<()> {
    let shown = path.display();
    match there {
        There::Nothing => ui::out(format!("{shown} is not there")),
        There::Ours { .. } => {
            fs::remove_file(path).with_context(|| format!("{shown} cannot be removed"))?;
            ui::out(format!("{shown} is taken away"));
        }
        There::Foreign { runs_ours } => {
            let line = if *runs_ours {
                "\n  needs:  the line with `wr hook pre-commit` taken out of it"
            } else {
                ""
            };
            return Err(No::Because(format!("{shown} is not of `wr`, so it stays{line}")).into());
        }
    }
    Ok(())
}

/// Writes the hook beside its place first: git never finds half of it.
fn write(path: &Path) -> Result<()> {
    let folder = path.parent().map_or(PathBuf::from("."), Path::to_path_buf);
    fs::create_dir_all(&folder)?;
    let beside = folder.join(".wr-new-pre-commit");
    fs::write(&beside, HOOK)?;
    executable(&beside)?;
    fs::rename(&beside, path)?;
    Ok(())
}

#[cfg(unix)]
fn executable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o755))?)
}

/// Elsewhere git runs hooks whatever their permissions.
#[cfg(not(unix))]
fn executable(_: &Path) -> Result<()> {
    Ok(())
}
