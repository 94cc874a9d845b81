//! People's texts: registers, rosters, policies.

use serde::de::DeserializeOwned;
use wr::diagnostic::Findings;
use wr::policy::Policy;
use wr::register::Register;
use wr::report::{self, Colour, ReportStyle};
use wr::roster::Roster;
use wr::source::SourceFile;
use wr::yaml;

/// Whatever is in a file, it is read or refused in words, and in time. The first byte chooses what it is read as.
pub fn check(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    match choice % 4 {
        0 => read::<Roster>(bytes),
        1 => read::<Policy>(bytes),
        _ => read::<Register>(bytes),
    }
}

/// A text is sound to both readers or to neither, and each mistake is at a place in the text.
fn read<T: DeserializeOwned + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    let file = SourceFile::new("registers/xyz/register.yaml", bytes);
    let strict: Result<T, _> = yaml::read(&file);
    let reading = yaml::read_all::<T>(&file);
    match (&strict, reading.complete()) {
        (Ok(one), Some(other)) => return assert_eq!(one, other),
        (Err(why), None) => assert!(!why.message.is_empty()),
        _ => panic!("the readers disagree: {strict:?} {reading:?}"),
    }
    let findings: Findings = reading.refusals().iter().cloned().collect();
    assert!(
        !findings.is_empty(),
        "something is wrong, and no finding says what"
    );
    // The excerpts, with their lines and columns, in the middle of characters and beyond the end.
    for format in [ReportStyle::Text, ReportStyle::Json] {
        assert!(!report::write(&findings, format, Colour::Plain).is_empty());
    }
    for fix in findings.into_iter().filter_map(|finding| finding.fix) {
        let amended = yaml::amend(&file, &[&fix]);
        assert!(
            amended.is_none_or(|bytes| std::str::from_utf8(&bytes).is_ok()),
            "{fix:?} makes no text"
        );
    }
}
