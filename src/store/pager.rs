//! Shows long output in the pager that git uses.

use std::env;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The pager of this output. It ends when its user quits it; what comes after that is dropped.
#[derive(Debug)]
pub struct Pager {
    child: Child,
}

impl Pager {
    /// Starts the pager that git has in a folder: `pager.wr`, else what `git var GIT_PAGER` names. None if that is to be
    /// no pager, or the program cannot be started.
    pub fn start(dir: &Path) -> Option<Pager> {
        let program = match git(dir, &["config", "--get", "pager.wr"]).as_deref() {
            Some("false" | "no" | "off" | "0") => return None,
            None | Some("true" | "yes" | "on" | "1") => git(dir, &["var", "GIT_PAGER"])?,
            Some(own) => own.to_string(),
        };
        if program.is_empty() || program == "cat" {
            return None;
        }
        // Git's own defaults: quit if one screen is enough, show colors, leave the text on the screen.
        let mut command = shell(&program);
        for (name, value) in [("LESS", "FRX"), ("LV", "-c")] {
            if env::var_os(name).is_none() {
                command.env(name, value);
            }
        }
        let child = command.stdin(Stdio::piped()).spawn().ok()?;
        leave_interrupts_to_pager();
        Some(Pager { child })
    }

    /// Writes into the pager; a pager that was quit takes no more.
    pub fn write(&mut self, bytes: &[u8]) {
        let Some(stdin) = &mut self.child.stdin else {
            return;
        };
        if stdin.write_all(bytes).is_err() {
            self.child.stdin = None;
        }
    }

    /// Waits until the user quits the pager.
    pub fn wait(mut self) {
        self.child.stdin = None;
        let _ = self.child.wait();
    }
}

/// A program with its arguments as git runs it: in a shell, if there is more than a name.
fn shell(program: &str) -> Command {
    if program
        .chars()
        .all(|it| it.is_alphanumeric() || "-_./".contains(it))
    {
        return Command::new(program);
    }
    let mut command = Command::new("sh");
    command.arg("-c").arg(program);
    command
}

fn git(dir: &Path, args: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .args(args)
        .current_dir(dir)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_string())
}

/// Ctrl-C ends a search in the pager, not the program that waits for it.
fn leave_interrupts_to_pager() {
    #[cfg(unix)]
    {
        use std::sync::Arc;
        use std::sync::atomic::AtomicBool;

        let _ = signal_hook::flag::register(
            signal_hook::consts::SIGINT,
            Arc::new(AtomicBool::new(false)),
        );
    }
}
