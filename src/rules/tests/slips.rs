//! Typing errors: those with a fix, and those without.

use std::convert::Infallible;

use super::script;
use super::world::{CONTACTS, POLICY, ROSTER, TEXT, tree};
use super::{ALL, check, has, names, today};
use crate::autofix::{Amendment, apply_fixes};
use crate::diagnostic::{Diagnostic, Findings};
use crate::snapshot::Snapshot;
use crate::source::{SourceFile, Tree};

type Checked = Result<Findings, Infallible>;

/// The rules whose bad example has a fix. The fix removes the finding, causes no new error, and does nothing when it is
/// applied again.
#[test]
fn what_is_offered_does_what_it_says() {
    let mut corrected = Vec::new();
    for rule in ALL.iter() {
        let store = script::store(rule, rule.bad);
        let check = |tree: &Tree| Checked::Ok(store.findings_in(tree));
        let (mut tree, before) = (store.tree.clone(), store.findings_in(&store.tree));
        let Ok((done, after)) = apply_fixes(&mut tree, |_| true, check);
        assert_eq!(
            done.is_empty(),
            before.iter().all(|found| found.fix.is_none()),
            "{}",
            rule.name
        );
        if done.is_empty() {
            continue;
        }
        corrected.push(rule.name);
        assert!(
            !has(&after, rule.name),
            "{}: {done:#?} {:#?}",
            rule.name,
            names(&after)
        );
        let new = names(&after)
            .into_iter()
            .filter(|name| name.starts_with("error"));
        let new: Vec<String> = new.filter(|name| !names(&before).contains(name)).collect();
        assert!(new.is_empty(), "{}: {new:#?}", rule.name);
        let same = tree.clone();
        let Ok((again, _)) = apply_fixes(&mut tree, |_| true, check);
        assert!(
            again.is_empty() && tree == same,
            "{}: {again:#?}",
            rule.name
        );
    }
    assert_eq!(
        corrected,
        [
            "yaml-syntax",
            "yaml-utf8",
            "text-characters",
            "text-cut",
            "text-quotes",
            "standard-type-unknown"
        ]
    );
}

/// A store with a typing error in one file, the path of that file, and the findings.
fn slipped(path: &str, base: &str, right: &str, wrong: &str) -> (Tree, String, Findings) {
    assert!(base.contains(right), "{path} has no {right}");
    let mut tree = tree();
    let path = format!("registers/{path}");
    tree.insert(SourceFile::new(
        path.as_str(),
        base.replacen(right, wrong, 1),
    ));
    let findings = check(&Snapshot::load(&tree), today());
    (tree, path, findings)
}

fn settled(tree: &mut Tree) -> Result<(Vec<Amendment>, Findings), Infallible> {
    apply_fixes(
        tree,
        |_| true,
        |tree| Ok(check(&Snapshot::load(tree), today())),
    )
}

#[test]
fn a_slip_becomes_what_was_there_before_it() {
    let (text, roster) = (("xyz/register.yaml", TEXT), ("roster.yaml", ROSTER));
    let (policy, contacts) = (("policy.yaml", POLICY), ("xyz/contacts.yaml", CONTACTS));
    let terms = format!("{POLICY}ballots:\n  bodies: {{ board: {{ rule: full-majority }} }}\n");
    let terms = ("policy.yaml", terms.as_str());
    let back = [
        // Keys.
        (text, "field-unknown", "scope:", "scoep:"),
        (text, "field-unknown", "working_groups:", "workingGroups:"),
        (contacts, "field-unknown", "role: liaison", "Role: liaison"),
        (roster, "field-unknown", "organizations:", "organization:"),
        (policy, "field-unknown", "format:", "fromat:"),
        // Headings.
        (text, "field-unknown", "scope:", "Scope of work:"),
        (text, "field-unknown", "partner:", "Alliance Partner:"),
        // Words of a list.
        (
            roster,
            "field-type",
            "membership: board",
            "membership: Board",
        ),
        (
            roster,
            "field-type",
            "kind: alliance-committee",
            "kind: alliance_comittee",
        ),
        (terms, "field-type", "full-majority", "full majority"),
        // Booleans.
        (text, "field-type", "group: true", "group: yes"),
        // Names in place of ids.
        (
            text,
            "field-type",
            "organization: xyz",
            "organization: XYZ Forum",
        ),
        (text, "field-type", "organization: xyz", "organization: XYZ"),
        (
            text,
            "field-type",
            "committees: [alliance]",
            "committees: [Alliance Committee]",
        ),
        (
            text,
            "field-type",
            "originating_committee: alliance",
            "originating_committee: ALLIANCE",
        ),
        (
            text,
            "field-type",
            "working_groups: [network]",
            "working_groups: [network working group]",
        ),
        (
            roster,
            "field-type",
            "vp_alliances: vic",
            "vp_alliances: Vic Park",
        ),
        (roster, "field-type", "home: dmtf", "home: DMTF"),
        (
            roster,
            "field-type",
            "parent: platform",
            "parent: Platform Committee",
        ),
        (
            roster,
            "field-type",
            "voter: bob",
            "voter: bob@globex.example",
        ),
        (
            roster,
            "field-type",
            "representatives: [xia]",
            "representatives: [Xia]",
        ),
        (terms, "field-type", "{ board:", "{ Board of Directors:"),
        // Dates.
        (text, "field-type", "due: 2027-Q3", "due: 2027q3"),
        (text, "field-type", "due: 2027-Q3", "due: Q3/2027"),
        // Invisible characters.
        (text, "text-characters", "Models for", "Models\u{200b} for"),
        (text, "yaml-utf8", "title:", "\u{feff}title:"),
        // Duplicate keys with the same value.
        (
            text,
            "yaml-duplicate-key",
            "initiated: 2026-06\n",
            "initiated: 2026-06\ninitiated: 2026-06\n",
        ),
        (
            contacts,
            "yaml-duplicate-key",
            "role: owner,",
            "role: owner, role: owner,",
        ),
    ];
    let otherwise = [
        (
            text,
            "field-unknown",
            "  maintainer:",
            "  'maintaner':",
            "  'maintainer':",
        ),
        (
            text,
            "standard-type-unknown",
            "type: Profiles",
            "type: Profiels",
            "type: profile",
        ),
        (
            text,
            "text-characters",
            "routers.",
            "routers. # \u{202e}ours",
            "routers. # ours",
        ),
        (
            text,
            "text-characters",
            "Models for",
            "\"Models\\t\\u202Efor\" # ",
            "\"Models for\" # ",
        ),
        (
            contacts,
            "contact-email",
            "xia@xyz.example",
            "' xia@xyz.example '",
            "'xia@xyz.example'",
        ),
        (
            text,
            "field-type",
            "due: 2027-Q3",
            "due: \"20270301\"",
            "due: \"2027-03-01\"",
        ),
        (
            text,
            "field-type",
            "group: true",
            "group: Off # yes",
            "group: false # yes",
        ),
    ];
    let back = back
        .into_iter()
        .map(|(file, rule, right, wrong)| (file, rule, right, wrong, right));
    for ((path, base), rule, right, wrong, became) in back.chain(otherwise) {
        let (mut tree, path, before) = slipped(path, base, right, wrong);
        assert!(has(&before, rule), "{wrong}: {:#?}", names(&before));
        let Ok((done, after)) = settled(&mut tree);
        assert!(!done.is_empty(), "{wrong} is not corrected");
        assert!(
            !has(&after, rule),
            "{wrong} is not corrected: {:#?}",
            names(&after)
        );
        let now = tree
            .get(&path)
            .and_then(|file| file.text().ok())
            .unwrap_or_default();
        assert_eq!(now, base.replacen(right, became, 1), "{wrong}");
    }
}

#[test]
fn what_might_be_meant_otherwise_is_left_to_people() {
    let (text, roster) = (("xyz/register.yaml", TEXT), ("roster.yaml", ROSTER));
    let contacts = ("xyz/contacts.yaml", CONTACTS);
    for ((path, base), rule, right, wrong) in [
        // Misspelled names, since names decide who approves.
        (
            text,
            "committee-unknown",
            "committees: [alliance]",
            "committees: [alliace]",
        ),
        (
            text,
            "field-type",
            "committees: [alliance]",
            "committees: [Aliance Committee]",
        ),
        (
            text,
            "partner-unknown",
            "organization: xyz",
            "organization: xyzz",
        ),
        (
            text,
            "field-type",
            "organization: xyz",
            "organization: XYZ Form",
        ),
        (
            roster,
            "roster-reference",
            "vp_alliances: vic",
            "vp_alliances: vik",
        ),
        // A body of the wrong kind, or the home organization.
        (
            text,
            "field-type",
            "committees: [alliance]",
            "committees: [Network Working Group]",
        ),
        (
            text,
            "field-type",
            "working_groups: [network]",
            "working_groups: [Platform Committee]",
        ),
        (
            text,
            "field-type",
            "organization: xyz",
            "organization: DMTF",
        ),
        // A key that exists already, or whose correction is ambiguous.
        (
            text,
            "field-unknown",
            "initiated: 2026-06",
            "initiated: 2026-06\nscop: Networks",
        ),
        (text, "field-unknown", "scope:", "skope: x\nscop:"),
        (text, "field-unknown", "scope:", "colour:"),
        // Two different values, or a comment that would be lost.
        (
            text,
            "yaml-duplicate-key",
            "initiated: 2026-06\n",
            "initiated: 2026-06\ninitiated: 2026-07\n",
        ),
        (
            text,
            "yaml-duplicate-key",
            "initiated: 2026-06\n",
            "initiated: 2026-06\ninitiated: 2026-06 # ours\n",
        ),
        // Ambiguous or impossible dates.
        (text, "field-type", "due: 2027-Q3", "due: 01/02/2027"),
        (text, "field-type", "due: 2027-Q3", "due: 2027-3"),
        (text, "field-type", "due: 2027-Q3", "due: 2027-2-30"),
        // A block whose text begins in its first line.
        (text, "yaml-syntax", "scope:", "scope: |"),
        // A string, and a line end that needs a decision.
        (text, "field-type", "group: true", "group: 'yes'"),
        (text, "text-characters", "Models for", "Models\u{2028}for"),
        (
            contacts,
            "contact-email",
            "xia@xyz.example",
            "' xia at xyz.example '",
        ),
    ] {
        let (mut tree, path, before) = slipped(path, base, right, wrong);
        assert!(has(&before, rule), "{wrong}: {:#?}", names(&before));
        let offered: Vec<_> = before.iter().filter(|found| found.fix.is_some()).collect();
        assert!(offered.is_empty(), "{wrong}: {offered:#?}");
        let told = |found: &Diagnostic| {
            found
                .help
                .as_ref()
                .is_some_and(|help| help.starts_with("write"))
        };
        assert!(
            !before.iter().any(told),
            "{wrong}: an uncertain correction is offered as certain"
        );
        let same = tree.clone();
        let Ok((done, _)) = settled(&mut tree);
        assert!(
            done.is_empty() && tree == same,
            "{wrong}: {path} was changed"
        );
    }
}

#[test]
fn a_frozen_text_is_never_corrected() {
    let mut tree = tree();
    for path in [
        "registers/xyz/revisions/1.yaml",
        "registers/history/roster-1.yaml",
    ] {
        let text = tree
            .get(path)
            .and_then(|file| file.text().ok())
            .expect("text")
            .replacen("name", "nam\u{200b}e", 1);
        tree.insert(SourceFile::new(
            path,
            text.replace("Models", "Models\u{200b}"),
        ));
    }
    tree.insert(SourceFile::new("registers/xyz/register.yaml", TEXT));
    let findings = check(&Snapshot::load(&tree), today());
    assert!(
        !findings.is_empty() && findings.iter().all(|found| found.fix.is_none()),
        "{:#?}",
        names(&findings)
    );
}

#[test]
fn a_name_that_two_go_by_is_not_certain() {
    let mut tree = tree();
    let text = TEXT.replacen(
        "committees: [alliance]",
        "committees: [Platform Committee]",
        1,
    );
    tree.insert(SourceFile::new("registers/xyz/register.yaml", text));
    let offers = |tree: &Tree| {
        check(&Snapshot::load(tree), today())
            .iter()
            .filter(|found| found.fix.is_some())
            .count()
    };
    assert_eq!(offers(&tree), 1);
    let twins = ROSTER.replacen("name: Network Working Group", "name: platform committee", 1);
    tree.insert(SourceFile::new("registers/roster.yaml", twins));
    assert_eq!(offers(&tree), 0);
}

#[test]
fn a_correction_stands_where_the_file_has_it_whatever_was_left_out_before() {
    let slip = "partner:\n  - none\n  - { role: liaison, email: ' xia@xyz.example' }";
    let (mut tree, path, _) = slipped(
        "xyz/contacts.yaml",
        CONTACTS,
        CONTACTS.split("\nhome").next().unwrap_or_default(),
        slip,
    );
    assert!(settled(&mut tree).is_ok_and(|(done, _)| done.len() == 1 && done[0].line == 3));
    let now = tree
        .get(&path)
        .and_then(|file| file.text().ok())
        .unwrap_or_default();
    assert!(now.starts_with(&slip.replace("' xia", "'xia")), "{now}");
}

#[test]
fn a_mark_is_found_once_and_taken_out() {
    let (mut tree, _, found) = slipped("xyz/register.yaml", TEXT, "title:", "\u{feff}title:");
    assert!(has(&found, "yaml-utf8") && !has(&found, "text-characters"));
    assert!(settled(&mut tree).is_ok_and(|(done, left)| done.len() == 1 && left.is_empty()));
}

#[test]
fn nobody_who_cannot_be_read_is_meant() {
    let roster = ROSTER
        .replacen("{ id: bob, name: Bob Roe,", "{ name: Bob Roe,", 1)
        .replacen("chair: ann", "chair: Bob Roe", 1);
    let mut tree = tree();
    tree.insert(SourceFile::new("registers/roster.yaml", roster));
    let findings = check(&Snapshot::load(&tree), today());
    let named = |found: &&Diagnostic| found.message.contains("Bob Roe");
    assert!(
        findings
            .iter()
            .find(named)
            .is_some_and(|found| found.fix.is_none()),
        "{:#?}",
        names(&findings)
    );
}
