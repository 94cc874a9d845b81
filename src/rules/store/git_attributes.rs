//! Attributes with which git changes the bytes of files.

use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::path::{ATTRIBUTES, keep_bytes};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "git-attributes",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "git keeps the bytes of every file below `registers`: the attribute `-text` is in effect, and no filter is",
    explanation: "Digests and signatures are about exact bytes. Without the line `registers/** -text` \
                  in `.gitattributes`, git writes other line ends on some machines, and records them. A \
                  later line such as `* text=auto`, or a filter such as Git LFS, does the same. `wr \
                  init` and `wr check --fix` write the line; it has to come after all lines that \
                  match the same files.",
    bad: "echo '* text=auto' > .gitattributes",
    good: "echo 'registers/** -text' > .gitattributes",
    check: Check::Governance(check),
};

/// How the loader writes that nothing is said about `text`, which is git's notation.
const UNSPECIFIED: &str = "!text";

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    findings.extend(check_attributes(&snapshot.changeable));
}

/// The finding about files whose bytes git may change, with the attributes in effect that let it.
pub fn check_attributes(changeable: &[(String, Vec<String>)]) -> Option<Diagnostic> {
    let (path, attributes) = changeable.first()?;
    let more = match changeable.len() - 1 {
        0 => String::new(),
        1 => " and of one other file".to_string(),
        more => format!(" and of {more} other files"),
    };
    let in_effect: Vec<String> = attributes
        .iter()
        .filter(|attribute| *attribute != UNSPECIFIED)
        .map(|attribute| format!("`{attribute}`"))
        .collect();
    let why = match in_effect.is_empty() {
        true => "no line of .gitattributes says `-text` for it".to_string(),
        false => format!(
            "the attributes in effect for it are {}",
            in_effect.join(", ")
        ),
    };
    let message = format!(
        "git may change the bytes of {path}{more}: {why}; digests and signatures cover every byte"
    );
    let all = changeable
        .iter()
        .flat_map(|(_, attributes)| attributes)
        .map(String::as_str);
    let help = format!(
        "add the line `{}` at the end of {ATTRIBUTES}, and commit it; `git check-attr --all {path}` shows what is in effect",
        keep_bytes(all)
    );
    Some(RULE.found(message).help(help))
}
