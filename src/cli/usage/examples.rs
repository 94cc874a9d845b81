//! An example of each command that needs arguments.

/// The example of a command, by its name with its groups.
pub(super) fn of(name: &str) -> Option<&'static str> {
    let found = EXAMPLES.iter().find(|(command, _)| *command == name);
    found.map(|(_, example)| *example)
}

pub(super) const EXAMPLES: [(&str, &str); 48] = [
    ("wr new", "wr new snia --partner SNIA"),
    ("wr edit", "wr edit snia"),
    ("wr assign", "wr assign snia \"Alice Adams\""),
    ("wr submit", "wr submit snia"),
    ("wr diff", "wr diff snia"),
    ("wr show", "wr show snia"),
    ("wr log", "wr log snia"),
    ("wr save", "wr save roster"),
    ("wr vote", "wr vote snia yes"),
    ("wr ballot vote", "wr vote snia yes"),
    ("wr ballot open", "wr ballot open snia --body alliance"),
    ("wr ballot close", "wr ballot close snia"),
    ("wr ballot show", "wr ballot show snia"),
    (
        "wr ballot extend",
        "wr ballot extend snia --until 2026-02-24 --because \"holidays\"",
    ),
    (
        "wr ballot withdraw",
        "wr ballot withdraw snia --because \"the text will change\"",
    ),
    ("wr schedule", "wr schedule snia 2026-02-02"),
    ("wr approve", "wr approve snia 2026-15 --on 2026-02-02"),
    ("wr send", "wr send snia"),
    ("wr accept", "wr accept snia"),
    (
        "wr decline",
        "wr decline snia --because \"the scope is too wide\"",
    ),
    (
        "wr backfill",
        "wr backfill snia --resolution 2019-4 --evidence \"minutes of 2019-05-02\"",
    ),
    ("wr confirm", "wr confirm snia"),
    ("wr end", "wr end snia --because \"the partner closed\""),
    (
        "wr review",
        "wr review snia --unchanged --note \"the work goes on as planned\"",
    ),
    ("wr render", "wr render snia"),
    ("wr report", "wr report SNIA"),
    (
        "wr commitment",
        "wr commitment snia committed --body networks",
    ),
    (
        "wr feedback add",
        "wr feedback add snia --text \"the second milestone is too early\"",
    ),
    ("wr feedback list", "wr feedback list snia"),
    (
        "wr feedback resolve",
        "wr feedback resolve snia 3f9a1c0b accepted",
    ),
    ("wr milestone complete", "wr milestone complete snia schema"),
    (
        "wr milestone reopen",
        "wr milestone reopen snia schema --because \"it was recorded by mistake\"",
    ),
    ("wr milestone move", "wr milestone move snia schema 2027-03"),
    ("wr milestone drop", "wr milestone drop snia schema"),
    (
        "wr remove recommend",
        "wr remove recommend snia --reason stagnant --because \"no progress since 2025\"",
    ),
    ("wr remove approve", "wr remove approve snia 2026-15"),
    (
        "wr request forward",
        "wr request forward cr-7 --body networks",
    ),
    ("wr letter", "wr letter socialization snia"),
    (
        "wr roster add person",
        "wr roster add person \"Alice Adams\" --email alice@acme.example --organization acme",
    ),
    (
        "wr roster add organization",
        "wr roster add organization \"Acme Corporation\" --short Acme --membership board",
    ),
    (
        "wr roster add body",
        "wr roster add body \"Technical Committee\" --kind committee --chair \"Alice Adams\"",
    ),
    (
        "wr roster add seat",
        "wr roster add seat technical acme --voter \"Alice Adams\"",
    ),
    (
        "wr roster until",
        "wr roster until \"Alice Adams\" 2026-12-31",
    ),
    (
        "wr roster seat",
        "wr roster seat technical acme --voter \"Alice Adams\"",
    ),
    (
        "wr roster office",
        "wr roster office chair \"Alice Adams\" --body technical",
    ),
    (
        "wr roster set",
        "wr roster set \"Alice Adams\" email alice@acme.example",
    ),
    ("wr roster import", "wr roster import members.csv --dry-run"),
    ("wr policy set", "wr policy set sharing push"),
];
