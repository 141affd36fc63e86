//! One row of a Parquet file as cells.
//!
//! A group becomes columns such as `address.city`, as an object of JSON does; a list of plain values
//! becomes one cell with `; ` between them; any other list, and any map, becomes one cell of JSON.
//! Days and times are written as ISO 8601 has them, decimals with all their digits.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Timelike};
use parquet::basic::{ConvertedType, LogicalType, Repetition, TimeUnit};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use rollcall_model::{Cell, TypedCell};
use serde_json::Value;

/// Groups inside groups beyond which the rest stays one cell of JSON; as for JSON itself.
const DEPTH: usize = 8;
/// Days from the first of January of the year 1 to that of 1970.
const DAYS_BEFORE_1970: i32 = 719_163;
const NANOSECONDS: i64 = 1_000_000_000;

/// The columns of a schema, in its order.
pub(crate) fn column_names(schema: &Type) -> Vec<String> {
    let mut names = Vec::new();
    for field in schema.get_fields() {
        names_under(field, field.name().to_owned(), 1, &mut names);
    }
    names
}

fn names_under(field: &Type, name: String, depth: usize, names: &mut Vec<String>) {
    if !is_group(field) || depth >= DEPTH {
        return names.push(name);
    }
    for inner in field.get_fields() {
        names_under(inner, format!("{name}.{}", inner.name()), depth + 1, names);
    }
}

/// Whether a field becomes several columns.
fn is_group(field: &Type) -> bool {
    let info = field.get_basic_info();
    let plain = !matches!(
        info.converted_type(),
        ConvertedType::LIST | ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE
    );
    field.is_group() && plain && info.repetition() != Repetition::REPEATED
}

/// The cells of a row, one a column.
pub(crate) fn cells_of(row: &Row, schema: &Type) -> Vec<Cell> {
    let mut cells = Vec::new();
    row_cells(row, schema, 1, &mut cells);
    cells
}

fn row_cells(row: &Row, group: &Type, depth: usize, cells: &mut Vec<Cell>) {
    for ((_, value), field) in row.get_column_iter().zip(group.get_fields()) {
        if !is_group(field) || depth >= DEPTH {
            cells.push(cell(value, field));
            continue;
        }
        match value {
            Field::Group(inner) => row_cells(inner, field, depth + 1, cells),
            _ => {
                let mut absent = Vec::new();
                names_under(field, String::new(), depth, &mut absent);
                cells.extend(absent.iter().map(|_| Cell::default()));
            }
        }
    }
}

fn cell(value: &Field, field: &Type) -> Cell {
    match value {
        Field::ListInternal(list) => listed(list.elements(), element(field)),
        Field::Group(_) | Field::MapInternal(_) => Cell::text(json(value, Some(field)).to_string()),
        plain => plain_cell(plain, Some(field)),
    }
}

/// The type of the values of a list: a group around a repeated group around the type, in the form
/// of today; older writers leave one or both groups out.
fn element(field: &Type) -> &Type {
    let Some(repeated) = only_child(field) else {
        return field;
    };
    only_child(repeated).unwrap_or(repeated)
}

fn only_child(field: &Type) -> Option<&Type> {
    match field.is_group().then(|| field.get_fields()) {
        Some([only]) => Some(only),
        _ => None,
    }
}

fn listed(elements: &[Field], field: &Type) -> Cell {
    let mut texts = Vec::with_capacity(elements.len());
    for value in elements {
        let is_nested = matches!(
            value,
            Field::Group(_) | Field::MapInternal(_) | Field::ListInternal(_)
        );
        let text = plain_cell(value, Some(field)).text;
        if is_nested || text.contains(';') {
            let all = elements.iter().map(|one| json(one, Some(field))).collect();
            return Cell::text(Value::Array(all).to_string());
        }
        texts.push(text);
    }
    Cell::text(texts.join("; "))
}

/// A nested value as JSON; what JSON has no form for is a text.
fn json(value: &Field, field: Option<&Type>) -> Value {
    match value {
        Field::Null => Value::Null,
        Field::Bool(value) => Value::Bool(*value),
        Field::Group(row) => {
            let named = |name: &str| {
                let fields = field.filter(|field| field.is_group())?.get_fields();
                fields.iter().find(|one| one.name() == name)
            };
            let entry = |(name, one): (&String, &Field)| {
                (name.clone(), json(one, named(name).map(AsRef::as_ref)))
            };
            Value::Object(row.get_column_iter().map(entry).collect())
        }
        Field::ListInternal(list) => {
            let field = field.map(element);
            Value::Array(list.elements().iter().map(|one| json(one, field)).collect())
        }
        Field::MapInternal(map) => {
            let fields = field.and_then(only_child).filter(|entry| entry.is_group());
            let of = |place: usize| Some(fields?.get_fields().get(place)?.as_ref());
            let entry =
                |(key, value): &(Field, Field)| (plain_cell(key, of(0)).text, json(value, of(1)));
            Value::Object(map.entries().iter().map(entry).collect())
        }
        plain => match plain_cell(plain, field) {
            Cell {
                text,
                typed: Some(TypedCell::Number(_)),
            } => serde_json::from_str(&text).unwrap_or(Value::String(text)),
            other => Value::String(other.text),
        },
    }
}

/// A value that holds no other.
fn plain_cell(value: &Field, field: Option<&Type>) -> Cell {
    let logical = field.and_then(|field| field.get_basic_info().logical_type_ref());
    match value {
        Field::Bool(value) => typed(value.to_string(), TypedCell::Boolean(*value)),
        Field::Byte(value) => whole(i64::from(*value)),
        Field::Short(value) => whole(i64::from(*value)),
        Field::Int(value) => whole(i64::from(*value)),
        Field::UByte(value) => whole(i64::from(*value)),
        Field::UShort(value) => whole(i64::from(*value)),
        Field::UInt(value) => whole(i64::from(*value)),
        Field::Long(value) => match logical {
            Some(LogicalType::Timestamp(kind)) if kind.unit == TimeUnit::NANOS => {
                moment(Some(DateTime::from_timestamp_nanos(*value)), logical)
            }
            Some(LogicalType::Time(kind)) if kind.unit == TimeUnit::NANOS => time(*value),
            _ => whole(*value),
        },
        Field::ULong(value) => typed(value.to_string(), TypedCell::Number(*value as f64)),
        Field::Float16(value) => real(f64::from(*value), value.to_string()),
        Field::Float(value) => real(f64::from(*value), value.to_string()),
        Field::Double(value) => real(*value, value.to_string()),
        Field::Decimal(_) => {
            let text = value.to_string();
            match text.parse() {
                Ok(number) => typed(text, TypedCell::Number(number)),
                Err(_) => Cell::text(text),
            }
        }
        Field::Str(text) => Cell::text(text.clone()),
        Field::Bytes(bytes) => Cell::text(bytes_text(bytes.data(), logical)),
        Field::Date(days) => day(*days),
        Field::TimeMillis(value) => time(i64::from(*value) * 1_000_000),
        Field::TimeMicros(value) => time(value.saturating_mul(1000)),
        Field::TimestampMillis(value) => moment(DateTime::from_timestamp_millis(*value), logical),
        Field::TimestampMicros(value) => moment(DateTime::from_timestamp_micros(*value), logical),
        Field::Null | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            Cell::default()
        }
    }
}

fn typed(text: String, typed: TypedCell) -> Cell {
    Cell {
        text,
        typed: Some(typed),
    }
}

fn whole(value: i64) -> Cell {
    typed(value.to_string(), TypedCell::Number(value as f64))
}

/// A number that is none is how data frames write that there is none.
fn real(value: f64, text: String) -> Cell {
    if value.is_nan() {
        return Cell::default();
    }
    if value.is_infinite() {
        return Cell::text(text);
    }
    typed(text, TypedCell::Number(value))
}

fn day(days: i32) -> Cell {
    let day = days
        .checked_add(DAYS_BEFORE_1970)
        .and_then(NaiveDate::from_num_days_from_ce_opt);
    match day {
        Some(day) => typed(day.to_string(), TypedCell::Date(day.to_string())),
        None => whole(i64::from(days)),
    }
}

fn time(nanoseconds: i64) -> Cell {
    let seconds = nanoseconds.div_euclid(NANOSECONDS);
    let rest = nanoseconds.rem_euclid(NANOSECONDS);
    let time = u32::try_from(seconds)
        .ok()
        .and_then(|seconds| NaiveTime::from_num_seconds_from_midnight_opt(seconds, rest as u32));
    match time {
        Some(time) => {
            let to_second = time.with_nanosecond(0).unwrap_or(time);
            typed(
                time.format("%H:%M:%S%.f").to_string(),
                TypedCell::Time(to_second.format("%H:%M:%S").to_string()),
            )
        }
        None => whole(nanoseconds),
    }
}

/// A moment; one that is told to be in universal time says so.
fn moment(moment: Option<DateTime<chrono::Utc>>, logical: Option<&LogicalType>) -> Cell {
    let Some(moment) = moment else {
        return Cell::default();
    };
    let is_universal =
        matches!(logical, Some(LogicalType::Timestamp(kind)) if kind.is_adjusted_to_u_t_c);
    let text = moment.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let text = if is_universal {
        text
    } else {
        text.trim_end_matches('Z').to_owned()
    };
    let to_second = moment.format("%Y-%m-%dT%H:%M:%S").to_string();
    typed(text, TypedCell::DateTime(to_second))
}

/// Bytes are text where they are characters, an id where the schema says so, else figures of
/// sixteen.
fn bytes_text(bytes: &[u8], logical: Option<&LogicalType>) -> String {
    let hexadecimal = |bytes: &[u8]| -> String {
        use std::fmt::Write as _;
        bytes.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    };
    if let (Some(LogicalType::Uuid), Ok(id)) = (logical, <&[u8; 16]>::try_from(bytes)) {
        let parts = [&id[..4], &id[4..6], &id[6..8], &id[8..10], &id[10..]];
        return parts.map(hexadecimal).join("-");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => hexadecimal(bytes),
    }
}
