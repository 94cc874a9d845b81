use proptest::prelude::*;

use super::*;

/// Corrections that need no ballot.
const CORRECTIONS: [(&str, &str); 24] = [
    ("Standards for netwroks.", "Standards for networks."),
    ("We recieve requests.", "We receive requests."),
    ("Data centres benefit.", "Data centers benefit."),
    ("the occurence of faults", "the occurrence of faults"),
    ("the the schema", "the schema"),
    ("schema for for for all", "schema for all"),
    ("managed  networks", "managed networks"),
    ("managed networks , storage", "managed networks, storage"),
    ("managed networks,storage", "managed networks, storage"),
    ("( managed networks )", "(managed networks)"),
    ("by 2027 .", "by 2027."),
    ("one\nline", "one line"),
    ("publsh profles", "publish profiles"),
    ("speling errors evrywhere", "spelling errors everywhere"),
    ("a long-standnig agreement", "a long-standing agreement"),
    ("work of the memebrs' groups", "work of the members' groups"),
    ("a schema\u{a0}for networks", "a schema for networks"),
    ("un cafe\u{301} publiqe", "un cafe\u{301} publique"),
    ("стандарты для сетеи", "стандарты для сетей"),
    (
        "agreement on standrads (Table 1)",
        "agreement on standards (Table 1)",
    ),
    ("the standrads are published", "the standards are published"),
    ("input/outptu", "input/output"),
    ("accomodate", "accommodate"),
    ("seperately", "separately"),
];

/// Changes of meaning, each with the reported difference.
const CHANGES: [(&str, &str, &str); 65] = [
    ("It is now open.", "It is not open.", "`now` becomes `not`"),
    ("It is not open.", "It is now open.", "`not` becomes `now`"),
    (
        "Members may vote.",
        "Members must vote.",
        "`may` becomes `must`",
    ),
    (
        "Members must vote.",
        "Members may vote.",
        "`must` becomes `may`",
    ),
    (
        "Members mast vote.",
        "Members must vote.",
        "`mast` becomes `must`",
    ),
    (
        "ten of 10 profiles",
        "ten of 100 profiles",
        "`10` becomes `100`",
    ),
    ("by 2027", "by 2028", "`2027` becomes `2028`"),
    (
        "profile v2beta",
        "profile v3beta",
        "`v2beta` becomes `v3beta`",
    ),
    ("It is not binding.", "It is binding.", "`not` dropped"),
    ("It is binding.", "It is not binding.", "`not` added"),
    (
        "networks, storage and security",
        "networks storage, and security",
        "`,` becomes `storage`",
    ),
    ("networks, storage", "networks; storage", "`,` becomes `;`"),
    ("data base", "database", "`data` `base` becomes `database`"),
    ("database", "data base", "`database` becomes `data` `base`"),
    (
        "re-sign the register",
        "resign the register",
        "`re` `-` `sign` becomes `resign`",
    ),
    (
        "First profiles published",
        "One hundred profiles published",
        "`First` becomes `One` `hundred`",
    ),
    ("networks", "networks and storage", "`and` `storage` added"),
    ("data", "beta", "`data` becomes `beta`"),
    ("form", "from", "`form` becomes `from`"),
    ("casual", "causal", ""),
    (
        "the standards",
        "the sandards",
        "`standards` becomes `sandards`",
    ),
    ("networks", "netting", "`networks` becomes `netting`"),
    ("Netwroks", "Networks", "`Netwroks` becomes `Networks`"),
    ("networks", "Networks", "`networks` becomes `Networks`"),
    ("DMTF", "DMFT", "`DMTF` becomes `DMFT`"),
    ("iPhnoe", "iPhone", "`iPhnoe` becomes `iPhone`"),
    ("two", "too", "`two` becomes `too`"),
    ("here", "her", "`here` becomes `her`"),
    ("note", "not", "`note` becomes `not`"),
    ("know", "known", ""),
    ("none of them", "nonce of them", "`none` becomes `nonce`"),
    ("nonce of them", "none of them", "`nonce` becomes `none`"),
    ("never", "nevers", "`never` becomes `nevers`"),
    ("shell", "shall", "`shell` becomes `shall`"),
    ("showed", "should", "`showed` becomes `should`"),
    ("wills", "will", "`wills` becomes `will`"),
    ("only", "oily", "`only` becomes `oily`"),
    (
        "seven profiles",
        "seventy profiles",
        "`seven` becomes `seventy`",
    ),
    ("not not", "not", "one of two `not` is gone"),
    ("10 10", "10", "one of two `10` is gone"),
    ("DMTF DMTF", "DMTF", "one of two `DMTF` is gone"),
    ("the schema", "the the schema", "`the` is doubled"),
    ("very, very good", "very good", "`,` `very` dropped"),
    ("the schema the schema", "the schema", "dropped"),
    ("1,000", "1, 000", "`,` and `000` are split"),
    ("1, 000", "1,000", "`,` and `000` are joined"),
    ("-5 degrees", "- 5 degrees", "`-` and `5` are split"),
    ("re- use", "re-use", "`-` and `use` are joined"),
    ("word(s)", "word (s)", "`word` and `(` are split"),
    ("node.js", "node. js", "`.` and `js` are split"),
    ("members'", "member's", "becomes"),
    ("couldn't", "could", "becomes `could`"),
    ("data", "d\u{430}ta", "becomes"),
    ("datum", "dat\u{443}m", "becomes"),
    ("schema", "sche\u{200b}ma", "becomes"),
    ("schema", "sche\u{ad}ma", "becomes"),
    ("a = b", "a =\u{338} b", "`\u{338}` added"),
    ("equal", "eq\u{338}\u{301}ual", "becomes"),
    (
        "\u{4e0d}\u{540c}\u{610f}\u{6b64}\u{70b9}",
        "\u{4e0d}\u{540c}\u{610f}\u{90a3}\u{70b9}",
        "becomes",
    ),
    (
        "see schema.org",
        "see schemas.org",
        "`schema` becomes `schemas`",
    ),
    (
        "mail anna@xyz.example",
        "mail annas@xyz.example",
        "`anna` becomes `annas`",
    ),
    ("member_list", "members_list", "`member` becomes `members`"),
    (
        "\u{1d41d}\u{1d41a}\u{1d42d}\u{1d41a}",
        "\u{1d41d}\u{1d41a}\u{1d42d}\u{1d41a}\u{1d41a}",
        "becomes",
    ),
    ("networks", "", "`networks` dropped"),
    ("", "networks", "`networks` added"),
];

#[test]
fn typing_errors_are_corrected() {
    for (old, new) in CORRECTIONS {
        assert_eq!(compare(old, new), Ok(()), "{old:?} to {new:?}");
        assert_eq!(compare(new, new), Ok(()), "{new:?}");
    }
}

#[test]
fn what_says_something_else_is_named() {
    for (old, new, named) in CHANGES.into_iter().filter(|(.., named)| !named.is_empty()) {
        let why = compare(old, new).expect_err(&format!("{old:?} to {new:?}"));
        assert!(why.contains(named), "{old:?} to {new:?}: {why}");
    }
}

/// Within the limits a word may become another word: the members who receive the change can object.
#[test]
fn two_letters_are_the_bound_and_not_the_meaning() {
    for (old, new) in [
        ("casual", "causal"),
        ("know", "known"),
        ("united", "untied"),
    ] {
        assert_eq!(compare(old, new), Ok(()), "{old} to {new}");
    }
}

#[test]
fn two_letters_may_change_and_three_may_not() {
    for (old, new, allowed) in [
        ("abcdefgh", "abcdefg", true),
        ("abcdefgh", "abcdef", true),
        ("abcdefgh", "abcde", false),
        ("abcdefgh", "abcdxxgh", true),
        ("abcdefgh", "abcxxxgh", false),
        ("abcdefgh", "abdcefgh", true),
        ("abcdefgh", "abdcfegh", false),
        ("abcdefgh", "abedcfgh", true),
        ("abcdefgh", "abdcefghx", false),
        ("abcdefgh", "abcdefghxy", true),
        ("abcdefgh", "abcdefghxyz", false),
        ("abcdefgh", "axcdefgh", false),
        ("abcdefgh", "bacdefgh", false),
        ("abcdefgh", "abcdéfgh", true),
        ("abcdefgh", "abcde\u{301}fgh", true),
    ] {
        assert_eq!(compare(old, new).is_ok(), allowed, "{old} to {new}");
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-z]{1,9}",
        1 => "[A-Z][a-z]{0,6}",
        1 => "[0-9]{1,4}",
        2 => prop::sample::select(&FIXED[..]).prop_map(str::to_string),
        1 => "[a-z]{2,5}['-][a-z]{2,5}",
        1 => "[a-z]{2,5}[,.;:]",
        1 => "\\PC{1,4}",
    ]
}

fn text() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(word(), 1..12)
}

proptest! {
    #[test]
    fn a_text_is_a_correction_of_itself_in_any_layout(words in text()) {
        prop_assert_eq!(compare(&words.join(" "), &words.join("\n  ")), Ok(()));
    }

    #[test]
    fn a_fixed_word_never_comes_goes_or_changes(words in text(), at: prop::sample::Index, fixed in prop::sample::select(&FIXED[..]), other in word()) {
        let at = at.index(words.len());
        let mut with = words.clone();
        with.insert(at, fixed.to_string());
        let mut instead = words.clone();
        instead.insert(at, other.clone());
        let (with, instead, without) = (with.join(" "), instead.join(" "), words.join(" "));
        prop_assert!(compare(&with, &without).is_err());
        prop_assert!(compare(&without, &with).is_err());
        if parts(&other).iter().map(|(part, _)| *part).ne([fixed]) {
            prop_assert!(compare(&with, &instead).is_err(), "{with:?} to {instead:?}");
            prop_assert!(compare(&instead, &with).is_err(), "{instead:?} to {with:?}");
        }
    }

    #[test]
    fn digits_capitals_and_marks_stay(old in text(), new in text()) {
        let (old, new) = (old.join(" "), new.join(" "));
        if compare(&old, &new).is_ok() {
            let kept = |text: &str| -> String {
                text.chars().filter(|c| c.is_numeric() || c.is_uppercase() || !c.is_alphanumeric() && !c.is_whitespace() && !is_combining_mark(*c)).collect()
            };
            prop_assert_eq!(kept(&old), kept(&new));
        }
    }

    #[test]
    fn a_long_small_word_takes_two_letters_and_no_third(
        word in "[a-z]{6,12}", at: [prop::sample::Index; 3], by in "[a-z]{3}",
    ) {
        let mut letters: Vec<char> = word.chars().collect();
        for (step, (at, by)) in at.iter().zip(by.chars()).enumerate() {
            let at = BEGINNING + at.index(letters.len() - BEGINNING);
            letters[at] = by;
            let changed: String = letters.iter().collect();
            let differs = word.chars().zip(changed.chars()).filter(|(was, is)| was != is).count();
            let is_fixed = is_fixed(&word) || is_fixed(&changed);
            if step < 2 {
                prop_assert!(changed == word || is_fixed || compare(&word, &changed).is_ok());
            }
            let (was, is): (Vec<String>, Vec<String>) =
                (word.chars().map(String::from).collect(), changed.chars().map(String::from).collect());
            let (was, is): (Vec<&str>, Vec<&str>) =
                (was.iter().map(String::as_str).collect(), is.iter().map(String::as_str).collect());
            prop_assert!(distance(&was, &is) <= differs);
            prop_assert_eq!(compare(&word, &changed).is_ok(), changed == word || !is_fixed && distance(&was, &is) <= 2);
        }
    }

    #[test]
    fn nothing_makes_it_panic(old in "\\PC{0,40}", new in "\\PC{0,40}") {
        let _ = compare(&old, &new);
    }
}
