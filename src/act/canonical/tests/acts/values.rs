//! Any values of the fields of acts.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use crate::date::{Day, Moment, When};
use crate::id::Id;
use crate::policy::rule::{Counts, Needs, QuorumCounts};
use crate::source::Digest;

pub(super) fn id() -> impl Strategy<Value = Id> {
    "[a-z]{1,8}(-[0-9]{1,3})?".prop_filter_map("a name of a device", |text| text.parse().ok())
}

/// Words, and other text: quotation marks, line ends, direction marks, the ends of Unicode.
pub(super) fn text() -> impl Strategy<Value = String> {
    let non_regular = "\"\\\n\r\t\0\u{8}\u{c}\u{1b}\u{7f}\u{85}\u{a0}\u{ad}\u{200b}\u{2028}\u{202e}\u{2066}\u{feff}\u{fffe}\u{ffff}\
               #:-?&*!|>%@`{}[],~é東𝄞\u{10ffff}";
    let non_regular: Vec<char> = non_regular.chars().collect();
    prop_oneof![
        "[ -~]{0,30}",
        vec(select(non_regular), 0..12).prop_map(|chars| chars.into_iter().collect::<String>()),
        any::<String>(),
        select(
            [
                "no",
                "null",
                "~",
                "1",
                "1e3",
                "0x10",
                "- a",
                "a: b",
                "<<",
                "2026-01-01"
            ]
            .as_slice()
        )
        .prop_map(String::from),
    ]
}

pub(super) fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 8]>().prop_map(|bytes| Digest::of(&bytes))
}

pub(super) fn digests() -> impl Strategy<Value = Vec<Digest>> {
    vec(digest(), 0..3)
}

pub(super) fn day() -> impl Strategy<Value = Day> {
    (0i32..=9999, 1u32..=12, 1u32..=28).prop_map(|(year, month, day)| Day::of(year, month, day))
}

pub(super) fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        (0i32..=9999).prop_map(When::Year),
        (0i32..=9999, 1u32..=4).prop_map(|(year, quarter)| When::Quarter(year, quarter)),
        (0i32..=9999, 1u32..=12).prop_map(|(year, month)| When::Month(year, month)),
        day().prop_map(When::Day),
    ]
}

pub(super) fn moment() -> impl Strategy<Value = Moment> {
    (day(), 0u32..24, 0u32..60, 0u32..60).prop_filter_map("no moment", |(day, h, m, s)| {
        format!("{day}T{h:02}:{m:02}:{s:02}Z").parse().ok()
    })
}

pub(super) fn counts() -> impl Strategy<Value = Counts> {
    any::<[u32; 6]>().prop_map(
        |[approve, oppose, abstain, recuse, did_not_vote, vacant]| Counts {
            approve,
            oppose,
            abstain,
            recuse,
            did_not_vote,
            vacant,
        },
    )
}

pub(super) fn needs() -> impl Strategy<Value = Needs> {
    let some = || of(any::<u32>());
    (some(), quorum_counts(), some(), any::<u32>(), some()).prop_map(
        |(quorum, quorum_counts, min_approvals, approve, most_oppose)| Needs {
            quorum,
            quorum_counts,
            min_approvals,
            approve,
            most_oppose,
        },
    )
}

pub(super) fn quorum_counts() -> impl Strategy<Value = QuorumCounts> {
    select([QuorumCounts::Present, QuorumCounts::Votes].as_slice())
}
