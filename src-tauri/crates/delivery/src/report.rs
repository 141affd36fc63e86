//! The report: one self-contained page that prints well and loads nothing.

use std::io::Write as _;
use std::path::Path;

use askama::Template;
use rollcall_model::{
    FEW_IN_WORDS, SHOWN_FROM, Severity, Unknown, grouped, grouped_number, grouped_or_few,
};
use rollcall_words::Language;

use crate::atomic_file::AtomicFile;
use crate::report_font::font_faces;
use crate::{
    DeliveryError, ReportCell, ReportContent, ReportLine, ReportPicture, ReportProblem,
    ReportSignOff, WrittenFile, mask,
};

/// The page as HTML, its words in a language. Every text is made harmless: a name such as `<script>` is shown, never
/// run.
///
/// # Errors
/// [`DeliveryError::Layout`] when the page cannot be put together.
pub fn render_report(content: &ReportContent, language: Language) -> Result<String, DeliveryError> {
    Page { content }
        .render()
        .map(|page| rollcall_words::page(&page, language))
        .map_err(|error| DeliveryError::Layout {
            reason: error.to_string(),
        })
}

/// Writes the page to a file.
///
/// # Errors
/// As [`render_report`], and what the disk says; no half file is left.
pub fn write_report(
    content: &ReportContent,
    path: &Path,
    language: Language,
) -> Result<WrittenFile, DeliveryError> {
    let page = render_report(content, language)?;
    let mut file = AtomicFile::create(path)?;
    file.write_all(page.as_bytes())
        .map_err(|error| DeliveryError::from_io(path, error))?;
    file.complete()?.publish(0)
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    content: &'a ReportContent,
}

/// A line of the coverage table as it is shown: an attribute, source by source.
struct CoverageLine<'a> {
    attribute: &'a str,
    cells: Vec<&'a ReportCell>,
}

/// A line of the overlap table as it is shown.
struct OverlapRow<'a> {
    source: &'a str,
    cells: Vec<OverlapCell>,
    only_here: String,
}

struct OverlapCell {
    people: String,
    is_itself: bool,
}

impl Page<'_> {
    /// A count of people or rows.
    fn count(&self, count: u64) -> String {
        grouped_or_few(count, self.content.hides_small_counts)
    }

    fn headline(&self) -> String {
        let content = self.content;
        if content.rows == 0 && content.tables.is_empty() {
            return format!(
                "Nothing is loaded yet; {} named",
                match content.owners.len() as u64 {
                    1 => "1 source is".to_owned(),
                    sources => format!("{} are", counted(sources, "source", "sources")),
                }
            );
        }
        let verb = if content.rows == 1 { "is" } else { "are" };
        format!(
            "{} about people in {} {verb} {}",
            counted(content.rows, "row", "rows"),
            counted(content.sources, "source", "sources"),
            counted(content.people, "person", "people"),
        )
    }

    fn by_email(&self) -> String {
        self.content
            .too_many_by_email
            .filter(|people| *people > 0)
            .map_or_else(String::new, |people| {
                format!(
                    "Matching on the e-mail address alone would have made {} of them.",
                    counted(people, "customer too many", "customers too many")
                )
            })
    }

    /// One line per attribute: there are more of them than sources, and a page is longer than wide.
    fn coverage_lines(&self) -> Vec<CoverageLine<'_>> {
        let coverage = &self.content.coverage;
        coverage
            .attributes
            .iter()
            .enumerate()
            .map(|(index, attribute)| CoverageLine {
                attribute,
                cells: coverage
                    .rows
                    .iter()
                    .filter_map(|row| row.cells.get(index))
                    .collect(),
            })
            .collect()
    }

    /// One row per source, whole even where the content has fewer counts than sources.
    fn overlap_rows(&self) -> Vec<OverlapRow<'_>> {
        let overlap = &self.content.overlap;
        let count =
            |counts: Option<&u64>| counts.map_or_else(String::new, |count| self.count(*count));
        overlap
            .sources
            .iter()
            .enumerate()
            .map(|(row, source)| OverlapRow {
                source,
                cells: (0..overlap.sources.len())
                    .map(|column| OverlapCell {
                        people: count(
                            overlap
                                .in_common
                                .get(row)
                                .and_then(|counts| counts.get(column)),
                        ),
                        is_itself: row == column,
                    })
                    .collect(),
                only_here: count(overlap.only_here.get(row)),
            })
            .collect()
    }

    fn review(&self) -> String {
        match self.content.pairs_to_review {
            0 => "No pair waits for a person's word.".to_owned(),
            1 => "1 pair waits for a person's word: same customer or not?".to_owned(),
            pairs => format!(
                "{} pairs wait for a person's word: same customer or not?",
                grouped(pairs)
            ),
        }
    }

    fn ownerless(&self) -> String {
        let without = self
            .content
            .owners
            .iter()
            .filter(|source| source.owner.is_none())
            .count() as u64;
        match without {
            0 => "Every source has an owner.".to_owned(),
            1 => "1 source has no owner.".to_owned(),
            more => format!("{} sources have no owner.", grouped(more)),
        }
    }

    /// The word of a coverage cell; a share of few rows would tell how many.
    fn cell_text(&self, cell: &ReportCell) -> String {
        match cell {
            ReportCell::Counted { rows: 0, .. } => "no rows".to_owned(),
            ReportCell::Counted { rows, valid, .. }
                if self.is_hidden(*valid) || self.is_hidden(*rows) =>
            {
                self.count(*valid)
            }
            ReportCell::Counted { rows, valid, .. } => percent(*valid, *rows),
            ReportCell::Unknown(reason) => unknown_word(*reason).to_owned(),
        }
    }

    /// Of how many rows the share is.
    fn cell_detail(&self, cell: &ReportCell) -> String {
        match cell {
            ReportCell::Counted { rows, .. } if *rows > 0 => format!("of {}", self.count(*rows)),
            _ => String::new(),
        }
    }

    fn is_hidden(&self, count: u64) -> bool {
        self.content.hides_small_counts && (1..SHOWN_FROM).contains(&count)
    }

    /// Whether a value of a picture is too small a count to be told.
    fn is_small_count(&self, value: f64) -> bool {
        let is_small = value.fract() == 0.0 && (1.0..SHOWN_FROM as f64).contains(&value.abs());
        self.content.hides_small_counts && is_small
    }

    /// A value of a picture as it is read.
    fn value_text(&self, value: Option<f64>) -> String {
        match value {
            Some(value) if self.is_small_count(value) => FEW_IN_WORDS.to_owned(),
            value => value_in_words(value),
        }
    }

    /// How long the bar of a line is, of 100: by its last known value against the largest. One too small to be
    /// told has none.
    fn bar(&self, picture: &ReportPicture, line: &ReportLine) -> f64 {
        let value = line.values.iter().rev().find_map(|one| *one).unwrap_or(0.0);
        if picture.largest > 0.0 && !self.is_small_count(value) {
            (value / picture.largest * 100.0).clamp(0.0, 100.0)
        } else {
            0.0
        }
    }

    fn examples(&self, problem: &ReportProblem) -> String {
        problem
            .examples
            .iter()
            .map(|example| {
                if self.content.shows_personal_data {
                    example.value.clone()
                } else {
                    mask(example.attribute.as_ref(), &example.value)
                }
            })
            .filter(|example| !example.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// A value of a picture as it is read; blank where it is not known.
fn value_in_words(value: Option<f64>) -> String {
    match value {
        None => String::new(),
        Some(value) => grouped_number(value),
    }
}

pub(crate) fn unknown_word(reason: Unknown) -> &'static str {
    match reason {
        Unknown::NotAsked => "not asked",
        Unknown::NoFile => "no file",
        Unknown::NoColumn => "no column",
        Unknown::Blank => "blank",
        Unknown::Invalid => "invalid",
    }
}

/// The shade of the cell: `u` for unknown, `s0` to `s5` for the share of usable values.
fn cell_shade(cell: &ReportCell) -> &'static str {
    match cell {
        ReportCell::Unknown(_) | ReportCell::Counted { rows: 0, .. } => "u",
        ReportCell::Counted { rows, valid, .. } => {
            match valid.saturating_mul(100).checked_div(*rows).unwrap_or(0) {
                0 => "s0",
                1..=24 => "s1",
                25..=49 => "s2",
                50..=74 => "s3",
                75..=94 => "s4",
                _ => "s5",
            }
        }
    }
}

pub(crate) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "good to know",
        Severity::Warning => "off",
        Severity::Error => "unusable",
    }
}

/// Who signed for a team, and whether it still holds.
fn signed(team: &ReportSignOff) -> String {
    match (&team.person, team.is_outdated) {
        (None, _) => "not signed".to_owned(),
        (Some(person), false) => person.clone(),
        (Some(person), true) => format!("{person}; rules changed since"),
    }
}

/// What a file tells, or that it does not.
pub(crate) fn told(fact: Option<&String>) -> &str {
    fact.map_or("not told by the file", String::as_str)
}

/// A name, or that there is none.
pub(crate) fn named(name: Option<&String>) -> &str {
    name.map_or("nobody yet", String::as_str)
}

/// A share in whole per cent; neither all nor none is claimed unless it is so.
fn percent(part: u64, whole: u64) -> String {
    let share = part.saturating_mul(100) / whole.max(1);
    if share == 0 && part > 0 {
        "under 1 %".to_owned()
    } else {
        format!("{share} %")
    }
}

fn counted(count: u64, one: &str, more: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_percentage_claims_nothing_false() {
        assert_eq!(percent(999, 1000), "99 %");
        assert_eq!(percent(1, 1000), "under 1 %");
        assert_eq!(percent(0, 1000), "0 %");
        assert_eq!(percent(5, 5), "100 %");
    }
}
