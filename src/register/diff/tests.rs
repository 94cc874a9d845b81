//! Differences in meaning.

use super::*;

const TEXT: &str = r#"{
    "title": "XYZ / DMTF Work Register", "version": "1.0", "scope": "Routers are covered. Switches are covered.",
    "benefits": "One model.", "partner": {"organization": "xyz"},
    "milestones": [
        {"id": "m1", "title": "First schema", "committees": ["technical"], "working_groups": ["networks"],
         "due": "2027-Q3"},
        {"id": "m2", "title": "Profiles", "committees": ["marketing"], "due": "2027"}
    ],
    "standards": [
        {"type": "Profiles", "ap_id": "Group", "description": "Profiles", "domain": "Networking", "lead": "XYZ",
         "ip_policy": "XYZ", "owner": "XYZ", "developer": "XYZ", "maintainer": "XYZ", "group": true}
    ]
}"#;

fn register(text: &str) -> Register {
    serde_json::from_str(text).expect("a register")
}

/// What changes when `old` is replaced by `new` in the text: field, kind, words.
fn found(old: &str, new: &str) -> Vec<(Field, FieldChange, String)> {
    assert!(TEXT.contains(old), "{old}");
    let after = register(&TEXT.replace(old, new));
    changes(&register(TEXT), &after)
        .into_iter()
        .map(|c| (c.field, c.kind, c.what))
        .collect()
}

fn one(old: &str, new: &str) -> (Field, FieldChange) {
    match found(old, new).as_slice() {
        [(field, kind, _)] => (*field, *kind),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_text_does_not_differ_from_itself_however_it_is_laid_out() {
    assert_eq!(
        found("Routers are covered. ", "Routers  are\\ncovered.\\n\\n"),
        []
    );
    assert_eq!(
        found("\"title\": \"Profiles\"", "\"title\": \" Profiles \""),
        []
    );
}

#[test]
fn the_order_of_lists_is_no_difference() {
    let mut moved = register(TEXT);
    moved.milestones.reverse();
    assert_eq!(changes(&register(TEXT), &moved), []);
}

#[test]
fn a_scope_that_says_more_is_extended_and_any_other_changed() {
    let scope = "Routers are covered. Switches are covered.";
    assert_eq!(
        one(
            scope,
            "Routers are covered. Hubs too. Switches are covered. And more."
        ),
        (Field::Scope, FieldChange::Extended)
    );
    assert_eq!(
        one(scope, "Routers are covered."),
        (Field::Scope, FieldChange::Changed)
    );
    assert_eq!(
        one(scope, "Switches are covered. Routers are covered."),
        (Field::Scope, FieldChange::Changed)
    );
    assert_eq!(one(scope, ""), (Field::Scope, FieldChange::Removed));
}

#[test]
fn a_milestone_concerns_its_owners_before_and_after() {
    let after = register(&TEXT.replace("[\"technical\"]", "[\"alliance\"]"));
    let change = changes(&register(TEXT), &after).remove(0);
    assert_eq!(
        change.what,
        "milestone `m1`: owned by alliance, was technical"
    );
    let owners: Vec<&str> = change.committees.iter().map(Id::as_str).collect();
    assert_eq!(owners, ["alliance", "technical"]);
    assert_eq!(
        found("2027-Q3", "2027-Q4")[0].2,
        "milestone `m1`: due 2027-Q4, was 2027-Q3"
    );
}

#[test]
fn a_working_group_that_is_new_to_the_register_joins() {
    let changes = found("[\"networks\"]", "[\"networks\", \"storage\"]");
    let kinds: Vec<_> = changes
        .iter()
        .map(|(field, kind, _)| (*field, *kind))
        .collect();
    assert_eq!(
        kinds,
        [
            (Field::Milestone, FieldChange::Changed),
            (Field::WorkingGroup, FieldChange::Added)
        ]
    );
}

/// A row with the columns of the group, except for the replaced text.
fn split(old: &str, new: &str) -> Vec<(Field, FieldChange, String)> {
    let row = r#"{"type": "Profile", "ap_id": "DSP1", "description": "Switch profile", "domain": "Networking",
        "lead": "XYZ", "ip_policy": "XYZ", "owner": "XYZ", "developer": "XYZ", "maintainer": "XYZ"}"#;
    let mut after = register(TEXT);
    after.standards = vec![serde_json::from_str(&row.replace(old, new)).expect("a row")];
    changes(&register(TEXT), &after)
        .into_iter()
        .map(|c| (c.field, c.kind, c.what))
        .collect()
}

#[test]
fn a_group_is_split_where_its_rows_inherit_its_columns() {
    assert_eq!(
        split("", ""),
        [(
            Field::Row,
            FieldChange::Split,
            "group `Group` split into `DSP1`".to_string()
        )]
    );
    for (old, new, added) in [
        // A new holder, and a new domain.
        (
            "\"owner\": \"XYZ\"",
            "\"owner\": \"DMTF\"",
            FieldChange::Extended,
        ),
        ("Networking", "Storage", FieldChange::Extended),
        ("\"Profile\"", "\"Schema\"", FieldChange::Added),
        (
            "\"lead\": \"XYZ\"",
            "\"lead\": \"DMTF\"",
            FieldChange::Added,
        ),
    ] {
        let kinds: Vec<FieldChange> = split(old, new)
            .into_iter()
            .map(|(_, kind, _)| kind)
            .collect();
        assert_eq!(kinds, [added, FieldChange::Removed], "{new}");
    }
}

#[test]
fn a_column_of_a_row_is_named() {
    let changes = found("\"owner\": \"XYZ\"", "\"owner\": \"DMTF\"");
    assert_eq!(changes[0].2, "row `Group`: owner DMTF, was XYZ");
}
