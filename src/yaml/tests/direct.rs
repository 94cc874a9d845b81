//! What is read directly is what the full reader reads.

use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Doc;
use crate::contacts::Contacts;
use crate::policy::Policy;
use crate::register::Register;
use crate::roster::Roster;
use crate::yaml::{direct, reader};

/// Whether a text is read directly. It must then be read as the full reader reads it.
fn is_direct<T: DeserializeOwned + Debug>(text: &str) -> bool {
    let Some(value) = direct::read::<T>(text) else {
        return false;
    };
    let full = reader::tracked::<T>(text).unwrap_or_else(|why| panic!("{}\n{text}", why.error));
    assert_eq!(format!("{value:?}"), format!("{full:?}"), "{text}");
    true
}

fn agree(text: &str) {
    is_direct::<Doc>(text);
    is_direct::<Value>(text);
    is_direct::<Register>(text);
}

fn registers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("registers")
}

/// The texts of one name in the registers of this repository, in order.
fn samples(name: &str) -> Vec<String> {
    let folders = std::fs::read_dir(registers()).unwrap();
    let read = |folder: std::fs::DirEntry| std::fs::read_to_string(folder.path().join(name)).ok();
    let mut texts: Vec<String> = folders.filter_map(|it| read(it.unwrap())).collect();
    assert!(!texts.is_empty());
    texts.sort();
    texts
}

#[test]
fn the_files_of_a_store_are_read_directly() {
    for text in samples("register.yaml") {
        assert!(is_direct::<Register>(&text), "{text}");
    }
    for text in samples("contacts.yaml") {
        assert!(is_direct::<Contacts>(&text), "{text}");
    }
    let read = |name: &str| std::fs::read_to_string(registers().join(name)).unwrap();
    assert!(is_direct::<Roster>(&read("roster.yaml")));
    assert!(is_direct::<Policy>(&read("policy.yaml")));
}

#[test]
fn what_is_not_plain_yaml_is_left_to_the_full_reader() {
    for text in [
        "id: &a x\n",
        "id: !!str x\n",
        "id: x\n--- \nid: y\n",
        "%YAML 1.2\n---\nid: x\n",
        "<<: {id: x}\n",
        "id: ~\n",
        "id: x\nid: y\n",
        "weight: 0x10\n",
        "weight: 010\n",
        "weight: \"1\"\n",
        "public: True\n",
        "public: yes\n",
        "choice: {approve: 1}\n",
        "? [a]\n: b\n",
        "id: [\n",
        "unknown: x\n",
        "",
    ] {
        assert!(direct::read::<Doc>(text).is_none(), "{text}");
        agree(text);
    }
    for text in [
        "1: x\n",
        "a: 1\n",
        "a: .5\n",
        "a: nan\n",
        "a: b\na: c\n",
        "a:\n",
    ] {
        assert!(direct::read::<Value>(text).is_none(), "{text}");
    }
}

#[test]
fn a_text_deeper_or_longer_than_any_file_is_left_to_the_full_reader() {
    let deep = format!("{}x{}", "[".repeat(40), "]".repeat(40));
    assert!(direct::read::<Value>(&deep).is_none());
    let long = format!("[{}]", "a,".repeat(100_000));
    assert!(direct::read::<Value>(&long).is_none());
}

proptest! {
    #[test]
    fn any_change_of_a_file_is_read_alike(
        line in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        put in prop::sample::select(vec![
            "", " ", ":", "-", "#", "\"", "'", "|", ">", "[", "]", "{", "}", "&a ", "*a", "!t ", "~", "null",
            "true", "1", "0.5", "<<: x", "---", "...", "%", "\t", "\n", "? ", ", ", "@", "`",
        ]),
    ) {
        static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| samples("register.yaml"));
        for text in TEXTS.iter().take(2) {
            let lines: Vec<&str> = text.lines().collect();
            let nth = line.index(lines.len());
            let changed = lines[nth];
            let at = (0..=at.index(changed.len() + 1)).rev().find(|at| changed.is_char_boundary(*at)).unwrap();
            let (before, after) = changed.split_at(at);
            let changed = format!("{before}{put}{after}");
            let all: Vec<&str> = lines[..nth].iter().copied().chain([changed.as_str()]).chain(lines[nth + 1..].iter().copied()).collect();
            agree(&(all.join("\n") + "\n"));
        }
    }

    #[test]
    fn any_document_is_read_alike(parts in prop::collection::vec(prop::sample::select(vec![
        "id", "version", "public", "weight", "tags", "choice", "day", "milestones", "title", "rights", "approve",
        ": ", ":\n", "\n", "  ", "- ", "x", "1", "12", "01", "true", "false", "null", "~", "\"a\"", "'b'", "2026-01-02",
        "[", "]", "{", "}", ", ", "|\n", ">-\n", "&a ", "*a", "!!str ", "# c", "---\n", "<<", "é", "\t",
    ]), 1..40)) {
        agree(&parts.concat());
    }
}
