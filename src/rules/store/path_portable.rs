//! File names that not every system supports.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::casefold::casefold;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::id::is_device;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "path-portable",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "every file below `registers` has a name that is valid and unique on every system",
    explanation: "A store is used on Linux, macOS and Windows. Windows and macOS treat names as \
                  equal that differ only in case, or in the encoding of an accent: one of two such \
                  files is lost when the store is cloned there. Windows does not allow names such \
                  as `con` or `nul`, names that end in a dot or a space, and some characters.",
    bad: "cp registers/xyz/register.yaml registers/XYZ/register.yaml",
    good: "cp registers/xyz/contacts.yaml contacts.yaml",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let hazards = hazards(snapshot);
    for file in &snapshot.strays {
        if let Some(message) = hazards.get(file.path()) {
            let finding = RULE.found(message.clone()).at(SourcePlace::file(file));
            findings.push(finding.help("rename it with `git mv`, or move it out of registers"));
        }
    }
}

/// Problems with file names, by path. The paths of a store's own files are portable, so only stray files are checked;
/// most stores have none.
pub(crate) fn hazards(snapshot: &Snapshot) -> BTreeMap<&str, String> {
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
            let what = if path.nfc().eq(other.nfc()) { "the encoding of an accent" } else { "case" };
            format!(
                "this name differs from {other} only in {what}: Windows and macOS keep only one of the files"
            )
        })
    };
    let strays = snapshot.strays.iter().map(|file| file.path());
    strays
        .filter_map(|path| Some((path, twin(path).or_else(|| unusual(path))?)))
        .collect()
}

/// The paths of all files that are not stray.
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

/// Why Windows does not allow a path; `None` if it does.
fn unusual(path: &str) -> Option<String> {
    path.split('/').find_map(|name| {
        let stem = name.split('.').next().unwrap_or_default();
        let non_regular = name
            .chars()
            .find(|c| c.is_control() || "<>:\"|?*\\".contains(*c));
        if is_device(&stem.to_lowercase()) {
            Some(format!(
                "`{name}` is not a valid name on Windows: `{stem}` is reserved for a device"
            ))
        } else if name.ends_with(['.', ' ']) {
            Some(format!(
                "`{name}` is not a valid name on Windows: it ends in a dot or a space"
            ))
        } else {
            non_regular.map(|_| {
                format!(
                    "`{name}` is not a valid name on Windows: it contains one of < > : \" | ? * \\"
                )
            })
        }
    })
}
