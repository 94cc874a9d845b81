//! The prompts of `wr new` and `wr init`, with and without a terminal.

use rexpect::session::{PtySession, spawn_command};
use serde_json::Value;
use wr::source::SourceFile;
use wr::template::INSERT;

use super::world::{World, words};

const NOW: &str = "2026-01-12T09:00:00Z";
/// How long a prompt may take, in milliseconds; a machine that is busy takes some of it.
const PATIENCE: u64 = 30_000;

/// `wr` as Vera runs it at a terminal.
fn at_terminal(world: &World, line: &str) -> PtySession {
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    command
        .env("TERM", "xterm")
        .env("NO_COLOR", "1")
        .args(words(line));
    spawn_command(command, Some(PATIENCE)).unwrap()
}

/// Types a line as a keyboard does, which ends it with a carriage return.
fn type_line(terminal: &mut PtySession, text: &str) {
    terminal.send(&format!("{text}\r")).unwrap();
    terminal.flush().unwrap();
}

fn register(world: &World) -> Value {
    let text = world.read("registers/xyz/register.yaml");
    wr::yaml::read(&SourceFile::new("register.yaml", text)).unwrap()
}

#[test]
fn wr_edit_opens_the_editor_and_checks_the_text() {
    let world = World::given("assigned");
    let line = "edit XYZ";
    for (editor, says) in [
        ("sed -i s/2027-06/2027-09/", "next: `wr submit xyz`"),
        ("true", "registers/xyz/register.yaml is unchanged"),
        (
            "sed -i s/2027-09/2027-19/",
            "next: correct the errors: `wr edit xyz`",
        ),
        (
            "false",
            "the editor ended with an error; the file is registers/xyz/register.yaml",
        ),
    ] {
        let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "olga");
        command.env("TERM", "xterm").env("NO_COLOR", "1");
        command.env("GIT_EDITOR", editor).args(words(line));
        let mut terminal = spawn_command(command, Some(PATIENCE)).unwrap();
        let printed = terminal.exp_eof().unwrap();
        assert!(printed.contains(says), "{editor}: {printed}");
    }
    assert!(
        world
            .read("registers/xyz/register.yaml")
            .contains("due: 2027-19")
    );
}

#[test]
fn what_is_not_given_is_asked_and_comes_into_the_file_as_text() {
    let world = World::new();
    let mut terminal = at_terminal(&world, "new xyz --justification \"Both model networks.\"");
    for (prompt, answer) in [
        ("Alliance partner", "nobody"),
        // What is wrong is said, and asked again.
        ("no organization `nobody`", ""),
        ("needs a partner", "XYZ Industry"),
        ("Title", ""),
        ("Subject", "a: b # \"c\" {{ d }}"),
        ("Purpose", "marketng"),
        ("did you mean `marketing`?", "marketing"),
        ("Originating committee", "technical"),
        ("Scope", ""),
        ("Benefits", "Both gain."),
    ] {
        terminal
            .exp_string(prompt)
            .unwrap_or_else(|why| panic!("{prompt}: {why}"));
        type_line(&mut terminal, answer);
    }
    let rest = terminal.exp_eof().unwrap();
    assert!(
        rest.contains("propose xyz: XYZ Industry Group proposes a register"),
        "{rest}"
    );
    let register = register(&world);
    for (field, expected) in [
        ("title", "XYZ / DMTF Work Register"),
        ("subject", "a: b # \"c\" {{ d }}"),
        ("purpose", "marketing"),
        ("originating_committee", "technical"),
        ("justification", "Both model networks."),
        ("scope", INSERT),
        ("benefits", "Both gain."),
    ] {
        assert_eq!(register[field], expected, "{field}");
    }
    assert_eq!(register["partner"]["organization"], "xyz");
}

#[test]
fn at_a_terminal_too_nothing_is_asked_with_no_input() {
    for line in [
        "new xyz --partner xyz --no-input",
        "new xyz --partner xyz --dry-run",
    ] {
        let world = World::new();
        let mut terminal = at_terminal(&world, line);
        let all = terminal.exp_eof().unwrap();
        assert!(
            all.contains("propose xyz") && !all.contains("Subject"),
            "{line}: {all}"
        );
    }
}

#[test]
fn no_question_is_asked_in_vain() {
    let world = World::given("proposed");
    let mut terminal = at_terminal(&world, "new xyz");
    let all = terminal.exp_eof().unwrap();
    assert!(
        all.contains("is proposed already") && !all.contains("partner"),
        "{all}"
    );
    // A text that was begun by hand is taken as it is: only the partner is asked for.
    let world = World::new();
    world.write(
        "registers/xyz/register.yaml",
        "title: T\npartner: {organization: xyz}\n",
    );
    let mut terminal = at_terminal(&world, "new xyz");
    terminal.exp_string("Alliance partner").unwrap();
    type_line(&mut terminal, "xyz");
    let rest = terminal.exp_eof().unwrap();
    assert!(
        rest.contains("propose xyz") && !rest.contains("Title"),
        "{rest}"
    );
}

#[test]
fn who_goes_away_leaves_nothing_behind() {
    let world = World::new();
    let before = world.fingerprint();
    let mut terminal = at_terminal(&world, "new xyz --partner xyz");
    terminal.exp_string("Title").unwrap();
    type_line(&mut terminal, "");
    terminal.exp_string("Subject").unwrap();
    terminal.send_control('c').unwrap();
    let rest = terminal.exp_eof().unwrap();
    assert!(!rest.contains("propose xyz"), "{rest}");
    assert_eq!(world.fingerprint(), before);
}

#[test]
fn without_a_terminal_the_partner_is_an_argument_that_is_missing() {
    let mut world = World::new();
    let ran = world.run(NOW, "vera", "new xyz");
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(
        ran.stderr
            .starts_with("error: `wr new` needs `--partner`\n  --partner NAME: ")
    );
    assert!(!world.path("registers/xyz").exists());
}

#[test]
fn flags_answer_as_well_and_are_never_lost() {
    let mut world = World::new();
    let line = "new xyz --partner xyz --scope \"Networks: all\" --committee \"Technical Committee\" --purpose other";
    assert_eq!(world.run(NOW, "vera", line).code, 0);
    let register = register(&world);
    assert_eq!(register["scope"], "Networks: all");
    assert_eq!(register["originating_committee"], "technical");
    assert_eq!(register["purpose"], "other");
    // Into a template without a place for it, or a text that is there, nothing can come.
    let mut world = World::new();
    world.write(
        "templates/register.yaml",
        "title: {{ title }}\npartner: {organization: {{ partner }}}\n",
    );
    let ran = world.run(NOW, "vera", "new xyz --partner xyz --scope Networks");
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert!(
        ran.stderr.contains("no place for the scope"),
        "{}",
        ran.stderr
    );
    world.write(
        "registers/xyz/register.yaml",
        "title: T\npartner: {organization: xyz}\n",
    );
    let ran = world.run(NOW, "vera", "new xyz --partner xyz --title Other");
    assert!(
        ran.code == 2 && ran.stderr.contains("already exists"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_new_store_asks_who_keeps_it_and_passes_the_check() {
    let mut world = World::empty();
    let mut terminal = at_terminal(&world, "init .");
    for (prompt, answer) in [
        ("The organization that keeps", "Storage Forum"),
        ("Its id", "Storage Forum"),
        ("is a name, and an id is needed", "SF"),
        ("Its short name", ""),
        ("The Vice President of Alliances", ""),
        ("e-mail address", "nope"),
        ("is not an e-mail address", ""),
        ("Another committee", "Technical Committee: Tess"),
        (
            "is not a committee",
            "Technical Committee: Tess Tate <tess@bolt.example>",
        ),
        ("Another committee", ""),
        ("How acts are shared", "pul"),
        ("is not allowed", "pull-request"),
    ] {
        terminal
            .exp_string(prompt)
            .unwrap_or_else(|why| panic!("{prompt}: {why}"));
        terminal.send_line(answer).unwrap();
    }
    let rest = terminal.exp_eof().unwrap();
    assert!(rest.contains("init: a store for Storage Forum"), "{rest}");
    let ran = world.run(NOW, "vera", "check");
    assert_eq!((ran.code, ran.stderr.trim()), (0, "no findings"));
    let roster = world.read("registers/roster.yaml");
    for line in [
        "home: \"sf\"",
        "short: \"SF\"",
        "email: \"vera@dmtf.example\"",
        "chair: tess-tate",
        "email: tess@bolt.example",
    ] {
        assert!(roster.contains(line), "{line}\n{roster}");
    }
    let policy = world.read("registers/policy.yaml");
    assert!(policy.contains("\nsharing: \"pull-request\"\n"), "{policy}");
}

#[test]
fn who_leaves_the_questions_of_init_leaves_no_store() {
    let world = World::empty();
    let mut terminal = at_terminal(&world, "init fresh");
    terminal.exp_string("The organization").unwrap();
    terminal.send_control('c').unwrap();
    terminal.exp_eof().unwrap();
    assert!(!world.path("fresh").exists());
}

#[test]
fn a_new_store_takes_options_without_a_terminal() {
    let mut world = World::empty();
    let line = "init . --name \"Storage Forum\" --short SF --vp \"Max M\u{fc}ller\" --vp-email max@sf.example --sharing push \
                --committee \"Technical Committee\" --committee \"Board of Directors: Max <max@sf.example>\"";
    let ran = world.run(NOW, "vera", &format!("{line} --dry-run"));
    assert!(
        ran.code == 0 && ran.stdout.contains("registers/roster.yaml"),
        "{}",
        ran.stdout
    );
    assert!(!world.path("registers").exists());
    for (wrong, says) in [
        ("--vp-email nope", "is not an e-mail address"),
        ("--committee \"A: B\"", "is not a committee"),
        ("--sharing pul", "allowed: `push` and `pull-request`"),
        ("--name \u{5c71}", "needs:  `--organization ID`"),
    ] {
        let ran = world.run(NOW, "vera", &format!("init . {wrong}"));
        assert!(
            ran.code != 0 && ran.stderr.contains(says),
            "{wrong}: {}",
            ran.stderr
        );
        assert!(!world.path("registers").exists(), "{wrong}");
    }
    let ran = world.run(NOW, "vera", line);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let ran = world.run(NOW, "vera", "check");
    assert_eq!((ran.code, ran.stderr.trim()), (0, "no findings"));
    let listed = world.run(NOW, "vera", "roster --format json");
    let listed: Value = serde_json::from_str(&listed.stdout).unwrap();
    assert_eq!(listed["people"][0]["id"], "max-muller");
    assert_eq!(listed["people"][0]["organization"], "sf");
    assert_eq!(listed["bodies"][1]["chair"], "max-muller");
    assert_eq!(listed["bodies"][3]["id"], "technical");
}
