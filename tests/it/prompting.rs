//! The prompts of acting commands, on the screen of a terminal that is as narrow as people make it.

use std::num::NonZero;
use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

use super::world::{World, words};

/// How long a prompt may take, in milliseconds; a machine that is busy takes some of it.
const PATIENCE: u64 = 30_000;

/// Enter, Escape, and what Ctrl-C sends.
const ENTER: &str = "\r";
const ESCAPE: &str = "\u{1b}";
const INTERRUPT: &str = "\u{3}";

/// One command at a terminal.
struct Typed<'a> {
    at: &'a str,
    who: &'a str,
    line: &'a str,
    width: u16,
}

impl Typed<'_> {
    fn begin(&self, world: &World) -> PtySession {
        let wr = world.command(env!("CARGO_BIN_EXE_wr"), self.at, self.who);
        let mut shell = Command::new("sh");
        shell.current_dir(&world.here).env_clear();
        shell.envs(wr.get_envs().filter_map(|(key, value)| Some((key, value?))));
        shell.env("TERM", "xterm").env("NO_COLOR", "1");
        let start = format!("stty rows 60 cols {}; exec \"$0\" \"$@\"", self.width);
        shell.args(["-c", &start]).arg(wr.get_program());
        shell.args(words(self.line));
        spawn_command(shell, Some(PATIENCE)).unwrap()
    }

    /// What the screen shows at the end, once each text has been seen and the keys after it were typed.
    fn screen(&self, world: &World, steps: &[(&str, &str)]) -> String {
        let mut terminal = self.begin(world);
        let mut shown = vt100::Parser::new(size(60), size(self.width), 0);
        for (text, keys) in steps {
            let before = terminal.exp_string(text);
            let before = before.unwrap_or_else(|why| panic!("{}: {text}: {why}", self.line));
            shown.process(before.as_bytes());
            shown.process(text.as_bytes());
            for key in keys.chars() {
                terminal.send(&key.to_string()).unwrap();
                terminal.flush().unwrap();
            }
        }
        shown.process(terminal.exp_eof().unwrap().as_bytes());
        shown.screen().contents()
    }
}

fn size(of: u16) -> NonZero<u16> {
    NonZero::new(of).unwrap()
}

/// No two lines of a screen are the same, as they are when a prompt is drawn below itself. What is confirmed is printed
/// again when it is recorded.
fn assert_drawn_once(screen: &str) {
    let screen = screen.split("Record it?").next().unwrap();
    let lines: Vec<&str> = screen.lines().filter(|line| line.len() > 3).collect();
    for (at, line) in lines.iter().enumerate() {
        assert!(!lines[..at].contains(line), "twice: {line}\n{screen}");
    }
}

#[test]
fn what_a_command_lacks_is_asked_with_its_flag_and_its_clause() {
    for width in [60, 40] {
        let world = World::given("balloting");
        let line = "ballot extend";
        let typed = Typed {
            at: "2026-01-28T09:00:00Z",
            who: "carl",
            line,
            width,
        };
        let long =
            "the holidays of the members, which nobody thought of when the ballot was opened";
        let screen = typed.screen(
            &world,
            &[
                ("to leave", ENTER),
                ("to leave", ENTER),
                ("--until TIME", "soon\r"),
                ("--until TIME", "2026-02-24\r"),
                ("--because TEXT", &format!("{long}\r")),
            ],
        );
        assert_drawn_once(&screen);
        let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in [
            "(DSP4003 3.2)",
            "`soon`",
            "is extended until 2026-02-24T23:59:59Z",
            "wr ballot extend xyz",
        ] {
            assert!(flat.contains(said), "{width}: {said}\n{screen}");
        }
    }
}

#[test]
fn a_vote_is_chosen_explained_and_confirmed() {
    let world = World::given("balloting");
    let typed = Typed {
        at: "2026-01-29T08:00:00Z",
        who: "cleo",
        line: "vote xyz",
        width: 60,
    };
    let screen = typed.screen(
        &world,
        &[
            ("to leave", "oppo\r"),
            ("to leave", "tech\r"),
            ("--comment TEXT", "\r"),
            ("is needed", ""),
            ("--comment TEXT", "Too early\r"),
            ("Record it? (y/N)", "y\r"),
        ],
    );
    assert_drawn_once(&screen);
    let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("Corva votes oppose on revision 1 in the Technical Committee"),
        "{screen}"
    );
}

#[test]
fn a_vote_without_a_register_asks_for_the_ballot() {
    let world = World::given("balloting");
    let typed = Typed {
        at: "2026-01-29T08:00:00Z",
        who: "cleo",
        line: "vote abstain",
        width: 40,
    };
    let steps = [("to leave", "tech\r"), ("Record it? (y/N)", "y\r")];
    let screen = typed.screen(&world, &steps);
    assert_drawn_once(&screen);
    assert!(screen.contains("Corva votes abstain"), "{screen}");
}

#[test]
fn a_person_who_may_not_act_is_asked_nothing() {
    let world = World::given("balloting");
    for who in ["mallory", "nobody"] {
        let typed = Typed {
            at: "2026-01-29T08:00:00Z",
            who,
            line: "ballot extend",
            width: 60,
        };
        let screen = typed.screen(&world, &[]);
        let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            flat.contains("no person in the roster has the address"),
            "{screen}"
        );
    }
}

#[test]
fn who_leaves_or_does_not_confirm_records_nothing() {
    let world = World::given("balloting");
    let before = world.fingerprint();
    for (line, steps, said) in [
        (
            "vote xyz",
            vec![("to leave", ESCAPE)],
            "nothing was changed",
        ),
        (
            "vote xyz",
            vec![("to leave", INTERRUPT)],
            "nothing was changed",
        ),
        (
            "vote xyz yes --ballot alliance",
            vec![("Record it? (y/N)", ENTER)],
            "nothing was recorded",
        ),
        (
            "vote xyz no --ballot alliance",
            vec![("--comment TEXT", INTERRUPT)],
            "nothing was changed",
        ),
    ] {
        let typed = Typed {
            at: "2026-01-29T08:00:00Z",
            who: "cleo",
            line,
            width: 60,
        };
        let screen = typed.screen(&world, &steps);
        assert!(screen.contains(said), "{line}: {screen}");
        assert_eq!(world.fingerprint(), before, "{line}");
    }
}

#[test]
fn a_whole_line_is_not_asked_about() {
    for line in [
        "vote xyz yes --ballot alliance --yes",
        "vote xyz yes --ballot alliance --no-input",
        "vote xyz --no-input",
        "vote --dry-run",
        "status xyz",
    ] {
        let world = World::given("balloting");
        let typed = Typed {
            at: "2026-01-29T08:00:00Z",
            who: "cleo",
            line,
            width: 60,
        };
        let screen = typed.screen(&world, &[]);
        assert!(!screen.contains("? "), "{line}: {screen}");
    }
}

#[test]
fn each_acting_command_asks_for_what_it_requires() {
    let world = World::given("balloting");
    let before = world.fingerprint();
    // A terminal takes more time than work.
    std::thread::scope(|scope| {
        for lines in ACTING.chunks(6) {
            let world = &world;
            scope.spawn(move || lines.iter().for_each(|line| asks(world, line)));
        }
    });
    assert_eq!(world.fingerprint(), before);
}

fn asks(world: &World, line: &str) {
    let typed = Typed {
        at: "2026-01-29T08:00:00Z",
        who: "carl",
        line,
        width: 60,
    };
    let screen = typed.screen(world, &[("? ", INTERRUPT)]);
    assert!(screen.contains("nothing was changed"), "{line}: {screen}");
    assert!(!screen.contains("error: `wr"), "{line}: {screen}");
}

const ACTING: [&str; 33] = [
    "letter --record",
    "letter socialization --record",
    "vote",
    "ballot open",
    "ballot open xyz",
    "ballot close",
    "ballot extend xyz alliance",
    "ballot withdraw xyz alliance",
    "assign xyz",
    "submit",
    "save",
    "schedule xyz",
    "approve xyz",
    "send",
    "accept",
    "decline xyz",
    "backfill",
    "confirm",
    "feedback add xyz",
    "feedback resolve xyz",
    "commitment xyz",
    "review xyz",
    "milestone complete xyz",
    "milestone reopen xyz profiles",
    "milestone move xyz schema",
    "milestone drop xyz",
    "standard split xyz",
    "remove recommend xyz",
    "remove approve xyz",
    "end xyz",
    "request add",
    "meeting add xyz",
    "key add",
];

/// Nothing waits for a person: the write lock is free while a question is open.
#[test]
fn others_record_while_a_question_is_open() {
    const AT: &str = "2026-01-29T08:00:00Z";
    let cleo = |line| Typed {
        at: AT,
        who: "cleo",
        line,
        width: 120,
    };
    let question = |terminal: &mut PtySession| {
        let text = terminal.exp_string("Record it? (y/N)");
        text.unwrap_or_else(|why| panic!("{why}"));
    };
    let answer = |terminal: &mut PtySession| {
        terminal.send("y\r").unwrap();
        terminal.flush().unwrap();
    };
    for (who, meanwhile, again, ends) in [
        (
            "ann",
            "vote xyz yes --ballot alliance",
            None,
            "vote xyz: Corva votes approve",
        ),
        // The question is about what is there.
        (
            "cleo",
            "vote xyz abstain --ballot alliance",
            Some("Corva now votes approve"),
            "vote xyz: Corva now votes approve",
        ),
        (
            "carl",
            "ballot withdraw xyz alliance --because mistake",
            None,
            "refused: ",
        ),
    ] {
        let mut world = World::given("balloting");
        let mut terminal = cleo("vote xyz yes --ballot alliance").begin(&world);
        question(&mut terminal);
        let ran = world.run(AT, who, meanwhile);
        assert_eq!(ran.code, 0, "{meanwhile}: {}{}", ran.stdout, ran.stderr);
        answer(&mut terminal);
        if let Some(text) = again {
            // The first question is drawn again with its answer.
            let asked = terminal.exp_string(text);
            asked.unwrap_or_else(|why| panic!("{meanwhile}: {why}"));
            question(&mut terminal);
            answer(&mut terminal);
        }
        let rest = terminal.exp_eof().unwrap();
        assert!(rest.contains(ends), "{meanwhile}: {rest}");
    }
}
