//! Answers by e-mail as mail programs really write them: `wr import-email` takes the clear ones and guesses nothing.

use serde_json::Value;

use super::world::World;

const NOW: &str = "2026-01-29T12:00:00Z";

/// A store with a ballot, and the letter to Eve: its Message-ID, its subject and the code in it.
struct Asked {
    world: World,
    id: String,
    subject: String,
    code: String,
}

impl Asked {
    fn new() -> Asked {
        let mut world = World::given("alliance-asked");
        let line = "letter ballot xyz --out ../letters";
        let ran = world.run("2026-01-27T11:00:00Z", "carl", line);
        assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
        Asked::of(world)
    }

    fn of(world: World) -> Asked {
        let bytes = world.read("../letters/ballot-opened-xyz-adopt-1-alliance-1-eve.eml");
        let message = mail_parser::MessageParser::default()
            .parse(bytes.as_bytes())
            .unwrap();
        let subject = message.subject().unwrap().to_string();
        let code = subject.split(['[', ']']).nth(1).unwrap().to_string();
        assert!(code.starts_with("wr-") && code.len() == 15, "{subject}");
        Asked {
            id: message.message_id().unwrap().to_string(),
            subject,
            code,
            world,
        }
    }

    /// What becomes of a mail: its result, the whole answer and the command's exit code.
    fn import(&mut self, mail: &str, options: &str) -> (String, Value, i32) {
        let mail = mail
            .replace("{ID}", &self.id)
            .replace("{SUBJECT}", &self.subject)
            .replace("{CODE}", &self.code);
        self.world.write("../mail.eml", &mail);
        let line = format!("import-email ../mail.eml --format json {options}");
        let ran = self.world.run(NOW, "carl", &line);
        let json: Value = serde_json::from_str(&ran.stdout)
            .unwrap_or_else(|why| panic!("{why}: {}{}", ran.stdout, ran.stderr));
        let result = json["mails"][0]["result"].as_str().unwrap_or_default();
        (result.to_string(), json, ran.code)
    }

    /// What would be recorded of a mail that is taken.
    fn taken(&mut self, mail: &str) -> String {
        let (result, json, code) = self.import(mail, "--dry-run");
        assert_eq!((result.as_str(), code), ("taken", 0), "{mail}\n{json:#}");
        json["messages"][0].as_str().unwrap().to_string()
    }
}

const HEAD: &str = "From: Eve Ellis <eve@ember.example>\nTo: Carl Chair <carl@delos.example>\nSubject: Re: {SUBJECT}\n\
    Date: Wed, 28 Jan 2026 10:00:00 +0100\nMessage-ID: <1@mail.ember.example>\nIn-Reply-To: <{ID}>\n\
    References: <{ID}>\nMIME-Version: 1.0\n";

/// A mail with the usual headers, and others instead of those with the same names.
fn mail(headers: &str, body: &str) -> String {
    let name = |line: &str| line.split(':').next().unwrap().to_lowercase();
    let changed: Vec<String> = headers
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(name)
        .collect();
    let kept = HEAD.lines().filter(|line| !changed.contains(&name(line)));
    let kept: Vec<&str> = kept.collect();
    let headers: Vec<&str> = headers
        .lines()
        .filter(|line| !line.ends_with(": -"))
        .collect();
    format!("{}\n{}\n\n{body}", headers.join("\n"), kept.join("\n"))
        .trim_start()
        .to_string()
}

#[test]
fn a_clear_answer_is_taken_in_every_form_that_mail_programs_give_it() {
    let mut asked = Asked::new();
    let quoted = "> Vote by e-mail: reply to this letter\n>\n>   approve\n>   oppose: REASON\n";
    let approves =
        "would record vote xyz: Ember votes approve on revision 1 in the Alliance Committee";
    let forms = [
        mail("", "approve\n"),
        // Thunderbird, below the quotation.
        mail(
            "",
            &format!(
                "On 1/27/26 11:00, Carl Chair wrote:\n{quoted}\nApprove\n\n-- \nEve Ellis\nEmber\n"
            ),
        ),
        // Gmail, in two parts.
        mail(
            "Content-Type: multipart/alternative; boundary=\"b\"",
            &format!(
                "--b\nContent-Type: text/plain; charset=\"UTF-8\"\n\napprove\n\nOn Tue, Jan 27, 2026 at 12:00 PM Carl Chair \
                <carl@delos.example>\nwrote:\n\n{quoted}\n--b\nContent-Type: text/html; charset=\"UTF-8\"\n\n<div \
                dir=\"ltr\">approve</div><br><blockquote>oppose: REASON</blockquote>\n--b--\n"
            ),
        ),
        // Outlook, only HTML, in base64: "<p>approve</p><p>&nbsp;</p><div>From: Carl ... oppose: REASON</div>".
        mail(
            "Content-Type: text/html; charset=\"utf-8\"\nContent-Transfer-Encoding: base64",
            "PGh0bWw+PGhlYWQ+PHN0eWxlPnB7fTwvc3R5bGU+PC9oZWFkPjxib2R5PjxwIGNsYXNzPSJNc29O\nb3JtYWwiPmFwcHJvdmU8bzpwPjwvbzpwPjwvcD48\
             cD48bzpwPiZuYnNwOzwvbzpwPjwvcD48ZGl2\nIHN0eWxlPSJib3JkZXI6bm9uZSI+PHA+PGI+RnJvbTo8L2I+IENhcmwgQ2hhaXI8YnI+PGI+U2Vu\n\
             dDo8L2I+IFR1ZXNkYXk8L3A+PC9kaXY+PHA+b3Bwb3NlOiBSRUFTT048L3A+PC9ib2R5PjwvaHRt\nbD4=\n",
        ),
        // A name in an old encoding, an address in capitals, and an answer prefix of another language.
        mail(
            "From: =?ISO-2022-JP?B?GyRCMWE7UhsoQg==?= <EVE@Ember.Example>\nSubject: AW: {SUBJECT}",
            "Approve.\n",
        ),
        // A mailing list adds a prefix and a footer.
        mail(
            "Subject: [alliance] Re: {SUBJECT}\nPrecedence: list\nList-Id: <alliance.dmtf.example>",
            "approve\n\n_______________________________________________\nalliance mailing list\nhttps://lists.dmtf.example\n",
        ),
        // The references are lost; the code in the subject, or the one in the quoted text, is not.
        mail("In-Reply-To: -\nReferences: -", "approve\n"),
        mail(
            "In-Reply-To: -\nReferences: -\nSubject: Re: your letter",
            "approve\n\n> your e-mail. To change it, reply again. Reference: {CODE}\n",
        ),
        // A greeting, and a whole sentence.
        mail("", "Dear Carl,\n\nI approve.\n\nKind regards,\nEve\n"),
        // The warning of a mail server.
        mail(
            "",
            "CAUTION: This email originated from outside of your organization.\n\napprove\nEve\n\nSent from my iPhone\n",
        ),
    ];
    for form in &forms {
        assert_eq!(asked.taken(form), approves, "{form}");
    }
    // The reason in a paragraph of its own.
    let said = asked.taken(&mail("", "I oppose.\n\nThe dates are too early.\n\nEve\n"));
    assert!(said.contains("Ember votes oppose"), "{said}");
    let opposes = mail(
        "Content-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: quoted-printable",
        "oppose: the second milestone needs a committee =E2=80=94 say=\n which.\n\nRegards,\nEve\n",
    );
    let (result, json, _) = asked.import(&opposes, "");
    assert_eq!(result, "taken", "{json:#}");
    let path = json["acts"][0]["path"].as_str().unwrap();
    let act = asked.world.read(path);
    for field in [
        "by: \"eve\"",
        "recorded_by: \"carl\"",
        "on: \"2026-01-28\"",
        "evidence: \"e-mail <1@mail.ember.example> sha256:",
        "choice: \"oppose\"",
        "comment: \"the second milestone needs a committee — say which.\"",
    ] {
        assert!(act.contains(field), "{field}\n{act}");
    }
}

#[test]
fn what_is_not_clear_is_listed_with_its_reason_and_never_recorded() {
    let mut asked = Asked::new();
    let bounce = "--b\nContent-Type: text/plain\n\nThe mail could not be delivered.\n--b\nContent-Type: message/delivery-status\n\n\
        Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; eve@ember.example\nAction: failed\nStatus: 5.1.1\n--b\nContent-Type: \
        message/rfc822\n\nMessage-ID: <{ID}>\nFrom: carl@delos.example\nSubject: x\n\napprove\n--b--\n";
    let cases = [
        (
            "unclear",
            "approve if",
            mail("", "approve if it has dates\n"),
        ),
        (
            "unclear",
            "I think we can",
            mail("", "I think we can approve this.\n"),
        ),
        ("unclear", "no text", mail("", "> approve\n")),
        (
            "unclear",
            "~~approve~~",
            mail("Content-Type: text/html", "<p><s>approve</s></p>\n"),
        ),
        (
            "unclear",
            "opposes without a reason",
            mail("", "oppose\n\nRegards,\nEve\n"),
        ),
        (
            "unclear",
            "says more than the answer: \"provided that it has dates\"",
            mail("", "approve\n\nprovided that it has dates\n"),
        ),
        (
            "unclear",
            "Hi Carl, I approve if",
            mail("", "Hi Carl, I approve if it has dates.\n"),
        ),
        (
            "unknown-sender",
            "mallory@outside.example",
            mail(
                "From: \"Eve Ellis <eve@ember.example>\" <mallory@outside.example>",
                "approve\n",
            ),
        ),
        (
            "unclear",
            "2 senders",
            mail("From: eve@ember.example, bob@bolt.example", "approve\n"),
        ),
        (
            "not-entitled",
            "Tess Tate does not vote",
            mail("From: tess@bolt.example", "approve\n"),
        ),
        (
            "unclear",
            "dmarc=fail",
            mail(
                "Authentication-Results: mx.delos.example; spf=pass; dmarc=fail",
                "approve\n",
            ),
        ),
        ("unclear", "Message-ID", mail("Message-ID: -", "approve\n")),
        (
            "automatic",
            "a program",
            mail(
                "Auto-Submitted: auto-replied\nSubject: Automatic reply: {SUBJECT}",
                "approve\n",
            ),
        ),
        (
            "automatic",
            "a program",
            mail(
                "Return-Path: <>\nX-Auto-Response-Suppress: All",
                "approve\n",
            ),
        ),
        (
            "automatic",
            "delivery",
            mail(
                "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
                "--b\n\napprove\n--b--\n",
            ),
        ),
        (
            "bounce",
            "adopt-1-alliance-1 of xyz to ember was not delivered",
            mail(
                "From: MAILER-DAEMON@mx.delos.example\nIn-Reply-To: -\nReferences: -\nContent-Type: multipart/report; \
             report-type=delivery-status; boundary=b",
                bounce,
            ),
        ),
        (
            "unclear",
            "forwarded",
            mail(
                "Subject: Fwd: {SUBJECT}",
                "approve\n\n---------- Forwarded message ---------\n",
            ),
        ),
        (
            "unclear",
            "forwarded",
            mail(
                "Content-Type: multipart/mixed; boundary=b",
                "--b\nContent-Type: text/plain\n\napprove\n--b\nContent-Type: message/rfc822\n\nFrom: x@y.example\n\napprove\n--b--\n",
            ),
        ),
        (
            "late",
            "closed on February 10, 2026",
            mail("Date: Wed, 11 Feb 2026 10:00:00 +0000", "approve\n"),
        ),
        // The sender's clock lies; the server's does not.
        (
            "late",
            "closed on February 10, 2026",
            mail(
                "Received: from a by b; Wed, 11 Feb 2026 10:00:00 +0000",
                "approve\n",
            ),
        ),
        (
            "unclear",
            "in the future",
            mail("Date: Sun, 1 Feb 2026 10:00:00 +0000", "approve\n"),
        ),
        (
            "refused",
            "before the ballot was opened",
            mail("Date: Mon, 26 Jan 2026 10:00:00 +0000", "approve\n"),
        ),
        (
            "unclear",
            "does not have",
            mail(
                "In-Reply-To: -\nReferences: -\nSubject: Re: [wr-0123456789ab] Ballot",
                "approve\n",
            ),
        ),
        (
            "unclear",
            "several letters",
            mail("Subject: Re: [wr-0123456789ab] Ballot", "approve\n"),
        ),
        (
            "no-letter",
            "answers no letter",
            mail(
                "In-Reply-To: <x@other.invalid>\nReferences: -\nSubject: Ballot",
                "approve\n",
            ),
        ),
        (
            "no-letter",
            "answers no letter",
            mail(
                "From: shop@x.example\nIn-Reply-To: -\nReferences: -\nSubject: Offer",
                "approve\n",
            ),
        ),
    ];
    let before = asked.world.fingerprint();
    let line = "import-email ../letters";
    let ran = asked.world.run(NOW, "carl", line);
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (0, "5 mails without reference to a letter\n"),
        "the letters themselves are no answers"
    );
    for (reason, part, mail) in &cases {
        let (result, json, _) = asked.import(mail, "");
        let why = json["mails"][0]["why"].as_str().unwrap_or_default();
        assert_eq!(result, *reason, "{mail}\n{json:#}");
        assert!(why.contains(part), "{why}\n{mail}");
    }
    assert_eq!(before, asked.world.fingerprint());
    // The command that the listing names records what a person has read.
    let (_, json, code) = asked.import(&cases[0].2, "");
    assert_eq!(code, 1);
    let next = json["mails"][0]["next"]
        .as_str()
        .unwrap()
        .replace("CHOICE", "approve");
    let line = next.strip_prefix("wr ").unwrap();
    let ran = asked.world.run(NOW, "carl", line);
    assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
    assert!(
        ran.stdout.contains("by e-mail, recorded by Carl Chair"),
        "{}",
        ran.stdout
    );
    let (result, ..) = asked.import(&cases[0].2, "");
    assert_eq!(result, "already-recorded");
}

#[test]
fn one_reason_for_several_mails_is_printed_once() {
    let Asked { mut world, .. } = Asked::new();
    let mut mailbox = String::new();
    for who in ["cleo@corva", "dan@delos", "eve@ember"] {
        let name = who.split('@').next().unwrap();
        let letter = format!("../letters/ballot-opened-xyz-adopt-1-alliance-1-{name}.eml");
        let letter = world.read(&letter);
        let line = letter.lines().find(|line| line.starts_with("Message-ID:"));
        let id = line.unwrap().split_once(' ').unwrap().1;
        mailbox += &format!(
            "From x\nFrom: {who}.example\nDate: Wed, 28 Jan 2026 10:00:00 +0000\nMessage-ID: <{who}.example>\n\
             In-Reply-To: {id}\n\napprove\n\n"
        );
    }
    world.write("../answers.mbox", &mailbox);
    let ran = world.run(NOW, "bob", "import-email ../answers.mbox");
    let printed = ran.stdout + &ran.stderr;
    assert_eq!(
        printed.matches("may record votes of others").count(),
        1,
        "{printed}"
    );
    assert_eq!(printed.matches("  refused: ").count(), 3, "{printed}");
    assert!(
        ran.code == 1 && printed.contains("3 mails need your attention"),
        "{printed}"
    );
}

#[test]
fn a_mail_that_its_sender_confirmed_is_taken() {
    let mut asked = Asked::new();
    let doubtful = mail(
        "Authentication-Results: mx; dmarc=fail (p=reject)",
        "approve\n",
    );
    assert_eq!(asked.import(&doubtful, "").0, "unclear");
    let (result, json, _) = asked.import(&doubtful, "--only \"<1@mail.ember.example>\"");
    assert_eq!(result, "taken", "{json:#}");
    let second = mail(
        "Message-ID: <2@mail.ember.example>\nDate: Thu, 29 Jan 2026 10:00:00 +0000",
        "abstain\n",
    );
    let (result, json, _) = asked.import(&second, "");
    assert_eq!(result, "twice", "{json:#}");
    assert_eq!(
        asked.import(&second, "--only 2@mail.ember.example").0,
        "taken"
    );
    let ran = asked
        .world
        .run(NOW, "carl", "import-email ../mail.eml --only 3@x");
    assert_eq!(ran.code, 2, "{}", ran.stdout);
}

#[test]
fn two_answers_of_one_voter_are_not_chosen_from() {
    let mut asked = Asked::new();
    let (id, subject) = (asked.id.clone(), asked.subject.clone());
    let fill = |mail: String| mail.replace("{ID}", &id).replace("{SUBJECT}", &subject);
    let one = fill(mail("", "approve\n"));
    let other = fill(mail("Message-ID: <2@mail.ember.example>", "abstain\n"));
    let mbox = |mails: &[&String]| -> String {
        let entry =
            |mail: &&String| format!("From eve@ember.example Wed Jan 28 10:00:00 2026\n{mail}\n");
        mails.iter().map(entry).collect()
    };
    asked.world.write("../box", &mbox(&[&one, &other]));
    let ran = asked.world.run(NOW, "carl", "import-email ../box");
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("twice:").count(), 2, "{}", ran.stdout);
    // The same mail twice, once with other line ends, and the same answer in two mails are one vote.
    let same = fill(mail("Message-ID: <3@mail.ember.example>", "Approve\n"));
    asked.world.write("../box", &mbox(&[&one, &one, &same]));
    asked.world.write("../copy.eml", &one.replace('\n', "\r\n"));
    let ran = asked
        .world
        .run(NOW, "carl", "import-email ../box ../copy.eml");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(
        ran.stdout.matches("votes approve").count(),
        1,
        "{}",
        ran.stdout
    );
    let ran = asked.world.run(NOW, "carl", "import-email ../copy.eml");
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (0, "1 mail already recorded\n")
    );
    let acts = asked.world.files("registers/xyz/ballots", "/votes/");
    assert_eq!(acts.len(), 1, "{acts:?}");
    assert!(asked.world.run(NOW, "carl", "check").code == 0);
}

#[test]
fn a_ballot_that_is_closed_is_not_closed_again() {
    let mut asked = Asked::new();
    let answer = mail("", "approve\n").replace("{ID}", &asked.id);
    let answer = answer.replace("{SUBJECT}", &asked.subject);
    asked.world.write("../mail.eml", &answer);
    for (at, line, part) in [
        (
            "09:30",
            "import-email ../mail.eml",
            "next: wr ballot close xyz",
        ),
        ("09:40", "ballot close xyz", "adopt-1-alliance-1"),
        ("09:50", "import-email ../mail.eml", "late: Eve Ellis"),
    ] {
        let ran = asked
            .world
            .run(&format!("2026-02-10T{at}:00Z"), "carl", line);
        assert!(ran.stdout.contains(part), "{}{}", ran.stdout, ran.stderr);
        let is_advised = ran.stdout.contains("next: wr ballot close");
        assert_eq!(is_advised, at == "09:30", "{}", ran.stdout);
    }
}

/// Where acts must be signed, a chair without a key learns so before letters go out, and once for all answers.
#[test]
fn without_a_key_nothing_is_sent_or_recorded() {
    let mut world = World::signed("alliance-asked");
    let line = "letter ballot xyz --out ../letters";
    assert_eq!(world.run("2026-01-27T11:00:00Z", "carl", line).code, 0);
    let home = world.outside().join("home-carl/.ssh");
    std::fs::remove_dir_all(home).unwrap();
    let before = world.fingerprint();
    let refused = "no key of Carl Chair was found";
    let line = "letter ballot xyz --send --sendmail \"tee -a ../sent\"";
    let ran = world.run(NOW, "carl", line);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains(refused), "{}", ran.stderr);
    assert!(!world.outside().join("sent").exists());
    let mut asked = Asked::of(world);
    let (_, json, code) = asked.import(&mail("", "approve\n"), "");
    assert_eq!(code, 1);
    assert!(json.to_string().contains(refused), "{json:#}");
    assert_eq!(json["messages"].as_array().map(Vec::len), Some(0));
    assert_eq!(before, asked.world.fingerprint());
}

#[test]
fn files_that_are_no_mail_are_named() {
    let mut asked = Asked::new();
    for (bytes, part) in [
        ("%PDF-1.4", "a document"),
        ("hello", "is not an e-mail"),
        ("", "is empty"),
        ("PK\u{3}\u{4}", "a document"),
    ] {
        asked.world.write("../x.eml", bytes);
        let ran = asked.world.run(NOW, "carl", "import-email ../x.eml");
        assert_eq!(ran.code, 2, "{}", ran.stdout);
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    // Apple Mail exports a mailbox as a folder, and others put several into one.
    std::fs::create_dir(asked.world.path("../Inbox.mbox")).unwrap();
    let ran = asked.world.run(NOW, "carl", "import-email ../Inbox.mbox");
    assert!(
        ran.code == 2 && ran.stderr.contains("has no mail"),
        "{}",
        ran.stderr
    );
    let mail = mail("In-Reply-To: -\nReferences: -\nSubject: x", "x\n");
    let mail = format!("From x@y.example Wed Jan 28 10:00:00 2026\n{mail}\n");
    asked.world.write("../Inbox.mbox/mbox", &mail);
    asked
        .world
        .write("../Inbox.mbox/other.mbox", &mail.replace("<1@", "<2@"));
    asked
        .world
        .write("../Inbox.mbox/table_of_contents", "\u{0}");
    let ran = asked.world.run(NOW, "carl", "import-email ../Inbox.mbox");
    assert!(
        ran.stdout.contains("<1@") && ran.stdout.contains("<2@"),
        "{}",
        ran.stdout
    );
    let ran = asked.world.run(NOW, "carl", "import-email ../none.eml");
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("none.eml"), "{}", ran.stderr);
}

#[test]
fn the_letter_says_how_to_answer_and_shows_the_text() {
    let mut world = World::given("alliance-asked");
    let bytes = |world: &mut World, who: &str, line: &str| {
        let ran = world.run("2026-01-27T11:00:00Z", who, line);
        assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
        world.read("../letters/ballot-opened-xyz-adopt-1-alliance-1-eve.eml")
    };
    let line = "letter ballot xyz --out ../letters";
    let letter = bytes(&mut world, "carl", line);
    let message = mail_parser::MessageParser::default()
        .parse(letter.as_bytes())
        .unwrap();
    let body = message.body_text(0).unwrap().replace("\r\n", "\n");
    let code = message.subject().unwrap().split(['[', ']']).nth(1).unwrap();
    let told = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mail.md"),
    )
    .unwrap();
    // The guide shows the letter as it is, except for its digest and its code.
    let digest = body
        .lines()
        .find(|line| line.starts_with("sha256:"))
        .unwrap();
    let shown = body
        .replace(digest, "sha256:...")
        .replace(code, "wr-3f9a1c0b77e2");
    assert!(told.contains(&shown), "{shown}");
    let kinds: Vec<String> = message
        .attachments()
        .map(|part| {
            use mail_parser::MimeHeaders as _;
            format!(
                "{:?} {}",
                part.content_type().unwrap().ctype(),
                part.attachment_name().unwrap()
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "\"application\" xyz-revision-1.docx",
            "\"application\" xyz-revision-1.yaml",
            "\"text\" adopt-1-alliance-1.ics"
        ]
    );
    let calendar = message.attachment(2).unwrap().text_contents().unwrap();
    assert!(calendar.contains("DTSTART:20260210T090000Z"), "{calendar}");
    assert!(message.reply_to().is_none());
    // The same letter on another day has the same attachments, byte for byte.
    let ran = world.run("2026-01-30T15:30:00Z", "carl", line);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let later = world.read("../letters/ballot-opened-xyz-adopt-1-alliance-1-eve.eml");
    let other = mail_parser::MessageParser::default()
        .parse(later.as_bytes())
        .unwrap();
    assert_eq!(message.message_id(), other.message_id());
    assert!(message.date() != other.date());
    let contents = |message: &mail_parser::Message<'_>| -> Vec<Vec<u8>> {
        let parts = message.attachments();
        parts.map(|part| part.contents().to_vec()).collect()
    };
    assert!(contents(&message) == contents(&other));
    // Answers to a letter that another person sends go to the chair, who records them.
    let letter = bytes(&mut world, "olga", line);
    let message = mail_parser::MessageParser::default()
        .parse(letter.as_bytes())
        .unwrap();
    let to = message.reply_to().unwrap().first().unwrap().address();
    assert_eq!(to, Some("carl@delos.example"));
}
