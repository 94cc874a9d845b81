//! Rules whose checks are in the readers of YAML and of acts; this file explains them.

use crate::diagnostic::Severity;
use crate::rules::rule::{Check, Rule};

/// The rules about every file that people write, in the order of `wr explain`.
pub(super) static RULES: &[&Rule] = &[
    &SYNTAX,
    &UTF8,
    &SIZE,
    &DUPLICATE_KEY,
    &FIELD_UNKNOWN,
    &FIELD_MISSING,
    &FIELD_TYPE,
];

pub(crate) static SYNTAX: Rule = Rule {
    name: "yaml-syntax",
    severity: Severity::Error,
    clause: "YAML 1.2",
    summary: "a file is valid YAML with one document",
    explanation: "Registers, roster and policy are YAML 1.2 files with one document each. `wr` \
                  does not guess the meaning of a file that it cannot read; it still checks the \
                  rest of the store.",
    bad: r#"scope: "unfinished"#,
    good: r#"scope: "finished""#,
    check: Check::Reading,
};

pub(crate) static UTF8: Rule = Rule {
    name: "yaml-utf8",
    severity: Severity::Error,
    clause: "practice (text)",
    summary: "a file is UTF-8 without a byte order mark",
    explanation: "With one encoding, everyone reads the same text, and digests mean the same \
                  everywhere. Most editors call it `UTF-8`; not `UTF-8 with BOM`, not `UTF-16`.",
    bad: "\u{feff}scope: Networks",
    good: "scope: Networks",
    check: Check::Reading,
};

pub(crate) static SIZE: Rule = Rule {
    name: "yaml-size",
    severity: Severity::Error,
    clause: "practice (text)",
    summary: "a file has at most 1 MiB, and is not nested too deeply",
    explanation: "A register has a few pages. A file that is much larger, or that expands to \
                  something much larger, is a mistake or an attack.",
    bad: "head -c 2000000 minutes.txt > registers/xyz/register.yaml",
    good: "# nothing was done to the store",
    check: Check::Reading,
};

pub(crate) static DUPLICATE_KEY: Rule = Rule {
    name: "yaml-duplicate-key",
    severity: Severity::Error,
    clause: "YAML 1.2",
    summary: "no key occurs twice in one mapping",
    explanation: "Of two values for one key, some programs take the first and some the last, so \
                  two people could read two texts in one file.",
    bad: "\
scope: Networks
scope: Storage",
    good: "scope: Networks and storage",
    check: Check::Reading,
};

pub(crate) static FIELD_UNKNOWN: Rule = Rule {
    name: "field-unknown",
    severity: Severity::Error,
    clause: "DSP4003 3.1",
    summary: "every field is part of the format",
    explanation: "All registers have the same fields. A field that is not part of the format is \
                  most often misspelled, and its content would be lost.",
    bad: "scop: Networks",
    good: "scope: Networks",
    check: Check::Reading,
};

pub(crate) static FIELD_MISSING: Rule = Rule {
    name: "field-missing",
    severity: Severity::Error,
    clause: "DSP4003 3.1",
    summary: "every field that the format requires is present",
    explanation: "Some fields say what the file is about: a title, a partner, the title of a \
                  milestone.",
    bad: "partner: { group: Switching Group }",
    good: "partner: { organization: xyz, group: Switching Group }",
    check: Check::Reading,
};

pub(crate) static FIELD_TYPE: Rule = Rule {
    name: "field-type",
    severity: Severity::Error,
    clause: "DSP4003 3.1",
    summary: "every field has a value of its type",
    explanation: "A date is written as a date, a list as a list, an id as an id. The message says what is \
                  allowed.",
    bad: "initiated: last summer",
    good: "initiated: 2026-06",
    check: Check::Reading,
};

pub(crate) static ACT_MALFORMED: Rule = Rule {
    name: "act-malformed",
    severity: Severity::Error,
    clause: "docs/files.md, Acts",
    summary: "every act can be read",
    explanation: "Only `wr` writes acts. A file among them that is not an act was written or \
                  edited by another program or by hand, and has no effect.",
    bad: "echo approved > registers/xyz/acts/2026-11-30-approve-0123456789ab.yaml",
    good: "# nothing was done to the store",
    check: Check::Reading,
};

pub(crate) static ACT_NOT_CANONICAL: Rule = Rule {
    name: "act-not-canonical",
    severity: Severity::Error,
    clause: "docs/files.md, Acts",
    summary: "every act has the exact form that `wr` writes",
    explanation: "An act has exactly one form, byte for byte, so that its digest identifies its \
                  content. A comment, another order of keys, or another line end shows that \
                  another program or a person wrote or edited it.",
    bad: "echo # checked >> registers/xyz/ballots/adopt-1-alliance-1/result.yaml",
    good: "# nothing was done to the store",
    check: Check::Reading,
};

pub(crate) static KEY_STATEMENT_MALFORMED: Rule = Rule {
    name: "key-statement-malformed",
    severity: Severity::Error,
    clause: "docs/verification.md",
    summary: "a statement that introduces a key has the form that `wr` writes",
    explanation: "The statement is signed byte for byte. A statement that was edited, or not \
                  written by `wr`, introduces no key.",
    bad: "\
wr key introduce vic --from vic --at 2026-07-06T10:00:00Z
sed -i s/format: 1/format: 01/ registers/history/keys/vic-*.yaml",
    good: "# nothing was done to the store",
    check: Check::Reading,
};

pub(crate) static CONSENT_MALFORMED: Rule = Rule {
    name: "consent-malformed",
    severity: Severity::Error,
    clause: "docs/signatures.md",
    summary: "a consent of a root has the form that `wr` writes",
    explanation: "A root's consent is signed byte for byte. A file that was edited, or not written \
                  by `wr`, is not a consent.",
    bad: "\
wr key add --for vic
echo roots: { people: [vic], threshold: 1 } >> registers/roster.yaml
wr save roster --as vic
sed -i s/version: 2/version: 02/ registers/history/roster-2/vic-*.yaml",
    good: "\
wr key add --for vic
echo roots: { people: [vic], threshold: 1 } >> registers/roster.yaml
wr save roster --as vic",
    check: Check::Reading,
};
