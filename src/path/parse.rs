//! Reads paths: exactly those that a store has.

use std::str::FromStr;

use super::names::{REGISTERS, REQUESTS, RESERVED, SIGNATURE, VersionKind};
use super::store_path::{ActPath, StorePath};
use crate::id::{Id, is_device};

/// Why a text is not a path of a store: nothing in a store has it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("nothing in a store has the path `{0}`")]
pub struct NotAStorePath(String);

impl FromStr for StorePath {
    type Err = NotAStorePath;

    fn from_str(path: &str) -> Result<StorePath, NotAStorePath> {
        StorePath::of(path).ok_or_else(|| NotAStorePath(path.to_string()))
    }
}

impl StorePath {
    /// What the file at `path` is; `None` if nothing in a store has this path.
    pub fn of(path: &str) -> Option<StorePath> {
        if let Some(signed) = path.strip_suffix(SIGNATURE) {
            return StorePath::of(signed)
                .filter(StorePath::is_signed)
                .map(StorePath::signature);
        }
        let parts: Vec<&str> = path.strip_prefix(REGISTERS)?.split('/').collect();
        match parts.as_slice() {
            ["policy.yaml"] => Some(StorePath::Policy),
            ["roster.yaml"] => Some(StorePath::Roster),
            ["allowed_signers"] => Some(StorePath::Signers),
            ["history", name] => {
                let (kind, number) = version(name.strip_suffix(".yaml")?)?;
                Some(StorePath::Version(kind, number))
            }
            ["history", "keys", name] => Some(StorePath::KeyStatement(act_name(name)?)),
            ["history", of, name] => {
                let (kind, number) = version(of)?;
                Some(StorePath::Consent(kind, number, act_name(name)?))
            }
            [REQUESTS, id, "acts", name] => {
                let act = ActPath::Named(act_name(name)?);
                Some(StorePath::RequestAct(id.parse().ok()?, act))
            }
            [id, rest @ ..] => in_register(register_id(id)?, rest),
            [] => None,
        }
    }

    /// Whether people write the file at `path`; all others are written by `wr`.
    pub fn is_peoples(path: &str) -> bool {
        matches!(
            StorePath::of(path),
            Some(
                StorePath::Policy | StorePath::Roster | StorePath::Text(_) | StorePath::Contacts(_)
            )
        )
    }
}

fn in_register(id: Id, rest: &[&str]) -> Option<StorePath> {
    match rest {
        ["register.yaml"] => Some(StorePath::Text(id)),
        ["contacts.yaml"] => Some(StorePath::Contacts(id)),
        ["revisions", name] => {
            number(name.strip_suffix(".yaml")?).map(|number| StorePath::Revision(id, number))
        }
        _ => act(rest).map(|act| StorePath::Act(id, act)),
    }
}

fn act(rest: &[&str]) -> Option<ActPath> {
    match rest {
        ["acts", name] => Some(ActPath::Named(act_name(name)?)),
        ["ballots", ballot, "ballot.yaml"] => Some(ActPath::Ballot(plain(ballot)?)),
        ["ballots", ballot, name] => Some(ActPath::Result(plain(ballot)?, result(name)?)),
        ["ballots", ballot, "votes", seat, name] => Some(ActPath::Vote {
            ballot: plain(ballot)?,
            seat: plain(seat)?,
            name: act_name(name)?,
        }),
        _ => None,
    }
}

/// The number in the name of a ballot's result: `result.yaml`, or `result-2.yaml` if the earlier one is void.
fn result(name: &str) -> Option<Option<u32>> {
    if name == "result.yaml" {
        return Some(None);
    }
    let number = number(name.strip_prefix("result-")?.strip_suffix(".yaml")?)?;
    (number > 1).then_some(Some(number))
}

/// A register's id: an id that is not reserved.
pub fn register_id(text: &str) -> Option<Id> {
    text.parse().ok().filter(|_| !RESERVED.contains(&text))
}

fn version(name: &str) -> Option<(VersionKind, u32)> {
    let (kind, count) = name.split_once('-')?;
    let kind = VersionKind::ALL
        .into_iter()
        .find(|one| one.as_str() == kind)?;
    Some((kind, number(count)?))
}

/// A number as `wr` writes it: no sign, no leading zero.
fn number(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (number > 0 && number.to_string() == text).then_some(number)
}

fn act_name(name: &str) -> Option<String> {
    plain(name).filter(|name| name.ends_with(".yaml"))
}

/// A name that every platform allows.
fn plain(name: &str) -> Option<String> {
    let safe = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    let is_short = !name.is_empty() && name.len() <= 200;
    let stem = name.split('.').next().unwrap_or_default();
    let is_plain = is_short
        && name.bytes().all(safe)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !is_device(stem);
    is_plain.then(|| name.to_string())
}
