//! `wr completions`: prints the script by which a shell completes command lines.

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use crate::cli::app::environment;
use crate::cli::app::ui;

/// Print the script by which your shell completes commands, options, registers, people and ballots
#[derive(Debug, Args)]
pub(crate) struct CompletionsCommand {
    /// The shell; without it, `wr` says how to install the script in the shell of $SHELL
    #[arg(value_enum)]
    shell: Option<Shell>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

impl CompletionsCommand {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<()> {
        let Some(shell) = self.shell else {
            ui::out(Shell::of_user()?.installation());
            return Ok(());
        };
        let mut script = Vec::new();
        shell
            .completer()
            .write_registration("COMPLETE", "wr", "wr", "wr", &mut script)?;
        ui::raw(&script);
        Ok(())
    }
}

impl Shell {
    /// The shell that `SHELL` names.
    fn of_user() -> Result<Shell> {
        let path = environment::shell().context("name the shell: `wr completions bash`")?;
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        match Shell::from_str(name.trim_end_matches(".exe"), true) {
            Ok(shell) => Ok(shell),
            Err(_) => bail!(
                "`wr` cannot complete in `{path}` (SHELL)\n  needs:  bash, zsh, fish, powershell or elvish: `wr completions bash`"
            ),
        }
    }

    /// How to install the script.
    fn installation(self) -> String {
        let (file, line) = match self {
            Shell::Bash => ("~/.bashrc", "source <(wr completions bash)"),
            Shell::Zsh => ("~/.zshrc, below `compinit`", "source <(wr completions zsh)"),
            Shell::Fish => ("~/.config/fish/config.fish", "wr completions fish | source"),
            Shell::Powershell => (
                "the file $PROFILE",
                "wr completions powershell | Out-String | Invoke-Expression",
            ),
            Shell::Elvish => (
                "~/.config/elvish/rc.elv",
                "eval (wr completions elvish | slurp)",
            ),
        };
        format!("add this line to {file}, and start a new shell:\n  {line}")
    }

    fn completer(self) -> &'static dyn EnvCompleter {
        match self {
            Shell::Bash => &Bash,
            Shell::Zsh => &Zsh,
            Shell::Fish => &Fish,
            Shell::Powershell => &Powershell,
            Shell::Elvish => &Elvish,
        }
    }
}
