//! Which files a site has.

use std::collections::BTreeSet;

use super::FILES;
use crate::id::Id;

/// The files of a site, by their paths from its top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paths {
    /// The public registers, each of which has [`FILES`].
    registers: BTreeSet<Id>,
    /// What is about many registers, or about none.
    others: BTreeSet<String>,
}

impl Paths {
    /// The files of these registers and these others.
    pub fn new(registers: BTreeSet<Id>, others: impl Iterator<Item = String>) -> Paths {
        Paths {
            registers,
            others: others.collect(),
        }
    }

    /// Whether there is such a file.
    pub fn has(&self, path: &str) -> bool {
        let of_register = path
            .strip_prefix("registers/")
            .and_then(|rest| rest.split_once('/'));
        match of_register {
            Some((id, file)) => self.registers.contains(id) && FILES.contains(&file),
            None => self.others.contains(path),
        }
    }

    /// Whether all of these others and of these registers' files are there.
    pub fn have<'a>(
        &self,
        mut registers: impl Iterator<Item = &'a Id>,
        mut others: impl Iterator<Item = &'a String>,
    ) -> bool {
        registers.all(|id| self.registers.contains(id))
            && others.all(|path| self.others.contains(path))
    }

    /// Every path.
    pub fn iter(&self) -> impl Iterator<Item = String> {
        self.registers
            .iter()
            .flat_map(files_of)
            .chain(self.others.iter().cloned())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.registers.len() * FILES.len() + self.others.len()
    }

    pub(super) fn add(&mut self, others: impl Iterator<Item = String>) {
        self.others.extend(others);
    }
}

/// The paths of a public register's files.
pub fn files_of(id: &Id) -> impl Iterator<Item = String> + use<'_> {
    FILES
        .into_iter()
        .map(move |file| format!("registers/{id}/{file}"))
}
