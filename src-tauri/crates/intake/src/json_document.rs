//! A JSON document as a stream: its lists are given value by value, as they are written.

use std::cell::Cell as Shared;
use std::collections::HashSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;

use encoding_rs::Encoding;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::Limits;
use crate::encoding::decoded;
use crate::error::IntakeError;
use crate::labelled_table::ROW_CELLS;
use crate::opened::Origin;
use crate::text_table::Counted;

/// The parser of a whole document.
pub(crate) type Document<'a> =
    serde_json::Deserializer<serde_json::de::IoRead<BufReader<RowGuard<'a>>>>;

/// Opens the document and gives its parser, the count of bytes since the last row, and how far the
/// reading has come. A visitor that stops early is no error.
pub(crate) fn with_document(
    origin: &Origin<'_>,
    encoding: &'static Encoding,
    limits: &Limits,
    reading: impl FnOnce(
        &mut Document<'_>,
        &Shared<usize>,
        &dyn Fn() -> (u64, u64),
    ) -> Result<(), serde_json::Error>,
) -> Result<(), IntakeError> {
    let outcome = origin.read(
        limits,
        |input, total| -> io::Result<Option<serde_json::Error>> {
            let (done, fresh) = (Shared::new(0), Shared::new(0));
            let mut counted = Counted { input, done: &done };
            let guard = RowGuard {
                input: decoded(&mut counted, encoding)?,
                fresh: &fresh,
                most: limits.cell_bytes.saturating_mul(ROW_CELLS),
            };
            let mut document = serde_json::Deserializer::from_reader(BufReader::new(guard));
            let outcome = reading(&mut document, &fresh, &|| (done.get(), total));
            Ok(outcome.err())
        },
    )?;
    match outcome.map_err(|error| origin.failed(&error))? {
        None => Ok(()),
        Some(error) if error.to_string().starts_with(STOPPED) => Ok(()),
        Some(error) if error.is_io() => Err(origin.failed(&io::Error::from(error))),
        Some(error) => Err(IntakeError::Damaged {
            file: origin.label(),
            reason: format!(
                "line {}, character {} is not what JSON has there",
                error.line(),
                error.column()
            ),
        }),
    }
}

/// What a visitor says that wants no more.
const STOPPED: &str = "no more rows are wanted";

/// Stops a row that never ends.
pub(crate) struct RowGuard<'a> {
    input: Box<dyn Read + 'a>,
    fresh: &'a Shared<usize>,
    most: usize,
}

impl Read for RowGuard<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.fresh.set(self.fresh.get() + count);
        if self.fresh.get() > self.most {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "a row of it is larger than this program takes",
            ));
        }
        Ok(count)
    }
}

/// Gives every value of a list, as it is written, to `visit`; what is no list is passed over.
pub(crate) struct Items<'a, 'v> {
    pub(crate) name: &'a str,
    pub(crate) visit: &'v mut dyn FnMut(&str, &str) -> ControlFlow<()>,
}

impl<'de> DeserializeSeed<'de> for Items<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, '_> {
    type Value = ();

    fn expecting(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(item) = list.next_element::<Box<RawValue>>()? {
            if (self.visit)(self.name, item.get()).is_break() {
                return Err(A::Error::custom(STOPPED));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Gives the values of the lists that are members of an object to `visit`, with what
/// [`Labels`] calls their list.
pub(crate) struct Members<'a, 'v> {
    /// Only the list that is called so.
    pub(crate) wanted: Option<&'a str>,
    /// Takes what a member is called and how it is named, where that is not the same.
    pub(crate) renamed: &'v mut dyn FnMut(&str, &str),
    /// Told of every value of a list that is passed over: it is no part of a row that never ends.
    pub(crate) passed: &'v dyn Fn(),
    pub(crate) visit: &'v mut dyn FnMut(&str, &str) -> ControlFlow<()>,
}

/// What the members of a document are called: as they are named, and where a name stands again
/// "orders 2", "orders 3" …, the same in every reading.
#[derive(Default)]
struct Labels {
    /// Hashes, since a document may have millions of members.
    used: HashSet<u64>,
}

impl Labels {
    fn label(&mut self, name: &str) -> String {
        let mut label = name.to_owned();
        for again in 2_u64.. {
            let mut hasher = DefaultHasher::new();
            label.hash(&mut hasher);
            if self.used.insert(hasher.finish()) {
                break;
            }
            label = format!("{name} {again}");
        }
        label
    }
}

impl<'de> Visitor<'de> for Members<'_, '_> {
    type Value = ();

    fn expecting(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut labels = Labels::default();
        while let Some(name) = map.next_key::<String>()? {
            let label = labels.label(&name);
            if label != name {
                (self.renamed)(&label, &name);
            }
            if self.wanted.is_none_or(|wanted| wanted == label) {
                map.next_value_seed(Items {
                    name: &label,
                    visit: &mut *self.visit,
                })?;
            } else {
                let passed = self.passed;
                map.next_value_seed(Items {
                    name: &label,
                    visit: &mut |_, _| {
                        passed();
                        ControlFlow::Continue(())
                    },
                })?;
            }
        }
        Ok(())
    }
}
