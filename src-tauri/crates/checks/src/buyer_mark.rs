//! How a system says of the people it knows that they bought: by a flag, a number, a day or a tag.

/// What a column says about buying, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuyerMark {
    /// Yes or no.
    Flag,
    /// How many orders, or how much money.
    Number,
    /// The day of a purchase.
    Day,
    /// Tags of which one may say so.
    Tags,
}

/// Headers as they are compared: letters and digits alone.
const FLAGS: &[&str] = &[
    "buyer",
    "isbuyer",
    "purchaser",
    "ispurchaser",
    "customer",
    "iscustomer",
    "existingcustomer",
    "purchased",
    "haspurchased",
    "hasbought",
    "everbought",
    "bought",
    "käufer",
    "istkäufer",
    "kunde",
    "istkunde",
    "acheteur",
    "comprador",
    "acquirente",
    "koper",
];
const NUMBERS: &[&str] = &[
    "orders",
    "ordercount",
    "orderscount",
    "numberoforders",
    "totalorders",
    "purchases",
    "purchasecount",
    "totalpurchases",
    "totalspent",
    "totalspend",
    "lifetimespend",
    "lifetimevalue",
    "ltv",
    "clv",
    "historiccustomerlifetimevalue",
    "bestellungen",
    "anzahlbestellungen",
    "umsatz",
    "commandes",
    "pedidos",
    "ordini",
    "bestellingen",
];
const DAYS: &[&str] = &[
    "lastpurchase",
    "lastpurchasedate",
    "lastpurchasedat",
    "dateoflastpurchase",
    "lastorder",
    "lastorderdate",
    "firstpurchase",
    "firstpurchasedate",
    "firstorderdate",
    "letzterkauf",
    "letztebestellung",
    "dernièrecommande",
    "últimacompra",
    "ultimoacquisto",
    "laatstebestelling",
];
const TAGS: &[&str] = &[
    "tags",
    "tag",
    "labels",
    "segments",
    "segment",
    "groups",
    "lifecyclestage",
    "contacttype",
    "etiketten",
];
/// Words of a tag that say so …
const BUYERS: &[&str] = &[
    "buyer",
    "buyers",
    "customer",
    "customers",
    "purchaser",
    "purchasers",
    "purchased",
    "bought",
    "käufer",
    "kunde",
    "kunden",
    "client",
    "clients",
    "acheteur",
    "acheteurs",
    "cliente",
    "clientes",
    "clienti",
    "klant",
    "klanten",
];
/// … and those that take it back.
const NOT: &[&str] = &[
    "no",
    "non",
    "not",
    "never",
    "potential",
    "prospective",
    "kein",
    "keine",
    "nicht",
    "jamais",
    "nunca",
    "mai",
    "geen",
];
const NOS: &[&str] = &[
    "0", "no", "n", "false", "f", "nein", "non", "nee", "não", "nao", "-", "none", "null", "never",
];

impl BuyerMark {
    /// What a column says about buying; nothing for any other.
    pub fn by_header(header: &str) -> Option<Self> {
        let header: String = header
            .to_lowercase()
            .chars()
            .filter(|one| one.is_alphanumeric())
            .collect();
        let kinds = [
            (FLAGS, Self::Flag),
            (NUMBERS, Self::Number),
            (DAYS, Self::Day),
            (TAGS, Self::Tags),
        ];
        kinds
            .into_iter()
            .find(|(headers, _)| headers.contains(&header.as_str()))
            .map(|(_, kind)| kind)
    }

    /// Whether a cell says that somebody bought.
    pub fn says_so(self, cell: &str) -> bool {
        let cell = cell.trim().to_lowercase();
        match self {
            Self::Flag | Self::Day => !cell.is_empty() && !NOS.contains(&cell.as_str()),
            Self::Number => {
                cell.chars().any(|one| ('1'..='9').contains(&one)) && !cell.contains('-')
            }
            Self::Tags => cell.split([',', ';', '|', '"']).any(names_buyers),
        }
    }

    /// Whether the column tells about everybody: of tags only one that names buyers shows that they are
    /// used for it.
    pub fn tells_of_all(self) -> bool {
        self != Self::Tags
    }
}

fn names_buyers(tag: &str) -> bool {
    let mut words = tag
        .split(|one: char| !one.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let is_named = words.clone().any(|word| BUYERS.contains(&word));
    is_named && !words.any(|word| NOT.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::BuyerMark;

    #[test]
    fn columns_and_cells_say_who_bought() {
        for (header, cell, says) in [
            ("Is buyer", "yes", Some(true)),
            ("Is buyer", "No", Some(false)),
            ("Buyer", "", Some(false)),
            ("Orders Count", "3", Some(true)),
            ("orders_count", "0", Some(false)),
            ("Total Spent", "$0.00", Some(false)),
            ("Total Spent", "1.204,50 €", Some(true)),
            ("Last purchase date", "2026-03-01", Some(true)),
            ("TAGS", "\"Website\",\"Customer\"", Some(true)),
            ("TAGS", "\"Website\"", Some(false)),
            ("Tags", "non-buyer; VIP", Some(false)),
            ("Lifecycle Stage", "lead", Some(false)),
            ("E-mail", "a@example.com", None),
        ] {
            let said = BuyerMark::by_header(header).map(|mark| mark.says_so(cell));
            assert_eq!(said, says, "{header}: {cell}");
        }
    }
}
