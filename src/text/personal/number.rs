//! Telephone numbers among letters, where they are certain: after `tel:`, or with `+` and the code of a country.

use std::ops::Range;

use super::letters::Letter;

/// The digits of a number with the code of its country (ITU-T E.164); shorter ones may be other numbers.
const DIGITS: std::ops::RangeInclusive<usize> = 10..=15;

/// The places of all numbers, in order.
pub(super) fn numbers(letters: &[Letter]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..letters.len() {
        if found.last().is_none_or(|last| at >= last.end) {
            found.extend(after_scheme(letters, at).or_else(|| international(letters, at)));
        }
    }
    found
}

/// `tel:` with at least five digits.
fn after_scheme(letters: &[Letter], at: usize) -> Option<Range<usize>> {
    let is_scheme = "tel:".chars().enumerate().all(|(n, c)| {
        letters
            .get(at + n)
            .is_some_and(|letter| letter.c.eq_ignore_ascii_case(&c))
    });
    let is_in_word = at > 0 && letters[at - 1].c.is_alphanumeric();
    if !is_scheme || is_in_word {
        return None;
    }
    let mut start = at + 4;
    while matches!(letters.get(start)?.c, ' ' | '+') {
        start += 1;
    }
    let (end, digits) = groups(letters, start);
    (digits >= 5).then_some(at..end)
}

/// `+`, the code of a country and the rest, in groups.
fn international(letters: &[Letter], at: usize) -> Option<Range<usize>> {
    if letters[at].c != '+' {
        return None;
    }
    let is_operator =
        at > 0 && (letters[at - 1].c.is_alphanumeric() || "+=^)]".contains(letters[at - 1].c));
    let first = letters.get(at + 1)?.c;
    if is_operator || !('1'..='9').contains(&first) {
        return None;
    }
    let (end, digits) = groups(letters, at + 1);
    let goes_on = letters
        .get(end)
        .is_some_and(|letter| letter.c.is_alphanumeric());
    let is_north_american = first != '1' || {
        let second = letters[at + 2..end]
            .iter()
            .find(|letter| letter.c.is_ascii_digit());
        digits == 11 && second.is_some_and(|letter| letter.c >= '2')
    };
    (DIGITS.contains(&digits) && !goes_on && is_north_american).then_some(at..end)
}

/// The end of groups of digits, and the number of digits. A date ends them.
fn groups(letters: &[Letter], start: usize) -> (usize, usize) {
    let is_digit = |at: usize| {
        letters
            .get(at)
            .is_some_and(|letter| letter.c.is_ascii_digit())
    };
    let (mut at, mut end, mut digits) = (start, start, 0);
    loop {
        if is_date(letters, at) {
            return (end, digits);
        }
        while is_digit(at) {
            at += 1;
            digits += 1;
        }
        end = at.max(end);
        let gap = letters[at.min(letters.len())..]
            .iter()
            .take(3)
            .take_while(|letter| matches!(letter.c, ' ' | '-' | '.' | '/' | '(' | ')'))
            .count();
        if gap == 0 || gap > 2 || !is_digit(at + gap) {
            return (end, digits);
        }
        at += gap;
    }
}

/// Whether a date such as 2026-11-30 begins here.
fn is_date(letters: &[Letter], at: usize) -> bool {
    "dddd-dd-dd".chars().enumerate().all(|(n, form)| {
        letters.get(at + n).is_some_and(|letter| match form {
            'd' => letter.c.is_ascii_digit(),
            _ => letter.c == form,
        })
    })
}
