//! The conventions of the sources, as tests: directions of imports, one home for each dependency, and the length of
//! files.

use std::fs;
use std::path::{Path, PathBuf};

use super::circles::imports;

/// Each module's place in the flow; imports go only to modules before it, or to itself.
const ORDER: [&[&str]; 23] = [
    &[
        "id",
        "date",
        "suggest",
        "link",
        "casefold",
        "language",
        "text",
        "signature",
    ],
    &["source", "path"],
    &["diagnostic"],
    &["yaml"],
    &["autofix"],
    &["register", "contacts", "roster"],
    &["template"],
    &["policy"],
    &["schema"],
    &["act"],
    &["governance"],
    &["ballot"],
    &["process"],
    &["request"],
    &["describe"],
    &["judge"],
    &["snapshot"],
    &["evidence"],
    &["rules", "report", "render", "import"],
    &["letter", "editor"],
    &["store"],
    &["cli"],
    &["main", "lib"],
];

/// What only one part of the program touches.
const HOMES: &[(&str, &[&str])] = &[
    ("git2", &["store"]),
    ("serde_yaml::", &["yaml"]),
    ("granit_parser", &["yaml"]),
    ("yaml_edit", &["yaml"]),
    ("tera::", &["render"]),
    ("comrak", &["render", "import/markdown.rs"]),
    ("docx_rs", &["import/word.rs"]),
    ("encoding_rs", &["import/format.rs"]),
    ("atom_syndication::", &["render/site/feed.rs"]),
    ("icalendar::", &["render/calendar.rs"]),
    (
        "quick_xml::",
        &[
            "render/document/docx/xml.rs",
            "render/site/badge.rs",
            "render/site/sitemap.rs",
            "import/word/package.rs",
        ],
    ),
    ("roxmltree::", &["roster/logo.rs"]),
    (
        "zip::",
        &["render/document/docx/package.rs", "import/word/package.rs"],
    ),
    (
        "html5gum::",
        &[
            "render/site/outline.rs",
            "cli/commands/site/serve",
            "text/html.rs",
        ],
    ),
    ("httparse::", &["cli/commands/site/serve"]),
    ("std::net", &["cli/commands/site/serve"]),
    ("mail_builder", &["letter"]),
    ("mail_parser", &["letter"]),
    ("ssh_key::", &["signature"]),
    ("ed25519_dalek::", &["signature"]),
    ("url::", &["link.rs", "cli/commands/lsp/location.rs"]),
    ("jsonc_parser", &["schema/settings.rs"]),
    ("lsp_server::", &["cli/commands/lsp"]),
    ("lsp_types", &["cli/commands/lsp"]),
    ("clap::", &["cli"]),
    ("inquire::", &["cli/app/ask.rs"]),
    ("clap_complete::", &["cli"]),
    ("clap_mangen::", &["cli/commands/man.rs"]),
    ("anstream", &["cli/app/ui"]),
    ("anstyle", &["cli/app/ui"]),
    ("indicatif", &["cli/app/ui/progress.rs"]),
    ("terminal_size", &["cli/app/ui/screen.rs"]),
    ("textwrap", &["cli/app/ui/wrap.rs"]),
    ("unicode_width", &["cli/app/ui/wrap.rs", "report/text.rs"]),
    ("signal_hook", &["store/pager.rs"]),
    ("annotate_snippets", &["report"]),
    (
        "similar::",
        &["cli", "register/diff", "render/document/redline"],
    ),
    ("Utc::now", &["cli/app/environment.rs"]),
    (
        "env::",
        &[
            "cli/app/environment.rs",
            "store",
            // `clap_complete::env`
            "cli/commands/completions.rs",
        ],
    ),
    ("std::fs", &["store", "cli"]),
    (
        "std::process::Command",
        &[
            "store",
            "cli/commands/letter/sendmail.rs",
            "cli/app/documents/printer.rs",
            "cli/app/keygen.rs",
            "cli/commands/man.rs",
        ],
    ),
    // Rules read what remains of a text with mistakes; no decision is based on it.
    (
        ".partial()",
        &["rules", "snapshot/load.rs", "snapshot/document.rs", "yaml"],
    ),
];

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(&root).unwrap().to_path_buf(), text));
            }
        }
    }
    assert!(found.len() > 60, "the sources are gone");
    found.sort();
    found
}

/// The code of a file, without its tests and comments.
fn code(text: &str) -> String {
    let body = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    body.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn module(path: &Path) -> String {
    let first = path.iter().next().unwrap().to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

fn is_test(path: &Path) -> bool {
    path.to_string_lossy().contains("/tests")
}

fn rank(module: &str) -> usize {
    let found = ORDER.iter().position(|group| group.contains(&module));
    found.unwrap_or_else(|| {
        panic!("`{module}` has no place in the order of modules: tests/it/tidy.rs")
    })
}

#[test]
fn imports_go_one_way() {
    for ((from, to), names) in &imports(&files()).through {
        let (here, there) = (module(Path::new(from)), module(Path::new(to)));
        assert!(
            here == there || there == "lib" || rank(&there) < rank(&here),
            "{from} imports {names:?} from {to}, which does not come before it"
        );
    }
}

/// The files without tests: their paths below `src`, and their texts.
pub(super) fn files() -> Vec<(String, String)> {
    sources()
        .into_iter()
        .filter(|(path, _)| !is_test(path))
        .map(|(path, text)| (path.to_string_lossy().replace('\\', "/"), text))
        .collect()
}

#[test]
fn what_has_one_home_is_nowhere_else() {
    for (path, text) in sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        for (what, homes) in HOMES {
            let at_home = homes.iter().any(|home| name.starts_with(home));
            let used = code(&text)
                .lines()
                .any(|line| line.contains(what) && !line.contains("env!("));
            assert!(
                at_home || !used || is_test(&path),
                "{name} uses {what}, whose home is {homes:?}"
            );
        }
    }
}

#[test]
fn no_file_grows_past_a_few_screens() {
    for (path, text) in sources() {
        let lines = code(&text).lines().count();
        assert!(
            lines <= 450,
            "{} has {lines} lines of code: it wants another room",
            path.display()
        );
    }
}

#[test]
fn no_room_is_a_lumber_room() {
    for (path, _) in sources() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !["util", "utils", "common", "helpers", "misc"].contains(&name.as_str()),
            "{}",
            path.display()
        );
    }
}

/// `tests/removed/run` removes each check of its list in turn; a check that moved would never be removed.
#[test]
fn every_check_that_can_be_removed_is_found_once_in_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = fs::read_to_string(root.join("tests/removed/checks")).unwrap();
    let list = list
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    // A line that begins with a space continues the one before it.
    let entries = list.collect::<Vec<_>>().join("\n").replace("\n ", "\u{0} ");
    let mut count = 0;
    for entry in entries.lines().map(|entry| entry.replace('\u{0}', "\n")) {
        let parts: Vec<&str> = entry.split(" ||| ").collect();
        let [name, file, _, code, ..] = parts[..] else {
            panic!("{entry}")
        };
        let text = fs::read_to_string(root.join(file)).unwrap();
        let code = compact(code.replace(['«', '»'], "").trim_end_matches([',', ';']));
        assert_eq!(compact(&text).matches(&code).count(), 1, "{name} in {file}");
        count += 1;
    }
    assert!(count > 100, "the list is gone");
}

/// The code without what rustfmt puts between its words.
fn compact(code: &str) -> String {
    let mut out = String::new();
    for char in code.chars().filter(|char| !char.is_whitespace()) {
        if matches!(char, ')' | ']' | '}') && out.ends_with([',', ';']) {
            out.pop();
        }
        out.push(char);
    }
    out
}
