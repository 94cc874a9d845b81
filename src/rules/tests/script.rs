//! Runs an example: fields that replace those of a document, or commands on the files of a store, one per line. In
//! an example of a change, the commands above `git checkout -b` apply to the target branch as well.

use super::asked;
use super::roots;
use super::world::{CONTACTS, POLICY, ROSTER, TEXT, id, tree, vote};
use crate::act::{Act, Action, canonical};
use crate::date::Day;
use crate::diagnostic::Findings;
use crate::path::{ATTRIBUTES, REGISTERS};
use crate::rules::rule::Check;
use crate::rules::{ChangeSide, ProposedChange, Rule, check, check_change};
use crate::snapshot::Snapshot;
use crate::source::{SourceFile, Tree};

/// The newest commit of the target branch.
const SHARED: &str = "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a";

/// The findings in a store with the example.
pub(super) fn findings(rule: &Rule, example: &str) -> Findings {
    store(rule, example).findings()
}

/// A store with the example.
pub(super) fn store(rule: &Rule, example: &str) -> Store {
    let mut store = Store::new();
    let text = |path: &str, base: &str| SourceFile::new(path, laid_over(base, example));
    let is_script = example.starts_with('#')
        || [
            "rm", "ln", "mv", "cp", "sed", "echo", "head", "wr", "git", "WR_NOW",
        ]
        .iter()
        .any(|word| example.starts_with(word));
    match rule.check {
        _ if is_script => example.lines().for_each(|line| store.run(line)),
        Check::Contacts(_) => store
            .tree
            .insert(text("registers/xyz/contacts.yaml", CONTACTS)),
        Check::Governance(_) | Check::Dated(_)
            if ["ballots:", "process:", "sections:", "site:"]
                .iter()
                .any(|word| example.starts_with(word)) =>
        {
            store.tree.insert(text("registers/policy.yaml", POLICY));
        }
        Check::Governance(_) | Check::Dated(_) => {
            store.tree.insert(text("registers/roster.yaml", ROSTER))
        }
        Check::Reading
        | Check::File(_)
        | Check::Binding(_)
        | Check::Text(_)
        | Check::Allowing
        | Check::Register(_)
        | Check::Acts(_)
        | Check::Request(_)
        | Check::Change(_) => {
            store.tree.insert(text("registers/xyz/register.yaml", TEXT));
        }
    }
    store
}

/// `base` with the top-level fields of `example` in place of its own.
pub(super) fn laid_over(base: &str, example: &str) -> String {
    let begins_field = |line: &str| line.starts_with(|c: char| !c.is_whitespace());
    let key = |line: &str| {
        line.trim_start_matches('\u{feff}')
            .split(':')
            .next()
            .map(str::to_string)
    };
    let given: Vec<_> = example
        .lines()
        .filter(|line| begins_field(line))
        .map(key)
        .collect();
    let mut out = format!("{example}\n");
    let mut is_kept = true;
    for line in base.lines() {
        if begins_field(line) {
            is_kept = !given.contains(&key(line));
        }
        if is_kept {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A store in memory, with what the loader of a real store finds out.
pub(super) struct Store {
    /// The target branch, in an example of a change.
    base: Option<Tree>,
    pub(super) tree: Tree,
    seen: Vec<String>,
    non_regular: Vec<(String, &'static str)>,
    today: Day,
}

impl Store {
    /// The store that every example starts with.
    pub(super) fn new() -> Store {
        let (seen, non_regular, today) = (Vec::new(), Vec::new(), Day::of(2027, 1, 15));
        Store {
            base: None,
            tree: tree(),
            seen,
            non_regular,
            today,
        }
    }

    pub(super) fn findings(&self) -> Findings {
        self.findings_in(&self.tree)
    }

    /// The findings with other files.
    pub(super) fn findings_in(&self, tree: &Tree) -> Findings {
        let mut snapshot = Snapshot::load(tree);
        snapshot.seen_by_result.extend(self.seen.iter().cloned());
        snapshot
            .non_regular
            .extend(self.non_regular.iter().cloned());
        snapshot.changeable.extend(changeable(tree));
        let Some(base) = self.base.clone() else {
            return check(&snapshot, self.today);
        };
        let before = Snapshot::load(&base);
        let before = ChangeSide {
            snapshot: before,
            tree: base,
        };
        let after = ChangeSide {
            snapshot,
            tree: tree.clone(),
        };
        check_change(
            &ProposedChange {
                before,
                after,
                is_proposed: true,
            },
            self.today,
        )
    }

    pub(super) fn run(&mut self, line: &str) {
        let (command, rest) = line.split_once(' ').expect("a command");
        match command {
            "#" => (),
            "rm" => {
                let path = self.path(rest);
                self.tree.remove(&path);
            }
            "ln" => {
                let (_, path) = rest.rsplit_once(' ').expect("a target and a path");
                self.non_regular.push((path.to_string(), "a symbolic link"));
            }
            "mv" | "cp" => {
                let (from, to) = rest.split_once(' ').expect("two paths");
                let from = self.path(from);
                let bytes = self.bytes(&from);
                self.tree.insert(SourceFile::new(to, bytes));
                if command == "mv" {
                    self.tree.remove(&from);
                }
            }
            "sed" => self.sed(rest),
            "echo" => self.echo(rest),
            "head" => {
                let (count, path) = rest
                    .strip_prefix("-c ")
                    .and_then(|rest| rest.split_once(' '))
                    .expect("-c");
                let (_, path) = path.split_once(" > ").expect("> and a path");
                self.tree.insert(SourceFile::new(
                    path,
                    vec![b'x'; count.parse().expect("a number")],
                ));
            }
            "wr" => {
                let words = rest.split(' ').collect::<Vec<_>>();
                if roots::done(&words, &mut self.tree) {
                    return;
                }
                match asked::act(&words, &self.tree) {
                    Some(stored) => self
                        .tree
                        .insert(SourceFile::new(stored.path(), stored.act.to_bytes())),
                    None => self.vote(&words),
                }
            }
            "git" if rest.starts_with("checkout -b ") => self.base = Some(self.tree.clone()),
            "git" => self
                .seen
                .extend(self.tree.files().map(|file| file.path().to_string())),
            _ => {
                let day = command.strip_prefix("WR_NOW=").expect("a command of these");
                self.today = day.parse().expect("a day");
            }
        }
    }

    /// The only path that matches, where `*` matches anything.
    fn path(&self, pattern: &str) -> String {
        let parts: Vec<&str> = pattern.split('*').collect();
        let fits = |path: &str| {
            let (begin, end) = (parts[0], parts[parts.len() - 1]);
            path.starts_with(begin)
                && path.ends_with(end)
                && parts.iter().all(|part| path.contains(part))
        };
        let mut paths = self
            .tree
            .files()
            .map(|file| file.path())
            .filter(|path| fits(path));
        let path = paths
            .next()
            .unwrap_or_else(|| panic!("no file {pattern}"))
            .to_string();
        assert_eq!(
            paths.filter(|other| *other != path).count(),
            0,
            "{pattern} is more than one file"
        );
        path
    }

    fn bytes(&self, path: &str) -> Vec<u8> {
        self.tree.get(path).expect("a file").bytes().to_vec()
    }

    /// `-i s/OLD/NEW/ PATH`
    fn sed(&mut self, rest: &str) {
        let mut parts = rest.strip_prefix("-i s/").expect("-i s/").splitn(3, '/');
        let mut part = || parts.next().expect("old, new and path");
        let (old, new, path) = (part(), part(), self.path(part().trim()));
        let text = String::from_utf8(self.bytes(&path)).expect("text");
        assert!(text.contains(old), "{path} has no {old}");
        self.tree.insert(SourceFile::new(
            path,
            text.replacen(old, &new.replace("\\n", "\n"), 1),
        ));
    }

    /// `TEXT > PATH` or `TEXT >> PATH`
    fn echo(&mut self, rest: &str) {
        let (text, path) = rest.split_once(" >").expect("> and a path");
        let text = text.trim_matches('\'');
        let line = format!("{text}\n");
        match path.strip_prefix("> ") {
            Some(path) => {
                let old = String::from_utf8(self.bytes(path)).expect("text");
                self.tree
                    .insert(SourceFile::new(path, format!("{old}{line}")));
            }
            None => self.tree.insert(SourceFile::new(path.trim(), line)),
        }
    }

    /// `vote REGISTER BALLOT CHOICE --seat SEAT --as PERSON [--comment WORD]`, recorded without any check.
    fn vote(&mut self, words: &[&str]) {
        let [
            "vote",
            register,
            ballot,
            choice,
            "--seat",
            seat,
            "--as",
            person,
            rest @ ..,
        ] = words
        else {
            assert_eq!(words, ["check"]);
            return;
        };
        let path = format!("registers/{register}/ballots/{ballot}/ballot.yaml");
        let file = self.tree.get(&path).expect("a ballot");
        let opened: Act = canonical::read(file).expect("an act");
        let mut vote = vote(file.digest(), seat, choice.parse().expect("a choice"));
        if let ["--comment", comment] = rest {
            vote.comment = Some(comment.to_string());
        }
        let action = Action::Vote(vote);
        let at = "2026-07-06T10:00:00Z".parse().expect("a moment");
        let cast = Act {
            by: id(person),
            at,
            on: "2026-07-06".parse().expect("a day"),
            seen: SHARED.to_string(),
            after: Vec::new(),
            action,
            ..opened
        };
        let stored = cast.stored();
        self.tree
            .insert(SourceFile::new(stored.path(), stored.act.to_bytes()));
    }
}

/// The files whose bytes git may change, by the last line of `.gitattributes`; none without that file.
fn changeable(tree: &Tree) -> Vec<(String, Vec<String>)> {
    let Some(file) = tree.get(ATTRIBUTES) else {
        return Vec::new();
    };
    let text = file.text().expect("text");
    let words = text.lines().last().unwrap_or_default().split(' ').skip(1);
    let set: Vec<String> = words
        .filter(|word| word.starts_with("text=") || word.starts_with("filter="))
        .map(str::to_string)
        .collect();
    let paths = tree.under(REGISTERS).map(|file| file.path().to_string());
    paths
        .filter(|_| !set.is_empty())
        .map(|path| (path, set.clone()))
        .collect()
}
