//! What somebody is asked: a value that no rule chooses stays open until a person does.

use crate::rules::ASK;
use crate::{Conflict, GoldenRecord, OVERRIDE, Rules, Survivorship};

impl GoldenRecord {
    /// Under [`Survivorship::Ask`], takes out the value of every disagreement that nobody has settled by hand: the
    /// disagreement stays and has no winner. `is_asked` leaves out what nobody is to be asked about.
    pub fn leave_open(&mut self, rules: &Rules, is_asked: impl Fn(&Conflict) -> bool) {
        let Self {
            values, conflicts, ..
        } = self;
        for conflict in conflicts {
            let asks = rules.rule_for(&conflict.attribute) == Survivorship::Ask
                && Survivorship::Ask.fits(&conflict.attribute);
            if asks && conflict.rule != OVERRIDE && is_asked(conflict) {
                values.retain(|value| value.attribute != conflict.attribute);
                conflict.winner.clear();
                ASK.clone_into(&mut conflict.rule);
            }
        }
    }
}
