//! What is there and what is not: systems, holes, overlap, the same export again, limits, and the
//! five kinds of "we do not know".

use rollcall_engine::view::{
    CoverageCell, DescribeSource, LoadComparison, LoadNumber, Nothing, SearchCustomers,
    SetKindState, ShowReport,
};
use rollcall_engine::{AuditRequest, Engine, Silent};
use rollcall_model::SystemKind;

use crate::estate::{audited, engine};
use crate::measured::{CRM, SHOP, load, load_only, project};

#[test]
fn g26_an_empty_project_lists_every_kind_of_system_as_not_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let kinds = project(folder.path())
        .inventory(Nothing {})
        .expect("the inventory")
        .kinds;
    let listed: Vec<&str> = kinds.iter().map(|kind| kind.kind.as_str()).collect();
    let all: Vec<&str> = SystemKind::ALL
        .iter()
        .filter(|kind| **kind != SystemKind::Other)
        .map(|kind| kind.code())
        .collect();
    assert_eq!(listed, all);
    for kind in &kinds {
        assert_eq!(kind.state, "not_asked", "{}", kind.label);
        assert!(!kind.hole.is_empty(), "{}", kind.label);
    }
}

#[test]
fn g27_a_system_without_a_file_is_a_hole_that_tells_what_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    engine
        .set_kind_state(SetKindState {
            kind: "point_of_sale".into(),
            state: "no_file".into(),
        })
        .expect("said");
    let inventory = engine.inventory(Nothing {}).expect("the inventory");
    let till = inventory
        .kinds
        .iter()
        .find(|kind| kind.kind == "point_of_sale")
        .expect("the kind");
    assert_eq!(till.state, "no_file");
    for lost in [
        "purchases in stores",
        "loyalty cards",
        "lists of recent purchasers",
    ] {
        assert!(till.hole.contains(lost), "{lost}: {}", till.hole);
    }
    let readiness = engine.readiness(Nothing {}).expect("a score");
    let missing = &readiness.parts[0];
    assert_eq!(missing.part, "missing_systems");
    assert!(
        missing
            .findings
            .iter()
            .any(|one| one.sentence == till.hole && one.lost > 0)
    );
}

#[test]
fn g04_overlap_is_symmetric_tells_distinct_people_and_by_what_they_are_known() {
    let overlap = audited().engine.overlap(Nothing {}).expect("the overlap");
    let people = audited()
        .engine
        .inventory(Nothing {})
        .expect("the inventory");
    assert!(overlap.sources.len() > 2);
    for (left, row) in overlap.matrix.iter().enumerate() {
        for (right, in_common) in row.iter().enumerate() {
            assert_eq!(*in_common, overlap.matrix[right][left]);
            let (fewer, more) = (left.min(right), left.max(right));
            let keys: Vec<u64> = overlap
                .keys
                .iter()
                .filter(|key| (key.left, key.right) == (fewer, more))
                .map(|key| key.people)
                .collect();
            if left != right {
                assert!(keys.iter().all(|key| key <= in_common));
                assert!(
                    keys.iter().sum::<u64>() >= *in_common,
                    "each is known by something"
                );
            }
        }
        let source = people
            .sources
            .iter()
            .find(|one| one.mark == overlap.sources[left]);
        assert_eq!(
            source.and_then(|one| one.people),
            Some(row[left]),
            "distinct people"
        );
    }
    assert!(overlap.keys.iter().any(|key| {
        key.attribute
            .as_ref()
            .is_some_and(|one| one.code == "email")
    }));
}

fn compared(engine: &Engine) -> Option<LoadComparison> {
    engine.list_loads(Nothing {}).expect("the loads")[0].compared
}

fn customer(engine: &Engine, query: &str) -> String {
    let request = SearchCustomers {
        query: query.into(),
        ..SearchCustomers::default()
    };
    engine.search_customers(request).expect("a page").customers[0]
        .customer
        .clone()
}

#[test]
fn g06_the_same_export_again_changes_nothing_and_a_changed_row_is_one_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    let first = customer(&engine, "dekker");
    load(&engine, folder.path(), "crm.csv", CRM);
    assert_eq!(
        engine.list_loads(Nothing {}).expect("the loads").len(),
        1,
        "byte for byte the same is no new load"
    );
    // A blank line at the end makes it another file with the same rows.
    load(&engine, folder.path(), "crm.csv", &format!("{CRM}\n"));
    let same = compared(&engine).expect("compared");
    assert_eq!(
        (same.added, same.changed, same.unchanged, same.vanished),
        (0, 0, 3, 0)
    );

    let changed = CRM.replace("grietje@example.com", "g.dekker@example.net");
    load(&engine, folder.path(), "crm.csv", &changed);
    let one = compared(&engine).expect("compared");
    assert_eq!(
        (one.added, one.changed, one.unchanged, one.vanished),
        (0, 1, 2, 0)
    );
    assert_eq!(
        customer(&engine, "g.dekker@example.net"),
        first,
        "she keeps her id"
    );
}

#[test]
fn g12_the_report_says_in_its_footer_what_it_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("crm.csv");
    std::fs::write(&file, CRM).expect("a file");
    engine()
        .audit(
            &AuditRequest {
                paths: vec![file],
                project: Some(folder.path().join("shop.rollcall")),
                out: Some(folder.path().to_path_buf()),
            },
            &Silent,
        )
        .expect("an audit");
    let report = std::fs::read_to_string(folder.path().join("report.html")).expect("the report");
    let (_, footer) = report.split_once("<footer>").expect("a footer");
    for limit in [
        "no sync and no server",
        "not a data warehouse",
        "not a customer data platform",
        "not legal advice",
    ] {
        assert!(footer.contains(limit), "{limit}: {footer}");
    }
}

/// What the coverage tells about an attribute of the source whose name contains a word.
fn told(engine: &Engine, source: &str, attribute: &str) -> CoverageCell {
    let coverage = engine.coverage(Nothing {}).expect("the coverage");
    let row = coverage
        .attributes
        .iter()
        .position(|one| one.code == attribute)
        .expect("the attribute");
    let column = coverage
        .sources
        .iter()
        .position(|one| one.name.to_lowercase().contains(source))
        .expect("the source");
    coverage.cells[row][column].clone()
}

fn added(engine: &Engine, source: DescribeSource) {
    engine.describe_source(source).expect("a source");
}

fn named(name: &str) -> DescribeSource {
    DescribeSource {
        name: Some(name.into()),
        ..DescribeSource::default()
    }
}

#[test]
fn not_asked_is_a_source_of_which_only_the_name_is_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    added(&engine, named("Whatever the branch uses"));
    assert_eq!(told(&engine, "branch", "email").state, "not_asked");
}

#[test]
fn no_file_is_a_source_somebody_told_about_or_whose_load_was_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    added(
        &engine,
        DescribeSource {
            kind: Some("point_of_sale".into()),
            ..named("Till")
        },
    );
    added(
        &engine,
        DescribeSource {
            used_for: Some("not used".into()),
            ..named("Old bookings")
        },
    );
    assert_eq!(
        told(&engine, "till", "email").state,
        "no_file",
        "its kind was told"
    );
    assert_eq!(
        told(&engine, "bookings", "email").state,
        "no_file",
        "its use was told"
    );
    load(&engine, folder.path(), "shop.csv", SHOP);
    assert_eq!(told(&engine, "shop", "email").state, "known");
    let loads = engine.list_loads(Nothing {}).expect("the loads");
    let shop = loads.iter().find(|one| one.file.contains("shop"));
    let load = shop.expect("its load").load;
    engine
        .undo_load(LoadNumber { load })
        .expect("the load is taken back");
    engine
        .run_audit(Nothing {})
        .map(|job| crate::erased::wait(&engine, job.job))
        .expect("a run");
    assert_eq!(
        told(&engine, "shop", "email").state,
        "no_file",
        "it was there once"
    );
}

#[test]
fn no_such_column_is_told_only_of_files_that_have_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    let without_phone =
        "Customer ID,First name,Last name,Email\nS1,Mina,Kovac,mina.kovac@example.net\n";
    load_only(&engine, folder.path(), "shop.csv", without_phone, false);
    assert_eq!(told(&engine, "shop", "phone").state, "no_column");
    assert_eq!(
        told(&engine, "shop", "email").state,
        "not_counted",
        "it has one, nobody looked yet"
    );
    engine
        .run_audit(Nothing {})
        .map(|job| crate::erased::wait(&engine, job.job))
        .expect("a run");
    assert_eq!(told(&engine, "shop", "phone").state, "no_column");
    assert_eq!(told(&engine, "shop", "email").state, "known");
}

/// Four phones: one good, one blank, one that is none, one filler.
const PHONES: &str = "\
Customer ID,First name,Last name,Email,Phone
S1,Grietje,Dekker,grietje@example.com,+31 6 53917426
S2,Jonas,Winkler,jonas.winkler@example.org,
S3,Mina,Kovac,mina.kovac@example.net,call me maybe
S4,Pilar,Iglesias,pilar@example.org,0000000000
";

fn phones() -> CoverageCell {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "shop.csv", PHONES);
    told(&engine, "shop", "phone")
}

#[test]
fn blank_is_a_cell_with_nothing_in_it() {
    let cell = phones();
    assert_eq!(
        (cell.state.as_str(), cell.rows, cell.blank, cell.filled),
        ("known", 4, 1, 3)
    );
}

#[test]
fn invalid_is_a_cell_with_something_that_cannot_be_it_and_a_filler_is_neither() {
    let cell = phones();
    assert_eq!((cell.valid, cell.invalid, cell.placeholder), (1, 1, 1));
}

#[test]
fn the_lawful_basis_of_a_source_is_kept_and_an_untold_one_stands_in_the_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    added(&engine, named("Old bookings"));
    let basis = || {
        let sources = engine.inventory(Nothing {}).expect("the inventory").sources;
        sources
            .into_iter()
            .map(|source| source.lawful_basis)
            .collect::<Vec<_>>()
    };
    let report = || {
        engine
            .report_page(ShowReport::default())
            .expect("the report")
            .html
    };
    assert_eq!(basis(), ["", ""]);
    let told = "Lawful basis: nobody has said yet on what ground the data of";
    assert!(report().contains(&format!(
        "{told} 2 of 2 sources may be held: CRM, Old bookings."
    )));

    let sources = engine.inventory(Nothing {}).expect("the inventory").sources;
    added(
        &engine,
        DescribeSource {
            source: Some(sources[0].mark.source),
            lawful_basis: Some(" contract; consent for the newsletter ".into()),
            ..DescribeSource::default()
        },
    );
    assert_eq!(basis(), ["contract; consent for the newsletter", ""]);
    assert!(report().contains(&format!("{told} 1 of 2 sources may be held: Old bookings.")));

    engine.undo(Nothing {}).expect("taken back");
    assert_eq!(basis(), ["", ""]);
}
