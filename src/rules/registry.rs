//! All rules.

use std::sync::LazyLock;

use crate::rules::rule::Rule;
use crate::rules::{allow, change, contacts, governance, reading, record, request, store, text};

/// Every rule, in the order of `wr explain`. A rule that is not in the list of its group never runs.
pub static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    [
        reading::RULES,
        text::RULES,
        contacts::RULES,
        allow::RULES,
        governance::RULES,
        store::RULES,
        record::RULES,
        request::RULES,
        change::RULES,
    ]
    .concat()
});

/// The rule with this name.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
