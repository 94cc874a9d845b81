//! The difference between two versions of a file, as people know it from git.

use similar::TextDiff;

use crate::source::SourceFile;

/// The changed lines with what stands around them; nothing of a file that is no text.
pub fn unified(old: &SourceFile, new: &SourceFile) -> String {
    let (Ok(before), Ok(after)) = (old.text(), new.text()) else {
        return String::new();
    };
    let (a, b) = (format!("a/{}", old.path()), format!("b/{}", new.path()));
    TextDiff::from_lines(before, after)
        .unified_diff()
        .header(&a, &b)
        .to_string()
}
