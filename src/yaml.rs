//! Reading people's YAML. No other module knows which crate does it.

use std::sync::Arc;

use serde::de::DeserializeOwned;

pub use amend::amend;
pub use distinct::distinct;
pub use edit::Replacement;
pub use listed::Listed;
pub use reading::{PartialDocument, Reading};
pub use revise::{Variant, revise};
pub use spans::Spans;

use self::reader::Refused;
use crate::diagnostic::{Diagnostic, Edit, Fix, SourcePlace};
use crate::source::SourceFile;

mod amend;
mod build_tree;
mod builder;
mod collect;
mod distinct;
mod edit;
mod explain;
mod listed;
mod origin;
mod placeholder;
mod reader;
mod reading;
mod recover;
mod revise;
mod serialize_recovered;
mod spans;
mod tree;
mod wording;

/// The longest file that is read, in bytes: one mebibyte.
pub const LIMIT: usize = 1 << 20;

/// Reads a file that holds exactly one YAML 1.2 document.
///
/// The error names one of the rules `yaml-size` (over [`LIMIT`], too deep, too many aliases), `yaml-utf8`,
/// `yaml-syntax`, `yaml-duplicate-key`, `field-unknown`, `field-missing` and `field-type`. A message that a
/// `Deserialize` of ours makes with `serde::de::Error::custom` becomes a `field-type`, word for word.
pub fn read<T: DeserializeOwned>(file: &Arc<SourceFile>) -> Result<T, Box<Diagnostic>> {
    let text = decode(file)?;
    reader::typed(text)
        .map_err(|why| Box::new(explain::explain(file, text, why.path.as_ref(), &why.error)))
}

/// The same, and where the file is YAML with mistakes in it, all of them, with what can be read without them.
pub fn read_all<T: DeserializeOwned>(file: &Arc<SourceFile>) -> Reading<T> {
    let text = match decode(file) {
        Ok(text) => text,
        Err(why) => return Reading::Unreadable(vec![*why]),
    };
    match reader::typed(text) {
        Ok(value) => Reading::Complete(value),
        Err(why) => read_on(file, text, &why),
    }
}

/// All that is wrong in a text, of which the reader refused one thing first.
fn read_on<T: DeserializeOwned>(file: &Arc<SourceFile>, text: &str, why: &Refused) -> Reading<T> {
    // To say where it is takes a look at the whole text, and nearly always it is found again with all the rest.
    let first = || explain::explain(file, text, why.path.as_ref(), &why.error);
    // What looks like a wrong field may come from the same slip as what is no YAML.
    if let Some(error) = reader::malformed(text) {
        return Reading::Unreadable(vec![explain::explain(file, text, None, &error)]);
    }
    let Some(tree) = build_tree::build_tree(text) else {
        return Reading::Unreadable(vec![first()]);
    };
    let recover::Recovered {
        value,
        tree,
        findings,
    } = recover::recover(file, text, tree);
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

/// What a scalar says that is written as `source`, quotes and all; nothing where it is no scalar.
pub fn scalar(source: &str) -> Option<String> {
    let tree = build_tree::build_tree(source)?;
    tree.scalar(tree::ROOT).map(str::to_string)
}

/// The text of a file that is small enough, UTF-8 without a byte order mark, and not empty.
fn decode(file: &Arc<SourceFile>) -> Result<&str, Box<Diagnostic>> {
    let bytes = file.bytes();
    if bytes.len() > LIMIT {
        let message = format!(
            "the file has {} bytes, but at most {LIMIT} (1 MiB) are read",
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
        return Err(refuse("the file is UTF-16, but must be UTF-8", 0..2));
    }
    let text = file.text().map_err(|span| {
        let found = bytes.get(span.start).copied().unwrap_or_default();
        refuse(&format!("the byte 0x{found:02X} is not UTF-8"), span)
    })?;
    if text.starts_with('\u{feff}') {
        let strike = Fix::one("take out the byte order mark", Edit::Strike { span: 0..3 });
        let refusal = refuse(
            "the file begins with a byte order mark, which is not allowed",
            0..3,
        );
        return Err(Box::new(refusal.fix(strike)));
    }
    // To the reader nothing is null, and null is a mapping whose fields may all be left out.
    let blank = |line: &str| line.trim_start().is_empty() || line.trim_start().starts_with('#');
    if text.lines().all(blank) {
        let diagnostic = Diagnostic::error("yaml-syntax", "the file holds no document");
        return Err(Box::new(diagnostic.at(SourcePlace::file(file))));
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
