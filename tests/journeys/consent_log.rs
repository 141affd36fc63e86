//! A log of consents as tools that manage them write it, one statement a row: each row is about its own channel, what
//! nobody can read is never a yes, and a no is dated by the day it was said.

use std::fmt::Write;
use std::path::Path;

use rollcall_engine::view::{
    ChannelLedger, ConsentLedger, CustomerNumber, DeliverList, Figure, ListProblems, MappingView,
    Nothing, OpenProject, PreviewList, RecordNumber, RowsBehind, SearchCustomers, SetColumn,
    TableNumber,
};
use rollcall_engine::{AuditRequest, Clock, Engine, EngineOptions, Silent};

use crate::erased::wait;

/// Whom the CRM knows; nobody is asked there.
pub(crate) const CRM: &str = "\
Customer no,First name,Surname,E-mail,Mobile,Street,Postcode,Town,Country,Date of birth
1,Amelia,Thornbury,amelia@example.com,+44 7700 900101,1 Quay Street,BS1 4DJ,Bristol,United Kingdom,1984-05-06
2,Bertram,Quillfeather,bertram@example.com,+44 7700 900102,2 Quay Street,BS1 4DJ,Bristol,United Kingdom,1971-08-09
3,Clementine,Oakshott,clementine@example.com,+44 7700 900103,3 Quay Street,BS1 4DJ,Bristol,United Kingdom,1990-01-02
4,Desmond,Hargrave,desmond@example.com,+44 7700 900104,4 Quay Street,BS1 4DJ,Bristol,United Kingdom,1968-11-12
5,Eleanor,Wexcombe,eleanor@example.com,+44 7700 900105,5 Quay Street,BS1 4DJ,Bristol,United Kingdom,1977-03-04
6,Ferdinand,Ashdown,ferdinand@example.com,+44 7700 900106,6 Quay Street,BS1 4DJ,Bristol,United Kingdom,1982-12-24
7,Gwendolyn,Marchbanks,gwendolyn@example.com,+44 7700 900107,7 Quay Street,BS1 4DJ,Bristol,United Kingdom,1959-07-30
";

/// What the tool for consents wrote; further people behind, so that its channels are told.
fn log(unreadable: bool) -> String {
    let mut rows = String::from(
        "email,channel,purpose,state,timestamp,source\n\
         amelia@example.com,E-Mail,newsletter,granted,2026-01-05T10:00:00Z,Website form\n\
         amelia@example.com,SMS,marketing,withdrawn,2026-02-01T09:00:00Z,Call centre\n\
         bertram@example.com,email,marketing,withdrawn,2025-01-01T08:00:00Z,Till\n\
         bertram@example.com,email,marketing,granted,2026-01-01T08:00:00Z,Website form\n\
         bertram@example.com,Texto,marketing,granted,2026-01-01T08:00:00Z,Website form\n\
         clementine@example.com,courrier,marketing,granted,2026-01-02T08:00:00Z,Reply card\n",
    );
    if unreadable {
        rows.push_str(
            "desmond@example.com,carrier pigeon,marketing,granted,2026-01-03T08:00:00Z,Till\n\
             eleanor@example.com,email,marketing,granted,2026-03-01T08:00:00Z,Website form\n\
             eleanor@example.com,carrier pigeon,marketing,withdrawn,2026-01-04T08:00:00Z,Till\n\
             gwendolyn@example.com,email,marketing,granted,2026-03-01T08:00:00Z,Website form\n\
             gwendolyn@example.com,,marketing,withdrawn,2026-01-04T08:00:00Z,Till\n",
        );
    }
    rows.push_str(
        "ferdinand@example.com,email,service,granted,2026-01-05T08:00:00Z,Website form\n",
    );
    for person in 0..20 {
        for (channel, state) in [
            ("email", "granted"),
            ("sms", "withdrawn"),
            ("Telefon", "granted"),
        ] {
            writeln!(
                rows,
                "member{person}@example.com,{channel},marketing,{state},2026-01-06T08:00:00Z,Website form"
            )
            .expect("a row");
        }
    }
    rows
}

/// Uploads of our own: one for text messages, which needs a yes to them.
const TEXTS: &str = "\
code = \"texts\"
name = \"Texts\"
read_on = \"2026-11-30\"
tier = \"own\"
confidence = \"our own\"
blank_cells = \"A blank cell means that no source holds a usable value.\"
contact_identifiers = [[\"Phone\"]]

[file]
mode = \"for_people\"
line_end = \"crlf\"

[consent]
not_refused = [\"sms_consent\"]

[[columns]]
header = \"First name\"
from = \"given_name\"

[[columns]]
header = \"Phone\"
from = \"phone\"
";

pub(crate) fn project(folder: &Path, files: &[(&str, &str)]) -> Engine {
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let settings = folder.join("settings");
    std::fs::create_dir_all(settings.join("destinations")).expect("a folder");
    std::fs::write(settings.join("destinations/texts.toml"), TEXTS).expect("a recipe");
    let engine = Engine::new(EngineOptions {
        version: "test".into(),
        clock: Clock::on("2026-11-23".parse().expect("a day")),
        who: "test".into(),
        settings_folder: Some(settings),
        projects_folder: folder.to_path_buf(),
        sample_exports: None,
    });
    let path = folder.join("p.rollcall");
    let request = AuditRequest {
        paths: files.iter().map(|(name, _)| folder.join(name)).collect(),
        project: Some(path.clone()),
        out: None,
    };
    engine.audit(&request, &Silent).expect("an audit");
    engine
        .open_project(OpenProject {
            path: path.display().to_string(),
        })
        .expect("the project");
    engine
}

pub(crate) fn ledger(engine: &Engine, name: &str) -> ConsentLedger {
    let page = engine
        .search_customers(SearchCustomers {
            query: name.into(),
            ..SearchCustomers::default()
        })
        .expect("a search");
    let customer = page.customers.first().expect(name).customer.clone();
    engine
        .consent_ledger(CustomerNumber { customer })
        .expect("a ledger")
}

pub(crate) fn channel<'a>(ledger: &'a ConsentLedger, code: &str) -> &'a ChannelLedger {
    let mut channels = ledger.channels.iter();
    channels
        .find(|one| one.channel.code == code)
        .expect("the channel")
}

/// What holds by e-mail, text message, telephone and letter.
pub(crate) fn states(engine: &Engine, name: &str) -> [Option<String>; 4] {
    let ledger = ledger(engine, name);
    [
        "email_consent",
        "sms_consent",
        "phone_consent",
        "post_consent",
    ]
    .map(|code| channel(&ledger, code).state.clone())
}

pub(crate) fn holds(states: [Option<&str>; 4]) -> [Option<String>; 4] {
    states.map(|state| state.map(str::to_owned))
}

/// Who is in a list for a destination, and why the others are not.
pub(crate) fn delivered(
    engine: &Engine,
    folder: &Path,
    destination: &str,
) -> (String, Vec<String>) {
    let preview = engine
        .preview_list(PreviewList {
            list: "customers".into(),
            draft: None,
            destination: destination.into(),
            days: None,
            today: None,
        })
        .expect("a preview");
    let path = folder.join(format!("{destination}.csv"));
    engine
        .deliver_list(DeliverList {
            left_out_file: false,
            list: "customers".into(),
            destination: destination.into(),
            path: path.display().to_string(),
            days: None,
            today: None,
        })
        .expect("a delivery");
    let reasons = preview.left_out.iter().map(|one| one.reason.clone());
    (
        std::fs::read_to_string(path).expect("the list"),
        reasons.collect(),
    )
}

/// How the log is read.
fn mapping(engine: &Engine) -> MappingView {
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let views = tables.iter().map(|one| {
        engine
            .get_mapping(TableNumber { table: one.table })
            .expect("a mapping")
    });
    let is_log = |view: &MappingView| view.columns.iter().any(|one| one.header == "channel");
    views.into_iter().find(is_log).expect("the log")
}

#[test]
fn every_statement_of_a_log_belongs_to_the_channel_its_row_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = log(true);
    let files = [("crm_contacts.csv", CRM), ("consents.csv", log.as_str())];
    let engine = project(folder.path(), &files);

    let view = mapping(&engine);
    let codes: Vec<&str> = view
        .columns
        .iter()
        .map(|one| {
            one.attribute
                .as_ref()
                .map_or("", |attribute| attribute.code.as_str())
        })
        .collect();
    assert_eq!(
        codes,
        [
            "email",
            "consent_channel",
            "consent_purpose",
            "consent_state",
            "consent_time",
            "consent_source"
        ]
    );

    let (yes, no) = (Some("opted_in"), Some("opted_out"));
    for (name, expected) in [
        ("Amelia", [yes, no, None, None]),
        // A later word of the same source about the same channel and purpose.
        ("Bertram", [yes, yes, None, None]),
        ("Clementine", [None, None, None, yes]),
        // A yes by a channel nobody knows is none.
        ("Desmond", [None, None, None, None]),
        // A no by a channel nobody knows is one for every channel, whatever was said since of one of them.
        ("Eleanor", [no, no, no, no]),
        ("Gwendolyn", [no, no, no, no]),
        // A yes to service messages is none to a list.
        ("Ferdinand", [None, None, None, None]),
    ] {
        assert_eq!(states(&engine, name), holds(expected), "{name}");
    }
}

#[test]
fn the_ledger_shows_each_statement_with_its_evidence() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = log(true);
    let files = [("crm_contacts.csv", CRM), ("consents.csv", log.as_str())];
    let engine = project(folder.path(), &files);

    let amelia = ledger(&engine, "Amelia");
    let texts = channel(&amelia, "sms_consent");
    assert_eq!(texts.statements.len(), 1, "{texts:#?}");
    let said = &texts.statements[0];
    assert_eq!(
        (said.state.as_str(), said.raw.as_str(), said.row, said.holds),
        ("opted_out", "withdrawn", 3, true)
    );
    assert_eq!(
        (
            said.purpose.as_str(),
            said.origin.as_str(),
            said.evidence.as_str()
        ),
        ("marketing", "Call centre", "column")
    );
    assert!(
        said.time
            .as_deref()
            .is_some_and(|time| time.starts_with("2026-02-01"))
    );
    assert_eq!(said.time_of, "consent");
    assert_eq!(channel(&amelia, "email_consent").statements.len(), 1);

    let bertram = ledger(&engine, "Bertram");
    let mail = channel(&bertram, "email_consent");
    let told: Vec<(&str, bool, bool)> = mail
        .statements
        .iter()
        .map(|one| (one.state.as_str(), one.holds, one.replaced))
        .collect();
    assert_eq!(
        told,
        [("opted_out", false, true), ("opted_in", true, false)]
    );
    assert!(!mail.contradicted, "{mail:#?}");
    assert!(mail.why.contains("the last word there"), "{}", mail.why);

    let ferdinand = ledger(&engine, "Ferdinand");
    let mail = channel(&ferdinand, "email_consent");
    let told: Vec<(&str, &str)> = mail
        .statements
        .iter()
        .map(|one| (one.state.as_str(), one.purpose.as_str()))
        .collect();
    assert_eq!(told, [("other_purpose", "service")]);
}

#[test]
fn lists_obey_the_channel_of_a_statement_and_tell_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = log(true);
    let files = [("crm_contacts.csv", CRM), ("consents.csv", log.as_str())];
    let engine = project(folder.path(), &files);

    let (mails, _) = delivered(&engine, folder.path(), "plain_csv");
    assert!(
        mails.contains("amelia@") && mails.contains("bertram@"),
        "{mails}"
    );
    for gone in ["eleanor@", "gwendolyn@"] {
        assert!(!mails.contains(gone), "{gone}\n{mails}");
    }
    let (texts, reasons) = delivered(&engine, folder.path(), "texts");
    assert!(texts.contains("Bertram"), "{texts}");
    for gone in ["Amelia", "Eleanor", "Gwendolyn"] {
        assert!(!texts.contains(gone), "{gone}\n{texts}");
    }
    assert!(reasons.contains(&"said no".to_owned()), "{reasons:?}");
}

#[test]
fn channels_nobody_knows_are_told_with_their_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = log(true);
    let files = [("crm_contacts.csv", CRM), ("consents.csv", log.as_str())];
    let engine = project(folder.path(), &files);
    let told = |code: &str| {
        let page = engine.list_problems(ListProblems {
            code: Some(code.into()),
            severity: None,
            source: None,
            offset: 0,
            limit: None,
        });
        page.expect("the problems").problems
    };
    let problems = told("invalid_value");
    let channels = problems
        .iter()
        .find(|one| one.column.as_deref() == Some("channel"))
        .expect("the problem");
    assert_eq!(
        (channels.file.as_str(), channels.count),
        ("consents.csv", 3)
    );
    assert!(
        channels.message.contains("no channel"),
        "{}",
        channels.message
    );
    let rows = engine
        .rows_behind(RowsBehind {
            figure: Figure::Problem {
                problem: channels.problem,
            },
            filter: String::new(),
            sort: None,
            offset: 0,
            limit: None,
        })
        .expect("its rows");
    assert_eq!(rows.total, 3, "{rows:?}");
    let text = format!("{rows:?}");
    assert!(text.contains("carrier pigeon"), "{text}");
}

#[test]
fn a_column_of_channels_can_be_chosen_and_left_out_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = log(false);
    let files = [("crm_contacts.csv", CRM), ("consents.csv", log.as_str())];
    let engine = project(folder.path(), &files);
    let view = mapping(&engine);
    for code in [
        "consent_channel",
        "consent_purpose",
        "consent_state",
        "withdrawal_time",
    ] {
        assert!(view.choices.iter().any(|one| one.code == code), "{code}");
    }
    let say = |column: usize, attribute: Option<&str>| {
        engine
            .set_column(SetColumn {
                table: view.table,
                column,
                attribute: attribute.map(str::to_owned),
                group: 0,
                date_order: None,
            })
            .expect("a column");
    };
    let audit = || {
        let job = engine.run_audit(Nothing {}).expect("an audit").job;
        wait(&engine, job);
    };
    // Without a column of channels and purposes every statement is about e-mail, as in any list of permissions.
    say(1, None);
    say(2, None);
    audit();
    assert_eq!(states(&engine, "Amelia")[0].as_deref(), Some("opted_out"));
    assert_eq!(states(&engine, "Amelia")[1], None);
    say(1, Some("consent_channel"));
    audit();
    assert_eq!(states(&engine, "Amelia")[0].as_deref(), Some("opted_in"));
    assert_eq!(states(&engine, "Amelia")[1].as_deref(), Some("opted_out"));
}

#[test]
fn a_no_is_dated_by_the_day_it_was_said_and_a_yes_by_the_day_it_was_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let members = "\
Member,First name,Surname,E-mail,Newsletter,Opt-in date,Opt-out date
1,Amelia,Thornbury,amelia@example.com,yes,2024-01-05,
2,Bertram,Quillfeather,bertram@example.com,no,2024-01-06,2025-03-01
3,Clementine,Oakshott,clementine@example.com,yes,2025-06-01,2024-03-01
4,Desmond,Hargrave,desmond@example.com,no,2024-01-08,
";
    let engine = project(folder.path(), &[("members.csv", members)]);
    for (name, state, time) in [
        ("Amelia", "opted_in", Some("2024-01-05")),
        ("Bertram", "opted_out", Some("2025-03-01")),
        ("Clementine", "opted_in", Some("2025-06-01")),
        // Nobody wrote down when it was said: the day somebody signed up is no day of a no.
        ("Desmond", "opted_out", None),
    ] {
        let ledger = ledger(&engine, name);
        let mail = channel(&ledger, "email_consent");
        let said = mail.statements.first().expect(name);
        assert_eq!(said.state, state, "{name}: {mail:#?}");
        let told = said.time.as_deref().and_then(|time| time.get(..10));
        assert_eq!(told, time, "{name}: {mail:#?}");
    }
}

/// One column holds addresses and numbers. What a row says that holds a number alone is said by the one person who holds
/// it; a number of two people may be their family's, so that it stays with the number. Either way it holds for the list.
#[test]
fn a_statement_that_names_a_telephone_number_is_about_that_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut log = String::from(
        "contact,channel,purpose,state,timestamp\n\
         amelia@example.com,email,marketing,granted,2026-01-05T10:00:00Z\n\
         +44 7700 900101,sms,marketing,withdrawn,2026-02-01T09:00:00Z\n\
         +44 7700 900102,sms,marketing,granted,2026-01-01T08:00:00Z\n\
         +44 7700 900102,phone,marketing,withdrawn,2026-01-01T08:00:00Z\n\
         +44 7700 900109,sms,marketing,withdrawn,2026-01-01T08:00:00Z\n",
    );
    for person in 0..20 {
        writeln!(
            log,
            "member{person}@example.com,email,marketing,granted,2026-01-06T08:00:00Z\n\
             +44 7700 9008{person:02},sms,marketing,granted,2026-01-06T08:00:00Z"
        )
        .expect("two rows");
    }
    let family = "\
8,Harriet,Lockwood,harriet@example.com,+44 7700 900109,8 Quay Street,BS1 4DJ,Bristol,United Kingdom,1961-02-03
9,Isidore,Lockwood,isidore@example.com,+44 7700 900109,8 Quay Street,BS1 4DJ,Bristol,United Kingdom,1959-04-05
";
    let people = format!("{CRM}{family}");
    let files = [
        ("crm_contacts.csv", people.as_str()),
        ("consents.csv", log.as_str()),
    ];
    let engine = project(folder.path(), &files);
    let (yes, no) = (Some("opted_in"), Some("opted_out"));
    for (who, expected) in [
        ("Amelia", [yes, no, None, None]),
        ("Bertram", [None, yes, no, None]),
        ("Harriet", [None; 4]),
        ("Isidore", [None; 4]),
    ] {
        assert_eq!(states(&engine, who), holds(expected), "{who}");
    }
    let amelia = ledger(&engine, "Amelia");
    let texts = channel(&amelia, "sms_consent");
    assert_eq!(texts.statements.len(), 1, "{texts:#?}");
    assert_eq!(texts.statements[0].row, 3);
    let customer = amelia.customer.clone();
    let view = engine.get_customer(CustomerNumber { customer });
    let records = view.expect("Amelia").records.into_iter();
    let records = records.map(|one| RecordNumber { record: one.record });
    let why = records.filter_map(|one| engine.explain_record(one).expect("why").explanation);
    let why: Vec<String> = why.map(|one| one.sentence).collect();
    let by_number = "This row holds nothing but a telephone number, and one person alone holds it";
    // Or by the same number as a pair that is likely enough by itself.
    let tells = |one: &String| one.starts_with(by_number) || one.contains("same phone");
    assert!(why.iter().any(tells), "{why:?}");

    let (texts, _) = delivered(&engine, folder.path(), "texts");
    assert!(texts.contains("900103"), "{texts}");
    for number in ["900101", "900102", "900109"] {
        assert!(!texts.contains(number), "{number}: {texts}");
    }
}

/// Whom the CRM has permission to write to; what they asked for since then.
const PERMITTED: &str = "\
Customer no,First name,Surname,E-mail,Mobile,Email opt-in,SMS opt-in
1,Amelia,Thornbury,amelia@example.com,+44 7700 900101,yes,yes
2,Bertram,Quillfeather,bertram@example.com,+44 7700 900102,yes,yes
3,Clementine,Oakshott,clementine@example.com,+44 7700 900103,yes,yes
4,Desmond,Hargrave,desmond@example.com,+44 7700 900104,yes,yes
5,Eleanor,Wexcombe,eleanor@example.com,+44 7700 900105,yes,yes
6,Ferdinand,Ashdown,ferdinand@example.com,+44 7700 900106,yes,yes
7,Gwendolyn,Marchbanks,gwendolyn@example.com,+44 7700 900107,yes,yes
";
const ASKED: &str = "\
No.,Received on,Name,Email,Type of request,Status
1,2026-11-01,Amelia Thornbury,amelia@example.com,Right to object,open
2,2026-11-02,Bertram Quillfeather,bertram@example.com,Withdrawal of consent,open
3,2026-11-03,Clementine Oakshott,clementine@example.com,Do not contact,open
4,2026-11-04,Desmond Hargrave,desmond@example.com,Widerspruch nach Art. 21,open
5,2026-11-05,Eleanor Wexcombe,eleanor@example.com,Widerruf der Einwilligung,open
6,2026-11-06,Ferdinand Ashdown,ferdinand@example.com,Objection to marketing,open
7,2026-11-07,Gwendolyn Marchbanks,gwendolyn@example.com,Correction of address,open
";

#[test]
fn who_uses_the_right_to_object_or_takes_consent_back_is_reached_by_no_channel() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(
        folder.path(),
        &[
            ("crm_people.csv", PERMITTED),
            ("data_subject_requests.csv", ASKED),
        ],
    );
    for name in [
        "Amelia",
        "Bertram",
        "Clementine",
        "Desmond",
        "Eleanor",
        "Ferdinand",
    ] {
        assert_eq!(
            states(&engine, name),
            holds([Some("opted_out"); 4]),
            "{name}"
        );
    }
    // Who wants an address corrected still wants the messages.
    assert_eq!(
        states(&engine, "Gwendolyn"),
        holds([Some("opted_in"), Some("opted_in"), None, None])
    );
    let asked = engine.list_requests(Nothing {}).expect("requests").asked;
    let kinds: Vec<&str> = asked.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["rectification"]);
}

const ASKED_BARELY: &str = "\
No.,Received on,Name,Email,Type of request,Status
1,2026-11-01,Amelia Thornbury,amelia@example.com,Objection,open
2,2026-11-02,Bertram Quillfeather,bertram@example.com,Withdrawal,open
3,2026-11-03,Clementine Oakshott,clementine@example.com,Widerspruch,open
4,2026-11-04,Desmond Hargrave,desmond@example.com,Widerruf,open
5,2026-11-05,Eleanor Wexcombe,eleanor@example.com,\"Restriction, suppression\",open
6,2026-11-06,Ferdinand Ashdown,ferdinand@example.com,Restriction,open
7,2026-11-07,Gwendolyn Marchbanks,gwendolyn@example.com,New house number (Art. 16),open
";

#[test]
fn an_objection_that_names_no_channel_is_about_every_channel() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(
        folder.path(),
        &[
            ("crm_people.csv", PERMITTED),
            ("data_subject_requests.csv", ASKED_BARELY),
        ],
    );
    // What is to be used no further, as Ferdinand's data, reaches nobody either.
    for name in "Amelia Bertram Clementine Desmond Eleanor Ferdinand".split(' ') {
        assert_eq!(
            states(&engine, name),
            holds([Some("opted_out"); 4]),
            "{name}"
        );
    }
    assert_eq!(
        states(&engine, "Gwendolyn"),
        holds([Some("opted_in"), Some("opted_in"), None, None])
    );
    let asked = engine.list_requests(Nothing {}).expect("requests").asked;
    let mut kinds: Vec<&str> = asked.iter().map(|one| one.kind.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["rectification", "restriction", "restriction"]);
}
