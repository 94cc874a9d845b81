//! The script of the demo: who runs which command when. A user can type every line of it.

use super::sample::{DemoText, ROSTER, SNIA, XYZ};

/// One step of the demo.
pub(super) enum Scene {
    /// Prints the date and what happens then; the commands that follow print nothing unless they are [`Scene::Show`].
    Say(DemoWhen, &'static str),
    /// Prints a command, and its refusal if it is refused, then runs it.
    Show(DemoStep),
    /// Runs a command.
    Run(DemoStep),
    /// Writes the roster.
    Roster(&'static str),
    /// Writes a register's text and contacts.
    Write(&'static str, DemoText),
    /// Adds public keys and roots to the roster, and makes the policy require signatures.
    Sign,
}

/// A command that one person runs.
pub(super) struct DemoStep {
    pub(super) when: DemoWhen,
    pub(super) who: &'static DemoPerson,
    /// The command after `wr`.
    pub(super) line: &'static str,
    pub(super) expect: Expect,
}

/// A time: the story of XYZ has fixed dates, and the ballot on SNIA is open whenever the demo runs.
#[derive(Clone, Copy)]
pub(super) enum DemoWhen {
    At(&'static str),
    HoursAgo(i64),
}

/// How a command ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    Done,
    /// The process refuses the command, as the script intends.
    Refused,
}

/// A person in the sample roster.
pub(super) struct DemoPerson {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) email: &'static str,
}

const fn person(id: &'static str, name: &'static str, email: &'static str) -> DemoPerson {
    DemoPerson { id, name, email }
}

const VP: &DemoPerson = &person(
    "vp-of-alliances",
    "VP of Alliances",
    "vp-alliances@dmtf.example",
);
const OWNER: &DemoPerson = &person(
    "register-owner",
    "Work register owner",
    "owner@acme.example",
);
const ALLIANCE: &DemoPerson = &person(
    "alliance-chair",
    "Alliance Committee chair",
    "alliance-chair@dmtf.example",
);
const TECHNICAL: &DemoPerson = &person(
    "technical-chair",
    "Technical Committee chair",
    "technical-chair@dmtf.example",
);
const BOARD: &DemoPerson = &person("board-chair", "Board chair", "board-chair@dmtf.example");
const SECRETARY: &DemoPerson = &person(
    "board-secretary",
    "Board secretary",
    "board-secretary@dmtf.example",
);
/// The user of the demo acts as this person.
pub(super) const ACME: &DemoPerson =
    &person("acme-delegate", "Acme delegate", "delegate@acme.example");
const BOLT: &DemoPerson = &person("bolt-delegate", "Bolt delegate", "delegate@bolt.example");
const CORVA: &DemoPerson = &person("corva-delegate", "Corva delegate", "delegate@corva.example");
const DELOS: &DemoPerson = &person("delos-delegate", "Delos delegate", "delegate@delos.example");
const XYZ_LIAISON: &DemoPerson = &person("xyz-liaison", "XYZ liaison", "liaison@xyz.example");

const fn step(at: &'static str, who: &'static DemoPerson, line: &'static str) -> DemoStep {
    DemoStep {
        when: DemoWhen::At(at),
        who,
        line,
        expect: Expect::Done,
    }
}

const fn run(at: &'static str, who: &'static DemoPerson, line: &'static str) -> Scene {
    Scene::Run(step(at, who, line))
}

const fn show(at: &'static str, who: &'static DemoPerson, line: &'static str) -> Scene {
    Scene::Show(step(at, who, line))
}

const fn refused(at: &'static str, who: &'static DemoPerson, line: &'static str) -> DemoStep {
    DemoStep {
        expect: Expect::Refused,
        ..step(at, who, line)
    }
}

const fn recent(hours: i64, who: &'static DemoPerson, line: &'static str) -> Scene {
    Scene::Run(DemoStep {
        when: DemoWhen::HoursAgo(hours),
        ..step("", who, line)
    })
}

const fn say(at: &'static str, text: &'static str) -> Scene {
    Scene::Say(DemoWhen::At(at), text)
}

/// DSP4003 3 for XYZ, step by step; then SNIA's register, with the ballot of the Alliance Committee open.
pub(super) const SCRIPT: &[Scene] = &[
    run("2026-01-12T09:00:00Z", VP, "init ."),
    Scene::Roster(ROSTER),
    Scene::Sign,
    run("2026-01-12T09:05:00Z", VP, "save roster policy"),
    run("2026-01-12T09:07:00Z", SECRETARY, "consent roster"),
    say(
        "2026-01-12T09:10:00Z",
        "XYZ proposes a register; the VP of Alliances assigns an owner.",
    ),
    show("2026-01-12T09:10:00Z", VP, "new xyz --partner XYZ"),
    run("2026-01-12T09:15:00Z", VP, "assign xyz register-owner"),
    Scene::Write("xyz", XYZ),
    run("2026-01-26T10:00:00Z", OWNER, "check xyz"),
    say(
        "2026-01-26T10:05:00Z",
        "The owner and XYZ have written the text; it becomes revision 1.",
    ),
    show("2026-01-26T10:05:00Z", OWNER, "submit xyz"),
    say(
        "2026-01-27T09:00:00Z",
        "Two committees ballot on it: Alliance and, in parallel, Technical.",
    ),
    show(
        "2026-01-27T09:00:00Z",
        ALLIANCE,
        "ballot open xyz --body alliance",
    ),
    run(
        "2026-01-27T11:00:00Z",
        TECHNICAL,
        "ballot open xyz --body technical --parallel",
    ),
    say("2026-01-28T09:00:00Z", "The board may not vote yet:"),
    Scene::Show(refused(
        "2026-01-28T09:00:00Z",
        VP,
        "ballot open xyz --body board",
    )),
    say("2026-01-29T08:00:00Z", "The members vote; each signs."),
    show(
        "2026-01-29T08:00:00Z",
        ACME,
        "vote xyz approve --ballot alliance",
    ),
    run(
        "2026-01-29T08:01:00Z",
        ACME,
        "vote xyz approve --ballot technical",
    ),
    run(
        "2026-01-30T14:00:00Z",
        BOLT,
        "vote xyz yes --ballot alliance",
    ),
    run(
        "2026-01-30T14:02:00Z",
        BOLT,
        "vote xyz yes --ballot technical",
    ),
    run(
        "2026-02-02T15:00:00Z",
        CORVA,
        "vote xyz approve --ballot alliance",
    ),
    run(
        "2026-02-02T15:01:00Z",
        CORVA,
        "vote xyz abstain --ballot technical",
    ),
    run(
        "2026-02-03T09:30:00Z",
        DELOS,
        "vote xyz abstain --ballot alliance",
    ),
    run(
        "2026-02-04T16:00:00Z",
        ALLIANCE,
        "vote xyz approve --ballot alliance --for ember --evidence \"minutes of 2026-02-04\"",
    ),
    run(
        "2026-02-04T16:10:00Z",
        ALLIANCE,
        "ballot close xyz --ballot alliance",
    ),
    // The milestones name a working group, which has not answered whether it commits (2.4).
    Scene::Run(refused(
        "2026-02-11T08:00:00Z",
        TECHNICAL,
        "ballot close xyz",
    )),
    run(
        "2026-02-11T08:30:00Z",
        OWNER,
        "commitment xyz committed --body networks --evidence \"minutes of the group, 2026-02-10\"",
    ),
    run("2026-02-11T09:00:00Z", TECHNICAL, "ballot close xyz"),
    run("2026-02-11T10:00:00Z", VP, "schedule xyz 2026-02-12"),
    run(
        "2026-02-12T10:00:00Z",
        BOARD,
        "ballot open xyz --body board",
    ),
    run("2026-02-12T17:00:00Z", ACME, "vote xyz approve"),
    run("2026-02-13T08:00:00Z", BOLT, "vote xyz approve"),
    run("2026-02-16T12:00:00Z", CORVA, "vote xyz approve"),
    run("2026-02-20T10:00:00Z", BOARD, "ballot close xyz"),
    say(
        "2026-02-20T11:00:00Z",
        "Both committees and the board have approved; the board resolves.",
    ),
    show("2026-02-20T11:00:00Z", SECRETARY, "approve xyz 2026-07"),
    run("2026-02-23T09:00:00Z", OWNER, "send xyz"),
    say(
        "2026-03-09T13:00:00Z",
        "XYZ accepts: the register is in force, and public.",
    ),
    show("2026-03-09T13:00:00Z", XYZ_LIAISON, "accept xyz"),
    recent(
        72,
        VP,
        "new snia --partner SNIA --proposed-by snia --owner register-owner",
    ),
    Scene::Write("snia", SNIA),
    recent(52, OWNER, "submit snia"),
    recent(50, ALLIANCE, "ballot open snia --body alliance"),
    recent(25, BOLT, "vote snia approve"),
    recent(0, VP, "site build --out public"),
];
