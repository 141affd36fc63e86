//! Numbers whose leading zero a spreadsheet has dropped: "16045389583" in Germany is 0160 45389583.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

use super::{checked, e164, parse};
use crate::Standardised;

/// The number, where its country writes it with a zero in front that is not there. Figures alone:
/// who writes blanks or dashes has left the zero out on purpose.
pub(super) fn restored(text: &str, digits: &str, region: Region) -> Option<Standardised> {
    if text != digits || digits.starts_with('0') {
        return None;
    }
    let dialled = format!("0{digits}");
    let number = parse(&dialled, Some(region))?;
    let national = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::National);
    let is_written_so = national
        .chars()
        .filter(char::is_ascii_digit)
        .eq(dialled.chars());
    if !is_written_so || !PHONE_NUMBER_UTIL.is_valid_number(&number) {
        return None;
    }
    let mut outcome = checked(e164(&number)?);
    if outcome.is_valid() {
        outcome.rule = "phone.zero_restored";
    }
    Some(outcome)
}
