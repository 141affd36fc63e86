//! What a measurement must not go beyond, and whether it did.

use std::fmt::Write;

/// A number that was measured, with the bound it is held against.
pub(crate) struct Bound {
    pub(crate) what: String,
    /// Nothing where what it needs was not measured.
    pub(crate) measured: Option<f64>,
    pub(crate) limit: Limit,
}

/// Which side of a number is the good one.
#[derive(Clone, Copy)]
pub(crate) enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

impl Bound {
    /// Whether it holds; nothing where it was not measured.
    pub(crate) fn holds(&self) -> Option<bool> {
        self.measured.map(|measured| match self.limit {
            Limit::AtMost(most) => measured <= most,
            Limit::AtLeast(least) => measured >= least,
        })
    }
}

/// The bounds as a table in Markdown.
pub(crate) fn markdown(bounds: &[Bound]) -> String {
    let mut text = String::from("| bound | wanted | measured | holds |\n|---|---:|---:|---|\n");
    for bound in bounds {
        let wanted = match bound.limit {
            Limit::AtMost(most) => format!("at most {most}"),
            Limit::AtLeast(least) => format!("at least {least}"),
        };
        let measured = bound
            .measured
            .map_or_else(|| "–".into(), |measured| format!("{measured:.2}"));
        let holds = match bound.holds() {
            None => "not measured",
            Some(true) => "yes",
            Some(false) => "NO",
        };
        let what = &bound.what;
        // Writing to a text cannot fail.
        let _ = writeln!(text, "| {what} | {wanted} | {measured} | {holds} |");
    }
    text
}

/// That all hold that were measured.
///
/// # Errors
/// A sentence that names those that were missed.
pub(crate) fn held(bounds: &[Bound]) -> Result<(), String> {
    let missed = bounds.iter().filter(|bound| bound.holds() == Some(false));
    let missed: Vec<&str> = missed.map(|bound| bound.what.as_str()).collect();
    if missed.is_empty() {
        return Ok(());
    }
    Err(format!("A bound was missed: {}.", missed.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::{Bound, Limit, held, markdown};

    fn bound(measured: Option<f64>, limit: Limit) -> Bound {
        Bound {
            what: "a load".into(),
            measured,
            limit,
        }
    }

    #[test]
    fn what_goes_beyond_is_told_and_fails() {
        let good = [
            bound(Some(1.0), Limit::AtMost(1.0)),
            bound(Some(5.0), Limit::AtLeast(5.0)),
            bound(None, Limit::AtLeast(5.0)),
        ];
        assert_eq!(held(&good), Ok(()));
        let text = markdown(&good);
        assert!(text.contains("| a load | at most 1 | 1.00 | yes |"));
        assert!(text.contains("| a load | at least 5 | – | not measured |"));
        for missed in [
            bound(Some(1.01), Limit::AtMost(1.0)),
            bound(Some(4.9), Limit::AtLeast(5.0)),
        ] {
            assert!(markdown(std::slice::from_ref(&missed)).contains("| NO |"));
            assert!(held(&[missed]).unwrap_err().contains("a load"));
        }
    }
}
