//! The subject of an act: a register, or a change request made under one.

use std::fmt;

use super::names::{REGISTERS, REQUESTS};
use crate::id::Id;

/// The subject of an act, which decides the folder of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// A register.
    Register(&'a Id),
    /// A change request.
    Request(&'a Id),
}

impl<'a> Subject<'a> {
    /// The id of the register or of the request.
    pub fn id(self) -> &'a Id {
        match self {
            Subject::Register(id) | Subject::Request(id) => id,
        }
    }

    /// The register's id, if it is a register.
    pub fn register(self) -> Option<&'a Id> {
        match self {
            Subject::Register(id) => Some(id),
            Subject::Request(_) => None,
        }
    }

    /// The request's id, if it is a change request.
    pub fn request(self) -> Option<&'a Id> {
        match self {
            Subject::Request(id) => Some(id),
            Subject::Register(_) => None,
        }
    }

    /// Its folder, from the store's top and without a `/` at the end.
    pub fn folder(self) -> String {
        match self {
            Subject::Register(id) => format!("{REGISTERS}{id}"),
            Subject::Request(id) => format!("{REGISTERS}{REQUESTS}/{id}"),
        }
    }

    /// What the paths of its files begin with: its folder with a `/` at the end.
    pub fn prefix(self) -> String {
        self.folder() + "/"
    }
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Register(id) => write!(f, "register `{id}`"),
            Subject::Request(id) => write!(f, "change request `{id}`"),
        }
    }
}
