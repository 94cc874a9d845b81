//! A page about many registers that is written only where what it says has changed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Edition;
use crate::render::{RenderError, Templates};
use crate::source::Digest;

/// A path and the bytes of what is there.
pub(in crate::render) type Page = (String, Vec<u8>);

/// What pages were made of, by path: equal digests make equal pages.
pub type Made = BTreeMap<String, Digest>;

/// A page that may be as it was.
#[derive(Debug)]
pub(in crate::render) struct Sheet {
    pub(in crate::render) path: String,
    /// The digest of what it is made of.
    pub(in crate::render) of: Digest,
    /// The page; nothing where it was made of the same before.
    pub(in crate::render) bytes: Option<Vec<u8>>,
}

impl Sheet {
    /// The page at `path` that a template makes of a view, unless it was made of the same before.
    pub(in crate::render) fn of(
        edition: &Edition<'_>,
        made: &Made,
        path: &str,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Sheet, RenderError> {
        let said = serde_json::to_vec(view).unwrap_or_default();
        let of = Digest::of(&said);
        let as_before = !said.is_empty() && made.get(path) == Some(&of);
        let bytes = if as_before { None } else { Some(page(edition.templates, template, view)?) };
        Ok(Sheet { path: path.to_string(), of, bytes })
    }

    /// A page that is made anew each time.
    pub(in crate::render) fn fresh(path: &str, bytes: Vec<u8>) -> Sheet {
        Sheet { path: path.to_string(), of: Digest::of(&bytes), bytes: Some(bytes) }
    }
}

fn page(templates: &Templates, template: &str, view: &impl Serialize) -> Result<Vec<u8>, RenderError> {
    Ok(templates.page(template, view)?.into_bytes())
}
