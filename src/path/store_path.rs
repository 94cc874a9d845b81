//! A path of a store, and its text.

use std::fmt;

use super::names::{HISTORY, POLICY, REGISTERS, REQUESTS, ROSTER, SIGNATURE, SIGNERS, VersionKind};
use super::subject::Subject;
use crate::id::Id;

/// A path below `registers/`.
///
/// `FromStr` reads exactly the paths that a store has, and `Display` writes them again. What a forged act makes may be
/// no path of a store, such as a ballot of a change request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorePath {
    /// The policy.
    Policy,
    /// The roster.
    Roster,
    /// The keys of all people, for `ssh-keygen`.
    Signers,
    /// A numbered version of the roster or the policy.
    Version(VersionKind, u32),
    /// A root's consent to a version, with the name of the file.
    Consent(VersionKind, u32, String),
    /// A statement that introduces a key, with the name of the file.
    KeyStatement(String),
    /// A register's draft.
    Text(Id),
    /// A register's contacts.
    Contacts(Id),
    /// A frozen text, with its number.
    Revision(Id, u32),
    /// An act of a register.
    Act(Id, ActPath),
    /// An act of a change request; only [`ActPath::Named`] exists there.
    RequestAct(Id, ActPath),
    /// The signature of an act, a consent or a statement, with the path of that.
    Signature(Box<StorePath>),
}

/// A file that people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenFile<'p> {
    /// The policy.
    Policy,
    /// The roster.
    Roster,
    /// A register's draft.
    Text(&'p Id),
    /// A register's contacts.
    Contacts(&'p Id),
}

/// The path of an act in the folder of its register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActPath {
    /// An act in `acts`, with the name of the file.
    Named(String),
    /// The ballot of this name.
    Ballot(String),
    /// The result of a ballot; numbered from 2 if the earlier one is void.
    Result(String, Option<u32>),
    /// A vote in a ballot.
    Vote {
        /// The ballot.
        ballot: String,
        /// The seat.
        seat: String,
        /// The name of the file.
        name: String,
    },
}

impl StorePath {
    /// The file, if people write it; `wr` writes the others.
    pub fn written(&self) -> Option<WrittenFile<'_>> {
        match self {
            StorePath::Policy => Some(WrittenFile::Policy),
            StorePath::Roster => Some(WrittenFile::Roster),
            StorePath::Text(id) => Some(WrittenFile::Text(id)),
            StorePath::Contacts(id) => Some(WrittenFile::Contacts(id)),
            StorePath::Signers
            | StorePath::Version(..)
            | StorePath::Consent(..)
            | StorePath::KeyStatement(_)
            | StorePath::Revision(..)
            | StorePath::Act(..)
            | StorePath::RequestAct(..)
            | StorePath::Signature(_) => None,
        }
    }

    /// The path of an act on a subject.
    pub fn act(subject: Subject<'_>, act: ActPath) -> StorePath {
        match subject {
            Subject::Register(id) => StorePath::Act(id.clone(), act),
            Subject::Request(id) => StorePath::RequestAct(id.clone(), act),
        }
    }

    /// The register that it belongs to, if any.
    pub fn register(&self) -> Option<&Id> {
        self.subject().and_then(Subject::register)
    }

    /// The register or change request that it belongs to, if any.
    pub fn subject(&self) -> Option<Subject<'_>> {
        match self {
            StorePath::Text(id)
            | StorePath::Contacts(id)
            | StorePath::Revision(id, _)
            | StorePath::Act(id, _) => Some(Subject::Register(id)),
            StorePath::RequestAct(id, _) => Some(Subject::Request(id)),
            StorePath::Signature(signed) => signed.subject(),
            StorePath::Policy
            | StorePath::Roster
            | StorePath::Signers
            | StorePath::Version(..)
            | StorePath::Consent(..)
            | StorePath::KeyStatement(_) => None,
        }
    }

    /// Whether the file has a signature next to it.
    pub(super) fn is_signed(&self) -> bool {
        matches!(
            self,
            StorePath::Act(..)
                | StorePath::RequestAct(..)
                | StorePath::Consent(..)
                | StorePath::KeyStatement(_)
        )
    }

    /// The path of its signature.
    pub fn signature(self) -> StorePath {
        StorePath::Signature(Box::new(self))
    }
}

impl fmt::Display for StorePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StorePath::Policy => f.write_str(POLICY),
            StorePath::Roster => f.write_str(ROSTER),
            StorePath::Signers => f.write_str(SIGNERS),
            StorePath::Version(kind, number) => write!(f, "{HISTORY}{kind}-{number}.yaml"),
            StorePath::Consent(kind, number, name) => write!(f, "{HISTORY}{kind}-{number}/{name}"),
            StorePath::KeyStatement(name) => write!(f, "{HISTORY}keys/{name}"),
            StorePath::Text(id) => write!(f, "{REGISTERS}{id}/register.yaml"),
            StorePath::Contacts(id) => write!(f, "{REGISTERS}{id}/contacts.yaml"),
            StorePath::Revision(id, number) => {
                write!(f, "{REGISTERS}{id}/revisions/{number}.yaml")
            }
            StorePath::Act(id, act) => write!(f, "{REGISTERS}{id}/{act}"),
            StorePath::RequestAct(id, act) => write!(f, "{REGISTERS}{REQUESTS}/{id}/{act}"),
            StorePath::Signature(signed) => write!(f, "{signed}{SIGNATURE}"),
        }
    }
}

impl fmt::Display for ActPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ActPath::Named(name) => write!(f, "acts/{name}"),
            ActPath::Ballot(ballot) => write!(f, "ballots/{ballot}/ballot.yaml"),
            ActPath::Result(ballot, None) => write!(f, "ballots/{ballot}/result.yaml"),
            ActPath::Result(ballot, Some(number)) => {
                write!(f, "ballots/{ballot}/result-{number}.yaml")
            }
            ActPath::Vote { ballot, seat, name } => {
                write!(f, "ballots/{ballot}/votes/{seat}/{name}")
            }
        }
    }
}
