//! The page beside a delivery: what was written, with counts and SHA-256, so that whoever gets the
//! files can tell that they are whole and where the rules come from. No value of a person stands in it. What is said
//! in sentences is said in the language of the program; members, codes and what people named stay as they are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use rollcall_words::Language;
use serde::{Deserialize, Serialize};

use crate::atomic_file::AtomicFile;
use crate::{DeliveryError, Destination, ListFile, Manifest, Purpose, Tier, WrittenFile};

/// What the page says beside the [`Manifest`] of each destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances<'a> {
    /// Name of the list.
    pub list: &'a str,
    /// Its version, where people made it.
    pub version: Option<u32>,
    /// When, RFC 3339.
    pub written_at: &'a str,
    /// From when until when, in words; blank for a list without days.
    pub window: &'a str,
    /// People in the list: for every destination those in its files and those left out.
    pub people: u64,
    /// Who wrote it.
    pub delivered_by: &'a str,
    /// The versions of the rules it obeys, of those people decided on; nothing where that is not known.
    pub rules: Option<&'a [ObeyedRule]>,
    /// The sources it was checked against.
    pub checked_against: &'a [CheckedAgainst],
    /// In which language its sentences are said.
    pub language: Language,
}

/// A version of a rule that a list obeys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObeyedRule {
    /// The code of the rule, such as `conflict:email`.
    pub rule: String,
    /// Which of its versions.
    pub version: u32,
    /// What it says.
    pub sentence: String,
    /// Whether people worded it, so that it is said as they did in any language; where it is kept nobody asks.
    #[serde(skip)]
    pub is_worded: bool,
}

/// A source a list was checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedAgainst {
    /// Its name.
    pub source: String,
    /// The day its newest load came.
    pub loaded_on: String,
}

/// The page: one shape, for one destination and for several.
#[derive(Serialize)]
struct Page<'a> {
    list: Cow<'a, str>,
    version: Option<u32>,
    written_at: &'a str,
    window: Cow<'a, str>,
    people: u64,
    delivered_by: &'a str,
    rules: Option<Vec<PageRule<'a>>>,
    checked_against: &'a [CheckedAgainst],
    deliveries: Vec<PageDelivery<'a>>,
}

#[derive(Serialize)]
struct PageRule<'a> {
    rule: &'a str,
    version: u32,
    sentence: Cow<'a, str>,
}

#[derive(Serialize)]
struct PageDelivery<'a> {
    destination: &'a str,
    destination_name: Cow<'a, str>,
    rules_from: &'a str,
    rules_read_on: &'a str,
    confidence: Tier,
    purpose: Purpose,
    hashed: bool,
    people: u64,
    rows: u64,
    files: Vec<PageFile<'a>>,
    left_out: BTreeMap<&'static str, u64>,
    values_not_taken: &'a BTreeMap<String, u64>,
}

#[derive(Serialize)]
struct PageFile<'a> {
    name: String,
    people: u64,
    rows: u64,
    bytes: u64,
    sha256: &'a str,
    part: &'a str,
    who: Cow<'a, str>,
    setting: Cow<'a, str>,
}

/// Where the page of a delivery to this path stands: `list.csv` has `list.manifest.json`.
pub fn manifest_path(path: &Path) -> PathBuf {
    let mut name = path.file_stem().map_or_else(OsString::new, OsString::from);
    name.push(".manifest.json");
    path.with_file_name(name)
}

/// Writes the page to a file: what each destination got.
///
/// # Errors
/// What the disk says; no half page is left.
pub fn write_manifest(
    path: &Path,
    deliveries: &[(&Manifest, &Destination)],
    circumstances: &Circumstances<'_>,
) -> Result<WrittenFile, DeliveryError> {
    let language = circumstances.language;
    let page = Page {
        // What has a version was named by people.
        list: match circumstances.version {
            Some(_) => Cow::Borrowed(circumstances.list),
            None => language.say(circumstances.list),
        },
        version: circumstances.version,
        written_at: circumstances.written_at,
        window: language.say(circumstances.window),
        people: circumstances.people,
        delivered_by: circumstances.delivered_by,
        rules: circumstances.rules.map(|rules| {
            rules
                .iter()
                .map(|one| PageRule::of(one, language))
                .collect()
        }),
        checked_against: circumstances.checked_against,
        deliveries: deliveries
            .iter()
            .map(|(manifest, destination)| PageDelivery::of(manifest, destination, language))
            .collect(),
    };
    let text = serde_json::to_string_pretty(&page).map_err(|error| DeliveryError::Layout {
        reason: error.to_string(),
    })?;
    write_text(path, &format!("{text}\n"))
}

impl<'a> PageRule<'a> {
    fn of(rule: &'a ObeyedRule, language: Language) -> Self {
        Self {
            rule: &rule.rule,
            version: rule.version,
            sentence: if rule.is_worded {
                Cow::Borrowed(rule.sentence.as_str())
            } else {
                language.say(&rule.sentence)
            },
        }
    }
}

impl<'a> PageDelivery<'a> {
    fn of(manifest: &'a Manifest, destination: &'a Destination, language: Language) -> Self {
        Self {
            destination: &manifest.destination,
            destination_name: language.say(&destination.name),
            rules_from: &destination.page,
            rules_read_on: &destination.read_on,
            confidence: destination.tier,
            purpose: manifest.purpose,
            hashed: manifest.hashed,
            people: manifest.people,
            rows: manifest.rows,
            files: manifest
                .files
                .iter()
                .map(|file| PageFile::of(file, language))
                .collect(),
            left_out: manifest
                .left_out
                .iter()
                .map(|(reason, count)| (reason.code(), *count))
                .collect(),
            values_not_taken: &manifest.unusable_values,
        }
    }
}

/// Writes a text that is there as a whole or not at all.
///
/// # Errors
/// What the disk says.
pub fn write_text(path: &Path, text: &str) -> Result<WrittenFile, DeliveryError> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(text.as_bytes())
        .map_err(|error| DeliveryError::from_io(path, error))?;
    file.complete()?.publish(0)
}

impl<'a> PageFile<'a> {
    fn of(file: &'a ListFile, language: Language) -> Self {
        let written = &file.written;
        Self {
            name: written
                .path
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            people: file.people,
            rows: written.rows,
            bytes: written.bytes,
            sha256: &written.sha256,
            part: &file.part,
            who: language.say(&file.who),
            setting: language.say(&file.setting),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ObeyedRule, PageRule};
    use rollcall_words::Language;

    #[test]
    fn a_rule_is_said_in_german_unless_people_worded_it() {
        let sentence = "If any source says no, the answer is no: the strictest consent wins.";
        let german =
            "Sagt eine Quelle Nein, ist die Antwort Nein: Es gilt die strengste Einwilligung.";
        for (is_worded, language, expected) in [
            (false, Language::English, sentence),
            (false, Language::German, german),
            (true, Language::German, sentence),
        ] {
            let rule = ObeyedRule {
                rule: "consent".into(),
                version: 1,
                sentence: sentence.into(),
                is_worded,
            };
            assert_eq!(PageRule::of(&rule, language).sentence, expected);
        }
    }
}
