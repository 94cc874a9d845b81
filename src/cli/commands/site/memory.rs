//! What a build of the site leaves for the next one. It lies in the site's folder as `.wr-site`, which also marks the
//! folder as one that `wr` may replace, and holds nothing that the site does not show.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::id::Id;
use crate::render::{Known, Made};
use crate::source::Digest;

/// What a build leaves.
#[derive(Debug)]
pub struct Memory {
    /// What the whole site is of.
    pub of: Of,
    /// Every register.
    pub known: Vec<Known>,
}

/// What a site is of.
#[derive(Debug, Serialize, Deserialize)]
pub struct Of {
    /// The digest of all that every page depends on.
    pub edition: Digest,
    /// The day that it is of.
    pub day: Day,
    /// What tells that a register is as it was, by its id.
    pub folders: BTreeMap<Id, String>,
    /// What the pages about many registers were made of.
    pub made: Made,
}

/// How many registers are written in one piece, so that pieces can be read side by side.
const PIECE: usize = 256;

/// A memory as it lies in the site's folder: pieces, each after its length in eight bytes, the lowest first. The first one
/// is what the site is of; the others are registers.
#[derive(Default)]
pub struct Written(Vec<Vec<u8>>);

impl Written {
    /// Writes all of it.
    pub fn write_to(&self, file: &mut impl Write) -> io::Result<()> {
        for piece in &self.0 {
            file.write_all(&(piece.len() as u64).to_le_bytes())?;
            file.write_all(piece)?;
        }
        Ok(())
    }

    /// The pieces of what was written; nothing where it is something else.
    fn pieces(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
        let mut pieces = Vec::new();
        while let Some((length, rest)) = bytes.split_first_chunk() {
            let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
            let (piece, rest) = rest.split_at_checked(length)?;
            pieces.push(piece);
            bytes = rest;
        }
        bytes.is_empty().then_some(pieces)
    }
}

impl Memory {
    /// Reads what [`Memory::written`] wrote; nothing where it is something else, or of an unfinished build.
    pub fn read(bytes: &[u8]) -> Option<Memory> {
        let pieces = Written::pieces(bytes)?;
        let (of, pieces) = pieces.split_first()?;
        let of = postcard::from_bytes(of).ok()?;
        let known = pieces
            .par_iter()
            .map(|piece| postcard::from_bytes::<Vec<Known>>(piece).ok());
        let known: Vec<Vec<Known>> = known.collect::<Option<_>>()?;
        Some(Memory {
            of,
            known: known.into_iter().flatten().collect(),
        })
    }

    /// As it lies in the site's folder.
    pub fn written(&self) -> Written {
        // Plain values can always be written; nothing is a memory that no later build can read.
        let of = rayon::iter::once(()).map(|()| postcard::to_stdvec(&self.of).ok());
        let known = self
            .known
            .par_chunks(PIECE)
            .map(|piece| postcard::to_stdvec(piece).ok());
        Written(of.chain(known).collect::<Option<_>>().unwrap_or_default())
    }

    /// The registers whose pages may say something else on this day than those that were made.
    pub fn changed(&self, folders: &BTreeMap<Id, String>, today: Day) -> Vec<Id> {
        let holding: BTreeSet<&Id> = self
            .known
            .iter()
            .filter(|known| known.holds_on(today))
            .map(|known| &known.id)
            .collect();
        let is_as_before =
            |id: &Id, tree: &String| self.of.folders.get(id) == Some(tree) && holding.contains(id);
        let changed = folders.iter().filter(|(id, tree)| !is_as_before(id, tree));
        changed.map(|(id, _)| id.clone()).collect()
    }

    /// The registers that are public.
    pub fn public(&self) -> impl Iterator<Item = &Id> {
        self.known
            .iter()
            .filter(|known| known.entry.is_some())
            .map(|known| &known.id)
    }
}
