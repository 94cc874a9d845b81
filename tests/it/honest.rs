//! Honest users who work as they like: each has a clone that may be stale and a clock that may be off, and shares by push,
//! by pull request and by mail. `wr verify` accepts every step, and no vote that was shared in time is missing from a
//! result. `PROPTEST_RNG_SEED` chooses the first run.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use wr::act::{Act, Action, canonical};
use wr::date::Moment;
use wr::policy::rule::Outcome;
use wr::source::{Digest, SourceFile};

use super::pre_receive;
use super::pull_requests::share;
use super::world::{Ran, World, ran, words};

/// The number of stories.
const RUNS: u64 = 3;

/// The clock of the server and of its merges is wrong as every other clock may be.
struct Story {
    world: World,
    seed: u64,
    random: u64,
    now: Moment,
    /// By how many minutes each clock is off.
    skew: BTreeMap<String, i64>,
    /// The branches that wait to be merged.
    open: Vec<String>,
    /// The votes in the mail.
    mail: Vec<PathBuf>,
    /// When each vote came to the main branch.
    shared: BTreeMap<String, Moment>,
    tip: String,
    told: Vec<String>,
}

impl Story {
    fn begin(seed: u64) -> Story {
        let world = share(World::signed("submitted"));
        pre_receive::guard(&world);
        let mut story = Story {
            world,
            seed,
            random: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            now: "2026-01-27T08:00:00Z".parse().unwrap(),
            skew: BTreeMap::new(),
            open: Vec::new(),
            mail: Vec::new(),
            shared: BTreeMap::new(),
            tip: String::new(),
            told: Vec::new(),
        };
        for who in [
            "ann", "bob", "cleo", "dan", "carl", "tess", "rita", "olga", "hub",
        ] {
            story.world.git(
                who,
                &[
                    "clone",
                    "--quiet",
                    "../origin.git",
                    &format!("../clone-{who}"),
                ],
            );
            let skew = i64::try_from(story.below(21)).unwrap() - 10;
            story.skew.insert(who.to_string(), skew);
        }
        story
    }

    /// A number below another one.
    fn below(&mut self, most: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % most
    }

    fn passes(&mut self, least: u64, most: u64) {
        let minutes = least + self.below(most - least);
        self.now = self.now.plus_minutes(i64::try_from(minutes).unwrap());
    }

    fn clock(&self, who: &str) -> String {
        self.now.plus_minutes(self.skew[who]).to_string()
    }

    fn at(&mut self, who: &str) {
        self.world.here = self.world.outside().join(format!("clone-{who}"));
    }

    /// Runs a command in a person's own clone, with that person's clock.
    fn run(&mut self, who: &str, line: &str) -> Ran {
        self.at(who);
        let mut command =
            pre_receive::command(&self.world, env!("CARGO_BIN_EXE_wr"), &self.clock(who), who);
        let ran = ran(command.args(words(line)).output().unwrap());
        let last = ran
            .stderr
            .lines()
            .rfind(|line| line.contains("refused") || line.contains("error"))
            .unwrap_or_default()
            .to_string();
        self.told.push(format!(
            "{} {who} $ wr {line} -> {} {last}",
            self.clock(who),
            ran.code
        ));
        assert!(ran.code < 2, "{}{}{}", self.story(), ran.stdout, ran.stderr);
        // What `wr sync` lets out, the hook lets in.
        assert!(
            !ran.stderr.contains("declined"),
            "{}{}",
            self.story(),
            ran.stderr
        );
        ran
    }

    fn git(&mut self, who: &str, args: &[&str]) -> Ran {
        self.at(who);
        let ran = pre_receive::git(&self.world, &self.clock(who), args);
        self.told.push(format!(
            "{} {who} $ git {} -> {}",
            self.clock(who),
            args.join(" "),
            ran.code
        ));
        ran
    }

    fn must(&mut self, who: &str, args: &[&str]) {
        let ran = self.git(who, args);
        assert_eq!(ran.code, 0, "{}{}", self.story(), ran.stderr);
    }

    fn story(&self) -> String {
        format!(
            "seed {}, clocks {:?}\n{}\n",
            self.seed,
            self.skew,
            self.told.join("\n")
        )
    }

    /// A person acts, in one of three ways.
    fn acts(&mut self, who: &str, line: &str) {
        match self.below(3) {
            0 => {
                self.run(who, line);
                if self.below(3) > 0 {
                    self.run(who, "sync --yes");
                }
            }
            1 if line.starts_with("vote ") => {
                let folder = self
                    .world
                    .outside()
                    .join(format!("mail-{}", self.told.len()));
                let line = format!("{line} --out {}", folder.display());
                if self.run(who, &line).code == 0 {
                    self.mail.push(folder);
                }
            }
            _ => {
                if self.below(2) == 0 {
                    self.must(who, &["fetch", "--quiet", "origin"]);
                }
                let name = format!("pr-{}", self.told.len());
                self.must(who, &["checkout", "--quiet", "-b", &name, "origin/main"]);
                if self.run(who, line).code == 0 {
                    if self.below(3) == 0 {
                        self.must(who, &["push", "--quiet", "-u", "origin", &name]);
                        self.passes(1, 60);
                        self.run(who, "feedback add xyz --text \"By the way\"");
                    }
                    self.must(who, &["push", "--quiet", "origin", &name]);
                    self.open.push(name);
                }
                self.must(who, &["checkout", "--quiet", "main"]);
            }
        }
        self.look();
    }

    /// Something that waits is brought in.
    fn brings_in(&mut self) {
        if !self.mail.is_empty() && (self.open.is_empty() || self.below(2) == 0) {
            let at = usize::try_from(self.below(u64::try_from(self.mail.len()).unwrap())).unwrap();
            let folder = self.mail.remove(at);
            let files = fs::read_dir(&folder)
                .unwrap()
                .map(|file| file.unwrap().path().display().to_string());
            let files: Vec<String> = files.filter(|name| name.ends_with(".yaml")).collect();
            self.run("carl", "sync --yes");
            self.run("carl", &format!("import-act {}", files.join(" ")));
            self.run("carl", "sync --yes");
        } else if !self.open.is_empty() {
            let at = usize::try_from(self.below(u64::try_from(self.open.len()).unwrap())).unwrap();
            let name = self.open.remove(at);
            self.merges(&name);
        }
        self.look();
    }

    /// The platform merges a pull request whose checks pass, in one of three ways.
    fn merges(&mut self, name: &str) {
        self.must("hub", &["fetch", "--quiet", "origin"]);
        let branch = format!("origin/{name}");
        self.must(
            "hub",
            &["checkout", "--quiet", "-B", "merged", "origin/main"],
        );
        let done = match self.below(3) {
            0 => self.git(
                "hub",
                &["merge", "--quiet", "--no-ff", "--no-edit", &branch],
            ),
            1 => {
                let ran = self.git("hub", &["merge", "--quiet", "--squash", &branch]);
                if ran.code == 0 {
                    self.git(
                        "hub",
                        &["commit", "--quiet", "--allow-empty", "-m", "squashed"],
                    )
                } else {
                    ran
                }
            }
            _ => {
                self.must("hub", &["checkout", "--quiet", "-B", "merged", &branch]);
                self.git(
                    "hub",
                    &["rebase", "--quiet", "--force-rebase", "origin/main"],
                )
            }
        };
        if done.code != 0 {
            self.git("hub", &["rebase", "--abort"]);
            self.must("hub", &["reset", "--quiet", "--hard"]);
            return;
        }
        if self.run("hub", "check --base origin/main").code == 0 {
            let pushed = self.git("hub", &["push", "--quiet", "origin", "HEAD:main"]);
            assert_eq!(
                pushed.code,
                0,
                "check lets it in, and the hook does not\n{}{}",
                self.story(),
                pushed.stderr
            );
        }
    }

    /// What came to the main branch is noted, and verified.
    fn look(&mut self) {
        self.must("hub", &["fetch", "--quiet", "origin"]);
        let tip = self.world.git("vera", &["rev-parse", "origin/main"]);
        if tip == self.tip {
            return;
        }
        self.tip = tip;
        let there = self.world.git(
            "vera",
            &[
                "ls-tree",
                "-r",
                "--name-only",
                "origin/main",
                "registers/xyz/ballots",
            ],
        );
        for path in there
            .lines()
            .filter(|path| path.contains("/votes/") && path.ends_with(".yaml"))
        {
            self.shared.entry(path.to_string()).or_insert(self.now);
        }
        let fresh = self.world.outside().join("fresh");
        let _ = fs::remove_dir_all(&fresh);
        self.world
            .git("vera", &["clone", "--quiet", "../origin.git", "../fresh"]);
        self.world.here = fresh;
        let verified = self.world.run(&self.now.to_string(), "lawyer", "verify");
        assert_eq!(
            verified.code,
            0,
            "{}{}{}",
            self.story(),
            verified.stdout,
            verified.stderr
        );
    }

    /// An act on the main branch.
    fn read(&self, path: &str) -> Option<(Act, Digest)> {
        let there = self
            .world
            .git("vera", &["ls-tree", "--name-only", "origin/main", path]);
        if there.is_empty() {
            return None;
        }
        let text = self
            .world
            .git("vera", &["show", &format!("origin/main:{path}")]);
        let act = canonical::read(&SourceFile::new(path, text.as_str())).unwrap();
        Some((act, Digest::of(text.as_bytes())))
    }

    /// Does something until it is on the main branch.
    fn until(&mut self, path: &str, who: &str, line: &str) -> Act {
        for _ in 0..6 {
            if let Some((act, _)) = self.read(path) {
                return act;
            }
            if who == "rita" {
                self.resolves();
            }
            self.acts(who, line);
            self.passes(20, 60);
            self.brings_in();
            self.passes(20, 60);
            self.run(who, "sync --yes");
            self.look();
        }
        let (act, _) = self
            .read(path)
            .unwrap_or_else(|| panic!("never done: {path}\n{}", self.story()));
        act
    }

    /// The owner answers what was said.
    fn resolves(&mut self) {
        self.run("olga", "sync --yes");
        for path in self.world.files("registers/xyz/acts", "-feedback-") {
            let Some(name) = path.strip_suffix(".yaml") else {
                continue;
            };
            let digest = name.rsplit('-').next().unwrap_or_default();
            self.run("olga", &format!("feedback resolve xyz {digest} accepted"));
        }
        self.run("olga", "sync --yes");
        self.look();
    }

    /// A ballot, from its opening to its result.
    fn ballot(&mut self, body: &str, chair: &str, voters: &[&str]) -> bool {
        let folder = format!("registers/xyz/ballots/adopt-1-{body}-1");
        let opening = format!("ballot open xyz --body {body}");
        let opened = self.until(&format!("{folder}/ballot.yaml"), chair, &opening);
        let Action::Ballot(ballot) = opened.action else {
            panic!()
        };
        for who in voters {
            self.run(who, "sync --yes");
        }
        for turn in 0..voters.len() + 2 {
            let who = voters[turn % voters.len()];
            let choice = ["approve", "approve", "abstain"][usize::try_from(self.below(3)).unwrap()];
            let choice = if turn == 0 || turn == 1 {
                "approve"
            } else {
                choice
            };
            self.acts(who, &format!("vote xyz {choice} --ballot {body}"));
            self.passes(10, 60 * 24);
            if self.below(2) == 0 {
                self.brings_in();
            }
        }
        // Around the end some vote, some share what they have, and the chair counts.
        if self.now < ballot.closes.plus_minutes(-60) {
            self.now = ballot.closes.plus_minutes(-60);
        }
        let last =
            voters[usize::try_from(self.below(u64::try_from(voters.len()).unwrap())).unwrap()];
        self.acts(last, &format!("vote xyz approve --ballot {body}"));
        self.passes(10, 90);
        self.brings_in();
        self.now = self.now.max(ballot.closes.plus_minutes(11));
        let path = format!("{folder}/result.yaml");
        let result = self.until(&path, chair, &format!("ballot close xyz --ballot {body}"));
        let Action::Result(counted) = result.action else {
            panic!()
        };
        for (vote, at) in &self.shared {
            if vote.starts_with(&folder) && *at <= ballot.closes.plus_minutes(-30) {
                let (_, digest) = self.read(vote).unwrap();
                assert!(
                    counted.votes.contains(&digest),
                    "{vote} of {at} is missing\n{}",
                    self.story()
                );
            }
        }
        // What is late comes all the same, or is refused; nothing breaks by it.
        self.brings_in();
        for who in voters {
            self.run(who, "sync --yes");
            self.look();
        }
        counted.outcome == Outcome::Approved
    }
}

#[test]
fn honest_people_are_never_refused_in_the_end() {
    let first = std::env::var("PROPTEST_RNG_SEED")
        .ok()
        .and_then(|seed| seed.parse::<u64>().ok())
        .unwrap_or(1);
    let runs = std::env::var("HONEST_RUNS")
        .ok()
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(RUNS);
    std::thread::scope(|scope| {
        for seed in 0..runs {
            scope.spawn(move || {
                let mut story = Story::begin(first.wrapping_mul(1000).wrapping_add(seed));
                // A body is asked only after the one before it approved.
                let _ = story.ballot("alliance", "carl", &["ann", "bob", "cleo", "dan"])
                    && story.ballot("technical", "tess", &["ann", "bob", "cleo"])
                    && story.ballot("board", "rita", &["ann", "bob", "cleo"]);
            });
        }
    });
}
