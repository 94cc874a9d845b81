//! Files of acts: whether they are at the paths of their acts.

use super::document::Document;
use crate::act::StoredAct;

/// The act of a file, if the file is at the path of that act.
pub(super) fn in_its_place(document: &Document<StoredAct>) -> Option<&StoredAct> {
    document
        .get()
        .filter(|stored| stored.path() == document.file.path())
}

/// What is wrong with a file that `wr` did not write like this; no decision is based on such a record.
pub(super) fn damage(document: &Document<StoredAct>) -> Option<String> {
    let path = document.file.path();
    match (document.get(), in_its_place(document)) {
        (None, _) => Some(format!("{path} is not an act that `wr` wrote")),
        (Some(_), None) => Some(format!("{path} was edited or moved")),
        (Some(_), Some(_)) => None,
    }
}
