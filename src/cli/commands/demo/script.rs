//! The script of the demo: who runs which command when. A user can type every line of it.

use super::sample::{CONTACTS, REGISTER, ROSTER};

/// One step of the demo.
pub(super) enum Scene {
    /// Prints a sentence.
    Say(&'static str),
    /// Writes files: path and text.
    Write(&'static [(&'static str, &'static str)]),
    /// Adds public keys and roots to the roster, and makes the policy require signatures.
    Sign,
    /// Runs a command as one person.
    Run {
        /// The time at which it runs.
        at: &'static str,
        /// Id, name and e-mail address.
        who: DemoPerson,
        /// The command after `wr`.
        line: &'static str,
        expect: Expect,
    },
}

/// How a command ends.
#[derive(Clone, Copy)]
pub(super) enum Expect {
    Done,
    /// The process refuses the command, as the script intends.
    Refused,
}

type DemoPerson = (&'static str, &'static str, &'static str);

const VP: DemoPerson = (
    "vp-of-alliances",
    "VP of Alliances",
    "vp-alliances@dmtf.example",
);
const OWNER: DemoPerson = (
    "register-owner",
    "Work register owner",
    "owner@acme.example",
);
const ALLIANCE: DemoPerson = (
    "alliance-chair",
    "Alliance Committee chair",
    "alliance-chair@dmtf.example",
);
const TECHNICAL: DemoPerson = (
    "technical-chair",
    "Technical Committee chair",
    "technical-chair@dmtf.example",
);
const BOARD: DemoPerson = ("board-chair", "Board chair", "board-chair@dmtf.example");
const SECRETARY: DemoPerson = (
    "board-secretary",
    "Board secretary",
    "board-secretary@dmtf.example",
);
const ACME: DemoPerson = ("acme-delegate", "Acme delegate", "delegate@acme.example");
const BOLT: DemoPerson = ("bolt-delegate", "Bolt delegate", "delegate@bolt.example");
const CORVA: DemoPerson = ("corva-delegate", "Corva delegate", "delegate@corva.example");
const DELOS: DemoPerson = ("delos-delegate", "Delos delegate", "delegate@delos.example");
const XYZ: DemoPerson = ("xyz-liaison", "XYZ liaison", "liaison@xyz.example");

const fn run(at: &'static str, who: DemoPerson, line: &'static str) -> Scene {
    Scene::Run {
        at,
        who,
        line,
        expect: Expect::Done,
    }
}

const fn refused(at: &'static str, who: DemoPerson, line: &'static str) -> Scene {
    Scene::Run {
        at,
        who,
        line,
        expect: Expect::Refused,
    }
}

/// DSP4003 3, step by step.
pub(super) const SCRIPT: &[Scene] = &[
    Scene::Say("# A store is a git repository with a policy and a roster."),
    run("2026-01-12T09:00:00Z", VP, "init ."),
    Scene::Write(&[("registers/roster.yaml", ROSTER)]),
    Scene::Say(
        "# Each person has a temporary key, which the roster lists; acts without a signature do not count.",
    ),
    Scene::Sign,
    run("2026-01-12T09:05:00Z", VP, "save roster policy"),
    Scene::Say(
        "# The roster names three roots; this version and every later one need the consent of two.",
    ),
    run("2026-01-12T09:07:00Z", SECRETARY, "consent roster"),
    Scene::Say("# XYZ proposes a register; the VP of Alliances assigns an owner (DSP4003 3.1)."),
    run("2026-01-12T09:10:00Z", VP, "new xyz --partner XYZ"),
    run("2026-01-12T09:15:00Z", VP, "assign xyz register-owner"),
    Scene::Say(
        "# The owner and XYZ write the text, in registers/xyz/register.yaml and contacts.yaml.",
    ),
    Scene::Write(&[
        ("registers/xyz/register.yaml", REGISTER),
        ("registers/xyz/contacts.yaml", CONTACTS),
    ]),
    run("2026-01-26T10:00:00Z", OWNER, "check xyz"),
    run("2026-01-26T10:05:00Z", OWNER, "submit xyz"),
    Scene::Say(
        "# Two committees vote: Alliance, which originates the register, and Technical in parallel (3.2).",
    ),
    run(
        "2026-01-27T09:00:00Z",
        ALLIANCE,
        "ballot open xyz --body alliance",
    ),
    run(
        "2026-01-27T11:00:00Z",
        TECHNICAL,
        "ballot open xyz --body technical --parallel",
    ),
    Scene::Say("# The board cannot vote before every committee has approved (2.3)."),
    refused("2026-01-28T09:00:00Z", VP, "ballot open xyz --body board"),
    run(
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
    Scene::Say("# Ember's delegate voted in the meeting; the chair records it, with evidence."),
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
    Scene::Say(
        "# The milestones name a working group, which has not answered whether it commits (2.4).",
    ),
    refused("2026-02-11T08:00:00Z", TECHNICAL, "ballot close xyz"),
    run(
        "2026-02-11T08:30:00Z",
        OWNER,
        "commitment xyz committed --body networks --evidence \"minutes of the group, 2026-02-10\"",
    ),
    run("2026-02-11T09:00:00Z", TECHNICAL, "ballot close xyz"),
    Scene::Say(
        "# Every committee has approved: the VP schedules the board, which votes and resolves (2.5, 2.6).",
    ),
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
    run("2026-02-20T11:00:00Z", SECRETARY, "approve xyz 2026-07"),
    Scene::Say("# The owner sends it to XYZ, whose acceptance establishes the partnership (3.2)."),
    run("2026-02-23T09:00:00Z", OWNER, "send xyz"),
    run("2026-03-09T13:00:00Z", XYZ, "accept xyz"),
    run("2026-03-09T14:00:00Z", VP, "status xyz"),
    run("2026-03-09T14:05:00Z", VP, "site build --out public"),
];
