//! A value set by hand stays with the record it was set for, whatever customer that record is of.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CreateProject, CustomerNumber, CustomerView, ErasePerson, ImportFiles, Nothing, OverrideValue,
    SearchCustomers,
};

use crate::erased::wait;
use crate::estate::engine;

const TILL: &str = "\
Card;First name;Last name;E-mail;Birth date
K1;Grietje;Dekker;grietje.dekker@example.com;1984-03-02
K2;Jonas;Winkler;jonas.winkler@example.org;1971-11-30
";
const SHOP: &str = "\
Customer ID,First name,Last name,Email,Date of birth
S1,Grietje,Dekker,grietje.dekker@example.com,1984-03-02
S2,Grietje,Dekker,grietje.dekker@example.com,1984-03-02
S3,Mina,Kovac,mina.kovac@example.net,1990-01-17
";
/// The shop again a month later: both accounts have become somebody else's.
const SHOP_LATER: &str = "\
Customer ID,First name,Last name,Email,Date of birth
S1,Tobias,Lindqvist,tobias.lindqvist@example.se,1962-07-09
S2,Tobias,Lindqvist,tobias.lindqvist@example.se,1962-07-09
S3,Mina,Kovac,mina.kovac@example.net,1990-01-17
";

/// The till without her.
const TILL_WITHOUT: &str = "\
Card;First name;Last name;E-mail;Birth date
K2;Jonas;Winkler;jonas.winkler@example.org;1971-11-30
K3;Mina;Kovac;mina.kovac@example.net;1990-01-17
";
/// The till with her again.
const TILL_BACK: &str = "\
Card;First name;Last name;E-mail;Birth date
K1;Grietje;Dekker;grietje.dekker@example.com;1984-03-02
K2;Jonas;Winkler;jonas.winkler@example.org;1971-11-30
K3;Mina;Kovac;mina.kovac@example.net;1990-01-17
";

fn load(engine: &Engine, folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![file.display().to_string()],
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(engine, job);
}

fn customer(engine: &Engine, query: &str) -> CustomerView {
    let page = engine
        .search_customers(SearchCustomers {
            query: query.to_owned(),
            ..SearchCustomers::default()
        })
        .expect("a page");
    let [one] = page.customers.as_slice() else {
        panic!("one customer for {query}, not {:?}", page.customers);
    };
    engine
        .get_customer(CustomerNumber {
            customer: one.customer.clone(),
        })
        .expect("the customer")
}

fn given_name(customer: &CustomerView) -> &str {
    customer
        .golden
        .iter()
        .find(|value| value.attribute.code == "given_name")
        .map_or("", |value| &value.value)
}

fn set(engine: &Engine, customer: &CustomerView, value: Option<&str>) {
    engine
        .override_value(OverrideValue {
            customer: customer.customer.clone(),
            attribute: "given_name".into(),
            value: value.map(str::to_owned),
            reason: "she said so".into(),
        })
        .expect("the value is set");
}

fn audit(engine: &Engine) {
    wait(engine, engine.run_audit(Nothing {}).expect("a job").job);
}

fn project(folder: &Path) -> Engine {
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: folder.join("shop.rollcall").display().to_string(),
            name: "Shop".into(),
        })
        .expect("a project");
    load(&engine, folder, "till_customers.csv", TILL);
    load(&engine, folder, "shop_customers.csv", SHOP);
    engine
}

/// Grietje has a value set by hand, and Tobias the number she had then.
fn after_the_split(folder: &Path) -> Engine {
    let engine = project(folder);
    let before = customer(&engine, "grietje.dekker@example.com");
    set(&engine, &before, Some("Gretchen"));
    load(&engine, folder, "shop_customers.csv", SHOP_LATER);
    assert_eq!(customer(&engine, "lindqvist").customer, before.customer);
    assert_are(&engine, "Gretchen", "Tobias");
    engine
}

#[track_caller]
fn assert_are(engine: &Engine, grietje: &str, tobias: &str) {
    let hers = customer(engine, "grietje.dekker@example.com");
    let his = customer(engine, "lindqvist");
    assert_eq!((given_name(&hers), given_name(&his)), (grietje, tobias));
}

#[test]
fn a_value_of_whoever_has_the_number_now_leaves_that_of_before_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = after_the_split(folder.path());
    set(&engine, &customer(&engine, "lindqvist"), Some("Toby"));
    assert_are(&engine, "Gretchen", "Toby");
    audit(&engine);
    assert_are(&engine, "Gretchen", "Toby");

    set(&engine, &customer(&engine, "lindqvist"), None);
    assert_are(&engine, "Gretchen", "Tobias");
    audit(&engine);
    assert_are(&engine, "Gretchen", "Tobias");
    engine.undo(Nothing {}).expect("undone");
    assert_are(&engine, "Gretchen", "Toby");
}

#[test]
fn a_value_whose_record_is_missing_waits_for_it_and_is_nobody_elses() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = after_the_split(folder.path());
    load(&engine, folder.path(), "till_customers.csv", TILL_WITHOUT);
    assert_eq!(given_name(&customer(&engine, "lindqvist")), "Tobias");
    load(&engine, folder.path(), "till_customers.csv", TILL_BACK);
    assert_are(&engine, "Gretchen", "Tobias");

    // Whoever has other records keeps it meanwhile.
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let grietje = customer(&engine, "grietje.dekker@example.com");
    set(&engine, &grietje, Some("Gretchen"));
    load(&engine, folder.path(), "till_customers.csv", TILL_WITHOUT);
    let grietje = customer(&engine, "grietje.dekker@example.com");
    assert_eq!(
        (grietje.record_count, given_name(&grietje)),
        (2, "Gretchen")
    );
}

#[test]
fn erasing_whoever_has_the_number_now_leaves_the_value_of_before_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = after_the_split(folder.path());
    set(&engine, &customer(&engine, "lindqvist"), Some("Tobbe"));
    let erased = engine
        .erase_person(ErasePerson {
            customer: customer(&engine, "lindqvist").customer,
            reason: String::new(),
            also_rows: Vec::new(),
            also_set_aside: Vec::new(),
        })
        .expect("a job");
    wait(&engine, erased.job);
    let grietje = customer(&engine, "grietje.dekker@example.com");
    assert_eq!(given_name(&grietje), "Gretchen");
    let his = crate::erased::files_with(folder.path(), "Tobbe");
    assert_eq!(his, [""; 0], "what was set for him is gone with him");
}

#[test]
fn a_value_follows_its_record_through_a_split_and_can_be_given_back_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let before = customer(&engine, "grietje.dekker@example.com");
    assert_eq!(before.record_count, 3);
    set(&engine, &before, Some("Gretchen"));

    load(&engine, folder.path(), "shop_customers.csv", SHOP_LATER);
    let grietje = customer(&engine, "grietje.dekker@example.com");
    assert_eq!(grietje.record_count, 1);
    assert_ne!(
        grietje.customer, before.customer,
        "the larger part keeps it"
    );
    assert_eq!(given_name(&grietje), "Gretchen");
    assert_eq!(given_name(&customer(&engine, "lindqvist")), "Tobias");

    // Whatever number she has now, the word can be changed and given back.
    set(&engine, &grietje, Some("Griet"));
    assert_eq!(
        given_name(&customer(&engine, "grietje.dekker@example.com")),
        "Griet"
    );
    set(&engine, &grietje, None);
    assert_eq!(
        given_name(&customer(&engine, "grietje.dekker@example.com")),
        "Grietje"
    );
    // What is shown follows the word's coming and going at once.
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(
        given_name(&customer(&engine, "grietje.dekker@example.com")),
        "Griet"
    );
    engine.redo(Nothing {}).expect("done again");
    assert_eq!(
        given_name(&customer(&engine, "grietje.dekker@example.com")),
        "Grietje"
    );
}

#[test]
fn what_cannot_be_a_value_is_refused_and_a_yes_by_hand_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    audit(&engine);
    let page = engine
        .search_customers(SearchCustomers::default())
        .expect("customers");
    let customer = &page.customers[0].customer;
    let try_it = |attribute: &str, value: &str, reason: &str| {
        engine.override_value(OverrideValue {
            customer: customer.clone(),
            attribute: attribute.into(),
            value: Some(value.into()),
            reason: reason.into(),
        })
    };
    for (attribute, value, reason, complaint) in [
        ("email", "no address", "", "no e-mail address"),
        ("email_consent", "maybe", "", "opted_in, opted_out"),
        ("email_consent", "opted_in", " ", "Say why"),
    ] {
        let told = try_it(attribute, value, reason).expect_err("refused");
        assert!(told.to_string().contains(complaint), "{told}");
    }
    for (attribute, value, reason) in [
        ("email", "greta@example.net", ""),
        ("email", "", ""),
        (
            "email_consent",
            "opted_in",
            "told us at the counter on 3 March",
        ),
        ("email_consent", "opted_out", ""),
    ] {
        assert!(
            try_it(attribute, value, reason).is_ok(),
            "{attribute} {value}"
        );
    }
}
