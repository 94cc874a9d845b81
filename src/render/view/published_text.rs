//! The exact bytes of a frozen text, where the site may publish them.

use crate::id::Id;
use crate::render::redact::Redactor;
use crate::render::selected_text::SelectedText;
use crate::source::SourceFile;

/// The path of a file about a revision, from the top of the site. The text itself has the path that it has in the store.
pub(crate) fn revision_path(id: &Id, revision: u32, kind: &str) -> String {
    format!("registers/{id}/revisions/{revision}.{kind}")
}

/// The file of a frozen text, or why the site must not publish its bytes.
pub(crate) fn published_text<'a>(
    selected: &SelectedText<'a>,
    revision: u32,
) -> Result<&'a SourceFile, &'static str> {
    let document = selected.register.files.revisions.get(&revision);
    let document = document.ok_or("it is not in this store")?;
    let text = document.get().ok_or("it cannot be read")?;
    if !text.allow.is_empty() {
        return Err("it lists suppressed findings, which are never published");
    }
    match is_exact(selected, &document.file) {
        true => Ok(&document.file),
        false => {
            Err("it contains an e-mail address or a telephone number, which are never published")
        }
    }
}

/// Whether the site publishes exactly the bytes of a file, without removing an address.
pub(super) fn is_exact(selected: &SelectedText<'_>, file: &SourceFile) -> bool {
    Redactor::of(selected.governance.policy).keeps(file.path(), file.bytes())
}
