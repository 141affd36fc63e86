//! The files behind a project are read by what was found out about each, and what would be read otherwise there comes
//! as rows.

use super::{handed_over, handed_over_again, rows};
use crate::{grouped, measured};

/// Two lines above the header, a blank one, a delimiter within quotes, the header once more, and a total.
const TILL: &str = "\
Customers of the till
made on 2026-11-01

Customer number;First name;Last name;E-mail
K1;Grietje;Dekker;grietje.dekker@example.com

K2;Jonas;\"Wink;ler\";jonas.winkler@example.org
Customer number;First name;Last name;E-mail
K3;Mina;Kovac;mina.kovac@example.net
Total;3;;
";
/// A quote that never closes.
const SHOP: &str = "\
Customer ID,First name,Last name,Email
S1,Grietje,Dekker,grietje.dekker@example.com
S2,\"Pavel,Novak,pavel.novak@example.net
S3,Mina,Kovac,mina.kovac@example.net
S4,Jonas,Winkler,jonas.winkler@example.org
";

#[test]
fn each_file_is_read_there_as_it_was_read_here() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = measured::project(place.path());
    grouped::load(&engine, place.path(), "till_customers.csv", TILL);
    grouped::load(&engine, place.path(), "shop_customers.csv", SHOP);
    let folder = place.path().join("given");
    handed_over(&engine, &folder);

    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    let statements = read("load_duckdb.sql");
    let till = "\
-- Till · customers: 3 rows of till_customers.csv
CREATE TABLE raw_till_customers AS SELECT * EXCLUDE (file_row) FROM (
SELECT row_number() OVER () AS file_row, * FROM read_csv('till_customers.csv', delim = ';', quote = '\"', escape = '\"', skip = 4, header = false,
    encoding = 'utf-8', auto_detect = false, strict_mode = false, null_padding = true, parallel = false,
    columns = {'Customer number': 'VARCHAR', 'First name': 'VARCHAR', 'Last name': 'VARCHAR', 'E-mail': 'VARCHAR'}))
WHERE file_row NOT IN (3, 5);
";
    assert!(statements.contains(till), "{statements}");
    assert!(
        statements.contains("a quote in it never closes"),
        "{statements}"
    );
    assert!(read("mapping.sql").contains("FROM raw_till_customers;"));

    let begins = statements.find("raw_table_").expect("rows");
    let file = statements[begins..]
        .split_inclusive(".parquet")
        .next()
        .expect("a name");
    assert!(statements.contains(&format!("FROM read_parquet('{file}');")));
    assert!(read("README.md").contains(&format!("its rows stand in `{file}`")));
    let there = rows(&folder, file);
    let keys: Vec<&str> = there.iter().map(|row| row["column_1"].as_str()).collect();
    assert_eq!(keys, ["S1", "S3", "S4"]);

    // Of a table that is no longer read from its rows they do not stay.
    std::fs::write(folder.join("raw_table_999.parquet"), "people").expect("a file");
    handed_over_again(&engine, &folder);
    assert!(!folder.join("raw_table_999.parquet").exists());
    assert!(folder.join(file).is_file());
}
