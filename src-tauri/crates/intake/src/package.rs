//! Everything that starts like a ZIP: workbooks of today, and archives of exports.

use std::fs::File;
use std::io::BufReader;

use rollcall_model::{ProblemCode, Severity};
use zip::ZipArchive;

use crate::archive::{exceeds_ratio, situation};
use crate::content::{beginning, is_table_of_tags};
use crate::discover::{has_ending_of_tags, is_hidden, is_read};
use crate::error::IntakeError;
use crate::opened::Origin;
use crate::plan::{Found, look};
use crate::whole_parts::weigh_parts;
use crate::{Format, Limits, workbook};

/// Looks into a ZIP file, or a workbook inside one.
pub(crate) fn plan(origin: &Origin<'_>, limits: &Limits, found: &mut Found) {
    match open(origin, limits) {
        Ok(Package::Workbook(format)) => workbook::plan(origin, format, limits, found),
        Ok(Package::Archive(_)) if origin.member.is_some() => found.note(
            origin,
            ProblemCode::UnknownFormat,
            Severity::Warning,
            format!(
                "{} is an archive inside an archive and was left out.",
                origin.label()
            ),
            "Unpack the outer archive and add the inner one.",
        ),
        Ok(Package::Archive(members)) => members_of(origin, members, limits, found),
        Err(error) => found.fail(&error, origin),
    }
}

enum Package {
    Workbook(Format),
    Archive(Vec<Member>),
}

struct Member {
    name: String,
    safe: bool,
    locked: bool,
}

fn open(origin: &Origin<'_>, limits: &Limits) -> Result<Package, IntakeError> {
    let seekable = origin.seekable(limits)?;
    let file = File::open(&seekable.path).map_err(|error| origin.failed(&error))?;
    let broken = |error| situation(&error, origin.label());
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    let too_large = |reason: String| IntakeError::TooLarge {
        file: origin.label(),
        reason,
    };
    let mut members = Vec::new();
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(broken)?;
        let name = match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
        };
        unpacked = unpacked.saturating_add(entry.size());
        if exceeds_ratio(entry.compressed_size(), entry.size(), limits.unpack_ratio) {
            return Err(too_large(format!(
                "“{name}” in it swells to more than {} times its size, as files made to fill a disk do",
                limits.unpack_ratio
            )));
        }
        if !entry.is_dir() {
            let safe = entry.enclosed_name().is_some() && !name.contains('\\');
            members.push(Member {
                name,
                safe,
                locked: entry.encrypted(),
            });
        }
    }
    if unpacked > limits.unpacked_bytes {
        return Err(too_large(format!(
            "it holds {unpacked} bytes, more than the {} this program unpacks",
            limits.unpacked_bytes
        )));
    }
    let has = |name: &str| {
        members
            .iter()
            .any(|member| member.name.eq_ignore_ascii_case(name))
    };
    let format = if has("xl/workbook.xml") {
        Format::Xlsx
    } else if has("xl/workbook.bin") {
        Format::Xlsb
    } else if has("mimetype") && has("content.xml") && has("META-INF/manifest.xml") {
        Format::Ods
    } else if has("word/document.xml") || has("ppt/presentation.xml") {
        return Err(IntakeError::NotThisFormat {
            file: origin.label(),
            reason: "it is a document or a presentation".to_owned(),
        });
    } else {
        if members.len() > limits.members {
            return Err(too_large(format!(
                "it holds {} files, more than the {} this program takes",
                members.len(),
                limits.members
            )));
        }
        members.sort_by(|left, right| left.name.cmp(&right.name));
        members.dedup_by(|left, right| left.name == right.name);
        return Ok(Package::Archive(members));
    };
    weigh_parts(&mut archive, origin, limits)?;
    Ok(Package::Workbook(format))
}

fn members_of(origin: &Origin<'_>, members: Vec<Member>, limits: &Limits, found: &mut Found) {
    let mut readable = 0;
    for member in members {
        let inner = Origin {
            file: origin.file,
            member: Some(&member.name),
        };
        let name = member.name.rsplit('/').next().unwrap_or(&member.name);
        if !member.safe {
            found.note(
                &inner,
                ProblemCode::UnsafePath,
                Severity::Error,
                format!("The archive {} holds a file that claims a place outside of it; that file was left out.", origin.label()),
                "Ask whoever sent you the archive; do not unpack it with other programs.",
            );
        } else if member.name.split('/').any(is_hidden) {
            // What Macs and Windows put beside the files of people.
        } else if member.locked {
            readable += 1;
            found.fail(
                &IntakeError::Encrypted {
                    file: inner.label(),
                },
                &inner,
            );
        } else if is_read(name) || is_table_in_tags(&inner, name, limits) {
            readable += 1;
            look(&inner, limits, found);
        } else {
            found.note(
                &inner,
                ProblemCode::UnknownFormat,
                Severity::Note,
                format!(
                    "“{}” was left out: there is no reader for this kind of file.",
                    inner.label()
                ),
                "If it is a table, export it as CSV or XLSX.",
            );
        }
    }
    if readable == 0 {
        found.note(
            origin,
            ProblemCode::NothingToRead,
            Severity::Error,
            format!(
                "The archive {} holds no file that can be read.",
                origin.label()
            ),
            "Add an archive with CSV, Excel, OpenDocument, JSON, vCard or Parquet files.",
        );
    }
}

/// Whether a file in an archive is a table in tags, whatever such a file may be elsewhere.
fn is_table_in_tags(origin: &Origin<'_>, name: &str, limits: &Limits) -> bool {
    let head = || origin.read(limits, |input, _| beginning(input)).ok()?.ok();
    has_ending_of_tags(name) && head().is_some_and(|head| is_table_of_tags(&head))
}
