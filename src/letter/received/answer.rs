//! The answer in the text of a mail: the first paragraph that its sender wrote, and what follows it.
//!
//! The sender's own lines are those before or after a quotation, without signature. What remains unclear is not guessed.

/// The lines of a mail that its sender wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The word before the first colon of the first paragraph, or the whole paragraph.
    pub word: String,
    /// The text after that colon, to the end of what the sender wrote; `None` without a colon.
    pub text: Option<String>,
    /// What the sender wrote after the answer, which may be a condition.
    pub besides: Option<String>,
    /// The text below the closing words or the name of the sender.
    pub below: Option<String>,
}

impl Answer {
    /// Everything that is not part of the answer.
    pub fn more(&self) -> Option<String> {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        joined([part(&self.besides), part(&self.below)])
    }
}

/// Closing words of a mail.
const CLOSINGS: [&str; 29] = [
    "regards",
    "best regards",
    "kind regards",
    "warm regards",
    "best",
    "best wishes",
    "thanks",
    "thank you",
    "many thanks",
    "thanks and regards",
    "cheers",
    "sincerely",
    "yours sincerely",
    "respectfully",
    "br",
    "kr",
    "rgds",
    "mit freundlichen grüßen",
    "mit freundlichem gruß",
    "freundliche grüße",
    "viele grüße",
    "beste grüße",
    "schöne grüße",
    "gruß",
    "mfg",
    "vg",
    "cordialement",
    "bien cordialement",
    "saludos",
];

/// Words with which a greeting begins.
const GREETINGS: [&str; 18] = [
    "hi",
    "hello",
    "hey",
    "dear",
    "greetings",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "hallo",
    "guten morgen",
    "guten tag",
    "liebe",
    "lieber",
    "sehr geehrte",
    "sehr geehrter",
    "bonjour",
    "hola",
];

/// What mail programs and companies add below.
const ADDED: [&str; 13] = [
    "sent from my ",
    "get outlook for ",
    "sent from outlook",
    "von meinem ",
    "envoyé de mon ",
    "this message and any ",
    "this email and any ",
    "this e-mail and any ",
    "this message is intended ",
    "this email is intended ",
    "this e-mail is intended ",
    "confidentiality notice",
    "disclaimer",
];

/// The answer in a text; `None` if the sender wrote nothing. `names` are those of the sender, which may close the mail.
pub fn answer(text: &str, names: &[&str]) -> Option<Answer> {
    let lines: Vec<&str> = text.lines().map(trimmed).collect();
    let own = &lines[own_begin(&lines)..];
    let end = (0..own.len()).find(|at| is_end(own, *at));
    let own = &own[..end.unwrap_or(own.len())];
    let own = &own[greeting_end(own)..];
    if own.is_empty() {
        return None;
    }
    let closes = |line: &&str| !line.is_empty() && is_closing(line, names);
    let closing = own.iter().skip(1).position(closes);
    let (said, tail) = own.split_at(closing.map_or(own.len(), |at| at + 1));
    let tail: Vec<&str> = tail
        .iter()
        .copied()
        .filter(|line| line.is_empty() || !is_closing(line, names))
        .collect();
    let (first, rest) = paragraph(said);
    let first = unmarked(&first);
    let (rest, tail) = (paragraphs(rest), paragraphs(&tail));
    let (word, text, besides) = match first.split_once(':') {
        None => (first.as_str(), None, joined([rest])),
        Some((word, text)) => {
            let text = joined([text.trim().to_string(), rest]).unwrap_or_default();
            (word, Some(text), None)
        }
    };
    let word = word.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(c));
    Some(Answer {
        word: word.to_string(),
        text,
        besides,
        below: joined([tail]),
    })
}

/// The parts that are not empty, as paragraphs.
fn joined<const N: usize>(parts: [String; N]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// Marks around a word that mean nothing.
const MARKS: &str = "*_\"'`“”‘’«».,!";

/// Marks of bold or italic text around a paragraph.
fn unmarked(text: &str) -> String {
    let marks = ['*', '_'];
    match text.starts_with(marks) && text.ends_with(marks) {
        true => text.trim_matches(marks).to_string(),
        false => text.to_string(),
    }
}

fn trimmed(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || "\u{feff}\u{200b}\u{200c}\u{200d}".contains(c))
}

/// Where the answer begins after a greeting in a line of its own, such as `Dear Mr. Chair,`.
fn greeting_end(own: &[&str]) -> usize {
    const MOST_WORDS: usize = 6;
    let Some(first) = own.first() else { return 0 };
    let plain = first.trim_end_matches([',', '!', '.']).to_lowercase();
    let is_begun = GREETINGS.iter().any(|word| {
        plain
            .strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    let is_greeting = is_begun
        && plain.split_whitespace().count() <= MOST_WORDS
        && !plain.contains([',', ':', ';', '!', '?']);
    if !is_greeting {
        return 0;
    }
    let next = own.iter().skip(1).position(|line| !line.is_empty());
    next.map_or(0, |at| at + 1)
}

/// Skips what comes before the sender's own lines: quotations with their heading, and warnings that mail servers add.
fn own_begin(lines: &[&str]) -> usize {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.is_empty() || is_quoted(line) {
            at += 1;
        } else if let Some(quoted) = heading_end(lines, at) {
            at = quoted;
        } else if is_warning(line) {
            at += lines[at..]
                .iter()
                .position(|line| line.is_empty())
                .unwrap_or(lines.len() - at);
        } else {
            break;
        }
    }
    at
}

fn is_quoted(line: &str) -> bool {
    line.starts_with('>')
}

/// For the heading of a quotation, such as `On Tue, Carl Chair wrote:`, where the quotation begins.
fn heading_end(lines: &[&str], at: usize) -> Option<usize> {
    const LONGEST: usize = 4;
    let length = lines[at..]
        .iter()
        .take(LONGEST)
        .position(|line| line.ends_with(':'))?
        + 1;
    let heading = &lines[at..at + length];
    // A date or an address; an answer may stand right above the heading.
    let is_named = heading.len() == 1
        || heading
            .first()
            .is_some_and(|line| line.contains('@') || line.contains(|c: char| c.is_ascii_digit()));
    if !is_named || heading.iter().any(|line| line.is_empty()) {
        return None;
    }
    let next = lines[at + length..]
        .iter()
        .position(|line| !line.is_empty())?
        + at
        + length;
    is_quoted(lines[next]).then_some(next)
}

/// Whether a line is the warning of a mail server about senders outside.
fn is_warning(line: &str) -> bool {
    let line = line.to_lowercase();
    line.starts_with("[external")
        || line.starts_with("external email")
        || line.contains("originated from outside")
        || line.contains("originated outside")
}

/// Whether what the sender wrote ends before this line.
fn is_end(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    // Outlook in French writes `De : NAME`.
    let header = |line: &str| line.to_lowercase().replace([' ', '\u{a0}'], "");
    let is_rule = line.len() >= 20 && line.chars().all(|c| c == '_' || c == '-');
    let is_original = line.starts_with("--") && line.ends_with("--") && line.len() > 4;
    let is_header = ["from:", "von:", "de:", "da:"]
        .iter()
        .any(|word| header(line).starts_with(word))
        && lines[at + 1..].iter().take(4).any(|line| {
            let line = header(line);
            [
                "sent:",
                "date:",
                "gesendet:",
                "datum:",
                "envoyé",
                "enviado",
                "inviato",
                "to:",
            ]
            .iter()
            .any(|word| line.starts_with(word))
        });
    line == "--"
        || is_quoted(line)
        || is_rule
        || is_original
        || is_header
        || heading_end(lines, at).is_some()
}

/// Whether a line closes a mail: a greeting, a name of the sender, or what a program adds.
fn is_closing(line: &str, names: &[&str]) -> bool {
    let plain = line
        .trim_matches(|c: char| c.is_whitespace() || ",.!-–—".contains(c))
        .to_lowercase();
    let is_name = |name: &&str| {
        let name = name.to_lowercase();
        let first = name.split_whitespace().next().unwrap_or_default();
        let is_title = |rest: &str| {
            rest.trim_start()
                .starts_with([',', '|', '-', '–', '—', '(', '/'])
        };
        !name.is_empty()
            && (plain == name || plain == first || plain.strip_prefix(&name).is_some_and(is_title))
    };
    plain.is_empty()
        || CLOSINGS.contains(&plain.as_str())
        || ADDED.iter().any(|added| plain.starts_with(added))
        || names.iter().any(is_name)
}

/// The first paragraph in one line, and the lines after it.
fn paragraph<'a, 'l>(lines: &'a [&'l str]) -> (String, &'a [&'l str]) {
    let end = lines.iter().position(|line| line.is_empty());
    let (first, rest) = lines.split_at(end.unwrap_or(lines.len()));
    (first.join(" "), rest)
}

/// The paragraphs of a text, each in one line, with an empty line between.
fn paragraphs(mut lines: &[&str]) -> String {
    let mut found: Vec<String> = Vec::new();
    loop {
        let begin = lines.iter().position(|line| !line.is_empty());
        let Some(begin) = begin else { break };
        let (one, rest) = paragraph(&lines[begin..]);
        found.push(one);
        lines = rest;
    }
    found.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Word, text and what is besides, of an answer by Eve Ellis.
    fn read(text: &str) -> (String, Option<String>, Option<String>) {
        let found = whole(text);
        (found.word, found.text, found.besides)
    }

    fn whole(text: &str) -> Answer {
        answer(text, &["Eve Ellis"]).unwrap_or_else(|| panic!("no answer in {text}"))
    }

    fn only(word: &str) -> (String, Option<String>, Option<String>) {
        (word.to_string(), None, None)
    }

    #[test]
    fn an_answer_is_found_above_and_below_a_quotation() {
        let quote = "> Vote by e-mail:\n>\n>   approve\n>   oppose: REASON\n";
        let heading = "On Tue, Jan 27, 2026 at 11:03 AM Carl Chair <carl@delos.example>\nwrote:";
        for text in [
            "approve",
            "\n\n  Approve.  \n",
            "*approve*\n",
            "\u{feff}approve\u{a0}",
            &format!("approve\n\n{heading}\n\n{quote}"),
            &format!("approve\n{heading}\n{quote}"),
            &format!("{heading}\n{quote}\napprove\n"),
            &format!(
                "Am 27.01.2026 um 11:03 schrieb Carl Chair:\n{quote}\napprove\n-- \nEve Ellis\nEmber"
            ),
            "approve\n\nRegards,\nEve",
            "approve\nEve Ellis",
            "approve,\n\nEve Ellis | Ember Inc.\nTel: +1 555",
            "approve\n\nViele Grüße\nEve",
            "Hi,\napprove",
            "Dear Mr. Chair,\n\napprove\n\nBest,\nEve",
            "Guten Morgen Carl\n\napprove",
            "approve\n\nDe : Carl Chair\nEnvoyé : mardi\nÀ : Eve\n\noppose: REASON",
            "approve\n\nThis e-mail and any attachments are confidential.",
            "approve\n\nSent from my iPhone",
            "approve\n\n-----Original Message-----\nFrom: Carl Chair\nSent: Tuesday\n\noppose: REASON",
            "approve\n\n________________________________\nFrom: Carl Chair <carl@delos.example>\nSent: Tuesday",
            "approve\n\nVon: Carl Chair\nGesendet: Dienstag\nAn: Eve\n\nText",
            "[EXTERNAL EMAIL] Do not click links.\n\napprove",
            "CAUTION: This email originated from outside of the organization.\nBe careful.\n\napprove\n",
            "approve\n\n_______________________________________________\nAlliance mailing list\nhttps://lists.example",
        ] {
            let (word, text_after, more) = read(text);
            assert_eq!(
                (word.to_lowercase(), text_after, more),
                only("approve"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_reason_ends_with_the_mail_and_not_with_its_line() {
        let text = "oppose: the second milestone\nneeds a committee.\n\nAnd dates.\n\nThanks,\nEve Ellis\nEmber Inc.\n\n> x";
        let (word, reason, besides) = read(text);
        assert_eq!(word, "oppose");
        let expected = "the second milestone needs a committee.\n\nAnd dates.";
        assert_eq!(reason.as_deref(), Some(expected));
        assert_eq!(besides, None);
        assert_eq!(whole(text).below.as_deref(), Some("Ember Inc."));
        assert_eq!(read("oppose:\nR&D: no").1.as_deref(), Some("R&D: no"));
        assert_eq!(read("oppose:").1.as_deref(), Some(""));
    }

    #[test]
    fn what_else_is_said_is_kept_apart_and_never_dropped() {
        assert_eq!(
            read("approve\n\nprovided that it has dates"),
            (
                "approve".to_string(),
                None,
                Some("provided that it has dates".to_string())
            )
        );
        assert_eq!(
            read("approve\nif it has dates").0,
            "approve if it has dates"
        );
        assert_eq!(read("Hi Carl, approve").0, "Hi Carl, approve");
        assert_eq!(read("Hello").0, "Hello");
        let after = whole("approve\n\nEve Ellis thinks about dates.\n\nRegards,\nEve\nEmber Inc.");
        assert_eq!(
            after.besides.as_deref(),
            Some("Eve Ellis thinks about dates.")
        );
        assert_eq!(after.below.as_deref(), Some("Ember Inc."));
        let quotation = "On 2026-01-27, Carl Chair wrote:\n> approve\n";
        for nothing in ["", "\n \n", "> approve", quotation, "-- \nEve"] {
            assert_eq!(answer(nothing, &["Eve Ellis"]), None, "{nothing}");
        }
    }
}
