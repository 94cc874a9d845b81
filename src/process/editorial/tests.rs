use super::*;

const TEXT: &str = r#"{"title": "Work Registre", "version": "1", "scope": "Managed netwroks.", "benefits": "One model.",
    "subject": "Networks", "partner": {"organization": "xyz"}, "sections": {"costs": "Each side pays its own costs."},
    "milestones": [{"id": "m1", "title": "Scheme publishd", "committees": ["technical"], "due": "2027"}],
    "standards": [{"type": "Profile", "ap_id": "G", "description": "manages routres", "domain": "Network", "lead": "XYZ",
        "ip_policy": "XYZ", "owner": "XYZ", "developer": "XYZ", "maintainer": "XYZ"}]}"#;

fn with(edits: &[(&str, &str)]) -> Register {
    let text = edits.iter().fold(TEXT.to_string(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    serde_json::from_str(&text).expect("a register")
}

fn check(edits: &[(&str, &str)]) -> Result<(), String> {
    differs_by_typing_errors(&with(&[]), &with(edits)).map_err(|why| why.to_string())
}

#[test]
fn typing_errors_are_found_in_every_field_of_prose() {
    let edits = [
        ("netwroks", "networks"),
        ("model", "modell"),
        ("publishd", "published"),
        ("routres", "routers"),
        ("costs.", "cost."),
        (r#""version": "1""#, r#""version": "2""#),
    ];
    assert_eq!(check(&edits), Ok(()));
    let lines = corrections(&with(&[]), &with(&edits));
    assert_eq!(
        lines,
        [
            "scope: `netwroks` becomes `networks`",
            "benefits: `model` becomes `modell`",
            "section `costs`: `costs` becomes `cost`",
            "title of the milestone `m1`: `publishd` becomes `published`",
            "description of the row `G`: `routres` becomes `routers`",
        ]
    );
}

#[test]
fn every_other_field_is_named() {
    for (old, new, named) in [
        (
            "Registre",
            "Register",
            "title: `Registre` becomes `Register`",
        ),
        (
            "Managed netwroks.",
            "Managed netwroks and storage.",
            "scope: `and` `storage` added",
        ),
        (
            r#""due": "2027""#,
            r#""due": "2028""#,
            "milestone `m1`: due 2028",
        ),
        (
            r#"["technical"]"#,
            r#"["marketing"]"#,
            "milestone `m1`: owned by marketing",
        ),
        (
            r#""domain": "Network""#,
            r#""domain": "Networks""#,
            "row `G`: domain Networks",
        ),
        (r#""ap_id": "G""#, r#""ap_id": "H""#, "row `H` added"),
        (
            r#""owner": "XYZ""#,
            r#""owner": "DMTF""#,
            "row `G`: owner DMTF",
        ),
        (r#""id": "m1""#, r#""id": "m2""#, "milestone `m1` dropped"),
        (r#""costs":"#, r#""cost":"#, "section `cost` added"),
        (r#", "benefits": "One model.""#, "", "benefits removed"),
        (
            r#""organization": "xyz""#,
            r#""organization": "xyw""#,
            "partner's side changed",
        ),
        (
            "Each side",
            "No side",
            "section `costs`: `Each` becomes `No`",
        ),
    ] {
        let why = check(&[(old, new)]).expect_err(new);
        assert!(why.contains(named), "{new}: {why}");
    }
}

#[test]
fn corrections_are_carried_to_texts_with_the_same_errors() {
    let (from, to) = (
        with(&[]),
        with(&[("netwroks", "networks"), ("routres", "routers")]),
    );
    let mut other = with(&[("One model.", "Two models.")]);
    mend(&mut other, &from, &to);
    let expected = with(&[
        ("One model.", "Two models."),
        ("netwroks", "networks"),
        ("routres", "routers"),
    ]);
    assert_eq!(other, expected);
    let mut changed = with(&[("Managed netwroks.", "Managed netwroks and storage.")]);
    let expected = with(&[
        ("Managed netwroks.", "Managed netwroks and storage."),
        ("routres", "routers"),
    ]);
    mend(&mut changed, &from, &to);
    assert_eq!(changed, expected);
}
