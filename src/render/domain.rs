//! The names of information management domains on the site, and their folders.

use std::collections::BTreeMap;

use crate::casefold::casefold;
use crate::id::is_device;
use crate::source::Digest;

/// The most frequent spelling of a domain, the first in order if there are several.
pub(crate) fn most_used<'a>(spellings: &BTreeMap<&'a str, usize>) -> Option<&'a str> {
    let most = spellings.values().max();
    let mut spellings = spellings.iter();
    let (name, _) = spellings.find(|(_, count)| Some(*count) == most)?;
    Some(name)
}

/// The folder of a domain, the same for all its spellings.
pub(crate) fn domain_folder(domain: &str) -> String {
    folder_of_key(&casefold(domain))
}

/// Uses lowercase letters, digits and hyphens. A name that these cannot represent gets a digest at the end, so that
/// every domain has a different folder.
pub(crate) fn folder_of_key(key: &str) -> String {
    let words = key
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    slug.truncate(60);
    if slug.replace('-', " ") != key || is_device(&slug) {
        let digest = Digest::of(key.as_bytes()).short();
        let hyphen = if slug.is_empty() { "" } else { "-" };
        slug = format!("{slug}{hyphen}{digest}");
    }
    slug
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_domain_has_a_folder_of_its_own_that_any_machine_can_have() {
        assert_eq!(domain_folder("Networking"), "networking");
        assert_eq!(domain_folder("  Data  Centre "), "data-centre");
        let names = [
            "a b",
            "a-b",
            "a/b",
            "../b",
            "Ä",
            "Ö",
            "ストレージ",
            "x".repeat(90).as_str(),
            "a.b",
            "con",
        ]
        .map(domain_folder);
        let distinct: BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{names:?}");
        let is_safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(
            names
                .iter()
                .all(|name| name.chars().all(is_safe) && !name.is_empty() && name.len() < 80)
        );
    }
}
