//! What `allow` suppresses, and what cannot be suppressed.

use super::*;
use crate::diagnostic::SourcePlace;
use crate::rules::Rule;

#[test]
fn a_text_is_silenced_by_its_own_entries_and_contacts_by_the_newest() {
    let allow = |rule: &str| format!("allow: [{{rule: {rule}, because: Known to both}}]\n");
    let silenced = |findings: &Findings| -> Vec<String> {
        let path = |place: &SourcePlace| place.file.path().to_string();
        let list = findings.silenced().iter();
        list.map(|one| {
            format!(
                "{} {}",
                one.diagnostic.rule,
                one.diagnostic.place.as_ref().map(path).unwrap_or_default()
            )
        })
        .collect()
    };
    // A suppressed finding does not block the submission.
    let mut tree = with_draft(&format!("scope: TBD\n{}", allow("text-placeholder")));
    let snapshot = Snapshot::load(&tree);
    let found = submission(&snapshot, &snapshot.registers["xyz"]);
    assert_eq!(
        (names(&found), silenced(&found)),
        (
            vec![],
            vec!["text-placeholder registers/xyz/register.yaml".into()]
        )
    );
    assert_eq!(found.silenced()[0].because, "Known to both");
    // An entry applies to its rule only.
    tree = with_draft(&format!("scope: TBD\n{}", allow("text-missing")));
    assert!(has(
        &check(&Snapshot::load(&tree), today()),
        "text-placeholder"
    ));
    // The draft suppresses findings in the contacts.
    tree = with_draft(&allow("contacts-missing"));
    tree.remove("registers/xyz/contacts.yaml");
    let found = check(&Snapshot::load(&tree), today());
    assert_eq!(
        (names(&found), silenced(&found)),
        (vec![], vec!["contacts-missing ".into()])
    );
    // An entry of the frozen text does not apply to the draft, nor to another register.
    tree.insert(SourceFile::new("registers/xyz/register.yaml", TEXT));
    tree.remove("registers/abc/contacts.yaml");
    let found = check(&Snapshot::load(&tree), today());
    assert_eq!(
        found
            .iter()
            .filter(|found| found.rule == "contacts-missing")
            .count(),
        2
    );
    // An entry for a rule that cannot be suppressed has no effect.
    tree = with_draft(&format!(
        "milestones: [{{id: m1, title: T, committees: [nowhere], due: 2028}}]\n{}",
        allow("committee-unknown")
    ));
    let found = submission(
        &Snapshot::load(&tree),
        &Snapshot::load(&tree).registers["xyz"],
    );
    assert!(
        has(&found, "committee-unknown")
            && has(&found, "allow-never")
            && found.silenced().is_empty()
    );
}

#[test]
fn what_is_allowed_is_kept_and_not_corrected() {
    let mut tree = with_draft("allow: [{rule: contact-email, because: Known to both}]\n");
    let contacts = world::CONTACTS.replacen("xia@xyz.example", "' xia@xyz.example'", 1);
    tree.insert(SourceFile::new("registers/xyz/contacts.yaml", contacts));
    tree.insert(SourceFile::new(
        "registers/roster.yaml",
        world::ROSTER.replacen("chair: ann", "chair: ANN", 1),
    ));
    let same = tree.get("registers/xyz/contacts.yaml").cloned();
    let silenced = |findings: &Findings| -> Vec<Option<String>> {
        let list = findings.silenced().iter().map(|one| &one.diagnostic);
        list.map(|found| found.help.clone().filter(|_| found.fix.is_none()))
            .collect()
    };
    let advice = [Some("write `xia@xyz.example`".to_string())];
    assert_eq!(silenced(&check(&Snapshot::load(&tree), today())), advice);
    let check =
        |tree: &Tree| Ok::<_, std::convert::Infallible>(check(&Snapshot::load(tree), today()));
    let Ok((done, left)) = crate::autofix::apply_fixes(&mut tree, |_| true, check);
    assert_eq!(
        (done.len(), left.len(), silenced(&left)),
        (1, 0, advice.to_vec()),
        "{:#?}",
        names(&left)
    );
    assert_eq!(tree.get("registers/xyz/contacts.yaml"), same.as_ref());
}

#[test]
fn what_the_record_rests_on_is_never_silenced() {
    for rule in ALL.iter() {
        let is_silent = [
            "act-",
            "vote-",
            "result-",
            "revision-",
            "yaml-",
            "field-",
            "roster-",
            "policy-",
            "allow-",
        ]
        .iter()
        .any(|prefix| rule.name.starts_with(prefix))
            || [
                "governance-missing",
                "governance-unsaved",
                "history-gap",
                "stray-file",
                "file-kind",
                "path-portable",
            ]
            .contains(&rule.name)
            || [
                "partner-unknown",
                "partner-differs",
                "committee-unknown",
                "milestone-duplicate",
                "text-email",
            ]
            .contains(&rule.name);
        assert!(
            !(is_silent && rule.can_be_silenced()),
            "{} can be suppressed",
            rule.name
        );
    }
    assert!(named("text-placeholder").is_some_and(Rule::can_be_silenced));
}
