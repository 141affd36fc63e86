//! How systems exchange data today: the connection map and what there is to keep up.

use rollcall_governance::{Link, LinkMeans, count_links};
use rollcall_model::SourceId;
use rollcall_store::{Store, StoredConnection};
use serde_json::json;

use crate::inventory::Marks;
use crate::view::{
    ConnectionNumber, ConnectionView, Connections, FactorChoice, Nothing, SetConnection,
};
use crate::{Engine, EngineError};

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
        if !["", "carried", "not_carried"].contains(&request.consent.as_str()) {
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
    let of_consent = |answer: &str| rows.iter().filter(|one| one.consent == answer).count() as u64;
    Ok(Connections {
        sentence: match count.links {
            0 => "Nobody has noted yet how systems exchange data.".into(),
            links => format!(
                "{} between {} systems, {} both ways, {} without an owner; if every one were linked with every other, there would be {}.",
                if links == 1 {
                    "1 link".to_owned()
                } else {
                    format!("{links} links")
                },
                count.tools,
                count.two_way,
                count.ownerless,
                count.most
            ),
        },
        links: count.links,
        two_way: count.two_way,
        ownerless: count.ownerless,
        by_hand: count.by_hand,
        consent_unknown: of_consent(""),
        consent_left: of_consent("not_carried"),
        tools: count.tools,
        most: count.most,
        means: LinkMeans::ALL
            .iter()
            .map(|means| FactorChoice {
                code: means.code().to_owned(),
                label: means.label().to_owned(),
            })
            .collect(),
        connections: rows
            .into_iter()
            .map(|one| ConnectionView {
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
