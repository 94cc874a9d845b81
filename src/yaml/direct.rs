//! Reads a value straight from the parser's events, and remembers nothing that only a finding needs.
//!
//! Nearly every file is plain YAML, which is read here in little more time than the parser takes alone. A text with
//! anything else is unfit: an error, an anchor, a tag, a merge key, a second document, a scalar whose type is not
//! obvious. The full reader reads it again and reports its errors. A value that is read here is the value that the full reader
//! would return.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the parser may add events; those not listed are unfit"
)]

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use granit_parser::{Event, Parser, ScalarStyle, StrInput};
use serde::de::value::{CowStrDeserializer, StringDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer as _, MapAccess, SeqAccess,
    Visitor,
};

/// The deepest nesting, below the limit of the full reader.
const DEPTH: usize = 32;

/// The most nodes, below the limit of the full reader.
const NODES: usize = 100_000;

/// The value of a text; `None` if it is unfit.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let options = granit_parser::options! { strict_indentation: true };
    let mut reader = DirectReader {
        parser: Parser::new_from_str_with_options(text, options),
        ahead: None,
        depth: 0,
        nodes: 0,
    };
    reader.expect(&Event::StreamStart).ok()?;
    reader.expect(&Event::DocumentStart(false, None)).ok()?;
    let value = T::deserialize(&mut reader).ok()?;
    reader.expect(&Event::DocumentEnd).ok()?;
    reader.expect(&Event::StreamEnd).ok()?;
    Some(value)
}

/// The text is unfit. The full reader says why.
#[derive(Debug)]
struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("only the full reader can read this")
    }
}

impl std::error::Error for Unfit {}

impl serde::de::Error for Unfit {
    fn custom<M: fmt::Display>(_: M) -> Unfit {
        Unfit
    }
}

struct DirectReader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    ahead: Option<Event<'t>>,
    depth: usize,
    nodes: usize,
}

/// A scalar without anchor and tag.
struct Scalar<'t> {
    text: Cow<'t, str>,
    style: ScalarStyle,
}

impl<'t> DirectReader<'t> {
    fn next(&mut self) -> Result<Event<'t>, Unfit> {
        if let Some(event) = self.ahead.take() {
            return Ok(event);
        }
        let (event, _) = self.parser.next_event().ok_or(Unfit)?.map_err(|_| Unfit)?;
        let is_fit = match &event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_merge_key = *style == ScalarStyle::Plain && text == "<<";
                *anchor == 0 && tag.is_none() && !is_merge_key
            }
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag) => {
                *anchor == 0 && tag.is_none()
            }
            Event::Alias(_) | Event::Anchor(..) | Event::UnresolvedAlias(_) => false,
            _ => true,
        };
        self.nodes += 1;
        match is_fit && self.nodes <= NODES {
            true => Ok(event),
            false => Err(Unfit),
        }
    }

    fn peek(&mut self) -> Result<&Event<'t>, Unfit> {
        let event = self.next()?;
        Ok(self.ahead.insert(event))
    }

    fn expect(&mut self, event: &Event<'_>) -> Result<(), Unfit> {
        match self.next()? == *event {
            true => Ok(()),
            false => Err(Unfit),
        }
    }

    fn scalar(&mut self) -> Result<Scalar<'t>, Unfit> {
        match self.next()? {
            Event::Scalar(text, style, ..) => Ok(Scalar { text, style }),
            _ => Err(Unfit),
        }
    }

    /// A scalar as text, for a type that takes text; a null is unfit.
    fn text(&mut self) -> Result<Cow<'t, str>, Unfit> {
        let Scalar { text, style } = self.scalar()?;
        match is_null(&text, style) {
            true => Err(Unfit),
            false => Ok(text),
        }
    }

    /// A scalar that is text whatever the type is.
    fn clear_text(&mut self) -> Result<Cow<'t, str>, Unfit> {
        let Scalar { text, style } = self.scalar()?;
        match is_clearly_text(&text, style) {
            true => Ok(text),
            false => Err(Unfit),
        }
    }

    /// A whole number as people write it.
    fn number(&mut self) -> Result<u64, Unfit> {
        let Scalar { text, style } = self.scalar()?;
        let is_decimal = text.bytes().all(|byte| byte.is_ascii_digit());
        let is_padded = text.len() > 1 && text.starts_with('0');
        match style == ScalarStyle::Plain && is_decimal && !is_padded {
            true => text.parse().map_err(|_| Unfit),
            false => Err(Unfit),
        }
    }

    /// Reads the rest of a collection that has begun, up to its end.
    fn within<T>(
        &mut self,
        end: &Event<'_>,
        read: impl FnOnce(&mut DirectReader<'t>) -> Result<T, Unfit>,
    ) -> Result<T, Unfit> {
        if self.depth == DEPTH {
            return Err(Unfit);
        }
        self.depth += 1;
        let value = read(self)?;
        self.depth -= 1;
        self.expect(end)?;
        Ok(value)
    }

    fn mapping<V: Visitor<'t>>(
        &mut self,
        visitor: V,
        seen: Option<HashSet<String>>,
    ) -> Result<V::Value, Unfit> {
        match self.next()? {
            Event::MappingStart(..) => self.within(&Event::MappingEnd, |reader| {
                visitor.visit_map(Entries { reader, seen })
            }),
            _ => Err(Unfit),
        }
    }
}

fn is_null(text: &str, style: ScalarStyle) -> bool {
    style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether a scalar is text whatever the type is: no number, truth value or null.
fn is_clearly_text(text: &str, style: ScalarStyle) -> bool {
    const WORDS: [&str; 6] = ["true", "false", "null", "inf", "infinity", "nan"];
    let is_word = || WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    style != ScalarStyle::Plain || text.starts_with(char::is_alphabetic) && !is_word()
}

fn visit_text<'t, V: Visitor<'t>>(text: Cow<'t, str>, visitor: V) -> Result<V::Value, Unfit> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

/// The values of a list.
struct Items<'r, 't> {
    reader: &'r mut DirectReader<'t>,
}

impl<'t> SeqAccess<'t> for Items<'_, 't> {
    type Error = Unfit;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unfit> {
        if *self.reader.peek()? == Event::SequenceEnd {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

/// The entries of a mapping.
struct Entries<'r, 't> {
    reader: &'r mut DirectReader<'t>,
    /// The keys so far, for a type that does not look for repeated ones itself.
    seen: Option<HashSet<String>>,
}

impl<'t> MapAccess<'t> for Entries<'_, 't> {
    type Error = Unfit;

    fn next_key_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unfit> {
        if *self.reader.peek()? == Event::MappingEnd {
            return Ok(None);
        }
        let key = self.reader.clear_text()?;
        if let Some(seen) = &mut self.seen
            && !seen.insert(key.to_string())
        {
            return Err(Unfit);
        }
        seed.deserialize(CowStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Unfit> {
        seed.deserialize(&mut *self.reader)
    }
}

/// Methods that read one value and pass it to a method of the visitor.
macro_rules! reads {
    ($read:ident, $visit:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
            visitor.$visit(self.$read()?)
        })*
    };
}

/// Methods for types that no file of a store has.
macro_rules! unfit {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'t>>(self, _: V) -> Result<V::Value, Unfit> {
            Err(Unfit)
        })*
    };
}

impl<'t> Deserializer<'t> for &mut DirectReader<'t> {
    type Error = Unfit;

    reads! { number, visit_u64: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }
    unfit! { deserialize_i128 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char
    deserialize_bytes deserialize_byte_buf deserialize_unit }

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.peek()? {
            Event::SequenceStart(..) => self.deserialize_seq(visitor),
            Event::MappingStart(..) => self.mapping(visitor, Some(HashSet::new())),
            _ => visit_text(self.clear_text()?, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let Scalar { text, style } = self.scalar()?;
        match (style, &*text) {
            (ScalarStyle::Plain, "true") => visitor.visit_bool(true),
            (ScalarStyle::Plain, "false") => visitor.visit_bool(false),
            _ => Err(Unfit),
        }
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visit_text(self.text()?, visitor)
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.peek()? {
            Event::Scalar(text, style, ..) if is_null(text, *style) => {
                self.next()?;
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: V,
    ) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.next()? {
            Event::SequenceStart(..) => self.within(&Event::SequenceEnd, |reader| {
                visitor.visit_seq(Items { reader })
            }),
            _ => Err(Unfit),
        }
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.mapping(visitor, None)
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        let variant: StringDeserializer<Unfit> = self.text()?.into_owned().into_deserializer();
        visitor.visit_enum(variant)
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
        // A mapping may repeat a key, which is an error also where no field reads it.
        self.scalar()?;
        visitor.visit_unit()
    }
}
