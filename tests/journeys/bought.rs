//! Data that was bought or borrowed: what a person gave us herself may go to an ad platform, what a
//! dealer sold may not.

use std::path::Path;

use rollcall_engine::view::{DescribeSource, ListPreview, Nothing, OpenProject, PreviewList};
use rollcall_engine::{AuditRequest, Engine, Silent};

use crate::estate::engine;

const SHOP: &str = "\
Customer no;First name;Surname;E-mail;Newsletter consent
100;Amelia;Thornbury;amelia@mail.example.com;yes
101;Bertram;Quillfeather;bertram@mail.example.com;yes
102;Clementine;Oakshott;clementine@mail.example.com;yes
";

/// Of the four the shop knows one.
const PROSPECTS: &str = "\
Ref;First name;Surname;E-mail;Newsletter consent
9001;Amelia;Thornbury;amelia@mail.example.com;yes
9002;Desmond;Hargrave;desmond@mail.example.com;yes
9003;Eleanor;Wexcombe;eleanor@mail.example.com;yes
9004;Ferdinand;Lockyer;ferdinand@mail.example.com;yes
";

fn project(folder: &Path) -> Engine {
    let files = [("shop.csv", SHOP), ("prospects.csv", PROSPECTS)];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let engine = engine();
    let path = folder.join("p.rollcall");
    let request = AuditRequest {
        paths: files.iter().map(|(name, _)| folder.join(name)).collect(),
        project: Some(path.clone()),
        out: None,
    };
    engine.audit(&request, &Silent).expect("an audit");
    let path = path.display().to_string();
    engine
        .open_project(OpenProject { path })
        .expect("the project");
    engine
}

fn preview(engine: &Engine, destination: &str) -> ListPreview {
    engine
        .preview_list(PreviewList {
            list: "customers".into(),
            draft: None,
            destination: destination.into(),
            days: None,
            today: None,
        })
        .expect("a preview")
}

#[test]
fn g65_who_is_known_only_from_a_bought_list_goes_to_no_ad_platform() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    assert_eq!(preview(&engine, "google_customer_match").rows, 6);

    let inventory = engine.inventory(Nothing {}).expect("an inventory");
    let prospects = inventory
        .sources
        .iter()
        .find(|source| source.mark.name.eq_ignore_ascii_case("prospects"))
        .expect("the prospects");
    engine
        .describe_source(DescribeSource {
            source: Some(prospects.mark.source),
            party: Some("third".into()),
            ..DescribeSource::default()
        })
        .expect("said");

    for destination in ["google_customer_match", "meta_customer_list"] {
        let found = preview(&engine, destination);
        assert_eq!(found.rows, 3, "{destination}");
        let why: Vec<(&str, u64)> = found
            .left_out
            .iter()
            .map(|one| (one.reason.as_str(), one.customers))
            .collect();
        assert_eq!(
            why,
            [("known only from data that was bought or borrowed", 3)],
            "{destination}"
        );
    }
    // Nobody's terms speak against a file for oneself.
    assert_eq!(preview(&engine, "plain_csv").rows, 6);

    engine.undo(Nothing {}).expect("taken back");
    assert_eq!(preview(&engine, "google_customer_match").rows, 6);
}
