//! Compares two versions of a text word by word and decides whether they differ by typing errors alone.
//!
//! The limits are narrow on purpose: a change within them needs no ballot, so doubtful changes are refused.

mod fixed;

use unicode_normalization::char::is_combining_mark;

use self::fixed::FIXED;

/// How many letters of a word may be inserted, dropped or changed. Swapping two letters changes two.
const LETTERS: usize = 2;

/// How many letters at the beginning of a word may not change.
const BEGINNING: usize = 2;

/// The shortest word in which a letter may change.
const SHORTEST: usize = 4;

/// Checks that `new` differs from `old` by typing errors alone.
///
/// # Errors
/// The first difference that is more than a typing error, for example `` `data` becomes `dates` ``.
pub fn compare(old: &str, new: &str) -> Result<(), String> {
    let (old, new) = (WordSequence::of(old), WordSequence::of(new));
    if old.atoms.len() != new.atoms.len() {
        return Err(first_difference(&old, &new));
    }
    for at in 0..old.atoms.len() {
        if between(&old.atoms[at], &new.atoms[at]).is_err() {
            return Err(first_difference(&old, &new));
        }
    }
    spaces(&old, &new)
}

/// The differences between two texts that [`compare`] accepts, one line for each.
pub(super) fn corrections(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (WordSequence::of(old), WordSequence::of(new));
    let mut found = Vec::new();
    for (at, (was, is)) in old.atoms.iter().zip(&new.atoms).enumerate() {
        if was.text != is.text {
            found.push(format!("`{}` becomes `{}`", was.text, is.text));
        }
        if was.times != is.times {
            found.push(format!(
                "`{}` doubled: {} times, was {}",
                was.text, is.times, was.times
            ));
        }
        if at > 0 && was.spaced != is.spaced {
            let before = &old.atoms[at - 1].text;
            let what = if is.spaced {
                "white space added"
            } else {
                "white space removed"
            };
            found.push(format!("{what} between `{before}` and `{}`", was.text));
        }
    }
    found
}

/// A text as words and punctuation marks.
struct WordSequence {
    atoms: Vec<Atom>,
}

/// A word or a punctuation mark.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Atom {
    text: String,
    is_word: bool,
    /// How often it is repeated in a row.
    times: usize,
    /// Whether white space precedes it.
    spaced: bool,
    /// Whether it is part of an address or an identifier.
    is_code: bool,
}

impl WordSequence {
    fn of(text: &str) -> WordSequence {
        let mut atoms: Vec<Atom> = Vec::new();
        for run in text.split_whitespace() {
            let is_code = is_code(run);
            for (at, (part, is_word)) in parts(run).into_iter().enumerate() {
                let spaced = at == 0;
                // A doubled word has only white space between the two and is joined to nothing else.
                let whole = is_word && spaced;
                match atoms
                    .last_mut()
                    .filter(|last| whole && last.is_word && last.text == part)
                {
                    Some(last) => last.times += 1,
                    None => atoms.push(Atom {
                        text: part.to_string(),
                        is_word,
                        times: 1,
                        spaced,
                        is_code,
                    }),
                }
            }
        }
        WordSequence { atoms }
    }

    /// Whether words on both sides touch this position without white space.
    fn joins(&self, at: usize) -> bool {
        let left = self.atoms[..at]
            .iter()
            .rposition(|atom| atom.is_word || atom.spaced);
        let left = left.is_some_and(|left| self.atoms[left].is_word);
        let mut right = self.atoms[at..].iter().take_while(|atom| !atom.spaced);
        left && right.any(|atom| atom.is_word)
    }
}

/// Splits a run without white space into words and marks; `true` for a word. A letter keeps its combining marks; a mark
/// that combines with nothing is a part by itself.
fn parts(run: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut in_word = false;
    for (at, c) in run.char_indices() {
        let of_word = c.is_alphanumeric() || in_word && is_combining_mark(c);
        if at > start && !(of_word && in_word) {
            parts.push((&run[start..at], in_word));
            start = at;
        }
        in_word = of_word;
    }
    if start < run.len() {
        parts.push((&run[start..], in_word));
    }
    parts
}

/// Whether it looks like an address, a path or an identifier, where every letter matters.
fn is_code(run: &str) -> bool {
    let inner = run.trim_end_matches(|c: char| !c.is_alphanumeric());
    run.contains([
        '@', '_', '\\', '#', '=', '<', '>', '{', '}', '$', '%', '^', '|', '~', '`', '*', '+', '&',
    ]) || inner.contains(['.', ':'])
}

/// Checks that one atom may become the other.
fn between(old: &Atom, new: &Atom) -> Result<(), String> {
    if old.is_word && new.is_word && old.text == new.text {
        if new.times > old.times {
            return Err(format!("`{}` is doubled", new.text));
        }
        if new.times < old.times && (is_fixed(&old.text) || !is_plain(&old.text)) {
            return Err(format!("one of two `{}` is gone", old.text));
        }
        return Ok(());
    }
    if !old.is_word && !new.is_word && old.text == new.text {
        return Ok(());
    }
    let misspelled = old.is_word && new.is_word && (old.times, new.times) == (1, 1);
    match misspelled && !old.is_code && !new.is_code && is_misspelled(&old.text, &new.text) {
        true => Ok(()),
        false => Err(format!("`{}` becomes `{}`", old.text, new.text)),
    }
}

/// Whether one word can be the other with a typing error.
fn is_misspelled(old: &str, new: &str) -> bool {
    let (was, is) = (letters(old), letters(new));
    let long_enough = was.len() >= SHORTEST && is.len() >= SHORTEST;
    long_enough
        && [old, new]
            .into_iter()
            .all(|word| is_plain(word) && !is_fixed(word))
        && one_script(new)
        && was[..BEGINNING] == is[..BEGINNING]
        && distance(&was, &is) <= LETTERS
}

/// Whether a word has only lowercase letters: no capital, no digit, and no script in which a letter may be a word.
/// A letter has at most one combining mark.
fn is_plain(word: &str) -> bool {
    let letters = letters(word);
    letters.iter().all(|letter| {
        let mut chars = letter.chars();
        let small = chars
            .next()
            .is_some_and(|c| c.is_lowercase() && script(c).is_some());
        small && chars.count() <= 1
    })
}

fn is_fixed(word: &str) -> bool {
    FIXED.contains(&word)
}

/// The letters of a word, each with its combining marks.
fn letters(word: &str) -> Vec<&str> {
    let starts: Vec<usize> = word
        .char_indices()
        .filter(|(_, c)| !is_combining_mark(*c))
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([word.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| &word[*start..end])
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WritingSystem {
    Latin,
    Greek,
    Cyrillic,
}

/// The alphabet of a letter; `None` for scripts without upper and lower case and for look-alike symbols.
fn script(c: char) -> Option<WritingSystem> {
    match c {
        'a'..='z' | '\u{df}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
            Some(WritingSystem::Latin)
        }
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(WritingSystem::Greek),
        '\u{400}'..='\u{52f}' => Some(WritingSystem::Cyrillic),
        _ => None,
    }
}

/// Whether a word has letters of one alphabet. Replacing a letter by a look-alike is not a correction.
fn one_script(word: &str) -> bool {
    let mut scripts = word.chars().filter(|c| !is_combining_mark(*c)).map(script);
    let first = scripts.next().flatten();
    first.is_some() && scripts.all(|script| script == first)
}

/// The edit distance (Levenshtein) between two words, in letters; `LETTERS + 1` where it is larger for sure.
fn distance(old: &[&str], new: &[&str]) -> usize {
    // The difference in length is a lower bound.
    if old.len().abs_diff(new.len()) > LETTERS {
        return LETTERS + 1;
    }
    let mut row: Vec<usize> = (0..=new.len()).collect();
    for (i, was) in old.iter().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, is) in new.iter().enumerate() {
            let changed = corner + usize::from(was != is);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[new.len()]
}

/// White space next to a mark may be added or removed, unless that joins or splits words.
fn spaces(old: &WordSequence, new: &WordSequence) -> Result<(), String> {
    for at in 1..old.atoms.len() {
        let (was, is) = (&old.atoms[at], &new.atoms[at]);
        if was.spaced == is.spaced {
            continue;
        }
        let glued = if was.spaced { new } else { old };
        let (left, right) = (&glued.atoms[at - 1], &glued.atoms[at]);
        let of_left = |mark: &str| ["(", "[", "\"", "\u{201c}"].contains(&mark);
        let of_right = |mark: &str| {
            [
                ",", ".", ";", ":", "!", "?", ")", "]", "\"", "\u{201d}", "\u{2026}",
            ]
            .contains(&mark)
        };
        // `networks,storage` is two words, and `1,000` is one number.
        let list = |mark: &Atom, word: &Atom| {
            [",", ";"].contains(&mark.text.as_str()) && word.is_word && !has_digit(&word.text)
        };
        let forgotten = at >= 2 && list(left, right) && list(left, &glued.atoms[at - 2]);
        let beside = (!right.is_word && of_right(&right.text)
            || !left.is_word && of_left(&left.text))
            && !glued.joins(at);
        if !forgotten && !beside {
            let what = if was.spaced {
                "are joined"
            } else {
                "are split"
            };
            return Err(format!("`{}` and `{}` {what}", left.text, right.text));
        }
    }
    Ok(())
}

fn has_digit(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

/// The difference to report: what remains between the common beginning and the common end.
fn first_difference(old: &WordSequence, new: &WordSequence) -> String {
    let same = |(was, is): &(&Atom, &Atom)| was.text == is.text && was.is_word == is.is_word;
    let start = old.atoms.iter().zip(&new.atoms).take_while(same).count();
    let (old_rest, new_rest) = (&old.atoms[start..], &new.atoms[start..]);
    let end = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(same)
        .count();
    let (was, is) = (
        &old_rest[..old_rest.len() - end],
        &new_rest[..new_rest.len() - end],
    );
    let list = |atoms: &[Atom]| {
        let words: Vec<String> = atoms
            .iter()
            .take(3)
            .map(|atom| format!("`{}`", atom.text))
            .collect();
        let more = if atoms.len() > 3 { " ..." } else { "" };
        format!("{}{more}", words.join(" "))
    };
    if old.atoms.len() == new.atoms.len() {
        let mut pairs = old.atoms.iter().zip(&new.atoms);
        return pairs
            .find_map(|(was, is)| between(was, is).err())
            .unwrap_or_default();
    }
    match (was.is_empty(), is.is_empty()) {
        (true, _) => format!("{} added", list(is)),
        (_, true) => format!("{} dropped", list(was)),
        (false, false) => format!("{} becomes {}", list(was), list(is)),
    }
}

#[cfg(test)]
mod tests;
