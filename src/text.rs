//! Texts that are blank, because white space and invisible characters do not count; and texts as words of a command.

pub mod html;
pub mod personal;

/// A text on one line, with single spaces.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text on one line; an ellipsis follows if it goes on.
pub fn excerpt(text: &str, characters: usize) -> String {
    let line = on_one_line(text);
    match line.char_indices().nth(characters) {
        None => line,
        Some((end, _)) => format!("{} ...", line[..end].trim_end()),
    }
}

/// Whether a text has no visible character.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

/// Whether an optional text is present and has a visible character.
pub fn says_something(text: &Option<String>) -> bool {
    non_blank(text).is_some()
}

/// The optional text; `None` if it has no visible character.
pub fn non_blank(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !is_blank(text))
}

/// A word as it is typed: in quotation marks, which all shells have, if it needs them.
pub fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:,=@+~^%".contains(c);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_string(),
        false => {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{}\"", escaped.replace('$', "\\$").replace('`', "\\`"))
        }
    }
}

/// Whether a character is invisible: white space, control characters, noncharacters, and those of [`IGNORED`].
fn is_invisible(character: char) -> bool {
    let code = u32::from(character);
    character.is_whitespace()
        || character.is_control()
        || code & 0xfffe == 0xfffe
        || is_ignored(character)
}

/// Whether a character other than white space is invisible: a soft hyphen, a joiner, a zero width space.
pub(crate) fn is_ignored(character: char) -> bool {
    let code = u32::from(character);
    IGNORED
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&code))
}

/// The ranges of `Default_Ignorable_Code_Point` in DerivedCoreProperties.txt of Unicode 16.0, which fonts do not show:
/// soft hyphen, joiners, zero width spaces, direction marks, fillers, variation selectors, tags. After them, by
/// UnicodeData.txt: other characters whose glyph is empty.
const IGNORED: [(u32, u32); 23] = [
    (0x00ad, 0x00ad),
    (0x034f, 0x034f),
    (0x061c, 0x061c),
    (0x115f, 0x1160),
    (0x17b4, 0x17b5),
    (0x180b, 0x180f),
    (0x200b, 0x200f),
    (0x202a, 0x202e),
    (0x2060, 0x206f),
    (0x3164, 0x3164),
    (0xfe00, 0xfe0f),
    (0xfeff, 0xfeff),
    (0xffa0, 0xffa0),
    (0xfff0, 0xfff8),
    (0x1bca0, 0x1bca3),
    (0x1d173, 0x1d17a),
    (0xe0000, 0xe0fff),
    // The braille pattern without dots, annotation marks, the object placeholder, fillers and format controls of
    // Khitan and Egyptian, the empty note head, noncharacters.
    (0x2800, 0x2800),
    (0xfff9, 0xfffc),
    (0x13430, 0x1343f),
    (0x16fe4, 0x16fe4),
    (0x1d159, 0x1d159),
    (0xfdd0, 0xfdef),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_can_see_is_blank() {
        let invisible = [
            "",
            " ",
            "\t\n\r",
            "\u{a0}",
            "\u{ad}",
            "\u{34f}",
            "\u{61c}",
            "\u{115f}\u{1160}",
            "\u{1680}",
            "\u{17b4}",
            "\u{180b}\u{180e}\u{180f}",
            "\u{2000}\u{200a}",
            "\u{200b}\u{200c}\u{200d}",
            "\u{200e}\u{200f}",
            "\u{2028}\u{2029}",
            "\u{202a}\u{202e}",
            "\u{202f}\u{205f}",
            "\u{2060}\u{2061}\u{2065}",
            "\u{2066}\u{2069}",
            "\u{206a}\u{206f}",
            "\u{2800}",
            "\u{3000}",
            "\u{3164}",
            "\u{fe00}\u{fe0f}",
            "\u{feff}",
            "\u{ffa0}",
            "\u{fff9}\u{fffb}",
            "\u{fffc}",
            "\u{1bca0}",
            "\u{1d159}",
            "\u{1d173}",
            "\u{e0001}\u{e0041}\u{e007f}",
            "\u{e0100}\u{e01ef}",
            "\u{0}\u{7}\u{7f}\u{85}",
            "\u{fffe}",
            "\u{1ffff}",
            " \u{200b} \u{2800} \u{3164} ",
        ];
        for text in invisible {
            assert!(is_blank(text), "{}", text.escape_unicode());
            assert!(
                !says_something(&Some(text.to_string())),
                "{}",
                text.escape_unicode()
            );
            // One visible character among them is something.
            assert!(
                !is_blank(&format!("{text}x{text}")),
                "{}",
                text.escape_unicode()
            );
        }
        assert!(!says_something(&None));
    }

    #[test]
    fn letters_digits_and_signs_of_every_script_are_not_blank() {
        for text in [
            "a",
            "-",
            ".",
            "7",
            "é",
            "東京",
            "العربية",
            "हिन्दी",
            "한",
            "ㅤ가",
            "⠁",
            "🙂",
            "👩\u{200d}🔬",
            "\u{301}",
            "€",
        ] {
            assert!(!is_blank(text), "{text}");
        }
    }

    /// Every character of the two Unicode properties that the standard library knows as well.
    #[test]
    fn white_space_and_control_characters_are_blank() {
        let all = (0..=0x10_ffff).filter_map(char::from_u32);
        assert!(
            all.filter(|c| c.is_whitespace() || c.is_control())
                .all(is_invisible)
        );
        assert!(
            (0..=0x10_ffff)
                .filter_map(char::from_u32)
                .filter(|c| c.is_alphanumeric())
                .all(|c| {
                    // The Hangul fillers are letters by their category, and empty by their glyph.
                    !is_invisible(c)
                        || matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
                })
        );
    }

    #[test]
    fn only_special_words_are_quoted() {
        assert_eq!(shell_word("registers/snia"), "registers/snia");
        assert_eq!(shell_word("My Registers"), "\"My Registers\"");
        assert_eq!(shell_word("a$b"), "\"a\\$b\"");
    }
}
