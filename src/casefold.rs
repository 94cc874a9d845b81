//! When two texts are the same to a reader: case, spacing and the Unicode form of letters make no difference.

use unicode_normalization::UnicodeNormalization;

/// The form in which texts that a reader takes for the same are equal.
pub fn casefold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        match word.is_ascii() {
            true => folded.extend(word.chars().map(|c| c.to_ascii_lowercase())),
            // Folding may take a letter apart again: `ﬃ` and its like are three.
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
