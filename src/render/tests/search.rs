//! The search index of the list of registers.

use serde_json::Value;

use super::*;
use crate::render::tests::store::{FULL, undated_backfill};

fn index(store: &Store) -> Value {
    serde_json::from_str(&page(&site_of(&store.snapshot()), "search.json")).unwrap()
}

#[test]
fn it_has_what_is_public_and_explains_its_names() {
    let mut store = Store::new();
    store.backfilled("one", FULL, undated_backfill());
    store.backfilled(
        "two",
        &FULL.replace("domain: Networks", "domain: NETWORKS"),
        undated_backfill(),
    );
    store.draft("hidden", FULL);
    let index = index(&store);
    let registers = index["registers"].as_array().unwrap();
    assert_eq!(
        registers
            .iter()
            .map(|register| &register["i"])
            .collect::<Vec<_>>(),
        ["one", "two"]
    );
    for register in registers {
        let names = register.as_object().unwrap().keys();
        assert!(
            names
                .into_iter()
                .all(|name| index["format"][name].is_string()),
            "{register}"
        );
        let partner = usize::try_from(register["p"].as_u64().unwrap()).unwrap();
        assert_eq!(index["partners"][partner][0], "xyz-org");
        // Spellings that differ only in case or spacing are one domain.
        assert_eq!(register["d"], registers[0]["d"]);
    }
    let domains: Vec<&str> = index["domains"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(
        domains
            .iter()
            .filter(|domain| domain.eq_ignore_ascii_case("networks"))
            .count(),
        1,
        "{domains:?}"
    );
    let words = registers[0]["w"].as_str().unwrap();
    assert!(words.contains("XYZ Schema"), "{words}");
}
