//! The states in which sessions begin: the way from proposal to acceptance, in named parts.

/// A moment, who acts, and what is run.
pub(crate) type Line = (&'static str, &'static str, &'static str);

/// The pieces, in order. Each session that begins with one has run all before it.
const PIECES: &[(&str, &[Line])] = &[
    // No register.
    ("store", &[]),
    (
        "proposed",
        &[("2026-01-12T09:00:00Z", "vera", "new xyz --partner XYZ")],
    ),
    ("written", &[("2026-01-20T09:00:00Z", "olga", "edit")]),
    (
        "assigned",
        &[("2026-01-20T09:10:00Z", "vera", "assign xyz --owner olga")],
    ),
    (
        "submitted",
        &[("2026-01-26T10:00:00Z", "olga", "submit xyz")],
    ),
    (
        "alliance-asked",
        &[(
            "2026-01-27T09:00:00Z",
            "carl",
            "ballot open xyz --body alliance",
        )],
    ),
    (
        "balloting",
        &[(
            "2026-01-27T10:00:00Z",
            "tess",
            "ballot open xyz --body technical --parallel",
        )],
    ),
    (
        "committees-approved",
        &[
            (
                "2026-01-29T08:00:00Z",
                "ann",
                "vote xyz approve --ballot alliance",
            ),
            (
                "2026-01-29T08:01:00Z",
                "bob",
                "vote xyz approve --ballot alliance",
            ),
            (
                "2026-01-29T08:02:00Z",
                "cleo",
                "vote xyz approve --ballot alliance",
            ),
            (
                "2026-01-29T08:03:00Z",
                "dan",
                "vote xyz abstain --ballot alliance",
            ),
            (
                "2026-01-29T08:04:00Z",
                "ann",
                "vote xyz approve --ballot technical",
            ),
            (
                "2026-01-29T08:05:00Z",
                "bob",
                "vote xyz approve --ballot technical",
            ),
            (
                "2026-02-11T09:00:00Z",
                "carl",
                "ballot close xyz --ballot alliance",
            ),
            (
                "2026-02-11T09:05:00Z",
                "tess",
                "ballot close xyz --ballot technical",
            ),
        ],
    ),
    (
        "board-asked",
        &[(
            "2026-02-12T10:00:00Z",
            "rita",
            "ballot open xyz --body board",
        )],
    ),
    (
        "board-voted",
        &[
            ("2026-02-13T08:00:00Z", "ann", "vote xyz approve"),
            ("2026-02-13T08:01:00Z", "bob", "vote xyz approve"),
            ("2026-02-27T08:00:00Z", "rita", "ballot close xyz"),
        ],
    ),
    (
        "board-approved",
        &[(
            "2026-02-27T09:00:00Z",
            "sam",
            "approve xyz --resolution 2026-07",
        )],
    ),
    ("sent", &[("2026-03-02T09:00:00Z", "olga", "send xyz")]),
    (
        "established",
        &[("2026-03-09T09:00:00Z", "pat", "accept xyz")],
    ),
];

/// The lines of the piece of this name.
pub(crate) fn own(name: &str) -> &'static [Line] {
    PIECES[place(name)].1
}

/// The lines of the pieces after one, through those of another.
pub(crate) fn between(after: &str, through: &str) -> impl Iterator<Item = &'static Line> {
    let pieces = &PIECES[place(after) + 1..=place(through)];
    pieces.iter().flat_map(|(_, lines)| lines.iter())
}

/// The piece before the one of this name.
pub(crate) fn before(name: &str) -> Option<&'static str> {
    let before = place(name).checked_sub(1)?;
    Some(PIECES[before].0)
}

fn place(name: &str) -> usize {
    let place = PIECES.iter().position(|(piece, _)| *piece == name);
    place.unwrap_or_else(|| panic!("no piece is called `{name}`"))
}
