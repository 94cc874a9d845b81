//! The language of the project: plain words, and the terms of `docs/glossary.md`.

use std::fs;
use std::path::{Path, PathBuf};

/// Words and phrases of an earlier, private language, each with what to write.
const REFUSED: &[(&str, &str)] = &[
    ("is asked about", "name who votes on what"),
    ("what is certain is corrected", "fix findings automatically"),
    ("what is known is silenced", "suppress a finding"),
    (
        "has no office that may do this",
        "is not authorized to do this",
    ),
    ("vouches for", "verify, or sign"),
    ("no ballot of theirs", "name the ballot"),
    ("organisation", "organization"),
    ("authoris", "authoriz"),
    ("recognis", "recogniz"),
    ("licence", "license"),
    ("colour of", "color of"),
    ("is let be", "is allowed"),
    ("whoever", "name the person, or `anyone who`"),
    ("somebody", "name the person"),
    ("nobody", "name the person"),
    ("anybody", "anyone"),
    ("made anew", "recorded again"),
    ("by nature", "say the reason"),
    ("told of", "say what the message says"),
    ("dossier", "the files of a register"),
    ("surroundings", "environment"),
];

fn files(folder: &Path, ends: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ends, found);
        } else if ends.iter().any(|end| path.to_string_lossy().ends_with(end)) {
            found.push(path);
        }
    }
}

#[test]
fn sources_pages_and_documentation_use_plain_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), &[".rs"], &mut found);
    files(
        &root.join("templates"),
        &[".html", ".md", ".yaml", ".txt"],
        &mut found,
    );
    files(&root.join("docs"), &[".md"], &mut found);
    found.extend(["README.md", "CONTRIBUTING.md"].map(|name| root.join(name)));
    assert!(found.len() > 300, "the sources are gone");
    let mut wrong = Vec::new();
    for path in found {
        // Tests quote what people type, and the words that an editorial change must not touch are data.
        let name = path.to_string_lossy();
        if name.contains("/tests") || name.ends_with("editorial/words/fixed.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            for (phrase, better) in REFUSED {
                if line.contains(phrase) {
                    let place = path.strip_prefix(root).unwrap().display();
                    wrong.push(format!("{place}:{}: `{phrase}`: {better}", number + 1));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} places\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_file_that_the_documentation_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = vec![root.join("CONTRIBUTING.md")];
    files(&root.join("docs"), &[".md"], &mut found);
    // What the guide has the reader write.
    let examples = [
        "NAME",
        "KIND",
        "milestone_title_long",
        "milestone-title-long",
    ];
    let mut count = 0;
    for page in found {
        let text = fs::read_to_string(&page).unwrap();
        let named = text.split('`').skip(1).step_by(2);
        for name in named.filter(|name| {
            ["src/", "tests/", "templates/", "docs/"]
                .iter()
                .any(|top| name.starts_with(top))
        }) {
            if examples.iter().any(|example| name.contains(example)) {
                continue;
            }
            assert!(
                root.join(name).exists(),
                "{}: there is no {name}",
                page.display()
            );
            count += 1;
        }
    }
    assert!(count > 10, "the documentation names no files");
}
