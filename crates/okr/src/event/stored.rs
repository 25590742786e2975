//! Events as the journal stores them, for years.
//!
//! An event is stored as `{"name": content}`. When its content changes its meaning or its shape, the variant is renamed to `name.2` (by
//! `#[serde(rename)]`), and [`UPCASTS`] says how a `name` becomes a `name.2`. Old journals are never rewritten. Files of every version that
//! ever was are kept in `crates/okr/golden` and read by a test.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_json::Value;

use crate::Event;

/// Brings the content of one version of an event to the next.
#[derive(Clone, Copy)]
struct Upcast {
    /// The tag of the old version.
    from: &'static str,
    /// The tag of the next one.
    to: &'static str,
    /// What the content becomes.
    change: fn(Value) -> Value,
}

/// All upcasts there are. An event several versions old goes through several.
const UPCASTS: &[Upcast] = &[];

/// An event of a version that this program doesn't know: a later one has written it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the event “{tag}” is unknown: a later version of Plumbline has written it")]
pub struct UnknownEvent {
    /// Its tag: its name and, from 2 on, its version.
    pub tag: String,
}

/// An event as it is read from a journal, of whatever version.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored(pub Result<Event, UnknownEvent>);

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader { upcasts: UPCASTS }).map(Self)
    }
}

/// The tags of the current versions, as the type itself names them.
pub fn tags() -> &'static [&'static str] {
    let mut tags: &'static [&'static str] = &[];
    // It answers nothing: it was only asked for the names.
    let _ = Event::deserialize(Names(&mut tags));
    tags
}

struct Reader {
    upcasts: &'static [Upcast],
}

impl<'de> Visitor<'de> for Reader {
    type Value = Result<Event, UnknownEvent>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an event under its tag")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Some(tag) = map.next_key::<String>()? else { return Err(A::Error::custom("an event without a tag")) };
        if tags().contains(&tag.as_str()) {
            return Event::deserialize(MapAccessDeserializer::new(Tagged { tag: Some(tag), map })).map(Ok);
        }
        let mut content: Value = map.next_value()?;
        let mut tag = tag.as_str();
        while let Some(upcast) = self.upcasts.iter().find(|upcast| upcast.from == tag) {
            content = (upcast.change)(content);
            tag = upcast.to;
        }
        if !tags().contains(&tag) {
            return Ok(Err(UnknownEvent { tag: tag.to_owned() }));
        }
        let tagged = Value::Object([(tag.to_owned(), content)].into_iter().collect());
        Event::deserialize(tagged).map(Ok).map_err(A::Error::custom)
    }
}

/// A map whose first key was read already.
struct Tagged<A> {
    tag: Option<String>,
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Tagged<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.tag.take() {
            Some(tag) => seed.deserialize(tag.into_deserializer()).map(Some),
            None => self.map.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// Asks a type for the names of its variants.
struct Names<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = variants;
        Err(Self::Error::custom("only the names"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("only the names"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// What is in `golden`: the version's folder, the file's tag, its text.
    fn golden() -> Vec<(String, String, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let tag = path.file_stem().unwrap().to_string_lossy().into_owned();
            found.push((path.display().to_string(), tag, std::fs::read_to_string(&path).unwrap()));
        }
        found
    }

    #[test]
    fn every_event_that_was_ever_stored_is_still_read() {
        let mut read = BTreeSet::new();
        for (path, tag, text) in golden() {
            for line in text.lines() {
                let stored: Stored = serde_json::from_str(line).unwrap_or_else(|error| panic!("{path}: {error}"));
                let event = stored.0.unwrap_or_else(|unknown| panic!("{path}: {unknown}"));
                let now = serde_json::to_value(&event).unwrap();
                let of_now = now.as_object().unwrap().keys().next().unwrap().clone();
                if of_now == tag {
                    // Nothing of it may get lost, and nothing may be added without a new version.
                    assert_eq!(now, serde_json::from_str::<Value>(line).unwrap(), "{path}");
                }
            }
            read.insert(tag);
        }
        let missing: Vec<_> = tags().iter().filter(|tag| !read.contains(**tag)).collect();
        assert!(missing.is_empty(), "without a golden file: {missing:?}; `replay` in crates/store writes them with GOLDEN=1");
        assert!(tags().len() > 20);
    }

    #[test]
    fn an_old_version_goes_through_all_its_upcasts() {
        const TO_SECOND: Upcast = Upcast { from: "gone", to: "gone.2", change: |was| serde_json::json!({ "id": was }) };
        const TO_THIRD: Upcast = Upcast {
            from: "gone.2",
            to: "published",
            change: |mut was| {
                was["at"] = "2026-11-30T12:00:00Z".into();
                was
            },
        };
        let id = "00000000-0000-0000-0000-000000000029";
        let read = |text: &str| {
            serde_json::Deserializer::from_str(text).deserialize_map(Reader { upcasts: &[TO_THIRD, TO_SECOND] }).unwrap()
        };
        let event = read(&format!(r#"{{"gone":"{id}"}}"#)).unwrap();
        assert!(matches!(event, Event::Published { id: read, .. } if read.to_string() == id), "{event:?}");
        assert_eq!(read(r#"{"gone.4":1}"#), Err(UnknownEvent { tag: "gone.4".into() }));
    }

    #[test]
    fn an_event_of_a_later_version_is_named() {
        let Stored(read) = serde_json::from_str(r#"{"checked_in.9":{"key":"value"}}"#).unwrap();
        assert_eq!(read, Err(UnknownEvent { tag: "checked_in.9".into() }));
    }
}
