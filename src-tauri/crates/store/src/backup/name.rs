//! What the backups of a project are called: after the last change they hold, the revision, and of what kind they are.

/// Behind the name of a backup.
const ENDING: &str = ".rollcall";
/// In the name of what was put aside when another backup took its place.
const BEFORE_RESTORE: &str = "-before-restore";
/// Characters of the moment a name begins with: `2026-11-22T101500Z`.
const STAMP: usize = 18;

/// What a backup is called.
pub(crate) fn name_of(at: &str, number: u64, is_before_restore: bool) -> String {
    let at = stamp(at).unwrap_or_else(|| "1970-01-01T000000Z".to_owned());
    let kind = if is_before_restore {
        BEFORE_RESTORE
    } else {
        ""
    };
    format!("{at}-{number}{kind}{ENDING}")
}

/// The moment, the number and the kind a name tells.
pub(crate) fn read_name(name: &str) -> Option<(String, u64, bool)> {
    let (at, rest) = name.strip_suffix(ENDING)?.split_at_checked(STAMP)?;
    let rest = rest.strip_prefix('-')?;
    let (number, is_before_restore) = match rest.strip_suffix(BEFORE_RESTORE) {
        Some(number) => (number, true),
        None => (rest, false),
    };
    let number = number.parse().ok()?;
    is_stamp(at).then(|| {
        let moment = format!(
            "{}T{}:{}:{}Z",
            &at[..10],
            &at[11..13],
            &at[13..15],
            &at[15..17]
        );
        (moment, number, is_before_restore)
    })
}

/// A moment as a name begins with it: a colon may not stand in every name.
pub(super) fn stamp(at: &str) -> Option<String> {
    let at = at.replace(':', "");
    is_stamp(&at).then_some(at)
}

fn is_stamp(text: &str) -> bool {
    text.len() == STAMP
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            10 => byte == b'T',
            17 => byte == b'Z',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::{name_of, read_name, stamp};

    #[test]
    fn a_name_tells_when_and_of_what_kind_and_nothing_else_is_ours() {
        let at = stamp("2026-11-22T10:15:00Z").expect("a moment");
        assert_eq!(at, "2026-11-22T101500Z");
        let told = Some(("2026-11-22T10:15:00Z".to_owned(), 57, false));
        assert_eq!(read_name(&format!("{at}-57.rollcall")), told);
        let told = Some(("2026-11-22T10:15:00Z".to_owned(), 2, true));
        assert_eq!(read_name(&format!("{at}-2-before-restore.rollcall")), told);
        assert_eq!(
            name_of("2026-11-22T10:15:00Z", 57, false),
            format!("{at}-57.rollcall")
        );
        for other in [
            "shop.rollcall",
            "2026-11-22T101500Z.rollcall",
            "2026-11-22T101500Z-.rollcall",
            "2026-11-22T1015é0Z-1.rollcall",
            "2026-11-22 101500Z-1.rollcall",
            "2026-11-22T101500Z-1.csv",
            "",
        ] {
            assert_eq!(read_name(other), None, "{other}");
        }
        assert_eq!(stamp("yesterday"), None);
    }
}
