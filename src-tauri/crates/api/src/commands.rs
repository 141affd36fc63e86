//! The command table: the only registry of what the core can do.

use rollcall_engine::{Engine, view};
use serde_json::Value;

use crate::bindings::Types;
use crate::{ApiError, Tag};

/// Whether a command asks, changes or begins long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandKind {
    /// Asks; changes nothing.
    Query,
    /// Changes state at once; part of the history when it changes the project.
    Change,
    /// Begins a job; what it changes is told when the job ends.
    Job,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct CommandSpec {
    /// Its name on the wire.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// Asks, changes or begins long work.
    pub kind: CommandKind,
    /// What its reply is made from (a query) or what it touches (a change, a job).
    pub tags: &'static [Tag],
    /// Name of the request type.
    pub request: &'static str,
    /// Name of the reply type.
    pub reply: &'static str,
}

macro_rules! commands {
    ($($(#[doc = $about:literal])+ $kind:ident $name:ident($request:ident) -> $reply:ty [$($tag:ident)*];)+) => {
        /// Every command, in the order of the screens.
        pub const COMMANDS: &[CommandSpec] = &[$(CommandSpec {
            name: stringify!($name),
            about: concat!($($about),+),
            kind: CommandKind::$kind,
            tags: &[$(Tag::$tag),*],
            request: stringify!($request),
            reply: stringify!($reply),
        },)+];

        /// Runs one command.
        pub(crate) fn dispatch(engine: &Engine, name: &str, payload: Value) -> Result<Value, ApiError> {
            use view::*;
            match name {
                $(stringify!($name) => {
                    let request: $request = read(name, payload)?;
                    let reply: $reply = engine.$name(request)?;
                    write(&reply)
                })+
                _ => Err(ApiError::unknown_command(name)),
            }
        }

        /// Why a request would not be read; nothing where it would, or there is no such command.
        pub(crate) fn refusal(name: &str, payload: Value) -> Option<String> {
            use view::*;
            match name {
                $(stringify!($name) => serde_json::from_value::<$request>(payload)
                    .err()
                    .map(|error| error.to_string()),)+
                _ => None,
            }
        }

        /// Visits the request and reply types of every command.
        pub(crate) fn visit_types(types: &mut Types) -> Vec<(&'static CommandSpec, String, String)> {
            use view::*;
            let signatures = [$((types.add::<$request>(), types.add::<$reply>()),)+];
            COMMANDS.iter().zip(signatures).map(|(spec, (request, reply))| (spec, request, reply)).collect()
        }
    };
}

commands! {
    /// What the start screen needs: version, recent projects, whether the sample can be made.
    Query app_info(Nothing) -> AppInfo [Project];
    /// Makes a new project file and opens it.
    Change create_project(CreateProject) -> ProjectSummary [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// Opens a project file.
    Change open_project(OpenProject) -> ProjectSummary [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// Opens an encrypted project with its passphrase.
    Change unlock_project(UnlockProject) -> ProjectSummary [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// Encrypts the open project with a passphrase; a forgotten one cannot be recovered.
    Change encrypt_project(EncryptProject) -> EncryptionChanged [Project History];
    /// Gives the open project another passphrase.
    Change change_passphrase(ChangePassphrase) -> EncryptionChanged [Project History];
    /// Takes the passphrase of the open project away; anybody who has the file can read it then.
    Change decrypt_project(DecryptProject) -> EncryptionChanged [Project History];
    /// The backups of a project, open or not: when each is of, its size, and the last entry of its history.
    Query list_backups(ListBackups) -> Backups [Project History];
    /// Puts a backup in the place of a project; what was there becomes a backup of its own.
    Change restore_backup(RestoreBackup) -> BackupRestored [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// Says whether backups of the open project are made.
    Change set_backups(SetBackups) -> Backups [Project History];
    /// Makes a project from the sample files, loads them and works out who is who.
    Job open_sample(Nothing) -> JobStarted [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// Begins or ends presenting: personal data is masked before it leaves the core.
    Change set_presenting(SetPresenting) -> Nothing [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// Says in which language replies, events and reports speak from now on; what is kept stays English.
    Change set_language(SetLanguage) -> Nothing [];
    /// Closes the project that is open.
    Change close_project(Nothing) -> Nothing [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// The open project and what waits for a person on each screen.
    Query project_summary(Nothing) -> ProjectSummary [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// How many people there really are, what matters most, and what to do next.
    Query overview(Nothing) -> Overview [Sources Loads Mappings People Verdicts Governance Deliveries];
    /// How ready the data is, and where each missing point went.
    Query readiness(Nothing) -> Readiness [Sources Loads Mappings People Verdicts Governance];
    /// The measures over all runs, their limits, and when the next audit is due.
    Query measures(Nothing) -> Measures [Sources People Governance];
    /// Says when to audit again and what is too much; holds from now on.
    Change set_audit_plan(SetAuditPlan) -> Measures [Project Governance History];
    /// Records that still hold an older detail than another record of the same person, by source.
    Query stale_details(Nothing) -> StaleDetails [Sources People];

    /// Looks into files before they are loaded: tables, guesses, first rows.
    Query inspect_files(InspectFiles) -> Inspection [Loads];
    /// Keeps a pasted table as a file, to be looked into and loaded like any other.
    Change paste_table(PasteTable) -> Pasted [];
    /// Loads files and folders.
    Job import_files(ImportFiles) -> JobStarted [Project Sources Loads Mappings People History];
    /// The inventory: every source, loaded or not, and the checklist of kinds.
    Query inventory(Nothing) -> Inventory [Sources Loads Mappings People Governance];
    /// Notes what is known about a source, or adds one that is not loaded.
    Change describe_source(DescribeSource) -> Nothing [Project Sources History];
    /// Says whether a kind of system exists here.
    Change set_kind_state(SetKindState) -> Nothing [Project Sources History];
    /// Says that a list holds each person once, or that this is not known; holds from the next run on.
    Change set_held_once(SetHeldOnce) -> Nothing [Project Sources People Verdicts History];
    /// What came when, and how it differs from the load before.
    Query list_loads(Nothing) -> Vec<LoadView> [Loads];
    /// Takes a load back; the one before it is in use again.
    Change undo_load(LoadNumber) -> Nothing [Project Sources Loads Mappings People History];
    /// The rows that are set aside, each with its cells and whether it can be mended.
    Query set_aside_rows(ListSetAside) -> SetAsidePage [Loads Mappings];
    /// Loads a row that is set aside with the cells somebody gives; what stands in the file is kept beside it.
    Change mend_row(MendRow) -> RowMended [Project Sources Loads People History];
    /// Sources × attributes: filled, valid, distinct, and five kinds of unknown.
    Query coverage(Nothing) -> Coverage [Sources Loads Mappings];
    /// Sources × sources: people in common, people in one only, combinations.
    Query overlap(Nothing) -> Overlap [Sources People];
    /// What is wrong with the data, worst first.
    Query list_problems(ListProblems) -> ProblemPage [Loads Mappings];
    /// The tables with what they can be recognised by, how fresh they are and how much looks odd.
    Query list_profiles(Nothing) -> Vec<ProfileSummary> [Sources Loads Mappings];
    /// What each column of a table holds: filled, distinct, commonest values, shapes, ranges, oddities.
    Query get_profile(TableNumber) -> TableProfile [Sources Loads Mappings];
    /// The rows behind a number.
    Query rows_behind(RowsBehind) -> RowPage [Loads Mappings People];
    /// Writes the rows behind a number to a file, for people.
    Change write_rows(WriteRows) -> RowsWritten [History];

    /// The tables and how sure their mappings are.
    Query list_mappings(Nothing) -> Vec<MappingSummary> [Loads Mappings];
    /// The common schema: every attribute, what belongs there, and the columns that are read as it.
    Query schema(Nothing) -> Schema [Sources Loads Mappings];
    /// How one table is read, column by column.
    Query get_mapping(TableNumber) -> MappingView [Loads Mappings];
    /// Says what a column is.
    Change set_column(SetColumn) -> MappingView [Project Mappings History];
    /// Says what is done to the cells of a column before they are read: taken apart, joined, turned round.
    Change set_cells(SetCells) -> MappingView [Project Mappings History];
    /// The words of a column: what each is read as, and what would come of other meanings.
    Query value_map(ValueMapAsked) -> ValueMap [Loads Mappings];
    /// Says what words of a column mean; kept with the mapping, and holds for the next load too.
    Change set_value_map(SetMeanings) -> ValueMap [Project Mappings History];
    /// Says what holds for every row of a table, or takes it away.
    Change set_constant(SetConstant) -> MappingView [Project Mappings History];
    /// Says what a table is about.
    Change set_table(SetTable) -> MappingView [Project Mappings Sources History];
    /// Confirms every column nobody was sure about.
    Change confirm_mapping(TableNumber) -> MappingView [Project Mappings History];
    /// Writes how a table is read to a file people can read.
    Change save_mapping(MappingFile) -> MappingSaved [Deliveries];
    /// Reads a table as a mapping file says.
    Change take_mapping(MappingFile) -> MappingTaken [Project Mappings Sources History];
    /// The recipes of one's own, kept for every project.
    Query own_recipes(Nothing) -> OwnRecipes [Mappings];
    /// Saves how a table is read as a recipe of one's own.
    Change save_own_recipe(SaveRecipe) -> OwnRecipes [Mappings];
    /// Calls a recipe of one's own otherwise.
    Change rename_own_recipe(RenameRecipe) -> OwnRecipes [Mappings];
    /// Deletes a recipe of one's own; what was loaded with it stays.
    Change delete_own_recipe(RecipeFile) -> OwnRecipes [Mappings];
    /// Real rows before and after.
    Query preview_mapping(PreviewMapping) -> MappingPreview [Loads Mappings];

    /// Standardises, works out who is who and unifies, as far as anything changed.
    Job run_audit(Nothing) -> JobStarted [Project Sources Loads People History];
    /// What is otherwise between two runs: who joined, parted, moved, appeared and went, and why.
    Query compare_runs(CompareRuns) -> RunComparison [People Verdicts];
    /// What the last run found and how it decides.
    Query match_summary(Nothing) -> MatchSummary [People Verdicts];
    /// How far who is who can be trusted: what e-mail alone would have made of it, and whom to look at again.
    Query trust(Nothing) -> Trust [People Verdicts Governance];
    /// Works out who would be who if records were linked as carefully as this; nothing is written.
    Job try_tier(TryTier) -> JobStarted [Verdicts];
    /// What the last trial of how careful to be found.
    Query tried_tier(Nothing) -> TriedTier [Project People Verdicts];
    /// Says how careful to be when records are linked; holds from the next run on.
    Change set_tier(SetTier) -> MatchSummary [Project People Verdicts History];
    /// Says whom a value belongs to, against what was found; holds from the next run on.
    Change set_standing(SetStanding) -> MatchSummary [Project People Verdicts History];
    /// Pairs to settle, those that matter most first unless asked otherwise; all of them, or of two sources or one doubt.
    Query list_pairs(ListPairs) -> PairPage [People Verdicts];
    /// What the pairs can be narrowed by: between which sources there are any, and what speaks against them.
    Query pair_choices(Nothing) -> PairChoices [People];
    /// A pair side by side, with the evidence.
    Query get_pair(PairNumber) -> PairView [People Verdicts];
    /// The other records of both people of a pair, beside its two.
    Query pair_case(PairNumber) -> PairCase [People Verdicts];
    /// Settles a pair; the verdict outlives every run.
    Change judge_pair(JudgePair) -> Judged [Project Verdicts History];
    /// Pairs that wait and are alike, to be judged together; contested ones never are.
    Query list_batches(Nothing) -> BatchList [People Verdicts];
    /// The pairs of a batch, to be looked through before it is judged.
    Query get_batch(BatchName) -> BatchView [People Verdicts];
    /// Judges pairs of a batch alike, in one step.
    Change judge_batch(JudgeBatch) -> BatchJudged [Project Verdicts History];
    /// Pairs somebody judged, for a second person to judge without seeing what was said.
    Query second_review(SecondReview) -> SecondPage [People Verdicts Governance];
    /// Keeps what a second person says of a pair; it decides nothing.
    Change judge_second(JudgeSecond) -> SecondJudged [Verdicts History];
    /// How far first and second reviewers agree, and the pairs they differ on.
    Query agreement(Nothing) -> AgreementView [People Verdicts];
    /// Precision and recall, as far as a random sample of pairs was judged.
    Query sample(Nothing) -> SampleView [People Verdicts];

    /// Finds customers.
    Query search_customers(SearchCustomers) -> CustomerPage [People];
    /// How many customers each source, a conflict and several records would leave of those found.
    Query customer_facets(CountCustomers) -> CustomerFacets [People];
    /// Everything about one customer, down to the cell.
    Query get_customer(CustomerNumber) -> CustomerView [People Governance];
    /// What happened to a customer over all sources, the newest first, and what of it matters before a call.
    Query customer_timeline(AskTimeline) -> CustomerTimeline [Sources Loads Mappings People];
    /// Why a record belongs to its customer.
    Query explain_record(RecordNumber) -> Membership [People];
    /// The records of a customer as a graph: what ties them together, bridges and weak links.
    Query customer_graph(CustomerNumber) -> CustomerGraph [People Verdicts];
    /// What splitting, joining or moving records by hand would do.
    Query preview_regroup(Regroup) -> RegroupEffect [People];
    /// Splits, joins or moves records by hand, at once; outlives every run.
    Change regroup(Regroup) -> RegroupEffect [Project People Verdicts History];
    /// Customers who live together, never merged for it, and what they share.
    Query households(ListHouseholds) -> HouseholdPage [People];
    /// Sets a value by hand; it survives every run.
    Change override_value(OverrideValue) -> CustomerView [Project People History];
    /// The checks: each a figure of so many, its pictures, target, owner and how it moved.
    Query check_book(Nothing) -> CheckBook [Sources Loads Mappings People Governance];
    /// Says what a check must not be beyond, who answers for it, what a message costs and in which window or month it counts.
    Change set_check(SetCheck) -> CheckBook [Project Governance History];
    /// Says whether a campaign is a winback or acquisition message, or leaves it to its name.
    Change set_campaign(SetCampaign) -> CheckBook [Project Governance History];
    /// One page of figures, each of which opens the rows behind it.
    Query scorecard(Nothing) -> Scorecard [Sources Loads Mappings People Governance];
    /// What messages could refer to: products bought last, what goes with them, when people read.
    Query personalisation(Nothing) -> PersonalisationView [Loads Mappings People Governance];
    /// Says what goes with a product.
    Change set_complement(SetComplement) -> PersonalisationView [Project Governance History];
    /// The report as it will be printed.
    Query report_page(ShowReport) -> ReportPage [Project Sources Loads Mappings People Verdicts Governance];
    /// Writes the report to a file: the page, or the tables behind it.
    Change write_report(WriteReport) -> ReportWritten [Deliveries];
    /// Every trace of a person, and where a human has to delete it besides.
    Query find_traces(CustomerNumber) -> Traces [People Loads];
    /// Writes every cell of every row about a person to a file.
    Change write_traces(WriteTraces) -> TracesWritten [Deliveries];
    /// Erases a person for good; cannot be taken back.
    Job erase_person(ErasePerson) -> JobStarted [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// Requests of people about their data: by when each is to be answered, and where somebody has to look.
    Query list_requests(Nothing) -> DataRequests [Sources Loads People Governance];
    /// Looks for somebody by their address or number in every row, and among those who were erased or asked before.
    Query search_asker(SearchAsker) -> AskerFound [Loads People Governance];
    /// Enters a request for access or to be deleted, also of somebody who is not found, who can be kept out.
    Change open_request(OpenRequest) -> DataRequests [Project Governance History];
    /// Makes requests of what stands in loaded files.
    Change take_up_requests(TakeUpRequests) -> DataRequests [Project Governance History];
    /// Says that a system was looked into for a request, or that it was not.
    Change tick_request(TickRequest) -> DataRequests [Project Governance History];
    /// Settles a request, or takes it up again.
    Change settle_request(SettleRequest) -> DataRequests [Project Governance History];
    /// Says how long an answer to a request may take where somebody lives.
    Change set_request_term(SetRequestTerm) -> DataRequests [Project Governance History];
    /// Writes what was done and looked at when somebody was erased to a page that names nobody.
    Change write_erasure_proof(WriteProof) -> ProofWritten [Deliveries];
    /// Who was erased when: numbers only, never a name.
    Query list_erasures(Nothing) -> Vec<ErasureView> [History];
    /// What a customer permits, channel by channel, with every row it follows from.
    Query consent_ledger(CustomerNumber) -> ConsentLedger [Sources Loads Mappings People Governance];
    /// Where one source says yes and another no about a customer, with every row behind it.
    Query list_contradictions(ListContradictions) -> ContradictionPage [Loads Mappings People Governance];
    /// What people permit, counted by channel, state, law assumed and source.
    Query consent_summary(Nothing) -> ConsentSummary [Sources Loads Mappings People Governance];
    /// Where sources disagree: attribute × pair of sources.
    Query conflict_summary(Nothing) -> ConflictSummary [People Governance];
    /// The conflicts, customer by customer.
    Query list_conflicts(ListConflicts) -> ConflictPage [People Governance];

    /// Which rule holds for each attribute, and the order in which sources are believed.
    Query survivorship(Nothing) -> SurvivorshipView [Sources Loads People Governance];
    /// What another rule, or another order of the sources, would change.
    Query preview_rule(PreviewRule) -> RuleEffect [Loads People Governance];
    /// Says which value of an attribute wins; holds from the next audit on.
    Change set_rule(SetRule) -> SurvivorshipView [Project People Governance History];
    /// Says in which order sources are believed; holds from the next audit on.
    Change set_source_order(SetSourceOrder) -> SurvivorshipView [Project People Governance History];

    /// Who answers for what, and what is missing.
    Query governance(Nothing) -> Governance [Sources Loads People Governance];
    /// Names who answers for a source or an attribute.
    Change set_duty(SetDuty) -> Governance [Project Governance History];
    /// Notes something about a source, an attribute, a rule, a use case or a question of the agenda.
    Change set_note(SetNote) -> Governance [Project Governance History];

    /// Every rule as one object: its sentence, the choice that acts, its versions, and what it concerns.
    Query governed_rules(Nothing) -> GovernedRules [Sources Loads People Governance];
    /// What another choice of a rule would change: values of customers, loads and rows past their term, days on which something is due.
    Query preview_choice(PreviewChoice) -> RuleEffect [Loads People Governance];
    /// Decides on a rule; earlier versions are kept.
    Change decide_rule(DecideRule) -> GovernedRules [Project People Governance History];
    /// Words a rule otherwise; what it does stays.
    Change word_rule(WordRule) -> GovernedRules [Project People Governance History];
    /// Loads and rows that are kept longer than agreed, and sources that should have been loaded again.
    Query overdue(Nothing) -> Overdue [Sources Loads Governance];
    /// What a purge of a source would take out: rows, people, lists written before.
    Query preview_purge(PurgeOf) -> PurgePreview [Sources Loads People Governance Deliveries];
    /// Takes out for good what a source is kept longer than agreed; cannot be taken back.
    Job purge_source(PurgeSource) -> JobStarted [Project Sources Loads Mappings People Verdicts Governance History];
    /// Which team signed which version of the rules, and what changed since.
    Query sign_offs(Nothing) -> SignOffs [Sources People Governance];
    /// Freezes the rules as they are, to be signed.
    Change freeze_rules(FreezeRules) -> SignOffs [Project Governance History];
    /// Signs the last frozen rules for a team, or takes the signature away.
    Change sign_rules(SignRules) -> SignOffs [Project Governance History];
    /// What each team has to do with each rule and source, and what nobody is accountable for.
    Query raci(Nothing) -> RaciTable [Sources People Governance];
    /// Says what a team has to do with a rule or a source; only one can be accountable.
    Change set_team_part(SetTeamPart) -> RaciTable [Project Governance History];

    /// The use cases and templates, each with whether what it needs is here.
    Query use_cases(Nothing) -> UseCases [Sources Loads Mappings Governance];
    /// Of how many customers all of it is known that each use case needs.
    Query use_case_completeness(Nothing) -> Vec<UseCaseCompleteness> [Sources Loads Mappings People Governance];
    /// Writes a use case; a new one becomes active where none is, else it is parked.
    Change set_use_case(SetUseCase) -> UseCases [Project Governance History];
    /// Takes a use case up, parks it or says it is done; only one is active at a time.
    Change set_use_case_state(SetUseCaseState) -> UseCases [Project Governance History];
    /// The frozen scope, what came after it, and who asked for more.
    Query scope(Nothing) -> Scope [Sources Governance];
    /// Freezes the scope: the active use case and the sources there are.
    Change freeze_scope(FreezeScope) -> Scope [Project Governance History];
    /// Asks for a change of the scope.
    Change request_change(RequestChange) -> Scope [Project Governance History];
    /// Decides on a request to change the scope.
    Change judge_change(JudgeChange) -> Scope [Project Governance History];
    /// The log of decisions, questions and actions, newest first.
    Query decision_log(Nothing) -> DecisionLog [Sources Governance];
    /// Writes a decision, a question or an action into the log.
    Change add_to_log(AddToLog) -> DecisionLog [Project Governance History];
    /// Settles, puts off or hands on a question or an action; a decision is never edited, only replaced.
    Change settle_in_log(SettleInLog) -> DecisionLog [Project Governance History];

    /// The four questions, and the approach that follows once all are answered.
    Query approach(Nothing) -> ApproachAdvice [Governance];
    /// Answers some of the four questions.
    Change set_assessment(SetAssessment) -> ApproachAdvice [Project Governance History];
    /// What to ask a vendor: a question for each hard case of this project.
    Query vendor_questions(Nothing) -> VendorQuestions [Loads People Verdicts];
    /// How systems exchange data today: links, two-way links, links without an owner.
    Query connections(Nothing) -> Connections [Sources Loads Mappings People Governance];
    /// Notes a connection between two systems.
    Change set_connection(SetConnection) -> Connections [Project Governance History];
    /// Takes a connection off the map.
    Change remove_connection(ConnectionNumber) -> Connections [Project Governance History];
    /// What it costs to keep data apart, every figure beside what it is made from.
    Query cost_sheet(Nothing) -> CostSheet [Sources Governance];
    /// Notes work by hand, waste or an incident.
    Change set_cost(SetCost) -> CostSheet [Project Governance History];
    /// Takes a cost off the sheet.
    Change remove_cost(CostNumber) -> CostSheet [Project Governance History];
    /// Says what an hour of work costs, and in which currency amounts are.
    Change set_cost_rates(SetCostRates) -> CostSheet [Project Governance History];
    /// The agenda of a workshop: one question after the other, and what was answered so far.
    Query workshop(Nothing) -> WorkshopAgenda [Sources Loads Mappings People Governance];
    /// Puts a question of the agenda off, takes it up again, or notes who answered it.
    Change mark_question(MarkQuestion) -> WorkshopAgenda [Project Governance History];

    /// The lists and the destinations.
    Query lists(Nothing) -> Lists [Project Sources Deliveries];
    /// Who is in a list, who is out, and why.
    Query preview_list(PreviewList) -> ListPreview [Sources People Verdicts Loads Governance Deliveries];
    /// Writes a list to a file.
    Change deliver_list(DeliverList) -> DeliveryView [Deliveries History];
    /// What was written, when, and whether it is still true.
    Query list_deliveries(Nothing) -> Vec<DeliveryView> [Sources Deliveries People Verdicts Loads];
    /// Whether uploads took, as far as a later load of the destination's own system tells.
    Query delivery_outcomes(Nothing) -> Vec<DeliveryOutcome> [Deliveries People Loads];
    /// Says how many rows of a delivery its platform took, as the platform tells after the upload.
    Change set_accepted(SetAccepted) -> Vec<DeliveryOutcome> [Deliveries History];
    /// What the header row of somebody's own file asks for.
    Query read_template(ReadTemplate) -> TemplateView [];
    /// Keeps a file of headers as a destination.
    Change keep_template(KeepTemplate) -> DestinationView [Project];
    /// The lists people made, with their versions, and those to begin from.
    Query list_saved(Nothing) -> SavedLists [Sources Loads Deliveries People Verdicts];
    /// What the lists people made have in common: who is in how many of them.
    Query list_overlap(Nothing) -> ListOverlap [Sources Loads People Verdicts Governance Deliveries];
    /// Saves a list: a new one, or a new version of one that is there.
    Change save_list(SaveList) -> SavedLists [Deliveries History];
    /// Calls a list otherwise.
    Change rename_list(RenameList) -> SavedLists [Deliveries History];
    /// Takes a list away; what was delivered of it can still be told.
    Change remove_list(ListNumber) -> SavedLists [Deliveries History];
    /// How many a list would have, condition by condition, before it is saved.
    Query count_list(CountList) -> ListCount [Sources People Verdicts Loads Governance Deliveries];
    /// Who is left out of a list, and why.
    Query list_left_out(ListLeftOut) -> LeftOutPage [People Verdicts Loads Governance Deliveries];
    /// Writes one suppression list for every platform into one folder, with a manifest.
    Change deliver_suppression(DeliverSuppression) -> SuppressionDelivered [Deliveries History];

    /// What was done, by whom and why, by words, command and person.
    Query history(ListHistory) -> History [History];
    /// Looks at every entry of the audit trail and tells the first one that was changed.
    Query check_trail(Nothing) -> Trail [History];
    /// Writes the audit trail to a CSV file, with the digest of each entry.
    Change write_trail(WriteTrail) -> TrailWritten [Deliveries];
    /// Writes everything another engine needs to go on into a folder: records, model, verdicts, rules as SQL, scripts.
    Job hand_over(HandOverTo) -> JobStarted [Deliveries History];
    /// Writes everything people decided to a file.
    Change save_decisions(DecisionFile) -> DecisionsSaved [Deliveries];
    /// Takes in what was decided in another project, as far as it fits.
    Change take_decisions(DecisionFile) -> DecisionsTaken [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// Takes the last change back.
    Change undo(Nothing) -> Undone [Project Sources Loads Mappings People Verdicts Governance Deliveries History];
    /// Does the last change again that was taken back.
    Change redo(Nothing) -> Undone [Project Sources Loads Mappings People Verdicts Governance Deliveries History];

    /// The work that is running or has ended since the program started.
    Query list_jobs(Nothing) -> Vec<JobView> [Jobs];
    /// Stops a job; the project stays as it was.
    Change cancel_job(JobNumber) -> Nothing [Jobs];
}

fn read<T: serde::de::DeserializeOwned>(name: &str, payload: Value) -> Result<T, ApiError> {
    let payload = if payload.is_null() {
        Value::Object(serde_json::Map::new())
    } else {
        payload
    };
    if !payload.is_object() {
        return Err(ApiError::no_object(name));
    }
    // A member nobody knows is a mistyped one: left aside, another question would be answered.
    let mut unknown = Vec::new();
    let request = serde_ignored::deserialize(payload, |path| unknown.push(path.to_string()))
        .map_err(|error| ApiError::invalid_request(name, &error))?;
    match unknown.first() {
        Some(member) => Err(ApiError::unknown_member(name, member)),
        None => Ok(request),
    }
}

fn write<T: serde::Serialize>(reply: &T) -> Result<Value, ApiError> {
    serde_json::to_value(reply).map_err(|error| ApiError::internal(&error.to_string()))
}
