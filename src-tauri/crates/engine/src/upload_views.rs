//! Destinations as surfaces see them.

use std::path::Path;

use rollcall_delivery::Destination;

use crate::view::DestinationView;

/// A destination.
pub(crate) fn destination_view(destination: &Destination) -> DestinationView {
    DestinationView {
        code: destination.code.clone(),
        name: destination.name.clone(),
        warnings: destination.warnings(),
        columns: destination
            .columns
            .iter()
            .map(|column| column.header.clone())
            .collect(),
        source_note: destination.source_note(),
        extension: destination.file.format.extension().to_owned(),
        purposes: destination
            .purposes
            .iter()
            .map(|purpose| purpose.code().to_owned())
            .collect(),
    }
}

/// What a destination of no recipe is called: a table of the program, or the file that told how to
/// write.
pub(crate) fn name_of_file(code: &str) -> String {
    match Path::new(code).extension() {
        Some(_) => Path::new(code)
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        None => "CSV table".to_owned(),
    }
}
