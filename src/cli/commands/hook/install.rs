//! `wr hook install`: makes git run `wr hook pre-commit` before each commit; in a bare repository, on a server,
//! `wr hook pre-receive` before it accepts a push.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;

use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui;
use crate::path::POLICY;
use crate::store::{BranchSource, Reach, WRITTEN_BY_WR, is_written_by_wr};

/// Make git check the staged files before each commit in this clone; in a bare repository, each push
///
/// In a bare repository, it prints which branch the hook guards. It never changes a hook that `wr` did not write: it prints
/// the line to add to that hook.
#[derive(Debug, Args)]
pub(crate) struct HookInstallCommand {
    /// Remove the hook
    #[arg(long)]
    remove: bool,
    /// Install even where `core.hooksPath` is a folder outside this repository, which other repositories may use
    #[arg(long)]
    outside: bool,
}

/// A hook that git runs.
struct HookScript {
    name: &'static str,
    /// What it does, as the end of a sentence.
    does: &'static str,
    /// What it prints when `wr` is not found, as the end of a sentence.
    without: &'static str,
}

static PRE_COMMIT: HookScript = HookScript {
    name: "pre-commit",
    does: "checks the staged files before each commit in this clone",
    without: "so the staged files cannot be checked; commit with --no-verify",
};

static PRE_RECEIVE: HookScript = HookScript {
    name: "pre-receive",
    does: "checks each push before this repository accepts it",
    without: "so every push is rejected",
};

impl HookScript {
    /// The script. Its second line marks it as written by `wr`.
    fn text(&self) -> String {
        let HookScript { name, without, .. } = self;
        format!(
            "#!/bin/sh\n{WRITTEN_BY_WR} `wr hook install --remove` removes it.\nif ! command -v wr >/dev/null 2>&1; then\n  \
             echo 'wr is not on the path, {without}' >&2\n  exit 1\nfi\nexec wr hook {name}\n"
        )
    }

    /// The line to add to a hook that `wr` did not write.
    fn line(&self) -> String {
        format!("wr hook {} || exit 1", self.name)
    }
}

/// The file at the path of the hook.
enum There {
    Nothing,
    /// `wr` wrote it; whether this version did.
    Ours {
        is_current: bool,
    },
    /// `wr` did not write it; whether it runs the same command.
    Foreign {
        runs_ours: bool,
    },
}

impl HookInstallCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let script = if context.store.top().is_some() {
            &PRE_COMMIT
        } else {
            &PRE_RECEIVE
        };
        let hooks = context.store.hooks()?;
        if hooks.reach == Reach::Outside && !self.outside {
            let why = format!(
                "core.hooksPath is {}, outside this repository, and other repositories may use it\n  \
                 needs:  `--outside` to install it there, or `git config core.hooksPath .githooks`",
                hooks.folder.display()
            );
            return Err(Rejected::Message(why).into());
        }
        let path = hooks.folder.join(script.name);
        let there = There::at(&path, script)?;
        if self.remove {
            return remove(&path, &there, script);
        }
        install(&path, &there, script)?;
        if context.store.top().is_none() {
            ui::out(guards(&context)?);
        }
        Ok(())
    }
}

/// The branch that a server guards, as a sentence. If only one branch has a store, it is recorded.
fn guards(context: &Context) -> Result<String> {
    let store = &context.store;
    let short = |name: &str| name.strip_prefix("refs/heads/").unwrap_or(name).to_string();
    let guarded = store.guarded()?;
    let (name, by) = (short(&guarded.reference), guarded.by);
    let has_store = guarded
        .commit
        .is_some_and(|commit| store.tree_id(commit, POLICY).is_some());
    let named = match by {
        BranchSource::Setting => "git setting wr.branch",
        BranchSource::Head => "HEAD",
    };
    if has_store {
        return Ok(format!("it guards the branch {name} ({named})"));
    }
    let others = store.branches_with(POLICY)?;
    Ok(match (by, others.as_slice(), guarded.commit) {
        (BranchSource::Head, [one], _) => {
            store.guard(one)?;
            format!(
                "it guards the branch {}, which has the store (recorded in the git setting wr.branch)",
                short(one)
            )
        }
        (BranchSource::Head, [], None) => format!(
            "it guards the first branch on which a store is pushed, and records it in the git setting wr.branch (HEAD names \
             {name}, which has no commit)"
        ),
        (_, [], _) => format!("it guards the branch {name} ({named}), which has no store yet"),
        (_, several, _) => {
            let several: Vec<String> = several.iter().map(|name| short(name)).collect();
            format!(
                "it guards the branch {name} ({named}), which has no store; these have one: {}. Choose one: `git config \
                 wr.branch NAME`",
                several.join(", ")
            )
        }
    })
}

impl There {
    fn at(path: &Path, script: &HookScript) -> Result<There> {
        let Ok(metadata) = path.symlink_metadata() else {
            return Ok(There::Nothing);
        };
        if !metadata.is_file() {
            return Ok(There::Foreign { runs_ours: false });
        }
        let bytes = fs::read(path).with_context(|| path.display().to_string())?;
        let text = String::from_utf8_lossy(&bytes);
        if is_written_by_wr(&text) {
            return Ok(There::Ours {
                is_current: text == script.text(),
            });
        }
        let ours = format!("wr hook {}", script.name);
        let runs = |line: &str| !line.trim_start().starts_with('#') && line.contains(&ours);
        Ok(There::Foreign {
            runs_ours: text.lines().any(runs),
        })
    }
}

fn install(path: &Path, there: &There, script: &HookScript) -> Result<()> {
    let shown = path.display();
    match there {
        There::Ours { is_current: true } => ui::out(format!("{shown} is already installed")),
        There::Foreign { runs_ours: true } => {
            ui::out(format!(
                "{shown} was not written by `wr`, but already runs `wr hook {}`",
                script.name
            ));
        }
        There::Foreign { runs_ours: false } => {
            let why = format!(
                "{shown} already exists, and `wr` did not write it\n  needs:  this line in it: {}",
                script.line()
            );
            return Err(Rejected::Message(why).into());
        }
        There::Nothing | There::Ours { is_current: false } => {
            write(path, script).with_context(|| format!("{shown} cannot be written"))?;
            ui::out(format!("{shown} {}", script.does));
        }
    }
    Ok(())
}

fn remove(path: &Path, there: &There, script: &HookScript) -> Result<()> {
    let shown = path.display();
    match there {
        There::Nothing => ui::out(format!("{shown} does not exist")),
        There::Ours { .. } => {
            fs::remove_file(path).with_context(|| format!("{shown} cannot be removed"))?;
            ui::out(format!("{shown} is removed"));
        }
        There::Foreign { runs_ours } => {
            let line = match runs_ours {
                true => format!(
                    "\n  needs:  the line with `wr hook {}` removed by hand",
                    script.name
                ),
                false => String::new(),
            };
            reject!("{shown} was not written by `wr`, so it stays{line}");
        }
    }
    Ok(())
}

/// Writes a temporary file and renames it, so that git never runs a partial hook.
fn write(path: &Path, script: &HookScript) -> Result<()> {
    let folder = path.parent().map_or(PathBuf::from("."), Path::to_path_buf);
    fs::create_dir_all(&folder)?;
    let beside = folder.join(format!(".wr-new-{}", script.name));
    fs::write(&beside, script.text())?;
    executable(&beside)?;
    fs::rename(&beside, path)?;
    Ok(())
}

#[cfg(unix)]
fn executable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(
        path,
        fs::Permissions::from_mode(0o755),
    )?)
}

/// On other systems, git runs hooks whatever their permissions.
#[cfg(not(unix))]
fn executable(_: &Path) -> Result<()> {
    Ok(())
}
