//! Reading a recipe of a destination and refusing one that could not be obeyed.

use std::collections::BTreeSet;

use rollcall_model::{Attribute, AttributeFamily};
use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

use crate::{Column, ColumnSource, Destination, FileFormat};

/// What is wrong with a recipe.
pub(crate) struct Wrong {
    /// Where, from 1, where that is known.
    pub(crate) line: Option<usize>,
    /// What, without the full stop.
    pub(crate) reason: String,
}

/// Where the columns of a recipe stand.
#[derive(Deserialize, Default)]
struct Places {
    #[serde(default)]
    columns: Vec<Spanned<IgnoredAny>>,
}

/// Reads a recipe and checks that it can be obeyed.
pub(crate) fn read(text: &str) -> Result<Destination, Wrong> {
    let recipe: Destination = toml::from_str(text).map_err(|error| Wrong {
        line: error.span().map(|span| line_of(text, span.start)),
        reason: error.message().trim_end_matches('.').to_owned(),
    })?;
    let check = Check {
        text,
        recipe: &recipe,
    };
    check.whole()?;
    for (position, column) in recipe.columns.iter().enumerate() {
        check.column(position, column)?;
    }
    Ok(recipe)
}

struct Check<'a> {
    text: &'a str,
    recipe: &'a Destination,
}

impl Check<'_> {
    fn whole(&self) -> Result<(), Wrong> {
        let recipe = self.recipe;
        if recipe.columns.is_empty() {
            return Err(Wrong {
                line: None,
                reason: "it has no columns".to_owned(),
            });
        }
        if recipe.rows_per_file == Some(0) {
            return self.refuse("rows_per_file", "a file of no rows cannot be written");
        }
        if recipe.bytes_per_file.is_some_and(|bytes| bytes < 1024) {
            return self.refuse("bytes_per_file", "a file holds 1024 bytes at least");
        }
        if recipe.bytes_per_file.is_some() && recipe.file.format == FileFormat::Xlsx {
            return self.refuse(
                "bytes_per_file",
                "only text files can be capped by their bytes",
            );
        }
        if recipe.purposes.is_empty() {
            return self.refuse("purposes", "no list could go there");
        }
        if !is_day(&recipe.read_on) {
            return self.refuse("read_on", "the day is not written like 2026-11-23");
        }
        if recipe
            .one_file_per
            .as_ref()
            .is_some_and(|one| one.family() != AttributeFamily::Consent)
        {
            return self.refuse("one_file_per", "files are parted by a consent only");
        }
        if let Some(row) = recipe
            .lead_rows
            .iter()
            .find(|row| row.len() != recipe.columns.len())
        {
            let reason = format!(
                "a row of {} cells does not fit {} columns",
                row.len(),
                recipe.columns.len()
            );
            return self.refuse("lead_rows", &reason);
        }
        self.forbidden()?;
        self.regions()?;
        self.named_headers()
    }

    /// A code that names nothing would forbid nothing.
    fn forbidden(&self) -> Result<(), Wrong> {
        let is_known = |code: &String| code == "customer_id" || Attribute::parse(code).is_some();
        match self.recipe.forbidden.iter().find(|code| !is_known(code)) {
            Some(code) => self.refuse("forbidden", &format!("there is no attribute \"{code}\"")),
            None => Ok(()),
        }
    }

    /// What to set is told only of files there can be.
    fn regions(&self) -> Result<(), Wrong> {
        let rule = &self.recipe.regions;
        let by_consent = [
            ("consent_given", &rule.consent_given),
            ("consent_not_given", &rule.consent_not_given),
        ];
        let is_told = |(_, setting): &(&str, &String)| !setting.is_empty();
        let of_regions = ("elsewhere", &rule.elsewhere);
        if rule.own_file.is_empty()
            && let Some((key, _)) = by_consent.into_iter().chain([of_regions]).find(is_told)
        {
            return self.refuse(key, "no region has files of its own; name some in own_file");
        }
        if self.recipe.consent.given.is_empty()
            && let Some((key, _)) = by_consent.into_iter().find(is_told)
        {
            return self.refuse(
                key,
                "no consent has to be given, so no file is parted by it",
            );
        }
        Ok(())
    }

    /// Headers that are named outside the columns have to be among them.
    fn named_headers(&self) -> Result<(), Wrong> {
        let recipe = self.recipe;
        let headers: BTreeSet<&str> = recipe
            .columns
            .iter()
            .map(|column| column.header.as_str())
            .collect();
        let named = [
            ("identifiers", recipe.identifiers.concat()),
            ("contact_identifiers", recipe.contact_identifiers.concat()),
            ("one_row_per", recipe.one_row_per.iter().cloned().collect()),
        ];
        for (key, names) in named {
            if let Some(name) = names.iter().find(|name| !headers.contains(name.as_str())) {
                return self.refuse(key, &format!("it has no column \"{name}\""));
            }
        }
        Ok(())
    }

    fn column(&self, position: usize, column: &Column) -> Result<(), Wrong> {
        let header = &column.header;
        let wrong = |reason: String| {
            Err(Wrong {
                line: self.line_of_column(position),
                reason: format!("the column \"{header}\" {reason}"),
            })
        };
        let codes = match &column.from {
            ColumnSource::Customer => vec!["customer_id".to_owned()],
            from => from.attributes().iter().map(Attribute::code).collect(),
        };
        if let Some(code) = codes
            .iter()
            .find(|code| self.recipe.forbidden.contains(code))
        {
            return wrong(format!("holds {code}, which may never stand in this file"));
        }
        if column.fixed.is_some() && column.from != ColumnSource::Nothing {
            return wrong("has a fixed text and a source; only one can be".to_owned());
        }
        if column.hashed && self.recipe.hashing == crate::Hashing::Never {
            return wrong("is hashed in a file that never is; say hashing = \"on\"".to_owned());
        }
        if column.header_hashed.is_some() && !column.hashed {
            return wrong("has a header for hashes and none".to_owned());
        }
        if column.at_most.is_some_and(|at_most| at_most.length == 0) {
            return wrong("may hold nothing".to_owned());
        }
        if let ColumnSource::Joined(attributes) = &column.from
            && attributes.is_empty()
        {
            return wrong("joins no attributes".to_owned());
        }
        Ok(())
    }

    fn refuse(&self, key: &str, reason: &str) -> Result<(), Wrong> {
        let names_key = |line: &str| {
            line.trim_start()
                .strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        Err(Wrong {
            line: self.text.lines().position(names_key).map(|line| line + 1),
            reason: reason.to_owned(),
        })
    }

    fn line_of_column(&self, position: usize) -> Option<usize> {
        let places: Places = toml::from_str(self.text).unwrap_or_default();
        let place = places.columns.get(position)?;
        Some(line_of(self.text, place.span().start))
    }
}

/// The line of a byte, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.get(..byte).unwrap_or(text).matches('\n').count()
}

fn is_day(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|one| if one.is_ascii_digit() { '9' } else { one })
        .collect();
    shape == "9999-99-99"
}
