//! Fingerprints of findings that do not depend on the lines above them.

use std::collections::HashMap;

use super::{Located, STORE};
use crate::source::Digest;

/// A fingerprint for each finding, in 64 hexadecimal digits: the digest of path, rule and message and, if the three
/// repeat, of the number of earlier findings with them.
pub(super) fn fingerprints(located: &[Located<'_>]) -> Vec<String> {
    let mut seen = HashMap::new();
    let mut fingerprints = Vec::with_capacity(located.len());
    for found in located {
        let (rule, message) = (found.diagnostic.rule, found.diagnostic.message.as_str());
        let before = seen.entry((path(found), rule, message)).or_insert(0_usize);
        let again = if *before > 0 {
            format!("{before}\0")
        } else {
            String::new()
        };
        *before += 1;
        // The message comes last because only it can contain a zero byte.
        let digest = Digest::of(format!("{}\0{rule}\0{again}{message}", path(found)).as_bytes());
        fingerprints.push(digest.to_string().trim_start_matches("sha256:").to_string());
    }
    fingerprints
}

/// The file that a finding is shown at.
pub(super) fn path<'a>(found: &Located<'a>) -> &'a str {
    found.place.as_ref().map_or(STORE, |spot| spot.file.path())
}

#[cfg(test)]
mod tests {
    use super::super::locate;
    use super::fingerprints;
    use crate::diagnostic::{Diagnostic, Findings, SourcePlace};
    use crate::source::SourceFile;

    fn of(text: &str, spans: &[(usize, &str)]) -> Vec<String> {
        let file = SourceFile::new("a.yaml", text);
        let found = |(at, message): &(usize, &str)| {
            Diagnostic::error("r", *message).at(SourcePlace::span(&file, *at..at + 1))
        };
        fingerprints(&locate(&spans.iter().map(found).collect::<Findings>()))
    }

    #[test]
    fn a_fingerprint_does_not_know_its_line_and_is_given_once() {
        let before = of("ab", &[(0, "x"), (1, "x"), (1, "y")]);
        let after = of("# new\n\nab", &[(7, "x"), (8, "x"), (8, "y")]);
        assert_eq!(before, after);
        assert!(before[0] != before[1] && before[1] != before[2] && before[0] != before[2]);
        assert!(
            before
                .iter()
                .all(|hex| hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
        );
        assert_eq!(
            of("ab", &[(0, "x")])[0],
            of("ab", &[(0, "x"), (1, "z")])[0],
            "others do not matter"
        );
    }
}
