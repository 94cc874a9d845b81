#![allow(clippy::unwrap_used)]

mod acts;

use proptest::prelude::*;

use super::{read, read_strictly, read_widely, strict};
use crate::act::{Act, Action, Attendee, Meeting, MeetingKind};
use crate::source::SourceFile;

fn file(bytes: &[u8]) -> std::sync::Arc<SourceFile> {
    SourceFile::new("registers/xyz/acts/x.yaml", bytes)
}

/// One byte changed, inserted or removed.
fn mutate(mut bytes: Vec<u8>, at: usize, byte: u8, how: u8) -> Vec<u8> {
    let at = at % bytes.len();
    match how {
        0 => bytes[at] = byte,
        1 => bytes.insert(at, byte),
        _ => drop(bytes.remove(at)),
    }
    bytes
}

/// Bytes that mean something in YAML or JSON, more often than others.
fn telling_byte() -> impl Strategy<Value = u8> {
    prop_oneof![
        proptest::sample::select(
            b" \n\r\t:-\"\\#&*!|>{}[],?'%0123456789abeinu_\xc2\xa0".as_slice()
        ),
        any::<u8>()
    ]
}

fn form() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(
        [
            "a", "kind", ":", ": ", "\n", "  ", " ", "- ", "-", "\"", "\\", "1", "\"b\"",
            "\\u0041", "é",
        ]
        .as_slice(),
    );
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    /// Both readers read every act, so the fast one has no other form.
    #[test]
    fn every_act_is_read_back(act in acts::any_act()) {
        let file = file(&act.to_bytes());
        let quick = read_strictly(&file);
        prop_assert_eq!(quick.as_ref(), Some(&act));
        prop_assert_eq!(read_widely(&file).ok(), Some(act));
    }

    /// An empty participant would be a dash alone, which is YAML's null.
    #[test]
    fn an_act_with_something_empty_in_it_has_no_form(mut act in acts::any_act()) {
        let nobody = Attendee { person: None, name: None, company: None };
        act.action = Action::Meeting(Meeting {
            meeting: MeetingKind::Call, host: None, attendees: vec![nobody], note: None,
        });
        prop_assert!(act.to_bytes().is_empty());
    }

    /// An edited act is invalid, or is another act in canonical form: one act never has two files.
    #[test]
    fn no_act_has_two_forms(
        act in acts::any_act(), at in any::<usize>(), byte in telling_byte(), how in 0u8..3
    ) {
        let bytes = act.to_bytes();
        let edited = mutate(bytes.clone(), at, byte, how);
        let quick = read_strictly(&file(&edited));
        let found = read(&file(&edited)).ok();
        prop_assert_eq!(&quick, &found, "the readers disagree");
        if let Some(found) = found {
            prop_assert_eq!(found.to_bytes(), edited.clone());
            prop_assert_eq!(found == act, edited == bytes);
        }
    }

    /// The fast reader returns for any input.
    #[test]
    fn any_text_is_survived(text in prop_oneof![form(), any::<String>()]) {
        let _ = strict::parse::<Act>(&text);
        let _ = strict::parse::<serde_json::Value>(&text);
    }
}

#[test]
fn nothing_lies_deeper_than_an_act() {
    let mappings: String = (0..50_000)
        .map(|depth| format!("{}a:\n", "  ".repeat(depth % 500)))
        .collect();
    let shallow: String = (0..5)
        .map(|depth| format!("{}a:\n", "  ".repeat(depth)))
        .collect();
    let lists = format!("a:\n  {}1\n", "- ".repeat(50_000));
    let inline = format!("a:\n  {}1\n", "- a:\n".repeat(50_000));
    for text in [&mappings, &shallow, &lists, &inline] {
        assert!(strict::parse::<serde_json::Value>(text).is_err());
    }
    let deep: String = (0..6)
        .map(|depth| format!("{}a:\n", "  ".repeat(depth)))
        .collect();
    assert!(strict::parse::<serde_json::Value>(&format!("{deep}{}a: 1\n", "  ".repeat(6))).is_ok());
    let deeper: String = (0..40)
        .map(|depth| format!("{}a:\n", "  ".repeat(depth)))
        .collect();
    assert!(
        strict::parse::<serde_json::Value>(&format!("{deeper}{}a: 1\n", "  ".repeat(40))).is_err()
    );
}

#[test]
fn what_yaml_has_besides_is_not_read() {
    for text in [
        "",
        "a",
        "a:",
        "a: ",
        "a:\n",
        "a: 1",
        "a: 1\n\n",
        "\na: 1\n",
        "a: b\n",
        "a: 'b'\n",
        "a: \"b\n",
        "a: \"b\"c\"\n",
        "a: -1\n",
        "a: +1\n",
        "a: 1.0\n",
        "a: true\n",
        "a: null\n",
        "a: [1]\n",
        "a: {}\n",
        "a: |\n  b\n",
        "a: &b 1\n",
        "- 1\n",
        "a:\n- 1\n",
        "a:\n   - 1\n",
        "a:\n  -\n",
        "a:\n  - \n",
        "a:\n  - - 1\n",
        "a:\n  - 1\n   - 2\n",
        " a: 1\n",
        "A: 1\n",
        "\"a\": 1\n",
        "a : 1\n",
        "a:\n  b: 1\n    c: 1\n",
        "# a\n",
        "---\na: 1\n",
        "a: 1\n...\n",
        "\u{feff}a: 1\n",
    ] {
        assert!(
            strict::parse::<serde_json::Map<_, _>>(text).is_err() || text.is_empty(),
            "{text:?}"
        );
    }
}
