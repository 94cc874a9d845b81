//! Explains syntax errors by their causes, in plain words.
//!
//! A parser reports where it gave up, not why. So repairs of the usual mistakes are tried near that place: a repair with
//! which the parser gets further shows the cause, and one with which the document can be read as its type is offered as
//! a fix.

mod candidate;
mod closing;
mod conflict;
mod flow;
mod foreign;
mod layout;
mod lines;
mod quote;
mod signs;

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_yaml::Error;

use self::candidate::{Certainty, RepairCandidate, applied, before};
pub(super) use self::layout::{NO_SPACE, glued_colon};
use self::lines::SourceLines;
pub use self::lines::quoted;
use super::origin::{innermost, location};
use super::reader;
use crate::diagnostic::{Diagnostic, Fix, SourcePlace, TextEdit};
use crate::source::{SourceFile, Span};

/// The limit on the errors that are reported for one file.
const MOST: usize = 20;
/// The limit on the bytes that are read to try repairs. Only a hostile file needs more.
const WORK: usize = 8 << 20;
/// How far above the error an open quotation mark or bracket is searched, in lines.
const ABOVE: usize = 300;

/// How many repairs are tried in pairs.
const MOST_IN_PAIRS: usize = 12;

type Edits = Vec<(Span, String)>;

/// The syntax errors of a text and their causes; `None` if the cause of the first one is unknown.
///
/// `unknown_fields` counts the keys of a text without syntax errors that are no fields of its type.
pub(super) fn syntax_errors<T: DeserializeOwned>(
    file: &Arc<SourceFile>,
    text: &str,
    unknown_fields: fn(&str) -> usize,
) -> Option<Vec<Diagnostic>> {
    stop(text)?;
    if let Some(conflict) = conflict(file, text) {
        return Some(vec![conflict]);
    }
    let mut search = Search {
        work: WORK,
        unknown_fields,
    };
    let mut current = text.to_string();
    let mut layers: Vec<Edits> = Vec::new();
    let mut findings = Vec::new();
    let mut done = None;
    while findings.len() < MOST {
        let Some(stop) = stop(&current) else { break };
        let Some(repair) = search.repair::<T>(&current, &stop) else {
            break;
        };
        let original = |span: &Span| {
            let back = |at| layers.iter().rev().fold(at, |at, edits| before(edits, at));
            back(span.start)..back(span.end)
        };
        // Errors in the same lines often come from one mistake.
        let line = SourceLines::of(text).at(original(&repair.candidate.span).start);
        if done.is_some_and(|done| line <= done) {
            break;
        }
        findings.push(repair.diagnostic(file, text, &current, original));
        if !repair.is_certain {
            break;
        }
        let last = repair
            .candidate
            .edits
            .last()
            .map_or(0, |(span, _)| span.end);
        done = Some(
            SourceLines::of(text)
                .at(original(&(last..last)).start)
                .max(line),
        );
        layers.push(repair.candidate.edits);
        current = repair.after;
    }
    (!findings.is_empty()).then_some(findings)
}

fn conflict(file: &Arc<SourceFile>, text: &str) -> Option<Diagnostic> {
    let (conflict, others) = conflict::conflict(&SourceLines::of(text))?;
    let more = match others {
        0 => String::new(),
        1 => ", and another one below".to_string(),
        _ => format!(", and {others} others below"),
    };
    let lines = match (conflict.first, conflict.last) {
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first} to {last}"),
    };
    let message = format!("the file has an unresolved merge conflict in {lines}{more}");
    let help = "between the markers are both versions: keep the lines that are right, and delete the lines with \
                `<<<<<<<`, `=======` and `>>>>>>>`";
    let place = SourcePlace::span(file, conflict.span);
    Some(
        Diagnostic::error("yaml-syntax", message)
            .at(place)
            .help(help),
    )
}

/// Where the parser stops, and what it says.
struct ParserStop {
    at: usize,
    message: String,
}

/// The first syntax error of a text. Limits and repeated keys are not syntax.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "the reader has 80 errors; the others are not about syntax"
)]
fn stop(text: &str) -> Option<ParserStop> {
    let error = reader::first_error(text)?;
    let error = innermost(&error);
    let message = match error {
        Error::ExternalMessage { msg, .. } => msg.to_string(),
        Error::UnknownAnchor { .. } | Error::UnsupportedTag { .. } => String::new(),
        _ => return None,
    };
    let at = location(text, error).map_or(text.len(), |span| span.start);
    Some(ParserStop { at, message })
}

/// The repairs that are tried, within a limit.
struct Search {
    work: usize,
    unknown_fields: fn(&str) -> usize,
}

/// A repair with which the parser gets further.
struct Repair {
    candidate: RepairCandidate,
    after: String,
    /// Whether nothing else can be meant.
    is_certain: bool,
    /// Whether the document can be read as its type up to here.
    fits: bool,
    /// The byte where the parser stops next.
    reach: usize,
}

impl Search {
    /// The repair of the error at `stop` that is meant, or else one that shows the cause.
    fn repair<T: DeserializeOwned>(&mut self, text: &str, stop: &ParserStop) -> Option<Repair> {
        let mut tried: Vec<Repair> = Vec::new();
        let candidates = candidates(text, stop, &fields::<T>());
        for candidate in &candidates {
            tried.extend(self.attempt::<T>(text, stop, candidate));
        }
        if tried.is_empty() {
            // With slips in two lines, neither repair alone gets the parser further.
            for (one, other) in pairs(&candidates) {
                if self.work < 2 * text.len() {
                    break;
                }
                let pair = one.followed_by(other);
                tried.extend(pair.and_then(|pair| self.attempt::<T>(text, stop, &pair)));
            }
        }
        let sure = |repair: &Repair| repair.fits && repair.candidate.certainty == Certainty::Sure;
        if let Some(at) = tried.iter().position(sure) {
            let mut repair = tried.swap_remove(at);
            repair.is_certain = true;
            return Some(repair);
        }
        // A repair that only moves the error gets less far than the right one.
        let reach = tried
            .iter()
            .filter(|repair| repair.fits)
            .map(|repair| repair.reach)
            .max();
        for repair in &mut tried {
            repair.fits &= Some(repair.reach) == reach;
        }
        self.drop_unknown_fields(&mut tried);
        let fitting: Vec<&Repair> = tried.iter().filter(|repair| repair.fits).collect();
        let is_certain = match fitting.as_slice() {
            [] => false,
            [first, rest @ ..] => {
                first.candidate.certainty != Certainty::Doubtful
                    && rest.iter().all(|other| is_same(&first.after, &other.after))
            }
        };
        let best = tried.iter().position(|repair| repair.fits).unwrap_or(0);
        let repair = tried.into_iter().nth(best)?;
        Some(Repair {
            is_certain,
            ..repair
        })
    }

    /// Leaves those repairs that lead to the fewest unknown fields. The reader stops at its first error, which may be
    /// far above, so `fits` alone does not see them.
    fn drop_unknown_fields(&mut self, tried: &mut [Repair]) {
        let fitting: Vec<usize> = (0..tried.len()).filter(|at| tried[*at].fits).collect();
        if fitting.len() < 2 {
            return;
        }
        let size: usize = fitting.iter().map(|at| 4 * tried[*at].after.len()).sum();
        let Some(work) = self.work.checked_sub(size) else {
            return;
        };
        self.work = work;
        let count = |at: &usize| (self.unknown_fields)(&tried[*at].after);
        let counts: Vec<usize> = fitting.iter().map(count).collect();
        let fewest = counts.iter().min().copied().unwrap_or_default();
        for (at, count) in fitting.into_iter().zip(counts) {
            tried[at].fits = count == fewest;
        }
    }

    fn attempt<T: DeserializeOwned>(
        &mut self,
        text: &str,
        from: &ParserStop,
        candidate: &RepairCandidate,
    ) -> Option<Repair> {
        self.work = self.work.checked_sub(2 * text.len())?;
        let after = applied(text, &candidate.edits)?;
        let next = stop(&after);
        let at = next.map_or(usize::MAX, |next| next.at);
        let reach = if at == usize::MAX {
            at
        } else {
            before(&candidate.edits, at)
        };
        if reach <= from.at {
            return None;
        }
        let fits = fits::<T>(&after, &candidate.edits, at);
        Some(Repair {
            candidate: candidate.clone(),
            after,
            is_certain: false,
            fits,
            reach,
        })
    }
}

/// Whether the document can be read as its type in the lines that were edited, and in those that belong to them.
fn fits<T: DeserializeOwned>(after: &str, edits: &[(Span, String)], next: usize) -> bool {
    let Err(refused) = reader::typed::<T>(after) else {
        return true;
    };
    let (Some(at), Some((first, _))) = (location(after, innermost(&refused.error)), edits.first())
    else {
        return true;
    };
    if at.start >= next {
        return true;
    }
    let lines = SourceLines::of(after);
    let grown: usize = edits.iter().map(|(_, new)| new.len()).sum();
    let last = edits
        .last()
        .map_or(first.start, |(span, _)| span.start + grown);
    let (first, last) = (lines.at(first.start), lines.at(last));
    let indent = lines.all.get(first).map_or(0, |line| line.indent());
    let end = lines.end_of(last.max(first), indent);
    !(first..end).contains(&lines.at(at.start))
}

/// Whether two texts mean the same.
fn is_same(one: &str, other: &str) -> bool {
    let value = |text: &str| reader::typed::<Value>(text).ok();
    one == other
        || value(one)
            .zip(value(other))
            .is_some_and(|(one, other)| one == other)
}

/// The fields of the document, which are the keys without indentation; empty if it can have any.
fn fields<T: DeserializeOwned>() -> Vec<&'static str> {
    let refused = reader::typed::<T>("\"\": 0\n").err();
    match refused.as_ref().map(|refused| innermost(&refused.error)) {
        Some(Error::SerdeUnknownField { expected, .. }) => expected.clone(),
        _ => Vec::new(),
    }
}

/// The repairs to try, the likeliest first.
fn candidates(text: &str, stop: &ParserStop, fields: &[&str]) -> Vec<RepairCandidate> {
    let lines = SourceLines::of(text);
    if lines.all.is_empty() {
        return Vec::new();
    }
    let at = lines.at(stop.at.min(text.len().saturating_sub(1)));
    if let Some(tab) = tab(&lines, at, &stop.message) {
        return signs::tabs(&lines, &tab);
    }
    let near = [
        Some(at),
        Some(at + 1),
        at.checked_sub(1),
        at.checked_sub(2),
        at.checked_sub(3),
    ];
    let mut order: Vec<usize> = near
        .into_iter()
        .flatten()
        .filter(|at| *at < lines.all.len())
        .collect();
    let above = (at.saturating_sub(ABOVE)..at).rev();
    order.extend(
        above
            .filter(|at| closing::is_open(lines.all[*at].text))
            .take(3),
    );
    order.extend(lines.owner(at));
    let mut seen = Vec::new();
    order.retain(|at| {
        !lines.all[*at].is_blank() && !seen.contains(at) && {
            seen.push(*at);
            true
        }
    });
    let mut found = Vec::new();
    for at in &order {
        signs::candidates(&lines, *at, &mut found);
        foreign::candidates(&lines.all[*at], &mut found);
    }
    for at in &order {
        closing::candidates(&lines, *at, &mut found);
        flow::closing(&lines, *at, &mut found);
    }
    for at in &order {
        found.extend(layout::indentation(&lines, *at));
    }
    for at in &order {
        quote::candidates(&lines, *at, &mut found);
        flow::candidates(&lines, *at, &mut found);
    }
    for at in &order {
        layout::candidates(&lines, *at, fields, &mut found);
    }
    found
}

/// Each two of the repairs that are likely.
fn pairs(
    candidates: &[RepairCandidate],
) -> impl Iterator<Item = (&RepairCandidate, &RepairCandidate)> {
    let likely = || {
        let all = candidates.iter();
        all.filter(|it| it.certainty != Certainty::Doubtful)
            .take(MOST_IN_PAIRS)
    };
    likely().flat_map(move |one| likely().map(move |other| (one, other)))
}

/// The first tab in the indentation of the line where the parser stopped. A parser that found the tab itself can stop
/// some lines above it, where the text before the tab begins.
fn tab(lines: &SourceLines<'_>, at: usize, message: &str) -> Option<Span> {
    let count = if message.contains("tab") { 100 } else { 1 };
    lines.all.iter().skip(at).take(count).find_map(|line| {
        let indent = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
        let tab = line.text[..indent].find('\t')?;
        Some(line.start + tab..line.start + indent)
    })
}

impl Repair {
    fn diagnostic(
        &self,
        file: &Arc<SourceFile>,
        text: &str,
        current: &str,
        original: impl Fn(&Span) -> Span,
    ) -> Diagnostic {
        let place = SourcePlace::span(file, original(&self.candidate.span));
        let found = Diagnostic::error("yaml-syntax", self.candidate.message.clone()).at(place);
        let edits = self.candidate.edits.iter().map(|(span, new)| {
            let back = original(span);
            (text.get(back.clone())? == current.get(span.clone())?).then(|| TextEdit::Rewrite {
                span: back,
                text: new.clone(),
            })
        });
        let edits: Option<Vec<TextEdit>> = edits.collect();
        let example = self.example();
        match edits.filter(|_| self.is_certain) {
            Some(edits) => found.fix(Fix {
                title: format!("write `{example}`"),
                edits,
            }),
            None => match &self.candidate.help {
                Some(help) => found.help(help.clone()),
                None => found.help(format!("for example `{example}`")),
            },
        }
    }

    /// The first line that the repair changes, afterwards.
    fn example(&self) -> String {
        const LONGEST: usize = 100;
        let start = self
            .candidate
            .edits
            .first()
            .map_or(0, |(span, _)| span.start);
        let begin = self.after[..start].rfind('\n').map_or(0, |at| at + 1);
        let rest = &self.after[begin..];
        // A line break is shown with the line after it.
        let is_break = |(_, new): &(Span, String)| new.starts_with('\n');
        let count = match self.candidate.edits.first().is_some_and(is_break) {
            true => 2,
            false => 1,
        };
        let shown: Vec<&str> = rest.lines().take(count).map(str::trim).collect();
        let shown = shown.join("`, then `");
        match shown.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}...", &shown[..end]),
            None => shown,
        }
    }
}
