//! Compares texts without regard to case, spacing and the Unicode form of letters.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The form in which texts are equal if a reader takes them for the same.
pub fn casefold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        match word.is_ascii() {
            true => folded.extend(word.chars().map(|c| c.to_ascii_lowercase())),
            // Folding can decompose a letter again: `ﬃ` becomes three.
            false => folded
                .extend(caseless::default_case_fold_str(&word.nfc().collect::<String>()).nfc()),
        }
    }
    folded
}

/// The text in the normal form of Unicode (NFC), in which the same letters are the same bytes.
pub fn normal_form(text: &str) -> Cow<'_, str> {
    match text.is_ascii() || is_nfc(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfc().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::{casefold, normal_form};

    #[test]
    fn letters_have_one_form() {
        assert_eq!(normal_form("Zu\u{308}rich"), "Zürich");
        assert_eq!(normal_form("Zürich"), "Zürich");
        assert_ne!(normal_form("Zürich"), "zürich");
    }

    #[test]
    fn case_spacing_and_form_make_no_difference() {
        for (one, other) in [
            ("XYZ_ Schema", " xyz_  schema"),
            ("Zürich", "zu\u{308}rich"),
            ("STRASSE", "straße"),
            ("ΣΑΣ", "σας"),
        ] {
            assert_eq!(casefold(one), casefold(other));
        }
        assert_ne!(casefold("Zürich"), casefold("Zurich"));
    }
}
