//! The unified diff of two versions of a file.

use similar::TextDiff;

use crate::source::SourceFile;

/// The changed lines with context, as `git diff` prints them; empty if a version is not UTF-8.
pub(crate) fn unified(old: &SourceFile, new: &SourceFile) -> String {
    let (Ok(before), Ok(after)) = (old.text(), new.text()) else {
        return String::new();
    };
    let (a, b) = (format!("a/{}", old.path()), format!("b/{}", new.path()));
    TextDiff::from_lines(before, after)
        .unified_diff()
        .header(&a, &b)
        .to_string()
}
