//! Names as they stand on a projector before anybody is known, but for what the names of two lists tell.

use std::path::PathBuf;

use rollcall_engine::view::CreateProject;
use rollcall_engine::{Clock, Engine, EngineError, EngineOptions, NamesOfThings, StoreError};
use serde_json::json;

use crate::ApiError;
use crate::presentation::{GivenOut, Mask};

/// With no project open.
fn closed() -> Engine {
    Engine::new(EngineOptions {
        version: "test".into(),
        clock: Clock::on("2026-11-23".parse().expect("a day")),
        who: "test".into(),
        settings_folder: None,
        projects_folder: std::env::temp_dir(),
        sample_exports: None,
    })
}

/// With a project open in which nobody is known.
fn engine() -> (tempfile::TempDir, Engine) {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = closed();
    let request = CreateProject {
        path: folder.path().join("p.rollcall").display().to_string(),
        name: "Harbour shop".into(),
    };
    engine.create_project(request).expect("a project");
    (folder, engine)
}

#[test]
fn of_a_name_what_is_personal_is_masked() {
    let ((_folder, engine), given_out) = (engine(), GivenOut::default());
    let mut mask = Mask::new(&engine, &given_out);
    for (name, gone, stays) in [
        (
            "anna.smith@shop.csv",
            &["anna", "smith", "shop"][..],
            ".csv",
        ),
        ("Export Anna Smith 2024.xlsx", &["Anna", "Smith"], "Export "),
        ("Export Anna Smith 2024.xlsx", &["Anna"], " 2024.xlsx"),
        ("AnnaSmith_orders.csv", &["Anna"], "_orders.csv"),
        ("calls 020 7946 0958.csv", &["7946", "0958"], "calls "),
        ("+447700900123.vcf", &["7700"], ".vcf"),
        ("born 1967-08-21.csv", &["1967"], "born "),
        (
            "/home/anna/lists/buyers.csv",
            &["home", "anna", "lists"],
            "…/buyers.csv",
        ),
        (
            "C:\\Users\\anna\\buyers.csv",
            &["Users", "anna"],
            "…/buyers.csv",
        ),
        (
            "/home/anna/Anna Smith.rollcall",
            &["anna", "Anna", "Smith"],
            "…/",
        ),
    ] {
        let masked = mask.name(name);
        for word in gone {
            assert!(!masked.contains(word), "{word} in {masked}");
        }
        assert!(masked.contains(stays), "{name} → {masked}");
    }
}

#[test]
fn other_names_stay_as_they_are() {
    let ((_folder, engine), given_out) = (engine(), GivenOut::default());
    let mut mask = Mask::new(&engine, &given_out);
    for name in [
        "Harbour shop",
        "Shopify · orders",
        "orders 2026-11-30 (2).csv",
        "mailchimp_20261130T101500.zip",
        "june-2026.csv",
        "export.zip/subscribed.csv",
        "Tills 1 and 2",
    ] {
        assert_eq!(mask.name(name), name);
    }
}

/// Whoever is in no table, was erased or is nobody's namesake is known to nobody.
#[test]
fn a_file_called_after_somebody_unknown_is_masked_and_so_is_what_is_called_after_it() {
    let ((_folder, engine), given_out) = (engine(), GivenOut::default());
    let mut mask = Mask::new(&engine, &given_out);
    for (name, stays) in [
        ("zenobia_order.csv", "_order.csv"),
        ("orders of Tornquist 2026.xlsx", "orders of "),
        ("/home/x/zoe_orders.csv", "_orders.csv"),
        ("/home/x/zenobia", "…/"),
        ("archive.zip/zenobia.csv", "archive.zip/"),
    ] {
        let masked = mask.name(name);
        for word in ["zenobia", "Tornquist", "zoe"] {
            assert!(!masked.contains(word), "{word} in {masked}");
        }
        assert!(masked.contains(stays), "{name} → {masked}");
        assert_eq!(masked, mask.name(name), "the same stands for it");
    }
    // The source and the table are called after the file.
    assert_eq!(mask.name("Zenobia"), "Zenobia");
    let reply = json!({ "tables": [
        { "file": "zenobia_order.csv", "source_name": "Zenobia", "table_name": "zenobia order", "header": [] },
    ] });
    mask.learn(NamesOfThings::default(), Some(&reply));
    for name in ["Zenobia", "zenobia order"] {
        let masked = mask.name(name).to_lowercase();
        assert!(!masked.contains("zenobia"), "{masked}");
    }
    let told = mask.sentence("Zenobia has no owner, and zenobia_order.csv was left out.");
    assert!(!told.to_lowercase().contains("zenobia"), "{told}");
    // What somebody called a source by hand stays as it is.
    assert_eq!(mask.name("Harbour shop"), "Harbour shop");
}

#[test]
fn a_sentence_tells_no_folder_and_no_name_that_is_masked() {
    let ((_folder, engine), given_out) = (engine(), GivenOut::default());
    let mut mask = Mask::new(&engine, &given_out);
    let reply = json!({ "tables": [
        { "file": "Export Anna Smith.xlsx", "header": ["Oluwaseun", "Brackenridge", "Leeds"] },
    ] });
    mask.learn(NamesOfThings::default(), Some(&reply));
    for (sentence, gone) in [
        (
            "Written to /home/anna/lists/buyers.csv.",
            &["anna", "lists"][..],
        ),
        (
            "“/home/anna b/my buyers.csv” cannot be opened.",
            &["anna", "my b/"],
        ),
        ("“Export Anna Smith.xlsx” was left out.", &["Anna", "Smith"]),
        ("The header “Oluwaseun” says nothing.", &["Oluwaseun"]),
    ] {
        let masked = mask.sentence(sentence);
        for word in gone {
            assert!(!masked.contains(word), "{word} in {masked}");
        }
    }
    for (sentence, gone, stays) in [
        (
            "/home/anna smith/x.csv could not be written: there is no space left.",
            &["anna", "smith"][..],
            " could not be written",
        ),
        (
            "C:\\Users\\Anna Smith\\My lists\\buyers.csv is open elsewhere.",
            &["Anna", "Smith", "My"],
            " is open elsewhere.",
        ),
        (
            "Written to /home/anna smith/lists of june.csv and read again.",
            &["anna", "smith"],
            " and read again",
        ),
        (
            "Written to /home/anna/lists.csv and /home/anna smith/more.csv.",
            &["anna", "smith"],
            "…/lists.csv and …/more.csv.",
        ),
        (
            "Written to /home/anna/lists. Rows and/or columns were read.",
            &["anna"],
            "Rows and/or columns were read.",
        ),
    ] {
        let masked = mask.sentence(sentence);
        for word in gone {
            assert!(!masked.contains(word), "{word} in {masked}");
        }
        assert!(masked.contains(stays), "{sentence} → {masked}");
    }
    for plain in [
        "Rows and/or columns of 12/31 were read.",
        "Rows / columns of 12/31 were read.",
    ] {
        assert_eq!(mask.sentence(plain), plain);
    }
}

#[test]
fn two_paths_are_told_apart_and_come_back() {
    let given_out = GivenOut::default();
    let (_folder, engine) = engine();
    let mut mask = Mask::new(&engine, &given_out);
    let one = mask.name("/home/anna/shop.rollcall");
    let other = mask.name("/home/ben/shop.rollcall");
    assert_ne!(one, other);
    assert_eq!(mask.name("/home/anna/shop.rollcall"), one);
    let mut request = json!({ "path": other, "beside": format!("{one}/lists.csv") });
    given_out.resolve(&mut request);
    assert_eq!(
        request,
        json!({ "path": "/home/ben/shop.rollcall", "beside": "/home/anna/shop.rollcall/lists.csv" })
    );
}

/// The header of a table of figures, and a row of people with a country and a state, taken for headers.
#[test]
fn what_may_be_a_code_is_masked_as_a_header_and_nowhere_else() {
    let ((_folder, engine), given_out) = (engine(), GivenOut::default());
    let mut mask = Mask::new(&engine, &given_out);
    let reply = json!({ "tables": [
        { "header": ["Region", "2024", "2025", "2026"] },
        { "header": ["Oluwaseun", "Brackenridge", "GB", "active"] },
    ] });
    mask.learn(NamesOfThings::default(), Some(&reply));
    for text in [
        "2026-11-30T10:00:00Z",
        "retention:3",
        "GB",
        "active",
        "2026",
        "3 rows are active",
    ] {
        assert_eq!(mask.without_names(text), text);
    }
    let masked = mask.without_names("The column Brackenridge needs a look.");
    assert!(!masked.contains("Brackenridge"), "{masked}");
    for header in ["Brackenridge", "GB"] {
        assert_ne!(mask.header(header), header);
    }
}

/// Whatever goes wrong with a file tells no folder, wherever a blank stands in its path.
#[test]
fn no_error_about_a_path_tells_whose_it_is() {
    let ((_folder, engine), given_out) = (engine(), GivenOut::default());
    for path in [
        "/home/anna smith/lists/my shop.rollcall",
        "/home/x/Anna Smith/my shop.rollcall",
        "/home/anna smith",
        "/home/anna. smith/a folder",
        "C:\\Users\\Anna Smith\\my shop.rollcall",
    ] {
        let path = PathBuf::from(path);
        let what = || "it is so".to_owned();
        let told = |error: EngineError| {
            let mut error = ApiError::from(error);
            Mask::new(&engine, &given_out).error(&mut error);
            let told = format!("{} {:?} {:?}", error.message, error.hint, error.context);
            for word in ["nna", "Users", "home", "lists"] {
                assert!(!told.contains(word), "{word} in {told}");
            }
            let shown = path.display().to_string();
            let is_of_person = shown.ends_with("mith");
            assert!(!is_of_person || !told.contains("mith"), "{told}");
            assert!(told.contains("…/"), "{told}");
        };
        let at = || path.clone();
        for error in [
            StoreError::Missing { path: at() },
            StoreError::Exists { path: at() },
            StoreError::NotAProject { path: at() },
            StoreError::NotWhole { path: at() },
            StoreError::PassphraseNeeded { path: at() },
            StoreError::WrongPassphrase { path: at() },
            StoreError::NotEncrypted { path: at() },
            StoreError::Newer {
                path: at(),
                found: 9,
                known: 8,
            },
            StoreError::Damaged {
                path: at(),
                what: what(),
            },
            StoreError::InUse { path: at() },
            StoreError::Locked { path: at() },
            StoreError::Disk {
                path: at(),
                what: what(),
            },
        ] {
            told(error.into());
        }
        told(EngineError::Io {
            path: at(),
            what: what(),
        });
    }
}

/// Who is known in a project that is not open nobody can tell.
#[test]
fn before_a_project_is_open_every_word_may_be_a_name() {
    let (engine, given_out) = (closed(), GivenOut::default());
    let mut mask = Mask::new(&engine, &given_out);
    for (name, gone, stays) in [
        ("Brackenridge", "Brackenridge", ""),
        ("brackenridge orders.csv", "brackenridge", " orders.csv"),
        ("Shopify · orders", "Brackenridge", "Shopify · orders"),
        ("/home/anna/Rollcall", "anna", "…/Rollcall"),
    ] {
        let masked = mask.name(name);
        assert!(!masked.contains(gone), "{masked}");
        assert!(masked.contains(stays), "{masked}");
    }
    // Stand-ins of before are no key to those of now.
    let other = GivenOut::default();
    let again = Mask::new(&engine, &other).name("Brackenridge");
    assert_ne!(again, mask.name("Brackenridge"));
}

#[test]
fn of_recent_projects_only_the_open_one_tells_who_is_known() {
    let ((_folder, engine), given_out) = (engine(), GivenOut::default());
    let mut reply = json!({
        "version": "1", "sample_available": false, "open": null, "locked": null, "projects_folder": "/home/x/Rollcall",
        "recent": [
            { "path": "/home/x/other.rollcall", "name": "Brackenridge", "opened_at": "2026-11-23", "exists": true },
            { "path": "/home/x/p.rollcall", "name": "Harbour shop", "opened_at": "2026-11-23", "exists": true },
        ],
    });
    Mask::new(&engine, &given_out).reply("app_info", &mut reply);
    let told = reply.to_string();
    assert!(!told.contains("Brackenridge"), "{told}");
    assert!(told.contains("Harbour shop"), "{told}");
}

#[test]
fn what_was_learned_of_names_is_read_again_once_something_is_written() {
    let ((_folder, engine), given_out) = (engine(), GivenOut::default());
    let learn = || {
        let mut mask = Mask::new(&engine, &given_out);
        mask.learn_names(None).expect("names");
        std::sync::Arc::clone(&mask.quoted)
    };
    let first = learn();
    assert!(std::sync::Arc::ptr_eq(&first, &learn()), "it is kept");
    let request = serde_json::from_value(json!({
        "name": "Export Anna Smith", "kind": "crm", "party": "first"
    }));
    engine
        .describe_source(request.expect("a request"))
        .expect("a source");
    let second = learn();
    assert!(!std::sync::Arc::ptr_eq(&first, &second));
    let mut mask = Mask::new(&engine, &given_out);
    mask.learn_names(None).expect("names");
    let told = mask.sentence("Export Anna Smith has no owner.");
    assert!(!told.contains("Smith"), "{told}");
    // Another project has names of its own.
    given_out.clear();
    assert!(!std::sync::Arc::ptr_eq(&second, &learn()));
}
