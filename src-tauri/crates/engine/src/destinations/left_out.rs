//! What is told of files that are not loaded.

use rollcall_model::{Place, Problem, ProblemCode, Severity};

/// Told of a file that is in use, under this name or another.
pub(super) fn note_loaded(place: Place, file: &str) -> Problem {
    if place.file != file {
        return note_same(place, file);
    }
    Problem {
        code: ProblemCode::UnchangedFile,
        severity: Severity::Note,
        message: format!("{} is loaded already and has not changed.", place.file),
        hint: "Nothing to do. To load a newer export, save it from its system again.".into(),
        place,
        count: 0,
    }
}

/// Told of a file that is another one, byte for byte.
pub(super) fn note_same(place: Place, file: &str) -> Problem {
    Problem {
        code: ProblemCode::UnchangedFile,
        severity: Severity::Note,
        message: format!(
            "“{}” was left out: it is the same file as “{file}”, byte for byte.",
            place.file
        ),
        hint: "Nothing to do: its rows are in use once.".into(),
        place,
        count: 0,
    }
}

/// Told of a file that is an earlier export of a list than the one whose rows are used.
pub(super) fn note_older(place: Place, later: &str) -> Problem {
    Problem {
        code: ProblemCode::OlderExport,
        severity: Severity::Note,
        message: format!(
            "“{}” was left out: it is an earlier export of the same list than “{later}”.",
            place.file
        ),
        hint: "Nothing to do where the later one holds everybody. Else load it as a table of its own, or say that it is the newer export.".into(),
        place,
        count: 0,
    }
}

/// Told of a file that was loaded before and has been replaced since.
pub(super) fn note_replaced(place: Place, later: &str) -> Problem {
    Problem {
        code: ProblemCode::OlderExport,
        severity: Severity::Note,
        message: format!(
            "“{}” was left out: it was loaded before, and “{later}” took its place since.",
            place.file
        ),
        hint: "Nothing to do. To use it again, take the later load back on the Sources screen."
            .into(),
        place,
        count: 0,
    }
}
