//! The commands that look after a store.

use super::text::{CommandText, command};

pub(super) const COMMANDS: &[CommandText] = &[
    command(
        "wr init",
        "",
        [
            "wr init registers",
            "wr init registers --organization acme --name \"Acme Forum\"",
        ],
    ),
    command("wr demo", "", ["wr demo", "wr demo /tmp/wr-demo"]),
    command(
        "wr join",
        "",
        [
            "wr join git@example.org:alliances/registers.git",
            "wr join https://example.org/alliances/registers.git work",
        ],
    ),
    command("wr edit", "", ["wr edit snia", "wr edit snia --contacts"]),
    command("wr save", "", ["wr save roster", "wr save snia policy"]),
    command("wr diff", "", ["wr diff snia", "wr diff snia 1 2"]),
    command(
        "wr backfill",
        "",
        [
            "wr backfill snia --resolution 2019-4 --evidence \"minutes of 2019-05-02\"",
            "wr backfill snia --approved 2019-Q2 --accepted 2019 --evidence \"web page of 2019\"",
        ],
    ),
    command("wr check", "", ["wr check", "wr check snia --fix"]),
    command("wr explain", "", ["wr explain", "wr explain vote-late"]),
    command("wr schema", "", ["wr schema register", "wr schema --write"]),
    command("wr lsp", "", ["wr lsp", "wr lsp -C registers"]),
    command("wr status", "", ["wr status", "wr status snia"]),
    command(
        "wr show",
        "",
        ["wr show snia", "wr show snia --format json"],
    ),
    command("wr list", "", ["wr list", "wr list --format json"]),
    command("wr log", "", ["wr log snia", "wr log snia --format json"]),
    command(
        "wr render",
        "",
        ["wr render snia", "wr render snia --out snia.pdf"],
    ),
    command(
        "wr site build",
        "",
        ["wr site build", "wr site build --out public"],
    ),
    command(
        "wr site serve",
        "",
        ["wr site serve", "wr site serve --port 8080"],
    ),
    command(
        "wr hook install",
        "",
        ["wr hook install", "wr hook install --remove"],
    ),
    command(
        "wr hook pre-commit",
        "",
        ["wr hook pre-commit", "wr hook pre-commit"],
    ),
    command(
        "wr hook pre-receive",
        "",
        ["wr hook pre-receive", "wr hook pre-receive"],
    ),
    command("wr due", "", ["wr due", "wr due --for networks"]),
    command("wr next", "", ["wr next", "wr next --for networks"]),
    command("wr domains", "", ["wr domains", "wr domains --format json"]),
    command(
        "wr report",
        "",
        ["wr report SNIA", "wr report --all --since 2026-01-01"],
    ),
    command(
        "wr letter",
        "",
        [
            "wr letter socialization snia",
            "wr letter ballot-opened snia --send --sendmail msmtp",
        ],
    ),
    command(
        "wr key add",
        "",
        ["wr key add ~/.ssh/id_ed25519.pub", "wr key add ann ann.pub"],
    ),
    command(
        "wr key retire",
        "",
        ["wr key retire ann", "wr key retire ann --stolen"],
    ),
    command(
        "wr key list",
        "",
        ["wr key list", "wr key list --format json"],
    ),
    command(
        "wr roster list",
        "",
        ["wr roster list", "wr roster list --format json"],
    ),
    command(
        "wr roster add person",
        "",
        [
            "wr roster add person \"Alice Adams\" --email alice@acme.example",
            "wr roster add person \"Pat Price\" --email pat@snia.example --organization snia",
        ],
    ),
    command(
        "wr roster add organization",
        "",
        [
            "wr roster add organization \"Acme Corporation\" --short Acme --membership board",
            "wr roster add organization \"Storage Networking Industry Association\" --short SNIA",
        ],
    ),
    command(
        "wr roster add body",
        "",
        [
            "wr roster add body \"Technical Committee\" --kind committee --chair \"Ann Adams\"",
            "wr roster add body \"Networks Working Group\" --kind working-group --parent technical",
        ],
    ),
    command(
        "wr roster add seat",
        "",
        [
            "wr roster add seat technical acme --voter \"Ann Adams\"",
            "wr roster add seat technical acme --voter ann --alternate al",
        ],
    ),
    command(
        "wr roster until",
        "",
        [
            "wr roster until \"Ann Adams\" 2026-12-31",
            "wr roster until acme 2026-12-31",
        ],
    ),
    command(
        "wr roster seat",
        "",
        [
            "wr roster seat technical acme --voter \"Ann Adams\"",
            "wr roster seat technical acme --alternate al",
        ],
    ),
    command(
        "wr roster office",
        "",
        [
            "wr roster office chair \"Ann Adams\" --body technical",
            "wr roster office vp \"Ann Adams\"",
        ],
    ),
    command(
        "wr roster set",
        "",
        [
            "wr roster set \"Ann Adams\" email ann@acme.example",
            "wr roster set acme membership leadership",
        ],
    ),
    command(
        "wr roster import",
        "",
        [
            "wr roster import members.csv --dry-run",
            "wr roster import members.csv",
        ],
    ),
    command(
        "wr policy set",
        "",
        [
            "wr policy set sharing push",
            "wr policy set ballots.default.days 21",
        ],
    ),
    command("wr whoami", "", ["wr whoami", "wr whoami --format json"]),
    command(
        "wr consent",
        "",
        [
            "wr consent roster",
            "wr consent policy --version 3 --dry-run",
        ],
    ),
    command("wr verify", "", ["wr verify", "wr verify --base main~20"]),
    command(
        "wr bundle",
        "",
        ["wr bundle snia", "wr bundle snia --out snia.bundle"],
    ),
    command(
        "wr import-act",
        "",
        [
            "wr import-act mail/*.yaml",
            "wr import-act vote.yaml vote.yaml.sig",
        ],
    ),
    command(
        "wr import-email",
        "",
        [
            "wr import-email votes.mbox --dry-run",
            "wr import-email answer.eml",
        ],
    ),
    command("wr sync", "", ["wr sync", "wr sync --dry-run"]),
    command(
        "wr completions",
        "",
        ["wr completions", "wr completions bash"],
    ),
    command("wr man", "", ["wr man ballot open", "wr man --out man"]),
];
