//! Writes the canonical form from serde into one buffer. A value that has no form is an error.

use std::fmt::{self, Write as _};

use serde::ser::{Impossible, Serialize, Serializer};

use super::block::{Fields, List};
use super::text;

/// Appends the fields of `act` to `out`, with `kind` after the third.
pub(super) fn append(out: &mut String, act: &impl Serialize, kind: &'static str) -> fmt::Result {
    act.serialize(ValueWriter {
        out,
        kind,
        depth: 0,
        begin: Begin::Here,
    })
}

/// What precedes a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    /// Nothing: the value is the act itself.
    Here,
    /// `key:` precedes it.
    AfterKey,
    /// The dash of a list's item precedes it.
    AfterDash,
}

/// Writes one value; `depth` is that of the lines below it.
pub(super) struct ValueWriter<'a> {
    pub(super) out: &'a mut String,
    pub(super) kind: &'static str,
    pub(super) depth: usize,
    pub(super) begin: Begin,
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
