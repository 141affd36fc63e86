//! How systems exchange data today: the connection map and what there is to keep up.

mod consents;

use rollcall_governance::{Link, LinkMeans, count_links};
use rollcall_model::SourceId;
use rollcall_store::{Store, StoredConnection};
use serde_json::json;

use crate::inventory::Marks;
use crate::view::{
    ConnectionNumber, ConnectionView, Connections, FactorChoice, Nothing, SetConnection,
};
use crate::{Engine, EngineError};
use consents::{CARRIED, Contradicting, NOT_CARRIED};

const TWO_WAY: &str = "two_way";
const TOUCHED: &[&str] = &["project", "governance", "history"];

impl Engine {
    /// The connections, and how many links, two-way links and links without an owner they make.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn connections(&self, _: Nothing) -> Result<Connections, EngineError> {
        read(&*self.store()?)
    }

    /// Notes a connection.
    ///
    /// # Errors
    /// When a source, the means or the connection is not known, or it goes from a source to itself.
    pub fn set_connection(&self, request: SetConnection) -> Result<Connections, EngineError> {
        let store = self.store_for_change()?;
        let marks = Marks::read(&store)?;
        let name = |number: i64| match marks.of(SourceId(number)).name {
            name if name.is_empty() => Err(EngineError::NotFound {
                what: "source",
                name: number.to_string(),
            }),
            name => Ok(name),
        };
        let (from, to) = (name(request.from)?, name(request.to)?);
        if request.from == request.to {
            return Err(EngineError::invalid("A connection has two ends."));
        }
        let means = LinkMeans::parse(&request.how).ok_or_else(|| EngineError::NotFound {
            what: "means of connection",
            name: request.how.clone(),
        })?;
        if !["", CARRIED, NOT_CARRIED].contains(&request.consent.as_str()) {
            return Err(EngineError::NotFound {
                what: "answer about consents",
                name: request.consent,
            });
        }
        if let Some(number) = request.connection {
            find(&store, number)?;
        }
        let row = StoredConnection {
            connection_id: request.connection.unwrap_or_default(),
            from_source: request.from,
            to_source: request.to,
            direction: if request.two_way { TWO_WAY } else { "one_way" }.to_owned(),
            how: means.code().to_owned(),
            consent: request.consent,
            owner: request.owner.trim().to_owned(),
            note: request.note.trim().to_owned(),
        };
        let arrow = if request.two_way { "↔" } else { "→" };
        let sentence = format!(
            "Connection {from} {arrow} {to}: {}",
            means.label().to_lowercase()
        );
        let asked = json!({ "from": row.from_source, "to": row.to_source, "how": row.how, "owner": row.owner });
        self.commit(&store, "set_connection", sentence, asked, |edits| {
            let mut row = row;
            if request.connection.is_none() {
                row.connection_id = edits.next_number::<StoredConnection>()?;
            }
            edits.agree(&row)
        })?;
        self.tell_changed(TOUCHED);
        read(&store)
    }

    /// Takes a connection off the map.
    ///
    /// # Errors
    /// When there is no such connection.
    pub fn remove_connection(&self, request: ConnectionNumber) -> Result<Connections, EngineError> {
        let store = self.store_for_change()?;
        let row = find(&store, request.connection)?;
        let marks = Marks::read(&store)?;
        let sentence = format!(
            "No connection any more: {} and {}",
            marks.of(SourceId(row.from_source)).name,
            marks.of(SourceId(row.to_source)).name
        );
        let asked = json!({ "connection": row.connection_id });
        self.commit(&store, "remove_connection", sentence, asked, |edits| {
            edits.withdraw(&row)
        })?;
        self.tell_changed(TOUCHED);
        read(&store)
    }
}

/// How many connections nobody answers for, and of how many nobody has said whether consents go with them; each is
/// something that waits for a person.
pub(crate) fn open(store: &Store) -> Result<u64, EngineError> {
    let (ownerless, unsaid, _) = unanswered(store)?;
    Ok(ownerless + unsaid)
}

/// What is missing about the connections, one sentence each.
pub(crate) fn gaps(store: &Store) -> Result<Vec<String>, EngineError> {
    let (ownerless, unsaid, total) = unanswered(store)?;
    let mut told = Vec::new();
    match ownerless {
        0 => {}
        1 => told.push(format!("1 of {total} connections has no owner.")),
        many => told.push(format!("{many} of {total} connections have no owner.")),
    }
    if unsaid > 0 {
        told.push(format!(
            "Of {unsaid} of {total} connections nobody has said whether consents go with them."
        ));
    }
    Ok(told)
}

/// Connections without an owner, those of which nobody has said whether consents go along, and all.
fn unanswered(store: &Store) -> Result<(u64, u64, u64), EngineError> {
    let rows = store.agreed::<StoredConnection>()?;
    let ownerless = rows.iter().filter(|one| one.owner.is_empty()).count();
    let unsaid = rows.iter().filter(|one| one.consent.is_empty()).count();
    Ok((ownerless as u64, unsaid as u64, rows.len() as u64))
}

fn find(store: &Store, number: i64) -> Result<StoredConnection, EngineError> {
    store
        .agreed::<StoredConnection>()?
        .into_iter()
        .find(|one| one.connection_id == number)
        .ok_or_else(|| EngineError::NotFound {
            what: "connection",
            name: number.to_string(),
        })
}

fn read(store: &Store) -> Result<Connections, EngineError> {
    let marks = Marks::read(store)?;
    let rows = store.agreed::<StoredConnection>()?;
    let links: Vec<Link> = rows
        .iter()
        .map(|one| Link {
            from: SourceId(one.from_source),
            to: SourceId(one.to_source),
            is_two_way: one.direction == TWO_WAY,
            is_owned: !one.owner.is_empty(),
            means: LinkMeans::parse(&one.how),
        })
        .collect();
    let count = count_links(&links);
    let contradicting = Contradicting::read(store)?;
    let of_consent = |answer: &str| rows.iter().filter(|one| one.consent == answer).count() as u64;
    Ok(Connections {
        sentence: match count.links {
            0 => "Nobody has noted yet how systems exchange data.".into(),
            links => format!(
                "{} between {} systems, {} both ways; {} of {} connections without an owner. If every system were linked with every other, there would be {} links.",
                if links == 1 {
                    "1 link".to_owned()
                } else {
                    format!("{links} links")
                },
                count.tools,
                count.two_way,
                count.ownerless,
                rows.len(),
                count.most
            ),
        },
        links: count.links,
        two_way: count.two_way,
        ownerless: count.ownerless,
        by_hand: count.by_hand,
        consent_unknown: of_consent(""),
        consent_left: of_consent(NOT_CARRIED),
        tools: count.tools,
        most: count.most,
        means: LinkMeans::ALL
            .iter()
            .map(|means| FactorChoice {
                code: means.code().to_owned(),
                label: means.label().to_owned(),
            })
            .collect(),
        consent_told: contradicting.told(&rows, &marks),
        connections: rows
            .into_iter()
            .map(|one| ConnectionView {
                contradictions: contradicting.between(&one),
                connection: one.connection_id,
                from: marks.of(SourceId(one.from_source)),
                to: marks.of(SourceId(one.to_source)),
                two_way: one.direction == TWO_WAY,
                how_label: LinkMeans::parse(&one.how)
                    .map_or("", LinkMeans::label)
                    .to_owned(),
                how: one.how,
                consent: one.consent,
                owner: one.owner,
                note: one.note,
            })
            .collect(),
    })
}
