//! How much of the records the last run compared, told in a sentence.

use rollcall_linkage::{Report, Whole};
use rollcall_model::grouped;

use crate::run_audit::RunReport;

/// What an audit did over that had nothing to do over.
pub(crate) const NOTHING: &str = "Nothing had changed since the last audit: who is who and the values agreed on stay as they were.";

/// What the last audit did over: only the values, where nothing but rules had changed, else as [`tell`].
pub(crate) fn tell_of_run(report: &RunReport) -> Option<String> {
    match report.agreed_anew {
        Some(agreed) => Some(agreed.tell()),
        None => tell(&report.linkage),
    }
}

/// Whether everything was compared or only what changed, and why; nothing about a run of an older
/// version, which does not say.
pub(crate) fn tell(report: &Report) -> Option<String> {
    let course = report.course?;
    let why = match course.whole {
        Some(Whole::NothingKept) => "nothing is kept of a run before to start from",
        Some(Whole::OtherModel) => "the way records are compared has changed",
        Some(Whole::OtherSettings) => {
            "how careful to be, or what people say of lists or values, has changed"
        }
        Some(Whole::OtherFields) => "other attributes are compared than before",
        Some(Whole::OtherLists) => "tables came in, went or changed in size since the run before",
        Some(Whole::MuchChanged) => {
            "too many records are new, changed or gone since everything was compared"
        }
        None => {
            return Some(format!(
                "Only what changed was compared: {} records new or changed, {} gone or changed; {} pairs, where a run over everything compares about {}.",
                grouped(course.arrived),
                grouped(course.gone),
                grouped(course.compared),
                grouped(report.compared_pairs)
            ));
        }
    };
    Some(format!("Everything was compared: {why}."))
}

#[cfg(test)]
mod tests {
    use super::tell;
    use rollcall_linkage::{Course, Report, Whole};

    #[test]
    fn a_run_says_how_much_it_compared_and_why() {
        let run = |whole| Report {
            compared_pairs: 12_000,
            course: Some(Course {
                whole,
                arrived: 1_200,
                gone: 3,
                reopened: 1_500,
                compared: 4_000,
            }),
            ..Report::default()
        };
        assert_eq!(tell(&Report::default()), None);
        assert_eq!(
            tell(&run(None)).unwrap_or_default(),
            "Only what changed was compared: 1,200 records new or changed, 3 gone or changed; 4,000 pairs, where a run over everything compares about 12,000."
        );
        assert_eq!(
            tell(&run(Some(Whole::OtherSettings))).unwrap_or_default(),
            "Everything was compared: how careful to be, or what people say of lists or values, has changed."
        );
        for (whole, sentence) in [
            (
                Whole::OtherLists,
                "Everything was compared: tables came in, went or changed in size since the run before.",
            ),
            (
                Whole::OtherFields,
                "Everything was compared: other attributes are compared than before.",
            ),
        ] {
            assert_eq!(tell(&run(Some(whole))).unwrap_or_default(), sentence);
        }
    }
}
