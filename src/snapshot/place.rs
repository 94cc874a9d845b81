//! The layout of a store: the kind of each file by its path alone.

use crate::act::{REQUESTS, Subject};
use crate::id::{Id, is_device};

/// The kind of a file below `registers/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorePath {
    /// The policy.
    Policy,
    /// The roster.
    Roster,
    /// A numbered version of the policy.
    OldPolicy,
    /// A numbered version of the roster.
    OldRoster,
    /// A register's draft.
    Text(Id),
    /// A register's contacts.
    Contacts(Id),
    /// A frozen text, with its number.
    Revision(Id, u32),
    /// An act other than a vote: in `acts`, a ballot, its result.
    Act(Id),
    /// A vote, with the ballot of its folder.
    Vote(Id, String),
    /// An act of a change request.
    RequestAct(Id),
    /// The signature of an act or a vote, with the path of that.
    Signature(Box<StorePath>),
    /// The keys of all people, for `ssh-keygen`.
    Signers,
    /// A root's consent to a version of the roster or the policy.
    Consent,
    /// A statement that introduces a key.
    KeyStatement,
}

/// The suffix of a signature's name after the name of its act.
pub const SIGNATURE: &str = ".sig";

/// Names that a register cannot have, because they are next to the registers.
pub const RESERVED: [&str; 3] = ["history", "policy", "roster"];

impl StorePath {
    /// The kind of the file at `path`; `None` if a store has no such path.
    pub fn of(path: &str) -> Option<StorePath> {
        if let Some(act) = path.strip_suffix(SIGNATURE) {
            let signed = StorePath::of(act)?;
            let is_act = matches!(
                signed,
                StorePath::Act(_)
                    | StorePath::Vote(..)
                    | StorePath::RequestAct(_)
                    | StorePath::Consent
                    | StorePath::KeyStatement
            );
            return is_act.then(|| StorePath::Signature(Box::new(signed)));
        }
        let parts: Vec<&str> = path.strip_prefix("registers/")?.split('/').collect();
        match parts.as_slice() {
            ["policy.yaml"] => Some(StorePath::Policy),
            ["roster.yaml"] => Some(StorePath::Roster),
            ["allowed_signers"] => Some(StorePath::Signers),
            ["history", name] => version(name),
            ["history", "keys", name] => is_act(name).then_some(StorePath::KeyStatement),
            ["history", of, name] if is_act(name) => {
                version(&format!("{of}.yaml")).map(|_| StorePath::Consent)
            }
            [REQUESTS, id, "acts", name] if is_act(name) => {
                id.parse().ok().map(StorePath::RequestAct)
            }
            [id, rest @ ..] => StorePath::in_register(register_id(id)?, rest),
            [] => None,
        }
    }

    /// The register that it belongs to; `None` for policy and roster.
    pub fn register(&self) -> Option<&Id> {
        match self {
            StorePath::Text(id)
            | StorePath::Contacts(id)
            | StorePath::Revision(id, _)
            | StorePath::Act(id)
            | StorePath::Vote(id, _) => Some(id),
            StorePath::Signature(act) => act.register(),
            StorePath::Policy
            | StorePath::Roster
            | StorePath::OldPolicy
            | StorePath::OldRoster
            | StorePath::RequestAct(_)
            | StorePath::Signers
            | StorePath::Consent
            | StorePath::KeyStatement => None,
        }
    }

    /// The register or change request that it belongs to, if any.
    pub fn subject(&self) -> Option<Subject<'_>> {
        match self {
            StorePath::RequestAct(id) => Some(Subject::Request(id)),
            StorePath::Signature(act) => act.subject(),
            StorePath::Text(_)
            | StorePath::Contacts(_)
            | StorePath::Revision(..)
            | StorePath::Act(_)
            | StorePath::Vote(..)
            | StorePath::Policy
            | StorePath::Roster
            | StorePath::OldPolicy
            | StorePath::OldRoster
            | StorePath::Signers
            | StorePath::Consent
            | StorePath::KeyStatement => self.register().map(Subject::Register),
        }
    }

    /// Whether people write the file at `path`; all others are written by `wr`.
    pub fn is_peoples(path: &str) -> bool {
        match StorePath::of(path) {
            Some(
                StorePath::Policy | StorePath::Roster | StorePath::Text(_) | StorePath::Contacts(_),
            ) => true,
            Some(
                StorePath::OldPolicy
                | StorePath::OldRoster
                | StorePath::Revision(..)
                | StorePath::Act(_)
                | StorePath::Vote(..)
                | StorePath::RequestAct(_)
                | StorePath::Signature(_)
                | StorePath::Signers
                | StorePath::Consent
                | StorePath::KeyStatement,
            ) => false,
            None => false,
        }
    }

    fn in_register(id: Id, rest: &[&str]) -> Option<StorePath> {
        match rest {
            ["register.yaml"] => Some(StorePath::Text(id)),
            ["contacts.yaml"] => Some(StorePath::Contacts(id)),
            ["revisions", name] => {
                number(name.strip_suffix(".yaml")?).map(|number| StorePath::Revision(id, number))
            }
            ["acts", name] => is_act(name).then_some(StorePath::Act(id)),
            ["ballots", ballot, name] if *name == "ballot.yaml" || is_result(name) => {
                is_plain(ballot).then_some(StorePath::Act(id))
            }
            ["ballots", ballot, "votes", seat, name] => {
                let plain = is_plain(ballot) && is_plain(seat) && is_act(name);
                plain.then(|| StorePath::Vote(id, ballot.to_string()))
            }
            _ => None,
        }
    }
}

/// Whether this is the name of a ballot's result: `result.yaml`, or `result-2.yaml` if the earlier one is void.
pub fn is_result(name: &str) -> bool {
    let again = name
        .strip_prefix("result-")
        .and_then(|rest| number(rest.strip_suffix(".yaml")?));
    name == "result.yaml" || again.is_some_and(|number| number > 1)
}

/// The part of a path up to the folder or file directly below `registers/`.
pub(super) fn top(path: &str) -> Option<&str> {
    path.split('/').nth(1)
}

/// A register's id: an id that is not reserved.
pub fn register_id(text: &str) -> Option<Id> {
    text.parse().ok().filter(|_| !RESERVED.contains(&text))
}

fn version(name: &str) -> Option<StorePath> {
    let stem = name.strip_suffix(".yaml")?;
    let (kind, count) = stem.split_once('-')?;
    number(count)?;
    match kind {
        "policy" => Some(StorePath::OldPolicy),
        "roster" => Some(StorePath::OldRoster),
        _ => None,
    }
}

/// A number as `wr` writes it: no sign, no leading zero.
fn number(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (number > 0 && number.to_string() == text).then_some(number)
}

fn is_act(name: &str) -> bool {
    name.ends_with(".yaml") && is_plain(name)
}

/// A name that every platform allows.
fn is_plain(name: &str) -> bool {
    let safe = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    let is_short = !name.is_empty() && name.len() <= 200;
    let stem = name.split('.').next().unwrap_or_default();
    is_short
        && name.bytes().all(safe)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !is_device(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_a_store_has_one_place() {
        let id = || "xyz".parse().expect("an id");
        assert_eq!(
            StorePath::of("registers/policy.yaml"),
            Some(StorePath::Policy)
        );
        assert_eq!(
            StorePath::of("registers/history/roster-12.yaml"),
            Some(StorePath::OldRoster)
        );
        let consent = "registers/history/roster-12/vic-0123456789ab.yaml";
        assert_eq!(StorePath::of(consent), Some(StorePath::Consent));
        assert_eq!(
            StorePath::of(&format!("{consent}.sig")),
            Some(StorePath::Signature(Box::new(StorePath::Consent)))
        );
        assert_eq!(
            StorePath::of("registers/xyz/revisions/1.yaml"),
            Some(StorePath::Revision(id(), 1))
        );
        let key = "registers/history/keys/vic-0123456789ab.yaml";
        assert_eq!(StorePath::of(key), Some(StorePath::KeyStatement));
        assert_eq!(
            StorePath::of(&format!("{key}.sig")),
            Some(StorePath::Signature(Box::new(StorePath::KeyStatement)))
        );
        let vote = "registers/xyz/ballots/adopt-1-alliance-1/votes/acme/1-0123456789ab.yaml";
        let voted = StorePath::Vote(id(), "adopt-1-alliance-1".into());
        assert_eq!(StorePath::of(vote), Some(voted.clone()));
        assert_eq!(
            StorePath::of(&format!("{vote}.sig")),
            Some(StorePath::Signature(Box::new(voted)))
        );
        for name in [
            "ballot.yaml",
            "result.yaml",
            "result-2.yaml",
            "result-10.yaml",
        ] {
            let path = format!("registers/xyz/ballots/adopt-1-alliance-1/{name}");
            assert_eq!(StorePath::of(&path), Some(StorePath::Act(id())), "{path}");
        }
        let act = "registers/_requests/cr-1/acts/2026-05-01-request-0123456789ab.yaml";
        assert_eq!(
            StorePath::of(act),
            Some(StorePath::RequestAct("cr-1".parse().expect("an id")))
        );
        let peoples = [
            "policy.yaml",
            "roster.yaml",
            "xyz/register.yaml",
            "xyz/contacts.yaml",
        ];
        assert!(
            peoples
                .iter()
                .all(|path| StorePath::is_peoples(&format!("registers/{path}")))
        );
        let others = [
            "history/roster-1.yaml",
            "xyz/revisions/1.yaml",
            "xyz/acts/1.yaml",
            "xyz/notes.txt",
        ];
        assert!(
            !others
                .iter()
                .any(|path| StorePath::is_peoples(&format!("registers/{path}")))
                && !StorePath::is_peoples(vote)
        );
    }

    #[test]
    fn strays_have_none() {
        for path in [
            "registers/xyz/notes.txt",
            "registers/XYZ/register.yaml",
            "registers/xyz/revisions/01.yaml",
            "registers/history/register.yaml",
            "registers/history/roster-02/vic.yaml",
            "registers/history/people-2/vic.yaml",
            "registers/xyz/acts/.hidden.yaml",
            "registers/xyz/acts/a/b.yaml",
            "registers/xyz/acts/notes.txt",
            "registers/xyz/acts/con.yaml",
            "registers/xyz/ballots/adopt-1./ballot.yaml",
            "registers/xyz/ballots/nul/result.yaml",
            "registers/xyz/ballots/adopt-1-alliance-1/result-1.yaml",
            "registers/xyz/ballots/adopt-1-alliance-1/result-02.yaml",
            "registers/xyz/ballots/adopt-1-alliance-1/result-x.yaml",
            "registers/xyz/ballots/adopt-1-alliance-1/ballot-2.yaml",
            "README.md",
            "registers/_requests/cr-1/register.yaml",
            "registers/_requests/CR/acts/a.yaml",
            "registers/_requests/cr-1/ballots/adopt-1-alliance-1/ballot.yaml",
            "registers/_requests/acts/a.yaml",
            "registers/policy.yaml.sig",
            "registers/xyz/register.yaml.sig",
            "registers/xyz/acts/a.yaml.sig.sig",
        ] {
            assert_eq!(StorePath::of(path), None, "{path}");
        }
    }
}
