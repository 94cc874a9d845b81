//! Reads the canonical form line by line, straight into serde.
//!
//! It does not have to reject everything outside the form, because the result is serialized and compared. It has to
//! be fast, to avoid copies, and to limit its depth.

use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};

use super::begin::Begin;

/// The limit on nested mappings and lists; acts need half of it.
const DEEPEST: usize = 8;

/// Reads all of `text` as one mapping. The error says only that it is not in the form.
pub(super) fn parse<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Error> {
    let mut lines = Lines { rest: text };
    let value = T::deserialize(ValueReader {
        lines: &mut lines,
        depth: 0,
        begin: Begin::Here,
    })?;
    if lines.rest.is_empty() {
        Ok(value)
    } else {
        Err(unfit())
    }
}

fn unfit() -> Error {
    Error::custom("not in the form of an act")
}

struct Lines<'de> {
    rest: &'de str,
}

impl<'de> Lines<'de> {
    /// Whether a line of a block at this depth comes next; then its indentation is read. A deeper line is an error.
    fn enter(&mut self, depth: usize) -> Result<bool, Error> {
        let inner = self.rest.trim_start_matches(' ');
        let spaces = self.rest.len() - inner.len();
        if inner.is_empty() && spaces == 0 || spaces < 2 * depth {
            return Ok(false);
        }
        if spaces > 2 * depth {
            return Err(unfit());
        }
        self.rest = inner;
        Ok(true)
    }

    fn next(&self) -> u8 {
        self.rest.as_bytes().first().copied().unwrap_or_default()
    }

    fn skip(&mut self, expected: char) -> Result<(), Error> {
        self.rest = self.rest.strip_prefix(expected).ok_or_else(unfit)?;
        Ok(())
    }

    /// Reads up to the next `end` and past it; returns the text before it.
    fn until(&mut self, end: char) -> Result<&'de str, Error> {
        let (found, rest) = self.rest.split_once(end).ok_or_else(unfit)?;
        self.rest = rest;
        Ok(found)
    }
}

/// Reads one value; `depth` is that of the lines below it.
struct ValueReader<'a, 'de> {
    lines: &'a mut Lines<'de>,
    depth: usize,
    begin: Begin,
}

/// The lines of one block. `inline` is a mapping that begins on the line of its dash.
struct Block<'a, 'de> {
    lines: &'a mut Lines<'de>,
    depth: usize,
    inline: bool,
}

impl<'a, 'de> ValueReader<'a, 'de> {
    fn block(self, inline: bool) -> Block<'a, 'de> {
        Block {
            lines: self.lines,
            depth: self.depth,
            inline,
        }
    }

    fn scalar<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let line = self.lines.until('\n')?;
        if line.starts_with(|first: char| first.is_ascii_digit()) {
            return visitor.visit_u64(line.parse().map_err(|_| unfit())?);
        }
        if line.contains('\\') {
            return visitor.visit_string(serde_json::from_str(line).map_err(|_| unfit())?);
        }
        let text = line
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .ok_or_else(unfit)?;
        if text.contains('"') {
            Err(unfit())
        } else {
            visitor.visit_borrowed_str(text)
        }
    }

    /// A block on the lines below. An empty one would be YAML's null, which no act has.
    fn below<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.lines.skip('\n')?;
        let indented = self.lines.rest.trim_start_matches(' ');
        if self.lines.rest.len() - indented.len() != 2 * self.depth {
            return Err(unfit());
        }
        if indented.starts_with('-') {
            visitor.visit_seq(self.block(false))
        } else {
            visitor.visit_map(self.block(false))
        }
    }
}

impl<'de> Deserializer<'de> for ValueReader<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.depth > DEEPEST {
            return Err(unfit());
        }
        match self.begin {
            Begin::Here => return visitor.visit_map(self.block(false)),
            Begin::AfterKey if self.lines.next() == b'\n' => return self.below(visitor),
            Begin::AfterKey | Begin::AfterDash => self.lines.skip(' ')?,
        }
        if self.begin == Begin::AfterDash && self.lines.next().is_ascii_lowercase() {
            return visitor.visit_map(self.block(true));
        }
        self.scalar(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    /// An enum is the text of its variant, without content.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(String::deserialize(self)?.into_deserializer())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Block<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        if !std::mem::take(&mut self.inline) && !self.lines.enter(self.depth)? {
            return Ok(None);
        }
        let key = self.lines.until(':')?;
        if key.is_empty() || !key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_')) {
            return Err(unfit());
        }
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let depth = self.depth + 1;
        seed.deserialize(ValueReader {
            lines: self.lines,
            depth,
            begin: Begin::AfterKey,
        })
    }
}

impl<'de> SeqAccess<'de> for Block<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if !self.lines.enter(self.depth)? {
            return Ok(None);
        }
        self.lines.skip('-')?;
        let depth = self.depth + 1;
        seed.deserialize(ValueReader {
            lines: self.lines,
            depth,
            begin: Begin::AfterDash,
        })
        .map(Some)
    }
}
