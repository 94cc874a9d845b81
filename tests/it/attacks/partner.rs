//! Forged answers of the partner: only the partner, or the owner with its letter, answers in its name, and an answer
//! names what was sent.

use wr::act::{Accept, Act, Action, Approver, Decline};
use wr::date::Day;
use wr::source::Digest;

use super::{Case, Forge, moment};
use crate::world::World;

/// The store in which the register was sent, and Pat's acceptance with changes of a store that goes on from there.
fn changed() -> (Forge, Act) {
    let mut world = World::given("sent");
    let text = world
        .read("registers/xyz/register.yaml")
        .replace("2027-06", "2027-09");
    world.write("registers/xyz/register.yaml", &text);
    let line = "accept xyz --with-changes registers/xyz/register.yaml";
    let ran = world.run("2026-03-09T09:00:00Z", "pat", line);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let after = Forge::of(&world);
    let mut before = Forge::given("sent", &[]);
    before.tree.insert(
        after
            .tree
            .get("registers/xyz/revisions/2.yaml")
            .unwrap()
            .clone(),
    );
    let act = after.act("accept", "pat");
    (before, act)
}

#[test]
fn an_acceptance_with_changes_asks_for_what_the_changes_ask_for() {
    let (forge, honest) = changed();
    let cases: &[Case<Accept>] = &[
        ("by an outsider", "not authorized", |act, _| {
            act.by = "mallory".parse().unwrap()
        }),
        (
            "by the VP without the letter",
            "only with evidence",
            |act, _| act.by = "vera".parse().unwrap(),
        ),
        (
            "by the owner without the letter",
            "only with evidence",
            |act, _| act.by = "olga".parse().unwrap(),
        ),
        ("recorded by another person", "not authorized", |act, _| {
            act.recorded_by = Some("bob".parse().unwrap());
            act.evidence = Some("a letter".into());
        }),
        (
            "to another sending",
            "does not answer the register",
            |_, accept| accept.sent = Digest::of(b"sent"),
        ),
        ("from before it was sent", "before the sending", |act, _| {
            act.on = Day::of(2026, 3, 1)
        }),
        (
            "without the originating committee",
            "does not name the approvals",
            |_, accept| {
                let needs = &mut accept.changed.as_mut().unwrap().needs;
                needs.retain(|by| *by != Approver::Body("alliance".parse().unwrap()));
            },
        ),
        (
            "of another class",
            "does not name the approvals",
            |_, accept| accept.changed.as_mut().unwrap().class.clear(),
        ),
        (
            "as a slip of the pen",
            "cannot be editorial",
            |_, accept| {
                accept.changed.as_mut().unwrap().editorial = Some("a slip".into());
            },
        ),
        (
            "from earlier records",
            "only a register's first text",
            |_, accept| {
                accept.changed.as_mut().unwrap().records = Some(wr::act::Records::Earlier);
            },
        ),
        (
            "of another revision",
            "does not change the revision that was sent",
            |_, accept| {
                accept.changed.as_mut().unwrap().withdraws = None;
            },
        ),
        ("of another text", "is not the submitted one", |act, _| {
            act.digest = Some(Digest::of(b"text"))
        }),
        ("of a text that is not there", "revision 3", |act, _| {
            act.revision = Some(3)
        }),
        (
            "over the text that was sent",
            "names revision 1",
            |act, _| act.revision = Some(1),
        ),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Accept(mut accept) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut accept);
        act.action = Action::Accept(accept);
        let refusal = forge.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
}

#[test]
fn the_text_that_was_sent_is_no_change_of_it() {
    let (mut forge, mut act) = changed();
    let sent = forge.tree.get("registers/xyz/revisions/1.yaml").unwrap();
    let copy = wr::source::SourceFile::new("registers/xyz/revisions/2.yaml", sent.bytes());
    act.digest = Some(sent.digest());
    forge.tree.insert(copy);
    assert!(forge.refusal(act).state.contains("which was sent"));
}

#[test]
fn no_one_else_declines_in_the_partners_name() {
    let forge = Forge::given("sent", &[]);
    let honest = Forge::given(
        "sent",
        &[(
            "2026-03-09T09:00:00Z",
            "pat",
            "decline xyz --because \"No.\"",
        )],
    )
    .act("decline", "pat");
    let cases: &[Case<Decline>] = &[
        ("by an outsider", "not authorized", |act, _| {
            act.by = "mallory".parse().unwrap()
        }),
        (
            "by the VP without the letter",
            "only with evidence",
            |act, _| act.by = "vera".parse().unwrap(),
        ),
        (
            "by the owner without the letter",
            "only with evidence",
            |act, _| act.by = "olga".parse().unwrap(),
        ),
        ("recorded by another person", "not authorized", |act, _| {
            act.recorded_by = Some("bob".parse().unwrap());
            act.evidence = Some("a letter".into());
        }),
        (
            "of another sending",
            "does not answer the register",
            |_, decline| decline.sent = Digest::of(b"sent"),
        ),
        ("of another text", "does not name the text", |act, _| {
            act.revision = Some(2)
        }),
        ("from before it was sent", "before the sending", |act, _| {
            act.on = Day::of(2026, 3, 1)
        }),
        ("without a reason", "needs a reason", |_, decline| {
            decline.because = " ".into()
        }),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Decline(mut decline) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut decline);
        act.action = Action::Decline(decline);
        let refusal = forge.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
    // What is in force was accepted, and is not declined any more.
    let mut late = honest;
    late.at = moment("2026-03-10T09:00:00Z");
    let refusal = Forge::given("established", &[]).refusal(late);
    assert!(refusal.state.contains("is in force"), "{refusal}");
}
