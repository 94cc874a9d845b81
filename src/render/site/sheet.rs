//! A page about many registers that is written only where what it says has changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::roll::Rolls;
use super::{Edition, Entry};
use crate::render::RenderError;
use crate::source::Digest;

/// A path and the bytes of what is there.
pub(in crate::render) type Page = (String, Vec<u8>);

/// What the files about many registers were made of, for a later build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// By the file's path: equal digests make equal files.
    pub pages: BTreeMap<String, Digest>,
    /// Where the parts of long files are.
    pub rolls: Rolls,
}

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
    /// The page at `path` that a template makes of a view, unless it was made of the same before. What it is made `of`
    /// tells of all that the view can say, beside what the edition says of every page; for entries [`made_of`] does.
    pub(in crate::render) fn of<V: Serialize>(
        edition: &Edition<'_>,
        made: &Made,
        path: &str,
        template: &str,
        of: &impl Serialize,
        view: impl FnOnce() -> V,
    ) -> Result<Sheet, RenderError> {
        let page = || Ok(edition.templates.page(template, &view())?.into_bytes());
        Sheet::unless(made, path, digest(of), page)
    }

    /// The page of a view that is short, and made for every build.
    pub(in crate::render) fn of_view(
        edition: &Edition<'_>,
        made: &Made,
        path: &str,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Sheet, RenderError> {
        let of = serde_json::to_vec(view).ok().map(|said| Digest::of(&said));
        Sheet::unless(made, path, of, || {
            Ok(edition.templates.page(template, view)?.into_bytes())
        })
    }

    /// What is made at `path`, unless it was made of the same before; what is made of nothing that can be told is made
    /// each time.
    pub(in crate::render) fn unless(
        made: &Made,
        path: &str,
        of: Option<Digest>,
        bytes: impl FnOnce() -> Result<Vec<u8>, RenderError>,
    ) -> Result<Sheet, RenderError> {
        let as_before = of.is_some() && made.pages.get(path) == of.as_ref();
        let bytes = if as_before { None } else { Some(bytes()?) };
        Ok(Sheet {
            path: path.to_string(),
            of: of.unwrap_or(Digest::of(b"")),
            bytes,
        })
    }

    /// A page that is made anew each time.
    pub(in crate::render) fn fresh(path: &str, bytes: Vec<u8>) -> Sheet {
        Sheet {
            path: path.to_string(),
            of: Digest::of(&bytes),
            bytes: Some(bytes),
        }
    }
}

/// The digest of a plain value; nothing of one that cannot be written, which then is never the same.
pub(in crate::render) fn digest(value: &impl Serialize) -> Option<Digest> {
    Some(Digest::of(&postcard::to_stdvec(value).ok()?))
}

/// What tells whether rows of these registers say what they said.
pub(in crate::render) fn made_of<'a>(entries: &[&'a Entry]) -> Vec<&'a Digest> {
    entries.iter().map(|entry| &entry.made_of).collect()
}
