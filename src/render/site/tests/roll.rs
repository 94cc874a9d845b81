//! Long files, made of the files as they were.

use std::collections::BTreeMap;

use super::*;
use crate::render::site::calendar::{CALENDAR, calendar};
use crate::render::site::roll::{Before, Nothing, rolled};
use crate::render::site::search::{SEARCH, search};
use crate::render::site::sheet::{Made, Sheet};
use crate::render::site::standards::{STANDARDS, standards};

/// The long files of a site, and what was made.
#[derive(Default)]
struct Built {
    files: BTreeMap<String, Vec<u8>>,
    made: Made,
    written: Vec<String>,
}

impl Before for Built {
    fn file(&self, path: &str) -> Option<Vec<u8>> {
        self.files.get(path).cloned()
    }
}

/// The site of these registers, after another.
fn build(entries: &[Entry], before: &Built) -> Built {
    listed(AT_HOME, entries, &[], |listing| {
        let rolls = vec![
            (CALENDAR, calendar(listing)),
            (STANDARDS, standards()),
            (SEARCH, search(listing)),
            ("list", crate::render::site::api::registers(listing)),
        ];
        let (sheets, rolls) = rolled(rolls, listing, &before.made, before);
        let mut files = before.files.clone();
        let pages = sheets
            .iter()
            .map(|Sheet { path, of, .. }| (path.clone(), *of))
            .collect();
        let mut written = Vec::new();
        for Sheet { path, bytes, .. } in sheets {
            let Some(bytes) = bytes else { continue };
            written.push(path.clone());
            files.insert(path, bytes);
        }
        written.sort();
        Built {
            files,
            made: Made { pages, rolls },
            written,
        }
    })
}

fn with_domain(mut entry: Entry, domain: &str) -> Entry {
    entry.standards = [["Profile", "XYZ-1", "One", domain, "X", "X", "X", "X", "X"]]
        .into_iter()
        .collect();
    entry
}

#[test]
fn a_file_made_of_the_one_before_is_as_one_made_of_everything() {
    let some = |ids: &[&str]| ids.iter().map(|id| entry(id, HOSTILE)).collect::<Vec<_>>();
    let mut done = some(&["a", "b", "d"]);
    done[1].milestones[0].completed = Some(Day::of(2026, 10, 1));
    let other = [
        entry("a", "One"),
        with_domain(entry("b", "Two"), "Storage"),
        removed(entry("d", "Three")),
    ];
    let steps = [
        some(&["a", "b", "d"]),
        done,
        some(&["a", "b", "c", "d"]),
        some(&["b", "d"]),
        Vec::new(),
        other.to_vec(),
        some(&["e"]),
    ];
    let mut before = Built::default();
    for (at, entries) in steps.iter().enumerate() {
        let after = build(entries, &before);
        let whole = build(entries, &Built::default());
        assert_eq!(
            (&after.files, &after.made),
            (&whole.files, &whole.made),
            "step {at}"
        );
        assert!(build(entries, &after).written.is_empty(), "step {at}");
        before = after;
    }
}

#[test]
fn only_a_file_that_says_something_else_is_written() {
    let entries = [entry("a", "One"), entry("b", "Two")];
    let before = build(&entries, &Built::default());
    let mut done = entries;
    done[0].milestones[0].completed = Some(Day::of(2026, 10, 1));
    assert_eq!(build(&done, &before).written, [CALENDAR]);
}

#[test]
fn a_file_of_another_length_is_made_anew() {
    let entries = [entry("a", "One"), entry("b", "Two")];
    let mut cut = build(&entries, &Built::default());
    let whole = cut.files.clone();
    cut.files
        .values_mut()
        .for_each(|bytes| bytes.truncate(bytes.len() / 2));
    let more = [entries.as_slice(), &[entry("c", "Three")]].concat();
    assert_eq!(
        build(&more, &cut).files,
        build(&more, &Built::default()).files
    );
    assert!(whole.values().all(|bytes| !bytes.is_empty()));
    let path = |at: &str| Nothing.part(at, 0..1).or(Nothing.file(at));
    assert!(path(CALENDAR).is_none() && Nothing.length(CALENDAR).is_none());
}
