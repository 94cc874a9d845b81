//! The report for people, in the look of rustc: an excerpt of the file with the place underlined.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use unicode_width::UnicodeWidthChar as _;

use super::{Colour, FileRegion, Located, LocatedPlace, Look, clean, visible};
use crate::diagnostic::Severity;
use crate::source::Span;

/// The characters of a line that are shown from the place on.
const AFTER: usize = 80;
/// How far into a line a place can begin and still get an excerpt, in characters. The renderer cuts what precedes the
/// place to the width of a terminal, but has to read it.
const BEFORE: usize = 2_000;
/// The columns before a line: its number and a bar.
const GUTTER: usize = 10;
/// The lines of a longer place that are shown.
const LINES: usize = 4;

/// All findings, each followed by an empty line; an empty text without findings.
pub fn write(located: &[Located<'_>], look: Look) -> String {
    let renderer = match look.colour {
        Colour::Plain => Renderer::plain(),
        Colour::Ansi => Renderer::styled(),
    };
    let renderer = match look.width {
        None => renderer,
        Some(width) => renderer.term_width(width),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    located
        .iter()
        .map(|found| renderer.render(&groups(found, look)) + "\n\n")
        .collect()
}

fn groups<'a>(found: &Located<'a>, look: Look) -> Vec<Group<'a>> {
    let diagnostic = found.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(clean(&diagnostic.message))
        .id(diagnostic.rule);
    let mut main = Group::with_title(title);
    if let Some(spot) = &found.place {
        main = show(main, spot, spot.label, look);
    }
    if let Some(help) = &diagnostic.help {
        main = main.element(Level::HELP.message(clean(help)));
    }
    if let Some(fix) = &found.fix {
        main = main.element(Level::HELP.with_name("fix").message(clean(fix.title)));
    }
    if let Some(clause) = diagnostic.clause {
        main = main.element(Level::NOTE.with_name("clause").message(clean(clause)));
    }
    let related = found.related.iter().map(|spot| {
        let text = if spot.label.is_empty() {
            "see also".to_string()
        } else {
            clean(spot.label)
        };
        show(
            Group::with_title(Level::NOTE.secondary_title(text)),
            spot,
            "",
            look,
        )
    });
    std::iter::once(main).chain(related).collect()
}

/// Adds the path, line and column of the place, and the excerpt if there is one worth showing.
fn show<'a>(group: Group<'a>, spot: &LocatedPlace<'a>, label: &str, look: Look) -> Group<'a> {
    let path = clean(spot.file.path());
    let Some(extent) = &spot.extent else {
        return group.element(Origin::path(path));
    };
    let text = spot
        .file
        .text()
        .ok()
        .filter(|_| extent.start.column <= BEFORE);
    let Some(excerpt) = text.map(|text| Excerpt::of(text, extent, look)) else {
        return group.element(
            Origin::path(path)
                .line(extent.start.line)
                .char_column(extent.start.column),
        );
    };
    let label = Some(clean(label)).filter(|label| !label.is_empty());
    let mark = AnnotationKind::Primary.span(excerpt.span).label(label);
    group.element(
        Snippet::source(excerpt.text)
            .path(path)
            .line_start(extent.start.line)
            .annotation(mark),
    )
}

/// The shortened lines of a place, and where the place is in them.
struct Excerpt {
    text: String,
    span: Span,
    /// The columns of a line that are shown from the place on.
    after: usize,
}

impl Excerpt {
    fn of(text: &str, extent: &FileRegion, look: Look) -> Excerpt {
        let Span { start, end } = extent.span;
        let mut line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let mut excerpt = Excerpt {
            text: String::new(),
            span: 0..0,
            after: look
                .width
                .map_or(AFTER, |width| AFTER.min(width.saturating_sub(GUTTER))),
        };
        for (number, line) in text[line_start..].split('\n').take(LINES).enumerate() {
            if number > 0 {
                if line_start >= end {
                    break;
                }
                excerpt.text.push('\n');
            }
            let within = start.saturating_sub(line_start)..end.saturating_sub(line_start);
            let shown = excerpt.push(line.strip_suffix('\r').unwrap_or(line), within);
            excerpt.span = if number == 0 {
                shown
            } else {
                excerpt.span.start..shown.end
            };
            line_start += line.len() + 1;
        }
        excerpt
    }

    /// Adds the relevant part of a line, and returns where `place` is now.
    fn push(&mut self, line: &str, place: Span) -> Span {
        let mut shown = self.text.len()..self.text.len();
        let mut left = self.after;
        for (at, character) in line.char_indices() {
            if left == 0 {
                self.text.push_str("...");
                return shown;
            }
            if at >= place.start {
                left = left.saturating_sub(cells(character, self.after));
            }
            self.text.push(visible(character));
            if at < place.start {
                shown = self.text.len()..self.text.len();
            } else if at < place.end {
                shown.end = self.text.len();
            }
        }
        shown
    }
}

/// What a character takes of the columns that are left: on a terminal that is too narrow, wide ones take two.
fn cells(character: char, after: usize) -> usize {
    match after < AFTER {
        true => character.width().unwrap_or(1),
        false => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ReportStyle, write};
    use super::*;
    use crate::diagnostic::{Diagnostic, Findings, SourcePlace};
    use crate::source::SourceFile;

    fn text(diagnostics: Vec<Diagnostic>) -> String {
        write(
            &diagnostics.into_iter().collect::<Findings>(),
            ReportStyle::Text,
            Colour::Plain,
        )
    }

    #[test]
    fn a_finding_looks_like_one_of_rustc() {
        let file = SourceFile::new(
            "registers/xyz/register.yaml",
            "id: xyz\n# ü\n\tstart: 2026-03-01\n",
        );
        let broken = Diagnostic::error("date-order", "`ü` ends before it starts")
            .at(SourcePlace::span(&file, "id: ".len().."id: xyz".len()).label("ends here"))
            .related(SourcePlace::span(&file, 21..31).label("starts here"))
            .help("swap the two dates")
            .clause("DSP4003 5.2");
        let whole = Diagnostic::note("file-old", "the file is old").at(SourcePlace::file(&file));
        let nowhere = Diagnostic::warning("store-odd", "the store is odd").help("look at it");
        let expected = "\
error[date-order]: `ü` ends before it starts
 --> registers/xyz/register.yaml:1:5
  |
1 | id: xyz
  |     ^^^ ends here
  |
  = help: swap the two dates
  = clause: DSP4003 5.2
note: starts here
 --> registers/xyz/register.yaml:3:9
  |
3 |  start: 2026-03-01
  |         ^^^^^^^^^^

warning[store-odd]: the store is odd
 |
 = help: look at it

note[file-old]: the file is old
--> registers/xyz/register.yaml

";
        assert_eq!(text(vec![broken, whole, nowhere]), expected);
    }

    #[test]
    fn a_place_of_many_lines_is_cut() {
        let file = SourceFile::new("a.yaml", "a: |\r\n  1\r\n  2\r\n  3\r\n  4\r\n  5\r\n");
        let written = text(vec![
            Diagnostic::error("r", "m").at(SourcePlace::value(&file, "/a")),
        ]);
        assert!(
            written.contains("4 | |   3\n") && !written.contains("5 |"),
            "{written}"
        );
    }

    #[test]
    fn nothing_of_a_file_reaches_the_terminal_raw() {
        let evil = "\u{1b}[31m\u{202e}\0\u{9b}2J\u{200f}\u{2028}\u{7f}\r";
        let file = SourceFile::new(
            format!("{evil}.yaml"),
            format!("a: '{evil}' # {evil}\n{evil}\n"),
        );
        let place = || SourcePlace::span(&file, 0..30).label(evil);
        let found = Diagnostic::error("r", format!("{evil}\nerror: forged"))
            .at(place())
            .related(place())
            .help(evil);
        let plain = text(vec![found.clone()]);
        assert!(
            plain.chars().all(|c| c == '\n' || visible(c) == c),
            "{plain:?}"
        );
        let ansi = write(
            &[found].into_iter().collect(),
            ReportStyle::Text,
            Colour::Ansi,
        );
        assert!(
            ansi.contains("\u{1b}[1m") && !ansi.contains("\u{1b}[31m"),
            "{ansi:?}"
        );
        assert!(
            !ansi.contains(['\0', '\u{9b}', '\u{202e}', '\u{200f}', '\u{2028}', '\r']),
            "{ansi:?}"
        );
    }

    #[test]
    fn a_file_that_is_not_text_has_no_excerpt() {
        let file = SourceFile::new("a.yaml", b"a: 1\nb: \xff\n".as_slice());
        let written = text(vec![
            Diagnostic::error("yaml-utf8", "not UTF-8").at(SourcePlace::span(&file, 8..9)),
        ]);
        assert_eq!(written, "error[yaml-utf8]: not UTF-8\n--> a.yaml:2:4\n\n");
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let line = |before| format!("k: [{}here{}]", "å, ".repeat(before), ", ü".repeat(100_000));
        for (before, marks) in [(0, 1), (300, 1), (100_000, 0)] {
            let line = line(before);
            let start = line.find("here").unwrap();
            let file = SourceFile::new("a.yaml", line);
            let written = text(vec![
                Diagnostic::error("r", "m").at(SourcePlace::span(&file, start..start + 4)),
            ]);
            assert!(written.len() < 1_000, "{written}");
            assert!(
                written.contains(&format!("--> a.yaml:1:{}\n", 5 + 3 * before)),
                "{written}"
            );
            assert_eq!(written.matches("here").count(), marks, "{written}");
            assert_eq!(written.matches("^^^^\n").count(), marks, "{written}");
            let whole = text(vec![
                Diagnostic::error("r", "m").at(SourcePlace::value(&file, "/k")),
            ]);
            assert!(
                whole.len() < 1_000 && whole.contains("a.yaml:1:4\n"),
                "{whole}"
            );
        }
    }

    #[test]
    fn a_long_message_is_cut() {
        assert!(
            text(vec![
                Diagnostic::error("r", "ü".repeat(1_000_000)).help("x")
            ])
            .len()
                < 3_000
        );
    }

    #[test]
    fn an_empty_place_is_still_pointed_at() {
        let file = SourceFile::new("a.yaml", "a: 1");
        for at in [0, 2, 4, 9] {
            let written = text(vec![
                Diagnostic::error("r", "m").at(SourcePlace::span(&file, at..at)),
            ]);
            assert!(
                written.contains("1 | a: 1\n") && written.contains('^'),
                "{written}"
            );
        }
        let empty = SourceFile::new("a.yaml", "");
        let written = text(vec![
            Diagnostic::error("r", "m").at(SourcePlace::value(&empty, "/a")),
        ]);
        assert_eq!(written, "error[r]: m\n--> a.yaml\n\n");
    }
}
