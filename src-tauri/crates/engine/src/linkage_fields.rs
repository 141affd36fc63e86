//! Which field of the linkage engine an attribute fills.
//!
//! The linkage engine knows fields and values, not tables or columns.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use foldhash::{HashMap, HashSet};
use rollcall_delivery::sha256_hex;
use rollcall_linkage::{FieldKind, FieldSpec, RecordValues};
use rollcall_model::{Attribute, SourceId, StandardValue, TableRole, ValueState};
use rollcall_standardise::gender;
use rollcall_store::{StandardRecord, Store};

use crate::linkage_records::LinkedTable;
use crate::named_accounts::{Ids, NamedAccounts};
use crate::sent_on::is_sent_on;
use crate::telling_columns::TellingColumns;
use crate::{EngineError, records};

/// More unknown columns than this are not compared.
const MOST_CUSTOM_FIELDS: usize = 12;

/// Which field of the set an attribute fills.
pub(crate) struct Fields {
    pub(crate) specs: Vec<FieldSpec>,
    /// The attribute of each field.
    pub(crate) attributes: Vec<Attribute>,
    by_attribute: BTreeMap<Attribute, usize>,
    accounts: BTreeMap<Ids, usize>,
    /// The field of addresses, where hashes of addresses are to be read as addresses.
    email: Option<usize>,
    /// Addresses behind hashes, where the project holds the address too.
    addresses: HashMap<String, String>,
}

impl Fields {
    /// The fields the tables can fill, where some name the accounts of others and some have more that tells people apart.
    pub(crate) fn of(
        tables: &[LinkedTable],
        named: &NamedAccounts,
        telling: &TellingColumns,
    ) -> Self {
        let mut fields = Self {
            specs: Vec::new(),
            attributes: Vec::new(),
            by_attribute: BTreeMap::new(),
            accounts: BTreeMap::new(),
            email: None,
            addresses: HashMap::default(),
        };
        let has =
            |attribute: &Attribute| tables.iter().any(|table| table.mapped.contains(attribute));
        for (attribute, kind) in comparable() {
            let is_told = match attribute {
                // An id of another system ties people together only where two sources give it.
                Attribute::ExternalId => sources_with_external_ids(tables) > 1,
                Attribute::Gender => has(&attribute) || has(&Attribute::Title),
                _ => has(&attribute) || is_made_from_others(&attribute),
            };
            if is_told {
                fields.add(attribute, kind);
            }
        }
        if has(&Attribute::HashedEmail) {
            fields.add(
                Attribute::HashedEmail,
                FieldKind::Identifier {
                    personal: true,
                    exclusive: false,
                },
            );
            if has(&Attribute::Email) {
                fields.email = fields.by_attribute.get(&Attribute::Email).copied();
            }
        }
        fields.add_accounts(tables, named);
        fields.add_custom(tables, telling);
        fields
    }

    fn add(&mut self, attribute: Attribute, kind: FieldKind) -> usize {
        let field = self.specs.len();
        self.specs.push(FieldSpec {
            name: attribute.label(),
            kind,
        });
        self.by_attribute.insert(attribute.clone(), field);
        self.attributes.push(attribute);
        field
    }

    /// Where one table of a source names accounts of another (the customer id on an order), both
    /// are compared in a field of that source's own; where another source names them too, in one
    /// with that.
    fn add_accounts(&mut self, tables: &[LinkedTable], named: &NamedAccounts) {
        let mut of_group: BTreeMap<usize, usize> = BTreeMap::new();
        for table in tables {
            for attribute in [
                Attribute::AccountId,
                Attribute::RecordKey,
                Attribute::ExternalId,
            ] {
                let Some(ids) = Ids::of(table, &attribute) else {
                    continue;
                };
                let group = named.group(ids);
                let is_compared = group.is_some() || attribute == Attribute::AccountId;
                if !is_compared
                    || !table.mapped.contains(&attribute)
                    || self.accounts.contains_key(&ids)
                {
                    continue;
                }
                let field = match group.and_then(|group| of_group.get(&group)) {
                    Some(field) => *field,
                    None => self.add_account(),
                };
                self.accounts.insert(ids, field);
                of_group.extend(group.map(|group| (group, field)));
            }
        }
    }

    fn add_account(&mut self) -> usize {
        let field = self.specs.len();
        self.specs.push(FieldSpec {
            name: Attribute::AccountId.label(),
            kind: FieldKind::Identifier {
                personal: true,
                exclusive: false,
            },
        });
        self.attributes.push(Attribute::AccountId);
        field
    }

    /// Columns nobody could place are compared where a table has nothing better, and where their values tell people
    /// apart.
    fn add_custom(&mut self, tables: &[LinkedTable], telling: &TellingColumns) {
        let mut names: Vec<Attribute> = tables
            .iter()
            .filter(|table| table.role != TableRole::Events && !names_a_person(&table.mapped))
            .flat_map(|table| {
                table
                    .mapped
                    .iter()
                    .filter(|attribute| matches!(attribute, Attribute::Custom(_)))
                    .cloned()
            })
            .chain(telling.attributes().iter().cloned())
            .collect();
        names.sort();
        names.dedup();
        for attribute in names.into_iter().take(MOST_CUSTOM_FIELDS) {
            self.add(attribute, FieldKind::Text);
        }
    }

    /// Learns which address stands behind each hash. A hash is compared as its address where the
    /// project holds that address; counted beside it, it would be the same evidence twice.
    pub(crate) fn learn_addresses(
        &mut self,
        store: &Store,
        tables: &[LinkedTable],
    ) -> Result<(), EngineError> {
        if self.email.is_none() {
            return Ok(());
        }
        let mut wanted: HashSet<String> = HashSet::default();
        for table in tables
            .iter()
            .filter(|table| table.mapped.contains(&Attribute::HashedEmail))
        {
            store.visit_standard::<EngineError>(&table.load, |record| {
                wanted.extend(
                    records::valid(&record.values, &Attribute::HashedEmail).map(str::to_owned),
                );
                Ok(ControlFlow::Continue(()))
            })?;
        }
        for table in tables
            .iter()
            .filter(|table| table.mapped.contains(&Attribute::Email))
        {
            store.visit_standard::<EngineError>(&table.load, |record| {
                for email in records::valid(&record.values, &Attribute::Email) {
                    let hash = sha256_hex(email);
                    if wanted.contains(&hash) {
                        self.addresses.insert(hash, email.to_owned());
                    }
                }
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(())
    }

    /// As [`Fields::learn_addresses`], from a few records that are looked at on their own.
    pub(crate) fn learn_addresses_of(&mut self, records: &[StandardRecord]) {
        if self.email.is_none() {
            return;
        }
        let emails = records
            .iter()
            .flat_map(|record| records::valid(&record.values, &Attribute::Email));
        self.addresses
            .extend(emails.map(|email| (sha256_hex(email), email.to_owned())));
    }

    /// Whether a row points to a person by an id that another source knows people by, or by a field of the project's
    /// own by which people are compared.
    pub(crate) fn names_somebody(&self, table: &LinkedTable, values: &[StandardValue]) -> bool {
        let names_account = self.accounts.contains_key(&Ids::Others(table.load.table))
            && records::first(values, &Attribute::ExternalId).is_some();
        let is_compared = |value: &StandardValue| {
            let attribute = &value.target.attribute;
            value.state == ValueState::Valid
                && matches!(attribute, Attribute::Custom(_))
                && self.by_attribute.contains_key(attribute)
        };
        // A list that names its people says by their names whether a row is about somebody.
        names_account || !names_a_person(&table.mapped) && values.iter().any(is_compared)
    }

    /// What the rows of one node have in common, where rows that say the same are one node.
    pub(crate) fn mark(&self, table: &LinkedTable, values: &[(usize, &str)]) -> Option<[u8; 16]> {
        let folds = matches!(table.role, TableRole::Events | TableRole::Consents);
        (folds && identified(self, values)).then(|| fingerprint(values))
    }

    /// The values of one record as the linkage engine compares them, for an explanation.
    pub(crate) fn record_values(
        &self,
        table: &LinkedTable,
        values: &[StandardValue],
    ) -> RecordValues {
        RecordValues {
            values: self
                .values(table, values)
                .into_iter()
                .map(|(field, value)| (field, value.to_owned()))
                .collect(),
            source: Some(table.list),
        }
    }

    /// Field and value of everything a record says of its person that can be compared; where its purchase goes to
    /// somebody else, nothing that is said of them.
    pub(crate) fn values<'a>(
        &'a self,
        table: &LinkedTable,
        values: &'a [StandardValue],
    ) -> Vec<(usize, &'a str)> {
        let account =
            |attribute: &Attribute| self.accounts.get(&Ids::of(table, attribute)?).copied();
        let is_sent_on = is_sent_on(&table.sent_to, values);
        let is_own = |value: &StandardValue| {
            let column = value.column;
            !is_sent_on || column.is_none_or(|column| !table.sent_to.contains(&column))
        };
        let told = records::valid(values, &Attribute::Gender).next();
        let addressed = self.by_attribute.get(&Attribute::Gender);
        let addressed = addressed.filter(|_| told.is_none());
        values
            .iter()
            .filter(|value| is_told(value) && is_own(value))
            .filter_map(|value| {
                let attribute = &value.target.attribute;
                if let (Attribute::HashedEmail, Some(field)) = (attribute, self.email)
                    && let Some(address) = self.addresses.get(&value.value)
                {
                    return Some((field, address.as_str()));
                }
                // Where nothing tells the gender, the form of address does.
                if *attribute == Attribute::Title {
                    return Some((*addressed?, gender::of_title(&value.value)?));
                }
                let field = match attribute {
                    Attribute::AccountId | Attribute::RecordKey => account(attribute)?,
                    Attribute::ExternalId => match account(attribute) {
                        Some(field) => field,
                        // On an event it may as well name the event (an order, a payment).
                        None if table.role != TableRole::Customers => return None,
                        None => *self.by_attribute.get(attribute)?,
                    },
                    other => *self.by_attribute.get(other)?,
                };
                Some((field, value.value.as_str()))
            })
            .collect()
    }
}

fn comparable() -> Vec<(Attribute, FieldKind)> {
    let personal = FieldKind::Identifier {
        personal: true,
        exclusive: false,
    };
    vec![
        (Attribute::GivenName, FieldKind::GivenName),
        (Attribute::MiddleName, FieldKind::MiddleName),
        (Attribute::FamilyName, FieldKind::FamilyName),
        (Attribute::FormerName, FieldKind::FormerName),
        (Attribute::NameSuffix, FieldKind::NameSuffix),
        (Attribute::Nickname, FieldKind::Nickname),
        (Attribute::BirthDate, FieldKind::BirthDate),
        (Attribute::Gender, FieldKind::Gender),
        (Attribute::Email, FieldKind::Email),
        (Attribute::Phone, FieldKind::Phone),
        (Attribute::Street, FieldKind::Street),
        (Attribute::Unit, FieldKind::Unit),
        (Attribute::City, FieldKind::City),
        (Attribute::Region, FieldKind::Region),
        (Attribute::Postcode, FieldKind::Postcode),
        (Attribute::Country, FieldKind::Country),
        (Attribute::Organisation, FieldKind::Organisation),
        (Attribute::LoyaltyCard, personal),
        (
            Attribute::NationalId,
            FieldKind::Identifier {
                personal: true,
                exclusive: true,
            },
        ),
        (Attribute::ExternalId, personal),
        (
            Attribute::DeviceId,
            FieldKind::Identifier {
                personal: false,
                exclusive: false,
            },
        ),
        (
            Attribute::CookieId,
            FieldKind::Identifier {
                personal: false,
                exclusive: false,
            },
        ),
        (Attribute::PaymentCard, personal),
        (Attribute::SocialHandle, personal),
    ]
}

/// Whether a value says something of its person: a usable one does, and what can be right of a birth date that cannot be.
fn is_told(value: &StandardValue) -> bool {
    let is_birth = value.target.attribute == Attribute::BirthDate;
    value.state == ValueState::Valid
        || value.state == ValueState::Invalid && is_birth && !value.value.is_empty()
}

/// As what values of an attribute are compared; nothing where they are not, or as words alone.
pub(crate) fn kind_of(attribute: &Attribute) -> Option<FieldKind> {
    if matches!(attribute, Attribute::AccountId | Attribute::HashedEmail) {
        return Some(FieldKind::Identifier {
            personal: true,
            exclusive: false,
        });
    }
    let mut known = comparable().into_iter();
    let found = known.find(|(known, _)| known == attribute);
    found.map(|(_, kind)| kind)
}

/// How many sources give their customers an id of another system.
fn sources_with_external_ids(tables: &[LinkedTable]) -> usize {
    let mut sources: Vec<SourceId> = tables
        .iter()
        .filter(|table| {
            table.role == TableRole::Customers && table.mapped.contains(&Attribute::ExternalId)
        })
        .map(|table| table.load.source)
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len()
}

/// Attributes that standardising makes out of others (a full name, a full address, birth parts).
fn is_made_from_others(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::GivenName
            | Attribute::MiddleName
            | Attribute::FamilyName
            | Attribute::NameSuffix
            | Attribute::BirthDate
            | Attribute::Street
            | Attribute::Unit
            | Attribute::City
            | Attribute::Postcode
            | Attribute::Country
            | Attribute::Organisation
    )
}

/// Whether a table says who its rows are about, so that its unknown columns need not. Half a name
/// does not.
fn names_a_person(mapped: &[Attribute]) -> bool {
    let has = |attribute: &Attribute| mapped.contains(attribute);
    has(&Attribute::FullName)
        || has(&Attribute::GivenName) && has(&Attribute::FamilyName)
        || has(&Attribute::Email)
        || has(&Attribute::Phone)
}

/// Whether something among the values points to one person, so that equal rows are one person's.
fn identified(fields: &Fields, values: &[(usize, &str)]) -> bool {
    values.iter().any(|(field, _)| {
        matches!(
            fields.specs[*field].kind,
            FieldKind::Email | FieldKind::Phone | FieldKind::Identifier { .. }
        )
    })
}

fn fingerprint(values: &[(usize, &str)]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for (field, value) in values {
        hasher.update(&field.to_le_bytes());
        hasher.update(value.as_bytes());
        hasher.update(&[0]);
    }
    let mut short = [0; 16];
    short.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    short
}
