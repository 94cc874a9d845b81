//! Tests what a roster must keep from the previous one, and which introduced keys count.

use super::*;

fn read(people: &str, more: &str) -> Roster {
    let text = format!("format: 1\nhome: dmtf\npeople:\n{people}{more}\n");
    let file = SourceFile::new("registers/roster.yaml", text);
    Document::<Roster>::read(&file)
        .get()
        .expect("a roster")
        .clone()
}

const PEOPLE: &str = "  - {id: ann, name: Ann Adams, email: ann@x.example}\n";

#[test]
fn nobody_is_taken_out_and_no_id_changes_hands() {
    const MORE: &str = "bodies:\n  - {id: tc, name: Technical, kind: committee}\norganizations:\n  \
                        - {id: ember, name: Ember Systems}\n  - {id: xyz, name: XYZ Forum, short: XYZ}\n";
    let old = read(PEOPLE, MORE);
    let broken = |people: &str, more: &str| -> Vec<String> {
        breaks(&old, &read(people, more))
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    let swapped = |from: &str, to: &str| {
        assert!(PEOPLE.contains(from) || MORE.contains(from), "{from}");
        broken(&PEOPLE.replace(from, to), &MORE.replace(from, to))
    };
    // Ordinary changes.
    assert_eq!(broken(PEOPLE, MORE), Vec::<String>::new());
    for (from, to) in [
        ("Ann Adams", "Ann Abbot"),
        ("ann@x.example", "ann@y.example"),
        ("ann@x.example", "ann@x.example, until: 2026-01-01"),
        (
            "Technical, kind: committee",
            "Technical, kind: working-group",
        ),
        ("Technical", "Platform"),
        ("Ember Systems", "Ember  systems"),
        ("Ember Systems", "Ember Systems Incorporated"),
        ("Ember Systems", "Ember Systmes"),
        ("XYZ Forum, short: XYZ", "XYZ Alliance, short: XYZ"),
        (
            "XYZ Forum, short: XYZ",
            "UVW Forum, short: UVW, status: renamed",
        ),
        ("XYZ Forum, short: XYZ", "XYZ Forum, short: XF"),
    ] {
        assert_eq!(swapped(from, to), Vec::<String>::new(), "{to}");
    }
    // Refused changes.
    for (from, to, told) in [
        ("id: ann", "id: al", "leaves out the person `ann`"),
        ("id: tc", "id: pc", "leaves out the body `tc`"),
        (
            "id: ember",
            "id: other",
            "leaves out the organization `ember`",
        ),
        (
            "Ann Adams, email: ann@x.example",
            "Anton Other, email: anton@x.example",
            "the person `ann` was Ann Adams and is now Anton Other",
        ),
        (
            "Technical, kind: committee",
            "Members, kind: working-group",
            "the body `tc` was Technical and is now Members",
        ),
        (
            "Ember Systems",
            "Quarry",
            "the organization `ember` was Ember Systems and is now Quarry",
        ),
        (
            "XYZ Forum, short: XYZ",
            "Quarry, short: Q",
            "the organization `xyz` was XYZ Forum and is now Quarry",
        ),
        (
            "XYZ Forum, short: XYZ",
            "Quarry",
            "the organization `xyz` was XYZ Forum and is now Quarry",
        ),
    ] {
        let found = swapped(from, to);
        assert!(
            found.len() == 1 && found[0].contains(told),
            "{to}: {found:?}"
        );
    }
}

#[test]
fn a_version_that_takes_somebody_out_or_comes_back_is_never_in_force() {
    let mut store = Store::new("");
    store.roster(&["vic", "ann"], "");
    let chain = store.chain();
    assert_eq!(store.in_force().0, 1);
    let unfit = chain.pending().first().and_then(|it| it.unfit.clone());
    assert!(
        matches!(
            unfit,
            Some(Unfit::Broken(Break::Gone {
                thing: Thing::Person,
                ..
            }))
        ),
        "{unfit:?}"
    );
    // It blocks nothing: the next version follows the one in force.
    store.roster(&["vic", "ann", "bob", "zoe"], "");
    assert_eq!(store.in_force().0, 3);
    // Roster 1 and policy 1 again.
    store.policy("review_months: 12\n");
    let (roster, policy) = (store.rosters[0].clone(), store.policies[0].clone());
    store.rosters.push(roster);
    store.policies.push(policy);
    let chain = store.chain();
    assert_eq!(chain.number_in_force(VersionKind::Roster), Some(3));
    assert_eq!(chain.number_in_force(VersionKind::Policy), Some(2));
    let unfit: Vec<_> = chain
        .pending()
        .iter()
        .filter_map(|it| it.unfit.clone())
        .collect();
    assert!(unfit.contains(&Unfit::Returned { number: 1 }), "{unfit:?}");
}

#[test]
fn a_chain_only_goes_on_from_the_one_before() {
    let mut store = rooted();
    let before = store.chain();
    let third = store.roster(
        &["vic", "ann", "bob"],
        "roots: {people: [vic], threshold: 1}",
    );
    store.consent("vic", VersionKind::Roster, third);
    let mut stale = store.clone();
    // Version 3 lacked consents, and version 4 came into force.
    let fourth = store.roster(&["vic", "ann", "bob", "zoe"], TWO_OF_THREE);
    store.consent("vic", VersionKind::Roster, fourth);
    store.consent("ann", VersionKind::Roster, fourth);
    let after = store.chain();
    assert_eq!(after.number_in_force(VersionKind::Roster), Some(4));
    assert_eq!(after.follows(&before), Ok(()));
    assert_eq!(
        before.follows(&after),
        Err("roster 4 was in force, and would no longer be".to_string())
    );
    // A late consent, written while roster 2 was in force.
    stale.consent("ann", VersionKind::Roster, third);
    store.consents = [store.consents.clone(), stale.consents].concat();
    let told = store.chain().follows(&after);
    assert_eq!(
        told,
        Err("roster 4 was in force, and roster 3 would replace it".to_string())
    );
}

#[test]
fn keys_that_a_key_of_the_ballot_introduced_count_and_no_others() {
    let key = |name: &str| secret(name).key();
    let (a, b, c, d, other) = (key("a"), key("b"), key("c"), key("d"), key("other"));
    let link = |person: &str, by: &Key, to: &Key| KeyIntroduction {
        person: id(person),
        key: to.clone(),
        by: by.clone(),
    };
    let frozen = vec![a.clone()];
    let allowed = |later: &[&Key], links: &[KeyIntroduction], stolen: &[Key]| -> Vec<Key> {
        allowed_keys(&id("ann"), &frozen, later, links, stolen)
            .into_iter()
            .cloned()
            .collect()
    };
    // Chained statements count in any order; a key without one does not count.
    let links = [link("ann", &b, &c), link("ann", &a, &b)];
    assert_eq!(
        allowed(&[&c, &b, &d], &links, &[]),
        [a.clone(), b.clone(), c.clone()]
    );
    // A statement alone does not suffice: a version in force must have the key.
    assert_eq!(allowed(&[&c], &links, &[]), std::slice::from_ref(&a));
    // A statement by another person or by a key that does not count has no effect.
    assert_eq!(
        allowed(&[&b], &[link("bob", &a, &b)], &[]),
        std::slice::from_ref(&a)
    );
    assert_eq!(
        allowed(&[&b], &[link("ann", &other, &b)], &[]),
        std::slice::from_ref(&a)
    );
    // A cycle of statements introduces no key.
    assert_eq!(
        allowed(&[&b, &c], &[link("ann", &b, &c), link("ann", &c, &b)], &[]),
        std::slice::from_ref(&a)
    );
    // A stolen key does not count, nor does a key that only it introduced.
    assert_eq!(
        allowed(&[&b, &c], &links, std::slice::from_ref(&b)),
        std::slice::from_ref(&a)
    );
    assert_eq!(
        allowed(&[&b, &c], &links, std::slice::from_ref(&a)),
        Vec::<Key>::new()
    );
    let both = [links.as_slice(), &[link("ann", &a, &c)]].concat();
    assert_eq!(allowed(&[&b, &c], &both, std::slice::from_ref(&b)), [a, c]);
}

#[test]
fn a_stolen_key_stays_marked() {
    let line = secret("vic").key().line();
    let person =
        |more: &str| format!("  - {{id: ann, name: Ann Adams, email: ann@x.example{more}}}\n");
    let old = read(&person(&format!(", stolen: [{line}]")), "");
    assert_eq!(
        breaks(&old, &read(&person(&format!(", stolen: [{line}]")), "")),
        []
    );
    for now in [
        "".to_string(),
        format!(", keys: [{line}], stolen: [{line}]"),
        format!(", keys: [{line}]"),
    ] {
        let found = breaks(&old, &read(&person(&now), ""));
        assert!(
            matches!(found.as_slice(), [Break::Unmarked { .. }]),
            "{now}: {found:?}"
        );
    }
}

#[test]
fn until_is_no_way_to_use_an_id_again() {
    let ended = "  - {id: ann, name: Init Ann, email: init@x.example, until: 2025-12-31}\n";
    let first = read(PEOPLE, "");
    let second = read(ended, "");
    // A person who has left without key or office may be renamed.
    assert_eq!(breaks(&first, &second), []);
    let in_use = "officers: {vp_alliances: ann}";
    assert!(matches!(
        breaks(&first, &read(ended, in_use)).as_slice(),
        [Break::Reused { .. }]
    ));
    // The id never names another person later.
    for (people, more) in [
        (ended.replace(", until: 2025-12-31", ""), ""),
        (ended.replace("2025-12-31", "2099-12-31"), ""),
        (ended.to_string(), in_use),
    ] {
        assert!(
            revived(&first, &second, &read(&people, more)).is_some(),
            "{people}"
        );
    }
    assert_eq!(revived(&first, &second, &second), None);
    // Ann herself may return.
    let left = read(
        &PEOPLE.replace("x.example}", "x.example, until: 2025-12-31}"),
        "",
    );
    assert_eq!(revived(&first, &left, &first), None);
}

#[test]
fn a_proposal_is_left_behind_and_stays_there() {
    let mut store = rooted();
    let third = store.roster(&["vic", "ann", "bob", "zoe"], TWO_OF_THREE);
    store.consent("vic", VersionKind::Roster, third);
    let late = store.draft("ann", VersionKind::Roster, third);
    let fourth = store.roster(&["vic", "ann", "bob", "yan"], TWO_OF_THREE);
    store.consent("vic", VersionKind::Roster, fourth);
    store.consent("bob", VersionKind::Roster, fourth);
    assert_eq!(store.in_force(), (4, 1));
    assert_eq!(store.chain().pending()[0].unfit, Some(Unfit::Overtaken));
    // Ann's late consent makes another chain: that it cannot be pushed is the rule `history-forked`.
    store.add(late, "ann", "roster@wr.dmtf.org");
    assert_eq!(store.in_force(), (3, 1));
}
