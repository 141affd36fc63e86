//! Remarks that people write beside a person by hand: some of them say that somebody wants no more calls or letters, or has
//! died.

use rollcall_model::{Attribute, ColumnIndex, ColumnMapping, Mapping, MappingState, TableRole};
use rollcall_standardise::consent::{self, Remark};

use crate::decide::{View, used};
use crate::fold::fold;
use crate::role::Evidence;

/// How sure a column is of which every remark of the kind is clear, and one of which some are not.
const SURE: f64 = 0.8;
const ASKED: f64 = 0.55;

/// Words for a remark, and for the text of a ticket.
const REMARKS: [&str; 43] = [
    "bemerkung",
    "bemerkungen",
    "notiz",
    "notizen",
    "kommentar",
    "kommentare",
    "anmerkung",
    "anmerkungen",
    "remark",
    "remarks",
    "note",
    "notes",
    "comment",
    "comments",
    "memo",
    "remarque",
    "remarques",
    "commentaire",
    "commentaires",
    "observacion",
    "observaciones",
    "comentario",
    "comentarios",
    "nota",
    "notas",
    "commento",
    "commenti",
    "osservazione",
    "osservazioni",
    "opmerking",
    "opmerkingen",
    "notitie",
    "notities",
    "observacao",
    "observacoes",
    "uwagi",
    "message",
    "nachricht",
    "mensaje",
    "messaggio",
    "mensagem",
    "description",
    "beschreibung",
];
/// Words that may stand beside it. A note of an order or a delivery is about that.
const BESIDE: [&str; 24] = [
    "intern",
    "interne",
    "internal",
    "allgemein",
    "allgemeine",
    "general",
    "sonstige",
    "other",
    "crm",
    "kunde",
    "kunden",
    "customer",
    "client",
    "cliente",
    "klant",
    "mitglied",
    "mitglieder",
    "member",
    "contact",
    "kontakt",
    "zum",
    "zur",
    "text",
    "ticket",
];

/// Whether a header is of remarks.
pub(crate) fn names_remarks(words: &[String]) -> bool {
    let is_remark = |word: &String| REMARKS.contains(&word.as_str());
    let may_stand = |word: &String| {
        is_remark(word)
            || BESIDE.contains(&word.as_str())
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    words.iter().any(is_remark) && words.iter().all(may_stand)
}

/// The columns of remarks that are used for nothing, in which nobody looks for a no.
pub fn unheard_remarks(mapping: &Mapping) -> Vec<ColumnIndex> {
    if !matches!(mapping.role, TableRole::Customers | TableRole::Consents) {
        return Vec::new();
    }
    let columns = mapping.columns.iter();
    columns
        .filter(|column| column.target.is_none() && names_remarks(&fold(&column.header).words))
        .map(|column| column.column)
        .collect()
}

/// Uses the columns of remarks in which somebody wants to be left alone or has died: what is clear is a no, what is not is
/// asked about.
pub(crate) fn hear(
    views: &[View<'_>],
    columns: &mut [ColumnMapping],
    rows: &[Vec<String>],
    (role, evidence): (TableRole, &Evidence),
) {
    let is_of_people = matches!(role, TableRole::Customers | TableRole::Consents);
    let is_of_tickets = role == TableRole::Events && evidence.lists_tickets();
    if !is_of_people && !is_of_tickets {
        return;
    }
    for (view, column) in views.iter().zip(columns.iter_mut()) {
        let is_free = column.target.as_ref().is_none_or(|target| {
            matches!(target.attribute, Attribute::Custom(_)) && column.state == MappingState::Unsure
        });
        if !is_free || !names_remarks(&view.folded.words) {
            continue;
        }
        let (mut clear, mut unclear) = (0_usize, 0_usize);
        let cells = rows.iter().filter_map(|row| row.get(view.column));
        for said in cells.filter_map(|cell| consent::remark(cell)) {
            match said {
                Remark::Died | Remark::Refuses(_) => clear += 1,
                Remark::Unclear => unclear += 1,
            }
        }
        let (confidence, reason) = match (clear, unclear) {
            (0, 0) => continue,
            (_, 0) => (
                SURE,
                "Some of these remarks say that somebody wants no more calls, letters or advertising, or has died. They count as a no to what they name; nothing else is taken from the column.",
            ),
            _ => (
                ASKED,
                "Some of these remarks may say that somebody wants no more calls, letters or advertising, or has died, and leave open of what or of whom. Please look at them. Clear ones count as a no to what they name, and the others as nothing.",
            ),
        };
        *column = used(view, Attribute::EmailConsent, confidence, reason.into());
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, MappingState};

    use super::names_remarks;
    use crate::fold::fold;
    use crate::{TableSketch, suggest};

    #[test]
    fn headers_of_remarks_are_told_from_notes_of_something_else() {
        for (header, is) in [
            ("Bemerkung", true),
            ("Notes", true),
            ("Interne Notizen", true),
            ("Kundenbemerkung", false),
            ("Bemerkung 2", true),
            ("Customer note", true),
            ("Remarques", true),
            ("Delivery note", false),
            ("Gift message", false),
            ("Note date", false),
            ("Notebook", false),
            ("", false),
        ] {
            assert_eq!(names_remarks(&fold(header).words), is, "{header:?}");
        }
    }

    #[test]
    fn remarks_are_used_where_one_of_them_asks_to_be_left_alone() {
        for (said, state, target) in [
            ("zahlt bar", MappingState::Unused, None),
            (
                "bitte nicht mehr anrufen",
                MappingState::Suggested,
                Some(Attribute::EmailConsent),
            ),
            (
                "verstorben 03/2026",
                MappingState::Suggested,
                Some(Attribute::EmailConsent),
            ),
            (
                "Vater verstorben",
                MappingState::Unsure,
                Some(Attribute::EmailConsent),
            ),
        ] {
            let headers = ["Name", "E-Mail", "Bemerkung"].map(str::to_owned).to_vec();
            let rows: Vec<Vec<String>> = (0..300)
                .map(|row| {
                    let remark = match row {
                        290 => said,
                        _ if row % 3 == 0 => "Kasse links",
                        _ => "",
                    };
                    vec![
                        format!("Anna Berg{row}"),
                        format!("anna{row}@example.com"),
                        remark.to_owned(),
                    ]
                })
                .collect();
            let mapping = suggest(&TableSketch {
                file: "mitglieder.csv",
                sheet: None,
                headers: &headers,
                rows: &rows,
            })
            .mapping;
            let column = &mapping.columns[2];
            let found = column
                .target
                .as_ref()
                .map(|target| target.attribute.clone());
            assert_eq!((column.state, found), (state, target), "{said}");
        }
    }
}
