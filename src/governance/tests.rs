//! Chains of versions, with the consents that people give and those that others forge.

use super::*;
use crate::act::canonical;
use crate::id::Id;
use crate::policy::StoreId;
use crate::signature::{Key, Seal, Secret};
use crate::snapshot::Document;
use crate::source::SourceFile;

const STORE: &str = "0123456789abcdef0123456789abcdef";

fn id(text: &str) -> Id {
    text.parse().expect("an id")
}

fn secret(who: &str) -> Secret {
    Secret::generate(&[who.as_bytes()[0]; 32])
}

/// Versions that grow one by one.
#[derive(Default, Clone)]
struct Store {
    rosters: Vec<(Digest, Roster)>,
    policies: Vec<(Digest, Policy)>,
    consents: Vec<Consented>,
}

impl Store {
    /// A first roster with these roots, and a first policy.
    fn new(roots: &str) -> Store {
        let mut store = Store::default();
        store.policy("");
        store.roster(&["vic", "ann", "bob"], roots);
        store
    }

    /// The next roster: people, each with the key of the same name, and the roots.
    fn roster(&mut self, people: &[&str], roots: &str) -> u32 {
        let line = |who: &&str| {
            let (id, key) = who.split_once('=').unwrap_or((who, who));
            let key = secret(key).key().line();
            format!("  - {{id: {id}, name: {id}, email: {id}@x.example, keys: [{key}]}}\n")
        };
        let people: String = people.iter().map(line).collect();
        let number = self.rosters.len() + 1;
        let text = format!("# {number}\nformat: 1\nhome: dmtf\npeople:\n{people}{roots}\n");
        let file = SourceFile::new("registers/roster.yaml", text);
        let roster = Document::<Roster>::read(&file).get().expect("a roster").clone();
        self.rosters.push((file.digest(), roster));
        number as u32
    }

    fn policy(&mut self, more: &str) -> u32 {
        let text = format!("# {}\nformat: 1\nstore: {STORE}\n{more}", self.policies.len());
        let file = SourceFile::new("registers/policy.yaml", text);
        let policy = Document::<Policy>::read(&file).get().expect("a policy").clone();
        self.policies.push((file.digest(), policy));
        self.policies.len() as u32
    }

    fn chain(&self) -> Chain {
        Chain::of(&Versions {
            rosters: (1..).zip(&self.rosters).map(|(at, (digest, it))| (at, (*digest, Some(it)))).collect(),
            policies: (1..).zip(&self.policies).map(|(at, (digest, it))| (at, (*digest, Some(it)))).collect(),
            consents: self.consents.iter().collect(),
        })
    }

    /// A consent as somebody would give it now.
    fn draft(&self, who: &str, to: Kind, version: u32) -> Consent {
        let at = version as usize - 1;
        let digest = match to {
            Kind::Roster => self.rosters[at].0,
            Kind::Policy => self.policies[at].0,
        };
        let chain = self.chain();
        Consent {
            format: Consent::FORMAT,
            store: STORE.parse::<StoreId>().expect("a store"),
            by: id(who),
            at: "2026-02-01T00:00:00Z".parse().expect("a moment"),
            to,
            version,
            digest,
            roster: chain.in_force(Kind::Roster),
            policy: chain.in_force(Kind::Policy).unwrap_or(self.policies[0].0),
        }
    }

    fn add(&mut self, consent: Consent, by: &str, namespace: &str) {
        let bytes = consent.to_bytes();
        let armour = secret(by).sign(namespace, &bytes).expect("signed").to_bytes();
        let seal = Seal::of(&armour, &bytes, None);
        self.consents.push(Consented { consent, digest: Digest::of(&bytes), seal });
    }

    fn consent(&mut self, who: &str, to: Kind, version: u32) {
        let consent = self.draft(who, to, version);
        self.add(consent, who, &format!("{to}@wr.dmtf.org"));
    }

    /// The numbers of the roster and the policy in force.
    fn in_force(&self) -> (usize, usize) {
        let chain = self.chain();
        let at = |digest: Option<Digest>, all: Vec<Digest>| {
            digest.and_then(|digest| all.iter().position(|it| *it == digest)).map_or(0, |at| at + 1)
        };
        (
            at(chain.in_force(Kind::Roster), self.rosters.iter().map(|it| it.0).collect()),
            at(chain.in_force(Kind::Policy), self.policies.iter().map(|it| it.0).collect()),
        )
    }
}

const TWO_OF_THREE: &str = "roots: {people: [vic, ann, bob], threshold: 2}";

/// A store whose second roster names three roots, of whom two must consent.
fn rooted() -> Store {
    let mut store = Store::new("");
    store.roster(&["vic", "ann", "bob"], TWO_OF_THREE);
    store.consent("vic", Kind::Roster, 2);
    assert_eq!(store.in_force(), (1, 1));
    store.consent("ann", Kind::Roster, 2);
    assert_eq!(store.in_force(), (2, 1));
    assert!(store.chain().is_rooted());
    store
}

#[test]
fn a_consent_reads_back_and_nothing_else_does() {
    let consent = rooted().consents[0].consent.clone();
    let bytes = consent.to_bytes();
    let text = String::from_utf8(bytes.clone()).expect("text");
    assert!(text.starts_with("format: 1\nstore: \"0123"), "{text}");
    let read = |bytes: &[u8]| canonical::from_bytes::<Consent>(&SourceFile::new("a.yaml", bytes));
    assert_eq!(read(&bytes), Some(consent));
    for forged in [text.replace("version: 2", "version: 02"), format!("{text}\n"), text.replace('\n', "\r\n")]
    {
        assert_eq!(read(forged.as_bytes()), None, "{forged}");
    }
}

#[test]
fn without_roots_every_saved_version_is_in_force() {
    let mut store = Store::new("");
    store.roster(&["vic", "ann", "bob", "zoe"], "");
    store.policy("review_months: 12\n");
    assert_eq!(store.in_force(), (2, 2));
    assert!(!store.chain().is_rooted() && store.chain().pending().is_empty());
}

#[test]
fn a_first_roster_with_roots_is_nothing_without_their_consent() {
    let mut store = Store::new(TWO_OF_THREE);
    assert_eq!(store.in_force(), (0, 0));
    assert!(store.chain().is_rooted());
    for who in ["vic", "bob"] {
        let consent = Consent { roster: None, ..store.draft(who, Kind::Roster, 1) };
        store.add(consent, who, "roster@wr.dmtf.org");
    }
    assert_eq!(store.in_force(), (1, 1));
}

#[test]
fn the_old_roots_decide_and_each_counts_once() {
    let mut store = rooted();
    // Mallory would be the only root, and consents for herself.
    store.roster(&["vic", "ann", "bob", "mallory"], "roots: {people: [mallory], threshold: 1}");
    store.consent("mallory", Kind::Roster, 3);
    store.consent("vic", Kind::Roster, 3);
    assert_eq!(store.in_force(), (2, 1));
    // The same person again, at another time.
    let later = "2026-02-02T00:00:00Z".parse().expect("a moment");
    let again = Consent { at: later, ..store.draft("vic", Kind::Roster, 3) };
    store.add(again, "vic", "roster@wr.dmtf.org");
    assert_eq!(store.in_force(), (2, 1));
    assert_eq!(store.chain().pending()[0].given, [id("vic")]);
    assert_eq!(store.chain().pending()[0].open, [id("ann"), id("bob")]);
    store.consent("bob", Kind::Roster, 3);
    assert_eq!(store.in_force(), (3, 1));
    // From now on she decides.
    store.policy("review_months: 12\n");
    store.consent("vic", Kind::Policy, 2);
    store.consent("bob", Kind::Policy, 2);
    assert_eq!(store.in_force(), (3, 1));
    store.consent("mallory", Kind::Policy, 2);
    assert_eq!(store.in_force(), (3, 2));
}

#[test]
fn one_person_with_two_keys_counts_once() {
    let mut store = Store::new("");
    store.roster(&["vic", "ann", "bob"], TWO_OF_THREE);
    let two = format!("keys: [{}, {}]", secret("vic").key().line(), secret("w").key().line());
    let one = format!("keys: [{}]", secret("vic").key().line());
    let text = format!(
        "format: 1\nhome: dmtf\npeople:\n  - {{id: vic, name: v, email: v@x.example, {one}}}\n  - {{id: ann, name: a, email: a@x.example, keys: [{}]}}\n{TWO_OF_THREE}\n",
        secret("ann").key().line()
    )
    .replace(&one, &two);
    let file = SourceFile::new("registers/roster.yaml", text);
    store.rosters[1] = (file.digest(), Document::<Roster>::read(&file).get().expect("a roster").clone());
    store.consent("vic", Kind::Roster, 2);
    let again = store.draft("vic", Kind::Roster, 2);
    store.add(again, "w", "roster@wr.dmtf.org");
    assert!(store.consents.iter().all(|it| store.chain().refused(it).is_none()));
    assert_eq!(store.in_force(), (1, 1));
}

#[test]
fn forged_consents_count_for_nothing_and_say_why() {
    let store = rooted();
    let with = |change: &dyn Fn(&mut Consent), by: &str, namespace: &str| {
        let mut store = store.clone();
        store.roster(&["vic", "ann", "bob", "zoe"], TWO_OF_THREE);
        store.consent("vic", Kind::Roster, 3);
        let mut consent = store.draft("ann", Kind::Roster, 3);
        change(&mut consent);
        store.add(consent, by, namespace);
        assert_eq!(store.in_force(), (2, 1));
        let chain = store.chain();
        chain.refused(store.consents.last().expect("it")).map(str::to_string)
    };
    let usual = "roster@wr.dmtf.org";
    let first = store.rosters[0].0;
    let policy = Digest::of(b"another");
    let because = |found: Option<String>, part: &str| {
        assert!(found.as_ref().is_some_and(|why| why.contains(part)), "{found:?} has no {part}");
    };
    because(with(&|_| (), "mallory", usual), "none of theirs");
    because(with(&|_| (), "ann", "policy@wr.dmtf.org"), "policy@wr.dmtf.org");
    because(with(&|it| it.by = id("zoe"), "zoe", usual), "no root");
    because(with(&|it| it.digest = first, "ann", usual), "another text");
    because(with(&|it| it.version = 9, "ann", usual), "no roster 9");
    because(with(&|it| it.policy = policy, "ann", usual), "a policy that is not there");
    because(with(&|it| it.roster = Some(policy), "ann", usual), "a roster that is not there");
    because(with(&|it| it.store = "f".repeat(32).parse().expect("id"), "ann", usual), "another store");
    // It was sound under the first roster, which is not in force any more.
    assert_eq!(with(&|it| it.roster = Some(first), "ann", usual), None);
    let mut unsigned = store.clone();
    unsigned.roster(&["vic", "ann", "bob", "zoe"], TWO_OF_THREE);
    for who in ["vic", "ann"] {
        let consent = unsigned.draft(who, Kind::Roster, 3);
        let digest = Digest::of(&consent.to_bytes());
        unsigned.consents.push(Consented { consent, digest, seal: Seal::Missing });
    }
    assert_eq!(unsigned.in_force(), (2, 1));
}

#[test]
fn what_was_left_behind_cannot_come_back() {
    let mut store = rooted();
    // Roster 3 takes Bob's office away, and roster 4 says what roster 2 said.
    store.roster(&["vic", "ann", "bob"], "roots: {people: [vic, ann], threshold: 2}");
    store.consent("vic", Kind::Roster, 3);
    store.consent("ann", Kind::Roster, 3);
    assert_eq!(store.in_force(), (3, 1));
    // Bob's key and Vic's old one are stolen: a policy under roster 2, where they were enough.
    let under_two = store.rosters[1].0;
    store.policy("assurance: recorded\n");
    for who in ["vic", "bob"] {
        let consent = Consent { roster: Some(under_two), ..store.draft(who, Kind::Policy, 2) };
        store.add(consent, who, "policy@wr.dmtf.org");
    }
    assert_eq!(store.in_force(), (3, 1));
    // And a roster 4 under roster 2.
    store.roster(&["vic", "ann", "bob"], TWO_OF_THREE);
    for who in ["vic", "bob"] {
        let consent = Consent { roster: Some(under_two), ..store.draft(who, Kind::Roster, 4) };
        store.add(consent, who, "roster@wr.dmtf.org");
    }
    assert_eq!(store.in_force(), (3, 1));
}

#[test]
fn a_roster_without_roots_does_not_undo_those_before_it() {
    let mut store = rooted();
    store.roster(&["vic", "ann", "bob", "mallory"], "");
    store.policy("assurance: recorded\n");
    assert_eq!(store.in_force(), (2, 1));
    // Also where the roots named a policy that came after the first roster.
    let mut store = Store::new("");
    store.policy("review_months: 12\n");
    store.roster(&["vic", "ann", "bob"], TWO_OF_THREE);
    store.consent("vic", Kind::Roster, 2);
    store.consent("ann", Kind::Roster, 2);
    store.roster(&["mallory"], "");
    assert_eq!(store.in_force(), (2, 2));
}

#[test]
fn some_rosters_can_never_be_in_force() {
    let mut store = rooted();
    let unfit = |people: &[&str], roots: &str| {
        let mut store = store.clone();
        let number = store.roster(people, roots);
        store.consent("vic", Kind::Roster, number);
        store.consent("ann", Kind::Roster, number);
        assert_eq!(store.in_force(), (2, 1));
        store.chain().pending()[0].unfit.clone()
    };
    let all = ["vic", "ann", "bob"];
    let roots = |threshold, able| Some(Unfit::Roots { threshold, able });
    assert_eq!(unfit(&all, "roots: {people: [vic], threshold: 2}"), roots(2, 1));
    assert_eq!(unfit(&all, "roots: {people: [vic, vic], threshold: 2}"), roots(2, 1));
    assert_eq!(unfit(&all, "roots: {people: [vic], threshold: 0}"), roots(0, 1));
    assert_eq!(unfit(&all, "roots: {people: [nobody], threshold: 1}"), roots(1, 0));
    let moved = unfit(&["vic=ann", "ann=vic", "bob"], TWO_OF_THREE);
    assert!(matches!(moved, Some(Unfit::Key { .. })), "{moved:?}");
    // A policy of another store.
    let other = format!("format: 1\nstore: {}\n", "f".repeat(32));
    let file = SourceFile::new("registers/policy.yaml", other);
    let policy = Document::<Policy>::read(&file).get().expect("a policy").clone();
    store.policies.push((file.digest(), policy));
    store.consent("vic", Kind::Policy, 2);
    store.consent("ann", Kind::Policy, 2);
    assert_eq!(store.in_force(), (2, 1));
    assert_eq!(store.chain().pending()[0].unfit, Some(Unfit::Store));
}

#[test]
fn a_proposal_is_left_behind_and_stays_there() {
    let mut store = rooted();
    let third = store.roster(&["vic", "ann", "bob", "zoe"], TWO_OF_THREE);
    store.consent("vic", Kind::Roster, third);
    let late = store.draft("ann", Kind::Roster, third);
    let fourth = store.roster(&["vic", "ann", "bob", "yan"], TWO_OF_THREE);
    store.consent("vic", Kind::Roster, fourth);
    store.consent("bob", Kind::Roster, fourth);
    assert_eq!(store.in_force(), (4, 1));
    assert_eq!(store.chain().pending()[0].unfit, Some(Unfit::Overtaken));
    // Ann's late consent makes another chain: that it cannot be pushed is the rule `history-forked`.
    store.add(late, "ann", "roster@wr.dmtf.org");
    assert_eq!(store.in_force(), (3, 1));
}

fn read(people: &str, more: &str) -> Roster {
    let text = format!("format: 1\nhome: dmtf\npeople:\n{people}{more}\n");
    let file = SourceFile::new("registers/roster.yaml", text);
    Document::<Roster>::read(&file).get().expect("a roster").clone()
}

const PEOPLE: &str = "  - {id: ann, name: Ann Adams, email: ann@x.example}\n";

#[test]
fn nobody_is_taken_out_and_no_id_changes_hands() {
    const MORE: &str = "bodies:\n  - {id: tc, name: Technical, kind: committee}\norganizations:\n  \
                        - {id: ember, name: Ember Systems}\n  - {id: xyz, name: XYZ Forum, short: XYZ}\n";
    let old = read(PEOPLE, MORE);
    let broken = |people: &str, more: &str| -> Vec<String> {
        breaks(&old, &read(people, more)).iter().map(ToString::to_string).collect()
    };
    let swapped = |from: &str, to: &str| {
        assert!(PEOPLE.contains(from) || MORE.contains(from), "{from}");
        broken(&PEOPLE.replace(from, to), &MORE.replace(from, to))
    };
    // What people do every day.
    assert_eq!(broken(PEOPLE, MORE), Vec::<String>::new());
    for (from, to) in [
        ("Ann Adams", "Ann Abbot"),
        ("ann@x.example", "ann@y.example"),
        ("ann@x.example", "ann@x.example, until: 2026-01-01"),
        ("Technical, kind: committee", "Technical, kind: working-group"),
        ("Technical", "Platform"),
        ("Ember Systems", "Ember  systems"),
        ("Ember Systems", "Ember Systems Incorporated"),
        ("Ember Systems", "Ember Systmes"),
        ("XYZ Forum, short: XYZ", "XYZ Alliance, short: XYZ"),
        ("XYZ Forum, short: XYZ", "UVW Forum, short: UVW, status: renamed"),
        ("XYZ Forum, short: XYZ", "XYZ Forum, short: XF"),
    ] {
        assert_eq!(swapped(from, to), Vec::<String>::new(), "{to}");
    }
    // What is refused.
    for (from, to, told) in [
        ("id: ann", "id: al", "leaves out the person `ann`"),
        ("id: tc", "id: pc", "leaves out the body `tc`"),
        ("id: ember", "id: other", "leaves out the organization `ember`"),
        (
            "Ann Adams, email: ann@x.example",
            "Anton Other, email: anton@x.example",
            "the person `ann` was Ann Adams, and is Anton Other",
        ),
        (
            "Technical, kind: committee",
            "Members, kind: working-group",
            "the body `tc` was Technical, and is Members",
        ),
        ("Ember Systems", "Quarry", "the organization `ember` was Ember Systems, and is Quarry"),
        ("XYZ Forum, short: XYZ", "Quarry, short: Q", "the organization `xyz` was XYZ Forum, and is Quarry"),
        ("XYZ Forum, short: XYZ", "Quarry", "the organization `xyz` was XYZ Forum, and is Quarry"),
    ] {
        let found = swapped(from, to);
        assert!(found.len() == 1 && found[0].contains(told), "{to}: {found:?}");
    }
}

#[test]
fn a_version_that_takes_somebody_out_or_comes_back_is_never_in_force() {
    let mut store = Store::new("");
    store.roster(&["vic", "ann"], "");
    let chain = store.chain();
    assert_eq!(store.in_force().0, 1);
    let unfit = chain.pending().first().and_then(|it| it.unfit.clone());
    assert!(matches!(unfit, Some(Unfit::Broken(Break::Gone { thing: Thing::Person, .. }))), "{unfit:?}");
    // It stops nobody: the next one follows on what is in force.
    store.roster(&["vic", "ann", "bob", "zoe"], "");
    assert_eq!(store.in_force().0, 3);
    // Roster 1 and policy 1 once more.
    store.policy("review_months: 12\n");
    let (roster, policy) = (store.rosters[0].clone(), store.policies[0].clone());
    store.rosters.push(roster);
    store.policies.push(policy);
    let chain = store.chain();
    assert_eq!(chain.number_in_force(Kind::Roster), Some(3));
    assert_eq!(chain.number_in_force(Kind::Policy), Some(2));
    let unfit: Vec<_> = chain.pending().iter().filter_map(|it| it.unfit.clone()).collect();
    assert!(unfit.contains(&Unfit::Returned { number: 1 }), "{unfit:?}");
}

#[test]
fn a_chain_only_goes_on_from_the_one_before() {
    let mut store = rooted();
    let before = store.chain();
    let third = store.roster(&["vic", "ann", "bob"], "roots: {people: [vic], threshold: 1}");
    store.consent("vic", Kind::Roster, third);
    let mut stale = store.clone();
    // Nobody else wanted version 3, and 4 came in force.
    let fourth = store.roster(&["vic", "ann", "bob", "zoe"], TWO_OF_THREE);
    store.consent("vic", Kind::Roster, fourth);
    store.consent("ann", Kind::Roster, fourth);
    let after = store.chain();
    assert_eq!(after.number_in_force(Kind::Roster), Some(4));
    assert_eq!(after.follows(&before), Ok(()));
    assert_eq!(before.follows(&after), Err("roster 4 was in force, and would not be any more".to_string()));
    // A late consent, written while roster 2 was in force.
    stale.consent("ann", Kind::Roster, third);
    store.consents = [store.consents.clone(), stale.consents].concat();
    let told = store.chain().follows(&after);
    assert_eq!(told, Err("roster 4 was in force, and roster 3 would take its place".to_string()));
}

#[test]
fn keys_that_a_key_of_the_ballot_introduced_count_and_no_others() {
    let key = |name: &str| secret(name).key();
    let (a, b, c, d, other) = (key("a"), key("b"), key("c"), key("d"), key("other"));
    let link =
        |person: &str, by: &Key, to: &Key| Link { person: id(person), key: to.clone(), by: by.clone() };
    let frozen = vec![a.clone()];
    let allowed = |later: &[&Key], links: &[Link], stolen: &[Key]| -> Vec<Key> {
        allowed_keys(&id("ann"), &frozen, later, links, stolen).into_iter().cloned().collect()
    };
    // One after the other, in whatever order the statements lie; a key without one does not count.
    let links = [link("ann", &b, &c), link("ann", &a, &b)];
    assert_eq!(allowed(&[&c, &b, &d], &links, &[]), [a.clone(), b.clone(), c.clone()]);
    // The statement is not enough: a version in force has the key.
    assert_eq!(allowed(&[&c], &links, &[]), std::slice::from_ref(&a));
    // Somebody else's statement is none, nor is one by a key that does not count.
    assert_eq!(allowed(&[&b], &[link("bob", &a, &b)], &[]), std::slice::from_ref(&a));
    assert_eq!(allowed(&[&b], &[link("ann", &other, &b)], &[]), std::slice::from_ref(&a));
    // A circle introduces nobody.
    assert_eq!(
        allowed(&[&b, &c], &[link("ann", &b, &c), link("ann", &c, &b)], &[]),
        std::slice::from_ref(&a)
    );
    // A stolen key counts for nothing, and neither does what it introduced; unless a good key did as well.
    assert_eq!(allowed(&[&b, &c], &links, std::slice::from_ref(&b)), std::slice::from_ref(&a));
    assert_eq!(allowed(&[&b, &c], &links, std::slice::from_ref(&a)), Vec::<Key>::new());
    let both = [links.as_slice(), &[link("ann", &a, &c)]].concat();
    assert_eq!(allowed(&[&b, &c], &both, std::slice::from_ref(&b)), [a, c]);
}

#[test]
fn a_stolen_key_stays_marked() {
    let line = secret("vic").key().line();
    let person = |more: &str| format!("  - {{id: ann, name: Ann Adams, email: ann@x.example{more}}}\n");
    let old = read(&person(&format!(", stolen: [{line}]")), "");
    assert_eq!(breaks(&old, &read(&person(&format!(", stolen: [{line}]")), "")), []);
    for now in ["".to_string(), format!(", keys: [{line}], stolen: [{line}]"), format!(", keys: [{line}]")] {
        let found = breaks(&old, &read(&person(&now), ""));
        assert!(matches!(found.as_slice(), [Break::Unmarked { .. }]), "{now}: {found:?}");
    }
}

#[test]
fn until_is_no_way_to_use_an_id_again() {
    let ended = "  - {id: ann, name: Init Ann, email: init@x.example, until: 2025-12-31}\n";
    let first = read(PEOPLE, "");
    let second = read(ended, "");
    // Whoever has left and holds nothing may be called anything.
    assert_eq!(breaks(&first, &second), []);
    let in_use = "officers: {vp_alliances: ann}";
    assert!(matches!(breaks(&first, &read(ended, in_use)).as_slice(), [Break::Reused { .. }]));
    // And never comes back as somebody else.
    for (people, more) in [
        (ended.replace(", until: 2025-12-31", ""), ""),
        (ended.replace("2025-12-31", "2099-12-31"), ""),
        (ended.to_string(), in_use),
    ] {
        assert!(revived(&first, &second, &read(&people, more)).is_some(), "{people}");
    }
    assert_eq!(revived(&first, &second, &second), None);
    // Ann herself does.
    let left = read(&PEOPLE.replace("x.example}", "x.example, until: 2025-12-31}"), "");
    assert_eq!(revived(&first, &left, &first), None);
}
