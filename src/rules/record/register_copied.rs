//! Folders that were copied or renamed from the folder of another register.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace};
use crate::id::Id;
use crate::path::REGISTERS;
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::RegisterFiles;
use crate::source::SourceFile;

pub(crate) static RULE: Rule = Rule {
    name: "register-copied",
    severity: Severity::Error,
    clause: "docs/files.md, Acts",
    summary: "the folder of a register is not a copy of another one's",
    explanation: "Each act names its register, so in a copied or renamed folder no act has an \
                  effect. `wr new` begins a register with a text of its own. A register keeps its \
                  id for good; the roster has the partner's present name.",
    bad: "cp registers/abc/register.yaml registers/ogf/register.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    findings.extend(by_acts(checks));
}

fn by_acts(checks: &RegisterChecks<'_>) -> Option<Diagnostic> {
    let files = checks.register_files;
    let original = checks.acts.copied_from()?;
    let (id, first) = (&files.id, checks.acts.readable.first()?.0);
    let is_there = checks.snapshot.registers.contains_key(original)
        || checks.snapshot.elsewhere.contains(original);
    let (message, help) = match is_there {
        true => (
            format!(
                "the folder `{id}` is a copy of `{original}`: its acts name `{original}`, so they have no effect here"
            ),
            begin(id, first.path()),
        ),
        false => (
            format!(
                "the folder `{id}` is the renamed folder of `{original}`: its acts name `{original}`, so they have no effect here"
            ),
            format!(
                "rename it back with `git mv {REGISTERS}{id} {REGISTERS}{original}`; a register keeps its id, and the \
                 roster has the partner's present name"
            ),
        ),
    };
    Some(
        RULE.found(message)
            .at(SourcePlace::file(place(files, first)))
            .help(help),
    )
}

/// The finding about a folder without acts whose text is that of another register, byte for byte.
pub(crate) fn by_text(id: &Id, text: &Arc<SourceFile>, original: &Id) -> Diagnostic {
    let message =
        format!("the folder `{id}` is a copy of `{original}`: the two texts are the same");
    RULE.found(message)
        .at(SourcePlace::file(text))
        .help(begin(id, text.path()))
}

fn begin(id: &Id, path: &str) -> String {
    let folder = path
        .strip_prefix(REGISTERS)
        .and_then(|path| path.split('/').next());
    format!(
        "delete the folder {REGISTERS}{}; to begin a new register, run `wr new {id} --partner NAME`",
        folder.unwrap_or(id.as_str())
    )
}

/// The file that stands for the folder.
fn place<'a>(files: &'a RegisterFiles, first: &'a Arc<SourceFile>) -> &'a Arc<SourceFile> {
    files.text.as_ref().map_or(first, |text| &text.file)
}
