//! Reads people's YAML files as typed documents.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::build_tree::build_tree;
use super::explain::explain;
use super::reader::{LIMIT, ReadError, malformed, typed};
use super::reading::{PartialDocument, Reading};
use super::recover::{Recovered, recover};
use super::syntax::syntax_errors;
use super::tree::ROOT;
use crate::diagnostic::{Diagnostic, Fix, SourcePlace, TextEdit};
use crate::source::SourceFile;

/// Reads a file that has exactly one YAML 1.2 document.
///
/// The error names one of the rules `yaml-size` (over [`LIMIT`], too deep, too many aliases), `yaml-utf8`,
/// `yaml-syntax`, `yaml-duplicate-key`, `field-unknown`, `field-missing` and `field-type`. A message from
/// `serde::de::Error::custom` is reported verbatim as a `field-type`.
pub fn read<T: DeserializeOwned>(file: &Arc<SourceFile>) -> Result<T, Box<Diagnostic>> {
    let text = decode(file)?;
    typed(text).map_err(|why| {
        let cause = syntax_errors::<T>(file, text, unknown_fields::<T>)
            .and_then(|found| found.into_iter().next());
        Box::new(cause.unwrap_or_else(|| explain(file, text, why.path.as_ref(), &why.error)))
    })
}

/// Like [`read`], but reports every error of the file and keeps the value that can be read despite them.
pub fn read_all<T: DeserializeOwned>(file: &Arc<SourceFile>) -> Reading<T> {
    let text = match decode(file) {
        Ok(text) => text,
        Err(why) => return Reading::Unreadable(vec![*why]),
    };
    match typed(text) {
        Ok(value) => Reading::Complete(value),
        Err(why) => read_on(file, text, &why),
    }
}

/// Finds every error of a text that the reader refused at the first one.
fn read_on<T: DeserializeOwned>(file: &Arc<SourceFile>, text: &str, why: &ReadError) -> Reading<T> {
    // Locating the first error takes a pass over the whole text, and recovery nearly always finds it again.
    let first = || explain(file, text, why.path.as_ref(), &why.error);
    // A typo that breaks the syntax can also look like a wrong field, so a syntax error is reported alone.
    if let Some(causes) = syntax_errors::<T>(file, text, unknown_fields::<T>) {
        return Reading::Unreadable(causes);
    }
    if let Some(error) = malformed(text) {
        return Reading::Unreadable(vec![explain(file, text, None, &error)]);
    }
    let Some(tree) = build_tree(text) else {
        return Reading::Unreadable(vec![first()]);
    };
    let Recovered {
        value,
        tree,
        findings,
    } = recover(file, text, tree);
    let findings = if findings.is_empty() {
        vec![first()]
    } else {
        findings
    };
    match value {
        Some(value) => Reading::Partial(Box::new(PartialDocument::new(value, findings, tree))),
        None => Reading::Unreadable(findings),
    }
}

/// How many keys of a text without syntax errors are no fields of its type.
fn unknown_fields<T: DeserializeOwned>(text: &str) -> usize {
    let Some(tree) = build_tree(text) else {
        return 0;
    };
    let file = SourceFile::new("", text);
    let found = recover::<T>(&file, text, tree).findings.into_iter();
    found.filter(|it| it.rule == "field-unknown").count()
}

/// The content of the scalar that `source` writes, quotation marks included; `None` if it is not a scalar.
pub fn scalar(source: &str) -> Option<String> {
    let tree = build_tree(source)?;
    tree.scalar(ROOT).map(str::to_string)
}

/// The sign of a byte in Windows-1252, for those that editors write.
fn windows(byte: u8) -> Option<char> {
    Some(match byte {
        0x80 => '\u{20ac}',
        0x85 => '\u{2026}',
        0x91 => '\u{2018}',
        0x92 => '\u{2019}',
        0x93 => '\u{201c}',
        0x94 => '\u{201d}',
        0x95 => '\u{2022}',
        0x96 => '\u{2013}',
        0x97 => '\u{2014}',
        0xa7..=0xfc => char::from(byte),
        _ => return None,
    })
}

/// The text of a file that is within the limit, is UTF-8 without a byte order mark, and is not empty.
fn decode(file: &Arc<SourceFile>) -> Result<&str, Box<Diagnostic>> {
    let bytes = file.bytes();
    if bytes.len() > LIMIT {
        let message = format!(
            "the file has {} bytes, but the limit is {LIMIT} (1 MiB)",
            bytes.len()
        );
        return Err(Box::new(
            Diagnostic::error("yaml-size", message).at(SourcePlace::file(file)),
        ));
    }
    let refuse = |message: &str, span| {
        let help = "save the file as UTF-8 without a byte order mark";
        Box::new(
            Diagnostic::error("yaml-utf8", message)
                .at(SourcePlace::span(file, span))
                .help(help),
        )
    };
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Box::new(
            refuse("the file is UTF-16, but must be UTF-8", 0..2)
                .help("save the file as UTF-8: editors have it under `Save as`, as the encoding"),
        ));
    }
    let text = file.text().map_err(|span| {
        let found = bytes.get(span.start).copied().unwrap_or_default();
        let meant = windows(found).map_or(String::new(), |sign| {
            format!("; the file seems to be Windows-1252, where it is `{sign}`")
        });
        refuse(&format!("the byte 0x{found:02X} is not UTF-8{meant}"), span)
    })?;
    if text.starts_with('\u{feff}') {
        let strike = Fix::one(
            "remove the byte order mark",
            TextEdit::Strike { span: 0..3 },
        );
        let refusal = refuse(
            "the file begins with a byte order mark, which is not allowed",
            0..3,
        );
        return Err(Box::new(refusal.fix(strike)));
    }
    // The reader takes an empty document as null, and null as a mapping without its optional fields.
    let blank = |line: &str| line.trim_start().is_empty() || line.trim_start().starts_with('#');
    if text.lines().all(blank) {
        let diagnostic = Diagnostic::error("yaml-syntax", "the file contains no document");
        return Err(Box::new(diagnostic.at(SourcePlace::file(file))));
    }
    Ok(text)
}
