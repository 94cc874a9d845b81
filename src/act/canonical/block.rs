//! Writes values of several lines: mappings and lists, with each entry and each item at the start of a line.
//!
//! An empty one would be YAML's null, which the form does not have, so it is an error.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, SerializeStruct};

use super::emit::{Begin, ValueWriter};

/// The key that `kind` follows. serde writes `kind` later, with the action.
const BEFORE_KIND: &str = "register";
const KIND: &str = "kind";

pub(super) struct Fields<'a> {
    pub(super) out: &'a mut String,
    pub(super) kind: &'static str,
    pub(super) depth: usize,
    /// Whether the first entry is on the line of a list item's dash.
    pub(super) after_dash: bool,
    /// The length of `out` before the first entry.
    pub(super) start: usize,
}

pub(super) struct List<'a> {
    pub(super) out: &'a mut String,
    pub(super) kind: &'static str,
    pub(super) depth: usize,
    /// The length of `out` before the first item.
    pub(super) start: usize,
}

impl Fields<'_> {
    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> fmt::Result {
        let is_top = self.depth == 0;
        if is_top && key == KIND {
            return Ok(());
        }
        self.entry(key, value)?;
        if is_top && key == BEFORE_KIND {
            self.entry(KIND, self.kind)?;
        }
        Ok(())
    }

    fn entry<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> fmt::Result {
        if !std::mem::take(&mut self.after_dash) {
            indent(self.out, self.depth);
        }
        self.out.push_str(key);
        self.out.push(':');
        let (kind, depth) = (self.kind, self.depth + 1);
        value.serialize(ValueWriter {
            out: self.out,
            kind,
            depth,
            begin: Begin::AfterKey,
        })
    }
}

/// An error if nothing was written since `out` had the length `start`.
fn something_since(start: usize, out: &str) -> fmt::Result {
    if out.len() > start {
        Ok(())
    } else {
        Err(fmt::Error)
    }
}

fn indent(out: &mut String, depth: usize) {
    (0..depth).for_each(|_| out.push_str("  "));
}

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> fmt::Result {
        self.field(key, value)
    }

    fn end(self) -> fmt::Result {
        something_since(self.start, self.out)
    }
}

impl SerializeMap for Fields<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> fmt::Result {
        self.field(&Plain(key).to_string(), value)
    }

    /// Entries are always written whole.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> fmt::Result {
        Err(fmt::Error)
    }

    fn end(self) -> fmt::Result {
        something_since(self.start, self.out)
    }
}

/// A key without quotes: serde writes texts to a formatter without them, and refuses mappings.
struct Plain<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> fmt::Display for Plain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

impl SerializeSeq for List<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> fmt::Result {
        indent(self.out, self.depth);
        self.out.push('-');
        let (kind, depth) = (self.kind, self.depth + 1);
        item.serialize(ValueWriter {
            out: self.out,
            kind,
            depth,
            begin: Begin::AfterDash,
        })
    }

    fn end(self) -> fmt::Result {
        something_since(self.start, self.out)
    }
}
