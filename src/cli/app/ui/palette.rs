//! What each kind of word looks like on a terminal: the one list of colors and symbols.
//!
//! A text carries its styles as noncharacters of Unicode, which no terminal sees: the last step replaces them by escape
//! codes, after [`visible`](super::visible) has made the text safe. A file that contains them can only color itself.

use anstyle::{AnsiColor, Style};
use clap::builder::Styles;

use super::screen::{Screen, Symbols, stdout};
use crate::cli::app::shell::{is_command, quoted_command};

/// The meaning of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The id of a register, a request or an act.
    Id,
    /// In force, approved, verified.
    Good,
    /// Refused, failed, without effect.
    Bad,
    /// Open: a vote, an answer or an act is awaited.
    Waiting,
    /// Its day has passed.
    Late,
    /// A command to type.
    Command,
    /// A day or a moment.
    Date,
    /// The title of a part of the output.
    Heading,
}

const ROLES: [Tone; 8] = [
    Tone::Id,
    Tone::Good,
    Tone::Bad,
    Tone::Waiting,
    Tone::Late,
    Tone::Command,
    Tone::Date,
    Tone::Heading,
];

/// The mark before a word of the first role; the others follow.
const FIRST: u32 = 0xfdd0;
/// The mark after a word.
pub(super) const END: char = '\u{fdef}';

impl Tone {
    fn style(self) -> Style {
        let color = |color: AnsiColor| color.on_default();
        match self {
            Tone::Id => color(AnsiColor::Magenta),
            Tone::Good => color(AnsiColor::Green),
            Tone::Bad => color(AnsiColor::Red),
            Tone::Waiting => color(AnsiColor::Yellow),
            Tone::Late => color(AnsiColor::Red).bold(),
            Tone::Command => Style::new().bold(),
            Tone::Date => color(AnsiColor::Cyan),
            Tone::Heading => Style::new().bold().underline(),
        }
    }

    fn mark(self) -> char {
        let at = ROLES.iter().position(|role| *role == self).unwrap_or(0);
        char::from_u32(FIRST + at as u32).unwrap_or(END)
    }

    fn of_mark(mark: char) -> Option<Tone> {
        let at = u32::from(mark).checked_sub(FIRST)?;
        ROLES.get(at as usize).copied()
    }

    fn symbol(self, symbols: Symbols) -> &'static str {
        match (symbols, self) {
            (Symbols::Unicode, Tone::Good) => "✓ ",
            (Symbols::Unicode, Tone::Bad) => "✗ ",
            (Symbols::Unicode, Tone::Waiting) => "○ ",
            (Symbols::Ascii, Tone::Good) => "+ ",
            (Symbols::Ascii, Tone::Bad) => "x ",
            (Symbols::Ascii, Tone::Waiting) => "o ",
            (Symbols::Unicode | Symbols::Ascii, Tone::Late) => "! ",
            (Symbols::None, _) | (_, Tone::Id | Tone::Command | Tone::Date | Tone::Heading) => "",
        }
    }
}

/// The text in the style of its role; the same text where no terminal shows it.
pub(crate) fn paint(role: Tone, text: impl AsRef<str>) -> String {
    painted(&stdout(), role, text.as_ref())
}

/// Like [`paint`], with the symbol of the role before it.
pub(crate) fn state(role: Tone, text: impl AsRef<str>) -> String {
    let screen = stdout();
    painted(
        &screen,
        role,
        &format!("{}{}", role.symbol(screen.symbols), text.as_ref()),
    )
}

fn painted(screen: &Screen, role: Tone, text: &str) -> String {
    match screen.has_color {
        true => format!("{}{text}{END}", role.mark()),
        false => text.to_string(),
    }
}

/// Whether a character is a mark, which takes no room on the screen.
pub(super) fn is_mark(character: char) -> bool {
    character == END || Tone::of_mark(character).is_some()
}

/// The mark that is open at the end of a line that began with `open`.
pub(super) fn open_after(line: &str, open: Option<char>) -> Option<char> {
    match line.chars().rfind(|character| is_mark(*character)) {
        None => open,
        Some(END) => None,
        other => other,
    }
}

/// A line with escape codes instead of its marks, or without marks.
pub(super) fn ansi(line: &str, screen: &Screen) -> String {
    match screen.has_color {
        true => escaped(line),
        // Nothing was painted, so a file that has such characters keeps them.
        false if !stdout().has_color => line.to_string(),
        false => line.replace(is_mark, ""),
    }
}

fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 32);
    let mut open: Option<Style> = None;
    let close = |text: &mut String, open: Option<Style>| {
        if let Some(style) = open {
            text.push_str(&format!("{style:#}"));
        }
    };
    for character in line.chars() {
        if !is_mark(character) {
            text.push(character);
            continue;
        }
        close(&mut text, open.take());
        open = Tone::of_mark(character).map(Tone::style);
        if let Some(style) = open {
            text.push_str(&style.to_string());
        }
    }
    close(&mut text, open);
    text
}

/// What messages begin with.
const PREFIXES: [(&str, Tone); 4] = [
    ("refused:", Tone::Bad),
    ("error:", Tone::Bad),
    ("warning:", Tone::Waiting),
    ("note:", Tone::Waiting),
];

/// Marks the commands and the dates of a line that have no mark yet, and the kind of a message.
pub(super) fn highlight(line: &str) -> String {
    let body = line.trim_start();
    if is_command(body) && !body.contains("  ") {
        let indent = &line[..line.len() - body.len()];
        return format!("{indent}{}{body}{END}", Tone::Command.mark());
    }
    let mut text = String::with_capacity(line.len() + 16);
    let mut rest = line;
    if let Some((prefix, role)) = PREFIXES.iter().find(|(prefix, _)| line.starts_with(prefix)) {
        text = format!("{}{prefix}{END}", role.mark());
        rest = &line[prefix.len()..];
    }
    let mut is_open = false;
    while let Some(character) = rest.chars().next() {
        let role = match is_open {
            true => None,
            false => command(rest)
                .map(|length| (Tone::Command, length))
                .or_else(|| Some((Tone::Date, date(rest, text.chars().next_back())?))),
        };
        let length = role.map_or(character.len_utf8(), |(_, length)| length);
        let (part, after) = rest.split_at(length);
        match role {
            Some((role, _)) => {
                text.push(role.mark());
                text.push_str(part);
                text.push(END);
            }
            None => text.push_str(part),
        }
        is_open = open_after(part, is_open.then_some(END)).is_some();
        rest = after;
    }
    text
}

/// The length of the command in backquotes that a text begins with.
fn command(text: &str) -> Option<usize> {
    Some(quoted_command(text.strip_prefix('`')?)? + 2)
}

/// The length of the day or the moment that a text begins with, such as 2026-11-29; none inside of a word.
fn date(text: &str, before: Option<char>) -> Option<usize> {
    const SHAPE: &[u8] = b"0000-00-00";
    let bytes = text.as_bytes().get(..SHAPE.len())?;
    let is_word = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '/');
    let alike = |(byte, shape): (&u8, &u8)| match shape {
        b'0' => byte.is_ascii_digit(),
        other => byte == other,
    };
    if before.is_some_and(is_word) || !bytes.iter().zip(SHAPE).all(alike) {
        return None;
    }
    let rest = &text[SHAPE.len()..];
    let is_time = |it: char| it.is_ascii_digit() || matches!(it, 'T' | ':' | 'Z');
    let end = match rest.starts_with('T') {
        true => rest.find(|it| !is_time(it)).unwrap_or(rest.len()),
        false => 0,
    };
    (!rest[end..].starts_with(is_word)).then_some(SHAPE.len() + end)
}

/// The styles of the parser's own help and errors.
pub(crate) fn of_help() -> Styles {
    Styles::styled()
        .header(Tone::Heading.style())
        .usage(Tone::Heading.style())
        .literal(Tone::Command.style())
        .placeholder(Tone::Date.style())
        .valid(Tone::Good.style())
        .invalid(Tone::Waiting.style())
        .error(Tone::Late.style())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLORED: Screen = Screen {
        width: None,
        has_color: true,
        symbols: Symbols::Unicode,
    };

    #[test]
    fn commands_and_dates_are_marked_and_words_that_contain_them_are_not() {
        let shown = |line: &str| ansi(&highlight(line), &COLORED);
        assert_eq!(
            shown("due 2026-03-01: `wr due` or `it`"),
            "due \u{1b}[36m2026-03-01\u{1b}[0m: \u{1b}[1m`wr due`\u{1b}[0m or `it`"
        );
        assert_eq!(
            shown("    wr sync --yes"),
            "    \u{1b}[1mwr sync --yes\u{1b}[0m"
        );
        let plain = [
            "adopt-2026-03-01",
            "2026-03-011",
            "`wr",
            "wr  a table",
            "資訊管理",
            "2026-03-0資",
        ];
        for plain in plain {
            assert_eq!(shown(plain), plain);
        }
    }

    #[test]
    fn a_painted_word_keeps_its_style() {
        let late = painted(&COLORED, Tone::Late, "since 2026-03-01");
        let shown = ansi(&highlight(&late), &COLORED);
        assert_eq!(shown.matches('\u{1b}').count(), 3, "{shown:?}");
        assert_eq!(late.replace(is_mark, ""), "since 2026-03-01");
    }
}
