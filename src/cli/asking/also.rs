//! What is asked for although a command does not require it.

/// When to ask for an argument that the line lacks.
pub(super) enum AskWhen {
    /// When several values fit, so that the command could not choose one.
    Several,
    /// When another argument has one of these values: then the process needs it.
    Is(&'static str, &'static [&'static str]),
    /// When another argument is given: then the command needs it.
    Then(&'static str),
    /// When another argument is given; an empty answer leaves it out.
    With(&'static str),
    /// When something else was asked for; an empty answer means this default.
    Asked(&'static str),
}

const AGAINST: &[&str] = &["oppose", "opposed", "no", "n", "nay", "against"];
const DECLINED: &[&str] = &["declined", "decline", "rejected", "reject", "no", "n"];
const UNCOMMITTED: &[&str] = &[
    "declined",
    "decline",
    "no",
    "n",
    "changes-wanted",
    "changes",
    "change",
];

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
    (
        "wr meeting add",
        "host",
        AskWhen::Is("kind", &["in-person", "phone"]),
    ),
    ("wr meeting add", "on", AskWhen::Asked("today")),
    (
        "wr request add",
        "organization",
        AskWhen::Is("behalf", &["company"]),
    ),
    ("wr request add", "on", AskWhen::Asked("today")),
    ("wr request answer", "on", AskWhen::Asked("today")),
    ("wr letter", "kind", AskWhen::Then("record")),
    ("wr letter", "kind", AskWhen::Then("send")),
    ("wr letter", "id", AskWhen::Then("kind")),
];
