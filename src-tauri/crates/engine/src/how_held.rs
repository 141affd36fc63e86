//! In how many people a value stands, told beside it: a telephone of six, a name of nine hundred.

use std::sync::Arc;

use rollcall_linkage::{FieldKind, HowCommon};
use rollcall_model::{Attribute, RunId, StandardValue, ValueState};
use rollcall_store::Store;

use crate::linkage_fields::kind_of;
use crate::pair_lines::is_id_of_a_system;
use crate::view::HeldValue;
use crate::{Engine, EngineError};

/// Whom a run found behind values.
pub(crate) struct HowHeld<'a> {
    store: &'a Store,
    run: RunId,
    /// Names and addresses; an erasure takes away how common they are.
    common: Arc<Option<HowCommon>>,
}

impl Engine {
    /// Whom a run found behind values. How common names are is read once and kept: it is as long as there are people.
    pub(crate) fn how_held<'a>(
        &self,
        store: &'a Store,
        run: RunId,
    ) -> Result<HowHeld<'a>, EngineError> {
        let is_kept = store.has_model(run)?;
        let common = self.common.of(store, format!("{} {is_kept}", run.0), |_| {
            if !is_kept {
                return Ok(None);
            }
            // A model of another form of this program tells nothing here, and hinders nobody.
            Ok(serde_json::from_str(&store.model(run)?).ok())
        })?;
        Ok(HowHeld { store, run, common })
    }
}

impl HowHeld<'_> {
    /// Whether it is known how common names and addresses are.
    pub(crate) fn knows_names(&self) -> bool {
        self.common.is_some()
    }

    /// How many hold what some records say of one attribute, each value once; nothing of what one alone holds.
    pub(crate) fn of_attribute(
        &self,
        attribute: &Attribute,
        records: &[&[StandardValue]],
    ) -> Result<Vec<HeldValue>, EngineError> {
        let mut seen: Vec<&str> = Vec::new();
        let mut held = Vec::new();
        for &record in records {
            let is_meant = |value: &&StandardValue| {
                value.state == ValueState::Valid && value.target.attribute == *attribute
            };
            for value in record.iter().filter(is_meant) {
                if seen.contains(&value.value.as_str()) {
                    continue;
                }
                seen.push(&value.value);
                held.extend(self.of_value(value, record)?);
            }
        }
        Ok(held)
    }

    fn of_value(
        &self,
        value: &StandardValue,
        beside: &[StandardValue],
    ) -> Result<Option<HeldValue>, EngineError> {
        let attribute = &value.target.attribute;
        let Some(kind) = kind_of(attribute).filter(|_| !is_id_of_a_system(attribute)) else {
            return Ok(None);
        };
        match kind {
            FieldKind::GivenName | FieldKind::FamilyName => {
                let counted = |common: &HowCommon| common.named(kind, &value.value);
                Ok(self.about(value, counted))
            }
            FieldKind::Street => {
                let parts = address_of(value, beside);
                Ok(self.about(value, |common| common.at_address(&parts)))
            }
            FieldKind::Email | FieldKind::Phone | FieldKind::Identifier { .. } => {
                self.one_by_one(value, kind)
            }
            _ => Ok(None),
        }
    }

    /// What is counted among all people, while they were found.
    fn about(
        &self,
        value: &StandardValue,
        counted: impl Fn(&HowCommon) -> Option<u32>,
    ) -> Option<HeldValue> {
        let common = (*self.common).as_ref()?;
        let people = counted(common).filter(|people| *people > 1)?;
        Some(HeldValue {
            value: value.value.clone(),
            people: u64::from(people),
            records: None,
            of: Some(common.people().round() as u64),
        })
    }

    /// What points to somebody: a run keeps each such value that several people hold.
    fn one_by_one(
        &self,
        value: &StandardValue,
        kind: FieldKind,
    ) -> Result<Option<HeldValue>, EngineError> {
        let code = value.target.attribute.code();
        let compared = rollcall_linkage::compared_as(kind, &value.value);
        let standing = self.store.standing(self.run, &code, &compared)?;
        Ok(standing
            .filter(|standing| standing.people > 1)
            .map(|standing| HeldValue {
                value: value.value.clone(),
                people: standing.people,
                records: Some(standing.records),
                of: None,
            }))
    }
}

/// A street and what stands beside it in its group.
fn address_of<'a>(
    street: &'a StandardValue,
    beside: &'a [StandardValue],
) -> Vec<(FieldKind, &'a str)> {
    let parts = beside
        .iter()
        .filter(|part| part.state == ValueState::Valid && part.target.group == street.target.group);
    let placed = parts.filter_map(|part| {
        let kind = match part.target.attribute {
            Attribute::City => FieldKind::City,
            Attribute::Postcode => FieldKind::Postcode,
            _ => return None,
        };
        Some((kind, part.value.as_str()))
    });
    std::iter::once((FieldKind::Street, street.value.as_str()))
        .chain(placed)
        .collect()
}
