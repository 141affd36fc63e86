//! From a platform's own number to the agreed one, step by step.

/// A step from one number to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is about.
    pub label: String,
    /// How much it adds; what it takes away is negative.
    pub delta: f64,
    /// Whether it is counted; else it is what remains, and cannot be known from the files.
    pub is_known: bool,
}

/// A number, the steps away from it, and where they lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridge {
    /// What the source itself says.
    pub from: f64,
    /// The steps; they add up.
    pub steps: Vec<Step>,
    /// The agreed number.
    pub to: f64,
}

impl Bridge {
    /// Steps that are counted; whatever they leave of the way is a last step that is not known.
    /// Steps of nothing are left out.
    pub fn build(from: f64, counted: &[(&str, f64)], to: f64, rest: &str) -> Self {
        let mut steps: Vec<Step> = counted
            .iter()
            .filter(|(_, delta)| *delta != 0.0)
            .map(|(label, delta)| Step {
                label: (*label).to_owned(),
                delta: *delta,
                is_known: true,
            })
            .collect();
        let reached: f64 = from + steps.iter().map(|step| step.delta).sum::<f64>();
        // Sums of money are told to the cent; less than that is how numbers are kept.
        let left = ((to - reached) * 100.0).round() / 100.0;
        if left != 0.0 {
            steps.push(Step {
                label: rest.to_owned(),
                delta: left,
                is_known: false,
            });
        }
        Self { from, steps, to }
    }
}

#[cfg(test)]
mod tests {
    use super::Bridge;

    #[test]
    fn counted_steps_lead_all_the_way() {
        let bridge = Bridge::build(
            817.0,
            &[("Cancelled", -27.0), ("Tests", -5.0), ("Doubles", 0.0)],
            785.0,
            "Rest",
        );
        assert_eq!(bridge.steps.len(), 2);
        assert!(bridge.steps.iter().all(|step| step.is_known));
    }

    #[test]
    fn what_is_left_is_told_as_not_known() {
        let bridge = Bridge::build(338.6, &[], 785.0, "Cannot be known");
        assert_eq!(bridge.steps.len(), 1);
        assert!(!bridge.steps[0].is_known);
        assert!((bridge.steps[0].delta - 446.4).abs() < 1e-9);
    }
}
