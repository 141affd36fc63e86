//! Values as they are kept: what many have in common is written once, as a form with a number.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use foldhash::HashMap;
use rollcall_model::{Attribute, StandardValue, Target, ValueState};
use rusqlite::{Connection, Transaction, params};
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

use crate::StoreError;
use crate::raw_rows::text_into;

/// What values have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Form {
    pub(crate) target: Target,
    column: Option<usize>,
    pub(crate) state: ValueState,
    rule: Cow<'static, str>,
}

/// The forms of a project: read when they are needed, numbered from 1 as they turn up.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    forms: Arc<Vec<Form>>,
    numbers: HashMap<Form, u32>,
    /// So many of them stand in the file.
    written: usize,
}

impl Forms {
    /// All forms that stand in the file, at the place of their number less one.
    pub(crate) fn read(&self, connection: &Connection) -> Result<Arc<Vec<Form>>, StoreError> {
        let last: i64 = connection
            .prepare_cached("SELECT coalesce(max(form_id), 0) FROM value_form")?
            .query_row([], |row| row.get(0))?;
        let known = Arc::clone(
            &self
                .known
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .forms,
        );
        if known.len() as i64 >= last {
            return Ok(known);
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.read_on(connection)?;
        Ok(Arc::clone(&known.forms))
    }

    /// Writes those that are new, within the transaction that writes values of them.
    pub(crate) fn write(&self, transaction: &Transaction<'_>) -> Result<usize, StoreError> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let mut statement = transaction.prepare_cached(
            "INSERT INTO value_form (form_id, attribute, group_, column_, state, rule) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (place, form) in known.forms.iter().enumerate().skip(known.written) {
            statement.execute(params![
                place as i64 + 1,
                form.target.attribute.code(),
                form.target.group,
                form.column.map(|column| column as i64),
                state_code(form.state),
                form.rule
            ])?;
        }
        Ok(known.forms.len())
    }

    /// Notes that a transaction which wrote so many is in the file.
    pub(crate) fn are_written(&self, forms: usize) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.written = known.written.max(forms);
    }

    /// Forgets what was read, because what stands in the file was changed.
    pub(crate) fn forget(&self) {
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Known::default();
    }

    /// The content of a record.
    pub(crate) fn encode(&self, values: &[StandardValue], out: &mut String) {
        let mut before = '[';
        for value in values {
            let number = self.number(value);
            out.push(before);
            before = ',';
            // Writing into a text never fails.
            let _ = write!(out, "{number}");
            if value.raw == value.value && value.value.is_empty() {
                continue;
            }
            out.push(',');
            text_into(&value.value, out);
            if value.raw != value.value {
                out.push(',');
                text_into(&value.raw, out);
            }
        }
        if values.is_empty() {
            out.push('[');
        }
        out.push(']');
    }

    fn number(&self, value: &StandardValue) -> u32 {
        let form = Form {
            target: value.target.clone(),
            column: value.column,
            state: value.state,
            rule: value.rule.clone(),
        };
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = known.numbers.get(&form) {
            return *number;
        }
        drop(known);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.add(form)
    }
}

impl Known {
    /// The number of a form, a new one where it has none.
    fn add(&mut self, form: Form) -> u32 {
        if let Some(number) = self.numbers.get(&form) {
            return *number;
        }
        let number = self.forms.len() as u32 + 1;
        Arc::make_mut(&mut self.forms).push(form.clone());
        self.numbers.insert(form, number);
        number
    }

    fn read_on(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let mut statement = connection.prepare_cached(
            "SELECT attribute, group_, column_, state, rule FROM value_form WHERE form_id > ?1 ORDER BY form_id",
        )?;
        let mut rows = statement.query([self.forms.len() as i64])?;
        let mut forms = Vec::new();
        while let Some(row) = rows.next()? {
            let code: String = row.get(0)?;
            let state: String = row.get(3)?;
            forms.push(Form {
                target: Target {
                    // What a later version wrote and this one does not know keeps its name.
                    attribute: Attribute::parse(&code).unwrap_or(Attribute::Custom(code)),
                    group: row.get(1)?,
                },
                column: row.get::<_, Option<i64>>(2)?.map(|column| column as usize),
                state: parse_state(&state),
                rule: Cow::Borrowed(kept_name(
                    row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?,
                )),
            });
        }
        for form in forms {
            self.add(form);
        }
        self.written = self.forms.len();
        Ok(())
    }
}

/// The values of a content, in the form of now or the one before.
pub(crate) fn decode(content: &str, forms: &[Form]) -> Result<Vec<StandardValue>, StoreError> {
    if content.starts_with("[[") {
        return crate::value_before::decode(content);
    }
    let with_raw = true;
    let mut reader = serde_json::Deserializer::from_str(content);
    Ok(reader.deserialize_seq(Values { forms, with_raw })?)
}

/// The same without what stood in the cells, which comes blank.
pub(crate) fn decode_without_raw(
    content: &str,
    forms: &[Form],
) -> Result<Vec<StandardValue>, StoreError> {
    if content.starts_with("[[") {
        let mut values = crate::value_before::decode(content)?;
        for value in &mut values {
            value.raw.clear();
        }
        return Ok(values);
    }
    let with_raw = false;
    let mut reader = serde_json::Deserializer::from_str(content);
    Ok(reader.deserialize_seq(Values { forms, with_raw })?)
}

/// The numbers of the forms of a content of today, without unpacking its texts.
pub(crate) fn numbers(content: &[u8]) -> impl Iterator<Item = usize> {
    let mut left = content;
    std::iter::from_fn(move || {
        loop {
            let (first, rest) = left.split_first()?;
            match first {
                b'"' => {
                    let end = crate::row_text::end_of_text(left)?;
                    left = left.get(end..)?;
                }
                b'0'..=b'9' => {
                    let digits = left.iter().take_while(|byte| byte.is_ascii_digit()).count();
                    let (number, rest) = left.split_at_checked(digits)?;
                    left = rest;
                    return Some(
                        number
                            .iter()
                            .fold(0, |number, digit| 10 * number + usize::from(digit - b'0')),
                    );
                }
                _ => left = rest,
            }
        }
    })
}

/// A number of a form or a text.
enum Part<'a> {
    Form(usize),
    Text(Cow<'a, str>),
}

impl<'de> Deserialize<'de> for Part<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PartVisitor)
    }
}

struct PartVisitor;

impl<'de> Visitor<'de> for PartVisitor {
    type Value = Part<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the number of a form or a text")
    }

    fn visit_u64<E>(self, number: u64) -> Result<Part<'de>, E> {
        Ok(Part::Form(number as usize))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Part<'de>, E> {
        Ok(Part::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Part<'de>, E> {
        Ok(Part::Text(Cow::Owned(text.to_owned())))
    }
}

struct Values<'a> {
    forms: &'a [Form],
    /// Whether what stood in the cells is wanted.
    with_raw: bool,
}

impl<'de> Visitor<'de> for Values<'_> {
    type Value = Vec<StandardValue>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the values of a record")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Self::Value, A::Error> {
        let mut values: Vec<StandardValue> = Vec::with_capacity(16);
        let mut texts = 0;
        while let Some(part) = parts.next_element::<Part<'de>>()? {
            match (part, values.last_mut()) {
                (Part::Form(number), last) => {
                    if let Some(last) = last.filter(|_| texts == 1 && self.with_raw) {
                        last.raw.clone_from(&last.value);
                    }
                    texts = 0;
                    let place = number.checked_sub(1);
                    let form = place.and_then(|place| self.forms.get(place));
                    let Some(form) = form else {
                        return Err(serde::de::Error::custom("a form that is not known"));
                    };
                    values.push(StandardValue {
                        target: form.target.clone(),
                        column: form.column,
                        raw: String::new(),
                        value: String::new(),
                        state: form.state,
                        rule: form.rule.clone(),
                    });
                }
                (Part::Text(text), Some(last)) => {
                    if texts == 0 {
                        last.value = text.into_owned();
                    } else if self.with_raw {
                        last.raw = text.into_owned();
                    }
                    texts += 1;
                }
                (Part::Text(_), None) => {
                    return Err(serde::de::Error::custom("a text without a form"));
                }
            }
        }
        if let Some(last) = values.last_mut().filter(|_| texts == 1 && self.with_raw) {
            last.raw.clone_from(&last.value);
        }
        Ok(values)
    }
}

/// A name that is kept as long as the program runs: there are a hundred rules or so, and each
/// value tells one.
pub(crate) fn kept_name(name: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(kept);
    kept
}

fn state_code(state: ValueState) -> &'static str {
    match state {
        ValueState::Valid => "valid",
        ValueState::Blank => "blank",
        ValueState::Invalid => "invalid",
        ValueState::Placeholder => "placeholder",
    }
}

fn parse_state(code: &str) -> ValueState {
    match code {
        "valid" => ValueState::Valid,
        "blank" => ValueState::Blank,
        "placeholder" => ValueState::Placeholder,
        _ => ValueState::Invalid,
    }
}

#[cfg(test)]
mod tests {
    use super::{Forms, decode, decode_without_raw, numbers};
    use rollcall_model::{Attribute, StandardValue, Target, ValueState};

    fn value(attribute: Attribute, raw: &str, value: &str, state: ValueState) -> StandardValue {
        StandardValue {
            target: Target {
                attribute,
                group: 1,
            },
            column: Some(3),
            raw: raw.into(),
            value: value.into(),
            state,
            rule: "a.rule".into(),
        }
    }

    fn values() -> Vec<StandardValue> {
        let custom = Attribute::Custom("Shoe \"size\"".into());
        vec![
            value(
                Attribute::Email,
                " A@b.example",
                "a@b.example",
                ValueState::Valid,
            ),
            value(Attribute::City, "Leeds", "Leeds", ValueState::Valid),
            value(custom, "", "", ValueState::Blank),
            value(Attribute::City, " \n", "", ValueState::Blank),
            value(Attribute::Phone, "12\\\"", "", ValueState::Invalid),
            value(Attribute::Unit, "", "made", ValueState::Valid),
            value(Attribute::GivenName, "Zoë", "Zoë", ValueState::Valid),
        ]
    }

    #[test]
    fn values_come_back_as_they_were() {
        let forms = Forms::default();
        let mut content = String::new();
        forms.encode(&values(), &mut content);
        let known = forms.known.read().unwrap();
        assert_eq!(decode(&content, &known.forms).unwrap(), values());
        assert_eq!(decode("[]", &known.forms).unwrap(), []);
        let mut without_raw = values();
        for value in &mut without_raw {
            value.raw.clear();
        }
        let read = decode_without_raw(&content, &known.forms).unwrap();
        assert_eq!(read, without_raw);
        // City stands twice in two forms, each once.
        assert_eq!(known.forms.len(), 7);
        assert!(content.starts_with(r#"[1,"a@b.example"," A@b.example",2,"Leeds",3,4,"","#));
    }

    #[test]
    fn numbers_of_forms_are_told_without_the_texts() {
        let content = br#"[1,"a 7,\"8",12,3,"","9"]"#;
        assert_eq!(numbers(content).collect::<Vec<_>>(), [1, 12, 3]);
        assert_eq!(numbers(b"[]").count(), 0);
    }

    #[test]
    fn what_no_form_tells_is_an_error() {
        assert!(decode("[1]", &[]).is_err());
        assert!(decode("[\"text\"]", &[]).is_err());
        assert!(decode("[0]", &[]).is_err());
    }
}
