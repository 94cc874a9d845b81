//! Text that is safe for a terminal.

/// The longest message where space is limited, in characters; a message can quote a file.
const TEXT: usize = 1_000;

/// A text of `wr` or of a file as one line that is safe for a terminal, cut to [`TEXT`].
pub(crate) fn clean(text: &str) -> String {
    let mut characters = text.chars();
    let mut clean: String = characters.by_ref().take(TEXT).map(visible).collect();
    if characters.next().is_some() {
        clean.push_str("...");
    }
    clean
}

/// A character that is safe for a terminal. Control characters become their pictures, and invisible characters that
/// reorder text become `\u{fffd}`, so that a file cannot rewrite its report.
pub(crate) fn visible(character: char) -> char {
    match character {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        hidden if is_hidden(hidden) => '\u{fffd}',
        other => other,
    }
}

/// C1 control characters, direction marks and overrides, separators, joiners, byte order mark, tags.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}
