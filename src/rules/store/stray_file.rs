//! Files that have no place in a store.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace};
use crate::path::{HISTORY, REGISTERS, REQUESTS, RESERVED, SIGNATURE, register_id};
use crate::rules::rule::{Check, Rule};
use crate::rules::store::path_portable;
use crate::snapshot::Snapshot;
use crate::source::SourceFile;

pub(crate) static RULE: Rule = Rule {
    name: "stray-file",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "every file below `registers` is at a path that a store has",
    explanation: "The path alone decides what a file is. `wr` does not read files at other paths: \
                  a vote in the wrong folder, a register with capitals in its name. Notes and \
                  drafts belong outside `registers`.",
    bad: "echo call Ann > registers/xyz/notes.txt",
    good: "echo call Ann > notes.txt",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let hazards = path_portable::hazards(snapshot);
    // `path-portable` reports files with problematic names.
    for file in snapshot
        .strays
        .iter()
        .filter(|file| !hazards.contains_key(file.path()))
    {
        let message = "nothing in a store has this path, so the file is not read";
        findings.push(
            RULE.found(message)
                .at(SourcePlace::file(file))
                .help(expected(file.path())),
        );
    }
}

/// The finding about a file that people wrote under a wrong name, such as `register.yml`; `None` for other files.
pub fn check_misnamed(file: &Arc<SourceFile>) -> Option<Diagnostic> {
    let name = file.path().rsplit('/').next()?;
    let right = misnamed(name).filter(|right| *right != name)?;
    let message = format!("`{name}` is not read; the name must be `{right}`");
    let help = expected(file.path());
    Some(RULE.found(message).at(SourcePlace::file(file)).help(help))
}

/// The path of the register's text that this file was meant to be, if only its name is wrong.
pub fn meant_text(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let right = misnamed(name).filter(|right| *right == "register.yaml" && *right != name)?;
    Some(format!("{folder}/{right}"))
}

/// What the folder of this file may contain.
fn expected(path: &str) -> String {
    if path.starts_with(HISTORY) {
        return format!("{HISTORY} holds roster-N.yaml and policy-N.yaml, which `wr` writes");
    }
    let below = path.strip_prefix(REGISTERS).unwrap_or(path);
    let Some((folder, rest)) = below.split_once('/') else {
        if let Some(name) = misnamed(below) {
            return format!("rename it, for example with `mv {path} {REGISTERS}{name}`");
        }
        return format!(
            "{REGISTERS} itself holds policy.yaml, roster.yaml and allowed_signers; everything else is in a folder"
        );
    };
    if folder == REQUESTS {
        return format!(
            "{REGISTERS}{REQUESTS} holds change requests: ID/acts/, as `wr` names them"
        );
    }
    if RESERVED.contains(&folder) {
        return format!("`{folder}` cannot be the id of a register");
    }
    if register_id(folder).is_none() {
        return format!(
            "`{folder}` is not the id of a register: an id has lowercase letters, digits and single hyphens"
        );
    }
    if rest.ends_with(SIGNATURE) {
        return "a signature belongs next to its act, and this one has no act".to_string();
    }
    if let Some(name) = misnamed(rest) {
        return format!("rename it, for example with `mv {path} {REGISTERS}{folder}/{name}`");
    }
    match rest.split('/').next() {
        Some("revisions") => "revisions are numbered: revisions/1.yaml, revisions/2.yaml".to_string(),
        Some("acts") => "acts are in acts/ itself, as `wr` names them".to_string(),
        Some("ballots") => {
            "a ballot's folder holds ballot.yaml, result.yaml (result-2.yaml if the first has no effect) and votes/SEAT/, as `wr` names them".to_string()
        }
        Some(_) | None => {
            "a register's folder holds register.yaml, contacts.yaml, revisions/, acts/ and ballots/"
                .to_string()
        }
    }
}

/// The name that a file should have, if only its ending or the case of its letters is wrong.
fn misnamed(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let stem = lower
        .strip_suffix(".yml")
        .or_else(|| lower.strip_suffix(".yaml"))?;
    match stem.strip_suffix(".yaml").unwrap_or(stem) {
        "register" => Some("register.yaml"),
        "contacts" | "contact" => Some("contacts.yaml"),
        "roster" => Some("roster.yaml"),
        "policy" => Some("policy.yaml"),
        _ => None,
    }
}
