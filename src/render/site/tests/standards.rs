use lazycsv::Csv;

use super::*;
use crate::render::site::standards::standards;

/// Parses the cells of each row with a different library from the one that writes them.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes());
    let rows = Csv::new(text.expect("a byte order mark")).into_rows::<13>();
    rows.map(|row| {
        row.unwrap()
            .map(|cell| cell.try_as_str().unwrap().into_owned())
            .to_vec()
    })
    .collect()
}

#[test]
fn every_row_of_table_1_has_its_register_with_title_and_address_and_nine_columns() {
    let bytes = listed(
        "",
        &[
            entry("abc", "One"),
            removed(entry("old", "Old")),
            entry("xyz", "Two"),
        ],
        &[],
        standards,
    );
    let rows = rows(&bytes);
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert_eq!(rows[0][0], "Register");
    let row = [
        "abc",
        "One",
        "registers/abc/index.html",
        "XYZ Group (XYZ)",
        "Profile",
        "XYZ-abc",
        "One",
        "Networks",
        "XYZ",
        "DMTF",
        "DMTF, XYZ",
        "XYZ",
        "One",
    ];
    assert_eq!(rows[1], row);
    assert_eq!(rows[2][0], "xyz");
}

#[test]
fn no_cell_is_a_formula() {
    for (given, shown) in [
        (
            HOSTILE,
            "'=cmd|' /C calc'!A0; \"q\", <b>&amp;</b> BEGIN:VEVENT ]]> Ünï 𝄞 مرحبا",
        ),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a; \"=1", "a; \"'=1"),
        ("\"=1\"", "\"'=1\""),
        ("a=1-b", "a=1-b"),
        ("it's, \"so\"", "it's, \"so\""),
        ("", ""),
    ] {
        let bytes = listed("", &[entry("abc", given)], &[], standards);
        let rows = rows(&bytes);
        assert_eq!(rows.len(), 2, "{given}");
        assert_eq!(
            (rows[1][6].as_str(), rows[1][12].as_str()),
            (shown, shown),
            "{given}"
        );
    }
}

/// RFC 4180: lines end with CR LF, every cell is quoted, and quotes in a cell are doubled.
#[test]
fn it_is_rfc_4180() {
    let bytes = listed("", &[entry("abc", "a \"b\"\nc")], &[], standards);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.ends_with("\"a \"\"b\"\" c\"\r\n"), "{text}");
    assert_eq!(text.matches('\n').count(), 2);
    assert_eq!(text.matches("\r\n").count(), 2);
    assert_eq!(text.matches('\u{feff}').count(), 1);
    assert!(
        text.trim_start_matches('\u{feff}')
            .lines()
            .all(|line| line.starts_with('"') && line.ends_with('"')),
        "{text}"
    );
}
