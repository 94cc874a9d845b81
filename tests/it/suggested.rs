//! Every command that `wr` prints as a suggestion is one that `wr` understands.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::world::words;

/// The commands that a text suggests: between backticks, or alone on an indented line.
fn suggested(text: &str) -> BTreeSet<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    let lines = text
        .lines()
        .filter(|line| line.starts_with("  ") && !line.trim().contains("  "));
    let indented = lines.map(str::trim);
    quoted
        .chain(indented)
        .filter_map(|command| command.strip_prefix("wr "))
        // What a shell does with the output is the shell's.
        .map(|command| command.split(" \\|").next().unwrap_or(command))
        .filter(|command| !command.contains('\n'))
        .map(str::to_string)
        .collect()
}

/// The same line with values in the place of the placeholders, which are words in capitals.
fn filled(line: &str) -> Vec<String> {
    words(line)
        .into_iter()
        .map(|word| value(&word).unwrap_or(word))
        .collect()
}

fn value(word: &str) -> Option<String> {
    let value = match word {
        "DATE" => "2026-01-12",
        "CHOICE" => "yes",
        "ANSWER" => "committed",
        "DISPOSITION" => "accepted",
        "approve=N,..." => "approve=5",
        "REASON" => "stagnant",
        "KIND" => "socialization",
        "N" => "2",
        _ => {
            let is_placeholder = word.len() > 1
                && !word.starts_with('-')
                && word
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || ".-_:[]0".contains(c))
                && word.chars().any(|c| c.is_ascii_uppercase());
            return is_placeholder.then(|| "abc".to_string());
        }
    };
    Some(value.to_string())
}

/// A mention of a command without its arguments, such as `wr ballot open`, is no line to type.
fn is_mention(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    words.len() <= 3
        && words
            .iter()
            .all(|word| *word != "xyz" && !word.starts_with('-'))
}

fn misunderstood(text: &str) -> Vec<String> {
    suggested(text)
        .into_iter()
        .filter(|line| !is_mention(line))
        .filter_map(|line| {
            let words = filled(&line);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let why = wr::cli::understands(&words).err()?;
            Some(format!("wr {line}: {why}"))
        })
        .collect()
}

#[test]
fn every_suggested_command_is_understood() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut wrong = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let page = fs::read_to_string(entry.unwrap().path()).unwrap();
        // A line that somebody types may be wrong on purpose.
        let printed: Vec<&str> = page.lines().filter(|line| !line.contains(" $ ")).collect();
        wrong.extend(misunderstood(&printed.join("\n")));
    }
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_command_of_the_documentation_is_understood() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap();
    let mut pages: Vec<_> = docs.map(|entry| entry.unwrap().path()).collect();
    // Its commands are those that the reader adds.
    pages.retain(|page| !page.ends_with("extending.md"));
    pages.push(root.join("README.md"));
    let mut wrong = BTreeSet::new();
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        // A block of commands, one a line, each perhaps with a comment.
        let typed = |line: &&str| line.starts_with("wr ");
        let typed = text.lines().filter(typed);
        let typed = typed.map(|line| line.split(" #").next().unwrap_or(line).trim());
        let quoted: String = typed.map(|line| format!("`{line}`\n")).collect();
        let printed: Vec<&str> = text.lines().filter(|line| !line.contains(" $ ")).collect();
        let name = page.file_name().unwrap().to_string_lossy();
        for why in misunderstood(&format!("{}\n{quoted}", printed.join("\n"))) {
            wrong.insert(format!("{name}: {why}"));
        }
    }
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_suggestion_without_what_it_needs_is_found() {
    let printed =
        "next: `wr milestone reopen xyz schema` or `wr milestone list`\n    wr vote xyz CHOICE\n";
    let wrong = misunderstood(printed);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(
        wrong[0]
            .starts_with("wr milestone reopen xyz schema: `wr milestone reopen` needs `--because`")
    );
}

#[test]
fn what_answers_a_natural_verb_is_understood() {
    let verbs = "propose create update revise publish serve undo withdraw people config delete comment object resolve \
                 login push open close extend ballots reject commit history validate todo ls complete owner";
    for verb in verbs.split_whitespace() {
        let answer = wr::cli::understands(&[verb]).unwrap_err();
        assert!(
            answer.starts_with(&format!("there is no `wr {verb}`: ")),
            "{answer}"
        );
        let wrong = misunderstood(answer.split_once(": ").unwrap().1);
        assert!(wrong.is_empty(), "{verb}: {wrong:?}");
    }
}

/// What the sources say: strings, and the help of arguments; without tests and comments about the code.
fn messages(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let is_said = |line: &&str| {
        let line = line.trim_start();
        !line.starts_with("//") || line.starts_with("/// ")
    };
    let lines: Vec<&str> = code
        .lines()
        .filter(is_said)
        .map(|line| line.trim())
        .collect();
    let text = lines.join("\n").replace("\\\n", "").replace("\\\"", "\"");
    text.replace("\n/// ", " ")
        .replace("{{", "{")
        .replace("}}", "}")
}

/// The values that something that is put into a message can have.
const PUT_IN: [&str; 8] = [
    "xyz",
    "1",
    "2026-01-12",
    "yes",
    "roster",
    "scheduling",
    "pre-commit",
    "ballot",
];

/// Whether a line is understood with some values where the source has `{...}`.
fn is_understood(line: &str) -> Result<(), String> {
    let words = filled(line);
    let mut why = String::new();
    let places: Vec<usize> = (0..words.len())
        .filter(|at| words[*at].contains('{'))
        .collect();
    for value in PUT_IN {
        for other in PUT_IN {
            let mut words = words.clone();
            for (nth, at) in places.iter().enumerate() {
                words[*at] = if nth == 0 { value } else { other }.to_string();
            }
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            match wr::cli::understands(&words) {
                Ok(()) => return Ok(()),
                Err(error) => why = error,
            }
        }
    }
    Err(why)
}

#[test]
fn every_command_in_a_message_of_the_sources_is_understood() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut wrong = BTreeSet::new();
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = messages(&fs::read_to_string(&path).unwrap());
                for line in suggested(&text) {
                    if is_mention(&line) || line.starts_with('{') {
                        continue;
                    }
                    count += 1;
                    // `wr check --base` is a mention, too: what the option needs depends on the reader.
                    if let Err(why) = is_understood(&line)
                        && !why.contains("needs a value")
                    {
                        wrong.insert(format!("{}: wr {line}: {why}", path.display()));
                    }
                }
            }
        }
    }
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 80, "the messages are gone: {count}");
}
