use proptest::prelude::*;

use super::*;

#[track_caller]
fn clean(text: &str, notation: Notation, expected: &str) {
    let none = PublicAddresses::default();
    assert_eq!(removed_from(text, notation, &none), expected, "{text:?}");
    // Removing again changes nothing.
    assert_eq!(found(expected, notation, &none), [], "{expected:?}");
}

#[test]
fn addresses_are_removed_and_the_sentence_remains() {
    for (text, expected) in [
        ("Write to pat@xyz.example.", "Write to [address removed]."),
        (
            "Pat Doe <pat.doe+x@sub.xyz.example>, chair",
            "Pat Doe <[address removed]>, chair",
        ),
        (
            "mailto:pat@xyz.example?subject=x",
            "mailto:[address removed]?subject=x",
        ),
        ("o'neil@müller.example", "o'[address removed]"),
        ("用户@例子.公司", "[address removed]"),
        ("उपयोगकर्ता@उदाहरण.भारत", "[address removed]"),
        ("a@b.xn--p1ai", "[address removed]"),
        (
            "pat%40xyz.example, pat&#64;xyz.example, pat&#x40;xyz&period;example",
            "[address removed], [address removed], [address removed]",
        ),
        ("pat\u{200b}@\u{ad}xyz.ex\u{2060}ample", "[address removed]"),
        ("pat＠xyz．example", "[address removed]"),
        ("pat at xyz dot example", "[address removed]"),
        (
            "pat dot doe at xyz dot example now",
            "[address removed] now",
        ),
        ("pat [at] xyz.example", "[address removed]"),
        ("pat(AT)xyz(dot)example", "[address removed]"),
        ("pat@xyz dot example", "[address removed]"),
        ("\"pat doe\"@xyz.example", "[address removed]"),
        ("https://pat:secret@xyz.example/", "https://pat:removed/"),
        (
            "https://lists.example/pat@xyz.example/1",
            "https://lists.example/removed/1",
        ),
        (
            "https://x.example/?to=pat%40xyz.example",
            "https://x.example/?to=removed",
        ),
        ("@pat@social.example", "@[address removed]"),
        (
            "pat@xyz.example.2026 and PAT@XYZ.EXAMPLE",
            "[address removed].2026 and [address removed]",
        ),
        ("cut: pat@xyz.exa…", "cut: [address removed]…"),
        ("cut: pat@xy…", "cut: [address removed]…"),
    ] {
        clean(text, Notation::Plain, expected);
        // A YAML file may fold the text over lines.
        assert!(may_have_any(&text.replace(' ', "\n    ")), "{text}");
    }
}

#[test]
fn addresses_in_the_query_of_a_link_are_removed() {
    for (text, expected) in [
        (
            "<a href=\"i.html?d=Ask+pat%40xyz.example%2C+x\">",
            "<a href=\"i.html?d=Ask+removed%2C+x\">",
        ),
        (
            "<a href=\"i.html?d=to%3Dpat%40xyz.example\">",
            "<a href=\"i.html?d=to%3Dremoved\">",
        ),
        (
            "<a href=\"i.html?d=or+%2B1+503-555-0100.\">",
            "<a href=\"i.html?d=or+removed.\">",
        ),
        (
            "<a href=\"i.html?d=pat+at+xyz+dot+example\">",
            "<a href=\"i.html?d=removed\">",
        ),
        (
            "<a href=\"i.html?d=pat%EF%BC%A0xyz.example\">",
            "<a href=\"i.html?d=removed\">",
        ),
        (
            "<a href=\"i.html?d=Storage+%26+Networks\">",
            "<a href=\"i.html?d=Storage+%26+Networks\">",
        ),
    ] {
        clean(text, Notation::Html, expected);
    }
    clean("pat at xyz dot…", Notation::Plain, "[address removed]…");
}

#[test]
fn what_only_looks_like_an_address_remains() {
    for text in [
        "5@home",
        "@dmtf",
        "a @ b",
        "at 10 dot 5",
        "published at dmtf.org",
        "look at this dot",
        "(at) example",
        "https://dmtf.org/@pat.html",
        "logo@2x.png",
        "pkg@1.2.3",
        "Members@odata.count",
        "\"@odata.id\": 1",
        "Foo@Redfish.AllowableValues",
        "Links@Redfish.Settings",
        "Status@Message.ExtendedInfo",
        "Foo@Org.OData.Core.V1.Description",
        "git@github.com:DMTF/registers.git",
        "ssh://git@host.example/x.git",
        "sk-ssh-ed25519@openssh.com",
        "e@",
        "@",
        "a@.b",
        "at@at",
        "email: (see contacts)",
    ] {
        clean(text, Notation::Plain, text);
    }
}

#[test]
fn numbers_are_removed_where_they_are_certain() {
    for (text, expected) in [
        ("Call +1 503-555-0100.", "Call [number removed]."),
        (
            "+1 (503) 555-0100 or +49 30 1234567",
            "[number removed] or [number removed]",
        ),
        ("+15035550100", "[number removed]"),
        ("tel:+1-503-555-0100", "[number removed]"),
        ("Tel: 555 0100", "[number removed]"),
        ("+44 20 7946 0958 2026-11-30", "[number removed] 2026-11-30"),
    ] {
        clean(text, Notation::Plain, expected);
    }
    for text in [
        "+1",
        "ISO 8601",
        "+1 for 2026",
        "+01:00",
        "2026-11-30T10:00:00+0100",
        "+10 2026-11-30 2027-01-02",
        "C++ 2011 2014 2017",
        "DSP0004 +1 2026",
        "+1000000000",
        "ISO/IEC 13213:1994, ISO/IEC 19831:2015",
        "RFC 2648, 2119 and 8174",
        "hotel: 12345",
        "1+5035550100",
        "+1 2 3 4",
    ] {
        clean(text, Notation::Plain, text);
    }
}

#[test]
fn each_notation_is_read_as_its_readers_do() {
    for (notation, text, expected) in [
        (
            Notation::Html,
            "<p title=\"pat@xyz.example\">pat<em>@</em>xyz.example</p>",
            "<p title=\"[address removed]\">[address removed]<em></em></p>",
        ),
        (
            Notation::Html,
            "pat&amp;#64;xyz.example &quot;pat doe&quot;@xyz.example",
            "[address removed] [address removed]",
        ),
        (
            Notation::Html,
            "<a href=\"https://x.example/pat@xyz.example\">",
            "<a href=\"https://x.example/removed\">",
        ),
        (
            Notation::Html,
            "<td>pat</td><td>@xyz.example</td>",
            "<td>pat</td><td>@xyz.example</td>",
        ),
        (
            Notation::Json,
            "{\"a\":\"x\\npat@xyz.example\",\"@b.example\":1}",
            "{\"a\":\"x\\n[address removed]\",\"@b.example\":1}",
        ),
        (
            Notation::Json,
            "\"pat\\u0040xyz.example\"",
            "\"[address removed]\"",
        ),
        (
            Notation::Json,
            "\"\\U pat@xyz.example\"",
            "\"\\U [address removed]\"",
        ),
        (
            Notation::Yaml,
            "a: \"pat\\x40xyz\\\n   .example\"",
            "a: \"[address removed]\"",
        ),
        (
            Notation::Markdown,
            "first\\_last@xyz.example",
            "[address removed]",
        ),
        (
            Notation::Markdown,
            "pat \\[at\\] xyz.example",
            "[address removed]",
        ),
        (
            Notation::Csv,
            "\"pat@xyz.example\",\"b\"\r\n",
            "\"[address removed]\",\"b\"\r\n",
        ),
        (
            Notation::Calendar,
            "SUMMARY:a\\npat@xyz.example\\, b",
            "SUMMARY:a\\n[address removed]\\, b",
        ),
    ] {
        clean(text, notation, expected);
    }
}

#[test]
fn public_addresses_remain() {
    let public = PublicAddresses::of(["Alliances@dmtf.example".to_string()]);
    let text =
        "<a href=\"mailto:alliances@dmtf.example\">alliances@dmtf.example</a> pat@dmtf.example";
    let expected =
        "<a href=\"mailto:alliances@dmtf.example\">alliances@dmtf.example</a> [address removed]";
    assert_eq!(removed_from(text, Notation::Html, &public), expected);
}

#[test]
fn the_first_is_named_as_people_read_it() {
    let found =
        first("see pat&#64;xyz.example, +1 503 555 0100").map(|found| (found.kind, found.shown));
    assert_eq!(found, Some((Kind::Address, "pat@xyz.example".to_string())));
    assert_eq!(first("nothing"), None);
}

proptest! {
    #[test]
    fn an_address_among_any_text_is_removed_and_the_rest_remains(
        before in "[ -~\\n]{0,20}", after in "[ -~\\n]{0,20}",
    ) {
        for notation in [Notation::Plain, Notation::Html, Notation::Json, Notation::Yaml, Notation::Markdown, Notation::Csv, Notation::Calendar] {
            let text = format!("{before} pat@private.example {after}");
            let clean = removed_from(&text, notation, &PublicAddresses::default()).into_owned();
            prop_assert!(!clean.contains("private.example"), "{notation:?} {clean}");
            let again = removed_from(&clean, notation, &PublicAddresses::default()).into_owned();
            prop_assert_eq!(again, clean);
        }
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        for notation in [Notation::Plain, Notation::Html, Notation::Json, Notation::Yaml, Notation::Markdown, Notation::Csv, Notation::Calendar] {
            removed_from(&text, notation, &PublicAddresses::default());
        }
    }
}
