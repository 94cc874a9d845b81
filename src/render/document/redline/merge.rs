//! Merges two lists of things with keys.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::render::document::model::Change;

/// Merges two lists of things with keys in the order of the newer one; a deleted thing follows the one that it
/// followed. Things with one key are told apart by their number.
pub(super) fn merge<T: Clone>(
    old: Vec<T>,
    new: Vec<T>,
    key: impl Fn(&T) -> String,
    compare: impl Fn(&T, &T) -> T,
    mark: impl Fn(T, Change) -> T,
) -> Vec<T> {
    let (old, new) = (numbered(old, &key), numbered(new, &key));
    let keys = |list: &[(Key, T)]| list.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    let find = |list: &[(Key, T)], key: &Key| {
        let found = list.iter().find(|(other, _)| other == key);
        found.map(|(_, it)| it.clone())
    };
    let mut merged = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new)) {
        let (_, was, is) = operation.as_tag_tuple();
        if !matches!(operation, DiffOp::Equal { .. }) {
            for (key, gone) in old.get(was).unwrap_or_default() {
                // A thing at another place is no difference.
                if find(&new, key).is_none() {
                    merged.push(mark(gone.clone(), Change::Deleted));
                }
            }
        }
        for (key, it) in new.get(is).unwrap_or_default() {
            merged.push(match find(&old, key) {
                Some(before) => compare(&before, it),
                None => mark(it.clone(), Change::Inserted),
            });
        }
    }
    merged
}

type Key = (String, usize);

fn numbered<T>(list: Vec<T>, key: impl Fn(&T) -> String) -> Vec<(Key, T)> {
    let mut counts = BTreeMap::new();
    let mut number = |it: &T| {
        let key = key(it);
        let count = counts.entry(key.clone()).or_insert(0);
        *count += 1;
        (key, *count)
    };
    list.into_iter().map(|it| (number(&it), it)).collect()
}
