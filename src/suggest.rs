//! Words in messages: the nearest allowed word, and lists of allowed words.

/// The longest list of words in a message; a roster may have a thousand names.
const LONGEST_ROW: usize = 12;

/// The allowed word that is nearest to `word`, if one is near.
pub fn nearest_word<'a>(word: &str, allowed: &[&'a str]) -> Option<&'a str> {
    if word.len() > 100 {
        return None;
    }
    let lower = |word: &str| word.to_lowercase().replace('-', "_");
    let given = lower(word);
    let (length, letters) = (given.chars().count(), letters(&given));
    let most = 1 + length / 4;
    // A word of another length or with other letters is too far away, which is faster to find than the distance.
    let distance = |other: &&'a str| {
        let lower = lower(other);
        let is_close =
            lower.chars().count().abs_diff(length) <= most && strangers(letters, &lower) <= most;
        is_close.then(|| (strsim::osa_distance(&given, &lower), *other))
    };
    let near = allowed.iter().filter_map(distance).min()?;
    (near.0 <= most && near.0 < near.1.len()).then_some(near.1)
}

/// The allowed words, the most similar to `word` first, as a whole or in one of the parts between hyphens.
pub fn by_likeness<'a>(word: &str, allowed: &[&'a str]) -> Vec<&'a str> {
    let given: String = word.to_lowercase().chars().take(100).collect();
    let mut words = allowed.to_vec();
    let similar = |other: &str| {
        let other = other.to_lowercase();
        let parts = other.split('-').chain([other.as_str()]);
        parts
            .map(|part| strsim::normalized_damerau_levenshtein(&given, part))
            .fold(0.0, f64::max)
    };
    words.sort_by(|one, other| similar(other).total_cmp(&similar(one)));
    words
}

/// `; did you mean ...?` with the allowed word that is nearest; empty if none is near.
pub fn did_you_mean(word: &str, allowed: &[&str]) -> String {
    nearest_word(word, allowed).map_or(String::new(), |near| format!("; did you mean `{near}`?"))
}

/// The allowed word that is closest to `word`: one with the same words in it, or else the most similar one.
pub fn closest<'a>(word: &str, allowed: &[&'a str]) -> Option<&'a str> {
    if word.len() > 100 {
        return None;
    }
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let words = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words
            .map(|word| word.trim_end_matches('s').to_string())
            .collect()
    };
    let given = words(word);
    let has_all = |one: &[String], other: &[String]| {
        !other.is_empty() && other.iter().all(|word| one.contains(word))
    };
    let shares = |other: &&&'a str| {
        let other = words(other);
        has_all(&given, &other) || has_all(&other, &given)
    };
    let similar = |other: &&'a str| strsim::normalized_levenshtein(word, other);
    allowed.iter().find(shares).copied().or_else(|| {
        let best = allowed
            .iter()
            .max_by(|one, other| similar(one).total_cmp(&similar(other)))?;
        (similar(best) >= 0.4).then_some(*best)
    })
}

/// The letters of a word, one bit each; different letters may share a bit.
fn letters(word: &str) -> u64 {
    word.chars()
        .fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

/// At least how many letters only one of two words has: each is one typo.
fn strangers(one: u64, other: &str) -> usize {
    let other = letters(other);
    (one & !other).count_ones().max((other & !one).count_ones()) as usize
}

/// The allowed word that `word` clearly means: the same in another case or with other hyphens, or with one typo (two
/// in a word of eight letters), if no other allowed word is as near. The first letter must match, because a wrong one
/// can reverse the meaning: `unallowed` is not `allowed`.
pub fn only_match<'a>(word: &str, allowed: &[&'a str]) -> Option<&'a str> {
    if word.len() > 100 || allowed.contains(&word) {
        return None;
    }
    let given = folded(word);
    let alike = allowed
        .iter()
        .filter(|other| first(other) == given.chars().next());
    let alike: Vec<(String, &str)> = alike.map(|other| (folded(other), *other)).collect();
    let same: Vec<&str> = alike
        .iter()
        .filter(|(other, _)| *other == given)
        .map(|(_, other)| *other)
        .collect();
    if !same.is_empty() {
        return only(&same);
    }
    let is_slip = |(other, _): &&(String, &str)| {
        let letters = given.chars().count().max(other.chars().count());
        let slips = strsim::osa_distance(&given, other);
        slips == 1 && letters >= 3 || slips == 2 && letters >= 8
    };
    only(
        &alike
            .iter()
            .filter(is_slip)
            .map(|(_, other)| *other)
            .collect::<Vec<_>>(),
    )
}

fn only<'a>(words: &[&'a str]) -> Option<&'a str> {
    if let [only] = words { Some(only) } else { None }
}

/// A word without case and separators.
fn folded(word: &str) -> String {
    let letters = word.chars().filter(|c| !matches!(c, '-' | '_' | ' '));
    letters.flat_map(char::to_lowercase).collect()
}

/// The first letter of a folded word.
fn first(word: &str) -> Option<char> {
    let letter = word.chars().find(|c| !matches!(c, '-' | '_' | ' '))?;
    letter.to_lowercase().next()
}

/// A list of quoted words: `a`, `b` and `c`.
pub fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => "none".to_string(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Like [`list`], cut if it grows too long to read.
pub fn short_list(words: &[&str]) -> String {
    match words.split_at_checked(LONGEST_ROW) {
        Some((first, rest)) if !rest.is_empty() => {
            let quoted: Vec<String> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} and {} more", quoted.join(", "), rest.len())
        }
        Some(_) | None => list(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        let allowed = ["milestones", "partner", "title"];
        assert_eq!(nearest_word("mileston", &allowed), Some("milestones"));
        assert_eq!(nearest_word("Titel", &allowed), Some("title"));
        assert_eq!(nearest_word("owner", &allowed), None);
        assert_eq!(nearest_word("x", &["y"]), None);
        assert_eq!(nearest_word("x", &[]), None);
    }

    #[test]
    fn the_most_similar_word_comes_first() {
        let ballots = ["adopt-1-technical-1", "adopt-1-alliance-1"];
        for (given, first) in [
            ("aliance", "adopt-1-alliance-1"),
            ("adopt-1-aliance-2", "adopt-1-alliance-1"),
            ("TECH", "adopt-1-technical-1"),
        ] {
            assert_eq!(by_likeness(given, &ballots)[0], first, "{given}");
        }
    }

    #[test]
    fn the_closest_has_the_same_words_or_most_letters() {
        let allowed = ["schema", "profile", "management initiative"];
        assert_eq!(closest("CIM Schemas", &allowed), Some("schema"));
        assert_eq!(
            closest("Initiative", &allowed),
            Some("management initiative")
        );
        assert_eq!(closest("proflies", &allowed), Some("profile"));
        assert_eq!(closest("Zebra", &allowed), None);
    }

    #[test]
    fn a_word_is_certain_only_when_nothing_else_can_be_meant() {
        let kinds = [
            "joint",
            "delegated",
            "own",
            "allowed",
            "alliance-committee",
            "committee",
            "due",
            "id",
        ];
        for (given, meant) in [
            ("Joint", Some("joint")),
            ("delgated", Some("delegated")),
            ("dlegatd", Some("delegated")),
            ("Alliance_Committee", Some("alliance-committee")),
            ("comitee", Some("committee")),
            ("du", Some("due")),
            ("joined", None),
            ("unallowed", None),
            ("is", None),
            ("joint", None),
            ("", None),
        ] {
            assert_eq!(only_match(given, &kinds), meant, "{given}");
        }
        assert_eq!(only_match("lane", &["lade", "late"]), None, "one of two");
        assert_eq!(only_match("A B", &["a-b", "a_b"]), None, "the same as two");
        assert_eq!(only_match("lates", &["late", "lates-t"]), None);
    }

    #[test]
    fn words_are_put_in_a_row() {
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(list(&["a"]), "`a`");
        let many: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(short_list(&many).ends_with("`11` and 8 more"));
        assert_eq!(short_list(&many[..2]), "`0` and `1`");
    }
}
