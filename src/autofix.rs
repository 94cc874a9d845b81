//! Automatic fixes: decides which of the offered fixes can be made, and makes them in a tree, in rounds, until none
//! is left.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Findings, Fix};
use crate::source::{SourceFile, Tree};
use crate::yaml::{self, Replacement, Spans};

/// The limit on the fixes of one file in one round.
const AT_ONCE: usize = 500;
/// The limits on repeated proofs if the fixes of a file cannot be made together: their number, and their bytes.
const TRIES: usize = 50;
const WORK: usize = 4 << 20;
/// The limit on rounds. A fix can uncover an error that it hid, but not endlessly.
const ROUNDS: usize = 10;

/// A fix that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// The file, from the store's top.
    pub path: String,
    /// The line, from 1, in the file before the fix.
    pub line: usize,
    /// What was done, such as "write `scope`".
    pub title: String,
}

/// The findings with only those fixes that can be made: in files that are `ours` to correct, and proved to change
/// nothing else. The other fixes become help.
pub fn attach_fixes(findings: Findings, ours: impl Fn(&str) -> bool) -> Findings {
    let mut stand = vec![true; findings.len()];
    for (file, offers) in by_file(findings.iter()) {
        let fixes: Vec<&Fix> = offers.iter().map(|offer| offer.1).collect();
        let provable = if ours(file.path()) {
            provable(file, &fixes)
        } else {
            vec![false; fixes.len()]
        };
        for ((at, _), is_provable) in offers.into_iter().zip(provable) {
            stand[at] = is_provable;
        }
    }
    let mut stand = stand.into_iter();
    findings.each(|found| {
        if stand.next() == Some(false) {
            found.by_hand()
        } else {
            found
        }
    })
}

/// Makes all fixes that `check` offers in files that `may` be changed, then checks again, until there are none.
/// Returns the fixes that were made, and the findings at the end.
pub fn apply_fixes<E>(
    tree: &mut Tree,
    may: impl Fn(&str) -> bool,
    check: impl Fn(&Tree) -> Result<Findings, E>,
) -> Result<(Vec<Amendment>, Findings), E> {
    let mut done = Vec::new();
    let mut findings = check(tree)?;
    for _ in 0..ROUNDS {
        let before = done.len();
        for (file, amendments) in round(&findings, &may) {
            tree.insert(file);
            done.extend(amendments);
        }
        if done.len() == before {
            break;
        }
        findings = check(tree)?;
    }
    Ok((done, findings))
}

/// The files that change, each with its fixes.
fn round(
    findings: &Findings,
    may: impl Fn(&str) -> bool,
) -> Vec<(Arc<SourceFile>, Vec<Amendment>)> {
    let mut changed = Vec::new();
    for (file, offers) in by_file(findings.iter()) {
        if !may(file.path()) {
            continue;
        }
        let fixes: Vec<&Fix> = offers.iter().map(|offer| offer.1).collect();
        let Some(AppliedFix { which, bytes }) = make(file, &fixes) else {
            continue;
        };
        let spans = Spans::of(file);
        let text = file.text().unwrap_or_default();
        let amendment = |fix: &Fix| {
            let first = spans.replacements(text, fix)?.into_iter().next()?;
            let line = file.line_column(first.span.start).line;
            Some(Amendment {
                path: file.path().to_string(),
                line,
                title: fix.title.clone(),
            })
        };
        let mut amendments: Vec<Amendment> = which
            .iter()
            .filter_map(|at| amendment(fixes[*at]))
            .collect();
        amendments.sort_by(|a, b| (a.line, &a.title).cmp(&(b.line, &b.title)));
        changed.push((SourceFile::new(file.path(), bytes), amendments));
    }
    changed
}

/// A file and the fixes of findings in it, each with the index of its finding.
type Offers<'a> = (&'a Arc<SourceFile>, Vec<(usize, &'a Fix)>);

/// The fixes by file, in order.
fn by_file<'a>(findings: impl Iterator<Item = &'a Diagnostic>) -> Vec<Offers<'a>> {
    let mut files: BTreeMap<&str, Offers<'a>> = BTreeMap::new();
    for (at, found) in findings.enumerate() {
        let (Some(place), Some(fix)) = (&found.place, &found.fix) else {
            continue;
        };
        files
            .entry(place.file.path())
            .or_insert_with(|| (&place.file, Vec::new()))
            .1
            .push((at, fix));
    }
    files.into_values().collect()
}

/// Which fixes of a file can be made, together or, if they conflict, alone.
fn provable(file: &Arc<SourceFile>, fixes: &[&Fix]) -> Vec<bool> {
    let mut stands = vec![false; fixes.len()];
    for at in make(file, fixes).into_iter().flat_map(|made| made.which) {
        stands[at] = true;
    }
    let mut left = tries(file);
    for (stands, fix) in stands.iter_mut().zip(fixes).filter(|(stands, _)| !**stands) {
        *stands = left > 0 && yaml::amend(file, &[*fix]).is_some();
        left = left.saturating_sub(1);
    }
    stands
}

struct AppliedFix {
    which: Vec<usize>,
    bytes: Vec<u8>,
}

/// Makes as many fixes of a file as can be made together; of two that conflict, the first.
fn make(file: &Arc<SourceFile>, fixes: &[&Fix]) -> Option<AppliedFix> {
    let which = apart(file, fixes);
    let amended = |which: &[usize]| {
        let chosen: Vec<&Fix> = which.iter().map(|at| fixes[*at]).collect();
        yaml::amend(file, &chosen)
    };
    if let Some(bytes) = amended(&which) {
        return Some(AppliedFix { which, bytes });
    }
    let (mut made, mut bytes) = (Vec::new(), None);
    for at in which.into_iter().take(tries(file)) {
        made.push(at);
        match amended(&made) {
            Some(new) => bytes = Some(new),
            None => drop(made.pop()),
        }
    }
    let bytes = bytes?;
    Some(AppliedFix { which: made, bytes })
}

fn tries(file: &SourceFile) -> usize {
    (WORK / file.bytes().len().max(1)).min(TRIES)
}

/// The fixes that change different bytes, or the same bytes in the same way.
fn apart(file: &SourceFile, fixes: &[&Fix]) -> Vec<usize> {
    let spans = Spans::of(file);
    let text = file.text().unwrap_or_default();
    let mut taken: BTreeMap<usize, Replacement> = BTreeMap::new();
    let mut which = Vec::new();
    for (at, fix) in fixes.iter().enumerate().take(AT_ONCE) {
        let Some(new) = spans.replacements(text, fix) else {
            continue;
        };
        // The accepted fixes do not overlap, so only the last that begins before the end of another can conflict with
        // it.
        let fits = |new: &Replacement| {
            let before = taken.range(..new.span.end).next_back();
            before.is_none_or(|(_, old)| new == old || old.span.end <= new.span.start)
        };
        if new.iter().all(fits) {
            taken.extend(new.into_iter().map(|new| (new.span.start, new)));
            which.push(at);
        }
    }
    which
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::diagnostic::{SourcePlace, TextEdit};

    fn found(file: &Arc<SourceFile>, fix: Fix) -> Diagnostic {
        Diagnostic::error("r", "m")
            .at(SourcePlace::file(file))
            .fix(fix)
    }

    fn tree(text: &str) -> Tree {
        [SourceFile::new("a.yaml", text)].into_iter().collect()
    }

    fn text(tree: &Tree) -> &str {
        tree.get("a.yaml")
            .and_then(|file| file.text().ok())
            .expect("the file")
    }

    /// Fixes a tree with a check that offers these fixes as long as they change something.
    fn settled(tree: &mut Tree, fixes: &[Fix]) -> Vec<String> {
        let check = |tree: &Tree| {
            let file = tree.get("a.yaml").expect("the file");
            let findings = fixes.iter().map(|fix| found(file, fix.clone())).collect();
            Ok::<Findings, Infallible>(attach_fixes(findings, |_| true))
        };
        let Ok((done, _)) = apply_fixes(tree, |_| true, check);
        done.iter()
            .map(|done| format!("{}:{} {}", done.path, done.line, done.title))
            .collect()
    }

    #[test]
    fn of_two_fixes_in_each_others_way_the_first_is_made_and_then_there_is_an_end() {
        let mut tree = tree("a: X\nb: Y\n");
        let done = settled(
            &mut tree,
            &[
                Fix::write("/b", "y"),
                Fix::rename("/a", "c"),
                Fix::rename("/a", "d"),
            ],
        );
        assert_eq!(done, ["a.yaml:1 write `c`", "a.yaml:2 write `y`"]);
        assert_eq!(text(&tree), "c: X\nb: y\n");
    }

    #[test]
    fn fixes_that_undo_each_other_come_to_an_end() {
        let mut tree = tree("a: X\n");
        assert_eq!(
            settled(&mut tree, &[Fix::write("/a", "x"), Fix::write("/a", "X")]).len(),
            ROUNDS
        );
    }

    #[test]
    fn a_fix_that_cannot_be_made_does_not_keep_others_from_being_made() {
        let mut tree = tree("a: &x X\nb: *x\nc: Z\n");
        assert_eq!(
            settled(&mut tree, &[Fix::write("/a", "x"), Fix::write("/c", "z")]),
            ["a.yaml:3 write `z`"]
        );
    }

    #[test]
    fn what_cannot_be_made_is_advice() {
        let file = SourceFile::new("a.yaml", "a: &x X\nb: *x\nc: Z\n");
        let strike = Fix::one("take it out", TextEdit::Strike { span: 3..5 });
        let all = || {
            [Fix::write("/a", "x"), Fix::write("/c", "z"), strike.clone()]
                .map(|fix| found(&file, fix))
        };
        let seen = |findings: Findings| -> Vec<(bool, Option<String>)> {
            findings
                .into_iter()
                .map(|found| (found.fix.is_some(), found.help))
                .collect()
        };
        let advice = |text: &str| (false, Some(text.to_string()));
        let mine = seen(attach_fixes(all().into_iter().collect(), |_| true));
        assert_eq!(
            mine,
            [advice("write `x`"), (true, None), advice("take it out")]
        );
        let others = seen(attach_fixes(all().into_iter().collect(), |path| {
            path != "a.yaml"
        }));
        assert_eq!(
            others,
            [
                advice("write `x`"),
                advice("write `z`"),
                advice("take it out")
            ]
        );
    }

    #[test]
    fn only_what_may_be_changed_is() {
        let mut tree = tree("a: X\n");
        let check = |tree: &Tree| {
            let file = tree.get("a.yaml").expect("the file");
            Ok::<Findings, Infallible>([found(file, Fix::write("/a", "x"))].into_iter().collect())
        };
        let Ok((done, findings)) = apply_fixes(&mut tree, |path| path != "a.yaml", check);
        assert_eq!(
            (done, findings.len(), text(&tree)),
            (Vec::new(), 1, "a: X\n")
        );
    }
}
