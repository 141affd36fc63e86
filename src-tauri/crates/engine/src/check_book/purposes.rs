//! What people say campaigns are for: whether a message wants somebody to buy is not always told by its name.

use std::collections::BTreeMap;

use rollcall_store::{DecisionTable, Store};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Counted, suppression};
use crate::view::{CheckBook, Nothing, SetCampaign};
use crate::{Engine, EngineError};

/// Under this name the project keeps what campaigns are for.
pub(crate) const CAMPAIGNS: &str = "campaigns";
const PRESSURE: &str = "pressure";

/// By the name of the campaign.
pub(super) type Purposes = BTreeMap<String, Purpose>;

/// What a campaign is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Purpose {
    /// People shall come back and buy, or buy for the first time.
    WinbackOrAcquisition,
    /// Anything else.
    Other,
}

impl Purpose {
    const ALL: [Self; 2] = [Self::WinbackOrAcquisition, Self::Other];

    /// How it is written.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::WinbackOrAcquisition => "winback_or_acquisition",
            Self::Other => "other",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl Engine {
    /// Says whether a campaign is a winback or acquisition message, or leaves it to its name.
    ///
    /// # Errors
    /// When no message of such a campaign is loaded, or the purpose is none.
    pub fn set_campaign(&self, request: SetCampaign) -> Result<CheckBook, EngineError> {
        let store = self.store_for_change()?;
        let mut all = purposes(&store)?;
        let campaign = request.campaign.trim();
        let run = store.current_run()?.map(|run| run.run);
        let checks = self.checks.of(&store, run)?;
        let views = checks.iter().filter_map(|one| one.campaigns.as_ref());
        let mut loaded = views.flat_map(|view| &view.campaigns);
        let is_loaded = loaded.any(|one| one.campaign == campaign);
        if !is_loaded && !all.contains_key(campaign) {
            return Err(EngineError::invalid(format!(
                "No message of a campaign called “{campaign}” is loaded. Write its name as the check “Suppression accuracy” does."
            )));
        }
        let told = match request.purpose.trim() {
            "" => {
                all.remove(campaign);
                format!("What “{campaign}” is for is left to its name")
            }
            code => {
                let known: Vec<&str> = Purpose::ALL.iter().map(|one| one.code()).collect();
                let purpose = Purpose::parse(code)
                    .ok_or_else(|| EngineError::unknown("purpose", code, &known))?;
                all.insert(campaign.to_owned(), purpose);
                match purpose {
                    Purpose::WinbackOrAcquisition => {
                        format!("“{campaign}” is a winback or acquisition message")
                    }
                    Purpose::Other => {
                        format!("“{campaign}” is no winback or acquisition message")
                    }
                }
            }
        };
        let text = serde_json::to_string(&all)?;
        let row = (!all.is_empty()).then(|| json!({ "name": CAMPAIGNS, "value": text }));
        let asked = json!({ "campaign": campaign, "purpose": request.purpose.trim() });
        self.commit(&store, "set_campaign", told, asked, |edits| {
            let row = row.as_ref().and_then(|row| row.as_object().cloned());
            edits.set(DecisionTable::Setting, &[json!(CAMPAIGNS)], row)
        })?;
        self.tell_changed(&["project", "governance", "history"]);
        drop(store);
        self.check_book(Nothing {})
    }
}

/// Whether a text says what campaigns are for.
pub(crate) fn is_purposes(text: &str) -> bool {
    serde_json::from_str::<Purposes>(text).is_ok()
}

pub(super) fn purposes(store: &Store) -> Result<Purposes, EngineError> {
    Ok(match store.setting(CAMPAIGNS)? {
        Some(kept) => serde_json::from_str(&kept)?,
        None => Purposes::default(),
    })
}

/// Tells purposes from others, as part of a fingerprint.
pub(super) fn fingerprint(said: &Purposes) -> String {
    let told = said
        .iter()
        .map(|(campaign, purpose)| format!("{campaign:?} {}", purpose.code()));
    told.collect::<Vec<_>>().join("\n")
}

/// Says of the checks that ask for it what came of them, by what the campaigns are for.
pub(super) fn judge(checks: &mut [Counted], said: &Purposes) {
    let judged = checks
        .iter_mut()
        .find_map(|one| suppression::judge(one, said));
    let pressure = checks.iter_mut().find(|one| &*one.code == PRESSURE);
    if let Some(((ratio, days), pressure)) = judged.zip(pressure) {
        pressure
            .pictures
            .push(suppression::after_buying(ratio, days));
    }
}
