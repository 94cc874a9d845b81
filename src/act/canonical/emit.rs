//! Writes the canonical form from serde into one buffer. A value that has no form is an error; so is an empty mapping or
//! list, which would be YAML's null.

use std::fmt::{self, Write as _};

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use super::begin::Begin;
use super::text;

/// The usual length of an act in bytes, with some reserve.
const USUAL: usize = 1024;

/// The canonical bytes of a value, with `kind` after its third field; empty for a value that has no form.
pub(crate) fn to_bytes(value: &impl Serialize, kind: &'static str) -> Vec<u8> {
    let mut out = String::with_capacity(USUAL);
    let written = value.serialize(ValueWriter {
        out: &mut out,
        kind,
        depth: 0,
        begin: Begin::Here,
    });
    written.map_or(Vec::new(), |()| out.into_bytes())
}

/// Writes one value; `depth` is that of the lines below it.
struct ValueWriter<'a> {
    out: &'a mut String,
    kind: &'static str,
    depth: usize,
    begin: Begin,
}

impl<'a> ValueWriter<'a> {
    fn scalar(self, write: impl FnOnce(&mut String) -> fmt::Result) -> fmt::Result {
        self.out.push(' ');
        write(self.out)?;
        self.out.push('\n');
        Ok(())
    }

    fn fields(self) -> Fields<'a> {
        let ValueWriter {
            out,
            kind,
            depth,
            begin,
        } = self;
        match begin {
            Begin::Here => (),
            Begin::AfterKey => out.push('\n'),
            Begin::AfterDash => out.push(' '),
        }
        let start = out.len();
        Fields {
            out,
            kind,
            depth,
            after_dash: begin == Begin::AfterDash,
            start,
        }
    }
}

type No = Impossible<(), fmt::Error>;

/// Types that no act has, so they have no form.
macro_rules! refused {
    ($($method:ident($($type:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $type),*) -> Result<$ok, fmt::Error> {
            Err(fmt::Error)
        }
    )*};
}

macro_rules! bare {
    ($($method:ident($type:ty);)*) => {$(
        fn $method(self, number: $type) -> fmt::Result {
            self.scalar(|out| write!(out, "{number}"))
        }
    )*};
}

impl<'a> Serializer for ValueWriter<'a> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = List<'a>;
    type SerializeMap = Fields<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeStructVariant = No;

    fn serialize_str(self, value: &str) -> fmt::Result {
        self.scalar(|out| {
            text::append(out, value);
            Ok(())
        })
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> fmt::Result {
        self.scalar(|out| text::append_display(out, value))
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> fmt::Result {
        self.serialize_str(variant)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, fmt::Error> {
        if self.begin != Begin::AfterKey {
            return Err(fmt::Error);
        }
        self.out.push('\n');
        let start = self.out.len();
        Ok(List {
            out: self.out,
            kind: self.kind,
            depth: self.depth,
            start,
        })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'a>, fmt::Error> {
        Ok(self.fields())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>, fmt::Error> {
        Ok(self.fields())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> fmt::Result {
        Err(fmt::Error)
    }

    bare! {
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
    }

    refused! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple(usize) -> No;
        serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }
}

/// The key that `kind` follows. serde writes `kind` later, with the action.
const BEFORE_KIND: &str = "register";
const KIND: &str = "kind";

struct Fields<'a> {
    out: &'a mut String,
    kind: &'static str,
    depth: usize,
    /// Whether the first entry is on the line of a list item's dash.
    after_dash: bool,
    /// The length of `out` before the first entry.
    start: usize,
}

struct List<'a> {
    out: &'a mut String,
    kind: &'static str,
    depth: usize,
    /// The length of `out` before the first item.
    start: usize,
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
