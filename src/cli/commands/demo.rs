//! `wr demo`: takes DSP4003's XYZ from proposal to public page, with the real commands of several people.

mod keys;
mod sample;
mod script;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use self::keys::Keyring;
use self::script::{Expect, SCRIPT, Scene};
use crate::cli::app::answer;
use crate::cli::app::context::Environment;
use crate::cli::app::environment::Input;
use crate::cli::app::ui;
use crate::store::{Identity, Store};

/// Runs the words of one command line.
type RunLine = fn(&Environment, &[&str]) -> Result<()>;

/// Create a demo store with DSP4003's XYZ, from proposal to public page
#[derive(Debug, Args)]
pub(crate) struct DemoCommand {
    /// The folder to create
    #[arg(default_value = "wr-demo")]
    dir: PathBuf,
}

impl DemoCommand {
    /// Runs the command. `run_line` runs one command line in this process.
    pub(crate) fn run(&self, env: &Environment, run_line: RunLine) -> Result<()> {
        let dir = env.dir.join(&self.dir);
        if dir.exists() {
            bail!(
                "{} already exists; choose another folder: `wr demo DIR`",
                self.dir.display()
            );
        }
        fs::create_dir_all(&dir)
            .with_context(|| format!("{} cannot be created", self.dir.display()))?;
        // Otherwise git may ask for the passphrase of the user's own signing key at each commit.
        Store::init(&dir)?.set_config("commit.gpgsign", "false")?;
        let at_home = Environment {
            dir: dir.clone(),
            input: Input::None,
            ..env.clone()
        };
        let keys = Keyring::draw()?;
        if let Err(why) = SCRIPT
            .iter()
            .try_for_each(|scene| play(&at_home, &keys, run_line, scene))
        {
            // A partial demo would block the next run.
            let _ = fs::remove_dir_all(&dir);
            return Err(why);
        }
        let shown = self.dir.display();
        ui::out(format!(
            "\nThe public page:  {shown}/public/registers/xyz/index.html"
        ));
        ui::out(
            "This demo is read-only: its signing keys were temporary; `wr init` creates a store of your own.",
        );
        ui::out(format!(
            "Continue with:\n  wr -C {shown} status xyz\n  wr -C {shown} ballot show xyz\n  wr -C {shown} log xyz\n  wr -C \
             {shown} verify xyz"
        ));
        Ok(())
    }
}

fn play(env: &Environment, keys: &Keyring, run_line: RunLine, scene: &Scene) -> Result<()> {
    match scene {
        Scene::Say(text) => ui::out(format!("\n{text}")),
        Scene::Write(files) => {
            for (path, text) in *files {
                let path = env.dir.join(path);
                fs::write(&path, text)
                    .with_context(|| format!("{} cannot be written", path.display()))?;
            }
        }
        Scene::Sign => keys.enter(&env.dir)?,
        Scene::Run {
            at,
            who,
            line,
            expect,
        } => {
            let (id, name, email) = who;
            let now = at
                .parse()
                .map_err(|why| anyhow::anyhow!("the script's clock: {why}"))?;
            let identity = Identity {
                name: name.to_string(),
                email: email.to_string(),
            };
            let secret = keys.of(id).cloned();
            let env = Environment {
                now,
                identity: Some(identity),
                secret,
                ..env.clone()
            };
            let words: Vec<String> = words(line);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            ui::out(format!("\n{} {id} $ wr {line}", env.today()));
            match (run_line(&env, &words), expect) {
                (Ok(()), Expect::Done) => {}
                (Err(error), Expect::Refused) if answer::exit_code(&error) == 1 => {
                    ui::out(format!("{error:#}"))
                }
                (Err(error), _) => return Err(error),
                (Ok(()), Expect::Refused) => bail!("`wr {line}` should have been refused"),
            }
        }
    }
    Ok(())
}

/// Splits a line at spaces, but not inside double quotes.
pub(in crate::cli) fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_string).collect(),
            _ => vec![part.to_string()],
        })
        .collect()
}
