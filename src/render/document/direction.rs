//! The direction of text.

/// Splits a text so that each part has words of one direction; spaces and signs belong to the part before them.
pub(super) fn directions(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut begin, mut direction) = (0, None);
    for (at, sign) in text.char_indices() {
        let own = match sign {
            _ if is_of_right_to_left(sign) => true,
            _ if sign.is_alphabetic() => false,
            _ => continue,
        };
        if direction.is_some_and(|direction| direction != own) {
            parts.push(text.get(begin..at).unwrap_or_default());
            begin = at;
        }
        direction = Some(own);
    }
    parts.push(text.get(begin..).unwrap_or_default());
    parts
}

/// Whether the first letter of a text is of a script that is written from right to left.
pub(super) fn is_right_to_left(text: &str) -> bool {
    let first = text.chars().find(|sign| sign.is_alphabetic());
    first.is_some_and(is_of_right_to_left)
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and others.
fn is_of_right_to_left(sign: char) -> bool {
    matches!(sign,
        '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_one_direction() {
        assert_eq!(directions("abc, 12 def"), ["abc, 12 def"]);
        assert_eq!(
            directions("سجل عمل XYZ (2026) جديد"),
            ["سجل عمل ", "XYZ (2026) ", "جديد"]
        );
        assert_eq!(directions(""), [""]);
        assert!(is_right_to_left("12 سجل XYZ") && !is_right_to_left("XYZ سجل"));
    }
}
