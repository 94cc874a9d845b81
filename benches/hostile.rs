//! Hostile texts of up to one mebibyte in place of a register, each with a name. The tests check that `wr` survives
//! each; the benchmark measures time and memory.

use std::fmt::Write as _;

/// The largest file that `wr` reads.
const LIMIT: usize = 1 << 20;

/// All hostile texts: name and bytes.
pub(crate) fn texts(register: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut texts: Vec<(&'static str, Vec<u8>)> = [
        ("billion laughs", billion_laughs()),
        ("one long list, many aliases", many_aliases()),
        (
            "aliases of aliases in keys",
            "? &a [x, x]\n: &b {? *a : *a}\n? *b\n: *b\n".repeat(20_000),
        ),
        ("lists in lists", "[".repeat(LIMIT)),
        ("mappings in mappings", "{a: ".repeat(LIMIT / 4)),
        ("blocks in blocks", blocks()),
        (
            "lists in lists, closed",
            format!("{}{}", "[".repeat(LIMIT / 2), "]".repeat(LIMIT / 2)),
        ),
        ("items of items", "- ".repeat(LIMIT / 2)),
        ("keys of keys", "? ".repeat(LIMIT / 2)),
        (
            "a mapping of many unknown keys",
            lines(|n| format!("key{n}: 1\n")),
        ),
        ("one key, many times", lines(|_| "scope: x\n".to_string())),
        (
            "one key far away",
            format!("{}: 1\n", "k".repeat(LIMIT - 10)),
        ),
        ("one word", "x".repeat(LIMIT)),
        (
            "one word in quotes",
            format!("scope: \"{}\"", "x".repeat(LIMIT - 20)),
        ),
        (
            "escapes",
            format!("scope: \"{}\"", "\\u202e".repeat((LIMIT - 20) / 6)),
        ),
        (
            "an open quote",
            format!("{register}more: \"{}", "x\n".repeat(300_000)),
        ),
        ("comments", lines(|_| "# x\n".to_string())),
        ("anchors", lines(|n| format!("- &a{n} x\n"))),
        ("tags", lines(|_| "- !!str x\n".to_string())),
        ("documents", lines(|_| "--- x\n".to_string())),
        ("directives", lines(|_| "%YAML 1.2\n".to_string())),
        ("tabs", "\t".repeat(LIMIT)),
        ("line ends", "\r".repeat(LIMIT)),
        ("empty lines", "\n".repeat(LIMIT)),
        ("marks of byte order", "\u{feff}".repeat(LIMIT / 3)),
        (
            "marks of direction",
            format!("# {}\n{register}", "\u{202e}".repeat(LIMIT / 4)),
        ),
        ("pictures", format!("scope: {}", "👩‍👩‍👧‍👦 ".repeat(40_000))),
        (
            "one line of everything",
            format!("{{{}}}", "a: [&x {}, *x, 'q', \"\\x41\"], ".repeat(30_000)),
        ),
        (
            "milestones without a committee",
            rows("milestones", "{id: m%, title: T, committees: [nowhere]}"),
        ),
        (
            "milestones that are no milestones",
            rows("milestones", "x%"),
        ),
        (
            "milestones of one id",
            rows("milestones", "{id: m, title: TBD}"),
        ),
        ("standards that are all wrong", rows("standards", STANDARD)),
        (
            "standards of one name",
            rows("standards", &STANDARD.replace('%', "x")),
        ),
        ("standards without columns", rows("standards", "{}")),
        (
            "placeholders",
            format!("scope: \"{}\"\n", "TBD <insert text> XXXX ".repeat(40_000)),
        ),
        (
            "addresses",
            format!("scope: \"{}\"\n", "pat@xyz.example, ".repeat(50_000)),
        ),
        (
            "names of partners",
            format!(
                "scope: \"{}\"\n",
                "XYZ Industry Group OASIS Open ".repeat(30_000)
            ),
        ),
        (
            "allowances",
            rows("allow", "{rule: text-email, because: x%}"),
        ),
        ("links", rows("links", "{title: T%, href: 'javascript:x'}")),
        ("terms", rows("feedback_terms", "{id: t, text: TODO}")),
        ("committees", rows("also_approves", "c%")),
    ]
    .into_iter()
    .map(|(name, text)| (name, text.into_bytes()))
    .collect();
    texts.push(("zeroes", vec![0; LIMIT]));
    texts.push(("no UTF-8", vec![0xff; LIMIT]));
    texts.push(("UTF-16", "s\0c\0o\0p\0e\0".repeat(LIMIT / 10).into_bytes()));
    texts.push((
        "no UTF-8 at the end",
        [register.as_bytes(), b"\nversion: \xc3\x28"].concat(),
    ));
    texts.push(("too long", vec![b'#'; LIMIT + 1]));
    for (_, text) in &mut texts {
        if text.len() > LIMIT + 1 {
            text.truncate(LIMIT);
        }
    }
    texts
}

const STANDARD: &str = "{type: Shema, ap_id: 'DSP%', description: TBD, domain: '', lead: Nobody, \
                        ip_policy: Nobody, owner: [A, B], developer: C, maintainer: D, group: yes}";

/// A register with a list of as many rows as fit.
fn rows(field: &str, row: &str) -> String {
    let head = "title: T\npartner: {organization: xyz}\nscope: S\nbenefits: B\n";
    let count = (LIMIT - 200) / (row.len() + 9);
    let mut text = format!("{head}{field}:\n");
    for number in 0..count {
        let _ = writeln!(text, "- {}", row.replace('%', &number.to_string()));
    }
    text
}

fn lines(line: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < LIMIT - 40 {
        text += &line(number);
        number += 1;
    }
    text
}

fn billion_laughs() -> String {
    let mut text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_string();
    for (one, next) in "abcdefghi".chars().zip("bcdefghij".chars()) {
        let list = vec![format!("*{one}"); 10].join(", ");
        let _ = writeln!(text, "{next}: &{next} [{list}]");
    }
    text + "scope: *j\n"
}

fn many_aliases() -> String {
    format!(
        "a: &a [{}]\nb: [{}]\n",
        "x, ".repeat(20_000),
        "*a, ".repeat(20_000)
    )
}

fn blocks() -> String {
    let mut text = String::new();
    for depth in 0..1_400 {
        let _ = writeln!(text, "{}a:", " ".repeat(depth));
    }
    text
}
