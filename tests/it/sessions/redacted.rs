//! Redacts what follows from the bytes of acts: `[ACT]` for the digest of an act or of its file's name, `[SHA]` for a
//! commit, `[DIGEST]` for any other digest. What the transcript's own commands spell out is left as it is.

use std::collections::BTreeSet;

use git2::Repository;

use crate::world::World;

/// How many hexadecimal digits name an act in the name of its file.
const SHORT: usize = 12;

/// What is known about the digests of one transcript.
pub(super) struct Redaction {
    is_on: bool,
    /// What the commands spell out.
    commands: String,
    /// The short digests of all acts that had a file at some time.
    acts: BTreeSet<String>,
}

impl Redaction {
    pub(super) fn of(transcript: &str) -> Redaction {
        let commands = transcript.lines().filter_map(|line| line.split_once(" $ "));
        Redaction {
            is_on: true,
            commands: commands
                .map(|(_, command)| format!("{command}\n"))
                .collect(),
            acts: BTreeSet::new(),
        }
    }

    /// For pages that show users what they will see.
    pub(super) fn none(transcript: &str) -> Redaction {
        Redaction {
            is_on: false,
            ..Redaction::of(transcript)
        }
    }

    /// Remembers the acts that have a file now; a later command may remove it and a later one may name it.
    pub(super) fn learn(&mut self, world: &World) {
        if self.is_on {
            self.acts.extend(world.act_digests());
        }
    }

    pub(super) fn apply(&mut self, world: &World, printed: &str) -> String {
        if !self.is_on {
            return printed.to_string();
        }
        self.learn(world);
        let repository = Repository::discover(&world.here).ok();
        let is_commit = |hex: &str| {
            let found = repository.as_ref().map(|it| it.find_commit_by_prefix(hex));
            found.is_some_and(|found| found.is_ok())
        };
        let mut out = String::new();
        let mut rest = printed;
        while let Some(at) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
            let word = &rest[at..];
            // A digest in a letter may be broken where quoted-printable text breaks lines.
            let end = word.find(|c: char| !c.is_ascii_alphanumeric());
            let mut length = end.unwrap_or(word.len());
            let mut hex = word[..length].to_string();
            if let Some(next) = word[length..].strip_prefix("=\n") {
                let more = next.find(|c: char| !c.is_ascii_alphanumeric());
                let more = &next[..more.unwrap_or(next.len())];
                if is_hex(&hex) && is_hex(more) && hex.len() + more.len() == 64 {
                    length += 2 + more.len();
                    hex += more;
                }
            }
            out += &rest[..at];
            match self.label(&hex, is_commit) {
                Some(label) => out += label,
                None => out += &word[..length],
            }
            rest = &word[length..];
        }
        out + rest
    }

    /// The words for a digest; nothing for what is none.
    fn label(&self, hex: &str, is_commit: impl Fn(&str) -> bool) -> Option<&'static str> {
        if !is_hex(hex)
            || !matches!(hex.len(), 7 | 8 | SHORT | 40 | 64)
            || self.commands.contains(hex)
        {
            return None;
        }
        if hex.len() >= SHORT && self.acts.contains(&hex[..SHORT]) {
            return Some("[ACT]");
        }
        if is_commit(hex) {
            return Some("[SHA]");
        }
        // Short numbers are days and counts.
        (hex.len() >= SHORT).then_some("[DIGEST]")
    }
}

fn is_hex(word: &str) -> bool {
    word.bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
