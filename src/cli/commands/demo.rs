//! `wr demo`: takes DSP4003's XYZ from proposal to public page, with the real commands of several people, and leaves
//! a second register in a ballot in which the user can vote.

mod keys;
mod sample;
mod script;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use self::keys::Keyring;
use self::script::{ACME, DemoStep, DemoWhen, Expect, SCRIPT, Scene};
use crate::cli::app::answer;
use crate::cli::app::context::Environment;
use crate::cli::app::environment::Input;
use crate::cli::app::ui;
use crate::date::Moment;
use crate::path::ROSTER;
use crate::store::{Identity, Store};
use crate::text::shell_word;

/// Runs the words of one command line.
type RunLine = fn(&Environment, &[&str]) -> Result<()>;

/// Create a demo store with DSP4003's XYZ in force, and a ballot in which you can vote
#[derive(Debug, Args)]
pub(crate) struct DemoCommand {
    /// The folder to create
    #[arg(default_value = "wr-demo")]
    dir: PathBuf,
}

/// The left margin of what stands below a date.
const MARGIN: &str = "            ";

/// The user's own signing key in the demo, inside `.git`.
const KEY_FILE: &str = ".git/demo-key";

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
        let stage = DemoStage {
            env: Environment {
                dir: dir.clone(),
                input: Input::None,
                ..env.clone()
            },
            keys: Keyring::draw()?,
            run_line,
        };
        ui::out("DSP4003's example XYZ, from proposal to public page. wr runs these commands now.");
        if let Err(why) = stage.play(SCRIPT) {
            // A partial demo would block the next run.
            let _ = fs::remove_dir_all(&dir);
            return Err(why);
        }
        let at = shell_word(&self.dir.display().to_string());
        ui::out(format!(
            "\nNow you: SNIA's register is open to vote, and in this folder you are Acme's delegate.\n  \
             wr -C {at}              what you have to do\n  \
             wr -C {at} show snia    what you vote on\n  \
             wr -C {at} vote yes     your vote\n  \
             wr -C {at} verify       every signature and every step checked again\n\
             Open {} in a browser.",
            self.dir.join("public/index.html").display()
        ));
        Ok(())
    }
}

/// The folder, the keys and the commands of the demo.
struct DemoStage {
    env: Environment,
    keys: Keyring,
    run_line: RunLine,
}

impl DemoStage {
    fn play(&self, script: &[Scene]) -> Result<()> {
        self.become_delegate()?;
        script.iter().try_for_each(|scene| self.scene(scene))
    }

    /// Makes the user of the demo act as Acme's delegate.
    fn become_delegate(&self) -> Result<()> {
        let store = Store::init(&self.env.dir)?;
        let key = std::path::absolute(self.env.dir.join(KEY_FILE))?;
        self.keys.write(ACME.id, &key)?;
        store.set_config("user.name", ACME.name)?;
        store.set_config("user.email", ACME.email)?;
        store.set_config("gpg.format", "ssh")?;
        store.set_config("user.signingkey", &key.to_string_lossy())?;
        // Otherwise git may ask for the passphrase of the user's own signing key at each commit.
        store.set_config("commit.gpgsign", "false")?;
        Ok(())
    }

    fn scene(&self, scene: &Scene) -> Result<()> {
        match scene {
            Scene::Say(when, text) => {
                ui::out(format!("{}  {text}", self.moment(*when)?.day()));
                Ok(())
            }
            Scene::Show(step) => {
                ui::out(format!("{MARGIN}wr {}", step.line));
                let refusal = self.step(step)?;
                let is_shown = |line: &&str| !line.starts_with("  who:");
                for line in refusal.lines().filter(is_shown) {
                    ui::out(format!("{MARGIN}{line}"));
                }
                Ok(())
            }
            Scene::Run(step) => self.step(step).map(drop),
            Scene::Roster(text) => self.write(ROSTER, text),
            Scene::Write(id, text) => {
                self.write(&format!("registers/{id}/register.yaml"), text.register)?;
                self.write(&format!("registers/{id}/contacts.yaml"), text.contacts)
            }
            Scene::Sign => self.keys.enter(&self.env.dir),
        }
    }

    /// Runs a command and returns why it is refused, if it is.
    fn step(&self, step: &DemoStep) -> Result<String> {
        let env = Environment {
            now: self.moment(step.when)?,
            identity: Some(Identity {
                name: step.who.name.to_string(),
                email: step.who.email.to_string(),
            }),
            secret: self.keys.of(step.who.id).cloned(),
            ..self.env.clone()
        };
        let words = words(step.line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (ran, output) = ui::captured(|| (self.run_line)(&env, &words));
        match (ran, step.expect) {
            (Ok(()), Expect::Done) => Ok(String::new()),
            (Err(error), Expect::Refused) if answer::exit_code(&error) == 1 => {
                Ok(format!("{error:#}"))
            }
            (Err(error), _) => Err(error.context(format!("`wr {}` failed: {output}", step.line))),
            (Ok(()), Expect::Refused) => bail!("`wr {}` should have been refused", step.line),
        }
    }

    fn moment(&self, when: DemoWhen) -> Result<Moment> {
        match when {
            DemoWhen::At(text) => text
                .parse()
                .map_err(|why| anyhow::anyhow!("the script's clock: {why}")),
            DemoWhen::HoursAgo(hours) => Ok(Moment::new(
                self.env.now.time() - chrono::TimeDelta::hours(hours),
            )),
        }
    }

    fn write(&self, path: &str, text: &str) -> Result<()> {
        let path = self.env.dir.join(path);
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))
    }
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
