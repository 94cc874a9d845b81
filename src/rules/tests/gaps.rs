//! The severity of gaps in a draft, in a submitted text, and in earlier records.

use super::*;

#[test]
fn what_a_draft_may_leave_open_is_an_error_in_what_is_submitted() {
    let row = "type: Schema, ap_id: xyz_ schema, description: '', domain: Networking, lead: XYZ, ip_policy: XYZ, \
               owner: XYZ, developer: XYZ, maintainer: XYZ, development: delegated";
    let fields = format!(
        "subject: ''\nscope: The models at www.xyz.example\nlinks: [{{title: Bylaws, href: bylaws.pdf}}]\n\
         milestones: [{{id: m1, title: T, committees: [platform], commitment: committed}}]\nstandards: [{{{row}}}]"
    );
    let mut tree = with_draft(&fields);
    let policy = format!("{}delegation_rules: [DSP4012]\n", world::POLICY);
    tree.insert(SourceFile::new("registers/policy.yaml", policy.as_str()));
    tree.insert(SourceFile::new("registers/history/policy-2.yaml", policy));
    tree.insert(SourceFile::new(
        "registers/xyz/contacts.yaml",
        "partner: [{role: ''}]\nhome: [{role: owner}]\n",
    ));
    let snapshot = Snapshot::load(&tree);
    let register_files = &snapshot.registers["xyz"];
    let (draft, submitted, records) = (
        check(&snapshot, today()),
        submission(&snapshot, register_files),
        records(&snapshot, register_files),
    );
    for rule in [
        "text-blank",
        "text-link",
        "link-invalid",
        "milestone-committed-undated",
        "standard-blank",
        "delegation-rules",
    ] {
        assert_eq!(
            severity(&draft, rule),
            Some(Severity::Warning),
            "{rule}: {:#?}",
            names(&draft)
        );
        assert_eq!(
            severity(&submitted, rule),
            Some(Severity::Error),
            "{rule}: {:#?}",
            names(&submitted)
        );
        assert_eq!(
            severity(&records, rule),
            Some(Severity::Warning),
            "{rule}: {:#?}",
            names(&records)
        );
    }
    assert_eq!(severity(&submitted, "contact-blank"), Some(Severity::Error));
    // A missing governing body is a visible gap, but blocks nothing.
    let tree = with_draft("partner: {organization: xyz}");
    let snapshot = Snapshot::load(&tree);
    let register_files = &snapshot.registers["xyz"];
    let found = |findings: &Findings| severity(findings, "governing-body-missing");
    assert_eq!(
        found(&submission(&snapshot, register_files)),
        Some(Severity::Note)
    );
    assert_eq!(
        found(&crate::rules::records(&snapshot, register_files)),
        None
    );
}

#[test]
fn a_placeholder_is_found_in_every_way_to_write_it() {
    for words in [
        "NA",
        "n.a.",
        "N/A",
        "-",
        "\u{2014}",
        "?",
        "TBC",
        "Limits are tbd",
        "Limits are to be determined.",
        "Limits are to be defined",
        "Limits are to be done",
        "Limits are not yet known",
        "See <insert text>",
        "See Error! Reference source not found.",
        "Lorem ipsum dolor",
    ] {
        let broken = words.replace(' ', "\n  ");
        for scope in [
            format!("'{words}'"),
            format!("\"{words}\""),
            format!("\"{}\"", words.replace('e', "\\x65")),
            format!("|\n  {broken}"),
            format!(">-\n  {broken}\n"),
            format!("'{broken}'"),
        ] {
            let draft = with_draft(&format!("scope: {scope}"));
            let found = check(&Snapshot::load(&draft), today());
            assert!(has(&found, "text-placeholder"), "{scope}: {found:#?}");
        }
    }
    for plain in ["NA", "n.a.", "Limits\n  are to be\n  decided"] {
        let draft = with_draft(&format!("scope: {plain}"));
        let found = check(&Snapshot::load(&draft), today());
        assert!(has(&found, "text-placeholder"), "{plain}: {found:#?}");
    }
}
