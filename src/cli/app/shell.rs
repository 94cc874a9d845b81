//! Quotes words of commands that the user can copy.

/// A word as it is typed: in quotation marks, which all shells have, if it needs them.
pub(crate) fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:,=@+~^%".contains(c);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_string(),
        false => {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{}\"", escaped.replace('$', "\\$").replace('`', "\\`"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn only_special_words_are_quoted() {
        assert_eq!(word("registers/snia"), "registers/snia");
        assert_eq!(word("My Registers"), "\"My Registers\"");
        assert_eq!(word("a$b"), "\"a\\$b\"");
    }
}
