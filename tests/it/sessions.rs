//! Sessions: transcripts in `tests/sessions`, prose with code blocks that say who runs what when, and what it prints.
//!
//! In a block of the kind `session`, a line such as `2026-01-29 08:00 ann $ wr vote xyz approve` is run, and the
//! lines below it are its output: standard output, then standard error, then `[CODE]` if it is not 0.
//! Other commands are `git ARGS`, `replace PATH "OLD" "NEW"` (`\n` in it is a line end), `write PATH "TEXT"`, `link
//! TARGET PATH`, `remove PATH`, `fixture FILE` (of `tests/import`), `copy PATH PATH` (a `*` may replace the rest of a
//! name), `cd DIR`, `merge` (the server merges what waits), `in DIR` (a clone next to the store), and `reply LETTER MAILBOX
//! "TEXT"` (an answer by e-mail to a letter). A block or a comment `given NAME` starts with a new store in the state `NAME` of `given.rs`. A refused command
//! must change nothing. `BLESS=1` writes the new output.
//!
//! Digests and commits are redacted, so that a change of what an act holds rewrites no page: see [`redacted`].
//! `tests/acts` has the bytes.

use std::fs;
use std::path::Path;

use super::world::{Ran, World, words};

mod redacted;

use redacted::Redaction;

/// Runs every transcript; a folder without any would prove nothing.
#[test]
fn every_session_goes_as_it_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 8, "the sessions are gone");
    let failed: Vec<String> = std::thread::scope(|scope| {
        // A thread is called as its transcript, so that a panic says where.
        let run = |path| {
            let name = Path::file_name(path)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            std::thread::Builder::new()
                .name(name)
                .spawn_scoped(scope, move || check(path, Redaction::of))
                .unwrap()
        };
        let runs: Vec<_> = paths.iter().map(|path| run(path.as_path())).collect();
        runs.into_iter()
            .filter_map(|run| run.join().unwrap())
            .collect()
    });
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// The index has each session once, under the title of its page, and nothing else.
#[test]
fn the_index_of_sessions_is_complete() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let index = fs::read_to_string(folder.join("README.md")).unwrap();
    let mut listed: Vec<&str> = index
        .lines()
        .filter(|line| line.starts_with("- ["))
        .collect();
    listed.sort_unstable();
    let mut pages = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name != "README.md" {
            let page = fs::read_to_string(folder.join(&name)).unwrap();
            let title = page.lines().next().and_then(|line| line.strip_prefix("# "));
            let title = title.unwrap_or_else(|| panic!("{name} has no title"));
            pages.push(format!("- [{title}]({name})"));
        }
    }
    pages.sort_unstable();
    assert_eq!(listed, pages);
}

/// From proposal to page in at most 60 commands, none of them `wr sync`.
#[test]
fn the_first_week_takes_few_commands() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    for name in ["79-the-first-week.md", "81-a-protected-branch.md"] {
        let page = fs::read_to_string(folder.join(name)).unwrap();
        let commands = page.matches(" $ wr ").count() + page.matches(" $ wr\n").count();
        assert!((30..=60).contains(&commands), "{name}: {commands} commands");
        assert!(!page.contains("$ wr sync"), "{name}");
        let is_done =
            page.contains("XYZ accepts revision 1") && page.contains("1 register published");
        assert!(is_done, "{name}");
    }
}

/// The README and the guides are sessions as well.
#[test]
fn the_documentation_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guides = fs::read_dir(root.join("docs")).unwrap();
    let mut pages: Vec<_> = guides.map(|entry| entry.unwrap().path()).collect();
    pages.push(root.join("README.md"));
    let has_session = |page: &Path| fs::read_to_string(page).unwrap().contains("```session");
    pages.retain(|page| has_session(page));
    assert!(pages.len() >= 8, "the guides are gone: {pages:?}");
    let failed = std::thread::scope(|scope| {
        let runs: Vec<_> = pages
            .iter()
            .map(|page| scope.spawn(|| check(page, Redaction::none)))
            .collect();
        let ran = runs.into_iter().filter_map(|run| run.join().unwrap());
        ran.collect::<Vec<_>>()
    });
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Plays a transcript; what differs, if anything.
fn check(path: &Path, redaction: fn(&str) -> Redaction) -> Option<String> {
    let told = fs::read_to_string(path).unwrap();
    let played = play(&told, redaction(&told));
    if told == played {
        return None;
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, played).unwrap();
        return None;
    }
    let name = path.file_name().unwrap().to_string_lossy();
    let differs = told
        .lines()
        .zip(played.lines())
        .find(|(told, played)| told != played);
    let (told_line, played_line) = differs.unwrap_or(("(the end)", "(more, or less)"));
    Some(format!(
        "{name}: told\n  {told_line}\nplayed\n  {played_line}\nin full:\n{played}"
    ))
}

/// The transcript as it really goes.
fn play(told: &str, mut redaction: Redaction) -> String {
    let mut world: Option<World> = None;
    let mut out = String::new();
    let mut lines = told.lines().peekable();
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        let comment = line
            .strip_prefix("<!-- given ")
            .and_then(|rest| rest.strip_suffix(" -->"));
        if let Some(name) = line.strip_prefix("```given ").or(comment) {
            world = Some(if name == "nothing" {
                World::empty()
            } else {
                match name.split_once(' ') {
                    Some(("signed", name)) => World::signed(name),
                    Some(("shared", name)) => World::shared("push", name),
                    Some(("protected", name)) => World::shared("pull-request", name),
                    _ => World::given(name),
                }
            });
        } else if line == "```session" {
            let world = world.get_or_insert_with(World::new);
            while let Some(line) = lines.next_if(|line| *line != "```") {
                // The command above prints the old output again.
                if let Some(step) = Step::of(line) {
                    redaction.learn(world);
                    let printed = step.run(world);
                    out += &format!("{line}\n{}", redaction.apply(world, &printed));
                }
            }
        }
    }
    out
}

struct Step<'a> {
    at: String,
    who: &'a str,
    line: &'a str,
}

impl<'a> Step<'a> {
    /// Reads `2026-01-29 [08:00] who $ command`.
    fn of(line: &'a str) -> Option<Step<'a>> {
        let (before, line) = line.split_once(" $ ")?;
        let mut parts = before.split(' ');
        let day = parts
            .next()
            .filter(|day| day.len() == 10 && day.starts_with("20"))?;
        let rest: Vec<&str> = parts.collect();
        let (time, who) = match rest.as_slice() {
            [who] => ("12:00", *who),
            [time, who] => (*time, *who),
            _ => return None,
        };
        Some(Step {
            at: format!("{day}T{time}:00Z"),
            who,
            line,
        })
    }

    fn run(&self, world: &mut World) -> String {
        let words = words(self.line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["wr", ..] => {
                let mut line = self.line.strip_prefix("wr").unwrap().to_string();
                // The names of mailed files end in digests, which no user types.
                for word in words
                    .iter()
                    .filter(|word| words.contains(&"import-act") && word.contains('*'))
                {
                    line = line.replace(word, &expand(world, word));
                }
                let line = line.as_str();
                let repository = world.path(".git").exists();
                let before = repository.then(|| world.fingerprint());
                let ran = world.run(&self.at, self.who, line);
                // What was fixed stays fixed, whatever else there is to find.
                let fixes = words.contains(&"--fix") && !words.contains(&"--dry-run");
                if ran.code != 0 && repository && !fixes {
                    let after = Some(world.fingerprint());
                    assert_eq!(
                        before, after,
                        "`{}` was refused and changed something",
                        self.line
                    );
                }
                // Temporary folders have another name in every run.
                shown(&ran).replace(&*world.outside().to_string_lossy(), "/home/of")
            }
            ["git", args @ ..] => {
                // What git says of a failure differs from version to version.
                let ran = world.try_git(&self.at, self.who, args);
                if ran.code == 0 {
                    ran.stdout
                } else {
                    format!("[{}]\n", ran.code)
                }
            }
            ["replace", path, old, new] => {
                let path = &expand(world, path);
                let text = world.read(path);
                let (old, new) = (old.replace("\\n", "\n"), new.replace("\\n", "\n"));
                assert!(text.contains(&old), "{path} does not hold `{old}`");
                world.write(path, &text.replace(&old, &new));
                String::new()
            }
            ["write", path, text] => {
                world.write(path, &text.replace("\\n", "\n"));
                String::new()
            }
            ["remove", path] => {
                fs::remove_file(world.path(&expand(world, path))).unwrap();
                String::new()
            }
            ["copy", from, to] => {
                fs::copy(
                    world.path(&expand(world, from)),
                    world.path(&expand(world, to)),
                )
                .unwrap();
                String::new()
            }
            ["fixture", name] => {
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
                fs::copy(folder.join(name), world.path(name)).unwrap();
                String::new()
            }
            ["reply", letter, inbox, text] => {
                self.reply(world, letter, inbox, &text.replace("\\n", "\n"));
                String::new()
            }
            ["link", target, path] => {
                std::os::unix::fs::symlink(target, world.path(path)).unwrap();
                String::new()
            }
            ["merge"] => world.merge(&self.at),
            ["cd", dir] => {
                world.here = world.path(dir);
                assert!(world.here.is_dir(), "no folder {dir}");
                String::new()
            }
            ["in", dir] => {
                world.here = world.outside().join(dir);
                String::new()
            }
            _ => panic!("a session knows no `{}`", self.line),
        }
    }
}

impl Step<'_> {
    /// Appends an answer to a letter to a mailbox, as a mail program writes it.
    fn reply(&self, world: &World, letter: &str, inbox: &str, text: &str) {
        let letter = world.read(letter);
        let parser = mail_parser::MessageParser::default();
        let letter = parser.parse(letter.as_bytes()).unwrap();
        let (name, address) = super::world::person(self.who);
        let at = self.at.replace(['-', ':'], "");
        let quoted: String = letter
            .body_text(0)
            .unwrap()
            .lines()
            .map(|line| format!("> {line}\n"))
            .collect();
        let (subject, id) = (letter.subject().unwrap(), letter.message_id().unwrap());
        let date = mail_parser::DateTime::parse_rfc3339(&self.at).unwrap();
        let chair = letter.from().unwrap().first().unwrap();
        let mail = format!(
            "From {address} {at}\nFrom: {name} <{address}>\nTo: {}\nSubject: Re: {subject}\nDate: {}\nMessage-ID: \
             <{at}.{}@mail.example>\nIn-Reply-To: <{id}>\n\n{text}\n\nOn January 27, 2026, {} wrote:\n{quoted}\n",
            chair.address().unwrap(),
            date.to_rfc822(),
            self.who,
            chair.name().unwrap(),
        );
        let path = world.path(inbox);
        let before = fs::read_to_string(&path).unwrap_or_default();
        fs::write(path, before + &mail).unwrap();
    }
}

/// The one file that a path with a `*` at its end, before `.yaml`, means.
fn expand(world: &World, path: &str) -> String {
    let Some((begin, end)) = path.split_once('*') else {
        return path.to_string();
    };
    let folder = begin.rsplit_once('/').map_or(".", |(folder, _)| folder);
    let found = world.files(folder, begin);
    let found: Vec<_> = found
        .into_iter()
        .filter(|path| path.ends_with(end))
        .collect();
    assert_eq!(found.len(), 1, "`{path}` means {found:?}");
    found[0].clone()
}

fn shown(ran: &Ran) -> String {
    // Messages have the line ends of mail, which a transcript has no use for.
    let mut text = ran.stdout.replace("\r\n", "\n");
    text += &ran.stderr;
    if ran.code != 0 {
        text += &format!("[{}]\n", ran.code);
    }
    text
}
