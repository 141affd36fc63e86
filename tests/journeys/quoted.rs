//! Values, headers, names and searches that look like a part of a query are texts like any other.

use rollcall_engine::Engine;
use rollcall_engine::verify_project;
use rollcall_engine::view::{Nothing, SearchCustomers};

use crate::measured::{load, project};

const MEMBERS: &str = "\
Customer ID,First name,Last name,Email,City,\"x'); DROP TABLE customer; --\"
C1,Robert'); DROP TABLE customer; --,Tables,bobby@example.com,Leeds,1
C2,Anne,O'Neil,anne.oneil@example.org,\"York\"\" OR 1=1 --\",2
C3,Mina,Kovac,mina.kovac@example.net,Hull,3
";

fn found(engine: &Engine, query: &str) -> u64 {
    let request = SearchCustomers {
        query: query.to_owned(),
        ..SearchCustomers::default()
    };
    engine.search_customers(request).expect("a page").total
}

#[test]
fn what_looks_like_a_query_is_a_text_in_cells_headers_and_searches() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(
        &engine,
        folder.path(),
        "members'; DELETE FROM load; --.csv",
        MEMBERS,
    );

    let people = engine.overview(Nothing {}).expect("an overview").customers;
    assert_eq!((found(&engine, ""), people), (3, Some(3)));
    for (query, people) in [
        ("O'Neil", 1),
        ("DROP TABLE", 1),
        // Its words stand in Anne's city, and in nobody else's.
        ("' OR 1=1 --", 1),
        ("' OR '1'='1", 1),
        ("Kovac\" OR \"Tables", 0),
        ("Kovac NOT Tables", 0),
        ("name:Kovac", 0),
        ("%", 0),
        ("*", 0),
        ("\"", 0),
        ("NEAR(Mina Kovac)", 0),
    ] {
        let told = found(&engine, query);
        // Signs alone are no words, so everybody is under such a search or nobody; never an error.
        let is_word = query.chars().any(char::is_alphanumeric);
        assert!(told == people || !is_word && told == 3, "{query}: {told}");
    }
    drop(engine);
    let verified = verify_project(&folder.path().join("shop.rollcall")).expect("a look");
    assert!(verified.sound, "nothing was dropped");
}
