//! The columns about whoever something is sent to, beside those about whoever bought it.

use std::collections::BTreeSet;

use rollcall_model::{Attribute, ColumnIndex, ColumnMapping, Mapping};

use crate::fold::{Folded, fold};
use crate::header_words::{Qualifier, guess};
use crate::word_lists::WORDS;

/// Words for whoever gets what another bought; alone they may as well be whom the row is about.
const RECIPIENTS: [&str; 15] = [
    "recipient",
    "recipients",
    "giftee",
    "empfanger",
    "empfaenger",
    "beschenkter",
    "beschenkte",
    "destinataire",
    "destinatario",
    "destinataria",
    "beneficiario",
    "beneficiaire",
    "ontvanger",
    "mottagare",
    "odbiorca",
];

/// Whose a column is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// The one's the row is about.
    Own,
    /// The one's a parcel goes to.
    SentTo,
    /// A recipient's, of a gift or of the message the row is.
    Recipient,
}

/// The columns about the one to whom a row's purchase goes, in a table that names them beside its buyer; none where only
/// one of the two has a name. Where only a recipient has an address for e-mail, the row is a message to them.
pub fn columns_sent_to(mapping: &Mapping) -> BTreeSet<ColumnIndex> {
    let told: Vec<(&ColumnMapping, &Attribute, Whose)> = mapping
        .columns
        .iter()
        .filter_map(|column| {
            let target = column.target.as_ref()?;
            Some((column, &target.attribute, whose(&fold(&column.header))))
        })
        .collect();
    let has = |is_one: fn(&Attribute) -> bool, is_theirs: &dyn Fn(Whose) -> bool| {
        told.iter()
            .any(|(_, attribute, whose)| is_one(attribute) && is_theirs(*whose))
    };
    let is_email: fn(&Attribute) -> bool = |attribute| *attribute == Attribute::Email;
    let is_message = has(is_email, &|whose| whose == Whose::Recipient)
        && !has(is_email, &|whose| whose != Whose::Recipient);
    let is_another = |whose: Whose| match whose {
        Whose::Own => false,
        Whose::SentTo => true,
        Whose::Recipient => !is_message,
    };
    if !has(is_name, &is_another) || !has(is_name, &|whose| !is_another(whose)) {
        return BTreeSet::new();
    }
    told.iter()
        .filter(|(_, _, whose)| is_another(*whose))
        .map(|(column, _, _)| column.column)
        .collect()
}

fn is_name(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::FullName | Attribute::GivenName | Attribute::FamilyName
    )
}

fn whose(header: &Folded) -> Whose {
    let words = &header.words;
    let is_shipping = |name: &str| WORDS.qualifier(name) == Some(Qualifier::Shipping);
    // "Liefername" is taken apart where its words are guessed at.
    let is_guessed =
        || guess(header).is_some_and(|guess| guess.qualifiers.contains(&Qualifier::Shipping));
    if words.iter().any(|word| is_shipping(word))
        || words.windows(2).any(|pair| is_shipping(&pair.concat()))
        || is_guessed()
    {
        Whose::SentTo
    } else if words.iter().any(|word| RECIPIENTS.contains(&word.as_str())) {
        Whose::Recipient
    } else {
        Whose::Own
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, ColumnIndex, Mapping};

    use super::columns_sent_to;
    use crate::{TableSketch, suggest};

    fn mapping(headers: &[&str]) -> Mapping {
        let headers: Vec<String> = headers.iter().map(|one| (*one).to_owned()).collect();
        let sketch = TableSketch {
            file: "orders.csv",
            sheet: None,
            headers: &headers,
            rows: &[],
        };
        suggest(&sketch).mapping
    }

    fn sent_to(headers: &[&str]) -> Vec<ColumnIndex> {
        columns_sent_to(&mapping(headers)).into_iter().collect()
    }

    #[test]
    fn a_parcel_goes_to_the_one_it_is_addressed_to() {
        for (headers, expected) in [
            (
                &[
                    "order_no",
                    "email",
                    "billing_name",
                    "billing_street",
                    "billing_zip",
                    "shipping_name",
                    "shipping_street",
                    "shipping_zip",
                ][..],
                &[5, 6, 7][..],
            ),
            // The only address of a table is where its parcels go.
            (
                &["email", "name", "shipping_name", "shipping_city"],
                &[2, 3],
            ),
            // Written before the buyer's.
            (
                &["email", "shipping_name", "shipping_city", "billing_name"],
                &[1, 2],
            ),
        ] {
            assert_eq!(sent_to(headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn without_two_names_nobody_else_is_told_of() {
        for headers in [
            &["email", "name", "shipping_street", "shipping_zip"][..],
            &["order_no", "email", "shipping_name", "shipping_zip"],
            &["email", "first_name", "last_name", "city"],
        ] {
            assert_eq!(sent_to(headers), Vec::<ColumnIndex>::new(), "{headers:?}");
        }
    }

    #[test]
    fn whom_a_message_goes_to_is_whom_its_row_is_about() {
        let named = |headers: &[(&str, Attribute)]| {
            let names: Vec<&str> = headers.iter().map(|(header, _)| *header).collect();
            let mut mapping = mapping(&names);
            for (column, (_, attribute)) in mapping.columns.iter_mut().zip(headers) {
                column.target = Some(attribute.clone().into());
            }
            columns_sent_to(&mapping)
        };
        let message = [
            ("Sender name", Attribute::FullName),
            ("Recipient name", Attribute::FullName),
            ("Recipient email", Attribute::Email),
        ];
        assert!(named(&message).is_empty());
        let gift = [
            ("Buyer name", Attribute::FullName),
            ("Buyer email", Attribute::Email),
            ("Recipient name", Attribute::FullName),
            ("Recipient email", Attribute::Email),
        ];
        assert_eq!(named(&gift).into_iter().collect::<Vec<_>>(), [2, 3]);
    }
}
