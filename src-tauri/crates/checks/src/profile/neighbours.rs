//! Columns beside each other: values that look like those of another one.

use rollcall_model::grouped;

use super::kind::ColumnKind;
use super::{Anomaly, AnomalyKind, AnomalyRows, ColumnProfile};

/// What is told apart surely enough by one cell alone.
const TELLING: [ColumnKind; 3] = [ColumnKind::Email, ColumnKind::Web, ColumnKind::Date];

/// Notes in each column the values that look like those of another column: an e-mail address among
/// telephone numbers. Takes the profiles of all columns of one table.
pub fn compare_columns(profiles: &mut [ColumnProfile]) {
    let kinds: Vec<(ColumnKind, String)> = profiles
        .iter()
        .map(|profile| (profile.kind, profile.header.clone()))
        .collect();
    for profile in profiles {
        for kind in TELLING {
            let rows = profile
                .looks
                .iter()
                .find(|(look, _)| *look == kind)
                .map_or(0, |(_, rows)| *rows);
            // Prose may name an address or a day.
            let is_odd = profile.kind != kind
                && rows > 0
                && rows * 5 <= profile.filled
                && !(profile.kind == ColumnKind::Text && kind != ColumnKind::Email);
            let Some((_, twin)) = kinds.iter().find(|(other, _)| *other == kind) else {
                continue;
            };
            if !is_odd {
                continue;
            }
            profile.anomalies.push(Anomaly {
                kind: AnomalyKind::Misplaced,
                sentence: format!(
                    "{} of {} values in \"{}\" look like {}, as in \"{twin}\".",
                    grouped(rows),
                    grouped(profile.filled),
                    profile.header,
                    kind.plural()
                ),
                rows: Some(AnomalyRows::Look(kind)),
            });
        }
    }
}
