//! Text as Markdown, escaped.

/// A message: the parts in backticks become code, and everything else is escaped.
pub(super) fn prose(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    // An unpaired backtick comes from quoted text, so the code could begin anywhere.
    if parts.len().is_multiple_of(2) {
        return code(message);
    }
    let part = |(at, part): (usize, &&str)| {
        if at % 2 == 1 {
            code(part)
        } else {
            escape(part)
        }
    };
    parts.iter().enumerate().map(part).collect()
}

/// Text as code, fenced with more backticks than it has in a row.
pub(super) fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return "(nothing)".to_string();
    }
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Escapes text. Backslashes do not stop GitHub and GitLab from linking names, numbers and labels after Markdown, so
/// an empty comment separates the sign from the rest, and no file can mention people.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | ',' | ';' | '\'' | '"' | '/' | '?' | '=' | '%' | '-' => escaped.push(character),
            '@' | '#' | '!' | '$' | '~' | '^' => {
                escaped.push_str(&format!("\\{character}<!-- -->"))
            }
            other if other.is_ascii_punctuation() => escaped.extend(['\\', other]),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{code, prose};

    #[test]
    fn quoted_text_is_code_however_many_backticks_it_has() {
        assert_eq!(prose("`a|b` is no *c*"), "`a|b` is no \\*c\\*");
        assert_eq!(prose("`a`b` is odd"), "`` `a`b` is odd ``");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(prose("`` is empty"), "(nothing) is empty");
    }
}
