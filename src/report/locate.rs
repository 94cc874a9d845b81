//! Resolves places to lines and columns, and sorts a report.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Findings, Fix, Severity, SourcePlace, Target};
use crate::source::{LineColumn, SourceFile, Span};
use crate::yaml::Spans;

/// A diagnostic with its places as lines and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<'a> {
    /// The diagnostic.
    pub diagnostic: &'a Diagnostic,
    /// The place of the diagnostic.
    pub place: Option<LocatedPlace<'a>>,
    /// The other places, in the diagnostic's order.
    pub related: Vec<LocatedPlace<'a>>,
    /// The automatic fix, if it can be applied.
    pub fix: Option<Correction<'a>>,
    /// The reason for suppressing it, if it is suppressed.
    pub because: Option<&'a str>,
}

/// A fix with its edits as lines and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction<'a> {
    /// What it does, in a few words.
    pub title: &'a str,
    /// The regions to remove and the texts to insert, in the file of the finding and in order.
    pub edits: Vec<(FileRegion, String)>,
}

/// A resolved place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedPlace<'a> {
    /// The file.
    pub file: &'a Arc<SourceFile>,
    /// The label under the excerpt; may be empty.
    pub label: &'a str,
    /// The region of the file; `None` for the whole file.
    pub extent: Option<FileRegion>,
}

/// A region of a file, as bytes and as lines and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRegion {
    /// The bytes.
    pub span: Span,
    /// Where it begins.
    pub start: LineColumn,
    /// Where it ends: the first character after it.
    pub end: LineColumn,
}

/// Resolves all places and sorts the findings for a report. Findings without a place come first.
pub fn locate(findings: &Findings) -> Vec<Located<'_>> {
    in_order(findings.iter().map(|diagnostic| (diagnostic, None)))
}

/// Like [`locate`], for suppressed findings.
pub fn locate_silenced(findings: &Findings) -> Vec<Located<'_>> {
    let silenced = findings.silenced().iter();
    in_order(silenced.map(|silenced| (&silenced.diagnostic, Some(silenced.because.as_str()))))
}

fn in_order<'a>(
    findings: impl Iterator<Item = (&'a Diagnostic, Option<&'a str>)>,
) -> Vec<Located<'a>> {
    let mut maps = HashMap::new();
    let mut located: Vec<Located<'a>> = Vec::new();
    for (diagnostic, because) in findings {
        let place = diagnostic
            .place
            .as_ref()
            .map(|place| spot(&mut maps, place));
        let related = diagnostic
            .related
            .iter()
            .map(|place| spot(&mut maps, place))
            .collect();
        let fix = diagnostic
            .fix
            .as_ref()
            .and_then(|fix| correction(&mut maps, diagnostic.place.as_ref()?, fix));
        located.push(Located {
            diagnostic,
            place,
            related,
            fix,
            because,
        });
    }
    located.sort_by(|a, b| order(a).cmp(&order(b)));
    located.dedup_by(|a, b| same(a, b));
    located
}

/// The sort key of findings.
type SortKey<'a> = (
    Severity,
    Option<(&'a str, Option<(usize, usize)>)>,
    &'static str,
    &'a str,
);

fn order<'a>(found: &Located<'a>) -> SortKey<'a> {
    let Diagnostic {
        rule,
        message,
        severity,
        ..
    } = found.diagnostic;
    let place = found.place.as_ref().map(|spot| {
        let bytes = spot
            .extent
            .as_ref()
            .map(|extent| (extent.span.start, extent.span.end));
        (spot.file.path(), bytes)
    });
    (*severity, place, rule, message)
}

/// Whether two findings look the same to a reader, even if their places are given differently.
fn same(a: &Located<'_>, b: &Located<'_>) -> bool {
    let (one, other) = (a.diagnostic, b.diagnostic);
    order(a) == order(b)
        && (&a.place, &a.related) == (&b.place, &b.related)
        && (&one.help, one.clause, &a.fix) == (&other.help, other.clause, &b.fix)
}

/// The data that is computed once for each file.
struct Map<'a> {
    file: &'a SourceFile,
    starts: OnceCell<Vec<usize>>,
    spans: OnceCell<Spans>,
    text: OnceCell<Option<&'a str>>,
    characters: OnceCell<Vec<usize>>,
}

/// The distance in bytes between remembered columns, because a line can be as long as a file.
const STRIDE: usize = 1 << 6;

type Maps<'a> = HashMap<*const SourceFile, Map<'a>>;

fn map<'m, 'a>(maps: &'m mut Maps<'a>, place: &'a SourcePlace) -> &'m Map<'a> {
    maps.entry(Arc::as_ptr(&place.file))
        .or_insert_with(|| Map::of(&place.file))
}

fn spot<'a>(maps: &mut Maps<'a>, place: &'a SourcePlace) -> LocatedPlace<'a> {
    let extent = map(maps, place).extent(&place.target);
    LocatedPlace {
        file: &place.file,
        label: &place.label,
        extent,
    }
}

fn correction<'a>(
    maps: &mut Maps<'a>,
    place: &'a SourcePlace,
    fix: &'a Fix,
) -> Option<Correction<'a>> {
    let map = map(maps, place);
    let replacements = map.spans().replacements(map.text()?, fix)?.into_iter();
    let edits = replacements
        .map(|made| (map.env(made.span), made.text))
        .collect();
    Some(Correction {
        title: &fix.title,
        edits,
    })
}

impl<'a> Map<'a> {
    fn of(file: &'a SourceFile) -> Map<'a> {
        let (starts, spans, text) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Map {
            file,
            starts,
            spans,
            text,
            characters: OnceCell::new(),
        }
    }

    /// The whole file as text, computed once for all its findings.
    fn text(&self) -> Option<&'a str> {
        *self.text.get_or_init(|| self.file.text().ok())
    }

    fn starts(&self) -> &[usize] {
        self.starts.get_or_init(|| {
            let newlines = self
                .file
                .bytes()
                .iter()
                .enumerate()
                .filter(|(_, byte)| **byte == b'\n');
            std::iter::once(0)
                .chain(newlines.map(|(at, _)| at + 1))
                .collect()
        })
    }

    /// A pointer to a missing value resolves to the nearest node around it.
    fn extent(&self, target: &Target) -> Option<FileRegion> {
        let spans = || self.spans();
        let span = match target {
            Target::File => return None,
            Target::Span(span) => span.clone(),
            Target::Value(pointer) => spans().nearest(pointer)?,
            Target::Key(pointer) => spans().key(pointer).or_else(|| spans().nearest(pointer))?,
        };
        Some(self.env(span))
    }

    fn spans(&self) -> &Spans {
        self.spans.get_or_init(|| Spans::of(self.file))
    }

    fn env(&self, span: Span) -> FileRegion {
        let span = self.whole_characters(span);
        FileRegion {
            start: self.line_column(span.start),
            end: self.line_column(span.end),
            span,
        }
    }

    /// The span inside the file, extended to whole characters.
    fn whole_characters(&self, span: Span) -> Span {
        let bytes = self.file.bytes();
        let inside = |at: &usize| bytes.get(*at).is_some_and(|byte| byte & 0xc0 == 0x80);
        let (mut end, mut start) = (span.end.min(bytes.len()), span.start);
        start = start.min(end);
        if self.text().is_some() {
            start = (0..=start).rev().find(|at| !inside(at)).unwrap_or_default();
            end = (end..=bytes.len()).find(|at| !inside(at)).unwrap_or(end);
        }
        start..end
    }

    /// Like the file's own method, without reading the file from its top for each finding.
    fn line_column(&self, offset: usize) -> LineColumn {
        let line = self.starts().partition_point(|start| *start <= offset);
        let start = self
            .starts()
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let before = || self.file.bytes().get(start..offset).unwrap_or_default();
        let count = match self.text() {
            Some(_) => self.characters_before(offset) - self.characters_before(start),
            None => String::from_utf8_lossy(before()).chars().count(),
        };
        LineColumn {
            line,
            column: count + 1,
        }
    }

    /// The number of characters that begin before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        let begin = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        let bytes = self.file.bytes();
        let sums = self.characters.get_or_init(|| {
            let mut sum = 0;
            let ends = bytes.chunks(STRIDE).map(|chunk| {
                sum += begin(chunk);
                sum
            });
            std::iter::once(0).chain(ends).collect()
        });
        let whole = offset / STRIDE;
        sums.get(whole).copied().unwrap_or_default()
            + bytes.get(whole * STRIDE..offset).map_or(0, begin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Colour, ReportStyle, summary, write};

    #[test]
    fn findings_are_ordered_by_place_and_repetitions_go() {
        let text = "a: 1\nb: ü\nc:\n";
        let (one, two) = (
            SourceFile::new("1.yaml", text),
            SourceFile::new("2.yaml", text),
        );
        let at = |place| Diagnostic::error("r", "m").at(place);
        let findings: Findings = [
            at(SourcePlace::value(&two, "/a")),
            at(SourcePlace::value(&one, "/c")),
            at(SourcePlace::key(&one, "/b")),
            at(SourcePlace::file(&one)),
            at(SourcePlace::span(&one, 8..10)),
            at(SourcePlace::value(&one, "/b")),
            Diagnostic::note("z", "no place"),
        ]
        .into_iter()
        .collect();
        let located = locate(&findings);
        let places: Vec<_> = located
            .iter()
            .map(|found| {
                let extent = |spot: &LocatedPlace<'_>| {
                    spot.extent.as_ref().map(|e| (e.start.line, e.end.column))
                };
                found
                    .place
                    .as_ref()
                    .map(|spot| (spot.file.path(), extent(spot)))
            })
            .collect();
        let expected = [
            Some(("1.yaml", None)),
            Some(("1.yaml", Some((2, 2)))),
            Some(("1.yaml", Some((2, 5)))),
            Some(("1.yaml", Some((3, 2)))),
            Some(("2.yaml", Some((1, 5)))),
            // A note comes after the errors, wherever it is.
            None,
        ];
        assert_eq!(places, expected);
        assert_eq!(summary(&findings), "5 errors, 1 note");
        assert_eq!(summary(&Findings::default()), "no findings");
    }

    #[test]
    fn a_span_that_is_off_is_brought_into_the_file() {
        let file = SourceFile::new("a", "üüü");
        let findings: Findings = [
            (1..3, 0..4),
            (5..900, 4..6),
            (Span { start: 4, end: 1 }, 0..2),
        ]
        .into_iter()
        .map(|(span, right)| {
            let extent = Map::of(&file).extent(&Target::Span(span.clone())).unwrap();
            assert_eq!(extent.span, right);
            Diagnostic::error("r", "m").at(SourcePlace::span(&file, span))
        })
        .collect();
        assert!(!write(&findings, ReportStyle::Text, Colour::Plain).is_empty());
    }

    #[test]
    fn lines_and_columns_are_the_files_own() {
        let file = SourceFile::new("a", b"\xc3\xa5\n\nx\xffy\n".as_slice());
        let map = Map::of(&file);
        for offset in 0..=file.bytes().len() {
            assert_eq!(
                map.line_column(offset),
                file.line_column(offset),
                "{offset}"
            );
        }
        let long = SourceFile::new(
            "a",
            format!("x\n{}\n{}", "aü€".repeat(STRIDE), "🙂".repeat(STRIDE / 2)),
        );
        let map = Map::of(&long);
        let text = long.text().unwrap_or_default();
        for (offset, _) in text.char_indices().step_by(7).chain([(text.len(), ' ')]) {
            assert_eq!(
                map.line_column(offset),
                long.line_column(offset),
                "{offset}"
            );
        }
    }
}
