//! Columns of days that say by themselves who said yes or no: "Unsubscribed at", "Confirmed at".

use rollcall_model::{
    Attribute, ColumnMapping, ConsentState, DatedAnswer, Mapping, MappingState, TableRole,
};

use crate::beside::{channel, has_word, is_permission};
use crate::consent_log::names_own_channel;
use crate::decide::{View, unused, used};
use crate::detect::Kind;
use crate::fold::fold;
use crate::possible::begins_or_ends;
use crate::word_lists::WORDS;

/// A column of days has so many days among its values.
const MOST: f64 = 0.8;

/// Words of an objection begin with these; one to advertising as such is to every channel.
const OBJECTION: [&str; 7] = [
    "widerspruch",
    "widersproch",
    "objec",
    "oppos",
    "oposi",
    "opposi",
    "bezwaar",
];

/// What the days of a list say, where no column of it says who may be written to. A day somebody left on is a no. A day
/// of opting in is a yes, and one of confirming it where the list tells as well when people joined or left; a day of
/// joining alone is not.
pub fn dated_answers(mapping: &Mapping) -> Vec<DatedAnswer> {
    let targets = || {
        let of_columns = mapping.columns.iter().filter_map(|it| it.target.as_ref());
        of_columns.chain(mapping.constants.iter().map(|(target, _)| target))
    };
    let says_otherwise = targets().any(|target| {
        is_permission(&target.attribute) || target.attribute == Attribute::ConsentState
    });
    if says_otherwise || matches!(mapping.role, TableRole::Figures | TableRole::Events) {
        return Vec::new();
    }
    let gives = |attribute: Attribute| targets().any(|target| target.attribute == attribute);
    let usual =
        if !gives(Attribute::Email) && !gives(Attribute::HashedEmail) && gives(Attribute::Phone) {
            Attribute::SmsConsent
        } else {
            Attribute::EmailConsent
        };
    let headers: Vec<Vec<String>> = mapping
        .columns
        .iter()
        .map(|column| fold(&column.header).words)
        .collect();
    let tells_more = headers
        .iter()
        .any(|words| has_word(words, &WORDS.consent.joining) || names_leaving(words));
    let mut answers = Vec::new();
    for (column, words) in mapping.columns.iter().zip(&headers) {
        let state = match column.target.as_ref().map(|target| &target.attribute) {
            Some(Attribute::WithdrawalTime) => ConsentState::OptedOut,
            Some(Attribute::ConsentTime) if names_leaving(words) => ConsentState::OptedOut,
            // A yes that nobody is sure of permits nothing.
            Some(Attribute::ConsentTime)
                if column.state != MappingState::Unsure
                    && (has_word(words, &WORDS.consent.opting_in)
                        || tells_more && has_word(words, &WORDS.consent.confirming)) =>
            {
                ConsentState::OptedIn
            }
            _ => continue,
        };
        let is_objection = state == ConsentState::OptedOut
            && !names_own_channel(words)
            && words
                .iter()
                .any(|word| OBJECTION.iter().any(|begin| word.starts_with(begin)));
        let channels = if is_objection {
            Attribute::PERMISSIONS.to_vec()
        } else {
            vec![channel(words).unwrap_or_else(|| usual.clone())]
        };
        answers.extend(channels.into_iter().map(|channel| DatedAnswer {
            column: column.column,
            channel,
            state,
        }));
    }
    answers
}

/// A date that tells when somebody left, beside one that tells when they came: each dates its own answer.
pub(crate) fn tell_withdrawals(views: &[View<'_>], columns: &mut [ColumnMapping], fixed: &[bool]) {
    let says = |view: &View<'_>| names_leaving(&view.folded.words);
    let gives_a_yes = |(view, column): (&View<'_>, &ColumnMapping)| match target(column) {
        Some(Attribute::ConsentTime) => !says(view),
        Some(Attribute::CreatedAt) => {
            let words = &view.folded.words;
            let joining = &WORDS.consent.joining;
            has_word(words, joining) || words.iter().any(|word| begins_or_ends(word, joining))
        }
        _ => false,
    };
    let is_answered = columns.iter().any(|column| {
        target(column).is_some_and(|it| is_permission(it) || *it == Attribute::ConsentState)
    });
    let has_a_yes = views.iter().zip(columns.iter()).any(gives_a_yes);
    if !has_a_yes {
        return;
    }
    for (view, column) in views.iter().zip(columns.iter_mut()) {
        let is_fixed = fixed.get(view.column).copied().unwrap_or(false);
        if !is_fixed && target(column) == Some(&Attribute::ConsentTime) && says(view) {
            let reason = if is_answered {
                format!(
                    "The header \"{}\" tells when a consent was withdrawn, and another column when it was given: each dates its own answer.",
                    view.header
                )
            } else {
                format!(
                    "The header \"{}\" tells when somebody left, and no column says who may be written to: a day in it is a no from then on.",
                    view.header
                )
            };
            column.target = Some(Attribute::WithdrawalTime.into());
            column.reason = reason;
        }
    }
}

/// A day of confirming beside one of joining or leaving, in a list of people: the confirmation is what somebody said yes
/// by.
pub(crate) fn tell_confirmations(
    views: &[View<'_>],
    columns: &mut [ColumnMapping],
    fixed: &[bool],
    role: TableRole,
) {
    if role != TableRole::Customers {
        return;
    }
    let list = &WORDS.consent;
    let is_free = |view: &View<'_>| !fixed.get(view.column).copied().unwrap_or(false);
    let confirms = |view: &View<'_>| has_word(&view.folded.words, &list.confirming);
    let joins = |view: &View<'_>| {
        let words = &view.folded.words;
        has_word(words, &list.joining) && !confirms(view) && !has_word(words, &list.opting_in)
    };
    let confirmed = views.iter().find(|view| {
        let is_dated = view.profile.share(Kind::Date) >= MOST;
        let target = columns.get(view.column).and_then(|column| target(column));
        confirms(view)
            && is_free(view)
            && is_dated
            && target.is_none_or(|it| *it == Attribute::ConsentTime)
    });
    let leaves = |view: &View<'_>| names_leaving(&view.folded.words);
    let Some(confirmed) =
        confirmed.filter(|_| views.iter().any(|view| joins(view) || leaves(view)))
    else {
        return;
    };
    let reason = format!(
        "The header \"{}\" tells when somebody confirmed what they had asked for.",
        confirmed.header
    );
    columns[confirmed.column] = used(confirmed, Attribute::ConsentTime, 0.8, reason);
    let gives = |attribute: &Attribute, columns: &[ColumnMapping]| {
        columns
            .iter()
            .any(|column| target(column) == Some(attribute))
    };
    let is_told = gives(&Attribute::CreatedAt, columns);
    for view in views.iter().filter(|view| joins(view) && is_free(view)) {
        if columns.get(view.column).and_then(|column| target(column))
            != Some(&Attribute::ConsentTime)
        {
            continue;
        }
        let reason = format!(
            "The day somebody asked for it; \"{}\" tells when they confirmed it.",
            confirmed.header
        );
        columns[view.column] = if is_told {
            unused(view.column, view.header, &reason)
        } else {
            used(view, Attribute::CreatedAt, 0.8, reason)
        };
    }
}

/// Whether a header tells of leaving: "Unsubscribed at", "Abgemeldet am".
pub(crate) fn names_leaving(words: &[String]) -> bool {
    let list = &WORDS.consent.withdrawing;
    has_word(words, list) || words.iter().any(|word| begins_or_ends(word, list))
}

fn target(column: &ColumnMapping) -> Option<&Attribute> {
    column.target.as_ref().map(|target| &target.attribute)
}

#[cfg(test)]
mod tests {
    use rollcall_model::{
        Attribute, ColumnMapping, ConsentState, Mapping, MappingState, TableRole, Transformation,
    };

    use super::dated_answers;

    fn told(columns: &[(&str, Attribute)]) -> Vec<(usize, Attribute, ConsentState)> {
        let columns = columns.iter().enumerate();
        let mapping = Mapping {
            role: TableRole::Customers,
            columns: columns
                .map(|(column, (header, attribute))| ColumnMapping {
                    column,
                    header: (*header).to_owned(),
                    target: Some(attribute.clone().into()),
                    transformation: Transformation::Keep,
                    confidence: 1.0,
                    reason: String::new(),
                    state: MappingState::Confirmed,
                    date_order: None,
                })
                .collect(),
            default_country: None,
            constants: Vec::new(),
            recipe: None,
        };
        let answers = dated_answers(&mapping).into_iter();
        answers
            .map(|answer| (answer.column, answer.channel, answer.state))
            .collect()
    }

    #[test]
    fn a_day_of_leaving_is_a_no_and_one_of_opting_in_a_yes() {
        use Attribute::{
            ConsentTime, CreatedAt, Email, EmailConsent, Phone, SmsConsent, WithdrawalTime,
        };
        use ConsentState::{OptedIn, OptedOut};
        for (header, attribute) in [
            ("Abgemeldet am", WithdrawalTime),
            ("UNSUB_TIME", ConsentTime),
            ("Date de désinscription", WithdrawalTime),
            ("Unsubscribe date", ConsentTime),
        ] {
            let found = told(&[("E-Mail", Email), (header, attribute)]);
            assert_eq!(found, [(1, EmailConsent, OptedOut)], "{header}");
        }
        let of_numbers = told(&[("Mobile", Phone), ("Opt-out date", WithdrawalTime)]);
        assert_eq!(of_numbers, [(1, SmsConsent, OptedOut)]);
        let named = told(&[("E-Mail", Email), ("SMS opt-out date", WithdrawalTime)]);
        assert_eq!(named, [(1, SmsConsent, OptedOut)]);
        let all = told(&[("E-Mail", Email), ("Widerspruch am", WithdrawalTime)]);
        assert_eq!(all.len(), Attribute::PERMISSIONS.len());
        let of_mail = told(&[
            ("E-Mail", Email),
            ("Widerspruch Newsletter am", WithdrawalTime),
        ]);
        assert_eq!(of_mail, [(1, EmailConsent, OptedOut)]);
        let opted_in = told(&[("E-Mail", Email), ("Opt-in date", ConsentTime)]);
        assert_eq!(opted_in, [(1, EmailConsent, OptedIn)]);
        let twice = told(&[
            ("E-Mail", Email),
            ("Angemeldet am", CreatedAt),
            ("Bestätigt am", ConsentTime),
            ("Abgemeldet am", WithdrawalTime),
        ]);
        assert_eq!(
            twice,
            [(2, EmailConsent, OptedIn), (3, EmailConsent, OptedOut)]
        );
    }

    #[test]
    fn a_day_of_joining_or_confirming_alone_is_no_yes_and_a_column_of_answers_speaks_for_itself() {
        use Attribute::{ConsentTime, Email, EmailConsent, WithdrawalTime};
        for columns in [
            [("E-Mail", Email), ("Angemeldet am", ConsentTime)].as_slice(),
            &[("E-Mail", Email), ("Bestätigt am", ConsentTime)],
            &[
                ("E-Mail", Email),
                ("Newsletter", EmailConsent),
                ("Abgemeldet am", WithdrawalTime),
            ],
        ] {
            assert!(told(columns).is_empty(), "{columns:?}");
        }
    }
}
