//! Words in messages: the one that was most likely meant, and those that are allowed, in a row.

/// The longest row of words in a message; a roster may have a thousand names.
const LONGEST_ROW: usize = 12;

/// The allowed word that somebody who wrote `word` most likely meant.
pub fn nearest_word<'a>(word: &str, allowed: &[&'a str]) -> Option<&'a str> {
    if word.len() > 100 {
        return None;
    }
    let lower = word.to_lowercase().replace('-', "_");
    let distance = |other: &str| strsim::osa_distance(&lower, &other.to_lowercase().replace('-', "_"));
    let length = word.chars().count();
    let most = 1 + length / 4;
    // Words of other lengths are further away than that, which is told without comparing them.
    let close = allowed.iter().filter(|other| other.chars().count().abs_diff(length) <= most);
    let near = close.map(|other| (distance(other), *other)).min()?;
    (near.0 <= most && near.0 < near.1.len()).then_some(near.1)
}

/// Words as people write them in a row: `a`, `b` and `c`.
pub fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => "none".to_string(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The same, cut where a row grows too long to read.
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
    fn words_are_put_in_a_row() {
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(list(&["a"]), "`a`");
        let many: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(short_list(&many).ends_with("`11` and 8 more"));
        assert_eq!(short_list(&many[..2]), "`0` and `1`");
    }
}
