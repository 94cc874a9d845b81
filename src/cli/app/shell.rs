//! Commands that the user can copy.

/// Whether a text begins with a command to type.
pub(crate) fn is_command(text: &str) -> bool {
    ["wr ", "git "].iter().any(|name| text.starts_with(name))
}

/// The length of the command that a backquote before this text opened.
pub(crate) fn quoted_command(text: &str) -> Option<usize> {
    text.find('`').filter(|_| is_command(text))
}

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
