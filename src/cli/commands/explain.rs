//! `wr explain`: prints what a rule of `wr check` requires, why, and a wrong and a right example.

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;

use crate::cli::app::format::OutputFormat;
use crate::cli::app::ui::{self, Tone};
use crate::report::json;
use crate::rules::{self, Rule};
use crate::suggest::{list, nearest_word};

/// The longest line of a paragraph, in characters.
const WIDTH: usize = 90;

/// The most names to suggest for an unknown one.
const MOST: usize = 4;

/// Explain a rule of `wr check`, or list all of them
#[derive(Debug, Args)]
pub(crate) struct ExplainCommand {
    /// The rule's name, as `wr check` prints it in brackets, by default all rules
    rule: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct Explained {
    /// The version of this format: 1.
    format: u32,
    /// The named rule, or all.
    rules: Vec<Explanation>,
}

#[derive(Debug, Serialize)]
struct Explanation {
    name: &'static str,
    /// The usual severity of its findings: `error`, `warning` or `note`.
    severity: String,
    clause: &'static str,
    /// What the rule checks, as in the list of rules.
    group: &'static str,
    summary: &'static str,
    explanation: &'static str,
    /// Whether a register may suppress its findings with `allow`.
    can_be_silenced: bool,
    /// An example with a finding: fields of a file, or a change to the files of a store.
    bad: &'static str,
    good: &'static str,
}

impl ExplainCommand {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<()> {
        let rules = match &self.rule {
            Some(name) => vec![find(name)?],
            None => rules::ALL.to_vec(),
        };
        match self.format {
            OutputFormat::Json => {
                let explained = Explained {
                    format: 1,
                    rules: rules.into_iter().map(explanation).collect(),
                };
                // Wrong examples may contain control characters, which must not reach a terminal.
                let text = json::escape(&serde_json::to_string_pretty(&explained)?);
                ui::raw(format!("{text}\n").as_bytes());
            }
            OutputFormat::Text if self.rule.is_none() => ui::out(index(&rules)),
            OutputFormat::Text => rules
                .into_iter()
                .for_each(|rule| ui::prose(ui::visible(text(rule)))),
        }
        Ok(())
    }
}

/// The rule of this name; the brackets that `wr check` prints around a name are accepted.
fn find(given: &str) -> Result<&'static Rule> {
    let name = given
        .split_once('[')
        .map_or(given, |(_, rest)| rest.trim_end_matches([':', ']']));
    if let Some(rule) = rules::named(name) {
        return Ok(rule);
    }
    let names: Vec<&'static str> = rules::ALL.iter().map(|rule| rule.name).collect();
    if let Some(near) = nearest_word(name, &names) {
        bail!("there is no rule `{name}`; did you mean `{near}`? `wr explain` lists all");
    }
    match alike(name, &names).as_slice() {
        [] => bail!("there is no rule `{name}`; `wr explain` lists all"),
        alike => bail!(
            "there is no rule `{name}`; similar rules are {}; `wr explain` lists all",
            list(alike)
        ),
    }
}

/// The names that share the most words with the given one, at most [`MOST`].
fn alike<'a>(given: &str, names: &[&'a str]) -> Vec<&'a str> {
    let given = given.to_lowercase().replace('_', "-");
    let words: Vec<&str> = given.split('-').collect();
    let shared = |name: &&str| name.split('-').filter(|word| words.contains(word)).count();
    let mut alike: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| shared(name) > 0)
        .collect();
    alike.sort_by_key(|name| std::cmp::Reverse(shared(name)));
    alike.truncate(MOST);
    alike
}

fn explanation(rule: &Rule) -> Explanation {
    let Rule {
        name,
        severity,
        clause,
        summary,
        explanation,
        bad,
        good,
        ..
    } = *rule;
    let (severity, group, can_be_silenced) =
        (severity.to_string(), rule.group(), rule.can_be_silenced());
    Explanation {
        name,
        severity,
        clause,
        group,
        summary,
        explanation,
        can_be_silenced,
        bad,
        good,
    }
}

fn text(rule: &Rule) -> String {
    let Rule {
        name,
        severity,
        clause,
        summary,
        explanation,
        bad,
        good,
        ..
    } = rule;
    let allow = match rule.can_be_silenced() {
        true => "a register may suppress it, with a reason (`allow`)",
        false => "cannot be suppressed",
    };
    format!(
        "{name}: {summary}\n\n{}\n\nseverity: {severity}\nclause:   {clause}\nallow:    {allow}\n\nwrong:\n{}\n\nright:\n{}",
        wrap(
            explanation,
            ui::prose_width().map_or(WIDTH, |width| width.min(WIDTH))
        ),
        indent(bad),
        indent(good),
    )
}

/// All rules by group, each with its severity and summary.
fn index(rules: &[&Rule]) -> String {
    let mut groups: Vec<&str> = Vec::new();
    for rule in rules {
        if !groups.contains(&rule.group()) {
            groups.push(rule.group());
        }
    }
    let row = |rule: &&Rule| {
        vec![
            ui::paint(Tone::Id, rule.name),
            rule.severity.to_string(),
            rule.summary.to_string(),
        ]
    };
    let rows = |group: &str| {
        ui::indented_columns(rules.iter().filter(|rule| rule.group() == group).map(row))
    };
    let groups = groups
        .into_iter()
        .map(|group| format!("{}\n{}\n", ui::paint(Tone::Heading, group), rows(group)));
    groups.collect::<Vec<_>>().join("\n")
}

fn indent(text: &str) -> String {
    let line = |line: &str| {
        if line.is_empty() {
            String::new()
        } else {
            format!("  {line}")
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Wraps each paragraph; a longer word has its own line.
fn wrap(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line += word;
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_wrapped_between_words() {
        let long = format!("{}\n\nshort {}", "word ".repeat(40), "x".repeat(WIDTH));
        let wrapped = wrap(&long, WIDTH);
        assert!(
            wrapped.lines().all(|line| line.chars().count() <= WIDTH),
            "{wrapped}"
        );
        assert_eq!(wrapped.split_whitespace().count(), 42);
        assert!(wrapped.contains("\n\nshort\nxxx"), "{wrapped}");
    }

    #[test]
    fn every_rule_can_be_explained_and_names_are_forgiven() {
        for rule in rules::ALL.iter() {
            let told = text(find(&format!("error[{}]:", rule.name)).unwrap());
            assert!(
                told.contains(rule.clause) && told.contains("\nwrong:\n  "),
                "{told}"
            );
        }
        let why = find("comittee_unknown").unwrap_err().to_string();
        assert!(why.contains("did you mean `committee-unknown`?"), "{why}");
        let names = ["vote-late", "vote-void", "review-overdue", "a-late-vote"];
        assert_eq!(
            alike("Vote_late", &names),
            ["vote-late", "a-late-vote", "vote-void"]
        );
        assert!(alike("zzz", &names).is_empty());
    }
}
