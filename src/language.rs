//! Language tags (BCP 47): whether a tag is well-formed by RFC 5646 2.1. The registry of subtags is not consulted.

/// Whether a text is a language tag, such as `en`, `pt-BR` or `zh-Hant-TW`.
pub fn is_tag(text: &str) -> bool {
    let mut subtags = text.split('-').peekable();
    let Some(language) = subtags.next() else {
        return false;
    };
    if language.eq_ignore_ascii_case("x") {
        return is_private(subtags);
    }
    // Longer ones are well-formed, but none is registered: `English` is meant as `en`.
    if !letters(language, 2, 3) {
        return false;
    }
    // Up to three extended languages, a script, a region.
    for _ in 0..3 {
        subtags.next_if(|subtag| letters(subtag, 3, 3));
    }
    subtags.next_if(|subtag| letters(subtag, 4, 4));
    subtags.next_if(|subtag| letters(subtag, 2, 2) || digits(subtag, 3));
    while subtags.next_if(|subtag| is_variant(subtag)).is_some() {}
    while let Some(singleton) = subtags.next() {
        if singleton.eq_ignore_ascii_case("x") {
            return is_private(subtags);
        }
        if !(alphanumeric(singleton, 1, 1)
            && subtags
                .next()
                .is_some_and(|subtag| alphanumeric(subtag, 2, 8)))
        {
            return false;
        }
        while subtags
            .next_if(|subtag| alphanumeric(subtag, 2, 8))
            .is_some()
        {}
    }
    true
}

fn is_private<'a>(subtags: impl Iterator<Item = &'a str>) -> bool {
    let mut subtags = subtags.peekable();
    subtags.peek().is_some() && subtags.all(|subtag| alphanumeric(subtag, 1, 8))
}

fn is_variant(subtag: &str) -> bool {
    alphanumeric(subtag, 5, 8)
        || alphanumeric(subtag, 4, 4) && subtag.starts_with(|first: char| first.is_ascii_digit())
}

fn letters(subtag: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn digits(subtag: &str, count: usize) -> bool {
    subtag.len() == count && subtag.bytes().all(|byte| byte.is_ascii_digit())
}

fn alphanumeric(subtag: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&subtag.len())
        && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::is_tag;

    #[test]
    fn the_examples_of_the_standard_are_tags() {
        for tag in [
            "de",
            "fr",
            "ja",
            "zh-Hant",
            "zh-cmn-Hans-CN",
            "sr-Latn-RS",
            "sl-rozaj-biske",
            "de-CH-1901",
            "hy-Latn-IT-arevela",
            "de-DE",
            "en-US",
            "es-419",
            "de-CH-x-phonebk",
            "x-whatever",
            "en-a-myext-b-another",
            "ar-a-aaa-b-bbb-x-ccc",
        ] {
            assert!(is_tag(tag), "{tag}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for tag in [
            "",
            "e",
            "English (US)",
            "en_US",
            "en-",
            "-en",
            "en--US",
            "de-419-DE",
            "a-DE",
            "x",
            "en-a",
            "ar-a-b",
            "abcdefghi",
            "English",
            "é",
        ] {
            assert!(!is_tag(tag), "{tag}");
        }
    }
}
