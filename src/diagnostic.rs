//! What is wrong, where, and what would be right: the one shape in which every part of `wr` reports it.

mod fix;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use self::fix::{Edit, Fix};
use crate::source::{SourceFile, Span};
use crate::suggest::{nearest_word, only_match};

/// How much a diagnostic matters; the gravest is the least, so that a sorted list begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The store breaks a rule.
    Error,
    /// The store keeps the rules, but somebody should look.
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
    /// How much it matters.
    pub severity: Severity,
    /// What was found and what is allowed, in one line without a full stop.
    pub message: String,
    /// What it is about; a finding about the store as a whole has none.
    pub place: Option<SourcePlace>,
    /// Other places that explain it.
    pub related: Vec<SourcePlace>,
    /// What to do about it.
    pub help: Option<String>,
    /// What would be right, where that is certain.
    pub fix: Option<Fix>,
    /// Where the rule comes from, such as `DSP4003 5.2`.
    pub clause: Option<&'static str>,
    /// The file whose fault this follows from; where that is told as well, this is only counted.
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

    /// The same, about `place`.
    pub fn at(self, place: SourcePlace) -> Diagnostic {
        Diagnostic {
            place: Some(place),
            ..self
        }
    }

    /// The same, with one more place that explains it.
    pub fn related(mut self, place: SourcePlace) -> Diagnostic {
        self.related.push(place);
        self
    }

    /// The same, with advice.
    pub fn help(self, text: impl Into<String>) -> Diagnostic {
        Diagnostic {
            help: Some(text.into()),
            ..self
        }
    }

    /// The same, with what would certainly be right.
    pub fn fix(self, fix: Fix) -> Diagnostic {
        Diagnostic {
            fix: Some(fix),
            ..self
        }
    }

    /// The same with advice: the allowed word that is nearest to what was given, if one is near.
    pub fn suggest(self, given: &str, allowed: &[&str]) -> Diagnostic {
        match nearest_word(given, allowed) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// The same with what the scalar at a JSON pointer should say: the allowed word that it certainly means, or
    /// else, as advice, the nearest.
    pub fn spell(self, pointer: impl Into<String>, given: &str, allowed: &[&str]) -> Diagnostic {
        match only_match(given, allowed) {
            Some(word) => self.fix(Fix::write(pointer, word)),
            None => self.suggest(given, allowed),
        }
    }

    /// The same for somebody who has to make the correction by hand: what it would be is advice.
    pub fn by_hand(self) -> Diagnostic {
        let advice = self.fix.map(|fix| fix.title);
        Diagnostic {
            help: self.help.or(advice),
            fix: None,
            ..self
        }
    }

    /// The same, as what follows from the fault of the file at this path.
    pub fn follows(self, path: Option<impl Into<String>>) -> Diagnostic {
        Diagnostic {
            follows: path.map(Into::into),
            ..self
        }
    }

    /// The same, with the clause it comes from.
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

    /// The path of the file that it is about.
    fn path(&self) -> Option<&str> {
        self.place.as_ref().map(|place| place.file.path())
    }
}

/// Something in a file that a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePlace {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What in the file.
    pub target: Target,
    /// What to write under the excerpt; may be empty.
    pub label: String,
}

/// What in a file is meant; pointers become lines and columns only when a report is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The file as a whole.
    File,
    /// These bytes.
    Span(Span),
    /// The value at a JSON pointer (RFC 6901), such as `/milestones/0/due`.
    Value(String),
    /// The key whose value is at a JSON pointer.
    Key(String),
}

impl SourcePlace {
    /// The file as a whole.
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

    /// The same, with words to write under the excerpt.
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

/// `pointer` with one more step: a key, escaped as RFC 6901 asks, or the number of a list's item.
pub fn step(pointer: &str, key: impl fmt::Display) -> String {
    let key = key.to_string().replace('~', "~0").replace('/', "~1");
    format!("{pointer}/{key}")
}

/// All that was found, in the order it was found; a report puts it in order.
///
/// What was silenced is kept apart: it is no finding to anybody who counts, and is still told of.
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
    /// Why it is allowed, in the words of those who wrote the document.
    pub because: String,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Keeps `most` of those that were added since there were `before`, and says how many there are beside them.
    /// Nobody reads thousands of findings of one kind, and to show them takes time and memory.
    pub fn shorten(&mut self, before: usize, most: usize) {
        if self.list.len() <= before + most {
            return;
        }
        let more = self.list.split_off(before + most);
        let gravest = more.iter().min_by_key(|found| found.severity);
        let told = gravest.map(|found| {
            let message = format!(
                "{} more findings of this rule are left out here; they come up when the others are mended",
                more.len()
            );
            let place = found.place.as_ref().map(|place| SourcePlace::file(&place.file));
            Diagnostic { message, place, related: Vec::new(), help: None, fix: None, ..found.clone() }
        });
        self.list.extend(told);
    }

    /// Adds one that is allowed, with the reason. What is allowed is not corrected.
    pub fn silence(&mut self, diagnostic: Diagnostic, because: impl Into<String>) {
        self.silenced.push(Silenced {
            diagnostic: diagnostic.by_hand(),
            because: because.into(),
        });
    }

    /// The same with each of them told otherwise; the silenced stay as they are.
    pub fn each(self, tell: impl FnMut(Diagnostic) -> Diagnostic) -> Findings {
        Findings {
            list: self.list.into_iter().map(tell).collect(),
            ..self
        }
    }

    /// The same with what follows from a fault counted under it, where the fault is told and is no less grave.
    pub fn by_cause(self) -> Findings {
        let Findings { list, silenced } = self;
        if list.iter().all(|found| found.follows.is_none()) {
            return Findings { list, silenced };
        }
        // Of several findings about the file at fault the first is its cause that follows from nothing else.
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

    /// Adds all of others, the silenced among them.
    pub fn join(&mut self, others: Findings) {
        self.list.extend(others.list);
        self.silenced.extend(others.silenced);
    }

    /// Those that are allowed where they stand.
    pub fn silenced(&self) -> &[Silenced] {
        &self.silenced
    }

    /// All of them but the silenced.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// Whether the answer is no.
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
