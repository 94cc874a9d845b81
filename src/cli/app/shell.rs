//! Commands that the user can copy.

/// Whether a text begins with a command to type.
pub(crate) fn is_command(text: &str) -> bool {
    ["wr ", "git "].iter().any(|name| text.starts_with(name))
}

/// The length of the command that a backquote before this text opened.
pub(crate) fn quoted_command(text: &str) -> Option<usize> {
    text.find('`').filter(|_| is_command(text))
}
