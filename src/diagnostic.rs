//! Problems and their fixes, in the one type with which every part of `wr` reports them.

mod fix;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use self::fix::{Fix, TextEdit};
use crate::source::{SourceFile, Span};
use crate::suggest::{nearest_word, only_match};

/// The severity of a diagnostic; the most severe comes first in a sorted list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The store breaks a rule.
    Error,
    /// The store follows the rules, but a person should look.
    Warning,
    /// Worth knowing.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// One finding of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the rule, such as `milestone-committee-unknown`.
    pub rule: &'static str,
    /// The severity of the finding.
    pub severity: Severity,
    /// What was found and what is allowed, in one line without a trailing period.
    pub message: String,
    /// The place; `None` for a finding about the whole store.
    pub place: Option<SourcePlace>,
    /// Other places that explain it.
    pub related: Vec<SourcePlace>,
    /// What to do about it.
    pub help: Option<String>,
    /// The automatic fix, if there is one.
    pub fix: Option<Fix>,
    /// The clause that the rule enforces, such as `DSP4003 5.2`.
    pub clause: Option<&'static str>,
    /// The file whose fault causes this; if that fault is reported, this finding is only counted.
    pub follows: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of severity error.
    pub fn error(rule: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, rule, message.into())
    }

    /// A diagnostic of severity warning.
    pub fn warning(rule: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, rule, message.into())
    }

    /// A diagnostic of severity note.
    pub fn note(rule: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, rule, message.into())
    }

    /// The same diagnostic, at `place`.
    pub fn at(self, place: impl Into<Option<SourcePlace>>) -> Diagnostic {
        Diagnostic {
            place: place.into(),
            ..self
        }
    }

    /// The same diagnostic, with one more place that explains it.
    pub fn related(mut self, place: SourcePlace) -> Diagnostic {
        self.related.push(place);
        self
    }

    /// The same diagnostic, with help.
    pub fn help(self, text: impl Into<String>) -> Diagnostic {
        Diagnostic {
            help: Some(text.into()),
            ..self
        }
    }

    /// The same diagnostic, with an automatic fix.
    pub fn fix(self, fix: Fix) -> Diagnostic {
        Diagnostic {
            fix: Some(fix),
            ..self
        }
    }

    /// The same diagnostic, with the allowed word nearest to `given` as help, if one is near.
    pub fn suggest(self, given: &str, allowed: &[&str]) -> Diagnostic {
        match nearest_word(given, allowed) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// The same diagnostic, with a fix that writes the allowed word that `given` clearly means at a JSON pointer;
    /// otherwise with the nearest word as help.
    pub fn spell(self, pointer: impl Into<String>, given: &str, allowed: &[&str]) -> Diagnostic {
        match only_match(given, allowed) {
            Some(word) => self.fix(Fix::write(pointer, word)),
            None => self.suggest(given, allowed),
        }
    }

    /// The same diagnostic for a person who has to correct the file by hand: the fix becomes help.
    pub fn by_hand(self) -> Diagnostic {
        let advice = self.fix.map(|fix| fix.title);
        Diagnostic {
            help: self.help.or(advice),
            fix: None,
            ..self
        }
    }

    /// The same diagnostic, as a consequence of the fault of the file at this path.
    pub fn follows(self, path: Option<impl Into<String>>) -> Diagnostic {
        Diagnostic {
            follows: path.map(Into::into),
            ..self
        }
    }

    /// The same diagnostic, with the clause that the rule enforces.
    pub fn clause(self, clause: &'static str) -> Diagnostic {
        Diagnostic {
            clause: Some(clause),
            ..self
        }
    }

    fn new(severity: Severity, rule: &'static str, message: String) -> Diagnostic {
        Diagnostic {
            rule,
            severity,
            message,
            place: None,
            related: Vec::new(),
            help: None,
            fix: None,
            clause: None,
            follows: None,
        }
    }

    fn path(&self) -> Option<&str> {
        self.place.as_ref().map(|place| place.file.path())
    }
}

/// A place in a file that a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePlace {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What in the file.
    pub target: Target,
    /// The label under the excerpt; may be empty.
    pub label: String,
}

/// A part of a file; pointers become lines and columns only when a report is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The whole file.
    File,
    /// These bytes.
    Span(Span),
    /// The value at a JSON pointer (RFC 6901), such as `/milestones/0/due`.
    Value(String),
    /// The key whose value is at a JSON pointer.
    Key(String),
}

impl SourcePlace {
    /// The whole file.
    pub fn file(file: &Arc<SourceFile>) -> SourcePlace {
        SourcePlace::new(file, Target::File)
    }

    /// Some bytes of the file.
    pub fn span(file: &Arc<SourceFile>, span: Span) -> SourcePlace {
        SourcePlace::new(file, Target::Span(span))
    }

    /// The value at a JSON pointer.
    pub fn value(file: &Arc<SourceFile>, pointer: impl Into<String>) -> SourcePlace {
        SourcePlace::new(file, Target::Value(pointer.into()))
    }

    /// The key of the value at a JSON pointer.
    pub fn key(file: &Arc<SourceFile>, pointer: impl Into<String>) -> SourcePlace {
        SourcePlace::new(file, Target::Key(pointer.into()))
    }

    /// The same place, with a label under the excerpt.
    pub fn label(self, label: impl Into<String>) -> SourcePlace {
        SourcePlace {
            label: label.into(),
            ..self
        }
    }

    fn new(file: &Arc<SourceFile>, target: Target) -> SourcePlace {
        SourcePlace {
            file: Arc::clone(file),
            target,
            label: String::new(),
        }
    }
}

/// `pointer` with one more step: a key, escaped as RFC 6901 requires, or the index of a list's item.
pub fn step(pointer: &str, key: impl fmt::Display) -> String {
    let key = key.to_string().replace('~', "~0").replace('/', "~1");
    format!("{pointer}/{key}")
}

/// All findings in the order they were found; a report sorts them.
///
/// Suppressed findings are separate: they do not count, and reports still mention them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Diagnostic>,
    silenced: Vec<Silenced>,
}

/// A finding that the document itself allows, with the reason it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silenced {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// The reason that the document gives.
    pub because: String,
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Keeps the first `most` findings after the first `before`, and reports how many were left out. Thousands of
    /// findings of one kind are of no use, and take time and memory.
    pub fn shorten(&mut self, before: usize, most: usize) {
        if self.list.len() <= before + most {
            return;
        }
        let more = self.list.split_off(before + most);
        let gravest = more.iter().min_by_key(|found| found.severity);
        let told = gravest.map(|found| {
            let message = format!(
                "{} more findings of this rule are not shown; fix these first to see them",
                more.len()
            );
            let place = found
                .place
                .as_ref()
                .map(|place| SourcePlace::file(&place.file));
            Diagnostic {
                message,
                place,
                related: Vec::new(),
                help: None,
                fix: None,
                ..found.clone()
            }
        });
        self.list.extend(told);
    }

    /// Adds a suppressed finding with the reason for it, and without its fix.
    pub fn silence(&mut self, diagnostic: Diagnostic, because: impl Into<String>) {
        self.silenced.push(Silenced {
            diagnostic: diagnostic.by_hand(),
            because: because.into(),
        });
    }

    /// Applies `tell` to each finding; suppressed findings stay as they are.
    pub fn each(self, tell: impl FnMut(Diagnostic) -> Diagnostic) -> Findings {
        Findings {
            list: self.list.into_iter().map(tell).collect(),
            ..self
        }
    }

    /// Counts the findings that follow from a fault under that fault, if it is reported and at least as severe.
    pub fn by_cause(self) -> Findings {
        let Findings { list, silenced } = self;
        if list.iter().all(|found| found.follows.is_none()) {
            return Findings { list, silenced };
        }
        // Of several findings about the file at fault, the first one without a cause is the cause.
        let mut causes: BTreeMap<String, usize> = BTreeMap::new();
        let rank = |at: usize| {
            list.get(at)
                .map(|found| (found.follows.is_some(), found.severity, at))
        };
        for (at, found) in list.iter().enumerate() {
            let Some(path) = found.path() else { continue };
            if found
                .follows
                .as_deref()
                .is_none_or(|follows| follows == path)
            {
                let cause = causes.entry(path.to_string()).or_insert(at);
                if rank(at) < rank(*cause) {
                    *cause = at;
                }
            }
        }
        let cause_of = |at: usize, found: &Diagnostic| {
            let cause = *causes.get(found.follows.as_ref()?)?;
            let is_graver = list
                .get(cause)
                .is_some_and(|cause| cause.severity <= found.severity);
            (cause != at && is_graver).then_some(cause)
        };
        let mut voided: BTreeMap<usize, usize> = BTreeMap::new();
        let mut kept = Vec::new();
        for (at, found) in list.iter().enumerate() {
            match cause_of(at, found) {
                None => kept.push(at),
                Some(cause) => {
                    *voided.entry(cause).or_default() += usize::from(found.rule == "act-void")
                }
            }
        }
        let told = |at: usize| {
            let found = list.get(at)?.clone();
            let help = match (
                voided.get(&at).copied().unwrap_or_default(),
                found.help.clone(),
            ) {
                (0, help) => help,
                (count, help) => {
                    let acts = if count == 1 {
                        "1 later act has"
                    } else {
                        &format!("{count} later acts have")
                    };
                    let help = help.map_or(String::new(), |help| format!("; {help}"));
                    Some(format!("{acts} no effect because of it{help}"))
                }
            };
            Some(Diagnostic { help, ..found })
        };
        Findings {
            list: kept.into_iter().filter_map(told).collect(),
            silenced,
        }
    }

    /// Adds all findings of another list, suppressed ones included.
    pub fn join(&mut self, others: Findings) {
        self.list.extend(others.list);
        self.silenced.extend(others.silenced);
    }

    /// The suppressed findings.
    pub fn silenced(&self) -> &[Silenced] {
        &self.silenced
    }

    /// All findings except suppressed ones.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// The number of findings, without suppressed ones.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The number of findings of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// Whether there are errors, so that a check fails.
    pub fn has_errors(&self) -> bool {
        self.iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.list.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Findings {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Findings {
        Findings {
            list: diagnostics.into_iter().collect(),
            silenced: Vec::new(),
        }
    }
}

impl IntoIterator for Findings {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_are_counted_apart_and_the_gravest_comes_first() {
        let findings: Findings = [
            Diagnostic::warning("a", "x"),
            Diagnostic::note("b", "y"),
            Diagnostic::warning("c", "z"),
        ]
        .into_iter()
        .collect();
        assert_eq!(findings.count(Severity::Warning), 2);
        assert!(!findings.has_errors());
        assert!(Severity::Error < Severity::Warning && Severity::Warning < Severity::Note);
    }

    #[test]
    fn what_follows_from_a_fault_is_counted_under_it() {
        let file = |path: &str| SourceFile::new(path, "a: X\n");
        let found = |severity: Severity, rule: &'static str, path: &str, follows: Option<&str>| {
            let found = Diagnostic::new(severity, rule, format!("{rule} in {path}"));
            found.at(SourcePlace::file(&file(path))).follows(follows)
        };
        let findings: Findings = [
            found(Severity::Warning, "act-void", "later", Some("edited")),
            found(Severity::Error, "act-misplaced", "edited", Some("edited")),
            found(Severity::Warning, "act-void", "last", Some("edited")),
            found(Severity::Error, "act-void", "grave", Some("slight")),
            found(Severity::Warning, "act-void", "slight", None),
            found(Severity::Warning, "act-void", "lone", Some("nowhere")),
            found(Severity::Error, "record-rewritten", "edited", None),
        ]
        .into_iter()
        .collect();
        let told: Vec<_> = findings
            .by_cause()
            .into_iter()
            .map(|found| (found.message, found.help))
            .collect();
        let counted = Some("2 later acts have no effect because of it".to_string());
        assert_eq!(
            told,
            [
                ("act-void in grave".to_string(), None),
                ("act-void in slight".to_string(), None),
                ("act-void in lone".to_string(), None),
                ("record-rewritten in edited".to_string(), counted),
            ]
        );
    }

    #[test]
    fn what_is_silenced_counts_as_nothing_and_is_not_lost() {
        let mut findings = Findings::default();
        findings.silence(Diagnostic::error("a", "x"), "agreed");
        let mut all = Findings::default();
        all.join(findings);
        assert!(all.is_empty() && !all.has_errors() && all.iter().next().is_none());
        assert_eq!(
            all.silenced()
                .iter()
                .map(|silenced| silenced.because.as_str())
                .collect::<Vec<_>>(),
            ["agreed"]
        );
    }

    #[test]
    fn what_is_left_out_is_counted_and_the_count_is_not_corrected() {
        let file = SourceFile::new("a.yaml", "a: X\n");
        let found = || {
            Diagnostic::error("r", "x")
                .at(SourcePlace::value(&file, "/a"))
                .fix(Fix::write("/a", "x"))
        };
        let mut findings: Findings = (0..5).map(|_| found()).collect();
        findings.shorten(1, 2);
        let last = findings.iter().next_back().cloned();
        assert_eq!(
            findings.iter().filter(|found| found.fix.is_some()).count(),
            3
        );
        assert!(
            last.is_some_and(
                |last| last.message.starts_with("2 more findings") && last.fix.is_none()
            )
        );
    }

    #[test]
    fn a_step_escapes_what_a_pointer_would_misread() {
        assert_eq!(step("/a", "b/c~d"), "/a/b~1c~0d");
        assert_eq!(step("/a", 3), "/a/3");
    }
}
