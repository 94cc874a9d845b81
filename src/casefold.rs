//! Compares texts without regard to case, spacing and the Unicode form of letters.

use unicode_normalization::UnicodeNormalization;

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

#[cfg(test)]
mod tests {
    use super::casefold;

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
