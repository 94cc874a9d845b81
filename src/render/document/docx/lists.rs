//! The lists of a Word file.

use super::xml::{W, Xml};
use crate::render::document::model::Marker;

/// The definitions of bullets and of numbers.
const BULLETS: usize = 0;
const NUMBERS: usize = 1;
const LEVELS: usize = 9;

/// The numbered lists of a text; each begins with its own number.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The level, from 0, and the first number of each.
    starts: Vec<(usize, usize)>,
    /// The open numbered lists by level, with their index and last number.
    open: Vec<Option<(usize, usize)>>,
}

impl Lists {
    /// The id of the list of an item at a depth, from 1.
    pub(super) fn item(&mut self, depth: usize, marker: Marker) -> Option<String> {
        let level = depth.saturating_sub(1);
        self.open.resize(level + 1, None);
        let number = match marker {
            Marker::Continued => return None,
            Marker::Bullet => {
                self.open.pop();
                return Some("1".to_string());
            }
            Marker::Number(number) => number,
        };
        let slot = self.open.get_mut(level)?;
        let list = match slot {
            Some((list, last)) if *last + 1 == number => *list,
            _ => {
                self.starts.push((level, number));
                self.starts.len() - 1
            }
        };
        *slot = Some((list, number));
        Some((list + 2).to_string())
    }

    /// A paragraph outside of lists ends them.
    pub(super) fn end(&mut self) {
        self.open.clear();
    }
}

pub(super) fn part(lists: &Lists) -> Vec<u8> {
    let mut xml = Xml::part("w:numbering", &[("xmlns:w", W)]);
    for definition in [BULLETS, NUMBERS] {
        let id = definition.to_string();
        xml.nest("w:abstractNum", &[("w:abstractNumId", &id)], |xml| {
            xml.value("w:multiLevelType", "hybridMultilevel");
            for level in 0..LEVELS {
                self::level(xml, definition, level);
            }
        });
    }
    let id = BULLETS.to_string();
    xml.nest("w:num", &[("w:numId", "1")], |xml| {
        xml.value("w:abstractNumId", &id)
    });
    for (at, (level, start)) in lists.starts.iter().enumerate() {
        let (id, level) = ((at + 2).to_string(), level.to_string());
        xml.nest("w:num", &[("w:numId", &id)], |xml| {
            xml.value("w:abstractNumId", &NUMBERS.to_string());
            xml.nest("w:lvlOverride", &[("w:ilvl", &level)], |xml| {
                xml.value("w:startOverride", &start.to_string());
            });
        });
    }
    xml.end("w:numbering")
}

fn level(xml: &mut Xml, definition: usize, level: usize) {
    let bullets = ["\u{2022}", "\u{2013}", "\u{25aa}"];
    let formats = ["decimal", "lowerLetter", "lowerRoman"];
    let number = format!("%{}.", level + 1);
    let (format, text) = match definition {
        BULLETS => (
            "bullet",
            bullets.get(level % 3).copied().unwrap_or_default(),
        ),
        _ => (
            formats.get(level % 3).copied().unwrap_or_default(),
            number.as_str(),
        ),
    };
    xml.nest("w:lvl", &[("w:ilvl", &level.to_string())], |xml| {
        xml.value("w:start", "1");
        xml.value("w:numFmt", format);
        xml.value("w:lvlText", text);
        xml.value("w:lvlJc", "left");
        xml.nest("w:pPr", &[], |xml| {
            let indent = indent(level);
            xml.empty("w:ind", &[("w:left", &indent), ("w:hanging", "300")]);
        });
    });
}

/// The indent of a level, from 0, in twentieths of a point.
pub(super) fn indent(level: usize) -> String {
    (360 * (level + 1)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_numbered_list_begins_with_its_own_number() {
        let mut lists = Lists::default();
        let one = lists.item(1, Marker::Number(3));
        assert_eq!(lists.item(2, Marker::Bullet).as_deref(), Some("1"));
        assert_eq!(lists.item(1, Marker::Number(4)), one);
        lists.end();
        assert_ne!(lists.item(1, Marker::Number(1)), one);
        assert_eq!(lists.item(1, Marker::Continued), None);
        assert_eq!(lists.starts, [(0, 3), (0, 1)]);
    }
}
