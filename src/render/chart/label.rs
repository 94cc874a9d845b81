//! Shortens names so that they fit next to a mark on a phone.

use crate::render::plain;

/// The available width, in narrow characters.
const ROOM: usize = 38;

/// The start of a name on one line, with `…` if it is cut. `taken` is the width of the text after it, in narrow
/// characters. Marks that change the direction of text are removed, because SVG cannot isolate their effect.
pub(super) fn short(name: &str, taken: usize) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let line = words.join(" ");
    let shown = |c: &char| !c.is_control() && !plain::turns_text(*c) && !plain::is_break(*c);
    let room = 2 * ROOM.saturating_sub(taken).max(12);
    let (mut out, mut width) = (String::new(), 0);
    for character in line.chars().filter(shown) {
        // The unit is half a narrow character.
        width += match character {
            '\u{1100}'.. => 4,
            'm' | 'w' | '@' | '%' | '<' | '>' | '=' | '+' | '~' | '#' => 3,
            capital if capital.is_uppercase() => 3,
            _ => 2,
        };
        if width > room {
            out.truncate(out.trim_end().len());
            out.push('…');
            break;
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_where_the_room_ends_and_never_turns_its_line() {
        assert_eq!(short("First profile", 0), "First profile");
        assert_eq!(short("a\n b\u{202e}c\u{0}", 0), "a bc");
        assert_eq!(short(&"x".repeat(39), 0), format!("{}…", "x".repeat(38)));
        assert_eq!(short(&"x ".repeat(40), 20), "x x x x x x x x x…");
        assert_eq!(short(&"W".repeat(50), 0).chars().count(), 26);
        assert_eq!(short(&"<".repeat(50), 0).chars().count(), 26);
        assert_eq!(short(&"標".repeat(30), 0).chars().count(), 20);
        assert_eq!(short(&"x".repeat(50), 90).chars().count(), 13);
        assert_eq!(short("", 0), "");
    }
}
