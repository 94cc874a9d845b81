//! Broken documents and the output of `wr check` for them: one file per rule in `tests/broken`, for people to read.
//!
//! A `yaml PATH` fence has fields that replace those of the document at that path, in the store of `world.rs`; a
//! `yaml PATH whole` fence has the whole document. A `sh` fence has commands in the language of `script.rs`. The
//! `text` fence after them has the output of `wr check` on 2027-01-15, unless the script sets another day. `BLESS=1`
//! writes the current output.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::script::{Store, laid_over};
use crate::path::{POLICY, ROSTER};
use crate::policy::Policy;
use crate::report::{self, Colour, ReportStyle};
use crate::roster::Roster;
use crate::rules::{ALL, named};
use crate::snapshot::Document;
use crate::source::SourceFile;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

#[test]
fn every_rule_has_its_broken_documents_and_they_have_a_rule() {
    let files = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files: BTreeSet<String> = files
        .map(|path| path.file_name().unwrap().to_string_lossy().into())
        .collect();
    let rules: BTreeSet<String> = ALL.iter().map(|rule| format!("{}.md", rule.name)).collect();
    let lacking: Vec<_> = rules.difference(&files).collect();
    let unruled: Vec<_> = files
        .difference(&rules)
        .filter(|name| *name != "README.md")
        .collect();
    assert!(
        lacking.is_empty(),
        "rules without broken documents: {lacking:#?}"
    );
    assert!(
        unruled.is_empty(),
        "broken documents without a rule: {unruled:#?}"
    );
    assert!(rules.len() >= 60);
}

#[test]
fn what_is_said_of_broken_documents_is_what_their_readers_were_told() {
    let mut wrong = Vec::new();
    for rule in ALL.iter() {
        let path = folder().join(format!("{}.md", rule.name));
        let Ok(told) = fs::read_to_string(&path) else {
            continue;
        };
        let played = play(&told, rule.name);
        // `BLESS` must not drop the finding of the rule itself.
        assert!(
            played.contains(&format!("[{}]", rule.name)),
            "{} is not found in its own broken documents:\n{played}",
            rule.name
        );
        if told == played {
            continue;
        }
        match std::env::var_os("BLESS") {
            Some(_) => fs::write(&path, played).unwrap(),
            None => wrong.push(difference(rule.name, &told, &played)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn difference(name: &str, told: &str, played: &str) -> String {
    let mut lines = told.lines().zip(played.lines());
    let (told, played) = lines
        .find(|(told, played)| told != played)
        .unwrap_or(("(the end)", "(more, or less)"));
    format!("{name}: expected\n  {told}\nprinted\n  {played}")
}

/// The file with the current output.
fn play(told: &str, name: &str) -> String {
    let rule = named(name).unwrap();
    let mut out = format!("# {name}\n\n{}.\n", capital(rule.summary));
    let mut store = Store::new();
    let mut lines = told.lines();
    // The title and the summary come from the rule.
    lines
        .by_ref()
        .take_while(|line| !line.ends_with('.'))
        .for_each(drop);
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        let Some(fence) = line.strip_prefix("```").filter(|fence| !fence.is_empty()) else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if fence == "text" {
            out += &said(&std::mem::replace(&mut store, Store::new()));
        } else {
            body.iter().for_each(|line| out += &format!("{line}\n"));
            done(&mut store, fence, &body);
        }
        out += "```\n";
    }
    out
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The output of `wr check`, with its final count.
fn said(store: &Store) -> String {
    let findings = store.findings();
    let text = report::write(&findings, ReportStyle::Text, Colour::Plain);
    format!("{text}{}\n", report::summary(&findings))
}

/// Applies a fence to the store: fields of a document, a whole document, or commands.
fn done(store: &mut Store, fence: &str, body: &[&str]) {
    if fence == "sh" {
        return body.iter().for_each(|line| store.run(line));
    }
    let words: Vec<&str> = fence.split(' ').collect();
    let text = body.join("\n") + "\n";
    let (path, text) = match words.as_slice() {
        ["yaml", path] => {
            let base = store
                .tree
                .get(path)
                .map(|file| file.text().unwrap().to_string());
            (
                *path,
                laid_over(&base.unwrap_or_default(), text.trim_end_matches('\n')),
            )
        }
        ["yaml", path, "whole"] => (*path, text),
        _ => panic!("there is no fence `{fence}`"),
    };
    let file = SourceFile::new(path, text);
    // A readable policy or roster is saved as well, so that `governance-unsaved` finds nothing.
    let kind = match path {
        POLICY if Document::<Policy>::read(&file).get().is_some() => Some("policy"),
        ROSTER if Document::<Roster>::read(&file).get().is_some() => Some("roster"),
        _ => None,
    };
    if let Some(kind) = kind {
        store.tree.insert(SourceFile::new(
            format!("registers/history/{kind}-2.yaml"),
            file.bytes(),
        ));
    }
    store.tree.insert(file);
}
