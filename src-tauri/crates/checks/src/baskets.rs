//! What each customer bought: the lines of an order put together, and the last order of each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use rollcall_model::CustomerId;

mod sent_back;

use sent_back::Places;

/// A row of a table of orders.
#[derive(Debug, Clone, Copy)]
pub struct BasketLine<'a> {
    /// The source: what was sent back in one of its tables may be of an order in another.
    pub source: i64,
    /// The table: the numbers of orders of two tables are not compared.
    pub table: u32,
    /// Number of the order; blank where the row is an order of its own.
    pub order: &'a str,
    /// Whose row it is; often only the first row of an order says so.
    pub customer: Option<CustomerId>,
    /// The day of the order; often only on its first row.
    pub day: Option<NaiveDate>,
    /// Whether the row says that the order does not hold: cancelled, given back or a test.
    pub is_undone: bool,
    /// Whether the row says that the product was sent back or its money given back; it is no order then.
    pub is_sent_back: bool,
    /// The product; blank where the row tells none.
    pub product: &'a str,
    /// What kind of product it is; blank where no column tells.
    pub category: &'a str,
    /// How many; 1 where the row does not say, and all where it is one of goods sent back.
    pub quantity: f64,
}

/// Collects the rows of orders, those of a table in their order.
#[derive(Debug, Clone, Default)]
pub struct Baskets {
    orders: Vec<Order>,
    places: HashMap<(u32, String), usize>,
    sent_back: Vec<SentBack>,
}

/// Goods that were sent back.
#[derive(Debug, Clone)]
struct SentBack {
    source: i64,
    /// Number of their order, or of the return; blank where there is none.
    order: String,
    customer: Option<CustomerId>,
    day: Option<NaiveDate>,
    product: String,
    quantity: f64,
}

#[derive(Debug, Clone, Default)]
struct Order {
    source: i64,
    table: u32,
    /// Blank where its row has none.
    number: String,
    customer: Option<CustomerId>,
    day: Option<NaiveDate>,
    is_undone: bool,
    items: Vec<Item>,
}

#[derive(Debug, Clone)]
struct Item {
    product: String,
    category: String,
    quantity: f64,
}

/// What somebody bought, over all orders that tell a product.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LastBought {
    /// The first product of the last order, as the shop calls it.
    pub last_product: String,
    /// What kind of product that is; blank where no file tells.
    pub last_category: String,
    /// Every product of the last order, each once.
    pub last_products: Vec<String>,
    /// How many pieces the last order had.
    pub last_pieces: f64,
    /// In how many orders the last product was bought.
    pub times_bought: u64,
    /// How many orders.
    pub orders: u64,
    /// The day of the first.
    pub first_day: Option<NaiveDate>,
    /// The day of the last.
    pub last_day: Option<NaiveDate>,
    /// Every product ever bought, in lower case.
    pub products: BTreeSet<String>,
}

impl LastBought {
    /// Whether somebody has bought a product.
    pub fn has(&self, product: &str) -> bool {
        self.products.contains(&same_product(product))
    }
}

/// By what two spellings of a product are the same: case and white space are none of its name.
pub fn same_product(product: &str) -> String {
    let words: Vec<&str> = product.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

impl Baskets {
    /// Notes a row.
    pub fn add(&mut self, line: &BasketLine<'_>) {
        if line.is_sent_back {
            self.sent_back.push(SentBack {
                source: line.source,
                order: line.order.to_owned(),
                customer: line.customer,
                day: line.day,
                product: same_product(line.product),
                quantity: line.quantity,
            });
            return;
        }
        let place = if line.order.is_empty() {
            None
        } else {
            let key = (line.table, line.order.to_owned());
            Some(*self.places.entry(key).or_insert(self.orders.len()))
        };
        let place = place.unwrap_or(self.orders.len());
        if place == self.orders.len() {
            self.orders.push(Order {
                source: line.source,
                table: line.table,
                number: line.order.to_owned(),
                ..Order::default()
            });
        }
        let Some(order) = self.orders.get_mut(place) else {
            return;
        };
        order.customer = order.customer.or(line.customer);
        order.day = order.day.or(line.day);
        order.is_undone |= line.is_undone;
        let product = line.product.trim();
        if product.is_empty() {
            return;
        }
        order.items.push(Item {
            product: product.to_owned(),
            category: line.category.trim().to_owned(),
            quantity: line.quantity,
        });
    }

    /// Takes out the orders that do not hold by what is known besides, by their table and number.
    pub fn undo(&mut self, does_not_hold: impl Fn(u32, &str) -> bool) {
        for order in &mut self.orders {
            order.is_undone |=
                !order.number.is_empty() && does_not_hold(order.table, &order.number);
        }
    }

    /// Takes goods sent back out of the orders they are of: by the number where that order holds them and is nobody
    /// else's, else, as a return often has a number of its own, out of the last order of the same customer before it
    /// that holds them.
    fn take_back(&mut self) {
        let sent_back = std::mem::take(&mut self.sent_back);
        if sent_back.is_empty() {
            return;
        }
        let mut places = Places::of(&self.orders, &sent_back);
        // Before anything is taken out: a return that is told twice means the same order both times.
        let meant: Vec<Vec<usize>> = sent_back
            .iter()
            .map(|back| places.by_number(back, &self.orders))
            .collect();
        for (back, mut meant) in sent_back.iter().zip(meant) {
            if meant.is_empty() {
                meant.extend(places.last_holding(back, &self.orders));
            }
            for place in meant {
                if let Some(order) = self.orders.get_mut(place) {
                    order.give_back(&back.product, back.quantity);
                }
            }
        }
    }

    /// What each customer bought and did not send back; nobody whose orders tell no product, day or customer.
    pub fn by_customer(mut self) -> BTreeMap<CustomerId, LastBought> {
        self.take_back();
        let mut told: Vec<(CustomerId, NaiveDate, &Order)> = self
            .orders
            .iter()
            .filter(|one| !one.is_undone && !one.items.is_empty())
            .filter_map(|one| Some((one.customer?, one.day?, one)))
            .collect();
        // Of two orders of a day the later row is the later order.
        told.sort_by_key(|(customer, day, _)| (*customer, *day));
        let of_one = told.chunk_by(|one, next| one.0 == next.0);
        of_one
            .filter_map(|orders| {
                let (customer, ..) = orders.first()?;
                Some((*customer, of_orders(orders)?))
            })
            .collect()
    }
}

impl Order {
    fn holds(&self, product: &str) -> bool {
        self.items
            .iter()
            .any(|item| same_product(&item.product) == product)
    }

    /// Takes pieces of a product out.
    fn give_back(&mut self, product: &str, quantity: f64) {
        let mut rest = quantity;
        for item in &mut self.items {
            if same_product(&item.product) == product {
                let taken = item.quantity.min(rest);
                item.quantity -= taken;
                rest -= taken;
            }
        }
        self.items
            .retain(|item| same_product(&item.product) != product || item.quantity > 0.0);
    }
}

/// Orders of one customer, in the order of their days.
fn of_orders(orders: &[(CustomerId, NaiveDate, &Order)]) -> Option<LastBought> {
    let (_, first_day, _) = orders.first()?;
    let (_, last_day, last) = orders.last()?;
    let main = last.items.first()?;
    let mut last_products: Vec<String> = Vec::new();
    for item in &last.items {
        let is_new = last_products
            .iter()
            .all(|known| same_product(known) != same_product(&item.product));
        if is_new {
            last_products.push(item.product.clone());
        }
    }
    let wanted = same_product(&main.product);
    let has = |order: &Order| {
        order
            .items
            .iter()
            .any(|item| same_product(&item.product) == wanted)
    };
    let all = orders.iter().flat_map(|(.., order)| &order.items);
    // A later line of the same product may tell what kind it is where the first does not.
    let category = all
        .clone()
        .rfind(|item| same_product(&item.product) == wanted && !item.category.is_empty());
    Some(LastBought {
        last_product: main.product.clone(),
        last_category: category
            .map(|item| item.category.clone())
            .unwrap_or_default(),
        last_products,
        last_pieces: last.items.iter().map(|item| item.quantity).sum(),
        times_bought: orders.iter().filter(|(.., order)| has(order)).count() as u64,
        orders: orders.len() as u64,
        first_day: Some(*first_day),
        last_day: Some(*last_day),
        products: all.map(|item| same_product(&item.product)).collect(),
    })
}

/// Whether a column tells what kind of product a row is about, by its header.
pub fn is_category_column(header: &str) -> bool {
    const NAMES: [&str; 22] = [
        "category",
        "productcategory",
        "producttype",
        "itemcategory",
        "itemtype",
        "lineitemcategory",
        "lineitemtype",
        "department",
        "collection",
        "kategorie",
        "warengruppe",
        "produktgruppe",
        "produktkategorie",
        "artikelgruppe",
        "catégorie",
        "catégorieproduit",
        "categoría",
        "categoria",
        "categorie",
        "productgroep",
        "productgroup",
        "rayon",
    ];
    let header: String = header
        .to_lowercase()
        .chars()
        .filter(|one| one.is_alphanumeric())
        .collect();
    NAMES.contains(&header.as_str())
}

#[cfg(test)]
mod tests {
    use super::{BasketLine, Baskets, is_category_column};
    use rollcall_model::CustomerId;

    fn line<'a>(order: &'a str, whose: i64, day: &str, product: &'a str) -> BasketLine<'a> {
        BasketLine {
            source: 1,
            table: 1,
            order,
            customer: (whose > 0).then_some(CustomerId(whose)),
            day: day.parse().ok(),
            is_undone: false,
            is_sent_back: false,
            product,
            category: "",
            quantity: 1.0,
        }
    }

    #[test]
    fn g44_line_items_of_an_order_are_one_order() {
        let mut all = Baskets::default();
        // Only the first row of an order says whose it is and when it was.
        for one in [
            line("1001", 7, "2026-02-01", "Lamp"),
            line("1002", 7, "2026-03-05", "Oak table"),
            line("1002", 0, "", "Bench"),
            BasketLine {
                category: "Tables",
                quantity: 2.0,
                ..line("1002", 0, "", "oak  TABLE")
            },
            line("1003", 8, "2026-03-09", "Lamp"),
            BasketLine {
                is_undone: true,
                ..line("1004", 7, "2026-03-20", "Vase")
            },
        ] {
            all.add(&one);
        }
        let told = all.by_customer();
        let one = &told[&CustomerId(7)];
        assert_eq!(one.last_product, "Oak table");
        assert_eq!(one.last_category, "Tables");
        assert_eq!(one.last_products, ["Oak table", "Bench"]);
        assert!((one.last_pieces - 4.0).abs() < 1e-9);
        assert_eq!((one.orders, one.times_bought), (2, 1));
        assert_eq!(one.first_day, "2026-02-01".parse().ok());
        assert_eq!(one.last_day, "2026-03-05".parse().ok());
        assert!(
            one.has(" LAMP ") && !one.has("Vase"),
            "a cancelled order is none"
        );
        assert_eq!(told[&CustomerId(8)].orders, 1);
    }

    #[test]
    fn what_was_sent_back_was_not_bought() {
        let back = |order, whose, day, product, quantity| BasketLine {
            table: 2,
            is_sent_back: true,
            quantity,
            ..line(order, whose, day, product)
        };
        // What goes back, and the last product, its pieces and the orders that are left.
        for (what, rows, left) in [
            ("nothing", vec![], ("Rug", 2.0, 3)),
            (
                "a line of an order, by its number",
                vec![back("3", 0, "", "rug", f64::MAX)],
                ("Vase", 1.0, 3),
            ),
            (
                "one of two pieces",
                vec![back("3", 0, "", "Rug", 1.0)],
                ("Rug", 1.0, 3),
            ),
            (
                "both lines of the last order",
                vec![
                    back("3", 7, "2026-04-01", "Rug", 2.0),
                    back("3", 7, "2026-04-01", "Vase", 1.0),
                ],
                ("Lamp", 1.0, 2),
            ),
            (
                "by a number of its own, of the last order before it",
                vec![
                    back("R-1", 7, "2026-03-02", "Lamp", 1.0),
                    back("R-2", 7, "2026-04-01", "Rug", 2.0),
                    back("R-3", 7, "2026-04-01", "Vase", 1.0),
                ],
                ("Lamp", 1.0, 1),
            ),
            (
                "what somebody else bought",
                vec![back("R-1", 8, "2026-04-01", "Rug", 2.0)],
                ("Rug", 2.0, 3),
            ),
        ] {
            let mut all = Baskets::default();
            for one in [
                line("1", 7, "2026-02-01", "Lamp"),
                line("2", 7, "2026-03-01", "Lamp"),
                BasketLine {
                    quantity: 2.0,
                    ..line("3", 7, "2026-03-05", "Rug")
                },
                line("3", 0, "", "Vase"),
            ] {
                all.add(&one);
            }
            for one in &rows {
                all.add(one);
            }
            let told = all.by_customer();
            let one = &told[&CustomerId(7)];
            assert_eq!(one.last_product, left.0, "{what}");
            let pieces = if left.0 == "Rug" {
                left.1 + 1.0
            } else {
                left.1
            };
            assert!((one.last_pieces - pieces).abs() < 1e-9, "{what}");
            assert_eq!(one.orders, left.2, "{what}");
        }
    }

    #[test]
    fn an_order_that_does_not_hold_by_what_is_known_besides_is_none() {
        let mut all = Baskets::default();
        all.add(&line("1", 7, "2026-02-01", "Lamp"));
        all.add(&line("2", 7, "2026-03-01", "Rug"));
        all.undo(|table, order| table == 1 && order == "2");
        assert_eq!(all.by_customer()[&CustomerId(7)].last_product, "Lamp");
    }

    #[test]
    fn orders_of_two_tables_stay_apart_and_rows_without_a_number_are_orders() {
        let mut all = Baskets::default();
        all.add(&line("1", 1, "2026-01-01", "Lamp"));
        all.add(&BasketLine {
            table: 2,
            ..line("1", 2, "2026-01-02", "Vase")
        });
        all.add(&line("", 1, "2026-01-03", "Rug"));
        all.add(&line("", 1, "2026-01-04", ""));
        let told = all.by_customer();
        assert_eq!(told[&CustomerId(1)].orders, 2);
        assert_eq!(told[&CustomerId(1)].last_product, "Rug");
        assert_eq!(told[&CustomerId(2)].orders, 1);
    }

    #[test]
    fn columns_of_categories_are_known_by_their_header() {
        for (header, told) in [
            ("Product Category", true),
            ("Warengruppe", true),
            ("catégorie", true),
            ("Lineitem name", false),
            ("Category id", false),
        ] {
            assert_eq!(is_category_column(header), told, "{header}");
        }
    }
}
