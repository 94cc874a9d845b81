//! Colors of the site, and their contrast as WCAG 2 defines it.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The least contrast of text (WCAG 2.2, 1.4.3).
pub const LEAST: f64 = 4.5;

/// The backgrounds that text in a color of the organization has on the site: light, and dark.
pub const LIGHT: Color = Color([0xf4, 0xf6, 0xf8]);
/// See [`LIGHT`].
pub const DARK: Color = Color([0x1c, 0x21, 0x27]);

/// A color: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(with = "String", extend("pattern" = "^#[0-9A-Fa-f]{6}$",
    "patternErrorMessage" = "a color is needed, as in \"#0a5c8f\""))]
pub struct Color([u8; 3]);

impl Color {
    /// The contrast with another color, from 1 to 21.
    pub fn contrast(self, other: Color) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Why text in this color is hard to read on a background, with the nearest color of the same hue that is not.
    pub fn fault(self, background: Color) -> Option<String> {
        let contrast = self.contrast(background);
        if contrast >= LEAST {
            return None;
        }
        let end = if background.luminance() > 0.5 { 0 } else { 255 };
        let nearest = (1..=255)
            .map(|step| self.toward(end, step))
            .find(|color| color.contrast(background) >= LEAST)
            .unwrap_or(Color([end; 3]));
        // Rounded down, so that a contrast that is too low never looks sufficient.
        let shown = (contrast * 100.0).floor() / 100.0;
        Some(format!(
            "the contrast of `{self}` with the background `{background}` is {shown:.2}:1, and text needs at least \
             {LEAST}:1; the nearest color that has it is `{nearest}`"
        ))
    }

    /// Mixes the color with black or white; `step` 255 is all of it.
    fn toward(self, end: u8, step: u16) -> Color {
        Color(self.0.map(|part| {
            let mixed = u16::from(part) * (255 - step) + u16::from(end) * step;
            u8::try_from(mixed / 255).unwrap_or(end)
        }))
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            match part <= 0.04045 {
                true => part / 12.92,
                false => ((part + 0.055) / 1.055).powf(2.4),
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Color {
    type Err = String;

    fn from_str(text: &str) -> Result<Color, String> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let part = |digits: &str, at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        let read = |digits| {
            Some(Color([
                part(digits, 0)?,
                part(digits, 2)?,
                part(digits, 4)?,
            ]))
        };
        digits.and_then(read).ok_or_else(|| {
            format!(
                "`{text}` is not a color: write `#` and six hexadecimal digits in quotation marks, for example \"#0a5c8f\""
            )
        })
    }
}

impl Serialize for Color {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Color {
        text.parse().unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let contrast = |a: &str, b: &str| (color(a).contrast(color(b)) * 100.0).floor() / 100.0;
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
        assert!((contrast("#777777", "#ffffff") - 4.47).abs() < 0.01);
        assert!((contrast("#767676", "#FFFFFF") - 4.54).abs() < 0.01);
    }

    #[test]
    fn a_color_that_is_hard_to_read_names_the_nearest_that_is_not() {
        assert_eq!(color("#0a5c8f").fault(LIGHT), None);
        assert_eq!(color("#8cc4f5").fault(DARK), None);
        for (text, background) in [
            ("#8cc4f5", LIGHT),
            ("#ffff00", LIGHT),
            ("#ffffff", LIGHT),
            ("#0a5c8f", DARK),
            ("#000000", DARK),
        ] {
            let fault = color(text).fault(background).unwrap();
            let nearest = fault.rsplit('`').nth(1).unwrap();
            assert_eq!(color(nearest).fault(background), None, "{fault}");
            assert!(color(nearest).contrast(background) < 4.8, "{fault}");
        }
        let fault = color("#767676").fault(LIGHT).unwrap();
        assert!(fault.contains("is 4.19:1"), "{fault}");
    }

    #[test]
    fn only_six_digits_are_a_color() {
        for bad in [
            "", "#", "0a5c8f", "#0a5", "#0a5c8g", "#0a5c8f0", "red", "#äöü",
        ] {
            assert!(bad.parse::<Color>().is_err(), "{bad}");
        }
        assert_eq!(color("#0A5C8F").to_string(), "#0a5c8f");
    }

    /// The constants here are colors of the style sheet.
    #[test]
    fn the_backgrounds_are_those_of_the_style_sheet() {
        let style = include_str!("../../templates/style.css");
        for background in [LIGHT, DARK] {
            let shade = format!("--shade: {background}");
            assert!(style.contains(&shade), "{shade}");
        }
        for name in ["--link:", "--accent:", "--band:"] {
            assert!(style.contains(name), "{name}");
        }
    }
}
