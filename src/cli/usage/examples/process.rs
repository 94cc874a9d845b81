//! The commands that carry out a clause of DSP4003.

use super::text::{CommandText, command};

pub(super) const COMMANDS: &[CommandText] = &[
    command(
        "wr new",
        "DSP4003 3.1",
        [
            "wr new snia --partner SNIA",
            "wr new snia --partner SNIA --owner \"Olga Owens\" --scope \"Storage management\"",
        ],
    ),
    command(
        "wr import",
        "DSP4003 3.1",
        [
            "wr import agreement.docx --partner SNIA",
            "wr import register.docx --approved 2010-03 --owner olga --evidence \"board minutes\"",
        ],
    ),
    command(
        "wr assign",
        "DSP4003 3.1",
        [
            "wr assign snia \"Ann Adams\"",
            "wr assign snia olga --on 2026-02-02",
        ],
    ),
    command(
        "wr submit",
        "DSP4003 3.1",
        [
            "wr submit snia",
            "wr submit snia --editorial \"typing errors in the scope\"",
        ],
    ),
    command("wr ballot", "DSP4003 3.2", ["wr ballot", "wr ballot snia"]),
    command(
        "wr ballot list",
        "DSP4003 3.2",
        ["wr ballot list", "wr ballot list snia"],
    ),
    command(
        "wr ballot open",
        "DSP4003 3.2",
        [
            "wr ballot open snia --body alliance",
            "wr ballot open snia --body technical --parallel --days 21",
        ],
    ),
    command(
        "wr ballot vote",
        "DSP4003 3.2",
        [
            "wr vote snia yes",
            "wr ballot vote snia no --comment \"the scope is too wide\"",
        ],
    ),
    command(
        "wr ballot close",
        "DSP4003 3.2",
        [
            "wr ballot close snia",
            "wr ballot close snia alliance --without networks --because \"it has no chair\"",
        ],
    ),
    command(
        "wr ballot withdraw",
        "DSP4003 3.2",
        [
            "wr ballot withdraw snia --because \"the text will change\"",
            "wr ballot withdraw snia technical --because \"the committee meets later\"",
        ],
    ),
    command(
        "wr ballot extend",
        "DSP4003 3.2",
        [
            "wr ballot extend snia --until 2026-02-24 --because \"holidays\"",
            "wr ballot extend snia technical --days 7 --because \"no quorum yet\"",
        ],
    ),
    command(
        "wr ballot show",
        "DSP4003 3.2",
        ["wr ballot show snia", "wr ballot show snia --format json"],
    ),
    command(
        "wr vote",
        "DSP4003 3.2",
        [
            "wr vote snia yes",
            "wr vote snia no --for bolt --comment \"the scope is too wide\" --evidence \"minutes of 2026-02-02\"",
        ],
    ),
    command(
        "wr schedule",
        "DSP4003 2.5",
        [
            "wr schedule snia 2026-02-02",
            "wr schedule snia 2026-02-02 --agreed rita --agreed vera",
        ],
    ),
    command(
        "wr approve",
        "DSP4003 2.6",
        [
            "wr approve snia 2026-15 --on 2026-02-02",
            "wr approve snia 2026-15 --meeting approve=7,oppose=1 --evidence \"minutes of 2026-02-02\"",
        ],
    ),
    command(
        "wr send",
        "DSP4003 3.2",
        [
            "wr send snia",
            "wr send snia --condition-met \"the contact was added\"",
        ],
    ),
    command(
        "wr accept",
        "DSP4003 3.2",
        [
            "wr accept snia",
            "wr accept snia --for pat --on 2026-02-16 --evidence \"letter of 2026-02-16\"",
        ],
    ),
    command(
        "wr decline",
        "DSP4003 3.2",
        [
            "wr decline snia --because \"the scope is too wide\"",
            "wr decline snia --because \"no people for it\" --for pat --evidence \"letter of 2026-02-16\"",
        ],
    ),
    command(
        "wr confirm",
        "DSP4003 3.2",
        [
            "wr confirm snia",
            "wr confirm snia --note \"only spelling\"",
        ],
    ),
    command(
        "wr template",
        "DSP4003 2",
        ["wr template", "wr template --format json"],
    ),
    command(
        "wr meeting add",
        "DSP4003 3.2, 5.3.2",
        [
            "wr meeting add snia --with pat --with \"Jo Jones, SNIA\"",
            "wr meeting add cr-7 --kind phone --host networks --attendee olga --advised-by carl",
        ],
    ),
    command(
        "wr meeting list",
        "DSP4003 3.2, 5.3.2",
        ["wr meeting list snia", "wr meeting list cr-7"],
    ),
    command(
        "wr feedback add",
        "DSP4003 3.1",
        [
            "wr feedback add snia --text \"the second milestone is too early\"",
            "wr feedback add snia --objection --body networks --text \"the scope is ours\"",
        ],
    ),
    command(
        "wr feedback resolve",
        "DSP4003 3.1",
        [
            "wr feedback resolve snia 3f9a1c0b accepted",
            "wr feedback resolve snia 2 declined --because \"it is another register's work\"",
        ],
    ),
    command(
        "wr feedback list",
        "DSP4003 3.1",
        ["wr feedback list snia", "wr feedback list --open"],
    ),
    command(
        "wr commitment",
        "DSP4003 2.4",
        [
            "wr commitment snia committed --body networks",
            "wr commitment snia changes-wanted --body networks --because \"in the next quarter\"",
        ],
    ),
    command(
        "wr review",
        "DSP4003 4",
        [
            "wr review snia --unchanged --because \"the work goes on as planned\"",
            "wr review snia --unchanged --because \"all is current\" --on 2026-02-02",
        ],
    ),
    command(
        "wr milestone complete",
        "DSP4003 4",
        [
            "wr milestone complete snia schema",
            "wr milestone complete snia schema --on 2026-02-02 --note \"version 1.0\"",
        ],
    ),
    command(
        "wr milestone reopen",
        "DSP4003 4",
        [
            "wr milestone reopen snia schema --because \"it was recorded by mistake\"",
            "wr milestone reopen snia profiles --because \"the delivery was withdrawn\"",
        ],
    ),
    command(
        "wr milestone list",
        "DSP4003 4",
        [
            "wr milestone list snia",
            "wr milestone list snia --format json",
        ],
    ),
    command(
        "wr milestone move",
        "DSP4003 4",
        [
            "wr milestone move snia schema 2027-03",
            "wr milestone move snia profiles 2027-Q1 --dry-run",
        ],
    ),
    command(
        "wr milestone drop",
        "DSP4003 4",
        [
            "wr milestone drop snia schema",
            "wr milestone drop snia profiles --dry-run",
        ],
    ),
    command(
        "wr remove recommend",
        "DSP4003 4.1",
        [
            "wr remove recommend snia --reason stagnant --because \"no progress since 2025\"",
            "wr remove recommend snia --reason disbanded --because \"dissolved on 2026-01-31\" --only",
        ],
    ),
    command(
        "wr remove approve",
        "DSP4003 4.1",
        [
            "wr remove approve snia 2026-15",
            "wr remove approve snia 2026-15 --meeting approve=7,oppose=0 --evidence \"minutes of 2026-02-02\"",
        ],
    ),
    command(
        "wr end",
        "DSP4003 3.1",
        [
            "wr end snia --because \"the partner closed\"",
            "wr end snia --because \"no owner was found\" --on 2026-02-02",
        ],
    ),
    command(
        "wr standard split",
        "DSP4003 5.2 note 2",
        [
            "wr standard split snia Profiles --into \"SNIA-1: Disk profile\" --into \"SNIA-2: Array profile\"",
            "wr standard split snia Profiles --into \"SNIA-3: Tape profile\" --keep",
        ],
    ),
    command(
        "wr request add",
        "DSP4003 5.3.1",
        [
            "wr request add cr-7 --standard DSP0004 --register snia --submitter \"Sue Smith\" --email sue@example.org --for individual --portal P-12 --summary \"A new property\"",
            "wr request add cr-8 --standard DSP0004 --register snia --submitter \"Sue Smith\" --email sue@example.org --for company --organization Acme --portal P-13 --summary \"Another name\" --cr-template",
        ],
    ),
    command(
        "wr request forward",
        "DSP4003 5.3.1",
        [
            "wr request forward cr-7 --body networks",
            "wr request forward cr-7 --body technical --because \"it owns the schema\"",
        ],
    ),
    command(
        "wr request answer",
        "DSP4003 5.3.2",
        [
            "wr request answer cr-7 --text \"We take it up in version 3.1.\"",
            "wr request answer cr-7 --text \"Not now.\" --on 2026-02-02 --evidence \"message of 2026-02-02\"",
        ],
    ),
    command(
        "wr request close",
        "DSP4003 5.3.2",
        [
            "wr request close cr-7 accepted --because \"useful for all\" --release \"DSP0004 3.1\"",
            "wr request close cr-7 declined --because \"out of scope\"",
        ],
    ),
    command(
        "wr request list",
        "DSP4003 5.3",
        ["wr request list", "wr request list --open"],
    ),
    command(
        "wr request show",
        "DSP4003 5.3",
        ["wr request show cr-7", "wr request show cr-7 --format json"],
    ),
];
