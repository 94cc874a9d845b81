//! The layout of a store: which file is what, by its path alone.

use crate::act::{REQUESTS, Subject};
use crate::id::{Id, is_device};

/// What a path below `registers/` holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
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
    /// A frozen text and its number.
    Revision(Id, u32),
    /// An act that has an order: in `acts`, a ballot, its result.
    Act(Id),
    /// A vote, and the ballot whose folder it is in.
    Vote(Id, String),
    /// An act of a change request.
    RequestAct(Id),
    /// The signature of an act or a vote, and the place of that.
    Signature(Box<Place>),
    /// The keys of everybody, for `ssh-keygen`.
    Signers,
    /// A root's consent to a version of the roster or the policy.
    Consent,
    /// A statement that introduces a key.
    KeyStatement,
}

/// What the name of a signature has after that of the act.
pub const SIGNATURE: &str = ".sig";

/// Names that a register cannot have, because they stand beside the registers.
pub const RESERVED: [&str; 3] = ["history", "policy", "roster"];

impl Place {
    /// What the file at `path` is; nothing when it has no place in a store.
    pub fn of(path: &str) -> Option<Place> {
        if let Some(act) = path.strip_suffix(SIGNATURE) {
            let signed = Place::of(act)?;
            let is_act = matches!(
                signed,
                Place::Act(_)
                    | Place::Vote(..)
                    | Place::RequestAct(_)
                    | Place::Consent
                    | Place::KeyStatement
            );
            return is_act.then(|| Place::Signature(Box::new(signed)));
        }
        let parts: Vec<&str> = path.strip_prefix("registers/")?.split('/').collect();
        match parts.as_slice() {
            ["policy.yaml"] => Some(Place::Policy),
            ["roster.yaml"] => Some(Place::Roster),
            ["allowed_signers"] => Some(Place::Signers),
            ["history", name] => version(name),
            ["history", "keys", name] => is_act(name).then_some(Place::KeyStatement),
            ["history", of, name] if is_act(name) => {
                version(&format!("{of}.yaml")).map(|_| Place::Consent)
            }
            [REQUESTS, id, "acts", name] if is_act(name) => id.parse().ok().map(Place::RequestAct),
            [id, rest @ ..] => Place::in_register(register_id(id)?, rest),
            [] => None,
        }
    }

    /// The register whose file it is; nothing for policy and roster.
    pub fn register(&self) -> Option<&Id> {
        match self {
            Place::Text(id)
            | Place::Contacts(id)
            | Place::Revision(id, _)
            | Place::Act(id)
            | Place::Vote(id, _) => Some(id),
            Place::Signature(act) => act.register(),
            Place::Policy
            | Place::Roster
            | Place::OldPolicy
            | Place::OldRoster
            | Place::RequestAct(_)
            | Place::Signers
            | Place::Consent
            | Place::KeyStatement => None,
        }
    }

    /// Whose file it is, when it is a register's or a change request's.
    pub fn subject(&self) -> Option<Subject<'_>> {
        match self {
            Place::RequestAct(id) => Some(Subject::Request(id)),
            Place::Signature(act) => act.subject(),
            Place::Text(_)
            | Place::Contacts(_)
            | Place::Revision(..)
            | Place::Act(_)
            | Place::Vote(..)
            | Place::Policy
            | Place::Roster
            | Place::OldPolicy
            | Place::OldRoster
            | Place::Signers
            | Place::Consent
            | Place::KeyStatement => self.register().map(Subject::Register),
        }
    }

    /// Whether people write the file at `path` in their editors; all others `wr` writes.
    pub fn is_peoples(path: &str) -> bool {
        match Place::of(path) {
            Some(Place::Policy | Place::Roster | Place::Text(_) | Place::Contacts(_)) => true,
            Some(
                Place::OldPolicy
                | Place::OldRoster
                | Place::Revision(..)
                | Place::Act(_)
                | Place::Vote(..)
                | Place::RequestAct(_)
                | Place::Signature(_)
                | Place::Signers
                | Place::Consent
                | Place::KeyStatement,
            ) => false,
            None => false,
        }
    }

    fn in_register(id: Id, rest: &[&str]) -> Option<Place> {
        match rest {
            ["register.yaml"] => Some(Place::Text(id)),
            ["contacts.yaml"] => Some(Place::Contacts(id)),
            ["revisions", name] => {
                number(name.strip_suffix(".yaml")?).map(|number| Place::Revision(id, number))
            }
            ["acts", name] => is_act(name).then_some(Place::Act(id)),
            ["ballots", ballot, name] if *name == "ballot.yaml" || is_result(name) => {
                is_plain(ballot).then_some(Place::Act(id))
            }
            ["ballots", ballot, "votes", seat, name] => {
                let plain = is_plain(ballot) && is_plain(seat) && is_act(name);
                plain.then(|| Place::Vote(id, ballot.to_string()))
            }
            _ => None,
        }
    }
}

/// Whether a ballot's end has this name: `result.yaml`; or `result-2.yaml`, where the one before has no effect.
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

/// A register's id: an id that does not stand for something else.
pub fn register_id(text: &str) -> Option<Id> {
    text.parse().ok().filter(|_| !RESERVED.contains(&text))
}

fn version(name: &str) -> Option<Place> {
    let stem = name.strip_suffix(".yaml")?;
    let (kind, count) = stem.split_once('-')?;
    number(count)?;
    match kind {
        "policy" => Some(Place::OldPolicy),
        "roster" => Some(Place::OldRoster),
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

/// A name that every machine can have.
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
        assert_eq!(Place::of("registers/policy.yaml"), Some(Place::Policy));
        assert_eq!(
            Place::of("registers/history/roster-12.yaml"),
            Some(Place::OldRoster)
        );
        let consent = "registers/history/roster-12/vic-0123456789ab.yaml";
        assert_eq!(Place::of(consent), Some(Place::Consent));
        assert_eq!(
            Place::of(&format!("{consent}.sig")),
            Some(Place::Signature(Box::new(Place::Consent)))
        );
        assert_eq!(
            Place::of("registers/xyz/revisions/1.yaml"),
            Some(Place::Revision(id(), 1))
        );
        let key = "registers/history/keys/vic-0123456789ab.yaml";
        assert_eq!(Place::of(key), Some(Place::KeyStatement));
        assert_eq!(
            Place::of(&format!("{key}.sig")),
            Some(Place::Signature(Box::new(Place::KeyStatement)))
        );
        let vote = "registers/xyz/ballots/adopt-1-alliance-1/votes/acme/1-0123456789ab.yaml";
        let voted = Place::Vote(id(), "adopt-1-alliance-1".into());
        assert_eq!(Place::of(vote), Some(voted.clone()));
        assert_eq!(
            Place::of(&format!("{vote}.sig")),
            Some(Place::Signature(Box::new(voted)))
        );
        for name in [
            "ballot.yaml",
            "result.yaml",
            "result-2.yaml",
            "result-10.yaml",
        ] {
            let path = format!("registers/xyz/ballots/adopt-1-alliance-1/{name}");
            assert_eq!(Place::of(&path), Some(Place::Act(id())), "{path}");
        }
        let act = "registers/_requests/cr-1/acts/2026-05-01-request-0123456789ab.yaml";
        assert_eq!(
            Place::of(act),
            Some(Place::RequestAct("cr-1".parse().expect("an id")))
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
                .all(|path| Place::is_peoples(&format!("registers/{path}")))
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
                .any(|path| Place::is_peoples(&format!("registers/{path}")))
                && !Place::is_peoples(vote)
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
            assert_eq!(Place::of(path), None, "{path}");
        }
    }
}
