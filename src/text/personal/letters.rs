//! The letters of a text as its readers see them: without escapes, and without characters that are not shown.

use crate::text::is_ignored;

/// How a text is written: what stands for another character, and what a reader does not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// As it is read.
    Plain,
    /// HTML or XML.
    Html,
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// Markdown.
    Markdown,
    /// CSV with all cells in quotation marks.
    Csv,
    /// iCalendar without folded lines.
    Calendar,
}

/// A letter, and the bytes of the text that stand for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What ends a string of JSON or a value of HTML: part of no address.
const BREAK: char = '\0';

/// Inline elements: a reader does not see where they begin and end.
const INLINE: [&str; 16] = [
    "a", "b", "bdi", "bdo", "code", "del", "em", "i", "ins", "mark", "s", "small", "span",
    "strong", "u", "wbr",
];

/// Whether a text may have an address or a number: nearly all have none, and are not read further. A line end counts as
/// a space, because it is one in the value of a folded text.
pub fn may_have_any(text: &str) -> bool {
    let bytes = text.as_bytes();
    let follows = |at: usize, words: &[&str]| {
        let rest = &bytes[at + 1..];
        words.iter().any(|word| {
            rest.get(..word.len())
                .is_some_and(|there| there.eq_ignore_ascii_case(word.as_bytes()))
        })
    };
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'@' => true,
        b'%' => follows(at, &["40", "2b", "ef%bc%a0", "ef%b9%ab"]),
        b'&' => follows(at, &["#64", "#x40", "#0", "#x0", "commat", "amp;"]),
        b'\\' => follows(at, &["u0040", "x40", "u002b", "x2b"]),
        b'+' => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        b':' => at
            .checked_sub(3)
            .is_some_and(|start| bytes[start..at].eq_ignore_ascii_case(b"tel")),
        b'd' | b'D' => follows(
            at,
            &["ot ", "ot\n", "ot\r", "ot+", "ot…", "ot)", "ot]", "ot}"],
        ),
        b'(' | b'[' | b'{' => follows(at, &["at", " ", "\n", "\r"]),
        // Full-width and small forms of `@` and `+`.
        0xef => {
            bytes[at..].starts_with("＠".as_bytes())
                || bytes[at..].starts_with("﹫".as_bytes())
                || bytes[at..].starts_with("＋".as_bytes())
        }
        _ => false,
    })
}

/// The letters of a text.
pub(super) fn letters(text: &str, notation: Notation) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    let (mut at, mut is_query) = (0, false);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        is_query = match c {
            '?' => true,
            '"' | '<' | '>' => false,
            c => is_query && !c.is_whitespace(),
        };
        let unseen = unseen(rest, notation);
        if unseen > 0 {
            at += unseen;
            continue;
        }
        let (c, length) = escaped(rest, notation)
            .or_else(|| entity(rest))
            .or_else(|| percent(rest))
            // The query of a link has a plus sign for a space.
            .or((c == '+' && is_query).then_some((' ', 1)))
            .unwrap_or((c, c.len_utf8()));
        if !is_ignored(c) {
            letters.push(Letter {
                c: plain(c),
                start: at,
                end: at + length,
            });
        }
        at += length;
    }
    letters
}

/// The tags in a part of HTML, which remain where its text is removed.
pub(super) fn tags(part: &str, notation: Notation) -> String {
    if notation != Notation::Html {
        return String::new();
    }
    let mut tags = String::new();
    let mut at = 0;
    while let Some(c) = part[at..].chars().next() {
        let length = tag(&part[at..]);
        tags.push_str(&part[at..at + length]);
        at += length.max(c.len_utf8());
    }
    tags
}

/// The length of what a reader does not see at the start of a text.
fn unseen(rest: &str, notation: Notation) -> usize {
    match notation {
        Notation::Html => tag(rest),
        Notation::Yaml => match rest.strip_prefix("\\\n") {
            Some(after) => rest.len() - after.trim_start_matches([' ', '\t']).len(),
            None => 0,
        },
        Notation::Plain
        | Notation::Json
        | Notation::Markdown
        | Notation::Csv
        | Notation::Calendar => 0,
    }
}

/// The length of a tag of an inline element without attributes.
fn tag(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix('<') else {
        return 0;
    };
    let name = after.strip_prefix('/').unwrap_or(after);
    let Some(end) = name.find('>').filter(|end| *end <= 6) else {
        return 0;
    };
    match INLINE.contains(&&name[..end]) {
        true => rest.len() - name.len() + end + 1,
        false => 0,
    }
}

/// The letter that an escape of the notation stands for, and the length of the escape.
fn escaped(rest: &str, notation: Notation) -> Option<(char, usize)> {
    let bytes = rest.as_bytes();
    match (notation, bytes.first()?) {
        (Notation::Html | Notation::Json | Notation::Yaml, b'"') => Some((BREAK, 1)),
        (Notation::Csv, b'"') if bytes.get(1) == Some(&b'"') => Some(('"', 2)),
        (Notation::Csv, b'"') => Some((BREAK, 1)),
        (Notation::Markdown, b'\\') if bytes.get(1)?.is_ascii_punctuation() => {
            Some((char::from(bytes[1]), 2))
        }
        (Notation::Json | Notation::Yaml | Notation::Calendar, b'\\') => backslash(rest),
        _ => None,
    }
}

fn backslash(rest: &str) -> Option<(char, usize)> {
    let code = |digits: usize| {
        let digits = rest.get(2..2 + digits)?;
        let is_code = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = u32::from_str_radix(digits, 16).ok().filter(|_| is_code)?;
        Some((char::from_u32(code).unwrap_or(BREAK), 2 + digits.len()))
    };
    match rest[1..].chars().next()? {
        'u' => code(4).or(Some((BREAK, 2))),
        'x' => code(2).or(Some((BREAK, 2))),
        'U' => code(8).or(Some((BREAK, 2))),
        c if c.is_ascii_alphanumeric() => Some((' ', 2)),
        c => Some((c, 1 + c.len_utf8())),
    }
}

/// The letter that a character reference stands for, also one that was escaped once more.
fn entity(rest: &str) -> Option<(char, usize)> {
    let mut name = rest.strip_prefix('&')?;
    while let Some(after) = name.strip_prefix("amp;") {
        name = after;
    }
    let end = name
        .as_bytes()
        .iter()
        .take(16)
        .position(|byte| *byte == b';')?;
    let (word, length) = (&name[..end], rest.len() - name.len() + end + 1);
    let numbered = word.strip_prefix('#').and_then(|number| {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = match hexadecimal {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        char::from_u32(code.ok()?)
    });
    let c = match word {
        "commat" => '@',
        "period" => '.',
        "plus" => '+',
        "quot" => '"',
        "lpar" => '(',
        "rpar" => ')',
        "nbsp" | "Tab" | "NewLine" => ' ',
        "shy" | "zwj" | "zwnj" | "ZeroWidthSpace" | "NoBreak" => '\u{200b}',
        _ => numbered?,
    };
    Some((c, length))
}

/// A character that is written in percent, of up to four bytes.
fn percent(rest: &str) -> Option<(char, usize)> {
    let byte = |at: usize| {
        let code = rest.get(at..)?.strip_prefix('%')?.get(..2)?;
        let is_code = code.bytes().all(|byte| byte.is_ascii_hexdigit());
        u8::from_str_radix(code, 16).ok().filter(|_| is_code)
    };
    let first = byte(0)?;
    let length = match first {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    let bytes: Option<Vec<u8>> = (0..length).map(|at| byte(3 * at)).collect();
    let c = String::from_utf8(bytes?).ok()?.chars().next()?;
    Some((c, 3 * length))
}

/// The usual form of a letter that is shown like one of those of an address.
fn plain(c: char) -> char {
    match c {
        '＠' | '﹫' => '@',
        '。' | '．' | '｡' => '.',
        '＋' => '+',
        '\u{a0}' | '\u{202f}' | '\u{2007}' => ' ',
        '‐' | '\u{2011}' => '-',
        c => c,
    }
}
