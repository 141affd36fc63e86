//! One list goes to every platform at once, or to none.

use rollcall_engine::view::{DeliverList, DeliverSuppression, ListLeftOut, Nothing, PreviewList};

use super::{save, shop};

#[test]
fn g42_one_folder_has_a_file_a_platform_of_the_same_people() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    save(&engine, None, "Buyers", "suppress", 30);
    let out = folder.path().join("suppression");
    let told = engine
        .deliver_suppression(DeliverSuppression {
            list: "saved:1".into(),
            destinations: None,
            days: None,
            today: None,
            folder: out.display().to_string(),
        })
        .expect("a folder");
    assert_eq!(told.people, 3);
    assert!(told.files.len() >= 3);
    for file in &told.files {
        let left: u64 = file.left_out.iter().map(|one| one.customers).sum();
        assert_eq!(file.rows + left, told.people, "{}", file.destination);
        assert_eq!(file.path.is_some(), file.rows > 0);
    }
    let text = std::fs::read_to_string(out.join("manifest.json")).expect("the manifest");
    // The page is of the same shape as that of a single delivery.
    let page: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(page["people"], told.people);
    let deliveries = page["deliveries"].as_array().expect("the deliveries");
    assert_eq!(deliveries.len(), told.files.len());
    for one in deliveries {
        let left = one["left_out"].as_object().expect("counts").values();
        let left: u64 = left.filter_map(serde_json::Value::as_u64).sum();
        assert_eq!(
            one["rows"].as_u64().map(|rows| rows + left),
            Some(told.people)
        );
    }
    let single = engine
        .deliver_list(DeliverList {
            list: "saved:1".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
            path: folder.path().join("one.csv").display().to_string(),
            left_out_file: false,
        })
        .expect("written");
    let beside = std::fs::read_to_string(folder.path().join("one.manifest.json")).expect("a page");
    let beside: serde_json::Value = serde_json::from_str(&beside).expect("JSON");
    let members = |of: &serde_json::Value| -> Vec<String> {
        of.as_object().expect("members").keys().cloned().collect()
    };
    assert_eq!(members(&beside), members(&page));
    assert_eq!(members(&beside["deliveries"][0]), members(&deliveries[0]));
    assert_eq!(beside["deliveries"][0]["files"][0]["sha256"], single.sha256);
    for file in told.files.iter().filter(|one| one.rows > 0) {
        for hash in file.sha256.split(' ') {
            assert!(text.contains(hash), "{}", file.destination);
        }
    }
    // Everybody stays: a list to leave people alone asks nobody for consent.
    let people = engine.preview_list(PreviewList {
        list: "saved:1".into(),
        draft: None,
        destination: "plain_csv".into(),
        days: None,
        today: None,
    });
    assert_eq!(people.expect("a preview").chosen, 3);
}

/// One of the places is taken: then none of the files is there, and of last week's none is gone.
#[test]
fn a_folder_has_the_files_of_all_platforms_or_those_of_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    save(&engine, None, "Buyers", "suppress", 30);
    let out = folder.path().join("suppression");
    std::fs::create_dir_all(out.join("meta_customer_list.csv")).expect("a folder");
    std::fs::write(out.join("plain_csv.csv"), "last week").expect("a file");
    let write = || {
        engine.deliver_suppression(DeliverSuppression {
            list: "saved:1".into(),
            destinations: Some(vec!["plain_csv".into(), "meta_customer_list".into()]),
            days: None,
            today: None,
            folder: out.display().to_string(),
        })
    };
    let refused = write().expect_err("refused").to_string();
    assert!(refused.contains("meta_customer_list.csv"), "{refused}");
    let names = || {
        let mut names: Vec<String> = std::fs::read_dir(&out)
            .expect("the folder")
            .map(|one| one.expect("a file").file_name().to_string_lossy().into())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(), ["meta_customer_list.csv", "plain_csv.csv"]);
    let kept = std::fs::read_to_string(out.join("plain_csv.csv")).expect("the file");
    assert_eq!(kept, "last week");
    assert!(
        engine
            .list_deliveries(Nothing {})
            .expect("the log")
            .is_empty()
    );

    std::fs::remove_dir(out.join("meta_customer_list.csv")).expect("gone");
    write().expect("a folder");
    let expected = ["manifest.json", "meta_customer_list.csv", "plain_csv.csv"];
    assert_eq!(names(), expected);
    assert_eq!(
        engine.list_deliveries(Nothing {}).expect("the log").len(),
        2
    );
}

#[test]
fn a_list_to_write_to_suppresses_nobody_and_tells_who_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    save(&engine, None, "Friends", "contact", 30);
    let refused = engine.deliver_suppression(DeliverSuppression {
        list: "saved:1".into(),
        destinations: None,
        days: None,
        today: None,
        folder: folder.path().join("suppression").display().to_string(),
    });
    assert!(
        refused
            .expect_err("refused")
            .to_string()
            .contains("leave people alone")
    );
    // Who is left out of it is told by name and reason.
    let left = engine
        .list_left_out(ListLeftOut {
            list: "saved:1".into(),
            draft: None,
            destination: "google_customer_match".into(),
            reason: None,
            days: None,
            today: None,
            offset: 0,
            limit: 10,
        })
        .expect("who is out");
    assert!(
        left.people
            .iter()
            .any(|one| one.name == "Jonas Winkler" && one.reason == "said no"),
        "{left:?}"
    );
    assert_eq!(left.total, left.people.len() as u64);
}
