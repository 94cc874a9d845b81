//! The report as Markdown: for a comment on a pull request, or the summary of a job.

use std::collections::HashMap;

use super::changes::{self, ChangeReport};
use super::escape::{code, prose};
use super::fingerprint::path;
use super::locate::{Located, LocatedPlace};
use super::plain::clean;
use super::summary::summary_of;

/// The longest report, in characters: GitHub's comments end at 65,536.
const LONGEST: usize = 59_000;

/// The part of it that is reserved for what a pull request changes.
const CHANGES: usize = 24_000;

/// The limit on the related places of a finding.
const PLACES: usize = 5;

/// The summary, then the findings file by file as far as there is room, then the changes.
pub fn write(located: &[Located<'_>], silenced: usize, changes: Option<&ChangeReport>) -> String {
    let changes = changes
        .map(|changes| changes::markdown::write(changes, CHANGES))
        .unwrap_or_default();
    let longest = LONGEST.saturating_sub(changes.chars().count());
    let mut report = format!("**wr check**: {}\n", summary_of(located, silenced));
    let mut length = report.chars().count();
    let mut file = None;
    // File by file, starting with the most severe finding.
    let place = |found: &Located<'_>| found.place.as_ref().map(|_| path(found).to_string());
    let mut first: HashMap<Option<String>, usize> = HashMap::new();
    for (at, found) in located.iter().enumerate() {
        first.entry(place(found)).or_insert(at);
    }
    let mut located: Vec<&Located<'_>> = located.iter().collect();
    located.sort_by_key(|found| first.get(&place(found)).copied());
    for (at, found) in located.iter().enumerate() {
        let here = found.place.as_ref().map(|_| path(found));
        let mut item = if file == Some(here) {
            String::new()
        } else {
            heading(here)
        };
        file = Some(here);
        item += &entry(found);
        length += item.chars().count();
        if length > longest {
            let left = located.len() - at;
            let findings = if left == 1 { "finding" } else { "findings" };
            report += &format!("\n…and {left} more {findings}; `wr check` shows all of them.\n");
            break;
        }
        report += &item;
    }
    report + &changes
}

fn heading(path: Option<&str>) -> String {
    match path {
        Some(path) => format!("\n#### {}\n\n", code(&clean(path))),
        None => "\n#### The store\n\n".to_string(),
    }
}

fn entry(found: &Located<'_>) -> String {
    let diagnostic = found.diagnostic;
    let line = found.place.as_ref().and_then(|spot| spot.extent.as_ref());
    let line = line
        .map(|extent| format!(" line {}", extent.start.line))
        .unwrap_or_default();
    let message = prose(&clean(&diagnostic.message));
    let mut entry = format!(
        "- **{}**{line}: {message} ({})\n",
        diagnostic.severity,
        code(diagnostic.rule)
    );
    // Two spaces keep a line in its item, and the backslash before it ends the line above.
    let mut more = |text: String| {
        entry.truncate(entry.trim_end().len());
        entry += &format!("\\\n  {text}\n");
    };
    for spot in found.related.iter().take(PLACES) {
        more(related(spot));
    }
    if let Some(help) = &diagnostic.help {
        more(format!("help: {}", prose(&clean(help))));
    }
    if let Some(fix) = &found.fix {
        more(format!("fix: {}", prose(&clean(fix.title))));
    }
    if let Some(clause) = diagnostic.clause {
        more(format!("clause: {}", prose(&clean(clause))));
    }
    entry
}

fn related(spot: &LocatedPlace<'_>) -> String {
    let line = spot
        .extent
        .as_ref()
        .map(|extent| format!(" line {}", extent.start.line))
        .unwrap_or_default();
    let label = if spot.label.is_empty() {
        String::new()
    } else {
        format!(": {}", prose(&clean(spot.label)))
    };
    format!("see {}{line}{label}", code(&clean(spot.file.path())))
}

#[cfg(test)]
mod tests {
    use super::super::{Colour, ReportStyle, write};
    use super::LONGEST;
    use crate::diagnostic::{Diagnostic, Findings, SourcePlace};
    use crate::source::SourceFile;

    fn markdown(diagnostics: Vec<Diagnostic>) -> String {
        write(
            &diagnostics.into_iter().collect::<Findings>(),
            ReportStyle::Markdown,
            Colour::Ansi,
        )
    }

    #[test]
    fn findings_are_told_file_by_file() {
        let file = SourceFile::new("registers/xyz/register.yaml", "id: xyz\ndue: 2026-14-01\n");
        let written = markdown(vec![
            Diagnostic::error("date-invalid", "`2026-14-01` is not a date")
                .at(SourcePlace::value(&file, "/due"))
                .related(SourcePlace::key(&file, "/id").label("of this register"))
                .help("write YYYY-MM-DD")
                .clause("DSP4003 5.2"),
            Diagnostic::note("id-odd", "an odd id").at(SourcePlace::value(&file, "/id")),
            Diagnostic::warning("store-old", "the store is old"),
        ]);
        let expected = "\
**wr check**: 1 error, 1 warning, 1 note

#### `registers/xyz/register.yaml`

- **error** line 2: `2026-14-01` is not a date (`date-invalid`)\\
  see `registers/xyz/register.yaml` line 1: of this register\\
  help: write YYYY-MM-DD\\
  clause: DSP4003 5\\.2
- **note** line 1: an odd id (`id-odd`)

#### The store

- **warning**: the store is old (`store-old`)
";
        assert_eq!(written, expected);
        assert_eq!(markdown(vec![]), "**wr check**: no findings\n");
    }

    #[test]
    fn no_text_becomes_markup() {
        let hostile = "a\n# b\n| c | <img src=x onerror=1> [d](https://e) @team #12 &lt; \u{1b}[2J \u{202e} **f** \
                       ![g](h) www.e.org https://e.org a@e.org :bug: ~~i~~";
        let file = SourceFile::new("registers/`\n<b>.yaml", "id: xyz");
        let written = markdown(vec![
            Diagnostic::error("r", hostile)
                .at(SourcePlace::file(&file).label(hostile))
                .help(hostile),
        ]);
        assert_eq!(written.lines().count(), 6, "{written}");
        assert!(
            !written
                .chars()
                .any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')),
            "{written:?}"
        );
        let mut options = comrak::Options::default();
        options.extension.autolink = true;
        options.extension.table = true;
        options.extension.strikethrough = true;
        options.render.r#unsafe = true;
        let html = comrak::markdown_to_html(&written, &options);
        for markup in [
            "<img",
            "<a ",
            "<table",
            "<h1",
            "<b>",
            "<em>",
            "@team",
            "#12",
            "<strong>f",
        ] {
            assert!(!html.contains(markup), "{markup} in {html}");
        }
        assert!(html.contains("&lt;img src=x onerror=1&gt;"), "{html}");
    }

    #[test]
    fn a_long_report_ends_with_what_it_leaves_out() {
        let many =
            |number: usize| Diagnostic::error("r", format!("{number} {}", "@".repeat(2_000)));
        let written = markdown((0..100).map(many).collect());
        assert!(
            written.chars().count() <= LONGEST + 100,
            "{}",
            written.len()
        );
        assert!(written.starts_with("**wr check**: 100 errors\n"));
        let shown = written
            .lines()
            .filter(|line| line.starts_with("- "))
            .count();
        let told = format!(
            "…and {} more findings; `wr check` shows all of them.\n",
            100 - shown
        );
        assert!(shown > 0 && written.ends_with(&told), "{told}");
    }
}
