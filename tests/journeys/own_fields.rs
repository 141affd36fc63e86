//! Attributes of one's own: what the schema has no name for is given one, the same in every source.

use std::path::Path;

use rollcall_api::Session;
use rollcall_engine::{AuditRequest, Silent};
use serde_json::{Value, json};

use crate::estate::engine;
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
fn the_file_of_the_customers_has_a_column_for_each_field_of_ones_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = project(folder.path());
    for table in [0, 1] {
        says(&session, table, "custom:Shoe size").expect("its name");
    }
    drop(session);
    let out = folder.path().join("out");
    let request = AuditRequest {
        paths: Vec::new(),
        project: Some(folder.path().join("shop.rollcall")),
        out: Some(out.clone()),
    };
    engine().audit(&request, &Silent).expect("an audit");
    let file = std::fs::read_to_string(out.join("customers.csv")).expect("the file");
    let mut lines = file.lines();
    let header = lines.next().expect("a header");
    assert!(header.ends_with(",\"custom:Shoe size\""), "{header}");
    let mut sizes: Vec<&str> = lines
        .filter_map(|line| line.rsplit(',').next())
        .map(|cell| cell.trim_matches('"'))
        .collect();
    sizes.sort_unstable();
    assert_eq!(sizes, ["38", "40", "44"]);
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
    assert_eq!(schema["edition"], 3);
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

/// What is said of a condition that names what nobody has; the people where it is counted.
fn counted(session: &Session, condition: &Value) -> Result<Value, String> {
    let draft = json!({ "purpose": "contact", "condition": condition });
    let counted = session.call("count_list", json!({ "draft": draft }));
    let counted = counted.map(|count| count["chosen"].clone());
    counted.map_err(|error| format!("{} {}", error.message, error.hint.unwrap_or_default()))
}

#[test]
fn a_list_that_asks_for_a_field_or_purpose_nobody_has_is_refused_and_told_what_there_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = project(folder.path());
    says(&session, 0, "custom:Shoe size").expect("its header's name");
    audit(&session);
    let field = |name: &str, test: &str| json!({ "kind": "attribute", "subject": format!("custom:{name}"), "test": test });
    assert_eq!(
        counted(&session, &field("Shoe size", "filled")),
        Ok(json!(2))
    );
    for condition in [
        field("Shoesize", "filled"),
        // Everybody would have it empty.
        field("Shoesize", "empty"),
        json!({ "kind": "none", "conditions": [field("Shoesize", "filled")] }),
    ] {
        let refused = counted(&session, &condition).expect_err("no such field");
        assert!(
            refused.contains("There is no field of your own called “Shoesize”")
                && refused.contains("Did you mean Shoe size?"),
            "{refused}"
        );
        let save = json!({
            "list": null, "name": "Feet", "purpose": "contact", "condition": condition, "reason": "",
        });
        assert!(session.call("save_list", save).is_err());
    }
    let purpose = json!({
        "kind": "consent_for", "subject": "email_consent", "test": "yes", "named": "newsleter",
    });
    let refused = counted(&session, &purpose).expect_err("no such purpose");
    assert!(
        refused.contains("There is no purpose of consent called “newsleter”")
            && refused.contains("Did you mean newsletter?"),
        "{refused}"
    );
}

#[test]
fn a_saved_list_whose_field_is_gone_is_not_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = project(folder.path());
    says(&session, 0, "custom:Shoe size").expect("its header's name");
    says(&session, 1, "custom:Size of shoes").expect("its header's name");
    audit(&session);
    let empty = json!({
        "kind": "attribute", "subject": "custom:Shoe size", "test": "empty",
    });
    let save = json!({
        "list": null, "name": "Feet", "purpose": "suppress", "condition": empty, "reason": "",
    });
    ask(&session, "save_list", save);
    let preview = json!({ "list": "saved:1", "destination": "plain_csv" });
    ask(&session, "preview_list", preview.clone());
    says(&session, 0, "custom:Width").expect("called otherwise");
    audit(&session);
    let refused = session.call("preview_list", preview).expect_err("gone");
    assert!(
        refused.message.contains("called “Shoe size”"),
        "{}",
        refused.message
    );
}
