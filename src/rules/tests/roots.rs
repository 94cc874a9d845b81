//! Examples with roots: keys, versions and consents, written as `wr key`, `wr save` and `wr consent` write them.

use super::world::id;
use crate::governance::{Consent, Introduction};
use crate::path::{HISTORY, SIGNATURE, SIGNERS, VersionKind};
use crate::signature::Secret;
use crate::snapshot::Snapshot;
use crate::source::{Digest, SourceFile, Tree};

/// The key of a person, the same in every example.
fn secret(person: &str) -> Secret {
    Secret::generate(&[person.as_bytes()[0]; 32])
}

/// Runs the command after `wr`; `false` for a command that is not about roots.
pub(super) fn done(words: &[&str], tree: &mut Tree) -> bool {
    match words {
        ["key", "add", "--for", person] => add_key(person, tree),
        ["save", kind, "--as", person] => {
            save(of(kind), tree);
            consent(of(kind), None, person, None, tree);
        }
        ["key", "introduce", person, "--from", owner, "--at", at] => {
            introduce(person, owner, at, tree)
        }
        ["consent", kind, "--as", person] => consent(of(kind), None, person, None, tree),
        ["consent", kind, number, "--as", person, "--under", under] => {
            let number = number.parse().expect("a number");
            consent(
                of(kind),
                Some(number),
                person,
                Some(under.parse().expect("a number")),
                tree,
            );
        }
        _ => return false,
    }
    let snapshot = Snapshot::load(tree);
    if let Some(signers) = snapshot.allowed_signers() {
        tree.insert(SourceFile::new(SIGNERS, signers));
    }
    true
}

fn of(name: &str) -> VersionKind {
    VersionKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == name)
        .expect("roster or policy")
}

fn path(kind: VersionKind) -> String {
    format!("registers/{kind}.yaml")
}

fn text(path: &str, tree: &Tree) -> String {
    String::from_utf8(tree.get(path).expect("a file").bytes().to_vec()).expect("text")
}

fn add_key(person: &str, tree: &mut Tree) {
    let old = text("registers/roster.yaml", tree);
    let begin = format!("{{ id: {person},");
    let line = old
        .lines()
        .find(|line| line.contains(&begin))
        .expect("a person");
    let with = line.replace(
        " }",
        &format!(", keys: [{}] }}", secret(person).key().line()),
    );
    tree.insert(SourceFile::new(
        "registers/roster.yaml",
        old.replace(line, &with),
    ));
}

/// A statement of `person` about a new key, signed with the key of `owner`.
fn introduce(person: &str, owner: &str, at: &str, tree: &mut Tree) {
    let snapshot = Snapshot::load(tree);
    let policy = snapshot.policy().expect("a policy");
    let introduction = Introduction {
        format: Introduction::FORMAT,
        store: policy.store.clone(),
        by: id(person),
        at: at.parse().expect("a moment"),
        key: Secret::generate(&[b'!'; 32]).key().line(),
    };
    let (path, bytes) = (introduction.path(), introduction.to_bytes());
    let namespace = Introduction::namespace(&policy.signing_domain);
    let signature = secret(owner).sign(&namespace, &bytes).expect("signed");
    tree.insert(SourceFile::new(
        format!("{path}{SIGNATURE}"),
        signature.to_bytes(),
    ));
    tree.insert(SourceFile::new(path, bytes));
}

fn save(kind: VersionKind, tree: &mut Tree) {
    let number = Snapshot::load(tree)
        .numbered(kind)
        .last()
        .map_or(0, |(number, _)| *number)
        + 1;
    let bytes = text(&path(kind), tree);
    tree.insert(SourceFile::new(
        format!("{HISTORY}{kind}-{number}.yaml"),
        bytes,
    ));
}

fn consent(
    kind: VersionKind,
    number: Option<u32>,
    person: &str,
    under: Option<u32>,
    tree: &mut Tree,
) {
    let snapshot = Snapshot::load(tree);
    let numbered = snapshot.numbered(kind);
    let version = |number: u32| {
        numbered
            .iter()
            .find(|(there, _)| *there == number)
            .expect("a version")
    };
    let (number, file) = number.map_or_else(|| numbered.last().expect("a version"), version);
    let rosters = snapshot.numbered(VersionKind::Roster);
    let digest_of = |under: u32| -> Digest {
        rosters
            .iter()
            .find(|(there, _)| *there == under)
            .expect("a roster")
            .1
            .digest()
    };
    let consent = Consent {
        format: Consent::FORMAT,
        store: snapshot.policy().expect("a policy").store.clone(),
        by: id(person),
        at: "2026-07-06T10:00:00Z".parse().expect("a moment"),
        to: kind,
        version: *number,
        digest: file.digest(),
        roster: under
            .map(digest_of)
            .or(snapshot.chain.in_force(VersionKind::Roster)),
        policy: snapshot
            .chain
            .in_force(VersionKind::Policy)
            .expect("a policy"),
    };
    let domain = &snapshot.policy().expect("a policy").signing_domain;
    let signature = secret(person)
        .sign(&consent.namespace(domain), &consent.to_bytes())
        .expect("signed");
    let path = consent.path();
    tree.insert(SourceFile::new(
        format!("{path}{SIGNATURE}"),
        signature.to_bytes(),
    ));
    tree.insert(SourceFile::new(path, consent.to_bytes()));
}
