//! Names that not every machine can have.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::{Check, Rule};
use crate::casefold::casefold;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::id::is_device;
use crate::snapshot::Snapshot;

/// `path-portable`.
pub(super) static RULE: Rule = Rule {
    name: "path-portable",
    severity: Severity::Error,
    clause: "design (store)",
    summary: "every file below `registers` has a name that all machines can have, and that differs from others",
    explanation: "A store is used on Linux, macOS and Windows. Windows and macOS take names that differ by case, or \
                  by the way an accent is written, for one name: of two such files one is lost when the store is \
                  cloned there. Windows cannot have names such as `con` or `nul`, names that end in a dot or a \
                  space, nor some characters.",
    bad: "cp registers/xyz/register.yaml registers/XYZ/register.yaml",
    good: "cp registers/xyz/contacts.yaml contacts.yaml",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let hazards = hazards(snapshot);
    for file in &snapshot.strays {
        if let Some(message) = hazards.get(file.path()) {
            let finding = RULE.found(message.clone()).at(SourcePlace::file(file));
            findings.push(finding.help("rename it with `git mv`, or take it out with `git rm`"));
        }
    }
}

/// What is wrong with the names of files, by path. What has a place in a store has a name that all machines
/// can have; so only what has none is looked at, and mostly there is nothing to do.
pub(super) fn hazards(snapshot: &Snapshot) -> BTreeMap<&str, String> {
    if snapshot.strays.is_empty() {
        return BTreeMap::new();
    }
    let mut paths: HashMap<String, Vec<&str>> = HashMap::new();
    for path in placed(snapshot).chain(snapshot.strays.iter().map(|file| file.path())) {
        paths.entry(casefold(path)).or_default().push(path);
    }
    let twin = |path: &str| {
        let same = paths.get(&casefold(path))?;
        same.iter().find(|other| **other != path).map(|other| {
            let what = if path.nfc().eq(other.nfc()) { "the way an accent is written" } else { "case" };
            format!(
                "this name differs from {other} only in {what}: Windows and macOS keep one of the two files"
            )
        })
    };
    let strays = snapshot.strays.iter().map(|file| file.path());
    strays
        .filter_map(|path| Some((path, twin(path).or_else(|| unusual(path))?)))
        .collect()
}

/// The paths of all files that have a place.
fn placed(snapshot: &Snapshot) -> impl Iterator<Item = &str> {
    let governance = snapshot.policy.iter().map(|file| &file.file);
    let governance = governance
        .chain(snapshot.roster.iter().map(|file| &file.file))
        .chain(snapshot.history.values());
    let registers = snapshot.registers.values().flat_map(|register_files| {
        let text = register_files.text.iter().map(|text| &text.file);
        let contacts = register_files
            .contacts
            .iter()
            .map(|contacts| &contacts.file);
        let revisions = register_files.revisions.values().map(|text| &text.file);
        text.chain(contacts).chain(revisions)
    });
    governance
        .chain(registers)
        .chain(snapshot.acts().map(|act| &act.file))
        .map(|file| file.path())
}

/// What Windows has against a path.
fn unusual(path: &str) -> Option<String> {
    path.split('/').find_map(|name| {
        let stem = name.split('.').next().unwrap_or_default();
        let non_regular = name
            .chars()
            .find(|c| c.is_control() || "<>:\"|?*\\".contains(*c));
        if is_device(&stem.to_lowercase()) {
            Some(format!(
                "`{name}` cannot be a name on Windows, which keeps `{stem}` for a device"
            ))
        } else if name.ends_with(['.', ' ']) {
            Some(format!(
                "`{name}` cannot be a name on Windows: it ends in a dot or a space"
            ))
        } else {
            non_regular.map(|_| {
                format!(
                    "`{name}` cannot be a name on Windows: it has one of < > : \" | ? * \\ in it"
                )
            })
        }
    })
}
