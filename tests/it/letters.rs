//! Letters, read by another mail parser, and sent in a real SMTP exchange on loopback.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;

use mail_parser::{Message, MessageParser};
use wr::source::Digest;

use super::world::{World, ran};

/// A sheet of the store's own, with lines that SMTP and mail boxes have a meaning for.
const SHEET: &str = "Subject: {{ partner }}: {{ contacts[0].name }}\n\n.\n.hidden\nFrom here: {{ contacts[0].email }}\n{{ from }}\n";

fn parsed(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).expect("a message")
}

fn contacts(name: &str) -> String {
    format!(
        "partner: [{{role: press, name: \"{name}\", email: press@xyz.example}}]\nhome: [{{role: owner, name: Olga Owens}}]\n"
    )
}

/// The message that a letter is, as bytes; it must be the only one.
fn letter(world: &mut World, at: &str, who: &str, line: &str) -> Vec<u8> {
    let ran = world.run(at, who, line);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    ran.stdout.into_bytes()
}

#[test]
fn a_letter_is_read_as_it_was_meant_and_is_the_same_each_time() {
    let mut world = World::given("board-approved");
    let at = "2026-03-02T08:00:00Z";
    let bytes = letter(&mut world, at, "olga", "letter approved-register xyz");
    assert_eq!(
        bytes,
        letter(&mut world, at, "olga", "letter approved-register xyz")
    );
    let message = parsed(&bytes);
    assert!(message.subject().unwrap().contains("[wr-"));
    let to: Vec<_> = message
        .to()
        .unwrap()
        .iter()
        .map(|to| to.address().unwrap())
        .collect();
    assert_eq!(to, ["pat@xyz.example"]);
    assert_eq!(
        message.from().unwrap().first().unwrap().address(),
        Some("olga@acme.example")
    );
    assert_eq!(message.date().unwrap().to_rfc3339(), at);
    assert!(
        message
            .body_text(0)
            .unwrap()
            .contains("resolution  2026-07")
    );
    // The exact file arrives as it is, so its digest can be worked out again.
    let exact = message.attachment(1).unwrap().contents();
    assert_eq!(
        exact,
        world.read("registers/xyz/revisions/1.yaml").as_bytes()
    );
    assert!(
        message
            .body_text(0)
            .unwrap()
            .contains(&Digest::of(exact).to_string())
    );
    // Another day gives another date, and no other letter.
    let later = letter(
        &mut world,
        "2026-03-03T08:00:00Z",
        "olga",
        "letter approved-register xyz",
    );
    assert_eq!(message.message_id(), parsed(&later).message_id());
    assert_ne!(bytes, later);
}

#[test]
fn no_name_makes_a_header_or_leaves_its_line() {
    let mut world = World::given("established");
    world.write("templates/letters/press-contact.txt", SHEET);
    let hostile = "Zoë\\r\\nBcc: all@x.example\\r\\n\\r\\nFrom me\\u202e \\u2028 東";
    world.write("registers/xyz/contacts.yaml", &contacts(hostile));
    let bytes = letter(
        &mut world,
        "2026-03-10T09:00:00Z",
        "olga",
        "letter press-contact xyz",
    );
    let message = parsed(&bytes);
    let mut names: Vec<_> = message
        .headers()
        .iter()
        .map(|header| header.name().to_string())
        .collect();
    names.sort();
    let expected = [
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ];
    names.sort_by_key(|name| name.to_lowercase());
    let mut expected: Vec<_> = expected.map(str::to_string).to_vec();
    expected.sort_by_key(|name| name.to_lowercase());
    assert_eq!(names, expected);
    assert_eq!(
        message.subject(),
        Some("XYZ: Zoë Bcc: all@x.example From me 東")
    );
    assert_eq!(message.to().unwrap().iter().count(), 1);
    let head = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    assert!(bytes[..head].is_ascii(), "headers are ASCII");
    assert!(
        bytes
            .split(|byte| *byte == b'\n')
            .all(|line| line.len() <= 998)
    );
}

#[test]
fn a_long_name_is_folded_and_read_in_one_piece() {
    let mut world = World::given("established");
    world.write("templates/letters/press-contact.txt", SHEET);
    world.write(
        "registers/xyz/contacts.yaml",
        &contacts(&"å".repeat(10_000)),
    );
    let bytes = letter(
        &mut world,
        "2026-03-10T09:00:00Z",
        "olga",
        "letter press-contact xyz",
    );
    let subject = parsed(&bytes).subject().unwrap().to_string();
    assert_eq!(
        subject.chars().count(),
        201,
        "200 characters and a sign that more was there"
    );
    assert!(subject.starts_with("XYZ: ååå") && subject.ends_with("å…"));
    let head = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    // An id is one word, which cannot be folded.
    let mut lines = bytes[..head]
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.starts_with(b"Message-ID"));
    assert!(lines.all(|line| line.len() <= 79));
}

/// One exchange as a server sees it: the commands, and the lines of the message as they came over the wire.
struct Exchange {
    commands: Vec<String>,
    data: Vec<u8>,
}

/// Serves one connection; a recipient whose address contains `refused` is not taken.
fn serve(stream: TcpStream, refused: &str) -> Exchange {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    let (mut commands, mut data) = (Vec::new(), Vec::new());
    writer.write_all(b"220 test ESMTP\r\n").unwrap();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() == 0 {
            break;
        }
        let command = line.trim_end().to_string();
        let verb = command
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_uppercase();
        let is_refused = verb == "RCPT" && !refused.is_empty() && command.contains(refused);
        commands.push(command);
        let answer: &[u8] = match verb.as_str() {
            _ if is_refused => b"550 no such user\r\n",
            "DATA" => b"354 go on\r\n",
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        writer.write_all(answer).unwrap();
        if verb == "DATA" {
            loop {
                let mut line = Vec::new();
                reader.read_until(b'\n', &mut line).unwrap();
                if line == b".\r\n" {
                    break;
                }
                data.extend(line);
            }
            writer.write_all(b"250 taken\r\n").unwrap();
        }
        if verb == "QUIT" {
            break;
        }
    }
    Exchange { commands, data }
}

/// What the dots at the beginnings of lines were before SMTP doubled them.
fn unstuffed(data: &[u8]) -> Vec<u8> {
    data.split_inclusive(|byte| *byte == b'\n')
        .flat_map(|line| line.strip_prefix(b".").unwrap_or(line))
        .copied()
        .collect()
}

/// Whether `msmtp` is here; where `WR_TEST_MSMTP` is set it must be.
#[allow(clippy::print_stderr, reason = "a test that could not be made says so")]
fn has_msmtp() -> bool {
    let found = Command::new("msmtp").arg("--version").output().is_ok();
    assert!(
        found || std::env::var_os("WR_TEST_MSMTP").is_none(),
        "msmtp is not installed: apt-get install msmtp"
    );
    if !found {
        eprintln!("msmtp is not installed, so nothing is sent in this run: apt-get install msmtp");
    }
    found
}

#[test]
fn msmtp_delivers_what_was_recorded_byte_for_byte() {
    if !has_msmtp() {
        return;
    }
    let world = World::given("established");
    world.write("templates/letters/press-contact.txt", SHEET);
    world.write(
        "registers/xyz/contacts.yaml",
        &contacts("Søren Ångström 東"),
    );
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let conf = world.outside().join("msmtprc");
    let account = format!(
        "account default\nhost 127.0.0.1\nport {port}\ntls off\nauth off\nfrom nobody@x.example\n"
    );
    std::fs::write(&conf, account).unwrap();
    // The user's own configuration, outside of the repository.
    let setting = format!("[wr]\n\tsendmail = msmtp -C {}\n", conf.display());
    std::fs::write(world.outside().join(".gitconfig"), setting).unwrap();
    let server = thread::spawn(move || serve(listener.accept().unwrap().0, ""));
    let mut wr = world.command(env!("CARGO_BIN_EXE_wr"), "2026-03-10T09:00:00Z", "olga");
    wr.env_remove("GIT_CONFIG_GLOBAL");
    wr.args(["letter", "press-contact", "xyz", "--send"]);
    let ran = ran(wr.output().unwrap());
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let exchange = server.join().unwrap();
    let named = |verb: &str| -> Vec<&String> {
        exchange
            .commands
            .iter()
            .filter(|line| line.to_uppercase().starts_with(verb))
            .collect()
    };
    assert!(
        named("MAIL FROM")
            .iter()
            .all(|line| line.contains("<olga@acme.example>")),
        "{:?}",
        exchange.commands
    );
    assert_eq!(named("RCPT TO").len(), 1);
    assert!(named("RCPT TO")[0].contains("<press@dmtf.org>"));
    let bytes = unstuffed(&exchange.data);
    let message = parsed(&bytes);
    assert_eq!(message.subject(), Some("XYZ: Søren Ångström 東"));
    let body = message.body_text(0).unwrap().replace("\r\n", "\n");
    assert_eq!(
        body,
        ".\n.hidden\nFrom here: press@xyz.example\nOlga Owens\n"
    );
    // What arrived is what the act names.
    let acts = world.files("registers/xyz/acts", "-letter-");
    assert_eq!(acts.len(), 1);
    let act = world.read(&acts[0]);
    assert!(
        act.contains(&Digest::of(&bytes).to_string()),
        "{act}\n{}",
        String::from_utf8_lossy(&bytes)
    );
    assert!(!act.contains("press@"), "addresses are not on the record");
}

#[test]
fn what_the_server_does_not_take_is_not_recorded() {
    if !has_msmtp() {
        return;
    }
    let mut world = World::given("established");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let before = world.fingerprint();
    let line = format!(
        "letter contacts xyz --send --sendmail \"msmtp --host=127.0.0.1 --port={port} --tls=off --auth=off\""
    );
    let ran = world.run("2026-03-10T09:00:00Z", "olga", &line);
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("nothing is recorded"), "{}", ran.stderr);
    assert_eq!(before, world.fingerprint());
}

/// The messages that a server on loopback took while `run` ran: each with its recipient.
fn delivered(
    listener: &TcpListener,
    connections: usize,
    refused: &'static str,
    run: impl FnOnce(),
) -> Vec<(String, Vec<u8>)> {
    let listener = listener.try_clone().unwrap();
    let server = thread::spawn(move || -> Vec<Exchange> {
        (0..connections)
            .map(|_| serve(listener.accept().unwrap().0, refused))
            .collect()
    });
    run();
    let exchanges = server.join().unwrap();
    let taken = exchanges.into_iter().filter(|it| !it.data.is_empty());
    let to = |exchange: &Exchange| {
        let to = exchange
            .commands
            .iter()
            .find(|line| line.starts_with("RCPT"));
        to.unwrap().split(['<', '>']).nth(1).unwrap().to_string()
    };
    taken.map(|it| (to(&it), unstuffed(&it.data))).collect()
}

/// From the chair to a member without git and back: a server refuses one letter, a second run sends that one only, and
/// the member's answer, which the same server delivers to the chair's mailbox, becomes the vote.
#[test]
fn a_member_without_git_votes_by_e_mail_from_end_to_end() {
    if !has_msmtp() {
        return;
    }
    let mut world = World::given("alliance-asked");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let msmtp = format!("msmtp --host=127.0.0.1 --port={port} --tls=off --auth=off");
    let line = format!("letter ballot xyz --send --sendmail \"{msmtp}\"");
    let before = world.fingerprint();
    let first = delivered(&listener, 5, "<eve@", || {
        let ran = world.run("2026-01-27T11:00:00Z", "carl", &line);
        assert_eq!(ran.code, 2, "{}", ran.stdout);
        for part in [
            "1 of 5 messages not sent",
            "nothing is recorded",
            "Eve Ellis: `msmtp` failed",
        ] {
            assert!(ran.stderr.contains(part), "{}", ran.stderr);
        }
    });
    assert_eq!(first.len(), 4);
    assert_eq!(before, world.fingerprint());
    let second = delivered(&listener, 1, "", || {
        let ran = world.run("2026-01-27T12:00:00Z", "carl", &line);
        assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
        assert!(
            ran.stdout
                .contains("already sent to Ann Adams on 2026-01-27"),
            "{}",
            ran.stdout
        );
    });
    let [(to, letter)] = second.as_slice() else {
        panic!("{} messages", second.len());
    };
    assert_eq!(to, "eve@ember.example");
    // The record has the digests of the messages that were delivered, in both runs.
    let acts = world.files("registers/xyz/acts", "-letter-");
    let act = world.read(&acts[0]);
    for (_, bytes) in first.iter().chain(&second) {
        assert!(act.contains(&Digest::of(bytes).to_string()), "{act}");
    }
    let ran = world.run("2026-01-27T13:00:00Z", "carl", &line);
    assert!(
        ran.stdout.starts_with("nothing to do: "),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    // Eve's mail program answers: it quotes the letter and names it.
    let asked = parsed(letter);
    let quoted: String = asked
        .body_text(0)
        .unwrap()
        .lines()
        .map(|line| format!("> {line}\r\n"))
        .collect();
    let answer = mail_builder::MessageBuilder::new()
        .from(("Eve Ellis", "eve@ember.example"))
        .to("carl@delos.example")
        .subject(format!("Re: {}", asked.subject().unwrap()))
        .date(mail_builder::headers::date::Date::new(1_769_596_200))
        .message_id("answer@mail.ember.example")
        .in_reply_to(asked.message_id().unwrap())
        .text_body(format!(
            "oppose: Zoë’s milestone has no date.\r\n\r\nOn 27 January, Carl wrote:\r\n{quoted}"
        ));
    let mut bytes = Vec::new();
    answer.serialize(&mut bytes);
    let answer = bytes;
    let arrived = delivered(&listener, 1, "", || {
        let mut words = msmtp.split(' ');
        let mut child = Command::new(words.next().unwrap())
            .args(words)
            .args(["-f", "eve@ember.example", "--", "carl@delos.example"])
            .stdin(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(&answer).unwrap();
        assert!(child.wait().unwrap().success());
    });
    let (to, answer) = &arrived[0];
    assert_eq!(to, "carl@delos.example");
    // The server puts the mail into a mailbox, as every server does.
    let text = String::from_utf8(answer.clone())
        .unwrap()
        .replace("\r\n", "\n");
    let received =
        "Received: from mail.ember.example by mx.delos.example; Wed, 28 Jan 2026 10:31:00 +0000";
    let mailbox = format!("From eve@ember.example Wed Jan 28 10:31:00 2026\n{received}\n{text}\n");
    world.write("../inbox", &mailbox);
    let ran = world.run("2026-01-29T09:00:00Z", "carl", "import-email ../inbox");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let show = "ballot show xyz --format json";
    let shown = world.run("2026-01-29T09:01:00Z", "carl", show);
    assert!(
        shown
            .stdout
            .contains("\"evidence\": \"e-mail <answer@mail.ember.example> sha256:"),
        "{}",
        shown.stdout
    );
    let votes = world.files("registers/xyz/ballots/adopt-1-alliance-1/votes/ember", "1-");
    assert!(
        world
            .read(&votes[0])
            .contains("comment: \"Zoë’s milestone has no date.\"")
    );
    let checked = world.run("2026-01-29T09:02:00Z", "carl", "verify");
    assert_eq!(checked.code, 0, "{}", checked.stdout);
}
