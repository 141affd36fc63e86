//! Where people live, however a file writes it: postcode and town in one cell, in a workbook of Excel 2003.

use serde_json::{Value, json};

use crate::undone::deeds::{ask, audit, does, empty, load};

const MAGAZINE: &str = "\
Name;Straße;PLZ Ort;E-Mail
Anna Schmidt;Hauptstr. 31a;80331 München;anna.schmidt@example.com
Jonas Weber;Ring 2;D-86150 Augsburg;jonas.weber@example.org
Maria Huber;Bergweg 7;1010 Wien, Österreich;maria.huber@example.net
";

/// The text of every value of a row, by its attribute.
fn told(values: &Value, attribute: &str) -> Vec<String> {
    let values = values.as_array().expect("values").iter();
    values
        .filter(|one| one["attribute"]["code"] == attribute)
        .map(|one| one["value"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_cell_with_postcode_and_town_gives_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path());
    assert!(does(
        &session,
        "import_files",
        &load(folder.path(), "magazin.csv", MAGAZINE)
    ));
    let tables = ask(&session, "list_mappings", json!({}));
    let request = json!({ "table": tables[0]["table"] });
    let preview = ask(&session, "preview_mapping", request);
    let rows = preview["rows"].as_array().expect("rows");
    for (row, postcode, city, country) in [
        (0, "80331", "München", None),
        (1, "86150", "Augsburg", Some("DE")),
        (2, "1010", "Wien", Some("AT")),
    ] {
        let values = &rows[row]["values"];
        assert_eq!(told(values, "postcode"), [postcode], "{values}");
        assert_eq!(told(values, "city"), [city], "{values}");
        let countries = told(values, "country");
        assert_eq!(countries.first().map(String::as_str), country, "{values}");
    }

    audit(&session);
    let found = ask(
        &session,
        "search_customers",
        json!({ "query": "anna schmidt" }),
    );
    let request = json!({ "customer": found["customers"][0]["customer"] });
    let customer = ask(&session, "get_customer", request);
    assert_eq!(told(&customer["golden"], "postcode"), ["80331"]);
    assert_eq!(told(&customer["golden"], "city"), ["München"]);
}

#[test]
fn a_folder_gives_what_excel_2003_saved_as_xml() {
    let folder = tempfile::tempdir().expect("a folder");
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).expect("a folder of exports");
    let row = |line: &str| {
        let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
        let cells: Vec<String> = line.split(';').map(cell).collect();
        format!("<Row>{}</Row>", cells.concat())
    };
    let rows: Vec<String> = MAGAZINE.lines().map(row).collect();
    let rows = rows.concat();
    let space = "urn:schemas-microsoft-com:office:spreadsheet";
    let book = format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"{space}\" xmlns:ss=\"{space}\"><Worksheet ss:Name=\"Abos\"><Table>{rows}</Table></Worksheet></Workbook>"
    );
    std::fs::write(exports.join("magazin.xml"), book).expect("a workbook");
    let session = empty(folder.path());
    let request = json!({ "paths": [exports.display().to_string()] });
    assert!(does(&session, "import_files", &request));
    let tables = ask(&session, "list_mappings", json!({}));
    let tables = tables.as_array().expect("tables");
    assert_eq!(tables.len(), 1, "{tables:?}");
    let preview = ask(
        &session,
        "preview_mapping",
        json!({ "table": tables[0]["table"] }),
    );
    assert_eq!(preview["rows"].as_array().map(Vec::len), Some(3));
}
