//! Paths of a store and their texts.

use proptest::prelude::*;

use super::*;
use crate::id::Id;

fn id(text: &str) -> Id {
    text.parse().expect("an id")
}

#[test]
fn every_file_of_a_store_has_one_place() {
    let roster = |number| StorePath::Version(VersionKind::Roster, number);
    let consent = StorePath::Consent(VersionKind::Roster, 12, "vic-0123456789ab.yaml".into());
    let key = StorePath::KeyStatement("vic-0123456789ab.yaml".into());
    let vote = StorePath::Act(
        id("xyz"),
        ActPath::Vote {
            ballot: "adopt-1-alliance-1".into(),
            seat: "acme".into(),
            name: "1-0123456789ab.yaml".into(),
        },
    );
    let ballot = |act| StorePath::Act(id("xyz"), act);
    let of = || "adopt-1-alliance-1".to_string();
    let act = ActPath::Named("2026-05-01-request-0123456789ab.yaml".into());
    for (path, place) in [
        ("policy.yaml", StorePath::Policy),
        ("roster.yaml", StorePath::Roster),
        ("allowed_signers", StorePath::Signers),
        ("history/roster-12.yaml", roster(12)),
        ("history/roster-12/vic-0123456789ab.yaml", consent.clone()),
        (
            "history/roster-12/vic-0123456789ab.yaml.sig",
            consent.signature(),
        ),
        ("history/keys/vic-0123456789ab.yaml", key.clone()),
        ("history/keys/vic-0123456789ab.yaml.sig", key.signature()),
        ("xyz/register.yaml", StorePath::Text(id("xyz"))),
        ("xyz/contacts.yaml", StorePath::Contacts(id("xyz"))),
        ("xyz/revisions/1.yaml", StorePath::Revision(id("xyz"), 1)),
        (
            "xyz/ballots/adopt-1-alliance-1/ballot.yaml",
            ballot(ActPath::Ballot(of())),
        ),
        (
            "xyz/ballots/adopt-1-alliance-1/result.yaml",
            ballot(ActPath::Result(of(), None)),
        ),
        (
            "xyz/ballots/adopt-1-alliance-1/result-10.yaml",
            ballot(ActPath::Result(of(), Some(10))),
        ),
        (
            "xyz/ballots/adopt-1-alliance-1/votes/acme/1-0123456789ab.yaml",
            vote.clone(),
        ),
        (
            "xyz/ballots/adopt-1-alliance-1/votes/acme/1-0123456789ab.yaml.sig",
            vote.signature(),
        ),
        (
            "_requests/cr-1/acts/2026-05-01-request-0123456789ab.yaml",
            StorePath::RequestAct(id("cr-1"), act),
        ),
    ] {
        let path = format!("registers/{path}");
        assert_eq!(path.parse(), Ok(place.clone()), "{path}");
        assert_eq!(place.to_string(), path);
    }
}

#[test]
fn people_write_texts_contacts_policy_and_roster() {
    for path in [
        "policy.yaml",
        "roster.yaml",
        "xyz/register.yaml",
        "xyz/contacts.yaml",
    ] {
        assert!(
            StorePath::is_peoples(&format!("registers/{path}")),
            "{path}"
        );
    }
    for path in [
        "history/roster-1.yaml",
        "allowed_signers",
        "xyz/revisions/1.yaml",
        "xyz/acts/1.yaml",
        "xyz/notes.txt",
        "xyz/ballots/adopt-1-alliance-1/votes/acme/1-0123456789ab.yaml",
    ] {
        assert!(
            !StorePath::is_peoples(&format!("registers/{path}")),
            "{path}"
        );
    }
}

#[test]
fn strays_have_none() {
    for path in [
        "registers/xyz/notes.txt",
        "registers/XYZ/register.yaml",
        "registers/xyz/revisions/01.yaml",
        "registers/history/register.yaml",
        "registers/history/roster-02/vic.yaml",
        "registers/history/people-2/vic.yaml",
        "registers/xyz/acts/.hidden.yaml",
        "registers/xyz/acts/a/b.yaml",
        "registers/xyz/acts/notes.txt",
        "registers/xyz/acts/con.yaml",
        "registers/xyz/ballots/adopt-1./ballot.yaml",
        "registers/xyz/ballots/nul/result.yaml",
        "registers/xyz/ballots/adopt-1-alliance-1/result-1.yaml",
        "registers/xyz/ballots/adopt-1-alliance-1/result-02.yaml",
        "registers/xyz/ballots/adopt-1-alliance-1/result-x.yaml",
        "registers/xyz/ballots/adopt-1-alliance-1/ballot-2.yaml",
        "README.md",
        "registers/_requests/cr-1/register.yaml",
        "registers/_requests/CR/acts/a.yaml",
        "registers/_requests/cr-1/ballots/adopt-1-alliance-1/ballot.yaml",
        "registers/_requests/acts/a.yaml",
        "registers/policy.yaml.sig",
        "registers/xyz/register.yaml.sig",
        "registers/xyz/acts/a.yaml.sig.sig",
    ] {
        assert!(path.parse::<StorePath>().is_err(), "{path}");
    }
}

/// A name that every platform allows.
fn name() -> impl Strategy<Value = String> {
    "[a-z0-9][a-z0-9-]{0,12}".prop_filter("a device", |name| !crate::id::is_device(name))
}

fn an_id() -> impl Strategy<Value = Id> {
    "[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}"
        .prop_filter_map("an id of a register", |text| register_id(&text))
}

fn file() -> impl Strategy<Value = String> {
    name().prop_map(|name| name + ".yaml")
}

fn version() -> impl Strategy<Value = (VersionKind, u32)> {
    (prop::sample::select(&VersionKind::ALL), 1..u32::MAX)
}

fn act() -> impl Strategy<Value = ActPath> {
    prop_oneof![
        file().prop_map(ActPath::Named),
        name().prop_map(ActPath::Ballot),
        (name(), prop::option::of(2..u32::MAX))
            .prop_map(|(of, number)| ActPath::Result(of, number)),
        (name(), name(), file()).prop_map(|(ballot, seat, name)| ActPath::Vote {
            ballot,
            seat,
            name
        }),
    ]
}

fn place() -> impl Strategy<Value = StorePath> {
    prop_oneof![
        prop::sample::select(vec![
            StorePath::Policy,
            StorePath::Roster,
            StorePath::Signers
        ]),
        version().prop_map(|(kind, number)| StorePath::Version(kind, number)),
        (version(), file())
            .prop_map(|((kind, number), name)| StorePath::Consent(kind, number, name)),
        file().prop_map(StorePath::KeyStatement),
        an_id().prop_map(StorePath::Text),
        an_id().prop_map(StorePath::Contacts),
        (an_id(), 1..u32::MAX).prop_map(|(id, number)| StorePath::Revision(id, number)),
        (an_id(), act()).prop_map(|(id, act)| StorePath::Act(id, act)),
        (an_id(), file()).prop_map(|(id, name)| StorePath::RequestAct(id, ActPath::Named(name))),
        (an_id(), act()).prop_map(|(id, act)| StorePath::Act(id, act).signature()),
    ]
}

/// A text of the parts that paths have, which is mostly no path.
fn text() -> impl Strategy<Value = String> {
    const PARTS: [&str; 21] = [
        "registers",
        "history",
        "_requests",
        "keys",
        "xyz",
        "acts",
        "ballots",
        "votes",
        "revisions",
        "policy.yaml",
        "roster-1.yaml",
        "roster-1",
        "policy-02",
        "1.yaml",
        "a.yaml",
        "ballot.yaml",
        "result.yaml",
        "result-2.yaml",
        "register.yaml",
        "a.yaml.sig",
        "",
    ];
    prop::collection::vec(prop::sample::select(PARTS.as_slice()), 0..7)
        .prop_map(|parts| format!("registers/{}", parts.join("/")))
}

proptest! {
    #[test]
    fn a_path_is_read_as_it_is_written(place in place()) {
        prop_assert_eq!(place.to_string().parse(), Ok(place));
    }

    #[test]
    fn a_text_that_is_a_path_is_written_as_it_was_read(text in text()) {
        if let Ok(place) = text.parse::<StorePath>() {
            prop_assert_eq!(place.to_string(), text);
        }
    }
}
