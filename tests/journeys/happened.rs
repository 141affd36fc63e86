//! Tables of refunds, of bookings and of deals have dates and amounts, and are no purchases.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CountList, DraftList, ListCondition, ListProblems, Nothing, PreviewList, SetColumn, TableNumber,
};

use crate::erased::wait;
use crate::measured::{load, load_only, project};

const ORDERS: &str = "\
Order number,Order date,Total,Currency,Email,First name,Last name
1001,2026-10-02,40.00,EUR,grietje@example.com,Grietje,Dekker
1002,2026-10-03,60.00,EUR,grietje@example.com,Grietje,Dekker
1003,2026-10-04,25.00,EUR,jonas.winkler@example.org,Jonas,Winkler
";
/// Mina never bought anything in the shop that is loaded; her order is older.
const REFUNDS: &str = "\
Refund ID,Order number,Date,Amount,Currency,Email,First name,Last name
R1,1002,2026-10-09,60.00,EUR,grietje@example.com,Grietje,Dekker
R2,0988,2026-10-10,15.00,EUR,mina.kovac@example.net,Mina,Kovac
";
/// Pavel's place is paid for, Lena's is not.
const BOOKINGS: &str = "\
Booking ID,Class,Booking date,Paid,Currency,Email,First name,Last name
B1,Pottery,2026-10-11,,EUR,lena@example.com,Lena,Brandt
B2,Pottery,2026-10-12,35.00,EUR,pavel@example.com,Pavel,Novak
";

/// How many people bought something.
fn buyers(engine: &Engine) -> u64 {
    let condition = ListCondition {
        kind: "event".into(),
        subject: "purchase".into(),
        test: "did".into(),
        values: Vec::new(),
        days: Some(365),
        named: String::new(),
        conditions: Vec::new(),
    };
    let request = CountList {
        draft: DraftList {
            purpose: "contact".into(),
            condition,
        },
        destination: None,
        today: None,
    };
    engine.count_list(request).expect("a count").chosen
}

#[test]
fn refunds_and_bookings_that_nobody_paid_for_are_no_purchases() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    for (name, text) in [
        ("shop_orders.csv", ORDERS),
        ("shop_refunds.csv", REFUNDS),
        ("class_bookings.csv", BOOKINGS),
    ] {
        load_only(
            &engine,
            folder.path(),
            name,
            text,
            name.contains("bookings"),
        );
    }
    // Grietje and Jonas bought, and Pavel paid for his place.
    assert_eq!(buyers(&engine), 3);
    let book = engine.check_book(Nothing {}).expect("the checks");
    let numbers = book.checks.iter().find(|one| one.check == "numbers");
    let numbers = numbers.expect("the same number by every source");
    let gave: Vec<(&str, &str)> = numbers
        .inputs
        .iter()
        .map(|one| (one.table.as_str(), one.gave.as_str()))
        .collect();
    assert_eq!(gave, [("orders", "3 orders")]);
    let given_back: f64 = numbers
        .pictures
        .iter()
        .filter(|picture| picture.title == "Revenue in EUR")
        .flat_map(|picture| &picture.lines)
        .filter(|line| line.label == "Given back")
        .filter_map(|line| line.values.first().copied().flatten())
        .sum();
    assert!((given_back + 75.0).abs() < 0.005, "{given_back}");
    // A place that is booked and not paid for makes nobody a buyer.
    let active: Vec<f64> = numbers
        .pictures
        .iter()
        .filter(|picture| picture.title == "New and active customers")
        .flat_map(|picture| &picture.lines)
        .flat_map(|line| line.values.iter().copied().flatten())
        .collect();
    assert_eq!(active, [3.0, 3.0]);
}

/// The check of the numbers takes such an order off as a test.
#[test]
fn whom_a_shop_tests_itself_with_is_no_buyer() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let orders = ORDERS.to_owned()
        + "1004,2026-10-05,1.00,EUR,bestellung@shop.example.com,Test,Bestellung\n";
    load_only(&engine, folder.path(), "shop_orders.csv", &orders, true);
    assert_eq!(buyers(&engine), 2, "Grietje and Jonas");
    let preview = engine
        .preview_list(PreviewList {
            draft: None,
            list: "recent_purchasers".into(),
            destination: "plain_csv".into(),
            days: Some(30),
            today: None,
        })
        .expect("the list");
    assert_eq!(preview.chosen, 2);
}

/// Ann's deal is won; Bob's is open, Cia's is lost, and nobody can say what became of Dan's.
const DEALS: &str = "\
Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Opportunity Owner,Primary Contact,Email
D1,Refit,Acme,Closed Won,1200.00,2026-10-05,2026-08-01,Dana Field,Ann Lee,ann.lee@acme.example
D2,Pumps,Borx,Prospecting,800.00,2026-10-25,2026-08-02,Dana Field,Bob Rex,bob.rex@borx.example
D3,Valves,Cormo,Closed Lost,300.00,2026-10-10,2026-08-03,Lea Dot,Cia Woo,cia.woo@cormo.example
D4,Hoses,Delto,Contract sent,90.00,2026-10-12,2026-08-04,Lea Dot,Dan Poe,dan.poe@delto.example
";

#[test]
fn a_deal_is_a_purchase_only_once_it_is_won() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "opportunities.csv", DEALS);
    assert_eq!(buyers(&engine), 1);
    assert!(unknown_statuses(&engine).is_empty());
}

/// What is told of statuses nobody knows.
fn unknown_statuses(engine: &Engine) -> Vec<String> {
    let asked = ListProblems {
        code: Some("unknown_status".into()),
        ..ListProblems::default()
    };
    let found = engine.list_problems(asked).expect("the findings").problems;
    found.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn a_table_of_deals_of_which_none_is_won_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let unwon = DEALS.replace("Closed Won", "Signature");
    load(&engine, folder.path(), "opportunities.csv", &unwon);
    assert_eq!(buyers(&engine), 0);
    let told = unknown_statuses(&engine);
    let [told] = told.as_slice() else {
        panic!("one finding, not {told:?}");
    };
    assert!(told.starts_with("None of 4 deals of "), "{told}");
    assert!(
        told.ends_with(
            "is known to be won, so nobody counts as a buyer by them. 4 of them tell how far they are in \"Stage\": \"Closed Lost\", \"Contract sent\", \"Prospecting\", \"Signature\"."
        ),
        "{told}"
    );
}

/// What came back to the warehouse, by the numbers of the shop; the last order is older than the file of orders.
const RETURNS: &str = "\
Return ID,Order number,SKU,Quantity,Refund amount,Return date
W1,#1002,LAMP-1,1,60.00,2026-10-09
W2,1003,RUG-2,1,5.00,2026-10-09
W3,0988,LAMP-1,1,15.00,2026-10-10
";

/// How many people spent so much of euros.
fn spent(engine: &Engine, amount: &str) -> u64 {
    let condition = ListCondition {
        kind: "spent".into(),
        subject: "EUR".into(),
        test: "at_least".into(),
        values: vec![amount.into()],
        days: None,
        named: String::new(),
        conditions: Vec::new(),
    };
    let request = CountList {
        draft: DraftList {
            purpose: "contact".into(),
            condition,
        },
        destination: None,
        today: None,
    };
    engine.count_list(request).expect("a count").chosen
}

#[test]
fn returns_of_a_warehouse_are_taken_off_the_orders_of_the_shop_and_the_rest_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(&engine, folder.path(), "shop_orders.csv", ORDERS, false);
    load_only(
        &engine,
        folder.path(),
        "warehouse_returns.csv",
        RETURNS,
        true,
    );
    let book = engine.check_book(Nothing {}).expect("the checks");
    let numbers = book.checks.iter().find(|one| one.check == "numbers");
    let numbers = numbers.expect("the same number by every source");
    let figure = numbers.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (1, 3), "1002 went back whole");
    let gave = |wanted: &str| {
        let mut inputs = numbers.inputs.iter();
        inputs.any(|one| one.gave.starts_with(wanted))
    };
    assert!(gave("2 refunds of orders of "), "{:?}", numbers.inputs);
    let told = |wanted: &str| numbers.unknown.iter().any(|one| one.contains(wanted));
    assert!(
        told("names an order no file holds"),
        "{:?}",
        numbers.unknown
    );
    assert_eq!(given_back(&engine), [-65.0]);
    kept_what_did_not_come_back(&engine);
}

/// What the check of the numbers says was given back in euros, month by month.
fn given_back(engine: &Engine) -> Vec<f64> {
    let book = engine.check_book(Nothing {}).expect("the checks");
    let numbers = book.checks.iter().find(|one| one.check == "numbers");
    let numbers = numbers.expect("the same number by every source");
    let pictures = numbers.pictures.iter();
    pictures
        .filter(|picture| picture.title == "Revenue in EUR")
        .flat_map(|picture| &picture.lines)
        .filter(|line| line.label == "Given back")
        .filter_map(|line| line.values.first().copied().flatten())
        .collect()
}

/// Grietje kept the order of 40, Jonas 20 of the 25.
fn kept_what_did_not_come_back(engine: &Engine) {
    assert_eq!((spent(engine, "40"), spent(engine, "40.01")), (1, 0));
    assert_eq!((spent(engine, "20"), spent(engine, "20.01")), (2, 1));
}

/// The warehouse knows whoever sends something back by a card of its own, which nobody can name.
#[test]
fn refunds_of_somebody_known_by_an_id_alone_are_of_the_orders_they_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(&engine, folder.path(), "shop_orders.csv", ORDERS, false);
    let cards = ["Loyalty card", "770001", "770002", "770003"];
    let lines = RETURNS.lines().zip(cards);
    let returns: Vec<String> = lines.map(|(line, card)| format!("{line},{card}")).collect();
    let name = "warehouse_returns.csv";
    load_only(&engine, folder.path(), name, &returns.join("\n"), true);
    let overview = engine.overview(Nothing {}).expect("the overview");
    assert_eq!(
        overview.known_only_by_id,
        Some(3),
        "each card is somebody nobody can name"
    );
    assert_eq!(given_back(&engine), [-65.0]);
    kept_what_did_not_come_back(&engine);
}

/// What the check of the numbers does not know.
fn not_known(engine: &Engine) -> Vec<String> {
    let book = engine.check_book(Nothing {}).expect("the checks");
    let numbers = book.checks.into_iter().find(|one| one.check == "numbers");
    numbers.expect("the same number by every source").unknown
}

#[test]
fn a_column_somebody_names_refund_amount_is_read_as_what_was_given_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(&engine, folder.path(), "shop_orders.csv", ORDERS, false);
    let returns = RETURNS.replace("Refund amount", "Erstattung nach Prüfung");
    let name = "warehouse_returns.csv";
    load_only(&engine, folder.path(), name, &returns, true);
    let unknown = not_known(&engine);
    let told = |unknown: &[String], wanted: &str| unknown.iter().any(|one| one.contains(wanted));
    assert!(told(&unknown, "call it “Refund amount”"), "{unknown:?}");
    assert!(
        !told(&unknown, "goods came back, and how much"),
        "{unknown:?}"
    );

    let mappings = engine.list_mappings(Nothing {}).expect("the tables");
    let table = mappings
        .iter()
        .find(|one| one.name.contains("returns"))
        .expect("the returns")
        .table;
    let call = |name: &str| {
        engine
            .set_column(SetColumn {
                table,
                column: 4,
                attribute: Some(format!("custom:{name}")),
                group: 0,
                date_order: None,
            })
            .expect("a field of one's own");
        wait(&engine, engine.run_audit(Nothing {}).expect("a job").job);
        not_known(&engine)
    };
    // In other words it is still not read, and that is still told.
    let unknown = call("Erstattung");
    assert!(told(&unknown, "call it “Refund amount”"), "{unknown:?}");
    assert!(
        told(&unknown, "tell no amount in a column that is read"),
        "{unknown:?}"
    );
    for name in ["Refund amount", "Erstattungsbetrag"] {
        let unknown = call(name);
        assert!(!told(&unknown, "call it “Refund amount”"), "{unknown:?}");
        assert!(
            !told(&unknown, "tell no amount in a column that is read"),
            "{name}: {unknown:?}"
        );
        assert_eq!(given_back(&engine), [-65.0], "{name}");
        kept_what_did_not_come_back(&engine);
        let overview = engine.overview(Nothing {}).expect("the overview");
        assert_eq!(
            (overview.customers, overview.known_only_by_id),
            (Some(2), Some(0)),
            "a field of one's own on a table of returns makes nobody"
        );
    }
}

/// A word for refunds and a currency: in a table of refunds that is the money, beside orders it is asked about.
#[test]
fn a_column_called_a_refund_in_a_currency_is_read_as_what_was_given_back() {
    let read = |engine: &Engine, table: &str, header: &str| {
        let mappings = engine.list_mappings(Nothing {}).expect("the tables");
        let of = mappings.iter().find(|one| one.name.contains(table));
        let table = of.expect("the table").table;
        let mapping = engine.get_mapping(TableNumber { table });
        let mut columns = mapping.expect("the mapping").columns.into_iter();
        let column = columns
            .find(|one| one.header == header)
            .expect("the column");
        (column.attribute.map(|one| one.code), column.state)
    };
    for header in ["Erstattung (EUR)", "Refund (EUR)", "Remboursement (EUR)"] {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = project(folder.path());
        load_only(&engine, folder.path(), "shop_orders.csv", ORDERS, false);
        let returns = RETURNS.replace("Refund amount", header);
        load_only(
            &engine,
            folder.path(),
            "warehouse_returns.csv",
            &returns,
            true,
        );
        let (attribute, state) = read(&engine, "returns", header);
        assert_eq!(attribute.as_deref(), Some("amount"), "{header}");
        assert_eq!(state, "suggested", "{header}");
        assert_eq!(given_back(&engine), [-65.0], "{header}");
        kept_what_did_not_come_back(&engine);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let backs = ["Erstattung (EUR)", "0.00", "60.00", "5.00"];
    let lines = ORDERS.lines().zip(backs);
    let orders: Vec<String> = lines.map(|(line, back)| format!("{line},{back}")).collect();
    let name = "shop_orders.csv";
    load_only(&engine, folder.path(), name, &orders.join("\n"), true);
    let (_, state) = read(&engine, "orders", "Erstattung (EUR)");
    assert_eq!(state, "unsure");
    assert_eq!(given_back(&engine), [-65.0]);
    kept_what_did_not_come_back(&engine);
}

/// The people of a month's deals, each of one of their own.
fn people(given: [&str; 8], family: [&str; 8]) -> Vec<(String, String)> {
    let all = given.iter().flat_map(|given| {
        let of = family.iter();
        of.map(move |family| ((*given).to_owned(), (*family).to_owned()))
    });
    all.collect()
}

/// A deal of somebody, as the export of a month has it.
fn deal(number: usize, person: &(String, String), stage: &str, closes: &str) -> String {
    let (given, family) = person;
    format!(
        "D{number},Deal {number},{family} {given} Ltd,{stage},{}.00,{closes},2026-08-01,Dana Field,{given} {family},{}.{}@example.com\n",
        100 + number,
        given.to_lowercase(),
        family.to_lowercase()
    )
}

/// How many people bought so many times or more.
fn bought(engine: &Engine, times: &str) -> u64 {
    let condition = ListCondition {
        kind: "event".into(),
        subject: "purchase".into(),
        test: "at_least".into(),
        values: vec![times.into()],
        days: None,
        named: String::new(),
        conditions: Vec::new(),
    };
    let draft = DraftList {
        purpose: "contact".into(),
        condition,
    };
    let counted = engine.count_list(CountList {
        draft,
        destination: None,
        today: None,
    });
    counted.expect("a count").chosen
}

/// The rows of the loads in use, the oldest first.
fn in_use(engine: &Engine) -> Vec<u64> {
    let loads = engine.list_loads(Nothing {}).expect("the loads");
    let current = loads.iter().rev().filter(|load| load.current);
    current.map(|load| load.rows_loaded).collect()
}

#[test]
fn the_next_export_of_all_deals_updates_each_by_its_id() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "opportunities.csv", DEALS);
    // Bob's deal is won since, Ann's fell through, and there is one more.
    let next = DEALS
        .replace(
            "Closed Won,1200.00,2026-10-05",
            "Closed Lost,1200.00,2026-10-05",
        )
        .replace(
            "Prospecting,800.00,2026-10-25",
            "Closed Won,850.00,2026-11-02",
        )
        + "D5,Taps,Echol,Prospecting,70.00,2026-12-01,2026-11-01,Lea Dot,Eve Kay,eve.kay@echol.example\n";
    load(&engine, folder.path(), "opportunities.csv", &next);
    assert_eq!(in_use(&engine), [5]);
    assert_eq!((buyers(&engine), bought(&engine, "2")), (1, 0));
}

#[test]
fn a_deal_that_stands_in_the_exports_of_two_months_counts_once_and_as_the_later_one_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let head = DEALS.lines().next().expect("a header").to_owned() + "\n";
    let of_october = people(
        [
            "Grietje", "Jonas", "Ewan", "Pilar", "Mina", "Tobias", "Anneke", "Bram",
        ],
        [
            "Dekker",
            "Winkler",
            "Drummond",
            "Iglesias",
            "Kovac",
            "Okafor",
            "Visser",
            "Lindqvist",
        ],
    );
    let of_november = people(
        [
            "Ines", "Lotte", "Piet", "Mirja", "Ottilie", "Hugo", "Rosalind", "Zenobia",
        ],
        [
            "Almeida",
            "Brandt",
            "Jansen",
            "Aalto",
            "Farrington",
            "Lennox",
            "Ashby",
            "Quillfeather",
        ],
    );
    let mut october = head.clone();
    for (number, person) in of_october.iter().enumerate() {
        let stage = if number == 1 || number == 3 {
            "Closed Won"
        } else {
            "Prospecting"
        };
        let day = format!("2026-10-{:02}", 1 + number % 28);
        october.push_str(&deal(number, person, stage, &day));
    }
    load(&engine, folder.path(), "opportunities.csv", &october);
    assert_eq!(buyers(&engine), 2);

    // Of those of October one fell through, one is won now, and one that was won is told again.
    let mut november = head;
    for (number, stage) in [(1, "Closed Lost"), (2, "Closed Won"), (3, "Closed Won")] {
        november.push_str(&deal(number, &of_october[number], stage, "2026-11-20"));
    }
    for (number, person) in of_november.iter().enumerate() {
        let day = format!("2026-11-{:02}", 1 + number % 28);
        november.push_str(&deal(100 + number, person, "Prospecting", &day));
    }
    load(&engine, folder.path(), "opportunities.csv", &november);
    assert_eq!(in_use(&engine), [64, 67], "added, none replaced");
    assert_eq!((buyers(&engine), bought(&engine, "2")), (2, 0));
    // What a message can say of the last product is of the same two.
    let personal = engine.personalisation(Nothing {}).expect("the products");
    assert_eq!(personal.customers, 2);
}
