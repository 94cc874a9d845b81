//! What is asked for although a command does not require it.

/// When to ask for an argument that the line lacks.
pub(super) enum When {
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
pub(super) const ALSO: &[(&str, &str, When)] = &[
    ("wr vote", "id", When::Several),
    ("wr vote", "ballot", When::Several),
    ("wr vote", "comment", When::Is("choice", AGAINST)),
    ("wr vote", "evidence", When::With("behalf")),
    ("wr ballot vote", "id", When::Several),
    ("wr ballot vote", "ballot", When::Several),
    ("wr ballot vote", "comment", When::Is("choice", AGAINST)),
    ("wr ballot vote", "evidence", When::With("behalf")),
    ("wr ballot open", "days", When::Asked("the policy's length")),
    ("wr ballot close", "which", When::Several),
    ("wr ballot extend", "which", When::Several),
    ("wr ballot withdraw", "which", When::Several),
    ("wr approve", "on", When::Asked("today")),
    ("wr remove approve", "on", When::Asked("today")),
    ("wr accept", "evidence", When::With("behalf")),
    ("wr decline", "evidence", When::With("behalf")),
    ("wr backfill", "resolution", When::Asked("unknown")),
    ("wr backfill", "approved", When::Asked("unknown")),
    ("wr backfill", "accepted", When::Asked("unknown")),
    ("wr backfill", "evidence", When::Asked("none")),
    ("wr feedback add", "evidence", When::With("by")),
    (
        "wr feedback resolve",
        "because",
        When::Is("disposition", DECLINED),
    ),
    ("wr commitment", "because", When::Is("answer", UNCOMMITTED)),
    ("wr milestone complete", "on", When::Asked("today")),
    ("wr meeting add", "kind", When::Then("present")),
    (
        "wr meeting add",
        "host",
        When::Is("kind", &["in-person", "phone"]),
    ),
    ("wr meeting add", "on", When::Asked("today")),
    (
        "wr request add",
        "organization",
        When::Is("behalf", &["company"]),
    ),
    ("wr request add", "on", When::Asked("today")),
    ("wr request answer", "on", When::Asked("today")),
    ("wr letter", "kind", When::Then("record")),
    ("wr letter", "kind", When::Then("send")),
    ("wr letter", "id", When::Then("kind")),
];
