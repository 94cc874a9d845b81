//! E-mail addresses among letters: `pat@example.org`, and the certain ones among those that people disguise.

use std::ops::Range;

use super::letters::Letter;

/// The ends of names of files: no domain ends with them.
const FILES: [&str; 20] = [
    "css", "csv", "docx", "gif", "htm", "html", "jpeg", "jpg", "js", "json", "mof", "pdf", "png",
    "svg", "txt", "xlsx", "xml", "xsd", "yaml", "yml",
];

/// The annotations of OData, which DMTF's schemas have: `Members@odata.count`.
const ODATA: [&str; 12] = [
    "bind",
    "context",
    "count",
    "deltalink",
    "editlink",
    "etag",
    "id",
    "navigationlink",
    "nextlink",
    "readlink",
    "removed",
    "type",
];

/// A sign between the name and the domain of an address.
struct Sign {
    at: Range<usize>,
    form: Form,
}

/// How a sign is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `@`, `(at)`.
    Certain,
    /// ` at `: part of an address only if ` dot ` follows.
    Word,
}

/// A domain, with the letters after the sign that belong to it.
struct Domain {
    end: usize,
    labels: Vec<String>,
    has_words: bool,
    is_cut: bool,
}

/// The places of all addresses, in order.
pub(super) fn addresses(letters: &[Letter]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..letters.len() {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let address = sign(letters, at).and_then(|sign| address(letters, &sign));
        found.extend(address);
    }
    found
}

fn address(letters: &[Letter], sign: &Sign) -> Option<Range<usize>> {
    let domain = domain(letters, sign.at.end)?;
    if sign.form == Form::Word && !domain.has_words {
        return None;
    }
    let start = local(letters, sign)?;
    let name: String = letters[start..sign.at.start]
        .iter()
        .map(|letter| letter.c)
        .collect();
    if is_annotation(&domain.labels) || is_technical(letters, start, &name, &domain) {
        return None;
    }
    Some(start..domain.end)
}

/// The sign that begins here.
fn sign(letters: &[Letter], at: usize) -> Option<Sign> {
    let c = |at: usize| letters.get(at).map(|letter| letter.c);
    let form = Form::Certain;
    match c(at)? {
        '@' => Some(Sign {
            at: at..at + 1,
            form,
        }),
        open @ ('(' | '[' | '{') => {
            let end = bracketed(letters, at, open, &["at", "@"])?;
            Some(Sign {
                at: before_spaces(letters, at)..after_spaces(letters, end),
                form,
            })
        }
        ' ' if is_word(letters, at + 1, "at") && c(at + 3) == Some(' ') => Some(Sign {
            at: at..at + 4,
            form: Form::Word,
        }),
        _ => None,
    }
}

/// The end of a bracket with one of these words in it.
fn bracketed(letters: &[Letter], at: usize, open: char, words: &[&str]) -> Option<usize> {
    let close = match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    };
    let start = after_spaces(letters, at + 1);
    let word = words.iter().find(|word| is_word(letters, start, word))?;
    let end = after_spaces(letters, start + word.len());
    (letters.get(end)?.c == close).then_some(end + 1)
}

/// Whether these letters follow, in any case.
fn is_word(letters: &[Letter], at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(n, c)| {
        letters
            .get(at + n)
            .is_some_and(|letter| letter.c.eq_ignore_ascii_case(&c))
    })
}

fn after_spaces(letters: &[Letter], mut at: usize) -> usize {
    while letters.get(at).is_some_and(|letter| letter.c == ' ') {
        at += 1;
    }
    at
}

fn before_spaces(letters: &[Letter], mut at: usize) -> usize {
    while at > 0 && letters[at - 1].c == ' ' {
        at -= 1;
    }
    at
}

/// The start of the name before a sign; `None` if there is none.
fn local(letters: &[Letter], sign: &Sign) -> Option<usize> {
    let end = sign.at.start;
    let mut start = end;
    while start > 0 && is_local(letters[start - 1].c) {
        start -= 1;
    }
    if start == end {
        return quoted(letters, end);
    }
    // `pat dot doe at example dot org`.
    while sign.form == Form::Word && start > 5 && is_word(letters, start - 5, " dot ") {
        let word = letters[..start - 5].iter().rev();
        let length = word.take_while(|letter| is_local(letter.c)).count();
        start -= 5 + length;
    }
    letters[start..end]
        .iter()
        .any(|letter| letter.c.is_alphanumeric())
        .then_some(start)
}

/// The start of a name in quotation marks: `"pat doe"@example.org`.
fn quoted(letters: &[Letter], end: usize) -> Option<usize> {
    let before = letters[..end]
        .split_last()
        .filter(|(last, _)| last.c == '"')?
        .1;
    let length = before
        .iter()
        .rev()
        .take(64)
        .position(|letter| letter.c == '"')?;
    let start = before.len() - length - 1;
    (length > 0
        && letters[start + 1..end - 1]
            .iter()
            .all(|letter| letter.c != '\0'))
    .then_some(start)
}

/// The domain that begins here, with at least two labels.
fn domain(letters: &[Letter], start: usize) -> Option<Domain> {
    let mut labels: Vec<(String, usize)> = Vec::new();
    let (mut at, mut has_words) = (start, false);
    let mut words_at = Vec::new();
    loop {
        let label = letters[at..]
            .iter()
            .take_while(|letter| is_domain(letter.c));
        let label: String = label.map(|letter| letter.c).collect();
        if label.is_empty() {
            break;
        }
        let length = label.chars().count();
        labels.push((label, at + length));
        words_at.push(has_words);
        // A beginning of a text may end within the address.
        if let Some(end) = cut_dot(letters, at + length) {
            return Some(of(labels, end, true, true));
        }
        let Some((next, is_word)) = dot(letters, at + length) else {
            break;
        };
        has_words |= is_word;
        at = next;
    }
    let end = labels.last()?.1;
    if letters.get(end).is_some_and(|letter| letter.c == '…') {
        return Some(of(labels, end, has_words, true));
    }
    // A sentence may go on without a space: `pat@example.org.2026`.
    while labels.len() >= 2 {
        let (last, end) = labels.last()?;
        if is_top_level(last) {
            let (end, words) = (*end, words_at[labels.len() - 1]);
            return Some(of(labels, end, words, false));
        }
        labels.pop();
    }
    None
}

fn of(labels: Vec<(String, usize)>, end: usize, has_words: bool, is_cut: bool) -> Domain {
    Domain {
        end,
        labels: labels.into_iter().map(|(label, _)| label).collect(),
        has_words,
        is_cut,
    }
}

/// The end of a dot, and whether it is written as a word.
fn dot(letters: &[Letter], at: usize) -> Option<(usize, bool)> {
    let c = letters.get(at)?.c;
    if c == '.' {
        return Some((at + 1, false));
    }
    let word = after_spaces(letters, at);
    if word > at && is_word(letters, word, "dot ") {
        return Some((after_spaces(letters, word + 4), true));
    }
    let open = letters.get(word)?.c;
    let end = matches!(open, '(' | '[' | '{')
        .then(|| bracketed(letters, word, open, &["dot", "."]))??;
    Some((after_spaces(letters, end), true))
}

/// The end of a dot that is written as a word, where the text is cut after it.
fn cut_dot(letters: &[Letter], at: usize) -> Option<usize> {
    let word = after_spaces(letters, at);
    let is_cut = letters.get(word + 3).is_some_and(|letter| letter.c == '…');
    (word > at && is_word(letters, word, "dot") && is_cut).then_some(word + 3)
}

fn is_local(c: char) -> bool {
    is_domain(c) || matches!(c, '.' | '_' | '+' | '~')
}

/// Letters, digits and hyphens; of other scripts their marks as well.
fn is_domain(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || ('\u{300}'..'\u{2000}').contains(&c)
}

/// Whether a domain may end with this label.
fn is_top_level(label: &str) -> bool {
    let lower = label.to_lowercase();
    if lower.starts_with("xn--") {
        return true;
    }
    let pairs = label.chars().zip(label.chars().skip(1));
    let is_identifier = pairs
        .into_iter()
        .any(|(one, next)| one.is_lowercase() && next.is_uppercase());
    label.chars().nth(1).is_some()
        && label
            .chars()
            .all(|c| is_domain(c) && !c.is_ascii_digit() && c != '-')
        && !is_identifier
        && !FILES.contains(&lower.as_str())
}

/// Whether the words after a sign are the name of an annotation, as in `Members@odata.count` or `Links@Redfish.Settings`.
fn is_annotation(labels: &[String]) -> bool {
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else {
        return false;
    };
    let is_name = |label: &str| label.starts_with(|c: char| c.is_uppercase());
    match first.as_str() {
        "odata" => ODATA.contains(&last.to_lowercase().as_str()),
        "Redfish" | "Message" => labels.len() == 2 && is_name(last),
        _ => labels.iter().any(|label| label == "OData"),
    }
}

/// Whether the name before the sign is technical: the user of a repository's address, or an algorithm of OpenSSH.
fn is_technical(letters: &[Letter], start: usize, name: &str, domain: &Domain) -> bool {
    let before: String = letters[start.saturating_sub(2)..start]
        .iter()
        .map(|letter| letter.c)
        .collect();
    let after = letters.get(domain.end).map(|letter| letter.c);
    match name {
        "git" => before == "//" || matches!(after, Some(':' | '/')),
        _ => !domain.is_cut && domain.labels == ["openssh", "com"] && name.contains('-'),
    }
}
