//! The labelled public sets: where they are, which column is which field, and how a cell becomes a
//! value.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rollcall_linkage::{FieldKind, FieldSpec, RecordSet, RecordSetBuilder};

/// A labelled set, read.
pub(crate) struct Labelled {
    pub(crate) records: RecordSet,
    pub(crate) truth: Vec<u32>,
}

/// A field and the columns it is joined from.
type Mapping = (FieldKind, &'static [&'static str]);

const PERSONAL: FieldKind = FieldKind::Identifier {
    personal: true,
    exclusive: true,
};

const FEBRL: &[Mapping] = &[
    (FieldKind::GivenName, &["given_name"]),
    (FieldKind::FamilyName, &["surname"]),
    (FieldKind::Street, &["street_number", "address_1"]),
    (FieldKind::Unit, &["address_2"]),
    (FieldKind::City, &["suburb"]),
    (FieldKind::Postcode, &["postcode"]),
    (FieldKind::Region, &["state"]),
    (FieldKind::BirthDate, &["date_of_birth"]),
    (PERSONAL, &["soc_sec_id"]),
];

const FAKE: &[Mapping] = &[
    (FieldKind::GivenName, &["first_name"]),
    (FieldKind::FamilyName, &["surname"]),
    (FieldKind::BirthDate, &["dob"]),
    (FieldKind::City, &["city"]),
    (FieldKind::Email, &["email"]),
];

const CENSUS: &[Mapping] = &[
    (FieldKind::GivenName, &["PERNAME1"]),
    (FieldKind::FamilyName, &["PERNAME2"]),
    (FieldKind::Gender, &["SEX"]),
    (FieldKind::BirthDate, &["DOB_YEAR", "DOB_MON", "DOB_DAY"]),
    (FieldKind::Street, &["ENUMCAP"]),
    (FieldKind::Postcode, &["ENUMPC"]),
];

const TEXTS: &[Mapping] = &[
    (FieldKind::Text, &["Attr1"]),
    // The one column whose values say what it is.
    (FieldKind::GivenName, &["Attr2"]),
    (FieldKind::Text, &["Attr3"]),
    (FieldKind::Text, &["Attr4"]),
    (FieldKind::Text, &["Attr5"]),
];

const TOWN: &[Mapping] = &[
    (FieldKind::GivenName, &["first_name"]),
    (FieldKind::MiddleName, &["middle_name", "middle_initial"]),
    (FieldKind::FamilyName, &["last_name"]),
    (FieldKind::BirthDate, &["date_of_birth"]),
    (FieldKind::Gender, &["sex"]),
    (FieldKind::Street, &["street_number", "street_name"]),
    (
        FieldKind::Street,
        &[
            "mailing_address_street_number",
            "mailing_address_street_name",
        ],
    ),
    (FieldKind::Unit, &["unit_number"]),
    (FieldKind::Unit, &["mailing_address_unit_number"]),
    (FieldKind::City, &["city"]),
    (FieldKind::City, &["mailing_address_city"]),
    (FieldKind::Postcode, &["zipcode"]),
    (FieldKind::Postcode, &["mailing_address_zipcode"]),
    (PERSONAL, &["ssn"]),
];

/// The folder of the labelled sets: `ROLLCALL_LABELLED_DATA`, else beside the checkout.
pub(crate) fn folder() -> PathBuf {
    std::env::var_os("ROLLCALL_LABELLED_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data"),
        PathBuf::from,
    )
}

/// Reads a set by the name of its folder; nothing if it is not there.
pub(crate) fn read(name: &str) -> Option<Labelled> {
    let mapping = match name {
        "febrl1" | "febrl2" | "febrl3" | "febrl4" => FEBRL,
        "splink_fake_1000" => FAKE,
        "ons_census_cis" => CENSUS,
        "jedai_census" => TEXTS,
        "pseudopeople_multi" => TOWN,
        _ => return None,
    };
    let folder = folder().join(name);
    let mut people: BTreeMap<String, String> = BTreeMap::new();
    for row in csv::Reader::from_path(folder.join("truth.csv"))
        .ok()?
        .records()
    {
        let row = row.ok()?;
        people.insert(row.get(0)?.to_owned(), row.get(1)?.to_owned());
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("records"))
        })
        .collect();
    files.sort();
    let fields = mapping.iter().map(|(kind, columns)| FieldSpec {
        name: columns.join(" "),
        kind: *kind,
    });
    let mut builder = RecordSetBuilder::new(fields.collect());
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut truth = Vec::new();
    for (source, file) in files.iter().enumerate() {
        let mut reader = csv::Reader::from_path(file).ok()?;
        let headers = reader.headers().ok()?.clone();
        for row in reader.records() {
            let row = row.ok()?;
            builder.begin(source as u32);
            let next = numbers.len() as u32;
            truth.push(
                *numbers
                    .entry(people.get(row.get(0)?)?.clone())
                    .or_insert(next),
            );
            for (field, (kind, columns)) in mapping.iter().enumerate() {
                let cells: Vec<&str> = columns
                    .iter()
                    .map(|column| {
                        let at = headers.iter().position(|header| header == *column);
                        at.and_then(|at| row.get(at)).unwrap_or("").trim()
                    })
                    .collect();
                builder.value(field, &value(*kind, &cells));
            }
        }
    }
    Some(Labelled {
        records: builder.finish(),
        truth,
    })
}

fn value(kind: FieldKind, cells: &[&str]) -> String {
    match (kind, cells) {
        (FieldKind::BirthDate, [year, month, day]) => match (year.len(), month.len(), day.len()) {
            (4, 1.., 1..) => format!("{year}-{month:0>2}-{day:0>2}"),
            (4, ..) => (*year).to_owned(),
            (0, 1.., 1..) => format!("--{month:0>2}-{day:0>2}"),
            _ => String::new(),
        },
        (FieldKind::BirthDate, [text]) => date(text),
        (FieldKind::MiddleName, several) => several
            .iter()
            .find(|cell| !cell.is_empty())
            .map_or_else(String::new, ToString::to_string),
        // A column with the same value in every row is of no use; zeros are fillers.
        (FieldKind::Postcode, [text]) if text.bytes().all(|byte| byte == b'0') => String::new(),
        _ => cells.join(" ").trim().to_owned(),
    }
}

/// A date in any of the forms the sets use; an impossible one is left out.
fn date(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if text.contains('-') || digits.len() != 8 {
        return text.to_owned();
    }
    let year_first = !text.contains('/') && digits.get(4..6).is_some_and(|month| month <= "12");
    let (year, month, day) = if year_first {
        (digits.get(..4), digits.get(4..6), digits.get(6..))
    } else {
        (digits.get(4..), digits.get(..2), digits.get(2..4))
    };
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) if (1..=12).contains(&month.parse().unwrap_or(0)) => {
            format!("{year}-{month}-{day}")
        }
        _ => String::new(),
    }
}
