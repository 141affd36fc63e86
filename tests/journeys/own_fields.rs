//! Attributes of one's own: what the schema has no name for is given one, the same in every source.

use std::path::Path;

use rollcall_api::Session;
use serde_json::{Value, json};

use crate::undone::deeds::{ask, audit, does, empty, load};

const SHOP: &str = "\
Customer ID,First name,Last name,Email,Shoe size
S1,Grietje,Dekker,grietje@example.com,38
S2,Jonas,Winkler,jonas.winkler@example.org,44
";
const TILL: &str = "\
Customer ID,First name,Last name,Email,Size of shoes
T1,Grietje,Dekker,grietje@example.com,38
T2,Mina,Kovac,mina.kovac@example.net,40
";

fn project(folder: &Path) -> Session {
    let session = empty(folder);
    for (name, text) in [("shop.csv", SHOP), ("till.csv", TILL)] {
        let request = load(folder, name, text);
        assert!(does(&session, "import_files", &request));
    }
    session
}

/// Says that the fifth column of a table is an attribute.
fn says(session: &Session, table: usize, attribute: &str) -> Result<Value, String> {
    let tables = ask(session, "list_mappings", json!({}));
    let request = json!({ "table": tables[table]["table"], "column": 4, "attribute": attribute });
    session
        .call("set_column", request)
        .map_err(|error| error.to_string())
}

/// The attributes of one's own, each with the headers that are read as it.
fn own(session: &Session) -> Vec<(String, Vec<String>)> {
    let schema = ask(session, "schema", json!({}));
    let attributes = schema["attributes"].as_array().expect("attributes").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    attributes
        .filter(|one| one["is_own"] == true)
        .map(|one| {
            let columns = one["columns"].as_array().expect("columns").iter();
            (
                text(&one["attribute"]["code"]),
                columns.map(|column| text(&column["header"])).collect(),
            )
        })
        .collect()
}

#[test]
fn two_sources_share_a_field_of_ones_own_and_the_next_table_is_offered_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = project(folder.path());
    says(&session, 0, "custom:Shoe size").expect("its header's name");
    let till = says(&session, 1, "custom: shoe_size ").expect("the same, written otherwise");
    assert_eq!(till["columns"][4]["attribute"]["code"], "custom:Shoe size");
    let choices = till["choices"].as_array().expect("choices");
    assert!(choices.iter().any(|one| one["code"] == "custom:Shoe size"));
    assert_eq!(
        own(&session),
        [(
            "custom:Shoe size".to_owned(),
            vec!["Shoe size".to_owned(), "Size of shoes".to_owned()]
        )]
    );

    audit(&session);
    let found = ask(&session, "search_customers", json!({ "query": "grietje" }));
    let request = json!({ "customer": found["customers"][0]["customer"] });
    let customer = ask(&session, "get_customer", request);
    let golden = customer["golden"].as_array().expect("values");
    let size = golden
        .iter()
        .find(|one| one["attribute"]["code"] == "custom:Shoe size")
        .expect("the field");
    assert_eq!(size["attribute"]["label"], "Shoe size");
}

#[test]
fn a_field_of_ones_own_is_none_the_schema_has_and_has_a_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = project(folder.path());
    let before = own(&session);
    for (name, told) in [
        ("custom:e-mail", "The schema has \"E-mail\" already"),
        ("custom:Given Name", "The schema has \"Given name\" already"),
        ("custom: ", "needs a name"),
        ("custom:", "needs a name"),
        ("custom:a\nb", "one line"),
    ] {
        let error = says(&session, 0, name).expect_err(name);
        assert!(error.contains(told), "{name}: {error}");
    }
    assert!(
        says(&session, 0, "shoe_size").is_err(),
        "no attribute of that code"
    );
    assert_eq!(own(&session), before);
}

#[test]
fn the_schema_tells_every_attribute_and_the_columns_read_as_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = project(folder.path());
    let schema = ask(&session, "schema", json!({}));
    assert_eq!(schema["edition"], 1);
    let attributes = schema["attributes"].as_array().expect("attributes");
    assert!(
        attributes
            .iter()
            .all(|one| one["hint"].as_str().is_some_and(|hint| hint.ends_with('.')))
    );
    let email = attributes
        .iter()
        .find(|one| one["attribute"]["code"] == "email")
        .expect("e-mail");
    let columns = email["columns"].as_array().expect("columns");
    assert_eq!(columns.len(), 2, "{email}");
    assert!(columns.iter().all(|column| column["header"] == "Email"));
}
