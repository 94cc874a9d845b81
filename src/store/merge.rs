//! Merges three versions of one text by lines, as git does.

use git2::{FileFavor, MergeFileInput, MergeFileOptions};

use super::{Store, StoreError};

/// The result of merging a text that two sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedText {
    /// The text with the changes of both sides; lines that both changed are those of `theirs`.
    pub bytes: Vec<u8>,
    /// Whether both sides changed the same lines.
    pub has_overlap: bool,
}

impl Store {
    /// Merges the changes of `ours` and `theirs` to `base`.
    ///
    /// # Errors
    /// libgit2 cannot merge them.
    pub fn merge_text(
        &self,
        base: &[u8],
        ours: &[u8],
        theirs: &[u8],
    ) -> Result<MergedText, StoreError> {
        merge_text(base, ours, theirs)
    }
}

// libgit2 must be initialized first; opening a `Store` does that.
fn merge_text(base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<MergedText, StoreError> {
    let merge = |options: &mut MergeFileOptions| {
        let [base, ours, theirs] = [base, ours, theirs].map(|content| {
            let mut input = MergeFileInput::new();
            input.content(content);
            input
        });
        git2::merge_file(&base, &ours, &theirs, Some(options))
    };
    let plain = merge(&mut MergeFileOptions::new())?;
    let has_overlap = !plain.is_automergeable();
    let merged = match has_overlap {
        false => plain,
        true => merge(MergeFileOptions::new().favor(FileFavor::Theirs))?,
    };
    Ok(MergedText {
        bytes: merged.content().to_vec(),
        has_overlap,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, ours: &str, theirs: &str) -> (String, bool) {
        git2::Config::new().unwrap();
        let merged = merge_text(base.as_bytes(), ours.as_bytes(), theirs.as_bytes()).unwrap();
        (String::from_utf8(merged.bytes).unwrap(), merged.has_overlap)
    }

    #[test]
    fn changes_of_different_lines_are_both_kept() {
        let base = "a: 1\nb: 1\nc: 1\nd: 1\n";
        let (text, has_overlap) =
            merged(base, "a: 2\nb: 1\nc: 1\nd: 1\n", "a: 1\nb: 1\nc: 1\nd: 3\n");
        assert_eq!(
            (text.as_str(), has_overlap),
            ("a: 2\nb: 1\nc: 1\nd: 3\n", false)
        );
    }

    #[test]
    fn of_the_same_line_the_accepted_text_is_kept() {
        let base = "a: 1\nb: 1\nc: 1\nd: 1\n";
        let (text, has_overlap) =
            merged(base, "a: 2\nb: 1\nc: 1\nd: 2\n", "a: 3\nb: 1\nc: 1\nd: 1\n");
        assert_eq!(
            (text.as_str(), has_overlap),
            ("a: 3\nb: 1\nc: 1\nd: 2\n", true)
        );
    }
}
