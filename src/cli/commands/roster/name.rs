//! Ids made from names, and words of the roster on the command line.

use std::fmt::Display;

use anyhow::Result;
use serde::de::DeserializeOwned;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use crate::cli::app::answer::reject;
use crate::id::Id;
use crate::roster::{BodyKind, Membership, Roster};
use crate::suggest::{did_you_mean, list};
use crate::text::is_blank;

/// The kinds of bodies.
pub(super) const BODY_KINDS: &[&str] = &[
    "alliance-committee",
    "committee",
    "working-group",
    "board",
    "executive-committee",
];
/// Kinds of bodies as people shorten them.
const SHORT_KINDS: [(&str, &str); 4] = [
    ("wg", "working-group"),
    ("group", "working-group"),
    ("exec", "executive-committee"),
    ("board of directors", "board"),
];
/// What may follow a name after a comma, without periods.
const SUFFIXES: [&str; 7] = ["jr", "sr", "phd", "esq", "junior", "senior", "msc"];
/// The levels of membership.
pub(super) const MEMBERSHIPS: &[&str] = &["board", "leadership", "participation"];
/// Whether an organization still exists.
pub(super) const STATUSES: &[&str] = &["active", "merged", "renamed", "closed"];

/// The word that removes a value.
pub(crate) const NONE: &str = "none";

/// The allowed word that is meant, in any case, with spaces or hyphens.
///
/// # Errors
/// No word is meant; the message lists the allowed ones.
pub(crate) fn word(given: &str, allowed: &[&'static str]) -> Result<&'static str, String> {
    let bare = |word: &str| word.trim().to_lowercase().replace(['_', ' '], "-");
    let found = allowed.iter().find(|word| bare(word) == bare(given));
    found.copied().ok_or_else(|| {
        let near = did_you_mean(given.trim(), allowed);
        format!("`{given}` is not allowed; allowed: {}{near}", list(allowed))
    })
}

/// A name or another text of one line, without spaces around it.
///
/// # Errors
/// It is blank, or has characters that are not visible.
pub(super) fn text(given: &str) -> Result<String, String> {
    let given = given.trim();
    match is_blank(given) || given.chars().any(char::is_control) {
        true => Err("a text of one line is needed, for example `Alice Adams`".to_string()),
        false => Ok(given.to_string()),
    }
}

/// The name of a person on one line, in the order in which it is spoken.
///
/// # Errors
/// The text is blank or has several lines.
pub(super) fn person_name(given: &str) -> Result<String, String> {
    text(given).map(|name| in_order(&name))
}

/// `Alice Adams` for `Adams, Alice`, as address books list names. What follows a comma may also be a suffix or a degree.
pub(super) fn in_order(name: &str) -> String {
    let is_suffix = |word: &str| {
        let bare = word.replace('.', "").to_lowercase();
        SUFFIXES.contains(&bare.as_str()) || word.chars().all(|c| c.is_uppercase() || c == '.')
    };
    match name
        .split_once(',')
        .map(|(last, first)| (last.trim(), first.trim()))
    {
        Some((last, first))
            if !last.is_empty()
                && !first.is_empty()
                && !first.contains(',')
                && !is_suffix(first) =>
        {
            format!("{first} {last}")
        }
        Some(_) | None => name.to_string(),
    }
}

/// Parses a kind of body.
///
/// # Errors
/// It is none.
pub(super) fn body_kind(given: &str) -> Result<BodyKind, String> {
    let short = given.trim().to_lowercase();
    let full = SHORT_KINDS.iter().find(|(name, _)| *name == short);
    typed(full.map_or(given, |(_, kind)| kind), BODY_KINDS)
}

/// Parses a level of membership.
///
/// # Errors
/// It is none.
pub(super) fn membership(given: &str) -> Result<Membership, String> {
    typed(given, MEMBERSHIPS)
}

fn typed<T: DeserializeOwned>(given: &str, allowed: &[&'static str]) -> Result<T, String> {
    let word = word(given, allowed)?;
    serde_json::from_value(Value::from(word)).map_err(|why| why.to_string())
}

/// The id that a name gives: its letters and digits in lowercase, without accents. `None` if it has none.
pub(crate) fn id_of(name: &str) -> Option<Id> {
    let plain = name
        .nfkd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\'' | '\u{2019}' | '.'))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect::<String>();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join("-").parse().ok()
}

/// The id of a body: its name without the word for its kind.
pub(crate) fn id_of_body(name: &str) -> Option<Id> {
    let lower = name.trim().to_lowercase();
    let endings = [
        " committee",
        " working group",
        " task force",
        " of directors",
    ];
    let bare = endings.iter().find_map(|ending| lower.strip_suffix(ending));
    id_of(bare.unwrap_or(&lower))
}

/// The id that was given, or the one that the name gives; `owner` names the entry that has an id already.
///
/// # Errors
/// The id is taken, or the name gives none.
pub(super) fn free_id<W: Display>(
    given: Option<&Id>,
    made: Option<Id>,
    name: &str,
    owner: impl Fn(&Id) -> Option<W>,
) -> Result<Id> {
    let Some(id) = given.cloned().or(made) else {
        reject!(
            "no id can be made from the name `{name}`\n  needs:  `--id ID`, for example `--id alice-adams`"
        );
    };
    let Some(who) = owner(&id) else {
        return Ok(id);
    };
    let free = (2..100).find_map(|number| {
        let id: Id = format!("{id}-{number}").parse().ok()?;
        owner(&id).is_none().then_some(id)
    });
    let free = free.map_or("ID".to_string(), |id| id.to_string());
    reject!(
        "the id `{id}` belongs to {who}, and ids are never used again\n  needs:  another id, for example `--id {free}`"
    )
}

/// The person, if one has this id in the roster or in the one in force.
pub(super) fn person_with(id: &Id, rosters: [Option<&Roster>; 2]) -> Option<String> {
    let found = rosters.into_iter().flatten().find_map(|it| it.person(id))?;
    let left = found
        .until
        .map_or(String::new(), |until| format!(", until {until}"));
    Some(format!("{} <{}>{left}", found.name, found.email))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_in_order() {
        for (given, name) in [
            ("Adams, Alice", "Alice Adams"),
            ("van der Berg, Bob", "Bob van der Berg"),
            ("Conan O’Brien, Jr.", "Conan O’Brien, Jr."),
            ("Alice Adams, PhD", "Alice Adams, PhD"),
            ("Alice Adams, P.E.", "Alice Adams, P.E."),
            ("Henry Hale, III", "Henry Hale, III"),
            ("Adams, Alice, PhD", "Adams, Alice, PhD"),
            ("Alice Adams", "Alice Adams"),
        ] {
            assert_eq!(in_order(given), name);
        }
    }

    #[test]
    fn names_become_ids() {
        for (name, id) in [
            ("Alice Adams", "alice-adams"),
            ("Zoë  Müller-Lüdenscheidt", "zoe-muller-ludenscheidt"),
            ("Conan O’Brien Jr.", "conan-obrien-jr"),
            ("3GPP", "3gpp"),
        ] {
            assert_eq!(id_of(name).map(|id| id.to_string()).as_deref(), Some(id));
        }
        assert_eq!(id_of("山田"), None);
        for (name, id) in [
            ("Marketing Committee", "marketing"),
            ("Cloud Management Working Group", "cloud-management"),
            ("Board of Directors", "board"),
            ("Committee", "committee"),
        ] {
            let made = id_of_body(name).map(|id| id.to_string());
            assert_eq!(made.as_deref(), Some(id));
        }
    }

    #[test]
    fn words_count_in_any_form() {
        assert_eq!(body_kind("Working Group"), Ok(BodyKind::WorkingGroup));
        assert_eq!(membership("BOARD"), Ok(Membership::Board));
        let why = membership("gold").unwrap_err();
        assert!(
            why.contains("`board`, `leadership` and `participation`"),
            "{why}"
        );
        for (words, is_known) in [
            (
                BODY_KINDS,
                (|word| body_kind(word).is_ok()) as fn(&str) -> bool,
            ),
            (MEMBERSHIPS, |word| membership(word).is_ok()),
        ] {
            assert!(words.iter().all(|word| is_known(word)));
        }
    }
}
