//! The acts of a register or of a change request, as far as the rules for both look at them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::act::Filed;
use crate::process::{Course, Entry, Missing};
use crate::snapshot::Document;
use crate::source::{Digest, SourceFile};

/// Acts with their files, and what became of them.
pub(super) struct Chronicle<'a> {
    /// Acts and votes that can be read, wherever they lie.
    pub(super) readable: Vec<(&'a Arc<SourceFile>, &'a Filed)>,
    /// The acts in order, each with its verdict; none without a readable policy.
    pub(super) entries: &'a [Entry<'a>],
    /// Acts that others name and that are not there.
    pub(super) missing: &'a [Missing<'a>],
    files: BTreeMap<Digest, &'a Arc<SourceFile>>,
}

impl<'a> Chronicle<'a> {
    /// Puts files together with the course that they make.
    pub(super) fn of<S>(
        documents: impl Iterator<Item = &'a Document<Filed>>,
        course: Option<&'a Course<'a, S>>,
    ) -> Chronicle<'a> {
        let readable: Vec<_> =
            documents.filter_map(|document| Some((&document.file, document.get()?))).collect();
        Chronicle {
            entries: course.map(|course| course.entries.as_slice()).unwrap_or_default(),
            missing: course.map(|course| course.missing.as_slice()).unwrap_or_default(),
            files: readable.iter().map(|(file, filed)| (filed.digest, *file)).collect(),
            readable,
        }
    }

    /// The file of an act.
    pub(super) fn file(&self, digest: Digest) -> Option<&'a Arc<SourceFile>> {
        self.files.get(&digest).copied()
    }
}
