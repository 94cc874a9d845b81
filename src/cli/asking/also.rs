//! The optional arguments that a command asks for.

use crate::act::{Answer, Choice, Disposition};

/// When to ask for an argument that the line lacks.
pub(super) enum AskWhen {
    /// When several values fit, so that the command could not choose one.
    Several,
    /// When another argument has such a value: then the process needs it.
    Is(&'static str, fn(&str) -> bool),
    /// When another argument is given: then the command needs it.
    Then(&'static str),
    /// When another argument is given; an empty answer leaves it out.
    With(&'static str),
    /// After another question; an empty answer means this default.
    Asked(&'static str),
}

const AGAINST: fn(&str) -> bool = |word| word.parse() == Ok(Choice::Oppose);
const DECLINED: fn(&str) -> bool = |word| word.parse() == Ok(Disposition::Declined);
const UNCOMMITTED: fn(&str) -> bool =
    |word| matches!(word.parse(), Ok(Answer::Declined | Answer::ChangesWanted));
const HOSTED: fn(&str) -> bool = |word| matches!(word, "in-person" | "phone");
const OF_COMPANY: fn(&str) -> bool = |word| word == "company";

/// The command, the argument, and when to ask for it.
pub(super) const ALSO: &[(&str, &str, AskWhen)] = &[
    ("wr vote", "id", AskWhen::Several),
    ("wr vote", "ballot", AskWhen::Several),
    ("wr vote", "comment", AskWhen::Is("choice", AGAINST)),
    ("wr vote", "evidence", AskWhen::With("behalf")),
    ("wr ballot vote", "id", AskWhen::Several),
    ("wr ballot vote", "ballot", AskWhen::Several),
    ("wr ballot vote", "comment", AskWhen::Is("choice", AGAINST)),
    ("wr ballot vote", "evidence", AskWhen::With("behalf")),
    (
        "wr ballot open",
        "days",
        AskWhen::Asked("the policy's length"),
    ),
    ("wr ballot close", "which", AskWhen::Several),
    ("wr ballot extend", "which", AskWhen::Several),
    ("wr ballot withdraw", "which", AskWhen::Several),
    ("wr approve", "on", AskWhen::Asked("today")),
    ("wr remove approve", "on", AskWhen::Asked("today")),
    ("wr accept", "evidence", AskWhen::With("behalf")),
    ("wr decline", "evidence", AskWhen::With("behalf")),
    ("wr backfill", "resolution", AskWhen::Asked("unknown")),
    ("wr backfill", "approved", AskWhen::Asked("unknown")),
    ("wr backfill", "accepted", AskWhen::Asked("unknown")),
    ("wr backfill", "evidence", AskWhen::Asked("none")),
    ("wr feedback add", "evidence", AskWhen::With("by")),
    (
        "wr feedback resolve",
        "because",
        AskWhen::Is("disposition", DECLINED),
    ),
    (
        "wr commitment",
        "because",
        AskWhen::Is("answer", UNCOMMITTED),
    ),
    ("wr milestone complete", "on", AskWhen::Asked("today")),
    ("wr meeting add", "kind", AskWhen::Then("present")),
    ("wr meeting add", "host", AskWhen::Is("kind", HOSTED)),
    ("wr meeting add", "on", AskWhen::Asked("today")),
    (
        "wr request add",
        "organization",
        AskWhen::Is("behalf", OF_COMPANY),
    ),
    ("wr request add", "on", AskWhen::Asked("today")),
    ("wr request answer", "on", AskWhen::Asked("today")),
    ("wr letter", "kind", AskWhen::Then("record")),
    ("wr letter", "kind", AskWhen::Then("send")),
    ("wr letter", "id", AskWhen::Then("kind")),
];
