//! Quotes words for commands that the user can copy.

/// A word as a shell reads it back: in quotation marks where it needs them.
pub(crate) fn word(text: &str) -> String {
    // Only a NUL byte cannot be quoted, and no path has one.
    shlex::try_quote(text).map_or_else(|_| text.to_string(), |quoted| quoted.into_owned())
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn only_special_words_are_quoted() {
        assert_eq!(word("registers/snia"), "registers/snia");
        assert_eq!(word("My Registers"), "'My Registers'");
        assert_eq!(word("it's"), "\"it's\"");
    }
}
