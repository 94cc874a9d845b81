//! Files that have a part for each public register, in their order, and are long where there are many. A later build takes
//! the parts of the registers that say what they said from the file as it was.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::sheet::{Made, Sheet, digest, made_of};
use super::{Entry, Listing};
use crate::source::Digest;

/// Writes the part of a register.
pub(in crate::render) type Part<'a> = Box<dyn Fn(&Entry) -> Vec<u8> + Sync + 'a>;

/// What stands around the parts, and how one is written.
pub(in crate::render) struct Roll<'a> {
    /// What comes first; parts may depend on it.
    pub(in crate::render) begin: Vec<u8>,
    /// The part of a register; nothing where the file has none for it.
    pub(in crate::render) part: Part<'a>,
    /// What parts two parts.
    pub(in crate::render) between: &'static [u8],
    /// What comes last.
    pub(in crate::render) end: Vec<u8>,
}

/// Where the parts are in files of this kind, for a later build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rolls {
    /// The digests of the registers' entries, in their order.
    order: Vec<Digest>,
    /// What is in each file, by its path.
    files: BTreeMap<String, Parts>,
}

impl Rolls {
    /// What there is before the first build.
    pub(super) const NONE: Rolls = Rolls {
        order: Vec::new(),
        files: BTreeMap::new(),
    };
}

/// Where the parts of a file are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Parts {
    /// The digest of what comes first, and its length.
    begin: (Digest, usize),
    /// The lengths of the parts.
    lengths: Vec<u32>,
    /// The length of what comes last.
    end: usize,
}

impl Parts {
    /// Where each register's part is, in the order of the registers.
    fn places(&self, order: &[Digest], between: &[u8]) -> Vec<Range<usize>> {
        let mut at = self.begin.1;
        let lengths = self
            .lengths
            .iter()
            .map(|length| usize::try_from(*length).unwrap_or(usize::MAX));
        let places = lengths.enumerate().map(|(number, length)| {
            let begin = at + if number == 0 { 0 } else { between.len() };
            at = begin.saturating_add(length);
            begin..at
        });
        places.take(order.len()).collect()
    }

    /// How long the file is.
    fn length(&self, between: &[u8]) -> Option<usize> {
        Some(self.end_of(between).end)
    }

    /// Where its end is.
    fn end_of(&self, between: &[u8]) -> Range<usize> {
        let lengths = self
            .lengths
            .iter()
            .map(|length| usize::try_from(*length).unwrap_or(usize::MAX));
        let between = between.len() * self.lengths.len().saturating_sub(1);
        let begin = lengths.fold(self.begin.1 + between, usize::saturating_add);
        begin..begin.saturating_add(self.end)
    }
}

/// A file by its path.
pub(in crate::render) type Named<'a> = (&'static str, Roll<'a>);

/// The site that this one follows.
pub trait Before: Sync {
    /// A file as it was.
    fn file(&self, path: &str) -> Option<Vec<u8>>;

    /// The length of a file.
    fn length(&self, path: &str) -> Option<usize> {
        Some(self.file(path)?.len())
    }

    /// A part of a file.
    fn part(&self, path: &str, range: Range<usize>) -> Option<Vec<u8>> {
        self.file(path)?.get(range).map(<[u8]>::to_vec)
    }
}

/// There is none.
pub struct Nothing;

impl Before for Nothing {
    fn file(&self, _: &str) -> Option<Vec<u8>> {
        None
    }
}

/// The files, and where their parts are.
pub(in crate::render) fn rolled(
    rolls: Vec<Named<'_>>,
    listing: &Listing<'_>,
    made: &Made,
    before: &dyn Before,
) -> (Vec<Sheet>, Rolls) {
    let order: Vec<Digest> = listing.entries.iter().map(|entry| entry.made_of).collect();
    let written = rolls.into_par_iter().map(|(path, roll)| {
        let (sheet, parts) = roll.written(path, listing, made, before);
        (sheet, (path.to_string(), parts))
    });
    let (sheets, files): (Vec<Sheet>, Vec<(String, Parts)>) = written.unzip();
    (
        sheets,
        Rolls {
            order,
            files: files.into_iter().collect(),
        },
    )
}

impl<'a> Roll<'a> {
    /// A JSON object whose last field is a list, which `frame` has empty: with a register on each line.
    pub(in crate::render) fn list(
        frame: &impl Serialize,
        line: impl Fn(&Entry) -> Vec<u8> + Sync + 'a,
    ) -> Roll<'a> {
        let mut begin = json(frame);
        let mut end = begin.split_off(begin.len().saturating_sub("]}".len()));
        end.push(b'\n');
        Roll {
            begin,
            part: Box::new(line),
            between: b",\n",
            end,
        }
    }

    /// The whole file.
    #[cfg(test)]
    pub(in crate::render) fn whole(&self, listing: &Listing<'_>) -> Vec<u8> {
        self.join(
            &listing
                .entries
                .iter()
                .map(|entry| Cow::Owned((self.part)(entry)))
                .collect::<Vec<_>>(),
        )
    }

    fn written(
        &self,
        path: &str,
        listing: &Listing<'_>,
        made: &Made,
        before: &dyn Before,
    ) -> (Sheet, Parts) {
        let begin = (Digest::of(&self.begin), self.begin.len());
        let of = (begin, Digest::of(&self.end), made_of(listing.entries));
        let of = digest(&of).unwrap_or(begin.0);
        let as_before = Sheet {
            path: path.to_string(),
            of,
            bytes: None,
        };
        let known = made
            .rolls
            .files
            .get(path)
            .filter(|known| known.begin == begin);
        if let Some(known) = known
            && made.pages.get(path) == Some(&of)
        {
            return (as_before, known.clone());
        }
        let old = known.filter(|known| known.length(self.between) == before.length(path));
        let Some(old) = old else {
            let parts = listing
                .entries
                .par_iter()
                .map(|entry| Cow::Owned((self.part)(entry)));
            return self.joined(as_before, &parts.collect::<Vec<_>>(), begin);
        };
        let places = old.places(&made.rolls.order, self.between);
        // Where each register has the part that it had, the file is as it was.
        let is_as_before = |(entry, (digest, place)): (&&Entry, (&Digest, &Range<usize>))| {
            entry.made_of == *digest
                || before
                    .part(path, place.clone())
                    .is_some_and(|was| was == (self.part)(entry))
        };
        let order = &made.rolls.order;
        let same_end = || {
            before
                .part(path, old.end_of(self.between))
                .is_some_and(|was| was == self.end)
        };
        if order.len() == listing.entries.len()
            && listing
                .entries
                .iter()
                .zip(order.iter().zip(&places))
                .all(is_as_before)
            && same_end()
        {
            return (as_before, old.clone());
        }
        let bytes = before.file(path).unwrap_or_default();
        let places: HashMap<&Digest, Range<usize>> = order.iter().zip(places).collect();
        let part = |entry: &&Entry| {
            let kept = places
                .get(&entry.made_of)
                .and_then(|place| bytes.get(place.clone()));
            kept.map_or_else(|| Cow::Owned((self.part)(entry)), Cow::Borrowed)
        };
        self.joined(
            as_before,
            &listing.entries.par_iter().map(part).collect::<Vec<_>>(),
            begin,
        )
    }

    fn joined(
        &self,
        sheet: Sheet,
        parts: &[Cow<'_, [u8]>],
        begin: (Digest, usize),
    ) -> (Sheet, Parts) {
        let lengths = parts
            .iter()
            .map(|part| u32::try_from(part.len()).unwrap_or(u32::MAX))
            .collect();
        (
            Sheet {
                bytes: Some(self.join(parts)),
                ..sheet
            },
            Parts {
                begin,
                lengths,
                end: self.end.len(),
            },
        )
    }

    fn join(&self, parts: &[Cow<'_, [u8]>]) -> Vec<u8> {
        let len: usize = parts
            .iter()
            .map(|part| part.len() + self.between.len())
            .sum();
        let mut bytes = Vec::with_capacity(self.begin.len() + len + self.end.len());
        bytes.extend_from_slice(&self.begin);
        for (at, part) in parts.iter().enumerate() {
            bytes.extend_from_slice(if at == 0 { b"" } else { self.between });
            bytes.extend_from_slice(part);
        }
        bytes.extend_from_slice(&self.end);
        bytes
    }
}

/// A value on one line.
pub(in crate::render) fn json(value: &impl Serialize) -> Vec<u8> {
    // Plain values with text as keys can always be written.
    serde_json::to_vec(value).unwrap_or_default()
}
