// Generated from the command table of the core. Do not edit: run `cargo xtask bindings`.

/**
 * Write something into the log.
 */
export type AddToLog = { 
/**
 * `decision`, `question` or `action`.
 */
kind: string, 
/**
 * What was decided, is asked or is to be done.
 */
text: string, 
/**
 * What it is about: `source:3`, `attribute:email`, `rule:deletion`, `use_case:1`.
 */
about: string, 
/**
 * Who answers for it.
 */
owner: string, 
/**
 * The day it is due, `YYYY-MM-DD`.
 */
due: string | null, 
/**
 * Of a decision: the one it takes the place of.
 */
replaces: number | null, };

/**
 * What is advised.
 */
export type AdviceView = { 
/**
 * `direct`, `warehouse`, `cdp` or `composable`.
 */
approach: string, 
/**
 * In words.
 */
label: string, 
/**
 * Why, one sentence for each of the four answers.
 */
reasons: Array<string>, 
/**
 * What the team must run each week.
 */
weekly: Array<string>, 
/**
 * What it costs, in kind.
 */
costs: Array<string>, 
/**
 * What must be true before it begins.
 */
first: Array<string>, 
/**
 * The next step, and only that.
 */
next: string, };

/**
 * One question: big enough for a screen of its own.
 */
export type AgendaQuestion = { 
/**
 * Its code, such as `location:3`; [`SetNote`](super::SetNote) takes it too.
 */
question: string, 
/**
 * What kind of answer it takes, and so by which command: `kind_state` (`set_kind_state`); `location`, `format`,
 * `used_for`, `refresh` (`describe_source`); `nothing` (follows from what is loaded); `owner`, `decider`
 * (`set_duty`); `rule` (`decide_rule`); `use_case` (`set_use_case`); `factor` (`set_assessment`); `scope`
 * (`freeze_scope`); `sign_off` (`sign_rules`).
 */
takes: string, 
/**
 * What it is asked about, by the code that command takes: a kind, an attribute, a rule, a team, a factor;
 * blank where it is about a source or the whole.
 */
subject: string, 
/**
 * The source it is about.
 */
source: SourceMark | null, 
/**
 * The question as it is asked.
 */
text: string, 
/**
 * What was answered so far; blank while nothing was.
 */
answer: string, 
/**
 * `open`, `answered` or `deferred`.
 */
state: string, 
/**
 * Who answered, where that was noted.
 */
answered_by: string, 
/**
 * Days since it was put off; nothing where it was not.
 */
deferred_days: number | null, 
/**
 * Note.
 */
note: string, };

/**
 * A topic of the agenda.
 */
export type AgendaTopic = { 
/**
 * `systems`, `sources`, `use_case`, `rules`, `people`, `approach`, `scope` or `sign_off`.
 */
topic: string, 
/**
 * In words.
 */
label: string, 
/**
 * Its questions.
 */
questions: Array<AgendaQuestion>, 
/**
 * Of them, those answered.
 */
answered: number, };

/**
 * How far reviewers agree.
 */
export type AgreementView = { 
/**
 * Pairs that have a verdict.
 */
judged: number, 
/**
 * Each two people who judged pairs in common.
 */
reviewers: Array<Reviewers>, };

/**
 * Something odd about a column.
 */
export type AnomalyView = { 
/**
 * Which oddity, such as `cut_off`.
 */
kind: string, 
/**
 * One sentence with its numbers.
 */
sentence: string, 
/**
 * The rows behind it, where they can be opened.
 */
figure: Figure | null, };

/**
 * An error at the wire: what happened, what to do, and an id that finds it in the log.
 */
export type ApiError = { 
/**
 * The situation.
 */
code: ErrorCode, 
/**
 * One sentence: what happened and where.
 */
message: string, 
/**
 * What to do about it.
 */
hint: string | null, 
/**
 * Facts about it, such as the file.
 */
context: Array<[string, string]>, 
/**
 * Finds the line in the log.
 */
id: string, };

/**
 * What the start screen needs.
 */
export type AppInfo = { 
/**
 * Version of the program.
 */
version: string, 
/**
 * Whether the sample project can be made here.
 */
sample_available: boolean, 
/**
 * Projects opened lately, newest first.
 */
recent: Array<RecentProject>, 
/**
 * Path of the project that is open now.
 */
open: string | null, 
/**
 * Path of a project that was to be opened and waits for its passphrase.
 */
locked: string | null, 
/**
 * Folder suggested for new projects.
 */
projects_folder: string, };

/**
 * The four questions and what follows from the answers.
 */
export type ApproachAdvice = { 
/**
 * The four questions.
 */
factors: Array<Factor>, 
/**
 * What is advised; nothing while an answer is missing.
 */
advice: AdviceView | null, 
/**
 * The questions without an answer.
 */
missing: Array<string>, };

/**
 * A cell of a row that is set aside.
 */
export type AsideCell = { 
/**
 * Header of the column; nothing beyond the last one.
 */
header: string | null, 
/**
 * What stands there.
 */
text: string, };

/**
 * A row among the first ones that would be set aside.
 */
export type AsideRow = { 
/**
 * The number a spreadsheet program shows beside it.
 */
row: number, 
/**
 * As it stands in the file.
 */
text: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Ask what happened to a customer.
 */
export type AskTimeline = { 
/**
 * The stable id, such as `C000123`.
 */
customer: string, 
/**
 * Only of these kinds, such as `purchase`; of every kind where none is named.
 */
kinds: Array<string>, 
/**
 * First entry to tell.
 */
offset: number, 
/**
 * At most so many; 500 at most.
 */
limit: number | null, };

/**
 * A request that stands in a loaded file and that nobody has taken up.
 */
export type AskedInFile = { 
/**
 * `access`, `rectification`, `restriction`, `portability` or `deletion`.
 */
kind: string, 
/**
 * The customer; nothing where nobody is found by the row.
 */
customer: string | null, 
/**
 * Name of the customer; blank where there is none.
 */
name: string, 
/**
 * Where they live, ISO 3166 alpha-2; blank where nobody knows.
 */
country: string, 
/**
 * Where that is, as far as the time for an answer goes: `europe`, `united_states`, `elsewhere`, `unknown`.
 */
region: string, 
/**
 * The first of the rows that ask.
 */
rows: Array<TraceRow>, 
/**
 * How many rows ask.
 */
rows_total: number, 
/**
 * How many other rows the customer has.
 */
elsewhere: number, 
/**
 * The day it was asked, `YYYY-MM-DD`; nothing where no row tells.
 */
asked_on: string | null, 
/**
 * The last day on which an answer is in time.
 */
due_on: string, 
/**
 * Why it is that day.
 */
because: string, 
/**
 * Days until then; below nought where it is past.
 */
days_left: number, 
/**
 * Whether it is past its day.
 */
overdue: boolean, };

/**
 * What is known of an address or number.
 */
export type AskerFound = { 
/**
 * In how many tables was looked.
 */
tables: number, 
/**
 * How many rows there are in them, of every load.
 */
rows: number, 
/**
 * How many rows hold it.
 */
total: number, 
/**
 * The first of them.
 */
found: Array<DoubtfulRow>, 
/**
 * A request by the same address or number; nothing where there is none.
 */
request: number | null, 
/**
 * The same in sentences.
 */
sentence: string, };

/**
 * Who answers for an attribute.
 */
export type AttributeDuties = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * Accountable for it.
 */
owner: string, 
/**
 * Looks after it.
 */
steward: string, 
/**
 * Has the word when sources disagree.
 */
decider: string, 
/**
 * Note.
 */
note: string, 
/**
 * Sources that hold it.
 */
sources: Array<SourceMark>, 
/**
 * Customers in conflict about it.
 */
conflicts: number, 
/**
 * The rule that decides until somebody does.
 */
rule: string, };

/**
 * The rule of an attribute.
 */
export type AttributeRule = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * The code of its rule.
 */
rule: string, 
/**
 * Whether nobody has said otherwise.
 */
is_default: boolean, 
/**
 * Codes of the rules it could have.
 */
choices: Array<string>, 
/**
 * Customers in conflict about it.
 */
conflicts: number, };

/**
 * An attribute and its words.
 */
export type AttributeView = { 
/**
 * The stable code, such as `family_name`.
 */
code: string, 
/**
 * What people read.
 */
label: string, 
/**
 * `person`, `contact`, `address`, `identifier`, `consent`, `lifecycle`, `event`, `organisation` or `custom`.
 */
family: string, };

/**
 * What became of the project.
 */
export type BackupRestored = { 
/**
 * What was done, and where what was there before is.
 */
sentence: string, };

/**
 * One backup.
 */
export type BackupView = { 
/**
 * By what it is restored.
 */
backup: string, 
/**
 * When the last change it holds was made; of what was put aside, when that was.
 */
at: string, 
/**
 * Whether it is what was there before a backup was restored.
 */
before_restore: boolean, 
/**
 * Bytes.
 */
bytes: number, 
/**
 * What the last entry of its history says; nothing where that cannot be read without a passphrase.
 */
last: string | null, };

/**
 * The backups of a project.
 */
export type Backups = { 
/**
 * The project file.
 */
path: string, 
/**
 * The folder they are in.
 */
folder: string, 
/**
 * Whether it is the project that is open.
 */
open: boolean, 
/**
 * Whether they can be opened with the project's passphrase only, as far as can be told.
 */
encrypted: boolean, 
/**
 * Whether backups are made; nothing where that cannot be told because the project is not open.
 */
on: boolean | null, 
/**
 * How many days are kept.
 */
kept: number, 
/**
 * Bytes of all of them.
 */
bytes: number, 
/**
 * Newest first.
 */
backups: Array<BackupView>, 
/**
 * Why the last one could not be made; nothing where it could.
 */
failed: string | null, 
/**
 * Folders and files left under another name that are of this project or of a copy of it, nobody can say which:
 * they are not in the list, and an erasure does not reach them.
 */
unsure: Array<string>, };

/**
 * After a batch was judged.
 */
export type BatchJudged = { 
/**
 * Pairs judged.
 */
judged: number, 
/**
 * How many wait.
 */
waiting: number, 
/**
 * How many are decided.
 */
decided: number, 
/**
 * How many follow.
 */
implied: number, };

/**
 * What can be judged together.
 */
export type BatchList = { 
/**
 * The batches, the largest first.
 */
batches: Array<BatchRow>, 
/**
 * Pairs in them.
 */
pairs: number, 
/**
 * Pairs that wait and are in no batch because something speaks against them, somebody else could
 * be meant, or people disagreed about them: they are looked at one by one.
 */
contested: number, 
/**
 * Pairs that wait and are like too few others.
 */
single: number, };

/**
 * Which batch.
 */
export type BatchName = { 
/**
 * Its name.
 */
batch: string, };

/**
 * A pair of a batch.
 */
export type BatchPair = { 
/**
 * Its number.
 */
pair: number, 
/**
 * Name or best identifier of the left record.
 */
left: string, 
/**
 * Name or best identifier of the right record.
 */
right: string, 
/**
 * What else the left record says.
 */
left_says: Array<string>, 
/**
 * What else the right record says.
 */
right_says: Array<string>, 
/**
 * Source of the left record.
 */
left_source: SourceMark, 
/**
 * Source of the right record.
 */
right_source: SourceMark, 
/**
 * Match probability.
 */
probability: number, };

/**
 * Pairs that wait and are alike, to be judged together.
 */
export type BatchRow = { 
/**
 * Its name.
 */
batch: string, 
/**
 * What all its pairs have in common, one sentence a comparison.
 */
evidence: Array<string>, 
/**
 * How many pairs.
 */
pairs: number, 
/**
 * The lowest match probability among them.
 */
from: number, 
/**
 * The highest.
 */
to: number, };

/**
 * A batch, to be looked through before it is judged.
 */
export type BatchView = { 
/**
 * Its name.
 */
batch: string, 
/**
 * What all its pairs have in common.
 */
evidence: Array<string>, 
/**
 * Its pairs; 500 at most, the others make another batch of this name once these are judged.
 */
rows: Array<BatchPair>, 
/**
 * How many pairs it has.
 */
total: number, };

/**
 * Both ends of an interval, 0 to 1.
 */
export type Between = { 
/**
 * The lower end.
 */
low: number, 
/**
 * The upper end.
 */
high: number, };

/**
 * A pair without what was said or found of it.
 */
export type BlindPair = { 
/**
 * Its number.
 */
pair: number, 
/**
 * Name or best identifier of the left record.
 */
left: string, 
/**
 * Name or best identifier of the right record.
 */
right: string, 
/**
 * Source of the left record.
 */
left_source: SourceMark, 
/**
 * Source of the right record.
 */
right_source: SourceMark, };

/**
 * A blocking rule.
 */
export type BlockingView = { 
/**
 * What it compares, in words.
 */
rule: string, 
/**
 * Pairs it gives.
 */
pairs: number, 
/**
 * Pairs no earlier rule gave.
 */
new_pairs: number, 
/**
 * Matching pairs, as the model expects them, that no other rule gave: lost without this one.
 */
lost_without: number, 
/**
 * Pairs of its blocks that were too large to be compared; other rules may have given them.
 */
pairs_left_out: number, };

/**
 * One source's own count and what is behind it.
 */
export type BridgeStep = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * Rows about people in it: its own number.
 */
rows: number, 
/**
 * People behind these rows.
 */
people: number, 
/**
 * People no other source knows.
 */
only_here: number, };

/**
 * Work done by hand.
 */
export type ByHandWork = { 
/**
 * Its number.
 */
cost: number, 
/**
 * What is done.
 */
what: string, 
/**
 * Who does it.
 */
who: string, 
/**
 * How often in a `per`.
 */
times: number, 
/**
 * `day`, `week` or `month`.
 */
per: string, 
/**
 * Minutes each time.
 */
minutes: number, 
/**
 * Hours a month that makes.
 */
hours: number, };

/**
 * What a campaign is for.
 */
export type CampaignPurpose = { 
/**
 * Its name in the send log.
 */
campaign: string, 
/**
 * People it went to.
 */
people: number, 
/**
 * Those of them who had just bought.
 */
recent_buyers: number, 
/**
 * What somebody said: `winback_or_acquisition` or `other`; blank where nobody did.
 */
purpose: string, 
/**
 * Whether it is counted as a winback or acquisition message.
 */
counted: boolean, 
/**
 * Whether its name, or the kind its log gives it, says that it is one.
 */
by_name: boolean, };

/**
 * The campaigns of the send logs, and what they are for.
 */
export type CampaignsView = { 
/**
 * Those of most people first; 200 at most.
 */
campaigns: Array<CampaignPurpose>, 
/**
 * How many there are.
 */
total: number, };

/**
 * What another record says of an attribute.
 */
export type CaseCell = { 
/**
 * Its values.
 */
values: Array<string>, 
/**
 * As whom of the two: `both`, `left`, `right`, `other` (as neither), `only_here` (both say nothing), `nothing` (it
 * says nothing itself) or `not_compared` (an id that another system gives).
 */
agreement: string, };

/**
 * One attribute of the two records and of the others.
 */
export type CaseLine = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * Values on the left.
 */
left: Array<string>, 
/**
 * Values on the right.
 */
right: Array<string>, 
/**
 * `same`, `different` or `one_sided`: of the two.
 */
agreement: string, 
/**
 * How many hold what stands here, where it is more than one.
 */
held: Array<HeldValue>, 
/**
 * What each of the other records says, in their order.
 */
cells: Array<CaseCell>, };

/**
 * Another record of one of the people.
 */
export type CaseRecord = { 
/**
 * Its number.
 */
record: number, 
/**
 * The source.
 */
source: SourceMark, 
/**
 * The table.
 */
table: string, 
/**
 * The file.
 */
file: string, 
/**
 * Row as a spreadsheet shows it.
 */
row: number, 
/**
 * The row's own id in its source.
 */
record_key: string, 
/**
 * The customer it belongs to.
 */
customer: string | null, };

/**
 * How many changes a cause can stand behind.
 */
export type CauseCount = { 
/**
 * The cause, in a sentence.
 */
sentence: string, 
/**
 * How many changes.
 */
count: number, };

/**
 * What is done to the cells of a column before they are read.
 */
export type CellChange = { "kind": "keep", } | { "kind": "negate", } | { "kind": "strip_prefix", 
/**
 * What.
 */
prefix: string, } | { "kind": "split", 
/**
 * What stands between them.
 */
separator: string, } | { "kind": "join", 
/**
 * Position of the other column in the file, from 0.
 */
column: number, };

/**
 * Give the open project another passphrase.
 */
export type ChangePassphrase = { 
/**
 * The passphrase it has.
 */
current: string, 
/**
 * The passphrase it gets, of at least eight characters.
 */
passphrase: string, };

/**
 * A request to change the scope.
 */
export type ChangeRequestView = { 
/**
 * Its number.
 */
request: number, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * What is asked for.
 */
what: string, 
/**
 * The source it is about, where it is one of the inventory.
 */
source: SourceMark | null, 
/**
 * Who asks.
 */
asker: string, 
/**
 * Why.
 */
reason: string, 
/**
 * What it is worth.
 */
value: string, 
/**
 * What it takes.
 */
effort: string, 
/**
 * `in`, `parked` or `refused`; blank while nobody decided.
 */
verdict: string, 
/**
 * Why so.
 */
verdict_reason: string, 
/**
 * Who decided.
 */
verdict_by: string, 
/**
 * When; blank while nobody did.
 */
verdict_at: string, 
/**
 * Days it waits or waited.
 */
days: number, };

/**
 * One thing that changed.
 */
export type ChangeSince = { 
/**
 * What, with how many now and then.
 */
sentence: string, 
/**
 * The screen it leads to.
 */
screen: string, 
/**
 * Which part of the screen; blank for all of it.
 */
part: string, };

/**
 * One channel, counted.
 */
export type ChannelCounts = { 
/**
 * The channel.
 */
channel: AttributeView, 
/**
 * People by what holds.
 */
states: Array<StateCount>, 
/**
 * People nobody says anything usable about.
 */
not_said: number, 
/**
 * People one source says yes about and another no.
 */
contradicted: number, 
/**
 * People without a yes where one is needed first.
 */
without_needed_yes: number, 
/**
 * What each source holds of it.
 */
sources: Array<SourceConsents>, };

/**
 * One channel of one customer.
 */
export type ChannelLedger = { 
/**
 * The channel.
 */
channel: AttributeView, 
/**
 * What holds, such as `opted_out`; nothing where nobody says.
 */
state: string | null, 
/**
 * Why nothing holds: `no_column`, `blank`, `invalid`.
 */
unknown: string | null, 
/**
 * Why it holds, in a sentence.
 */
why: string, 
/**
 * Whether one source says yes and another no.
 */
contradicted: boolean, 
/**
 * The law that is assumed: `opt_in`, `opt_out`, `not_assumed`, `unknown`.
 */
regime: string, 
/**
 * The same in words.
 */
regime_label: string, 
/**
 * What was said, the strictest first, of the same the latest first.
 */
statements: Array<ConsentStatement>, 
/**
 * Sources that know the customer and say nothing, and those no file is loaded of.
 */
silent: Array<SilentSource>, };

/**
 * All checks.
 */
export type CheckBook = { 
/**
 * The checks, in the order screens show them.
 */
checks: Array<CheckView>, };

/**
 * So many of so many.
 */
export type CheckFigure = { 
/**
 * How many.
 */
found: number, 
/**
 * Of how many.
 */
among: number, 
/**
 * Of which things, such as `people who got a message`.
 */
of: string, 
/**
 * Lower bound of the share at 95 %, 0 to 1, had these been drawn at random.
 */
low: number, 
/**
 * Upper bound.
 */
high: number, 
/**
 * Whether there are too few to go by the share.
 */
few: boolean, };

/**
 * A table a check was made from.
 */
export type CheckInput = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * The table.
 */
table: string, 
/**
 * What it gave, such as `471 messages`.
 */
gave: string, 
/**
 * How its number came about, where numbers of several sources stand beside one another; else nothing.
 */
basis: Array<InputFact>, };

/**
 * A line of a picture.
 */
export type CheckLine = { 
/**
 * What it is about.
 */
label: string, 
/**
 * Whether that is a name as it stands in the project or its files, such as of a campaign, and no words of the
 * program.
 */
named: boolean, 
/**
 * A value for each column; nothing where it is not known.
 */
values: Array<number | null>, 
/**
 * What to know about it; blank otherwise.
 */
note: string, 
/**
 * `passed`, `failed` or `no_file`, where the line is a test; blank otherwise.
 */
verdict: string, 
/**
 * Whether its values are what remains and nobody can explain.
 */
unexplained: boolean, 
/**
 * The people it counts, where they can be asked for.
 */
figure: Figure | null, };

/**
 * The month a check counts.
 */
export type CheckMonth = { 
/**
 * The months that can be chosen, `YYYY-MM`, the newest first.
 */
months: Array<string>, 
/**
 * The one that is told.
 */
month: string, 
/**
 * Whether somebody chose one; else the newest is told, or that of a platform's report.
 */
chosen: boolean, };

/**
 * Somebody behind a check.
 */
export type CheckPerson = { 
/**
 * The customer.
 */
customer: string, 
/**
 * Why, in a sentence without names.
 */
why: string, };

/**
 * A picture of a check.
 */
export type CheckPicture = { 
/**
 * `bars`, `bridge`, `shares`, `flow`, `cohorts`, `calendar` or `table`.
 */
kind: string, 
/**
 * Its title.
 */
title: string, 
/**
 * What to see in it.
 */
sentence: string, 
/**
 * What its values are, in order.
 */
columns: Array<string>, 
/**
 * Its lines.
 */
lines: Array<CheckLine>, };

/**
 * A check at one run.
 */
export type CheckPoint = { 
/**
 * The run.
 */
run: number, 
/**
 * When.
 */
ran_at: string, 
/**
 * How many.
 */
found: number, 
/**
 * Of how many.
 */
among: number, };

/**
 * One check.
 */
export type CheckView = { 
/**
 * Its code: `suppression`, `numbers`, `pressure`, `after_no`, `attribution`, `retention`, `waste`, `leads`,
 * `known_buyers`, `support`, `sign_ups`, `sales`, `link_tests`, `stale_lists`, `list_growth` or `seeds`.
 */
check: string, 
/**
 * What people call it.
 */
title: string, 
/**
 * Whether it says who is behind what it finds, so that people can be chosen by it.
 */
names_people: boolean, 
/**
 * What came of it, in a sentence.
 */
sentence: string, 
/**
 * What is counted, of what.
 */
definition: string, 
/**
 * From when until when, and with which limits, in a sentence.
 */
window: string, 
/**
 * `passed` or `failed`, where it is a test with a limit of its own; blank otherwise.
 */
verdict: string, 
/**
 * How many of how many; nothing where it cannot be known from these files.
 */
figure: CheckFigure | null, 
/**
 * What cannot be known from these files, and which file would tell; one sentence each.
 */
unknown: Array<string>, 
/**
 * The tables it was made from.
 */
inputs: Array<CheckInput>, 
/**
 * The share it must not be beyond, 0 to 1; nothing where nobody set one.
 */
target: number | null, 
/**
 * Whether it is beyond the target.
 */
beyond: boolean, 
/**
 * Who answers for it; blank while nobody does.
 */
owner: string, 
/**
 * The window it counts in, where another can be chosen.
 */
window_choice: CheckWindow | null, 
/**
 * The month it counts, where it counts a single one and another can be chosen.
 */
month_choice: CheckMonth | null, 
/**
 * What one message costs, in the currency of the project; nothing where nobody said.
 */
cost_per_message: number | null, 
/**
 * What one click on an advertisement costs, in the currency of the project; nothing where nobody said.
 */
cost_per_click: number | null, 
/**
 * What is spent on the audience, in the currency of the project; nothing where nobody said.
 */
spend: number | null, 
/**
 * Flows that can be said to be changed; only where a check looks at flows.
 */
flows: FlowsView | null, 
/**
 * What the arithmetic on returning customers starts from; only where a check tells it.
 */
what_if: WhatIfView | null, 
/**
 * Campaigns it can be said of what they are for; only where a check asks for it.
 */
campaigns: CampaignsView | null, 
/**
 * Every run that kept it, oldest first.
 */
history: Array<CheckPoint>, 
/**
 * How much larger the share is than at the run before; nothing for a first time.
 */
change: number | null, 
/**
 * The pictures; the same facts as a table.
 */
pictures: Array<CheckPicture>, 
/**
 * The people behind it; 200 at most.
 */
people: Array<CheckPerson>, 
/**
 * How many people there are behind it.
 */
people_total: number, };

/**
 * The window a check counts in.
 */
export type CheckWindow = { 
/**
 * What its days are.
 */
about: string, 
/**
 * So many days; nothing for all days.
 */
days: number | null, 
/**
 * So many messages within them are too many; nothing where it counts none.
 */
messages: number | null, 
/**
 * Whether somebody chose it.
 */
chosen: boolean, };

/**
 * A source a list was checked against.
 */
export type CheckedSource = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * The day its newest load came.
 */
loaded_on: string, 
/**
 * It says who bought.
 */
says_bought: boolean, 
/**
 * It says who may not be written to.
 */
says_no: boolean, };

/**
 * What one column holds.
 */
export type ColumnProfileView = { 
/**
 * Where it stands in the file, from 0.
 */
column: number, 
/**
 * Its header as in the file.
 */
header: string, 
/**
 * What it is mapped to.
 */
attribute: AttributeView | null, 
/**
 * `empty`, `date`, `number`, `choice`, `email`, `web`, `phone`, `code`, `words` or `text`.
 */
kind: string, 
/**
 * `name`, `contact`, `identifier`, `birth_date`, `address` or `none`.
 */
class: string, 
/**
 * Rows of the load.
 */
rows: number, 
/**
 * Rows with something in it.
 */
filled: number, 
/**
 * Rows with nothing in it.
 */
blank: number, 
/**
 * Rows with something usable once standardised; nothing where the column is not used.
 */
valid: number | null, 
/**
 * Different values.
 */
distinct: number, 
/**
 * Values that stand in one row only.
 */
once: number, 
/**
 * Whether both are exact; an estimate otherwise.
 */
exact: boolean, 
/**
 * The commonest values, commonest first.
 */
top: Array<CommonValue>, 
/**
 * The commonest shapes, commonest first: a letter is `A`, a digit `9`.
 */
shapes: Array<CommonValue>, 
/**
 * Lengths in characters: shortest, median, longest.
 */
lengths: [number, number, number] | null, 
/**
 * Oldest and newest day, `YYYY-MM-DD`, where it holds days.
 */
days: [string, string] | null, 
/**
 * The newest day that has come.
 */
freshest: string | null, 
/**
 * Smallest and largest number, where it holds numbers.
 */
numbers: [number, number] | null, 
/**
 * What looks odd.
 */
anomalies: Array<AnomalyView>, };

/**
 * One column.
 */
export type ColumnView = { 
/**
 * Position in the file, from 0.
 */
column: number, 
/**
 * Header as in the file.
 */
header: string, 
/**
 * Three values that stand in it, verbatim.
 */
samples: Array<string>, 
/**
 * The attribute, or nothing when the column is kept but not used.
 */
attribute: AttributeView | null, 
/**
 * Which set of it: 0 the main one.
 */
group: number, 
/**
 * What is done to the cell first, in words; blank for nothing.
 */
transformation: string, 
/**
 * What is done to it by its code: `keep`, `negate`, `strip_prefix`, `split`, `join` or `value_map`.
 */
change: string, 
/**
 * Whether its cells are a few words with a meaning each, which can be said.
 */
has_words: boolean, 
/**
 * Words nobody understands among the commonest.
 */
unknown_words: number, 
/**
 * 0 to 1.
 */
confidence: number, 
/**
 * Why, in a sentence.
 */
reason: string, 
/**
 * `suggested`, `unsure`, `confirmed` or `unused`.
 */
state: string, 
/**
 * `day_first`, `month_first`, `year_first`, or nothing.
 */
date_order: string | null, 
/**
 * What is known about the order of day and month in this column; blank for other columns.
 */
date_note: string, };

/**
 * A combination of sources.
 */
export type Combination = { 
/**
 * Positions in [`Overlap::sources`].
 */
members: Array<number>, 
/**
 * People known to exactly these sources.
 */
customers: number, };

/**
 * A value or a shape and its rows.
 */
export type CommonValue = { 
/**
 * The value or the shape.
 */
text: string, 
/**
 * In how many rows it stands; at least so many where it is not exact.
 */
rows: number, 
/**
 * Whether the count is exact.
 */
exact: boolean, };

/**
 * Ask what is otherwise between two runs.
 */
export type CompareRuns = { 
/**
 * The run to compare with; nothing for the one before `after`.
 */
before: number | null, 
/**
 * The run that is compared; nothing for the one in use.
 */
after: number | null, 
/**
 * Only changes of this kind: `joined`, `parted`, `moved`, `appeared`, `went`, `rows_changed`.
 */
change: string | null, 
/**
 * First one to tell.
 */
offset: number, 
/**
 * At most so many; 500 at most.
 */
limit: number | null, };

/**
 * An attribute a use case needs.
 */
export type CompleteAttribute = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * Customers of whom it is known.
 */
known: number, };

/**
 * The conflicts answered for one reason.
 */
export type ConflictAnswer = { 
/**
 * Its code.
 */
answer: string, 
/**
 * In words.
 */
label: string, 
/**
 * How many.
 */
conflicts: number, };

/**
 * An attribute in conflict.
 */
export type ConflictAttribute = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * Customers in conflict about it.
 */
customers: number, 
/**
 * The rule, in a sentence.
 */
rule: string, 
/**
 * Who has the word; blank while nobody does.
 */
decider: string, };

/**
 * Conflicts.
 */
export type ConflictPage = { 
/**
 * The conflicts.
 */
conflicts: Array<ConflictView>, 
/**
 * How many there are under the filter.
 */
total: number, };

/**
 * The conflicts somebody answers for.
 */
export type ConflictPerson = { 
/**
 * Name of the person or team; blank for the conflicts nobody answers for.
 */
person: string, 
/**
 * How many.
 */
conflicts: number, };

/**
 * Where conflicts are: attribute × pair of sources.
 */
export type ConflictSummary = { 
/**
 * Conflicts in all.
 */
conflicts: number, 
/**
 * Customers with at least one.
 */
customers: number, 
/**
 * The attributes, with their rule and decider.
 */
attributes: Array<ConflictAttribute>, 
/**
 * The pairs of sources.
 */
pairs: Array<[SourceMark, SourceMark]>, 
/**
 * `cells[attribute][pair]`: customers on whom the two disagree.
 */
cells: Array<Array<number>>, 
/**
 * The same conflicts by who has the word on their attribute, those with most first.
 */
deciders: Array<ConflictPerson>, 
/**
 * By who owns a source that is part of them; one between two owners counts for both.
 */
owners: Array<ConflictPerson>, 
/**
 * By why their answer stands, those without one first, then those with most.
 */
answers: Array<ConflictAnswer>, };

/**
 * An attribute on which sources disagree about one customer.
 */
export type ConflictView = { 
/**
 * The customer.
 */
customer: string, 
/**
 * Name of the customer.
 */
name: string, 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * What is said, and by whom.
 */
values: Array<OtherValue>, 
/**
 * What the rule chose; blank where nobody has decided yet, or a person said that there is no value.
 */
winner: string, 
/**
 * Whether no value holds until somebody decides.
 */
is_open: boolean, 
/**
 * The rule, in words.
 */
rule: string, 
/**
 * Who has the word; blank while nobody does.
 */
decider: string, };

/**
 * Which connection.
 */
export type ConnectionNumber = { 
/**
 * Its number.
 */
connection: number, };

/**
 * One connection.
 */
export type ConnectionView = { 
/**
 * Its number.
 */
connection: number, 
/**
 * Where the data comes from.
 */
from: SourceMark, 
/**
 * Where it goes.
 */
to: SourceMark, 
/**
 * Whether it comes back as well.
 */
two_way: boolean, 
/**
 * By what, by code.
 */
how: string, 
/**
 * By what, in words.
 */
how_label: string, 
/**
 * `carried`, `not_carried` or blank while nobody said.
 */
consent: string, 
/**
 * Channel by channel, how many people its two ends contradict each other about.
 */
contradictions: Array<ContradictionPair>, 
/**
 * Who answers for it.
 */
owner: string, 
/**
 * Note.
 */
note: string, };

/**
 * How systems exchange data today.
 */
export type Connections = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * The connections.
 */
connections: Array<ConnectionView>, 
/**
 * Pairs of systems that exchange data.
 */
links: number, 
/**
 * Of them, those that do so both ways.
 */
two_way: number, 
/**
 * Connections nobody answers for.
 */
ownerless: number, 
/**
 * Connections carried by hand.
 */
by_hand: number, 
/**
 * Connections of which nobody has said whether consents go with them.
 */
consent_unknown: number, 
/**
 * Connections that leave consents behind.
 */
consent_left: number, 
/**
 * Where what is said of consents does not fit what the systems say of people, one sentence each.
 */
consent_told: Array<string>, 
/**
 * Systems with at least one connection.
 */
tools: number, 
/**
 * Links there would be if each of them were linked with every other.
 */
most: number, 
/**
 * By what systems can exchange data.
 */
means: Array<FactorChoice>, };

/**
 * What one customer permits, channel by channel, with every statement it follows from.
 */
export type ConsentLedger = { 
/**
 * The customer.
 */
customer: string, 
/**
 * Name of the customer.
 */
name: string, 
/**
 * The agreed country, ISO 3166 alpha-2; blank where none is known.
 */
country: string, 
/**
 * The country all telephones belong to, where no address tells one; nothing where an address does or they differ.
 */
country_by_phone: string | null, 
/**
 * Why no country is known: `no_column`, `blank`, `invalid`, `phones_differ`; nothing where one is.
 */
country_unknown: string | null, 
/**
 * The channels, and requests to be deleted where there is one.
 */
channels: Array<ChannelLedger>, };

/**
 * What somebody can be asked for permission for.
 */
export type ConsentPurpose = { 
/**
 * Its code.
 */
code: string, 
/**
 * What it is called.
 */
label: string, };

/**
 * What one row says.
 */
export type ConsentStatement = { 
/**
 * The record.
 */
record: number, 
/**
 * Its source.
 */
source: SourceMark, 
/**
 * Its table.
 */
table: string, 
/**
 * Its file.
 */
file: string, 
/**
 * Row as a spreadsheet shows it.
 */
row: number, 
/**
 * What it says, such as `opted_in`; `unreadable` where nobody can tell, `doubtful_yes` for a yes in a
 * column nobody has confirmed as a permission, `other_purpose` for a row of a log about something lists are not
 * made for.
 */
state: string, 
/**
 * What stands in the cell, to the letter; the file's name where the file as a whole says it.
 */
raw: string, 
/**
 * What that was read as, such as `no` for a `1` under "unsubscribed", where its mapping or its file's name says so.
 */
read_as: string | null, 
/**
 * The column; nothing where the file as a whole says it.
 */
column: string | null, 
/**
 * What proves it: `column`, `file`, `request`, `bounce`, `complaint`.
 */
evidence: string, 
/**
 * When it was said, as far as the row tells.
 */
time: string | null, 
/**
 * What that time is of: `consent`, or `row` where only the row has one.
 */
time_of: string, 
/**
 * Where the source has it from, as the row tells; blank where it does not.
 */
origin: string, 
/**
 * What the row of a log is for, such as `newsletter`; `unknown` where nobody can read it, blank where the table has
 * no such column.
 */
purpose: string, 
/**
 * Whether this is what holds.
 */
holds: boolean, 
/**
 * Whether a later word of the same source has taken its place.
 */
replaced: boolean, };

/**
 * What people permit, counted.
 */
export type ConsentSummary = { 
/**
 * People found: every count is of so many.
 */
people: number, 
/**
 * What becomes of contradicting answers, in the sentence people agreed on.
 */
rule: string, 
/**
 * The channels.
 */
channels: Array<ChannelCounts>, 
/**
 * Sources that contradict each other, most people first.
 */
pairs: Array<ContradictionPair>, 
/**
 * Columns that never say no, one sentence each.
 */
doubted: Array<string>, 
/**
 * Columns whose no alone keeps people out whose yes another source has, one sentence each.
 */
kept_out: Array<string>, 
/**
 * How many people live where which law is assumed for e-mail.
 */
regimes: Array<RegimeCount>, 
/**
 * How many people live in which region, those whose country nobody knows apart.
 */
regions: Array<RegionConsents>, };

/**
 * What holds for every row.
 */
export type ConstantView = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * Which set of it.
 */
group: number, 
/**
 * The value, as it would stand in a cell.
 */
value: string, };

/**
 * One source says yes, another no, about the same customer.
 */
export type Contradiction = { 
/**
 * The customer.
 */
customer: string, 
/**
 * Name of the customer.
 */
name: string, 
/**
 * The channel, with every statement.
 */
ledger: ChannelLedger, };

/**
 * Contradictions.
 */
export type ContradictionPage = { 
/**
 * The contradictions, customer by customer.
 */
contradictions: Array<Contradiction>, 
/**
 * How many there are under the filter.
 */
total: number, };

/**
 * Two sources, and on how many people they contradict each other.
 */
export type ContradictionPair = { 
/**
 * The channel.
 */
channel: AttributeView, 
/**
 * One source.
 */
left: SourceMark, 
/**
 * The other.
 */
right: SourceMark, 
/**
 * How many people.
 */
people: number, };

/**
 * Which cost.
 */
export type CostNumber = { 
/**
 * Its number.
 */
cost: number, };

/**
 * What it costs to keep data apart. Every figure stands beside what it is made from.
 */
export type CostSheet = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * Work done by hand.
 */
by_hand: Array<ByHandWork>, 
/**
 * Hours a month of all of it; nothing where there is none.
 */
hours: number | null, 
/**
 * Money an hour of work costs; nothing while nobody said.
 */
hourly: number | null, 
/**
 * The currency amounts are in; blank while nobody said.
 */
currency: string, 
/**
 * Money a month of the work by hand; nothing while an hour has no cost.
 */
by_hand_money: number | null, 
/**
 * Money that is wasted.
 */
waste: Array<WasteView>, 
/**
 * Money a month of all of it; nothing where there is none.
 */
wasted: number | null, 
/**
 * When the customer found us sloppy, newest first.
 */
incidents: Array<IncidentView>, 
/**
 * Figures that cannot be told, and what is missing for each.
 */
not_known: Array<string>, };

/**
 * Ask what each further condition would leave of the customers found.
 */
export type CountCustomers = { 
/**
 * Words; every one must be found somewhere in the customer's values.
 */
query: string, 
/**
 * Only customers this source knows.
 */
source: number | null, 
/**
 * Only customers in conflict.
 */
conflicts_only: boolean, 
/**
 * Only customers with at least so many records.
 */
records_at_least: number | null, };

/**
 * Count a list while it is being made.
 */
export type CountList = { 
/**
 * The list.
 */
draft: DraftList, 
/**
 * Also tell who this destination would leave out, and why; takes longer.
 */
destination: string | null, 
/**
 * The day from which days are counted back; the last purchase that is loaded unless told.
 */
today: string | null, };

/**
 * What the sources hold: sources × attributes.
 */
export type Coverage = { 
/**
 * The rows of the matrix.
 */
attributes: Array<AttributeView>, 
/**
 * The columns of the matrix.
 */
sources: Array<SourceMark>, 
/**
 * `cells[attribute][source]`.
 */
cells: Array<Array<CoverageCell>>, };

/**
 * How well one source knows one attribute.
 */
export type CoverageCell = { 
/**
 * `known`, or why there is nothing to count: `not_asked`, `no_file`, `no_column`; `not_counted`
 * while there is such a column in a load that is not standardised yet.
 */
state: string, 
/**
 * Rows in the tables that have such a column.
 */
rows: number, 
/**
 * Rows with something in it.
 */
filled: number, 
/**
 * Rows with something usable in it.
 */
valid: number, 
/**
 * Rows with something that cannot be it.
 */
invalid: number, 
/**
 * Rows with a filler.
 */
placeholder: number, 
/**
 * Rows with nothing.
 */
blank: number, 
/**
 * Different usable values.
 */
distinct: number, };

/**
 * Make a new project.
 */
export type CreateProject = { 
/**
 * Where the file goes; it must not exist yet.
 */
path: string, 
/**
 * What people call it.
 */
name: string, };

/**
 * What each condition would leave: beside all else that is asked for, and in place of what is asked of the same.
 */
export type CustomerFacets = { 
/**
 * Of every source that knows anybody.
 */
sources: Array<SourceFacet>, 
/**
 * Customers in conflict.
 */
in_conflict: number, 
/**
 * Customers of several records.
 */
of_several_records: number, };

/**
 * A customer as a graph: its records, and what ties them together.
 */
export type CustomerGraph = { 
/**
 * The records; rows of events that say the same are one node.
 */
nodes: Array<GraphNode>, 
/**
 * What ties them together, or speaks against it.
 */
links: Array<GraphLink>, 
/**
 * Rows that are not shown because there are too many.
 */
rows_left_out: number, 
/**
 * Links that are not shown because there are too many; no bridge and none by hand is among them.
 */
links_left_out: number, 
/**
 * Why people put records of this customer together or parted them from others, as they said.
 */
reasons: Array<string>, };

/**
 * Which customer.
 */
export type CustomerNumber = { 
/**
 * The stable id, such as `C000123`.
 */
customer: string, };

/**
 * Customers.
 */
export type CustomerPage = { 
/**
 * The customers.
 */
customers: Array<CustomerRow>, 
/**
 * How many there are under the search.
 */
total: number, };

/**
 * A customer of one of the runs.
 */
export type CustomerPart = { 
/**
 * The number.
 */
customer: string, 
/**
 * A name, as far as one is told by what is still there.
 */
name: string, 
/**
 * Its rows in that run.
 */
records: number, 
/**
 * Whether there is a customer of this number now.
 */
is_there: boolean, };

/**
 * A customer in the grid.
 */
export type CustomerRow = { 
/**
 * The stable id, such as `C000123`.
 */
customer: string, 
/**
 * Name.
 */
name: string, 
/**
 * Main e-mail.
 */
email: string, 
/**
 * Main phone.
 */
phone: string, 
/**
 * Town.
 */
city: string, 
/**
 * Country.
 */
country: string, 
/**
 * The sources that know the customer.
 */
sources: Array<SourceMark>, 
/**
 * How many records.
 */
records: number, 
/**
 * How many attributes in conflict.
 */
conflicts: number, };

/**
 * What happened to a customer, the newest first.
 */
export type CustomerTimeline = { 
/**
 * The stable id.
 */
customer: string, 
/**
 * What matters before a call.
 */
summary: Array<SummaryFact>, 
/**
 * The page of entries.
 */
entries: Array<TimelineEntry>, 
/**
 * How many there are of the kinds asked for.
 */
total: number, 
/**
 * How many there are of each kind.
 */
kinds: Array<TimelineKind>, 
/**
 * Rows of the customer that were not read because there are too many.
 */
rows_left_out: number, };

/**
 * Everything about one customer.
 */
export type CustomerView = { 
/**
 * The stable id.
 */
customer: string, 
/**
 * Name, or the best identifier.
 */
name: string, 
/**
 * The agreed values.
 */
golden: Array<GoldenView>, 
/**
 * The records behind them: the first 200, and those that agreed values were taken from.
 */
records: Array<RecordView>, 
/**
 * How many there are.
 */
record_count: number, 
/**
 * Where sources disagree.
 */
conflicts: Array<ConflictView>, 
/**
 * E-mails, phones, cards and other ids, with their standing.
 */
identifiers: Array<IdentifierView>, 
/**
 * Customers of the same household.
 */
household: Array<CustomerRow>, 
/**
 * How this customer came about: merges and splits from run to run.
 */
trail: Array<string>, };

/**
 * One request.
 */
export type DataRequestView = { 
/**
 * Its number.
 */
request: number, 
/**
 * `access`, `rectification`, `restriction`, `portability`, `deletion` or `objection`.
 */
kind: string, 
/**
 * The customer; nothing once the person is erased or no row knows them any more.
 */
customer: string | null, 
/**
 * Name of the customer; blank where there is none any more.
 */
name: string, 
/**
 * Where they lived when it came, ISO 3166 alpha-2; blank where nobody knew.
 */
country: string, 
/**
 * Where that is, as far as the time for an answer goes: `europe`, `united_states`, `elsewhere`, `unknown`.
 */
region: string, 
/**
 * The day it came, `YYYY-MM-DD`.
 */
received_on: string, 
/**
 * The last day on which an answer is in time.
 */
due_on: string, 
/**
 * Why it is that day.
 */
because: string, 
/**
 * Days until then; below nought where it is past.
 */
days_left: number, 
/**
 * Whether it is open and past its day.
 */
overdue: boolean, 
/**
 * What was noted with it.
 */
note: string, 
/**
 * Who entered it.
 */
who: string, 
/**
 * Where somebody has to look by hand.
 */
systems: Array<RequestSystem>, 
/**
 * `open`, `done` or `refused`.
 */
state: string, 
/**
 * What came of it.
 */
outcome: string, 
/**
 * The day it was settled.
 */
settled_on: string | null, 
/**
 * The erasure that answered it.
 */
erasure: number | null, 
/**
 * The first of the rows of files that ask for it, as far as they are loaded.
 */
asked_in: Array<TraceRow>, 
/**
 * In how many tables somebody was looked for who was not found; nothing where the request is a customer's.
 */
searched: number | null, 
/**
 * Whether what arrives later of this person is kept out, or is written to by no list.
 */
kept_out: boolean, };

/**
 * The requests, open ones first, the most urgent on top.
 */
export type DataRequests = { 
/**
 * The requests.
 */
requests: Array<DataRequestView>, 
/**
 * The first of those that stand in a loaded file and that nobody has taken up, the most urgent on top.
 */
asked: Array<AskedInFile>, 
/**
 * How many there are of them: one a customer and kind, and one a row and kind where nobody is found.
 */
asked_total: number, 
/**
 * How many of them are past their day.
 */
asked_overdue: number, 
/**
 * The first of those of which their own file says that they are done, those of people who still have rows here on
 * top.
 */
done: Array<DoneInFile>, 
/**
 * How many there are of them.
 */
done_total: number, 
/**
 * Of how many of them the person has other rows here.
 */
done_standing: number, 
/**
 * How long an answer may take, by where people live.
 */
terms: Array<RequestTermView>, 
/**
 * How many are open.
 */
open: number, 
/**
 * How many of them are overdue.
 */
overdue: number, 
/**
 * Where they stand, in a sentence.
 */
sentence: string, };

/**
 * Decide on a rule.
 */
export type DecideRule = { 
/**
 * Its code, such as `retention:3`.
 */
rule: string, 
/**
 * The choice, such as `months:24`; for the order of sources their numbers as JSON, such as `[2,1]`.
 */
choice: string, 
/**
 * The sentence in people's own words; blank lets the choice tell it.
 */
sentence: string, 
/**
 * Why.
 */
reason: string, };

/**
 * What stands before the decimals of a number.
 */
export type DecimalMarkView = "comma" | "point";

/**
 * So many decisions of a kind.
 */
export type DecisionCount = { 
/**
 * What they are about.
 */
what: string, 
/**
 * How many.
 */
count: number, };

/**
 * A file of decisions.
 */
export type DecisionFile = { 
/**
 * The file.
 */
path: string, };

/**
 * A decision that did not fit.
 */
export type DecisionLeft = { 
/**
 * What it is about.
 */
what: string, 
/**
 * Why it did not fit.
 */
why: string, };

/**
 * The log, newest first.
 */
export type DecisionLog = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * The entries.
 */
entries: Array<LogEntry>, 
/**
 * Questions that are open or deferred.
 */
open_questions: number, 
/**
 * Actions that are open or deferred.
 */
open_actions: number, 
/**
 * Of both, those past their date.
 */
overdue: number, 
/**
 * Of both, those nobody owns.
 */
ownerless: number, };

/**
 * What was written.
 */
export type DecisionsSaved = { 
/**
 * Where.
 */
path: string, 
/**
 * What is in it.
 */
saved: Array<DecisionCount>, };

/**
 * What came of taking decisions in.
 */
export type DecisionsTaken = { 
/**
 * What holds here now.
 */
taken: Array<DecisionCount>, 
/**
 * What did not fit, the first 500.
 */
left: Array<DecisionLeft>, 
/**
 * How many did not fit.
 */
left_total: number, };

/**
 * Take the passphrase of the open project away.
 */
export type DecryptProject = { 
/**
 * The passphrase it has.
 */
current: string, };

/**
 * Write a list.
 */
export type DeliverList = { 
/**
 * Code of the list.
 */
list: string, 
/**
 * Code of the destination; or a file: a recipe, or a table whose headers say what to write.
 */
destination: string, 
/**
 * Window in days, for lists that have one.
 */
days: number | null, 
/**
 * The day the window ends; the last purchase that is loaded unless told.
 */
today: string | null, 
/**
 * The file to write.
 */
path: string, 
/**
 * Also write who is left out, and why, to a file beside it (`…-left-out.csv`).
 */
left_out_file: boolean, };

/**
 * Write one suppression list for several platforms into one folder.
 */
export type DeliverSuppression = { 
/**
 * Code of the list: recent purchasers, or a saved list to leave people alone.
 */
list: string, 
/**
 * Codes of the destinations; all of them unless told.
 */
destinations: Array<string> | null, 
/**
 * Window in days, for lists that have one.
 */
days: number | null, 
/**
 * The day from which days are counted back; the last purchase that is loaded unless told.
 */
today: string | null, 
/**
 * The folder; it is made where it is not there.
 */
folder: string, };

/**
 * Whether an upload took, as far as a later load or somebody tells.
 */
export type DeliveryOutcome = { 
/**
 * Number of the delivery.
 */
delivery: number, 
/**
 * `no_system` (it sends no exports), `not_loaded` (none of its exports is loaded), `no_later_load`,
 * `find_people_first` (a later load is there, people have not been found with it), `told`.
 */
state: string, 
/**
 * The source that is the destination's system; blank where there is none.
 */
source: string, 
/**
 * When the later load came; blank where there is none.
 */
loaded_at: string, 
/**
 * People in the delivery who still are customers.
 */
people: number, 
/**
 * Of them those the system had before.
 */
were_there: number, 
/**
 * Of them those it has now.
 */
are_there: number, 
/**
 * Those it has now and did not have.
 */
came: number, 
/**
 * Those it had and has no more.
 */
went: number, 
/**
 * People in the delivery who are no customer of their own any more.
 */
gone: number, 
/**
 * So many rows of it the platform took, as somebody said; nothing where nobody did.
 */
accepted: number | null, 
/**
 * What that says, in a sentence.
 */
sentence: string, };

/**
 * One written file.
 */
export type DeliveryView = { 
/**
 * Its number.
 */
delivery: number, 
/**
 * Name of the list.
 */
list: string, 
/**
 * Its version, where people made it.
 */
version: number | null, 
/**
 * Name of the destination.
 */
destination: string, 
/**
 * Where it was written: each file, in order. A destination may ask for several.
 */
files: Array<string>, 
/**
 * When.
 */
written_at: string, 
/**
 * Who wrote it; blank where that was not noted yet.
 */
by: string, 
/**
 * The rules people decided on that it obeys, each with its version; none where the defaults held, nothing
 * where they were not noted yet.
 */
rules: Array<string> | null, 
/**
 * Rows in it.
 */
rows: number, 
/**
 * Left out, by reason.
 */
left_out: { [key in string]: number }, 
/**
 * SHA-256 of the file, or of each of them, with a blank between.
 */
sha256: string, 
/**
 * The run it was made from.
 */
run: number | null, 
/**
 * Whether it should be written again: something changed since, or it is too old.
 */
stale: boolean, 
/**
 * Why, one sentence each.
 */
stale_because: Array<string>, 
/**
 * Days since it was written.
 */
age_days: number, 
/**
 * Names of the sources it was checked against, each with the day its load came.
 */
checked: Array<string>, 
/**
 * Names of sources that are in the inventory now and were not checked.
 */
unchecked: Array<string>, 
/**
 * What to know before it is uploaded, as it is told once it is written; nothing in the log.
 */
warnings: Array<string>, };

/**
 * Note what is known about a source; what is left out stays.
 */
export type DescribeSource = { 
/**
 * The source; nothing adds one that is not loaded.
 */
source: number | null, 
/**
 * Its name.
 */
name: string | null, 
/**
 * Kind of system, by code.
 */
kind: string | null, 
/**
 * `first`, `second` or `third`.
 */
party: string | null, 
/**
 * Where the data lives.
 */
location: string | null, 
/**
 * In what format; what is loaded tells more.
 */
format: string | null, 
/**
 * How it is used; "not used" is an answer.
 */
used_for: string | null, 
/**
 * How often it is refreshed.
 */
refresh: string | null, 
/**
 * On what ground its data may be held.
 */
lawful_basis: string | null, 
/**
 * Free note.
 */
note: string | null, };

/**
 * A destination.
 */
export type DestinationView = { 
/**
 * Its code, such as `google_customer_match`.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What to know before uploading, one sentence each.
 */
warnings: Array<string>, 
/**
 * The columns of its file.
 */
columns: Array<string>, 
/**
 * Where its rules were read, and when.
 */
source_note: string, 
/**
 * How names of its files end.
 */
extension: string, 
/**
 * What lists may go there: `contact`, `suppress`.
 */
purposes: Array<string>, };

/**
 * A pair that two people judged differently.
 */
export type Differing = { 
/**
 * The pair.
 */
pair: BlindPair, 
/**
 * What the first said.
 */
first: string, 
/**
 * What the second said.
 */
second: string, };

/**
 * A request of which its own file says that it is done, and that nobody has taken up.
 */
export type DoneInFile = { 
/**
 * `access`, `rectification`, `restriction`, `portability` or `deletion`.
 */
kind: string, 
/**
 * The customer; nothing where nobody is found by the row.
 */
customer: string | null, 
/**
 * Name of the customer; blank where there is none.
 */
name: string, 
/**
 * The first of the rows that ask.
 */
rows: Array<TraceRow>, 
/**
 * How many rows ask.
 */
rows_total: number, 
/**
 * The column that says that it is done.
 */
column: string, 
/**
 * What stands there.
 */
says: string, 
/**
 * How many other rows the customer has; nought for any other than to be deleted, which deletes none.
 */
elsewhere: number, 
/**
 * Whether the person is gone as well, or that the request was answered, in a sentence.
 */
sentence: string, };

/**
 * A row that may be about a person.
 */
export type DoubtfulRow = { 
/**
 * Where it is.
 */
trace: TraceRow, 
/**
 * Why it may be, in a sentence.
 */
reason: string, 
/**
 * The customer it belongs to now.
 */
customer: string | null, };

/**
 * A list that is not saved.
 */
export type DraftList = { 
/**
 * `contact` or `suppress`.
 */
purpose: string, 
/**
 * Who is in it.
 */
condition: ListCondition, };

/**
 * A table that is in use.
 */
export type EarlierTable = { 
/**
 * Its number.
 */
table: number, 
/**
 * Its source and its name: `Shopify · customers`.
 */
name: string, };

/**
 * What matching on the e-mail address alone would have made of who is who: people by e-mail are the
 * people, those too many and without those too few.
 */
export type EmailAloneView = { 
/**
 * People by e-mail alone.
 */
people_by_email: number, 
/**
 * People by all evidence.
 */
people: number, 
/**
 * Rows compared: those that name somebody.
 */
rows: number, 
/**
 * Of them those without an address; on e-mail alone each is a person of its own.
 */
without_email: number, 
/**
 * People it would count as several.
 */
torn_apart: number, 
/**
 * So many too many by that.
 */
too_many: number, 
/**
 * People it would take for one of several.
 */
mixed_up: number, 
/**
 * So many too few by that.
 */
too_few: number, 
/**
 * How many times it would make several people one.
 */
groups: number, 
/**
 * The people it would count as several.
 */
torn_figure: Figure, 
/**
 * The people it would take for one of several, with whom.
 */
mixed_figure: Figure, };

/**
 * Encrypt the open project.
 */
export type EncryptProject = { 
/**
 * The passphrase it gets, of at least eight characters.
 */
passphrase: string, };

/**
 * What became of the project and of the file it was.
 */
export type EncryptionChanged = { 
/**
 * Whether the project is encrypted now.
 */
encrypted: boolean, 
/**
 * What was done, and what became of the former file.
 */
sentence: string, };

/**
 * Erase a person. Cannot be taken back.
 */
export type ErasePerson = { 
/**
 * The customer.
 */
customer: string, 
/**
 * Why, such as the number of the request. Name nobody here: it is kept.
 */
reason: string, 
/**
 * Records among the doubtful rows that a human knows to be about the person.
 */
also_rows: Array<number>, 
/**
 * Rows set aside among the doubtful rows that a human knows to be about the person.
 */
also_set_aside: Array<number>, };

/**
 * One erasure.
 */
export type ErasureView = { 
/**
 * Its number.
 */
erasure: number, 
/**
 * When.
 */
at: string, 
/**
 * Who.
 */
who: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Rows taken out.
 */
rows: number, 
/**
 * How many of the person's values were looked for in the bytes on the disk afterwards; nothing where it
 * was not looked.
 */
searched: number | null, 
/**
 * In how many bytes.
 */
searched_bytes: number | null, 
/**
 * How many still stood there.
 */
found: number | null, };

/**
 * A situation a surface acts on.
 */
export type ErrorCode = "not_found" | "invalid_input" | "unconfirmed" | "would_replace" | "no_project" | "not_a_project" | "passphrase_needed" | "passphrase_wrong" | "newer_project" | "damaged" | "locked" | "busy" | "cancelled" | "io" | "internal";

/**
 * A share that was measured on a sample.
 */
export type EstimateView = { 
/**
 * The share, 0 to 1.
 */
share: number, 
/**
 * Lower bound at 95 %.
 */
low: number, 
/**
 * Upper bound at 95 %.
 */
high: number, };

/**
 * What a surface is told without asking.
 */
export type Event = { "kind": "job", 
/**
 * Where it stands.
 */
job: JobView, } | { "kind": "changed", 
/**
 * The tags.
 */
tags: Array<string>, 
/**
 * The project's revision now.
 */
revision: number, };

/**
 * One step of evidence.
 */
export type EvidenceView = { 
/**
 * What was compared.
 */
comparison: string, 
/**
 * How it agrees, in words.
 */
level: string, 
/**
 * Value on the left.
 */
left: string, 
/**
 * Value on the right.
 */
right: string, 
/**
 * Bits for (above zero) or against (below zero).
 */
bits: number, 
/**
 * A hint, such as "this phone is on 6 people".
 */
note: string | null, };

/**
 * The evidence for or against a pair.
 */
export type ExplanationView = { 
/**
 * In words.
 */
sentence: string, 
/**
 * What holds before any evidence, in bits.
 */
prior: number, 
/**
 * The steps, strongest first.
 */
evidence: Array<EvidenceView>, 
/**
 * The match weight in bits: prior and steps added up.
 */
weight: number, 
/**
 * Match probability.
 */
probability: number, 
/**
 * Whether a verdict of a person, not the model, decided.
 */
stated: boolean, };

/**
 * One of the four questions.
 */
export type Factor = { 
/**
 * `size`, `skills`, `stack` or `complexity`.
 */
factor: string, 
/**
 * The question.
 */
question: string, 
/**
 * The code of the answer; nothing while nobody answered.
 */
answer: string | null, 
/**
 * The answers there are.
 */
choices: Array<FactorChoice>, };

/**
 * An answer to choose.
 */
export type FactorChoice = { 
/**
 * Its code.
 */
code: string, 
/**
 * In words.
 */
label: string, };

/**
 * A number on screen, named so that its rows can be asked for.
 */
export type Figure = { "kind": "load", 
/**
 * The load.
 */
load: number, } | { "kind": "set_aside", 
/**
 * The load.
 */
load: number, } | { "kind": "source", 
/**
 * The source.
 */
source: number, } | { "kind": "coverage", 
/**
 * The source.
 */
source: number, 
/**
 * Code of the attribute.
 */
attribute: string, 
/**
 * `filled`, `valid`, `invalid`, `placeholder` or `blank`.
 */
state: string, } | { "kind": "overlap", 
/**
 * One source.
 */
left: number, 
/**
 * The other.
 */
right: number, } | { "kind": "combination", 
/**
 * The sources.
 */
sources: Array<number>, } | { "kind": "problem", 
/**
 * The problem.
 */
problem: number, } | { "kind": "column", 
/**
 * The load.
 */
load: number, 
/**
 * Where the column stands in the file, from 0.
 */
column: number, 
/**
 * `filled`, `blank`, `value`, `shape` or `look`.
 */
which: string, 
/**
 * The value, its shape, or the kind it looks like; blank for the first two.
 */
what: string, } | { "kind": "conflict", 
/**
 * Code of the attribute.
 */
attribute: string, 
/**
 * One source; nothing for any.
 */
left: number | null, 
/**
 * The other; nothing for any.
 */
right: number | null, } | { "kind": "measured", 
/**
 * Code of the measure, such as `stale_details`.
 */
measure: string, 
/**
 * Only of this source.
 */
source: number | null, 
/**
 * Only about this detail: `name`, `email`, `phone` or `address`; blank for any.
 */
detail: string, } | { "kind": "records", 
/**
 * Their records.
 */
records: Array<number>, } | { "kind": "check", 
/**
 * Code of the check, such as `suppression`.
 */
check: string, 
/**
 * Only those of a part of it, such as one campaign; blank for all.
 */
part: string, } | { "kind": "customers", } | { "kind": "people", } | { "kind": "known_only_by_id", } | { "kind": "one_source_only", } | { "kind": "largest", };

/**
 * Something a person should know, with where to look.
 */
export type Finding = { 
/**
 * `error`, `warning` or `note`.
 */
severity: string, 
/**
 * One sentence.
 */
sentence: string, 
/**
 * What to do.
 */
action: string, 
/**
 * Who answers for it; blank while nobody does.
 */
owner: string, 
/**
 * Whole points of readiness it costs; nothing where it is no part of the score.
 */
points: number | null, 
/**
 * Screen to go to, such as `quality`.
 */
screen: string, 
/**
 * The rows behind it, when there are some.
 */
figure: Figure | null, 
/**
 * The code of the list that says what to do about it, such as `merge:3`, when there is one.
 */
list: string | null, 
/**
 * The active use case, by name, where it needs this put right.
 */
needed_for: string | null, };

/**
 * A flow that was changed.
 */
export type FlowChanged = { 
/**
 * Its name in the send log.
 */
flow: string, 
/**
 * The day, `YYYY-MM-DD`.
 */
changed_on: string, };

/**
 * A flow that can be chosen.
 */
export type FlowChoice = { 
/**
 * Its name in the send log.
 */
flow: string, 
/**
 * Its messages.
 */
messages: number, };

/**
 * The flows of the send logs and which of them were changed.
 */
export type FlowsView = { 
/**
 * Those with most messages first; 200 at most.
 */
choices: Array<FlowChoice>, 
/**
 * Those that were changed.
 */
changed: Array<FlowChanged>, };

/**
 * Why a pair need not be asked: it follows from what people said of others.
 */
export type Follows = { 
/**
 * `same` or `different`.
 */
verdict: string, 
/**
 * What it follows from, in a sentence.
 */
sentence: string, 
/**
 * The pairs whose verdicts it follows from; take one of them back, and this is asked again.
 */
from: Array<number>, };

/**
 * Freeze the rules as they are, to be signed.
 */
export type FreezeRules = { 
/**
 * What for.
 */
note: string, };

/**
 * Freeze the scope as it is.
 */
export type FreezeScope = { 
/**
 * Why; asked for where it was frozen before.
 */
reason: string, };

/**
 * A frozen set of rules.
 */
export type FrozenRules = { 
/**
 * Its number.
 */
set: number, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Who froze it.
 */
who: string, 
/**
 * What for.
 */
note: string, 
/**
 * Rules in it, as sentences.
 */
sentences: Array<string>, };

/**
 * The scope as it was frozen.
 */
export type FrozenScope = { 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Who froze it.
 */
who: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Name of the use case; blank where none was active.
 */
use_case: string, 
/**
 * The sources, as they were called.
 */
sources: Array<string>, };

/**
 * One agreed value.
 */
export type GoldenView = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * The value.
 */
value: string, 
/**
 * The rule that chose it, in words.
 */
rule: string, 
/**
 * The cell it came from; nothing for a value a person set.
 */
lineage: Lineage | null, 
/**
 * Sources that say the same.
 */
supporters: Array<SourceMark>, 
/**
 * What else is said.
 */
others: Array<OtherValue>, 
/**
 * Whether a person set it.
 */
overridden: boolean, };

/**
 * Owners, stewards, deciders and notes, with the gaps.
 */
export type Governance = { 
/**
 * One entry a source.
 */
sources: Array<SourceDuties>, 
/**
 * One entry an attribute that some source holds.
 */
attributes: Array<AttributeDuties>, 
/**
 * What is missing, one sentence each, such as "5 sources have no owner".
 */
gaps: Array<string>, 
/**
 * How many things are missing.
 */
open: number, 
/**
 * Names used so far, for suggestions.
 */
people: Array<string>, };

/**
 * A rule: the sentence and the choice are one object.
 */
export type GovernedRule = { 
/**
 * Its code, such as `conflict:email`.
 */
rule: string, 
/**
 * `conflict`, `source_order`, `consent`, `retention`, `deletion`, `access` or `refresh`.
 */
kind: string, 
/**
 * The kind in words.
 */
kind_label: string, 
/**
 * What it answers, as one asks it on a whiteboard.
 */
question: string, 
/**
 * The attribute it is about, where it is about one.
 */
attribute: AttributeView | null, 
/**
 * The source it is about, where it is about one.
 */
source: SourceMark | null, 
/**
 * The choice that acts; blank while nobody decided and nothing acts.
 */
choice: string, 
/**
 * The sentence people agree on; blank while nobody decided.
 */
sentence: string, 
/**
 * Whether people worded the sentence themselves.
 */
is_worded: boolean, 
/**
 * Whether nobody has decided: what acts is the default, or nothing.
 */
is_default: boolean, 
/**
 * Its version; 0 while nobody decided.
 */
version: number, 
/**
 * When it was decided last, RFC 3339; blank while nobody did.
 */
decided_at: string, 
/**
 * Who decided.
 */
decided_by: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Choices to offer; a number of days or months may be any other.
 */
choices: Array<RuleOption>, 
/**
 * What it concerns now, in a sentence: customers in conflict, rows past their term; blank where nothing.
 */
concerns: string, 
/**
 * The team that is accountable; blank while none is.
 */
accountable: string, 
/**
 * Who has the word on it, by the duties noted; blank while nobody has.
 */
decider: string, 
/**
 * Note.
 */
note: string, 
/**
 * Its versions, the newest first.
 */
versions: Array<RuleVersionView>, };

/**
 * Every rule there is.
 */
export type GovernedRules = { 
/**
 * The rules, by kind.
 */
rules: Array<GovernedRule>, 
/**
 * Rules nobody has decided on yet.
 */
undecided: number, 
/**
 * Rules without a team that is accountable.
 */
unaccountable: number, };

/**
 * A link between two records of a customer.
 */
export type GraphLink = { 
/**
 * The place of one record among the nodes.
 */
left: number, 
/**
 * The place of the other.
 */
right: number, 
/**
 * `evidence`, `hand` (people put them together) or `different` (people said they are two; it does
 * not tie them).
 */
kind: string, 
/**
 * Match weight in bits, where both were compared.
 */
weight: number | null, 
/**
 * Match probability, 0 to 1.
 */
probability: number | null, 
/**
 * What speaks for one person, the strongest first.
 */
agree: Array<string>, 
/**
 * What speaks against it.
 */
differ: Array<string>, 
/**
 * The verdict of a person on the two, if there is one.
 */
verdict: string | null, 
/**
 * Whether the customer would fall apart without it.
 */
bridge: boolean, 
/**
 * Rows that would be parted by taking a bridge away, on its smaller side; else 0.
 */
parts: number, 
/**
 * Whether the evidence is too weak to go unlooked at.
 */
weak: boolean, };

/**
 * A record of a customer, or several rows that say the same.
 */
export type GraphNode = { 
/**
 * The record; the first of several.
 */
record: number, 
/**
 * How many rows.
 */
rows: number, 
/**
 * The source.
 */
source: SourceMark, 
/**
 * The table.
 */
table: string, 
/**
 * Row as a spreadsheet shows it.
 */
row: number, 
/**
 * What people call it.
 */
name: string, 
/**
 * Whether others hang on it: without it, the customer would fall apart.
 */
joint: boolean, 
/**
 * Whether people put it together with the others of the customer.
 */
by_hand: boolean, };

/**
 * Hand the project over to other engines.
 */
export type HandOverTo = { 
/**
 * The folder: empty, not there yet, or one that was handed over before.
 */
folder: string, 
/**
 * Write over a hand-over that is complete in the folder; it is refused otherwise.
 */
replace: boolean, };

/**
 * How many hold a value, where it is more than one.
 */
export type HeldValue = { 
/**
 * The value.
 */
value: string, 
/**
 * People who hold it, as the last run found them.
 */
people: number, 
/**
 * Records that hold it; nothing where these are not counted.
 */
records: number | null, 
/**
 * Of so many people; nothing where they were counted one by one, else the count is about right.
 */
of: number | null, };

/**
 * The history, newest first.
 */
export type History = { 
/**
 * The steps.
 */
steps: Array<HistoryStep>, 
/**
 * How many there are.
 */
total: number, 
/**
 * Everybody who did something in this project.
 */
people: Array<string>, 
/**
 * Every command that was given in this project.
 */
kinds: Array<string>, };

/**
 * One change of state.
 */
export type HistoryStep = { 
/**
 * Its number.
 */
operation: number, 
/**
 * When.
 */
at: string, 
/**
 * Who.
 */
who: string, 
/**
 * The command.
 */
kind: string, 
/**
 * What, in a sentence.
 */
sentence: string, 
/**
 * The reason that was given; blank where there is none.
 */
why: string, 
/**
 * `done` or `undone`.
 */
state: string, 
/**
 * Whether it can be taken back.
 */
undoable: boolean, };

/**
 * Households, the largest first.
 */
export type HouseholdPage = { 
/**
 * The households.
 */
households: Array<HouseholdView>, 
/**
 * How many there are under the search.
 */
total: number, 
/**
 * More customers than this at one place are a house or a firm and no household.
 */
largest: number, };

/**
 * Customers who live together.
 */
export type HouseholdView = { 
/**
 * Its number in this run.
 */
household: number, 
/**
 * Who lives there.
 */
members: Array<CustomerRow>, 
/**
 * What agreed values at least two of them share; none where only older records share something.
 */
shares: Array<SharedValue>, };

/**
 * An identifier and how far it can be trusted.
 */
export type IdentifierView = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * The value.
 */
value: string, 
/**
 * `personal`, `household`, `shared` or `junk`.
 */
standing: string, 
/**
 * Records that hold it, over all customers.
 */
records: number, 
/**
 * Who says so.
 */
sources: Array<SourceMark>, };

/**
 * A correction before loading.
 */
export type ImportChoice = { 
/**
 * The table, by the key of [`TablePlanView`].
 */
key: string, 
/**
 * Leave it out.
 */
skip: boolean, 
/**
 * Read it this way.
 */
reading: ReadingView | null, 
/**
 * Call the source so.
 */
source_name: string | null, 
/**
 * Load it as a newer export of this table.
 */
newer_export_of?: number, 
/**
 * Load it as a table of its own, even where it looks like a newer export.
 */
own_table?: boolean, 
/**
 * Read it by this recipe of one's own, by the name of its file.
 */
own_recipe?: string, 
/**
 * Read it as any file, even where a recipe of the program recognises it.
 */
no_recipe?: boolean, };

/**
 * Load files.
 */
export type ImportFiles = { 
/**
 * Files and folders.
 */
paths: Array<string>, 
/**
 * Corrections of single tables; tables not named are read as guessed.
 */
choices: Array<ImportChoice>, 
/**
 * Whether to work out who is who as soon as everything is loaded.
 */
then_audit: boolean, };

/**
 * An incident: two systems at odds, as a customer met it.
 */
export type IncidentView = { 
/**
 * Its number.
 */
cost: number, 
/**
 * What the customer said.
 */
quote: string, 
/**
 * Who told it.
 */
who: string, 
/**
 * The day.
 */
day: string, 
/**
 * One source that was at odds.
 */
left: SourceMark, 
/**
 * The other.
 */
right: SourceMark, };

/**
 * One way in which the numbers of two sources can differ though they count the same.
 */
export type InputFact = { 
/**
 * Which: `window` (what is credited to it), `zone` (of its days), `once` (what is counted once), `dated_by`.
 */
about: string, 
/**
 * What is known of it, in words; nothing where the file does not tell.
 */
told: string | null, };

/**
 * Look into files before loading them.
 */
export type InspectFiles = { 
/**
 * Files and folders.
 */
paths: Array<string>, 
/**
 * Switches already flipped: the tables they name are shown as they would be read that way.
 */
choices: Array<ImportChoice>, };

/**
 * What would be loaded, and how it would be read.
 */
export type Inspection = { 
/**
 * One entry a table.
 */
tables: Array<TablePlanView>, 
/**
 * What cannot be read, and why.
 */
problems: Array<ProblemView>, 
/**
 * The tables in use, any of which a file may be a newer export of.
 */
earlier: Array<EarlierTable>, };

/**
 * The inventory.
 */
export type Inventory = { 
/**
 * Every source, loaded or not.
 */
sources: Array<SourceView>, 
/**
 * The checklist of kinds of systems.
 */
kinds: Array<KindView>, };

/**
 * Which job.
 */
export type JobNumber = { 
/**
 * Its number.
 */
job: number, };

/**
 * A long work has begun.
 */
export type JobStarted = { 
/**
 * Its number, for progress and cancelling.
 */
job: number, };

/**
 * A long work as the tray shows it.
 */
export type JobView = { 
/**
 * Its number.
 */
job: number, 
/**
 * What it does, such as "Loading 9 files".
 */
title: string, 
/**
 * `running`, `finished`, `failed` or `cancelled`.
 */
state: string, 
/**
 * The stage it is in, such as "Comparing pairs".
 */
stage: string, 
/**
 * How far the stage is.
 */
done: number, 
/**
 * How far the stage goes, when that is known.
 */
total: number | null, 
/**
 * What it counts: rows, pairs, bytes.
 */
unit: string, 
/**
 * Milliseconds since it began.
 */
elapsed: number, 
/**
 * Milliseconds that are probably left, once enough is known.
 */
left: number | null, 
/**
 * What came of it, once finished.
 */
outcome: string | null, 
/**
 * What went wrong, once failed: sentence and hint.
 */
error: string | null, };

/**
 * Judge pairs of a batch, all alike, in one step that can be taken back.
 */
export type JudgeBatch = { 
/**
 * The batch.
 */
batch: string, 
/**
 * The pairs that were looked through and are to be judged; those left out wait on.
 */
pairs: Array<number>, 
/**
 * `same` or `different`.
 */
verdict: string, 
/**
 * Why, if somebody wants to say.
 */
note: string, };

/**
 * Decide on a request.
 */
export type JudgeChange = { 
/**
 * Which.
 */
request: number, 
/**
 * `in`, `parked` or `refused`; blank takes the verdict back.
 */
verdict: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Who decided.
 */
by: string, };

/**
 * Settle a pair.
 */
export type JudgePair = { 
/**
 * The pair.
 */
pair: number, 
/**
 * `same`, `different` or `unsure`; `null`, said outright, takes the verdict back.
 */
verdict: string | null, 
/**
 * Why, if somebody wants to say.
 */
note: string, };

/**
 * Judge a pair second.
 */
export type JudgeSecond = { 
/**
 * The pair.
 */
pair: number, 
/**
 * Who judges; another than who judged first.
 */
reviewer: string, 
/**
 * `same`, `different` or `unsure`; `null`, said outright, takes it back.
 */
verdict: string | null, 
/**
 * Why, if somebody wants to say.
 */
note: string, };

/**
 * After a verdict.
 */
export type Judged = { 
/**
 * The next pair that waits.
 */
next: number | null, 
/**
 * How many wait.
 */
waiting: number, 
/**
 * How many are decided.
 */
decided: number, 
/**
 * How many follow from what people said of others; they are not asked.
 */
implied: number, };

/**
 * Keep a file of headers as a destination.
 */
export type KeepTemplate = { 
/**
 * The file.
 */
path: string, 
/**
 * What the destination is called.
 */
name: string, 
/**
 * What somebody said about columns; the others are as they were suggested where that was sure.
 */
columns: Array<TemplateChoice>, 
/**
 * A file for the recipe; the folder of destinations in the settings unless told.
 */
to: string | null, };

/**
 * A kind of system on the checklist.
 */
export type KindView = { 
/**
 * Its code.
 */
kind: string, 
/**
 * Its label.
 */
label: string, 
/**
 * `loaded`, `no_file` (exists, not loaded), `absent` (does not exist here) or `not_asked`.
 */
state: string, 
/**
 * What a hole here means, in a sentence; blank when it is loaded.
 */
hole: string, };

/**
 * A person of many rows.
 */
export type LargestPerson = { 
/**
 * The customer.
 */
customer: string, 
/**
 * Name.
 */
name: string, 
/**
 * How many rows.
 */
records: number, };

/**
 * A reason to be left out.
 */
export type LeftOut = { 
/**
 * The reason, in words.
 */
reason: string, 
/**
 * How many.
 */
customers: number, 
/**
 * Some of them, by id.
 */
examples: Array<string>, };

/**
 * People who are left out of a list.
 */
export type LeftOutPage = { 
/**
 * So many there are.
 */
total: number, 
/**
 * The page.
 */
people: Array<LeftOutPerson>, };

/**
 * Somebody who is left out.
 */
export type LeftOutPerson = { 
/**
 * Their id.
 */
customer: string, 
/**
 * Their name, or what else they are known by.
 */
name: string, 
/**
 * Why, in words.
 */
reason: string, };

/**
 * Down to the cell.
 */
export type Lineage = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * The table.
 */
table: string, 
/**
 * The file.
 */
file: string, 
/**
 * Row as a spreadsheet shows it.
 */
row: number, 
/**
 * Header of the column; nothing for a constant of the mapping.
 */
column: string | null, 
/**
 * What stands in the cell, to the letter.
 */
raw: string, 
/**
 * What that was read as before it was standardised, where its mapping says so.
 */
read_as: string | null, 
/**
 * The rule that standardised it.
 */
rule: string, 
/**
 * The record.
 */
record: number, 
/**
 * Who mended the row, where it was set aside first.
 */
mended: MendView | null, };

/**
 * By what two sources know people.
 */
export type LinkKeyView = { 
/**
 * Position of one source in [`Overlap::sources`].
 */
left: number, 
/**
 * Position of the other.
 */
right: number, 
/**
 * The identifier both hold; nothing where other evidence, such as name and address, tied them.
 */
attribute: AttributeView | null, 
/**
 * The people.
 */
people: number, };

/**
 * Which project's backups.
 */
export type ListBackups = { 
/**
 * The project file; the one that is open where it is left out.
 */
path: string | null, };

/**
 * A condition of a list, or a group of them. What a kind does not ask for stays blank.
 */
export type ListCondition = { 
/**
 * `attribute`, `consent`, `consent_for` (a channel and a purpose), `event`, `spent`, `source`, `state`, `list`,
 * `check`, or `all`, `any`, `none` of several.
 */
kind: string, 
/**
 * Code of the attribute, channel, event (`purchase`, `message`, `visit`, `ticket`, `product`,
 * `campaign_product`, `opened`, `clicked`, `sign_up`, `ad_click`) or state
 * (`in_conflict`, `in_review`, `role_address`, `deletion_requested`, `only_by_id`, `in_household`, `link_in_doubt`);
 * number of the source or list; code of the check; currency.
 */
subject: string, 
/**
 * Attribute: `filled`, `empty`, `equals`, `one_of`, `starts_with`, `contains`, `before`, `since`.
 * Consent: `said_yes`, `said_no`, `not_no`, `never_asked`, `undeliverable`; for a purpose `yes`, `no`,
 * `unknown`. Event: `did`, `did_not`, `at_least`, `at_most`, `first_since`, `first_before`, `last_since`,
 * `last_before`. Money: `at_least`, `at_most`. Source: `in`, `not_in`, `only_in`, `as_buyer`,
 * `not_as_buyer`. State: `is`, `is_not`. List and check: `in`, `not_in`.
 */
test: string, 
/**
 * Texts, a day (`YYYY-MM-DD`), a number of times or an amount to compare with.
 */
values: Array<string>, 
/**
 * Events and money: within so many days; nothing for at any time.
 */
days: number | null, 
/**
 * Events: part of the name of a campaign; of a product its number, or part of its name. Consent for a
 * purpose: its code.
 */
named: string, 
/**
 * The conditions of a group.
 */
conditions: Array<ListCondition>, };

/**
 * Ask for conflicts.
 */
export type ListConflicts = { 
/**
 * Only this attribute.
 */
attribute: string | null, 
/**
 * Only between this source …
 */
left: number | null, 
/**
 * … and this one.
 */
right: number | null, 
/**
 * Only about attributes this person has the word on; blank for those nobody has it on.
 */
decider?: string, 
/**
 * Only where a source of this owner is part of it; blank for sources nobody owns.
 */
owner?: string, 
/**
 * Only where this is why the answer stands, by its code in the summary.
 */
answer?: string, 
/**
 * By `customer`, `name` or `attribute`; by customer where nothing is said.
 */
sort?: Sort, 
/**
 * First one to tell.
 */
offset: number, 
/**
 * At most so many; 500 at most.
 */
limit: number | null, };

/**
 * Ask where sources contradict each other about what somebody permits.
 */
export type ListContradictions = { 
/**
 * Only this channel, such as `email_consent`.
 */
channel: string | null, 
/**
 * Only between this source …
 */
left: number | null, 
/**
 * … and this one.
 */
right: number | null, 
/**
 * First one to tell.
 */
offset: number, 
/**
 * At most so many; 100 at most.
 */
limit: number | null, };

/**
 * How many a list has, condition by condition.
 */
export type ListCount = { 
/**
 * Who is in it, in a sentence.
 */
sentence: string, 
/**
 * All customers there are.
 */
customers: number, 
/**
 * How many of them its conditions choose.
 */
chosen: number, 
/**
 * What each condition leaves, in their order; those of a group stand after it.
 */
steps: Array<ListStep>, 
/**
 * From which day days are counted back, in words; blank where none are.
 */
window: string, 
/**
 * Who of those chosen the destination would leave out; empty where none was named.
 */
left_out: Array<LeftOut>, };

/**
 * Ask for the history.
 */
export type ListHistory = { 
/**
 * First one to tell, newest first.
 */
offset: number, 
/**
 * At most so many; 500 at most.
 */
limit: number | null, 
/**
 * Only steps in whose sentence, or in what was asked, these words stand.
 */
query: string, 
/**
 * Only steps of this command.
 */
kind: string | null, 
/**
 * Only steps of this person.
 */
who: string | null, };

/**
 * Ask for households.
 */
export type ListHouseholds = { 
/**
 * Words; somebody who lives there must be found by every one of them. A customer id finds the
 * household of that customer.
 */
query: string, 
/**
 * First one to tell.
 */
offset: number, 
/**
 * At most so many; 200 at most.
 */
limit: number | null, };

/**
 * See who is left out of a list for a reason.
 */
export type ListLeftOut = { 
/**
 * Code of the list; blank for a draft.
 */
list: string, 
/**
 * A list that is not saved.
 */
draft: DraftList | null, 
/**
 * Code of the destination.
 */
destination: string, 
/**
 * The reason, in the words the preview gives; everybody left out unless told.
 */
reason: string | null, 
/**
 * Window in days, for lists that have one.
 */
days: number | null, 
/**
 * The day from which days are counted back.
 */
today: string | null, 
/**
 * How many to skip.
 */
offset: number, 
/**
 * How many to return.
 */
limit: number, };

/**
 * A list by its number.
 */
export type ListNumber = { 
/**
 * Its number.
 */
list: number, };

/**
 * What the lists people made have in common.
 */
export type ListOverlap = { 
/**
 * People in one of the lists, in two, in three …
 */
in_how_many: Array<number>, 
/**
 * Two lists with people in common, those with most first.
 */
pairs: Array<ListPair>, 
/**
 * People who are in exactly these lists, the commonest combinations first.
 */
together: Array<ListTogether>, };

/**
 * Two lists.
 */
export type ListPair = { 
/**
 * Name of the one.
 */
one: string, 
/**
 * Name of the other.
 */
other: string, 
/**
 * People in both.
 */
both: number, 
/**
 * People in the one.
 */
in_one: number, 
/**
 * People in the other.
 */
in_other: number, };

/**
 * Ask for pairs.
 */
export type ListPairs = { 
/**
 * `waiting` (the default), `tied` (linked within a customer, worth a look), `decided`, `implied` (follows
 * from what people said of others), `sampled` (drawn at random to tell precision and recall) or `all`.
 */
filter: string | null, 
/**
 * First one to tell.
 */
offset: number, 
/**
 * At most so many; 500 at most.
 */
limit: number | null, 
/**
 * Only pairs with a record of this source, by its number.
 */
source: number | null, 
/**
 * And the other record of this one; the same number where both are to be of one source.
 */
other_source: number | null, 
/**
 * Only pairs that this speaks against by a bit at least, as `pair_choices` calls it.
 */
doubt: string | null, 
/**
 * `matters` (the default: those that matter most first), `weight` (those most likely to be one person first) or
 * `source` (by the names of both sources). Pairs drawn at random come as they were drawn.
 */
order: string | null, };

/**
 * Who is in, who is out, and why.
 */
export type ListPreview = { 
/**
 * Everybody the list's conditions chose.
 */
chosen: number, 
/**
 * How many of them the file would hold.
 */
rows: number, 
/**
 * How many are left out, by reason.
 */
left_out: Array<LeftOut>, 
/**
 * The columns of the file.
 */
columns: Array<string>, 
/**
 * The first rows, as they would be written.
 */
sample: Array<Array<string>>, 
/**
 * What to know before uploading.
 */
warnings: Array<string>, 
/**
 * The window in words, such as "24 October to 23 November 2026"; blank without one.
 */
window: string, 
/**
 * Which sources the list was checked against.
 */
checked_against: Array<string>, 
/**
 * The same with how far they go, and those it could not be checked against.
 */
stamp: ListStamp, };

/**
 * Ask for problems.
 */
export type ListProblems = { 
/**
 * Only this severity.
 */
severity: string | null, 
/**
 * Only this source.
 */
source: number | null, 
/**
 * Only this situation.
 */
code: string | null, 
/**
 * First one to tell.
 */
offset: number, 
/**
 * At most so many; 500 at most.
 */
limit: number | null, };

/**
 * Ask for rows that are set aside.
 */
export type ListSetAside = { 
/**
 * Only of this load; of all in use where nothing is said.
 */
load: number | null, 
/**
 * Only this row, by the number it has among the rows set aside.
 */
aside: number | null, 
/**
 * Only rows with this text in them or in the reason.
 */
filter: string, 
/**
 * First row to tell.
 */
offset: number, 
/**
 * At most so many; 500 at most.
 */
limit: number | null, };

/**
 * What a list was checked against.
 */
export type ListStamp = { 
/**
 * The sources that took part.
 */
checked: Array<CheckedSource>, 
/**
 * Those of the inventory that did not, with the reason.
 */
unchecked: Array<UncheckedSource>, };

/**
 * What one condition leaves.
 */
export type ListStep = { 
/**
 * Its place in its group, and before it the places of the groups around it.
 */
path: Array<number>, 
/**
 * The condition, in plain words.
 */
sentence: string, 
/**
 * So many customers meet it by itself.
 */
alone: number, 
/**
 * So many are left after it and those before it; nothing within a group.
 */
left: number | null, 
/**
 * Of so many the data does not tell; they are not in.
 */
unknown: number, 
/**
 * Why the data tells it of nobody, and what would; or how many were sent nothing of which it asks what they did
 * with it. Blank where there is neither.
 */
because: string, };

/**
 * A list to begin from.
 */
export type ListTemplate = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is good for.
 */
about: string, 
/**
 * `contact` or `suppress`.
 */
purpose: string, 
/**
 * Who is in it, in a sentence.
 */
sentence: string, 
/**
 * Who is in it; nothing where a source it needs is not loaded.
 */
condition: ListCondition | null, };

/**
 * Several lists.
 */
export type ListTogether = { 
/**
 * Their names.
 */
lists: Array<string>, 
/**
 * People who are in all of these and in no other.
 */
people: number, };

/**
 * One version of a list.
 */
export type ListVersionView = { 
/**
 * Counted from 1.
 */
version: number, 
/**
 * `contact` or `suppress`.
 */
purpose: string, 
/**
 * Who is in it, in a sentence.
 */
sentence: string, 
/**
 * Who is in it.
 */
condition: ListCondition, 
/**
 * Why it was made so.
 */
reason: string, 
/**
 * Who made it.
 */
who: string, 
/**
 * When.
 */
at: string, };

/**
 * A list.
 */
export type ListView = { 
/**
 * Its code, such as `recent_purchasers`.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Who is in it, in a sentence.
 */
sentence: string, 
/**
 * `contact` (people to write to), `suppress` (people to leave alone), `table` (for people and programs), `cleaned`
 * (a file as it was loaded, corrected) or `merge` (what to merge in a system).
 */
purpose: string, 
/**
 * Whether it has a window of days.
 */
windowed: boolean, 
/**
 * Its number, where people made it; nothing for a list of the program.
 */
saved: number | null, 
/**
 * The version in force, where people made it.
 */
version: number | null, 
/**
 * Codes of the destinations that can take it.
 */
destinations: Array<string>, };

/**
 * The lists and the destinations.
 */
export type Lists = { 
/**
 * What can be listed.
 */
lists: Array<ListView>, 
/**
 * Where lists can go.
 */
destinations: Array<DestinationView>, 
/**
 * What is wrong with recipes of destinations in the settings that were passed over.
 */
refused_recipes: Array<string>, };

/**
 * How a load differs from the one before it, by record key.
 */
export type LoadComparison = { 
/**
 * Rows with a new key.
 */
added: number, 
/**
 * Rows with a known key and other cells.
 */
changed: number, 
/**
 * Rows as they were.
 */
unchanged: number, 
/**
 * Keys that are gone.
 */
vanished: number, };

/**
 * Which load.
 */
export type LoadNumber = { 
/**
 * Its number.
 */
load: number, };

/**
 * One import of a table.
 */
export type LoadView = { 
/**
 * Its number.
 */
load: number, 
/**
 * The source.
 */
source: SourceMark, 
/**
 * The table.
 */
table: number, 
/**
 * The table's name.
 */
table_name: string, 
/**
 * File, with the member of an archive after a slash.
 */
file: string, 
/**
 * When.
 */
loaded_at: string, 
/**
 * Rows read; always loaded plus set aside.
 */
rows_read: number, 
/**
 * Rows loaded.
 */
rows_loaded: number, 
/**
 * Rows set aside.
 */
rows_set_aside: number, 
/**
 * Compared with the load before: rows added, changed, unchanged, vanished. Nothing for a first load.
 */
compared: LoadComparison | null, 
/**
 * Whether it is the one in use.
 */
current: boolean, 
/**
 * Whether it was undone.
 */
undone: boolean, };

/**
 * One entry.
 */
export type LogEntry = { 
/**
 * Its number.
 */
entry: number, 
/**
 * When it came up, RFC 3339.
 */
at: string, 
/**
 * `decision`, `question` or `action`.
 */
kind: string, 
/**
 * What it is about, such as `source:3`; blank where nothing in particular.
 */
about: string, 
/**
 * That in words.
 */
about_label: string, 
/**
 * What was decided, is asked or is to be done.
 */
text: string, 
/**
 * Who answers for it.
 */
owner: string, 
/**
 * The day it is due.
 */
due: string | null, 
/**
 * `holds` or `replaced` of a decision; else `open`, `deferred`, `done` or `dropped`.
 */
state: string, 
/**
 * The answer, or what came of it.
 */
outcome: string, 
/**
 * When it was settled, RFC 3339.
 */
settled_at: string | null, 
/**
 * Days it has been open; of a settled one, how long it was.
 */
days: number, 
/**
 * Whether it is open past its date.
 */
is_overdue: boolean, 
/**
 * The decision it takes the place of.
 */
replaces: number | null, 
/**
 * The decision that took its place.
 */
replaced_by: number | null, };

/**
 * Write a mapping to a file, or read it from one.
 */
export type MappingFile = { 
/**
 * The table.
 */
table: number, 
/**
 * The file.
 */
path: string, };

/**
 * Real rows before and after.
 */
export type MappingPreview = { 
/**
 * The rows.
 */
rows: Array<PreviewRow>, };

/**
 * A mapping that was written.
 */
export type MappingSaved = { 
/**
 * Where.
 */
path: string, 
/**
 * Columns in it.
 */
columns: number, };

/**
 * A table on the mapping screen.
 */
export type MappingSummary = { 
/**
 * The table.
 */
table: number, 
/**
 * Its source.
 */
source: SourceMark, 
/**
 * Its name.
 */
name: string, 
/**
 * Role by code.
 */
role: string, 
/**
 * Columns in the file.
 */
columns: number, 
/**
 * Columns in use.
 */
used: number, 
/**
 * Columns that wait for an answer: nobody is sure what they are, or what words in them mean.
 */
unsure: number, };

/**
 * A mapping that was read from a file.
 */
export type MappingTaken = { 
/**
 * How the table is read now.
 */
mapping: MappingView, 
/**
 * Columns of the table the file knows.
 */
found: number, 
/**
 * Columns of the table the file does not know; they kept what they had.
 */
unknown: Array<string>, 
/**
 * Columns of the file the table does not have.
 */
missing: Array<string>, };

/**
 * How one table is read.
 */
export type MappingView = { 
/**
 * The table.
 */
table: number, 
/**
 * Its source.
 */
source: SourceMark, 
/**
 * Its name.
 */
name: string, 
/**
 * Role by code.
 */
role: string, 
/**
 * Why it has that role.
 */
role_reason: string, 
/**
 * The recipe that recognised the export.
 */
recipe: string | null, 
/**
 * Country of rows that do not say.
 */
default_country: string | null, 
/**
 * What holds for every row, such as the consent a file name tells.
 */
constants: Array<ConstantView>, 
/**
 * The columns, in file order.
 */
columns: Array<ColumnView>, 
/**
 * What a column can be mapped to: the schema, and the attributes of one's own in this project.
 */
choices: Array<AttributeView>, 
/**
 * How the header differs from the load before: added, gone.
 */
header_added: Array<string>, 
/**
 * Headers of the load before that are gone.
 */
header_gone: Array<string>, };

/**
 * Put a question off, take it up again, or note who answered it.
 */
export type MarkQuestion = { 
/**
 * Which.
 */
question: string, 
/**
 * `answered`, `deferred` or `open`.
 */
state: string, 
/**
 * Who answered.
 */
answered_by: string, };

/**
 * What the last run found and how it decides.
 */
export type MatchSummary = { 
/**
 * The run; nothing before the first.
 */
run: number | null, 
/**
 * When it ran.
 */
ran_at: string | null, 
/**
 * Records compared.
 */
records: number, 
/**
 * Customers found.
 */
customers: number, 
/**
 * Customers besides of whom nothing is known but ids that machines read.
 */
known_only_by_id: number, 
/**
 * Pairs linked.
 */
linked: number, 
/**
 * Pairs that wait for a verdict.
 */
waiting: number, 
/**
 * Links within customers that are worth a look.
 */
tied: number, 
/**
 * Verdicts given.
 */
decided: number, 
/**
 * Pairs that need not be asked: they follow from verdicts or grouping by hand.
 */
implied: number, 
/**
 * Probability at which records are linked.
 */
link_threshold: number, 
/**
 * Probability from which a pair is shown for review.
 */
review_threshold: number, 
/**
 * Of the pairs linked, the share expected to be right, by the model itself.
 */
expected_precision: number | null, 
/**
 * Of the pairs of one person, the share expected to be linked, by the model itself.
 */
expected_recall: number | null, 
/**
 * Between what the first lies: how far the odds may be off, and chance.
 */
precision_between: Between | null, 
/**
 * Between what the second lies; rows that have nothing in common with anybody are not known of.
 */
recall_between: Between | null, 
/**
 * Histogram of match weights.
 */
histogram: Array<WeightBar>, 
/**
 * How careful to be, as it is set now: `strict`, `balanced` or `wide`.
 */
tier: string, 
/**
 * How careful one can be, the most careful first.
 */
tiers: Array<TierView>, 
/**
 * Why the run does not follow from what is loaded, decided and set now.
 */
out_of_date: string | null, 
/**
 * Blocking rules: what each found and cost.
 */
blocking: Array<BlockingView>, 
/**
 * What the training has to say, one sentence each.
 */
training: Array<string>, 
/**
 * Matching pairs expected among those that no rule brought together and that show anything alike.
 */
expected_lost: number | null, 
/**
 * Values many people share, or that are junk, and those people said something of; the first of them.
 */
standing: Array<StandingView>, 
/**
 * How many there are.
 */
standing_total: number, };

/**
 * So many rows are read as this.
 */
export type MeaningCount = { 
/**
 * The state of the words, as in [`WordReading`].
 */
state: string, 
/**
 * What they are read as; blank unless the state is `valid`.
 */
label: string, 
/**
 * The rows.
 */
rows: number, };

/**
 * The limit of one measure.
 */
export type MeasureLimit = { 
/**
 * Code of the measure.
 */
measure: string, 
/**
 * The share it must not be beyond, 0 to 1; nothing takes the limit away.
 */
limit: number | null, };

/**
 * One measure in one source.
 */
export type MeasurePart = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * `name`, `email`, `phone` or `address`; blank where the measure has no details.
 */
detail: string, 
/**
 * How many should not be.
 */
found: number, 
/**
 * Of how many; 0 where the source is not what is counted in (dead addresses are counted once,
 * whatever source tells of them).
 */
among: number, 
/**
 * How many could not be judged besides.
 */
unknown: number, 
/**
 * The rows.
 */
figure: Figure, };

/**
 * One measure at one run.
 */
export type MeasurePoint = { 
/**
 * The run.
 */
run: number, 
/**
 * How many should not be.
 */
found: number, 
/**
 * Of how many.
 */
among: number, 
/**
 * People it touches.
 */
people: number, };

/**
 * One measure.
 */
export type MeasureView = { 
/**
 * Its code, such as `dead_addresses`.
 */
measure: string, 
/**
 * What people read.
 */
label: string, 
/**
 * What is counted, of what.
 */
definition: string, 
/**
 * The last run's; nothing where it is not known.
 */
latest: MeasurePoint | null, 
/**
 * Why it is not known, or what could not be judged; blank otherwise.
 */
unknown: string, 
/**
 * How much larger the share is than at the run before that measured it, −1 to 1; nothing for a
 * first time.
 */
change: number | null, 
/**
 * How many more were found than at the run before that measured it.
 */
change_found: number | null, 
/**
 * Every run that measured it, oldest first.
 */
history: Array<MeasurePoint>, 
/**
 * The share it must not be beyond, 0 to 1; nothing where nobody set one.
 */
limit: number | null, 
/**
 * Whether the last run is beyond the limit.
 */
beyond: boolean, 
/**
 * By source and detail, the largest first.
 */
parts: Array<MeasurePart>, 
/**
 * The rows behind it, where there are some.
 */
figure: Figure | null, };

/**
 * The measures over all runs.
 */
export type Measures = { 
/**
 * The runs, oldest first.
 */
runs: Array<RunMoment>, 
/**
 * The measures.
 */
measures: Array<MeasureView>, 
/**
 * When the next audit is due.
 */
next_audit: NextAudit, 
/**
 * Measures beyond their limit, one sentence each.
 */
breaches: Array<string>, };

/**
 * Why a record belongs to its customer.
 */
export type Membership = { 
/**
 * The record asked about.
 */
record: RecordView, 
/**
 * The record that ties it in; nothing when it stands alone or came first.
 */
tied_to: RecordView | null, 
/**
 * The evidence.
 */
explanation: ExplanationView | null, };

/**
 * Mend a row that is set aside: load it with these cells.
 */
export type MendRow = { 
/**
 * The number it has among the rows set aside.
 */
aside: number, 
/**
 * Its cells, one a column, blank where there is nothing.
 */
cells: Array<string>, 
/**
 * Load it although it sums up other rows or another row of the table has its key.
 */
anyway: boolean, };

/**
 * That a row was mended before it was loaded.
 */
export type MendView = { 
/**
 * Who mended it.
 */
by: string, 
/**
 * When.
 */
at: string, 
/**
 * What stands in the file, as far as it is kept.
 */
text: string, };

/**
 * An attribute that is needed.
 */
export type NeededAttribute = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * The needed source that holds it best; nothing where none has such a column.
 */
source: SourceMark | null, 
/**
 * Rows of that source's tables that have such a column.
 */
rows: number, 
/**
 * Of them, those with a usable value.
 */
valid: number, };

/**
 * A kind of system that is needed.
 */
export type NeededKind = { 
/**
 * Its code.
 */
kind: string, 
/**
 * In words.
 */
label: string, 
/**
 * `loaded`, `no_file`, `absent` or `not_asked`.
 */
state: string, 
/**
 * Its sources.
 */
sources: Array<SourceMark>, };

/**
 * When the next audit is due.
 */
export type NextAudit = { 
/**
 * Days from one audit to the next; nothing where nobody set it.
 */
every_days: number | null, 
/**
 * The day the newest load in use came in, `YYYY-MM-DD`.
 */
last: string | null, 
/**
 * The day the next one is due, `YYYY-MM-DD`.
 */
due: string | null, 
/**
 * Whether that day has passed.
 */
overdue: boolean, };

/**
 * The one primary next step.
 */
export type NextStep = { 
/**
 * What the button says.
 */
label: string, 
/**
 * Screen it leads to.
 */
screen: string, };

/**
 * Nothing to say or nothing to ask.
 */
export type Nothing = Record<symbol, never>;

/**
 * Open a project.
 */
export type OpenProject = { 
/**
 * The project file.
 */
path: string, };

/**
 * Enter a request: of a customer, or of somebody who is not found, by their address or number. That is kept as a
 * keyed hash alone.
 */
export type OpenRequest = { 
/**
 * The customer; nothing where nobody is found.
 */
customer: string | null, 
/**
 * `access`, `rectification`, `restriction`, `portability` or `deletion`; `access`, `deletion` or `objection` of somebody
 * who is not found.
 */
kind: string, 
/**
 * The day it came, `YYYY-MM-DD`; today where it is left out.
 */
received_on: string | null, 
/**
 * What to note with it, such as its number elsewhere. Name nobody here. Where nobody is found it is all by which
 * the request is known again.
 */
note: string, 
/**
 * The e-mail address of somebody who is not found.
 */
email: string | null, 
/**
 * The telephone of somebody who is not found, with its country: `+44 20 7946 0000`.
 */
phone: string | null, 
/**
 * Whether rows that arrive later with the address are to be stopped, or, for an objection, no list writes to it.
 */
keep_out: boolean, };

/**
 * A value that did not win.
 */
export type OtherValue = { 
/**
 * The value.
 */
value: string, 
/**
 * Who says so.
 */
sources: Array<SourceMark>, 
/**
 * The day on which a row that says so last changed in its source, `YYYY-MM-DD`, if one tells.
 */
as_of: string | null, };

/**
 * What is kept longer than agreed, and what should have been loaded again.
 */
export type Overdue = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * Loads that are past the term of their source, the oldest first.
 */
loads: Array<PastLoad>, 
/**
 * Rows that last changed before the term of their source, in loads that are not past it themselves.
 */
rows: Array<PastRows>, 
/**
 * Sources whose newest load is older than agreed, one sentence each.
 */
refresh: Array<RefreshDue>, 
/**
 * Sources without an agreed term.
 */
without_term: Array<SourceMark>, };

/**
 * Which people the sources have in common.
 */
export type Overlap = { 
/**
 * The sources.
 */
sources: Array<SourceMark>, 
/**
 * `matrix[a][b]` people known to both; the diagonal is everybody the source knows.
 */
matrix: Array<Array<number>>, 
/**
 * People only this source knows, source by source.
 */
only_here: Array<number>, 
/**
 * Combinations of sources and the people known to exactly these, largest first.
 */
combinations: Array<Combination>, 
/**
 * People in all.
 */
customers: number, 
/**
 * By what identifiers each two sources know the people they have in common, most people first.
 * Somebody known by several counts with each.
 */
keys: Array<LinkKeyView>, };

/**
 * Set a value by hand; it survives every run.
 */
export type OverrideValue = { 
/**
 * The customer.
 */
customer: string, 
/**
 * Code of the attribute.
 */
attribute: string, 
/**
 * The value; nothing gives the word back to the rule.
 */
value: string | null, 
/**
 * Why.
 */
reason: string, };

/**
 * The first thing a person sees: how many people there really are.
 */
export type Overview = { 
/**
 * The one true sentence, such as "12,031 rows in 9 sources are 4,012 people".
 */
headline: string, 
/**
 * Rows that tell about a person.
 */
person_rows: number, 
/**
 * Rows that tell about nobody in particular (figures, rows without any attribute of a person).
 */
other_rows: number, 
/**
 * Customers found; nothing before the first run.
 */
customers: number | null, 
/**
 * Of them, those of whom nothing is known but ids that machines read; the others are people.
 */
known_only_by_id: number | null, 
/**
 * Pairs of records that nobody is sure about; each could make two customers one.
 */
unsure_pairs: number, 
/**
 * How many people matching on the e-mail address alone would give; rows that name nobody are none.
 */
email_only_customers: number | null, 
/**
 * From each source's own number to the unified one.
 */
bridge: Array<BridgeStep>, 
/**
 * What matters most: what could not be read, what is beyond a limit, then by points of readiness
 * times people touched.
 */
findings: Array<Finding>, 
/**
 * What changed since the run before; nothing before the first run.
 */
since: SinceLast | null, 
/**
 * The one thing to do next.
 */
next: NextStep | null, };

/**
 * One of them.
 */
export type OwnRecipeView = { 
/**
 * Name of its file.
 */
file: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * What it calls the source.
 */
source: string, 
/**
 * Kind of system, by code.
 */
system: string, 
/**
 * What it calls the table.
 */
table: string, 
/**
 * Role by code.
 */
role: string, 
/**
 * Columns of its header.
 */
columns: number, 
/**
 * Columns in use.
 */
used: number, 
/**
 * The day it was saved; blank where nobody wrote it down.
 */
saved: string, };

/**
 * The recipes of one's own.
 */
export type OwnRecipes = { 
/**
 * The folder their files are in; nothing where none can be kept.
 */
folder: string | null, 
/**
 * Those that can be read, by name.
 */
recipes: Array<OwnRecipeView>, 
/**
 * Files in the folder that cannot be read as recipes.
 */
unread: Array<UnreadRecipe>, };

/**
 * How fast somebody judges, by their last verdicts on single pairs; breaks are left out.
 */
export type Pace = { 
/**
 * Seconds from one verdict to the next.
 */
seconds_each: number, 
/**
 * Verdicts it was measured on.
 */
verdicts: number, };

/**
 * The other records of the people a pair asks about, beside its two.
 */
export type PairCase = { 
/**
 * The pair.
 */
pair: number, 
/**
 * The first of them, at most 40: of the left one's customer, then of the right one's; rows about a person before
 * rows of what happened.
 */
records: Array<CaseRecord>, 
/**
 * How many there are.
 */
total: number, 
/**
 * Attribute by attribute: of the two and of all of these.
 */
lines: Array<CaseLine>, };

/**
 * What the queue can be narrowed by.
 */
export type PairChoices = { 
/**
 * Between which sources there are pairs, by their names.
 */
sources: Array<SourcePair>, 
/**
 * What speaks against one of them by a bit at least, as the evidence calls it.
 */
doubts: Array<string>, };

/**
 * One attribute of both records.
 */
export type PairLine = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * Values on the left.
 */
left: Array<string>, 
/**
 * Values on the right.
 */
right: Array<string>, 
/**
 * `same`, `different` or `one_sided`.
 */
agreement: string, 
/**
 * How many hold what stands here, where it is more than one; none of a pair judged blind.
 */
held: Array<HeldValue>, };

/**
 * Which pair.
 */
export type PairNumber = { 
/**
 * Its number.
 */
pair: number, 
/**
 * Leave out what was said and found of it: the verdict, the note, the customers, their other records.
 */
blind: boolean, };

/**
 * Pairs in the order asked for.
 */
export type PairPage = { 
/**
 * The pairs.
 */
pairs: Array<PairRow>, 
/**
 * How many there are of what is asked for.
 */
total: number, 
/**
 * How many wait: without a verdict, between two customers.
 */
waiting: number, 
/**
 * How many are linked within a customer, without a verdict, and worth a look.
 */
tied: number, 
/**
 * How many are decided.
 */
decided: number, 
/**
 * How many follow from what people said of others; they are not asked.
 */
implied: number, 
/**
 * How fast you judge; nothing before there are 20 verdicts to measure.
 */
pace: Pace | null, };

/**
 * A pair in the queue.
 */
export type PairRow = { 
/**
 * Its number.
 */
pair: number, 
/**
 * Name or best identifier of the left record.
 */
left: string, 
/**
 * Name or best identifier of the right record.
 */
right: string, 
/**
 * Source of the left record.
 */
left_source: SourceMark, 
/**
 * Source of the right record.
 */
right_source: SourceMark, 
/**
 * Match weight in bits, prior included: 0 is as likely as not.
 */
weight: number, 
/**
 * Match probability.
 */
probability: number, 
/**
 * Records whose customer hangs on it.
 */
impact: number, 
/**
 * `same`, `different` or `unsure`, once somebody said.
 */
verdict: string | null, 
/**
 * Both records are one customer's now.
 */
tied: boolean, 
/**
 * Why it is asked: how doubtful it is and what hangs on it; blank of an older run.
 */
reason: string, 
/**
 * Why it need not be asked; nothing where it does not follow.
 */
follows: Follows | null, };

/**
 * A pair side by side, with the evidence.
 */
export type PairView = { 
/**
 * Its number.
 */
pair: number, 
/**
 * The left record.
 */
left: RecordView, 
/**
 * The right record.
 */
right: RecordView, 
/**
 * Attribute by attribute.
 */
lines: Array<PairLine>, 
/**
 * Why.
 */
explanation: ExplanationView, 
/**
 * What somebody said.
 */
verdict: string | null, 
/**
 * And noted.
 */
note: string, 
/**
 * Records whose customer hangs on it.
 */
impact: number, 
/**
 * Why it is asked: how doubtful it is and what hangs on it; blank of an older run.
 */
reason: string, 
/**
 * Why it need not be asked; nothing where it does not follow.
 */
follows: Follows | null, 
/**
 * How many other records the people of both have; asked for with `pair_case`.
 */
others: number, 
/**
 * Whether it is known how common names and addresses are; an erasure takes that away until people are worked out
 * again.
 */
names_counted: boolean, };

/**
 * A load past its term.
 */
export type PastLoad = { 
/**
 * Its number.
 */
load: number, 
/**
 * The source.
 */
source: SourceMark, 
/**
 * The table.
 */
table_name: string, 
/**
 * File.
 */
file: string, 
/**
 * When it was loaded, RFC 3339.
 */
loaded_at: string, 
/**
 * Rows in it that a purge takes out: those that say no to messages or ask to be deleted stay.
 */
rows: number, 
/**
 * Whether it is in use.
 */
current: boolean, 
/**
 * What was agreed.
 */
term: string, };

/**
 * Rows past their term.
 */
export type PastRows = { 
/**
 * The load they are in.
 */
load: number, 
/**
 * The source.
 */
source: SourceMark, 
/**
 * The table.
 */
table_name: string, 
/**
 * How many last changed before `before` and do not say no to messages, nor ask to be deleted.
 */
rows: number, 
/**
 * Rows in the load.
 */
of: number, 
/**
 * The first day that is still kept.
 */
before: string, };

/**
 * A table copied from a spreadsheet or a page.
 */
export type PasteTable = { 
/**
 * What it is called; blank gives it a plain name.
 */
name: string, 
/**
 * The table as text: a row a line, cells apart by tabs or as in any delimited text.
 */
text: string, };

/**
 * Where a pasted table is kept until it is loaded.
 */
export type Pasted = { 
/**
 * The file, for looking into and loading.
 */
path: string, };

/**
 * How often a kind of change happened.
 */
export type PeopleChangeCount = { 
/**
 * Its code.
 */
change: string, 
/**
 * How often.
 */
count: number, };

/**
 * One change.
 */
export type PeopleChangeView = { 
/**
 * Code of its kind.
 */
change: string, 
/**
 * Who they were.
 */
before: Array<CustomerPart>, 
/**
 * Who they are.
 */
after: Array<CustomerPart>, 
/**
 * Rows that are in both runs.
 */
stayed: number, 
/**
 * Rows that came.
 */
came: number, 
/**
 * Rows that went.
 */
went: number, 
/**
 * What can have made it so, a sentence each.
 */
why: Array<string>, };

/**
 * What is known for messages that refer to a purchase.
 */
export type PersonalisationView = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * Customers of whom the last product is known.
 */
customers: number, 
/**
 * Of them, those of whom its kind is known.
 */
with_category: number, 
/**
 * Customers who opened or clicked anything.
 */
openers: number, 
/**
 * Of them, those with an hour that stands out.
 */
with_best_time: number, 
/**
 * With fewer openings than so many the hour stays blank.
 */
least_openings: number, 
/**
 * What is not known, and what would tell; one sentence each.
 */
unknown: Array<string>, 
/**
 * Products bought last, those of most customers first; 200 at most.
 */
products: Array<ProductView>, 
/**
 * How many there are.
 */
products_total: number, };

/**
 * Ask what a choice would change.
 */
export type PreviewChoice = { 
/**
 * The rule.
 */
rule: string, 
/**
 * The choice it would have.
 */
choice: string, };

/**
 * See who is in a list before it is written.
 */
export type PreviewList = { 
/**
 * Code of the list; blank for a draft.
 */
list: string, 
/**
 * A list that is not saved.
 */
draft: DraftList | null, 
/**
 * Code of the destination; or a file: a recipe, or a table whose headers say what to write.
 */
destination: string, 
/**
 * Window in days, for lists that have one; 30 unless told.
 */
days: number | null, 
/**
 * The day the window ends, `YYYY-MM-DD`; the last purchase that is loaded unless told.
 */
today: string | null, };

/**
 * Ask for before and after.
 */
export type PreviewMapping = { 
/**
 * The table.
 */
table: number, 
/**
 * How many rows; 20 unless told, 200 at most.
 */
limit: number | null, };

/**
 * One row before and after.
 */
export type PreviewRow = { 
/**
 * Row as a spreadsheet shows it.
 */
row: number, 
/**
 * The cells, in file order.
 */
cells: Array<string>, 
/**
 * What is made of them.
 */
values: Array<ValueView>, };

/**
 * Ask what a rule or an order of the sources would change.
 */
export type PreviewRule = { 
/**
 * The attribute whose rule would change.
 */
attribute: string | null, 
/**
 * The code of the rule it would have.
 */
rule: string | null, 
/**
 * The order in which sources would be believed.
 */
source_order: Array<number> | null, };

/**
 * What mends a finding here.
 */
export type ProblemFix = { 
/**
 * `date_order` (choose the order of day and month, by `set_column`), `column` or `table` (look at how it is read), or
 * `aside` (mend the rows behind the finding, by `mend_row`).
 */
kind: string, 
/**
 * The table.
 */
table: number, 
/**
 * Position of the column in the file, from 0, where it is one.
 */
column: number | null, 
/**
 * What the column is, by code, where its order of day and month is to be chosen.
 */
attribute: string | null, 
/**
 * Which set of it.
 */
group: number, 
/**
 * The order that is chosen already, and holds from the next audit on.
 */
date_order: string | null, };

/**
 * Problems, worst first.
 */
export type ProblemPage = { 
/**
 * The problems.
 */
problems: Array<ProblemView>, 
/**
 * How many there are under the filter.
 */
total: number, 
/**
 * How many there are of each severity, without the filter.
 */
by_severity: Array<[string, number]>, 
/**
 * How many there are of each situation, without the filter.
 */
by_code: Array<[string, number]>, };

/**
 * What is wrong, where, and what to do.
 */
export type ProblemView = { 
/**
 * Its number in the project; 0 when it is not kept (a preview).
 */
problem: number, 
/**
 * The situation, such as `totals_row`.
 */
code: string, 
/**
 * `note`, `warning` or `error`.
 */
severity: string, 
/**
 * The source it belongs to, once there is one.
 */
source: SourceMark | null, 
/**
 * File, with the member of an archive after a slash.
 */
file: string, 
/**
 * Sheet of a workbook.
 */
sheet: string | null, 
/**
 * Row as a spreadsheet shows it.
 */
row: number | null, 
/**
 * Column header.
 */
column: string | null, 
/**
 * One sentence.
 */
message: string, 
/**
 * What to do.
 */
hint: string, 
/**
 * How many rows it touches.
 */
count: number, 
/**
 * How it was in the load before of the same table; nothing where there is none.
 */
trend: Trend | null, 
/**
 * What mends it here; nothing where only the system the file came from can, and in a preview.
 */
fix: ProblemFix | null, };

/**
 * A product and what goes with it.
 */
export type ProductView = { 
/**
 * As the shop calls it.
 */
product: string, 
/**
 * What kind of product it is; blank where no file tells.
 */
category: string, 
/**
 * Customers whose last product it is.
 */
customers: number, 
/**
 * What people said goes with it; blank while nobody did.
 */
goes_with: string, };

/**
 * A table on the columns screen, and how fresh it is.
 */
export type ProfileSummary = { 
/**
 * The table.
 */
table: number, 
/**
 * Its source.
 */
source: SourceMark, 
/**
 * Its name.
 */
name: string, 
/**
 * The load in use.
 */
load: number, 
/**
 * Its file.
 */
file: string, 
/**
 * What format the file is in.
 */
format: string, 
/**
 * Rows loaded.
 */
rows: number, 
/**
 * Columns in the file.
 */
columns: number, 
/**
 * Whether its columns are counted. They are not before who is who was worked out for the first
 * time, nor after rows were taken out; the next time counts them.
 */
counted: boolean, 
/**
 * Oddities of its columns.
 */
anomalies: number, 
/**
 * What its rows can be recognised by.
 */
identifiers: Array<AttributeView>, 
/**
 * The newest day on which a row changed or something happened, `YYYY-MM-DD`; nothing where no
 * column tells.
 */
newest: string | null, 
/**
 * The day of the export as the name of the file tells it; nothing where it does not.
 */
exported: string | null, 
/**
 * Days from the newest row to the export; nothing where either is unknown.
 */
lag_days: number | null, };

/**
 * The open project, with what waits for a person on each screen.
 */
export type ProjectSummary = { 
/**
 * Its file.
 */
path: string, 
/**
 * Its name.
 */
name: string, 
/**
 * When it was made.
 */
created_at: string, 
/**
 * Grows with every change of state.
 */
revision: number, 
/**
 * Sources in the inventory.
 */
sources: number, 
/**
 * Tables loaded.
 */
tables: number, 
/**
 * Rows loaded, over all current loads.
 */
rows: number, 
/**
 * Rows set aside.
 */
rows_set_aside: number, 
/**
 * Customers, once who is who has been worked out.
 */
customers: number | null, 
/**
 * Why the people shown do not follow from what is loaded and decided now; nothing when they do.
 */
out_of_date: string | null, 
/**
 * What waits for a person.
 */
waiting: Waiting, 
/**
 * What undo would take back, in words.
 */
undo: string | null, 
/**
 * What redo would do again, in words.
 */
redo: string | null, 
/**
 * Whether the file is encrypted with a passphrase.
 */
encrypted: boolean, 
/**
 * Whether personal data is masked in every reply.
 */
presenting: boolean, };

/**
 * What was written.
 */
export type ProofWritten = { 
/**
 * Where.
 */
path: string, 
/**
 * SHA-256 of the file, as 64 hexadecimal digits.
 */
sha256: string, };

/**
 * A source.
 */
export type PurgeOf = { 
/**
 * Its number.
 */
source: number, };

/**
 * What a purge would take out.
 */
export type PurgePreview = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * What was agreed, in a sentence; blank while nobody decided.
 */
rule: string, 
/**
 * The first day that is still kept; nothing where no term was agreed, or an unlimited one.
 */
first_kept: string | null, 
/**
 * Loads that are past the term, whole.
 */
loads: Array<PastLoad>, 
/**
 * Rows past it in other loads.
 */
rows: Array<PastRows>, 
/**
 * Rows in all that would be taken out.
 */
total: number, 
/**
 * Some of them, from the first to the last.
 */
examples: Array<RecordView>, 
/**
 * Rows past the term that stay because they say no to messages or ask to be deleted.
 */
staying: number, 
/**
 * By which columns the rows are dated that go by a date of their own, one sentence each.
 */
dated: Array<string>, 
/**
 * Rows of the source that stay because nothing tells when they last changed.
 */
without_date: number, 
/**
 * People who would lose a row.
 */
people: number, 
/**
 * Those of them who would vanish: nobody else knows them.
 */
vanishing: number, 
/**
 * Lists written before, one sentence each.
 */
lists: Array<string>, 
/**
 * All of it in a sentence.
 */
sentence: string, };

/**
 * Purge a source.
 */
export type PurgeSource = { 
/**
 * The source.
 */
source: number, 
/**
 * How many rows go, as the preview told: said again so that nothing goes that nobody saw.
 */
rows: number, 
/**
 * Why.
 */
reason: string, };

/**
 * One rule or source.
 */
export type RaciRow = { 
/**
 * The rule, where it is one.
 */
rule: string | null, 
/**
 * The source, where it is one.
 */
source: SourceMark | null, 
/**
 * What people read.
 */
label: string, 
/**
 * `responsible`, `accountable`, `consulted`, `informed` or blank, in the order of the teams.
 */
cells: Array<string>, };

/**
 * What each team has to do with each rule and source.
 */
export type RaciTable = { 
/**
 * The teams, in the order of the cells.
 */
teams: Array<TeamView>, 
/**
 * Rules and sources.
 */
rows: Array<RaciRow>, 
/**
 * What is missing, one sentence each.
 */
gaps: Array<string>, 
/**
 * Rules and sources no team is accountable for.
 */
open: number, };

/**
 * Look at a file whose header row says how a list is to look.
 */
export type ReadTemplate = { 
/**
 * The file: delimited text or XLSX.
 */
path: string, };

/**
 * How ready the data is.
 */
export type Readiness = { 
/**
 * 0 to 100; nothing where nothing could be measured yet.
 */
score: number | null, 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * What the score looks at; the worths of those that are known make 100, and the score and all
 * losses make 100.
 */
parts: Array<ReadinessPart>, 
/**
 * What is not known and therefore left out, one sentence each.
 */
not_known: Array<string>, };

/**
 * A finding that costs points.
 */
export type ReadinessFinding = { 
/**
 * One sentence.
 */
sentence: string, 
/**
 * What to do.
 */
action: string, 
/**
 * Who answers for it; blank while nobody does.
 */
owner: string, 
/**
 * Whole points it costs; 0 for less than one.
 */
lost: number, 
/**
 * People it touches.
 */
people: number, 
/**
 * How much it matters beside the others: points times people.
 */
rank: number, 
/**
 * Screen to go to, such as `quality`.
 */
screen: string, 
/**
 * The rows behind it, when there are some.
 */
figure: Figure | null, 
/**
 * The code of the list that says what to do about it, such as `merge:3`, when there is one.
 */
list: string | null, 
/**
 * The active use case, by name, where it needs this put right.
 */
needed_for: string | null, };

/**
 * Something the score looks at.
 */
export type ReadinessPart = { 
/**
 * Its code, such as `ownership`.
 */
part: string, 
/**
 * What people read.
 */
label: string, 
/**
 * What is counted, of what.
 */
definition: string, 
/**
 * How many are wrong; nothing where that is not known.
 */
found: number | null, 
/**
 * Of how many.
 */
among: number | null, 
/**
 * Points it is worth; 0 where it is not known.
 */
worth: number, 
/**
 * Points it loses.
 */
lost: number, 
/**
 * Why it is not known; blank otherwise.
 */
unknown: string, 
/**
 * The findings that cost the points, dearest first.
 */
findings: Array<ReadinessFinding>, };

/**
 * How a file is read; each can be switched.
 */
export type ReadingView = { 
/**
 * `text`, `xlsx`, `xlsb`, `xls`, `ods`, `spreadsheet_xml`, `html`, `json`, `vcard` or `parquet`.
 */
format: string, 
/**
 * Such as `UTF-8` or `windows-1252`.
 */
encoding: string, 
/**
 * One character; nothing for workbooks, and where a line is one cell.
 */
delimiter: string | null, 
/**
 * One character.
 */
quote: string | null, 
/**
 * Row of the header as a spreadsheet shows it; nothing when the file has none.
 */
header_row: number | null, 
/**
 * How numbers are written; nothing where the file does not tell and the country of a row does.
 */
decimal_mark: DecimalMarkView | null, 
/**
 * Whether rows that look like totals, and remarks below the table, are rows like any other.
 */
totals_are_rows: boolean, 
/**
 * Whether what looks like another table further down is more of this one.
 */
one_table: boolean, };

/**
 * A project opened before.
 */
export type RecentProject = { 
/**
 * Its file.
 */
path: string, 
/**
 * Its name.
 */
name: string, 
/**
 * When it was last opened.
 */
opened_at: string, 
/**
 * Whether the file is still there.
 */
exists: boolean, };

/**
 * Which recipe.
 */
export type RecipeFile = { 
/**
 * Name of its file.
 */
file: string, };

/**
 * A recipe that fits a header, or nearly does.
 */
export type RecipeOffer = { 
/**
 * Name of its file, to choose it by.
 */
file: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * Whether the whole header is the same; else it is only told, and cannot be chosen.
 */
fits: boolean, 
/**
 * The column the file has more than the recipe.
 */
added: string | null, 
/**
 * The column of the recipe the file has not.
 */
gone: string | null, };

/**
 * Which record.
 */
export type RecordNumber = { 
/**
 * Its number.
 */
record: number, };

/**
 * A record: one row of a load, raw and standardised.
 */
export type RecordView = { 
/**
 * Its number.
 */
record: number, 
/**
 * The source.
 */
source: SourceMark, 
/**
 * The table.
 */
table: string, 
/**
 * The file.
 */
file: string, 
/**
 * Row as a spreadsheet shows it.
 */
row: number, 
/**
 * The row's own id in its source.
 */
record_key: string, 
/**
 * The customer it belongs to.
 */
customer: string | null, 
/**
 * Its values.
 */
values: Array<ValueView>, 
/**
 * What ties it to the customer, when it was not the first; asked for with `explain_record`.
 */
tied_in: boolean, 
/**
 * Who mended the row, where it was set aside first.
 */
mended: MendView | null, };

/**
 * A source that should have been loaded again.
 */
export type RefreshDue = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * Days its newest load is old.
 */
days: number, 
/**
 * Days that were agreed.
 */
agreed: number, };

/**
 * People under one law.
 */
export type RegimeCount = { 
/**
 * The law: `opt_in`, `opt_out`, `not_assumed`, `unknown`.
 */
regime: string, 
/**
 * The same in words.
 */
label: string, 
/**
 * How many people.
 */
people: number, };

/**
 * People of one region, and what they permit by e-mail.
 */
export type RegionConsents = { 
/**
 * The region: `eea`, `united_kingdom`, `switzerland`, `united_states`, `elsewhere`, `unknown`.
 */
region: string, 
/**
 * The same in words.
 */
label: string, 
/**
 * How many people.
 */
people: number, 
/**
 * Of them those of whom telephones alone tell the country, and no address.
 */
by_phone: number, 
/**
 * Of those whose country nobody knows, those whose telephones are of several countries.
 */
phones_differ: number, 
/**
 * Of them by what holds of e-mail.
 */
states: Array<StateCount>, 
/**
 * Of them those nobody says anything usable about.
 */
not_said: number, 
/**
 * What somebody noted of the privacy rules there; blank while nobody did.
 */
note: string, };

/**
 * Split, join or move by hand.
 */
export type Regroup = { 
/**
 * `split` (the records become a customer of their own), `join` (both customers become one) or
 * `move` (the records go to the other customer).
 */
kind: string, 
/**
 * The customer.
 */
customer: string, 
/**
 * The records that leave it; none when customers are joined.
 */
records: Array<number>, 
/**
 * The other customer; none when records are split off.
 */
other: string | null, 
/**
 * Why; a preview needs none.
 */
reason: string, };

/**
 * What regrouping does.
 */
export type RegroupEffect = { 
/**
 * In a sentence, as the history tells it.
 */
sentence: string, 
/**
 * The customers there are then.
 */
customers: Array<RegroupedCustomer>, 
/**
 * Customers that are gone then.
 */
gone: Array<string>, 
/**
 * Records that get another customer.
 */
moved: number, 
/**
 * Records that go along with those picked: rows of events that say the same, or that hang on them.
 */
along: number, 
/**
 * Verdicts on pairs that said otherwise and no longer hold.
 */
verdicts_taken_back: number, };

/**
 * A customer after regrouping.
 */
export type RegroupedCustomer = { 
/**
 * The stable id.
 */
customer: string, 
/**
 * Name, or the best identifier.
 */
name: string, 
/**
 * How many records.
 */
records: number, 
/**
 * How many attributes in conflict.
 */
conflicts: number, 
/**
 * Whether there was a customer of this id before.
 */
is_there: boolean, };

/**
 * Call a list otherwise.
 */
export type RenameList = { 
/**
 * Its number.
 */
list: number, 
/**
 * What it is called from now on.
 */
name: string, };

/**
 * Call a recipe otherwise.
 */
export type RenameRecipe = { 
/**
 * Name of its file.
 */
file: string, 
/**
 * What it is called from now on.
 */
name: string, };

/**
 * The report as one page.
 */
export type ReportPage = { 
/**
 * The page as HTML that runs nothing and loads nothing.
 */
html: string, 
/**
 * Its size.
 */
bytes: number, };

/**
 * What was written.
 */
export type ReportWritten = { 
/**
 * Where.
 */
path: string, 
/**
 * Its size.
 */
bytes: number, };

/**
 * Ask for a change of the scope.
 */
export type RequestChange = { 
/**
 * What is asked for.
 */
what: string, 
/**
 * The source it is about, where it is one of the inventory.
 */
source: number | null, 
/**
 * Who asks.
 */
asker: string, 
/**
 * Why.
 */
reason: string, 
/**
 * What it is worth.
 */
value: string, 
/**
 * What it takes.
 */
effort: string, };

/**
 * A system in which somebody has to look for the person.
 */
export type RequestSystem = { 
/**
 * The source; nothing for exports, written lists and copies.
 */
source: number | null, 
/**
 * What it is called.
 */
label: string, 
/**
 * What is to be done there.
 */
to_do: string, 
/**
 * The day somebody did; nothing while nobody has.
 */
done_on: string | null, 
/**
 * Who did.
 */
who: string, };

/**
 * How long an answer may take where somebody lives.
 */
export type RequestTermView = { 
/**
 * Where: `europe`, `united_states`, `elsewhere`, `unknown`.
 */
region: string, 
/**
 * The same in words.
 */
label: string, 
/**
 * How long: `days:30`, `months:1`.
 */
term: string, 
/**
 * The same in words.
 */
in_words: string, 
/**
 * Whether nobody has set another.
 */
is_assumed: boolean, };

/**
 * Put a backup in the place of a project.
 */
export type RestoreBackup = { 
/**
 * The project file; the one that is open where it is left out.
 */
path: string | null, 
/**
 * The backup.
 */
backup: string, 
/**
 * The passphrase of an encrypted project that is not open.
 */
passphrase: string | null, };

/**
 * Two people who judged the same pairs.
 */
export type Reviewers = { 
/**
 * Whose verdicts hold.
 */
first: string, 
/**
 * Who judged second, without seeing them.
 */
second: string, 
/**
 * Pairs both judged.
 */
pairs: number, 
/**
 * Of them, those they judged alike.
 */
agreed: number, 
/**
 * Lower bound of the share they judge alike, at 95 %.
 */
low: number, 
/**
 * Upper bound.
 */
high: number, 
/**
 * The share they would judge alike by chance.
 */
by_chance: number, 
/**
 * Cohen's kappa: 1 is full agreement, 0 no more than chance; nothing where both gave one answer to all.
 */
kappa: number | null, 
/**
 * What is wrong, where they agree no more than chance would.
 */
warning: string | null, 
/**
 * The pairs they judged differently.
 */
differing: Array<Differing>, };

/**
 * A row of such a page.
 */
export type Row = { 
/**
 * The cells.
 */
cells: Array<string>, 
/**
 * The record it shows, if it shows one.
 */
record: number | null, 
/**
 * The customer it leads to, if it leads to one.
 */
customer: string | null, 
/**
 * The number it has among the rows set aside, if it is one.
 */
aside: number | null, };

/**
 * A column of such a page.
 */
export type RowColumn = { 
/**
 * What its head says.
 */
label: string, 
/**
 * Whether it shows what stands in a file (mono) rather than what was made of it (sans).
 */
verbatim: boolean, 
/**
 * Whether the rows can be put in its order quickly enough to be offered.
 */
sorts: boolean, };

/**
 * A row was mended.
 */
export type RowMended = { 
/**
 * The record it is now.
 */
record: number, 
/**
 * What happened, in a sentence.
 */
sentence: string, };

/**
 * A page of rows.
 */
export type RowPage = { 
/**
 * What they are, in words.
 */
title: string, 
/**
 * The columns.
 */
columns: Array<RowColumn>, 
/**
 * The rows: one cell a column.
 */
rows: Array<Row>, 
/**
 * How many there are under the filter.
 */
total: number, 
/**
 * What a file of them may be called, without a value of anybody; nothing where the title holds none.
 */
file_name: string | null, 
/**
 * How many rows the finding touches, where only the first of them were noted and can be shown.
 */
touched: number | null, };

/**
 * Ask for the rows behind a number.
 */
export type RowsBehind = { 
/**
 * The number.
 */
figure: Figure, 
/**
 * Only rows with this text somewhere.
 */
filter: string, 
/**
 * By this column, by its place from 0; where nothing is said, as the rows stand.
 */
sort?: Sort, 
/**
 * First row to tell.
 */
offset: number, 
/**
 * At most so many; 500 at most.
 */
limit: number | null, };

/**
 * What was written.
 */
export type RowsWritten = { 
/**
 * Where.
 */
path: string, 
/**
 * Rows in it, below the header.
 */
rows: number, 
/**
 * How many rows the finding touches, where only the first of them were noted and can be written.
 */
touched: number | null, };

/**
 * A value that would change.
 */
export type RuleChange = { 
/**
 * Whose.
 */
customer: string, 
/**
 * Their name.
 */
name: string, 
/**
 * Of what.
 */
attribute: AttributeView, 
/**
 * What it is; blank when there is none.
 */
before: string, 
/**
 * What it would be; blank when there would be none.
 */
after: string, };

/**
 * A rule to choose.
 */
export type RuleChoice = { 
/**
 * Its code.
 */
code: string, 
/**
 * In a few words.
 */
label: string, 
/**
 * As a sentence people can agree on.
 */
sentence: string, };

/**
 * What a rule would change.
 */
export type RuleEffect = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * Customers that were unified under both rules.
 */
looked_at: number, 
/**
 * Customers with several records: only theirs can differ.
 */
of: number, 
/**
 * How many of those looked at would have another value.
 */
changed: number, 
/**
 * Some of the values that would change.
 */
examples: Array<RuleChange>, };

/**
 * A choice.
 */
export type RuleOption = { 
/**
 * Its code, such as `most_recent`, `months:24`.
 */
choice: string, 
/**
 * What it is called in a list.
 */
label: string, 
/**
 * The sentence it makes.
 */
sentence: string, };

/**
 * A rule that is otherwise than it was signed.
 */
export type RuleSince = { 
/**
 * The rule.
 */
rule: string, 
/**
 * `changed`, `gone` or `new`.
 */
change: string, 
/**
 * As it was signed; blank for a new one.
 */
before: string, 
/**
 * As it is; blank for one that is gone.
 */
now: string, 
/**
 * Whether signatures of before no longer hold for it.
 */
outdates: boolean, };

/**
 * One version of a rule.
 */
export type RuleVersionView = { 
/**
 * Counted from 1.
 */
version: number, 
/**
 * The choice.
 */
choice: string, 
/**
 * The sentence.
 */
sentence: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Who.
 */
who: string, 
/**
 * When, RFC 3339.
 */
at: string, };

/**
 * What is otherwise between two runs.
 */
export type RunComparison = { 
/**
 * The run compared with; nothing while there is only one.
 */
before: RunMoment | null, 
/**
 * The run that is compared; nothing while there is none.
 */
after: RunMoment | null, 
/**
 * Every run that can be compared, oldest first.
 */
runs: Array<RunMoment>, 
/**
 * All of it in a sentence.
 */
sentence: string, 
/**
 * How often each kind of change happened.
 */
counts: Array<PeopleChangeCount>, 
/**
 * Customers of whom nothing is otherwise.
 */
unchanged: number, 
/**
 * What can have made customers join, part or move, that of most changes first.
 */
causes: Array<CauseCount>, 
/**
 * The changes of the kind asked for, those of most records first.
 */
changes: Array<PeopleChangeView>, 
/**
 * How many there are of that kind.
 */
total: number, };

/**
 * A run in time.
 */
export type RunMoment = { 
/**
 * Its number.
 */
run: number, 
/**
 * When.
 */
ran_at: string, };

/**
 * What somebody says of a word.
 */
export type SaidWord = { 
/**
 * The word, in whatever case.
 */
word: string, 
/**
 * What it means: one of the choices, or a text the column's reader knows; blank where it tells nothing;
 * `null`, said outright, takes away what was said.
 */
meaning: string | null, };

/**
 * What was measured on an earlier run.
 */
export type SampleBefore = { 
/**
 * When that run ran.
 */
ran_at: string, 
/**
 * Pairs judged.
 */
judged: number, 
/**
 * Precision.
 */
precision: EstimateView | null, 
/**
 * Recall.
 */
recall: EstimateView | null, };

/**
 * Precision and recall by a random sample of pairs that a person judges.
 */
export type SampleView = { 
/**
 * What was drawn from.
 */
strata: Array<StratumView>, 
/**
 * Of the pairs linked, the share that is right; nothing while none was judged.
 */
precision: EstimateView | null, 
/**
 * Of the pairs of one person, the share that is linked; nothing while a part was not judged.
 */
recall: EstimateView | null, 
/**
 * What was measured and what not, in sentences.
 */
told: Array<string>, 
/**
 * What the answers to the sample of an earlier run came to.
 */
before: SampleBefore | null, };

/**
 * Save a list: a new one, or a new version of one that is there.
 */
export type SaveList = { 
/**
 * The list to change; nothing for a new one.
 */
list: number | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * `contact` (people to write to) or `suppress` (people to leave alone).
 */
purpose: string, 
/**
 * Who is in it.
 */
condition: ListCondition, 
/**
 * Why.
 */
reason: string, };

/**
 * Save how a table is read as a recipe.
 */
export type SaveRecipe = { 
/**
 * The table.
 */
table: number, 
/**
 * What the recipe is called.
 */
name: string, };

/**
 * A list somebody made.
 */
export type SavedList = { 
/**
 * Its number.
 */
list: number, 
/**
 * The code by which it is previewed and delivered, such as `saved:3`.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its versions, the last one first; that one is in force.
 */
versions: Array<ListVersionView>, 
/**
 * So many files were written of it.
 */
deliveries: number, 
/**
 * When the last one was written; nothing for a list that was never used.
 */
last_delivered: string | null, 
/**
 * Why the last one should be written again, one sentence each; nothing where it is still right.
 */
stale_because: Array<string>, };

/**
 * The lists people made, and those that are ready to be taken.
 */
export type SavedLists = { 
/**
 * Lists people made, by name.
 */
lists: Array<SavedList>, 
/**
 * Lists to begin from.
 */
templates: Array<ListTemplate>, 
/**
 * Attributes conditions can ask for: those any source knows.
 */
attributes: Array<AttributeView>, 
/**
 * Purposes conditions can ask for: those a statement of consent names.
 */
consent_purposes: Array<ConsentPurpose>, };

/**
 * The common schema.
 */
export type Schema = { 
/**
 * Its edition: another one has other attributes.
 */
edition: number, 
/**
 * Every attribute in the order of the schema, those of one's own behind it by name.
 */
attributes: Array<SchemaAttribute>, };

/**
 * One attribute of the schema.
 */
export type SchemaAttribute = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * What belongs there, in a sentence.
 */
hint: string, 
/**
 * Whether it is one of one's own.
 */
is_own: boolean, 
/**
 * The columns that are read as it, table by table.
 */
columns: Array<SchemaColumn>, };

/**
 * A column that is read as an attribute.
 */
export type SchemaColumn = { 
/**
 * Its source.
 */
source: SourceMark, 
/**
 * Its table.
 */
table: number, 
/**
 * What the table is called.
 */
table_name: string, 
/**
 * Position in the file, from 0.
 */
column: number, 
/**
 * Header as in the file.
 */
header: string, };

/**
 * The scope and who asked for more.
 */
export type Scope = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * The scope as it was frozen; nothing before.
 */
frozen: FrozenScope | null, 
/**
 * Sources that came after the freeze and that nobody has asked for: each needs a request.
 */
unasked: Array<SourceMark>, 
/**
 * What else is otherwise than it was frozen, one sentence each.
 */
changed: Array<string>, 
/**
 * The requests, those that wait first.
 */
requests: Array<ChangeRequestView>, 
/**
 * Requests without a verdict.
 */
waiting: number, };

/**
 * One figure of the scorecard.
 */
export type ScoreLine = { 
/**
 * Its code, such as `people` or `check:suppression`.
 */
code: string, 
/**
 * Under which heading: `people`, `data` or `works`.
 */
part: string, 
/**
 * What people call it.
 */
label: string, 
/**
 * What is counted, of what.
 */
definition: string, 
/**
 * How many; nothing where it cannot be known from these files.
 */
found: number | null, 
/**
 * Of how many; nothing where it is not known.
 */
among: number | null, 
/**
 * Of which things; blank where that is not known.
 */
of: string, 
/**
 * Why it cannot be known; blank where it is.
 */
unknown: string, 
/**
 * Whether there are too few to go by a share.
 */
few: boolean, 
/**
 * Whether it is beyond what was agreed on.
 */
beyond: boolean, 
/**
 * Who answers for it; blank while nobody does.
 */
owner: string, 
/**
 * The rows behind it: as many as were found. Nothing where none were.
 */
figure: Figure | null, };

/**
 * The scorecard.
 */
export type Scorecard = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * The figures, in the order of the page.
 */
figures: Array<ScoreLine>, };

/**
 * Look for somebody by their address or number.
 */
export type SearchAsker = { 
/**
 * The e-mail address.
 */
email: string | null, 
/**
 * The telephone, with its country: `+44 20 7946 0000`.
 */
phone: string | null, };

/**
 * Find customers.
 */
export type SearchCustomers = { 
/**
 * Words; every one must be found somewhere in the customer's values.
 */
query: string, 
/**
 * Only customers this source knows.
 */
source: number | null, 
/**
 * Only customers in conflict.
 */
conflicts_only: boolean, 
/**
 * Only customers with at least so many records.
 */
records_at_least: number | null, 
/**
 * By `name`, `email`, `phone`, `city`, `country`, `records`, `conflicts` or `customer`; where nothing
 * is said, those the words fit best first, then by name.
 */
sort?: Sort, 
/**
 * First one to tell.
 */
offset: number, 
/**
 * At most so many; 500 at most.
 */
limit: number | null, };

/**
 * After a second verdict.
 */
export type SecondJudged = { 
/**
 * The next pair for this person.
 */
next: number | null, 
/**
 * How many wait for them.
 */
waiting: number, 
/**
 * How many they have judged.
 */
given: number, };

/**
 * Pairs for a second reviewer.
 */
export type SecondPage = { 
/**
 * Pairs somebody else judged and this person has not; 200 at most.
 */
pairs: Array<BlindPair>, 
/**
 * How many there are.
 */
waiting: number, 
/**
 * How many this person has judged.
 */
given: number, 
/**
 * People the project knows by its history, its duties and its reviews.
 */
people: Array<string>, };

/**
 * Ask for pairs to judge a second time.
 */
export type SecondReview = { 
/**
 * Who judges; blank only asks whom the project knows.
 */
reviewer: string, };

/**
 * Say how many rows of a delivery its platform took.
 */
export type SetAccepted = { 
/**
 * Number of the delivery.
 */
delivery: number, 
/**
 * So many rows, as the platform tells after the upload; nothing takes back what was said.
 */
accepted: number | null, };

/**
 * A page of rows that are set aside.
 */
export type SetAsidePage = { 
/**
 * The rows, load by load as they stand in their files.
 */
rows: Array<SetAsideRow>, 
/**
 * How many there are.
 */
total: number, };

/**
 * A row that is set aside.
 */
export type SetAsideRow = { 
/**
 * The number it has among the rows set aside.
 */
aside: number, 
/**
 * Its load.
 */
load: number, 
/**
 * The table.
 */
table: string, 
/**
 * The file.
 */
file: string, 
/**
 * Row as a spreadsheet shows it.
 */
row: number, 
/**
 * The situation, such as `extra_cells`.
 */
code: string, 
/**
 * Why it is set aside.
 */
reason: string, 
/**
 * As it stands in the file; of a long one the beginning, with `…` where it is cut.
 */
text: string, 
/**
 * Its cells, as the table is read: one a column, and those beyond the last column.
 */
cells: Array<AsideCell>, 
/**
 * Why it cannot be mended; nothing where it can.
 */
refused: string | null, };

/**
 * Answer the four questions; what is left out stays, a blank answer is taken away.
 */
export type SetAssessment = { 
/**
 * How large the organisation is: `small`, `medium`, `large`.
 */
size: string | null, 
/**
 * What skills there are: `no_code`, `analysts`, `engineers`.
 */
skills: string | null, 
/**
 * What is in use: `few`, `many`, `warehouse`.
 */
stack: string | null, 
/**
 * How much complexity the team can manage: `little`, `some`, `much`.
 */
complexity: string | null, };

/**
 * Say when to audit again and what is too much; what is left out stays.
 */
export type SetAuditPlan = { 
/**
 * Days from one audit to the next; 0 for no date.
 */
every_days: number | null, 
/**
 * Limits to set or to take away.
 */
limits: Array<MeasureLimit>, };

/**
 * Say whether backups of the open project are made.
 */
export type SetBackups = { 
/**
 * Whether they are made from now on.
 */
on: boolean, };

/**
 * Say what a campaign is for.
 */
export type SetCampaign = { 
/**
 * Its name in the send log.
 */
campaign: string, 
/**
 * `winback_or_acquisition` or `other`; blank leaves it to its name.
 */
purpose: string, };

/**
 * Say what is done to the cells of a column before they are read. Several columns of one attribute are
 * given different sets of it instead.
 */
export type SetCells = { 
/**
 * The table.
 */
table: number, 
/**
 * Position of the column in the file, from 0.
 */
column: number, 
/**
 * What is done; what was done before falls away.
 */
change: CellChange, };

/**
 * Say what a check must not be beyond, who answers for it, what a message costs and in which window or month it
 * counts; what is left out stays.
 */
export type SetCheck = { 
/**
 * Code of the check.
 */
check: string, 
/**
 * The share it must not be beyond, 0 to 1; less than 0 takes the target away.
 */
target: number | null, 
/**
 * Who answers for it; blank for nobody.
 */
owner: string | null, 
/**
 * What one message costs; less than 0 takes it away.
 */
cost_per_message: number | null, 
/**
 * What one click on an advertisement costs; less than 0 takes it away.
 */
cost_per_click: number | null, 
/**
 * What is spent on the audience; less than 0 takes it away.
 */
spend: number | null, 
/**
 * The days of its window; 0 for those the check has by itself.
 */
days: number | null, 
/**
 * So many messages within the window are too many; 0 for the number the check has by itself.
 */
messages: number | null, 
/**
 * The month it counts, `YYYY-MM`; blank for the newest again.
 */
month: string | null, 
/**
 * When a flow was changed.
 */
flow: SetFlow | null, 
/**
 * What the arithmetic on returning customers starts from.
 */
what_if: SetWhatIf | null, };

/**
 * Say what a column is.
 */
export type SetColumn = { 
/**
 * The table.
 */
table: number, 
/**
 * The column.
 */
column: number, 
/**
 * Code of the attribute; `null`, said outright, leaves the column unused.
 */
attribute: string | null, 
/**
 * Which set of it.
 */
group: number, 
/**
 * `day_first`, `month_first` or `year_first`, for columns of dates.
 */
date_order: string | null, };

/**
 * Say what goes with a product.
 */
export type SetComplement = { 
/**
 * The product, as the shop calls it.
 */
product: string, 
/**
 * What goes with it; blank takes it away.
 */
goes_with: string, };

/**
 * Note a connection.
 */
export type SetConnection = { 
/**
 * Which; nothing adds one.
 */
connection: number | null, 
/**
 * Where the data comes from.
 */
from: number, 
/**
 * Where it goes.
 */
to: number, 
/**
 * Whether it comes back as well.
 */
two_way: boolean, 
/**
 * `by_hand`, `native`, `automation`, `etl`, `reverse_etl` or `cdp`.
 */
how: string, 
/**
 * Whether consents go with it: `carried`, `not_carried` or blank.
 */
consent: string, 
/**
 * Who answers for it.
 */
owner: string, 
/**
 * Note.
 */
note: string, };

/**
 * Say what holds for every row of a table.
 */
export type SetConstant = { 
/**
 * The table.
 */
table: number, 
/**
 * Code of the attribute.
 */
attribute: string, 
/**
 * Which set of it.
 */
group: number, 
/**
 * The value, as it would stand in a cell; `null`, said outright, takes it away.
 */
value: string | null, };

/**
 * Note a cost.
 */
export type SetCost = { 
/**
 * Which; nothing adds one.
 */
cost: number | null, 
/**
 * `by_hand`, `waste` or `incident`.
 */
kind: string, 
/**
 * What is done, what is wasted on, or what the customer said.
 */
what: string, 
/**
 * Who does it, or told it.
 */
who: string, 
/**
 * By hand: how often in a `per`.
 */
times: number | null, 
/**
 * By hand: `day`, `week` or `month`.
 */
per: string, 
/**
 * By hand: minutes each time.
 */
minutes: number | null, 
/**
 * Waste: money spent in a month.
 */
amount: number | null, 
/**
 * Waste: share of it that is wasted, 0 to 1.
 */
share: number | null, 
/**
 * Incident: the day, `YYYY-MM-DD`.
 */
day: string | null, 
/**
 * Incident: one source that was at odds.
 */
left: number | null, 
/**
 * Incident: the other.
 */
right: number | null, };

/**
 * Say what an hour of work costs.
 */
export type SetCostRates = { 
/**
 * Money an hour; nothing takes it away.
 */
hourly: number | null, 
/**
 * The currency amounts are in.
 */
currency: string, };

/**
 * Name who answers for something.
 */
export type SetDuty = { 
/**
 * The source, or …
 */
source: number | null, 
/**
 * … the attribute, by code.
 */
attribute: string | null, 
/**
 * `owner`, `steward` or `decider`.
 */
duty: string, 
/**
 * Name of the person or team; blank takes it away.
 */
person: string, };

/**
 * Say when a flow was changed.
 */
export type SetFlow = { 
/**
 * Its name in the send log.
 */
flow: string, 
/**
 * The day, `YYYY-MM-DD`; blank for not at all.
 */
changed_on: string, };

/**
 * Say whether a list holds each person once.
 */
export type SetHeldOnce = { 
/**
 * The table.
 */
table: number, 
/**
 * It does; else this is not known.
 */
once: boolean, };

/**
 * Say whether a kind of system exists here.
 */
export type SetKindState = { 
/**
 * Code of the kind.
 */
kind: string, 
/**
 * `no_file`, `absent` or `not_asked`.
 */
state: string, };

/**
 * Choose a language.
 */
export type SetLanguage = { 
/**
 * `en` or `de`.
 */
language: string, };

/**
 * Say what words of a column mean.
 */
export type SetMeanings = { 
/**
 * The table.
 */
table: number, 
/**
 * Position of the column in the file, from 0.
 */
column: number, 
/**
 * The words; those not named keep what was said of them.
 */
meanings: Array<SaidWord>, };

/**
 * Note something.
 */
export type SetNote = { 
/**
 * The source, or …
 */
source: number | null, 
/**
 * … the attribute, by code, or …
 */
attribute: string | null, 
/**
 * … anything else: `rule:deletion`, `use_case:1`, `question:location:3`, `region:eea`.
 */
about?: string, 
/**
 * The note; blank takes it away.
 */
note: string, };

/**
 * Begins or ends presenting.
 */
export type SetPresenting = { 
/**
 * Whether personal data is masked from now on.
 */
on: boolean, };

/**
 * Say how long an answer may take where somebody lives.
 */
export type SetRequestTerm = { 
/**
 * Where: `europe`, `united_states`, `elsewhere`, `unknown`.
 */
region: string, 
/**
 * How long: `days:30`, `months:1`; nothing for what is assumed of the law.
 */
term: string | null, 
/**
 * Why.
 */
reason: string, };

/**
 * Say which value of an attribute wins.
 */
export type SetRule = { 
/**
 * The attribute.
 */
attribute: string, 
/**
 * The code of the rule.
 */
rule: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Say in which order sources are believed.
 */
export type SetSourceOrder = { 
/**
 * The sources, the most trusted first.
 */
sources: Array<number>, 
/**
 * Why.
 */
reason: string, };

/**
 * Say whom a value belongs to, against what was found.
 */
export type SetStanding = { 
/**
 * The attribute it is a value of.
 */
attribute: string, 
/**
 * The mark of the value, as it is told.
 */
mark: string | null, 
/**
 * Or the value itself.
 */
value: string | null, 
/**
 * `personal`, `household`, `shared` or `junk`; `null`, said outright, leaves it to what is found.
 */
standing: string | null, 
/**
 * Why.
 */
reason: string, };

/**
 * Say what a table is about.
 */
export type SetTable = { 
/**
 * The table.
 */
table: number, 
/**
 * Role by code; what is left out stays.
 */
role: string | null, 
/**
 * ISO 3166 alpha-2; blank takes it away.
 */
default_country: string | null, };

/**
 * Say what a team has to do with a rule or a source.
 */
export type SetTeamPart = { 
/**
 * The source, or …
 */
source: number | null, 
/**
 * … the rule.
 */
rule: string | null, 
/**
 * The team, by code.
 */
team: string, 
/**
 * `responsible`, `accountable`, `consulted` or `informed`; blank takes it away.
 */
part: string, };

/**
 * Say how careful to be.
 */
export type SetTier = { 
/**
 * `strict`, `balanced` or `wide`.
 */
tier: string, };

/**
 * Write a use case; what is left out stays.
 */
export type SetUseCase = { 
/**
 * Which; nothing begins a new one.
 */
use_case: number | null, 
/**
 * Begin a new one as this template says.
 */
template: string | null, 
/**
 * What people call it.
 */
name: string | null, 
/**
 * The problem in a sentence.
 */
problem: string | null, 
/**
 * What shows that it is solved.
 */
measure: string | null, 
/**
 * Kinds of systems it needs, by code.
 */
kinds: Array<string> | null, 
/**
 * Attributes it needs, by code.
 */
attributes: Array<string> | null, 
/**
 * The measure today.
 */
baseline: string | null, 
/**
 * The measure that is aimed at.
 */
target: string | null, };

/**
 * Take a use case up, park it or say it is done.
 */
export type SetUseCaseState = { 
/**
 * Which.
 */
use_case: number, 
/**
 * `active`, `parked` or `done`.
 */
state: string, 
/**
 * Whether the one that is active is parked for it.
 */
park_other: boolean, 
/**
 * Why.
 */
reason: string, };

/**
 * Say what that arithmetic starts from; what is left out stays, less than 0 takes away what was said.
 */
export type SetWhatIf = { 
/**
 * Share that comes back in a year, 0 to 1.
 */
kept: number | null, 
/**
 * How much more would, 0 to 1.
 */
more: number | null, 
/**
 * So many years, 10 at most; 0 for as many as at first.
 */
years: number | null, 
/**
 * What a customer brings in a year.
 */
worth: number | null, };

/**
 * Settle, defer or hand on a question or an action; what is left out stays.
 */
export type SettleInLog = { 
/**
 * Which.
 */
entry: number, 
/**
 * `open`, `deferred`, `done` or `dropped`.
 */
state: string | null, 
/**
 * The answer, or what came of it.
 */
outcome: string | null, 
/**
 * Who answers for it.
 */
owner: string | null, 
/**
 * The day it is due, `YYYY-MM-DD`; blank takes it away.
 */
due: string | null, };

/**
 * Settle a request, or take it up again.
 */
export type SettleRequest = { 
/**
 * The request.
 */
request: number, 
/**
 * `done`, `refused` or `open`.
 */
state: string, 
/**
 * What came of it; why, where it is refused.
 */
outcome: string, };

/**
 * A value several customers of a household share.
 */
export type SharedValue = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * The value, as the first of them has it.
 */
value: string, 
/**
 * How many of them have it.
 */
members: number, };

/**
 * Show the report.
 */
export type ShowReport = { 
/**
 * Whether examples are shown as they stand in the files; masked unless told.
 */
unmasked: boolean, };

/**
 * One rule and how each team stands to it.
 */
export type SignOffRow = { 
/**
 * The rule.
 */
rule: string, 
/**
 * Its sentence.
 */
sentence: string, 
/**
 * `blank`, `signed` or `outdated`, in the order of [`SignOffs::teams`].
 */
cells: Array<string>, };

/**
 * The signatures, and what changed since.
 */
export type SignOffs = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * The last frozen set of rules; nothing before the first.
 */
frozen: FrozenRules | null, 
/**
 * What changed since it was frozen.
 */
changes: Array<RuleSince>, 
/**
 * Whether the rules have to be frozen anew before anybody signs.
 */
is_outdated: boolean, 
/**
 * One entry a team.
 */
teams: Array<TeamSignOff>, 
/**
 * Rules × teams.
 */
grid: Array<SignOffRow>, };

/**
 * Sign the last frozen rules for a team.
 */
export type SignRules = { 
/**
 * The team, by code.
 */
team: string, 
/**
 * Who signs; blank takes the signature away.
 */
person: string, 
/**
 * What is said with it.
 */
note: string, };

/**
 * A source that says nothing about a channel.
 */
export type SilentSource = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * Why: `not_asked`, `no_file`, `no_column`, `blank`, `invalid`.
 */
unknown: string, };

/**
 * What changed since the run before.
 */
export type SinceLast = { 
/**
 * When that run was; nothing where there is none to compare with.
 */
ran_at: string | null, 
/**
 * What to know where nothing is told: that this run is the first, or that nothing changed; blank otherwise.
 */
sentence: string, 
/**
 * What changed, a sentence each.
 */
changes: Array<ChangeSince>, };

/**
 * The order somebody wants to see a list in. What is unknown comes last both ways.
 */
export type Sort = { 
/**
 * The column: its code, or where columns have none its place from 0.
 */
by: string, 
/**
 * From the largest to the smallest.
 */
descending: boolean, };

/**
 * What one source holds about a channel.
 */
export type SourceConsents = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * `known`, or why there is nothing to count, as in the coverage.
 */
state: string, 
/**
 * Rows in the tables that have such a column.
 */
rows: number, 
/**
 * Rows with a usable answer.
 */
answered: number, 
/**
 * Rows with something nobody can read as an answer, fillers included.
 */
invalid: number, 
/**
 * Rows with nothing.
 */
blank: number, };

/**
 * Who answers for a source.
 */
export type SourceDuties = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * Accountable for it; blank while nobody is.
 */
owner: string, 
/**
 * Looks after its data.
 */
steward: string, 
/**
 * Has the word when it disagrees with another.
 */
decider: string, 
/**
 * Note.
 */
note: string, 
/**
 * Rows loaded.
 */
rows: number, };

/**
 * What one source would leave.
 */
export type SourceFacet = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * Customers it knows.
 */
customers: number, };

/**
 * A source as chips, lineage and charts show it.
 */
export type SourceMark = { 
/**
 * The source.
 */
source: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Two letters, unique in the project.
 */
letters: string, 
/**
 * Hue on the colour wheel, 0 to 359, stable for the source.
 */
hue: number, };

/**
 * The sources of both records of a pair.
 */
export type SourcePair = { 
/**
 * One source.
 */
one: SourceMark, 
/**
 * The other; the same where both records are of one.
 */
other: SourceMark, };

/**
 * One source: the four questions and what is loaded of it.
 */
export type SourceView = { 
/**
 * Mark and name.
 */
mark: SourceMark, 
/**
 * Kind of system, by code.
 */
kind: string, 
/**
 * Kind of system, in words.
 */
kind_label: string, 
/**
 * `first`, `second` or `third` party.
 */
party: string, 
/**
 * Where does the data live? Blank while nobody said.
 */
location: string, 
/**
 * What format is it in? From the files loaded.
 */
format: string, 
/**
 * Who owns it? Blank while nobody said.
 */
owner: string, 
/**
 * How is it used, or not used? Blank while nobody said.
 */
used_for: string, 
/**
 * How often it is refreshed. Blank while nobody said.
 */
refresh: string, 
/**
 * On what ground its data may be held, such as consent or a contract. Blank while nobody said.
 */
lawful_basis: string, 
/**
 * Free note.
 */
note: string, 
/**
 * Its tables.
 */
tables: Array<TableView>, 
/**
 * Rows loaded.
 */
rows: number, 
/**
 * People behind them, once worked out.
 */
people: number | null, };

/**
 * Who still holds an old detail though another record has a newer one.
 */
export type StaleDetails = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * Records that hold an old detail; nothing where it is not known.
 */
records: number | null, 
/**
 * People behind them.
 */
people: number, 
/**
 * Records that tell another detail, and nothing says which is newer.
 */
undated: number, 
/**
 * By source and detail, the largest first.
 */
by_source: Array<MeasurePart>, };

/**
 * A value that does not point to one person.
 */
export type StandingView = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * The value; blank where something was said of one that no row has now.
 */
value: string, 
/**
 * `personal`, `household`, `shared` or `junk`: as somebody said, else as it was found.
 */
standing: string, 
/**
 * Whether somebody said so.
 */
is_by_hand: boolean, 
/**
 * Why; blank where nobody did.
 */
reason: string, 
/**
 * By what the value is known: give it back to say otherwise.
 */
mark: string, 
/**
 * Records that hold it.
 */
records: number, 
/**
 * People behind it.
 */
people: number, };

/**
 * People of whom one state holds.
 */
export type StateCount = { 
/**
 * The state, such as `opted_in`.
 */
state: string, 
/**
 * How many people.
 */
people: number, };

/**
 * A part of the pairs of which some were drawn.
 */
export type StratumView = { 
/**
 * `linked`, `near` or `far`.
 */
stratum: string, 
/**
 * What it is, in words.
 */
label: string, 
/**
 * Pairs there are.
 */
pairs: number, 
/**
 * Pairs drawn.
 */
drawn: number, 
/**
 * Of those, judged the same person or different people.
 */
judged: number, 
/**
 * Of those, judged the same person.
 */
same: number, 
/**
 * Drawn pairs that were judged unsure; they count for nothing.
 */
unsure: number, 
/**
 * Drawn pairs that were judged before others drawn ahead of them, in the queue; they count once those
 * are judged too.
 */
ahead: number, };

/**
 * Something a reader wants to know before a call.
 */
export type SummaryFact = { 
/**
 * `last_purchase`, `purchases`, `purchases_year`, `last_message`, `open_tickets`, `first_seen` or
 * `customer_since`.
 */
fact: string, 
/**
 * `known`, `none` where what is loaded tells of such things and of none of this customer, or `unknown`
 * where nothing loaded tells of them.
 */
state: string, 
/**
 * One sentence.
 */
sentence: string, };

/**
 * A folder of suppression files.
 */
export type SuppressionDelivered = { 
/**
 * The folder.
 */
folder: string, 
/**
 * The manifest in it.
 */
manifest: string, 
/**
 * The same people stand behind every file: so many.
 */
people: number, 
/**
 * What was written, destination by destination.
 */
files: Array<SuppressionFile>, };

/**
 * The same people for one platform.
 */
export type SuppressionFile = { 
/**
 * Name of the destination.
 */
destination: string, 
/**
 * The file, or where there are several the name they begin with; nothing where the destination could
 * find none of them.
 */
path: string | null, 
/**
 * How many people are in which file and what to set when it is uploaded, one sentence a part; nothing
 * where the destination asks for one file only.
 */
parts: Array<string>, 
/**
 * Rows in it.
 */
rows: number, 
/**
 * So many of the same people are not in it, by reason.
 */
left_out: Array<LeftOut>, 
/**
 * SHA-256 of the file, or of each part of it.
 */
sha256: string, };

/**
 * Which value wins, attribute by attribute.
 */
export type SurvivorshipView = { 
/**
 * The attributes that some source holds; an address is one.
 */
attributes: Array<AttributeRule>, 
/**
 * The rules there are.
 */
rules: Array<RuleChoice>, 
/**
 * Sources in the order they are believed; one that is not here comes after all that are.
 */
source_order: Array<SourceMark>, };

/**
 * Which table.
 */
export type TableNumber = { 
/**
 * Its number.
 */
table: number, };

/**
 * One table in a file, before it is loaded.
 */
export type TablePlanView = { 
/**
 * Names the table in [`ImportFiles`].
 */
key: string, 
/**
 * File, with the member of an archive after a slash.
 */
file: string, 
/**
 * Sheet of a workbook.
 */
sheet: string | null, 
/**
 * Whether the sheet is hidden in its workbook; such a sheet is not loaded unless asked.
 */
hidden: boolean, 
/**
 * The guesses.
 */
reading: ReadingView, 
/**
 * The header as in the file.
 */
header: Array<string>, 
/**
 * The first raw lines.
 */
raw_lines: Array<string>, 
/**
 * The first rows.
 */
sample: Array<Array<string>>, 
/**
 * Rows among the first ones that would be set aside.
 */
aside: Array<AsideRow>, 
/**
 * The recipe of the program that recognised the file, used or refused; nothing where none did.
 */
recognised: string | null, 
/**
 * Lines before the header: row and text.
 */
skipped: Array<[number, string]>, 
/**
 * The source it seems to come from.
 */
source_name: string, 
/**
 * The kind of system.
 */
system: string, 
/**
 * The table's name in its source.
 */
table_name: string, 
/**
 * `customers`, `events`, `consents`, `figures` or `unclear`.
 */
role: string, 
/**
 * Why.
 */
role_reason: string, 
/**
 * The table in use it would be loaded as a newer export of; nothing where it is a table of its own.
 */
newer_export_of: number | null, 
/**
 * Recipes of one's own for this header, and those that nearly fit it.
 */
own_recipes: Array<RecipeOffer>, 
/**
 * What is already wrong.
 */
problems: Array<ProblemView>, };

/**
 * A table and what its columns hold.
 */
export type TableProfile = { 
/**
 * The table.
 */
summary: ProfileSummary, 
/**
 * Its columns, in file order; none while they have to be counted.
 */
columns: Array<ColumnProfileView>, };

/**
 * One table of a source.
 */
export type TableView = { 
/**
 * Its number.
 */
table: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Role by code.
 */
role: string, 
/**
 * Columns in the current load.
 */
columns: number, 
/**
 * Rows in the current load.
 */
rows: number, 
/**
 * Rows set aside in the current load.
 */
rows_set_aside: number, 
/**
 * File of the current load.
 */
file: string, 
/**
 * When it was loaded.
 */
loaded_at: string, 
/**
 * Columns that wait for an answer: nobody is sure what they are, or what words in them mean.
 */
unsure_columns: number, 
/**
 * The current load.
 */
load: number, 
/**
 * Whether it holds each person once, as somebody said.
 */
held_once: boolean, };

/**
 * Take up requests that stand in files: some, or all of them.
 */
export type TakeUpRequests = { 
/**
 * A row of each that is taken up, by the number of its record; also of one of which its file says that it is done.
 */
records: Array<number>, 
/**
 * How many wait, where all that wait are taken up: said again so that none is that nobody saw.
 */
all: number | null, };

/**
 * How a team stands.
 */
export type TeamSignOff = { 
/**
 * The team, by code.
 */
team: string, 
/**
 * In words.
 */
label: string, 
/**
 * `blank`, `signed` or `outdated`.
 */
state: string, 
/**
 * Who signed; blank while nobody did.
 */
person: string, 
/**
 * When, RFC 3339; blank while nobody did.
 */
at: string, 
/**
 * What was said with it.
 */
note: string, 
/**
 * The set that was signed.
 */
set: number | null, 
/**
 * Rules that changed since, as sentences.
 */
changed: Array<string>, };

/**
 * A team.
 */
export type TeamView = { 
/**
 * Its code.
 */
team: string, 
/**
 * In words.
 */
label: string, };

/**
 * What somebody said about a column of a file of headers.
 */
export type TemplateChoice = { 
/**
 * Where it stands, from 0.
 */
column: number, 
/**
 * Code of what is written in it; nothing leaves it blank.
 */
attribute: string | null, };

/**
 * A column of a file of headers.
 */
export type TemplateColumn = { 
/**
 * Where it stands, from 0.
 */
column: number, 
/**
 * Its header, letter for letter.
 */
header: string, 
/**
 * Code of what would be written in it; nothing leaves it blank.
 */
attribute: string | null, 
/**
 * The same in words.
 */
label: string, 
/**
 * Whether that is sure. What is not stays blank until somebody says.
 */
sure: boolean, 
/**
 * Why, in a sentence.
 */
reason: string, };

/**
 * What a file of headers asks for.
 */
export type TemplateView = { 
/**
 * What it is called: the file without its ending.
 */
name: string, 
/**
 * How it will be written, in a sentence.
 */
dialect: string, 
/**
 * Its columns, in its order.
 */
columns: Array<TemplateColumn>, 
/**
 * How many columns nobody is sure about.
 */
open: number, 
/**
 * What a column can hold.
 */
choices: Array<AttributeView>, };

/**
 * Say that a system was looked into, or not.
 */
export type TickRequest = { 
/**
 * The request.
 */
request: number, 
/**
 * The source; nothing for exports, written lists and copies.
 */
source: number | null, 
/**
 * Whether it is done.
 */
done: boolean, };

/**
 * How careful one can be.
 */
export type TierView = { 
/**
 * `strict`, `balanced` or `wide`.
 */
tier: string, 
/**
 * In a word.
 */
label: string, 
/**
 * In a sentence: what it is for and what it takes to be the worse error.
 */
sentence: string, 
/**
 * Match probability from which records are linked.
 */
link_threshold: number, };

/**
 * Something that happened.
 */
export type TimelineEntry = { 
/**
 * Its kind.
 */
kind: string, 
/**
 * The day its file writes, `YYYY-MM-DD`.
 */
day: string, 
/**
 * The hour the clock of its file shows, `HH:MM`; nothing where only the day is told.
 */
clock: string | null, 
/**
 * The time zone of that clock, such as `UTC` or `-04:00`; nothing where the file does not tell it.
 */
zone: string | null, 
/**
 * What happened, in a short sentence.
 */
sentence: string, 
/**
 * The sources that tell it, the one it is named by first.
 */
sources: Array<SourceMark>, 
/**
 * The table of the first row that tells it.
 */
table: string, 
/**
 * The file of that row.
 */
file: string, 
/**
 * That row as a spreadsheet shows it.
 */
row: number, 
/**
 * The records that tell it; their rows can be asked for. The first hundred.
 */
records: Array<number>, 
/**
 * How many rows tell it.
 */
rows: number, };

/**
 * A kind of entries.
 */
export type TimelineKind = { 
/**
 * `purchase`, `refund`, `message`, `opened`, `clicked`, `visit`, `ad_click`, `ticket`, `sign_up`,
 * `consent_given`, `consent_withdrawn`, `first_seen`, `last_seen` or `other`.
 */
kind: string, 
/**
 * How many entries; nothing where no table that is loaded tells of such things.
 */
entries: number | null, };

/**
 * A row about a person.
 */
export type TraceRow = { 
/**
 * The record; nothing for a row that was set aside.
 */
record: number | null, 
/**
 * The number of a row that was set aside.
 */
set_aside: number | null, 
/**
 * The source.
 */
source: SourceMark, 
/**
 * The table.
 */
table: string, 
/**
 * The file.
 */
file: string, 
/**
 * Row as a spreadsheet shows it.
 */
row: number, 
/**
 * The stable key in its table, where the row has one of its own.
 */
record_key: string | null, 
/**
 * Whether its load is in use.
 */
current: boolean, };

/**
 * Every trace of a person in the project, and where a human has to delete it besides.
 */
export type Traces = { 
/**
 * The customer.
 */
customer: string, 
/**
 * Name, or the best identifier.
 */
name: string, 
/**
 * Every row about the person, of every load, those in use first, those set aside last.
 */
rows: Array<TraceRow>, 
/**
 * Rows that may be about the person. An erasure leaves them unless it names them.
 */
doubtful: Array<DoubtfulRow>, 
/**
 * The systems in which a human must still delete the person, one sentence each.
 */
checklist: Array<string>, };

/**
 * What was written.
 */
export type TracesWritten = { 
/**
 * Where.
 */
path: string, 
/**
 * Cells in it, one a line.
 */
rows: number, };

/**
 * What a look at the whole trail found.
 */
export type Trail = { 
/**
 * How many entries it has.
 */
entries: number, 
/**
 * The digest of the last entry; blank where there is none. Written down elsewhere it proves the trail.
 */
head: string, 
/**
 * The first entry that was changed behind the program's back.
 */
broken: TrailBroken | null, };

/**
 * An entry that does not hold.
 */
export type TrailBroken = { 
/**
 * Its number.
 */
entry: number, 
/**
 * What is wrong, in a sentence.
 */
sentence: string, };

/**
 * What was written.
 */
export type TrailWritten = { 
/**
 * Where.
 */
path: string, 
/**
 * Entries in it.
 */
rows: number, };

/**
 * A situation in a column, now and in the load before.
 */
export type Trend = { 
/**
 * Rows it touches now, all findings of this kind in the column together.
 */
now: number, 
/**
 * Rows there are now.
 */
of_now: number, 
/**
 * Rows it touched in the load before.
 */
before: number, 
/**
 * Rows there were.
 */
of_before: number, };

/**
 * What trying how careful to be came to. Nothing of it is kept in the project.
 */
export type Trial = { 
/**
 * `strict`, `balanced` or `wide`.
 */
tier: string, 
/**
 * In a word.
 */
label: string, 
/**
 * All of it in a sentence.
 */
sentence: string, 
/**
 * Customers now.
 */
customers: number, 
/**
 * Customers there would be.
 */
customers_then: number, 
/**
 * How often each kind of change would happen.
 */
counts: Array<PeopleChangeCount>, 
/**
 * Customers of whom nothing would be otherwise.
 */
unchanged: number, 
/**
 * The first changes, those of most records first; 50 at most.
 */
changes: Array<PeopleChangeView>, 
/**
 * How many there are.
 */
total: number, 
/**
 * Of the pairs that would be linked, the share expected to be right, by the model itself.
 */
expected_precision: number, 
/**
 * Of the pairs of one person, the share expected to be linked, by the model itself.
 */
expected_recall: number, 
/**
 * Why what would be otherwise may have other reasons besides; nothing where it has none.
 */
out_of_date: string | null, };

/**
 * Who would be who if records were linked otherwise.
 */
export type TriedTier = { 
/**
 * What the last trial found; nothing where there was none, or the project changed since.
 */
trial: Trial | null, };

/**
 * How far who is who can be trusted.
 */
export type Trust = { 
/**
 * The run; nothing before the first.
 */
run: number | null, 
/**
 * People found.
 */
people: number, 
/**
 * The comparison with matching on the e-mail address alone; nothing where the run does not tell it.
 */
email_alone: EmailAloneView | null, 
/**
 * Whom to look at again, one line a measure.
 */
lines: Array<TrustLine>, 
/**
 * The people of most rows, the largest first.
 */
largest: Array<LargestPerson>, 
/**
 * All people, those of most rows first.
 */
all_largest: Figure, };

/**
 * One of the people behind such a line.
 */
export type TrustExample = { 
/**
 * The customer.
 */
customer: string, 
/**
 * Whom the row names.
 */
name: string, 
/**
 * What it says.
 */
says: string, 
/**
 * What another row of the person says; blank where it is one row.
 */
beside: string, };

/**
 * People to look at again for one reason.
 */
export type TrustLine = { 
/**
 * How many of how many, their rows, and how it moved from run to run.
 */
measure: MeasureView, 
/**
 * People of whom it cannot be told, because rows tell no time.
 */
undated: number, 
/**
 * Some of them, three at most.
 */
examples: Array<TrustExample>, };

/**
 * Ask who would be who if records were linked as carefully as this.
 */
export type TryTier = { 
/**
 * `strict`, `balanced` or `wide`.
 */
tier: string, };

/**
 * A source a list was not checked against.
 */
export type UncheckedSource = { 
/**
 * The source.
 */
source: SourceMark, 
/**
 * Why, in a sentence.
 */
why: string, };

/**
 * What undo or redo did.
 */
export type Undone = { 
/**
 * In words, such as "Taken back: Loaded 5 rows"; nothing when there was nothing to do.
 */
sentence: string | null, };

/**
 * Open an encrypted project.
 */
export type UnlockProject = { 
/**
 * The project file.
 */
path: string, 
/**
 * Its passphrase.
 */
passphrase: string, };

/**
 * A file that is no recipe.
 */
export type UnreadRecipe = { 
/**
 * Its name.
 */
file: string, 
/**
 * What is wrong, with the line where it is known.
 */
what: string, };

/**
 * How complete customers are for one use case, or one template.
 */
export type UseCaseCompleteness = { 
/**
 * Number of the use case; nothing for a template.
 */
use_case: number | null, 
/**
 * Code of the template; nothing for a use case.
 */
template: string | null, 
/**
 * What people call it.
 */
name: string, 
/**
 * In a sentence, or why it cannot be known.
 */
sentence: string, 
/**
 * Customers of whom every attribute it needs is known; nothing where it cannot be known.
 */
complete: number | null, 
/**
 * Of so many customers.
 */
customers: number, 
/**
 * Whether there are too few to go by the share.
 */
few: boolean, 
/**
 * How many customers each attribute it needs is known of.
 */
attributes: Array<CompleteAttribute>, 
/**
 * Customers with a gap, those with the fewest first; 200 at most.
 */
lacking: Array<CheckPerson>, };

/**
 * What a use case needs, as it is here.
 */
export type UseCaseNeeds = { 
/**
 * Whether nothing stands in the way.
 */
is_ready: boolean, 
/**
 * In a sentence: ready, or why not.
 */
sentence: string, 
/**
 * Why not, one sentence each.
 */
reasons: Array<string>, 
/**
 * What does not stand in the way but should be known.
 */
cautions: Array<string>, 
/**
 * Kinds of systems it needs.
 */
kinds: Array<NeededKind>, 
/**
 * Attributes it needs.
 */
attributes: Array<NeededAttribute>, };

/**
 * A use case to begin with.
 */
export type UseCaseTemplate = { 
/**
 * Its code.
 */
template: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * The problem in a sentence.
 */
problem: string, 
/**
 * What shows that it is solved.
 */
measure: string, 
/**
 * Whether it can begin here, and on what.
 */
needs: UseCaseNeeds, };

/**
 * One use case.
 */
export type UseCaseView = { 
/**
 * Its number.
 */
use_case: number, 
/**
 * What people call it.
 */
name: string, 
/**
 * The problem in a sentence.
 */
problem: string, 
/**
 * What shows that it is solved.
 */
measure: string, 
/**
 * The check that counts it on the files, by its code; blank where none does.
 */
measured_by: string, 
/**
 * The measure today; blank while nobody said.
 */
baseline: string, 
/**
 * The measure that is aimed at; blank while nobody said.
 */
target: string, 
/**
 * `active`, `parked` or `done`.
 */
state: string, 
/**
 * Whether it can begin, and on what.
 */
needs: UseCaseNeeds, 
/**
 * Note.
 */
note: string, };

/**
 * The use cases.
 */
export type UseCases = { 
/**
 * The one that is active; nothing while none is.
 */
active: number | null, 
/**
 * All of them.
 */
use_cases: Array<UseCaseView>, 
/**
 * Use cases to begin with, each measured on what is here.
 */
templates: Array<UseCaseTemplate>, };

/**
 * The words of a column.
 */
export type ValueMap = { 
/**
 * The table.
 */
table: number, 
/**
 * Position of the column in the file, from 0.
 */
column: number, 
/**
 * Its header.
 */
header: string, 
/**
 * What the column is.
 */
attribute: AttributeView, 
/**
 * What a word can be said to mean; none where every text the column's reader knows will do.
 */
choices: Array<WordChoice>, 
/**
 * The words, those of most rows first; 300 at most.
 */
words: Array<WordMeaning>, 
/**
 * How many rows are read as what, as the mapping is.
 */
before: Array<MeaningCount>, 
/**
 * The same with the meanings asked about.
 */
after: Array<MeaningCount>, 
/**
 * Words nobody understands with these meanings.
 */
unknown_words: number, 
/**
 * Rows that hold one of them.
 */
unknown_rows: number, 
/**
 * Rows with nothing in the column.
 */
blank_rows: number, 
/**
 * Rows with further words, where there are more than are told.
 */
other_rows: number, };

/**
 * Ask what the words of a column are read as, and what would come of other meanings.
 */
export type ValueMapAsked = { 
/**
 * The table.
 */
table: number, 
/**
 * Position of the column in the file, from 0.
 */
column: number, 
/**
 * What the words would mean; nothing shows them as they are.
 */
meanings: Array<SaidWord>, };

/**
 * One value of a record, raw and standardised.
 */
export type ValueView = { 
/**
 * The attribute.
 */
attribute: AttributeView, 
/**
 * Which set of it.
 */
group: number, 
/**
 * Header of the column it came from; nothing for a constant.
 */
header: string | null, 
/**
 * What stands in the file.
 */
raw: string, 
/**
 * What was made of it; blank unless the state is `valid`.
 */
value: string, 
/**
 * `valid`, `blank`, `invalid` or `placeholder`.
 */
state: string, 
/**
 * The rule that made it.
 */
rule: string, };

/**
 * One question to a vendor.
 */
export type VendorQuestionView = { 
/**
 * The hard case it is made from, such as `shared_phones`.
 */
case: string, 
/**
 * How many there are here.
 */
count: number, 
/**
 * What to ask.
 */
question: string, };

/**
 * What to ask a vendor.
 */
export type VendorQuestions = { 
/**
 * In a sentence; why there is no question, where there is none.
 */
sentence: string, 
/**
 * The questions.
 */
questions: Array<VendorQuestionView>, };

/**
 * What waits for a person, screen by screen.
 */
export type Waiting = { 
/**
 * Columns that wait for an answer: nobody is sure what they are, or what words in them mean.
 */
mapping: number, 
/**
 * Problems that are warnings or errors.
 */
quality: number, 
/**
 * Pairs to settle.
 */
matches: number, 
/**
 * Customers with values that disagree.
 */
conflicts: number, 
/**
 * Sources without an owner, conflicting attributes without a decider, open questions and actions, changes
 * of the scope nobody decided on, outdated signatures, requests of people.
 */
governance: number, 
/**
 * Of these, requests of people that are open.
 */
requests: number, 
/**
 * Of these, requests that stand in loaded files and that nobody has taken up.
 */
requests_in_files: number, 
/**
 * Measures that are beyond the limit agreed.
 */
checks: number, 
/**
 * Lists whose last file is out of date.
 */
lists: number, };

/**
 * Money that is wasted.
 */
export type WasteView = { 
/**
 * Its number.
 */
cost: number, 
/**
 * On what.
 */
what: string, 
/**
 * Money spent in a month.
 */
amount: number, 
/**
 * Share of it that is wasted, 0 to 1.
 */
share: number, 
/**
 * Money a month that makes.
 */
wasted: number, };

/**
 * A bar of the histogram of match weights; one bit wide.
 */
export type WeightBar = { 
/**
 * Lower edge in bits, prior included.
 */
from: number, 
/**
 * Compared pairs with such a weight.
 */
pairs: number, 
/**
 * Of them, those expected to be one person.
 */
expected_matches: number, };

/**
 * What the arithmetic on returning customers starts from.
 */
export type WhatIfView = { 
/**
 * Customers who bought in the last year that is loaded.
 */
customers: number, 
/**
 * Share of them that comes back in a year, 0 to 1; nothing while neither files nor people tell.
 */
kept: number | null, 
/**
 * Whether somebody said that share, instead of the files.
 */
kept_is_said: boolean, 
/**
 * How much more would, 0 to 1.
 */
more: number, 
/**
 * So many years.
 */
years: number, 
/**
 * What a customer brings in a year, in the currency of the project; nothing while nobody said.
 */
worth: number | null, };

/**
 * A meaning.
 */
export type WordChoice = { 
/**
 * How it is said.
 */
meaning: string, 
/**
 * What people read.
 */
label: string, };

/**
 * A word of a column.
 */
export type WordMeaning = { 
/**
 * As it stands in the file, the first time it does.
 */
word: string, 
/**
 * Rows that hold it, in whatever case.
 */
rows: number, 
/**
 * What somebody says it means; nothing where the program reads it.
 */
said: string | null, 
/**
 * What it is read as now.
 */
before: WordReading, 
/**
 * What it would be read as with the meanings asked about.
 */
after: WordReading, };

/**
 * What a word is read as.
 */
export type WordReading = { 
/**
 * The standardised value; blank unless the state is `valid`.
 */
value: string, 
/**
 * The same as people read it.
 */
label: string, 
/**
 * `valid`, `unknown` (nobody understands it), `placeholder`, or `blank` (it tells nothing).
 */
state: string, };

/**
 * Word a rule otherwise; what it does stays.
 */
export type WordRule = { 
/**
 * Its code.
 */
rule: string, 
/**
 * The sentence in people's own words; blank lets the choice tell it again.
 */
sentence: string, 
/**
 * Why.
 */
reason: string, };

/**
 * The agenda and how far it is.
 */
export type WorkshopAgenda = { 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * The topics, in the order they are worth taking.
 */
topics: Array<AgendaTopic>, 
/**
 * The first question that is open; nothing when none is.
 */
next: string | null, 
/**
 * Questions answered.
 */
answered: number, 
/**
 * Questions put off.
 */
deferred: number, 
/**
 * Questions in all.
 */
total: number, };

/**
 * Write the proof of an erasure to a file.
 */
export type WriteProof = { 
/**
 * The erasure.
 */
erasure: number, 
/**
 * The file to write, HTML.
 */
path: string, };

/**
 * Write the report.
 */
export type WriteReport = { 
/**
 * The file: with the ending .html the page, with .xlsx the tables behind it.
 */
path: string, 
/**
 * Whether examples are shown as they stand in the files; masked unless told.
 */
unmasked: boolean, };

/**
 * Write the rows behind a number to a file: all of them, or of a finding that touches many those that were noted.
 */
export type WriteRows = { 
/**
 * The number.
 */
figure: Figure, 
/**
 * Only rows with this text somewhere.
 */
filter: string, 
/**
 * By this column, by its place from 0; where nothing is said, as the rows stand.
 */
sort?: Sort, 
/**
 * The file: with the ending .xlsx a workbook, else delimited text.
 */
path: string, };

/**
 * Write every row about a person to a file.
 */
export type WriteTraces = { 
/**
 * The customer.
 */
customer: string, 
/**
 * The file to write.
 */
path: string, };

/**
 * Write the trail to a file.
 */
export type WriteTrail = { 
/**
 * The file.
 */
path: string, };

/** Every command with its request and reply. */
export interface Commands {
  /** What the start screen needs: version, recent projects, whether the sample can be made. */
  app_info: { request: Nothing; reply: AppInfo };
  /** Makes a new project file and opens it. */
  create_project: { request: CreateProject; reply: ProjectSummary };
  /** Opens a project file. */
  open_project: { request: OpenProject; reply: ProjectSummary };
  /** Opens an encrypted project with its passphrase. */
  unlock_project: { request: UnlockProject; reply: ProjectSummary };
  /** Encrypts the open project with a passphrase; a forgotten one cannot be recovered. */
  encrypt_project: { request: EncryptProject; reply: EncryptionChanged };
  /** Gives the open project another passphrase. */
  change_passphrase: { request: ChangePassphrase; reply: EncryptionChanged };
  /** Takes the passphrase of the open project away; anybody who has the file can read it then. */
  decrypt_project: { request: DecryptProject; reply: EncryptionChanged };
  /** The backups of a project, open or not: when each is of, its size, and the last entry of its history. */
  list_backups: { request: ListBackups; reply: Backups };
  /** Puts a backup in the place of a project; what was there becomes a backup of its own. */
  restore_backup: { request: RestoreBackup; reply: BackupRestored };
  /** Says whether backups of the open project are made. */
  set_backups: { request: SetBackups; reply: Backups };
  /** Makes a project from the sample files, loads them and works out who is who. */
  open_sample: { request: Nothing; reply: JobStarted };
  /** Begins or ends presenting: personal data is masked before it leaves the core. */
  set_presenting: { request: SetPresenting; reply: Nothing };
  /** Says in which language replies, events and reports speak from now on; what is kept stays English. */
  set_language: { request: SetLanguage; reply: Nothing };
  /** Closes the project that is open. */
  close_project: { request: Nothing; reply: Nothing };
  /** The open project and what waits for a person on each screen. */
  project_summary: { request: Nothing; reply: ProjectSummary };
  /** How many people there really are, what matters most, and what to do next. */
  overview: { request: Nothing; reply: Overview };
  /** How ready the data is, and where each missing point went. */
  readiness: { request: Nothing; reply: Readiness };
  /** The measures over all runs, their limits, and when the next audit is due. */
  measures: { request: Nothing; reply: Measures };
  /** Says when to audit again and what is too much; holds from now on. */
  set_audit_plan: { request: SetAuditPlan; reply: Measures };
  /** Records that still hold an older detail than another record of the same person, by source. */
  stale_details: { request: Nothing; reply: StaleDetails };
  /** Looks into files before they are loaded: tables, guesses, first rows. */
  inspect_files: { request: InspectFiles; reply: Inspection };
  /** Keeps a pasted table as a file, to be looked into and loaded like any other. */
  paste_table: { request: PasteTable; reply: Pasted };
  /** Loads files and folders. */
  import_files: { request: ImportFiles; reply: JobStarted };
  /** The inventory: every source, loaded or not, and the checklist of kinds. */
  inventory: { request: Nothing; reply: Inventory };
  /** Notes what is known about a source, or adds one that is not loaded. */
  describe_source: { request: DescribeSource; reply: Nothing };
  /** Says whether a kind of system exists here. */
  set_kind_state: { request: SetKindState; reply: Nothing };
  /** Says that a list holds each person once, or that this is not known; holds from the next run on. */
  set_held_once: { request: SetHeldOnce; reply: Nothing };
  /** What came when, and how it differs from the load before. */
  list_loads: { request: Nothing; reply: Array<LoadView> };
  /** Takes a load back; the one before it is in use again. */
  undo_load: { request: LoadNumber; reply: Nothing };
  /** The rows that are set aside, each with its cells and whether it can be mended. */
  set_aside_rows: { request: ListSetAside; reply: SetAsidePage };
  /** Loads a row that is set aside with the cells somebody gives; what stands in the file is kept beside it. */
  mend_row: { request: MendRow; reply: RowMended };
  /** Sources × attributes: filled, valid, distinct, and five kinds of unknown. */
  coverage: { request: Nothing; reply: Coverage };
  /** Sources × sources: people in common, people in one only, combinations. */
  overlap: { request: Nothing; reply: Overlap };
  /** What is wrong with the data, worst first. */
  list_problems: { request: ListProblems; reply: ProblemPage };
  /** The tables with what they can be recognised by, how fresh they are and how much looks odd. */
  list_profiles: { request: Nothing; reply: Array<ProfileSummary> };
  /** What each column of a table holds: filled, distinct, commonest values, shapes, ranges, oddities. */
  get_profile: { request: TableNumber; reply: TableProfile };
  /** The rows behind a number. */
  rows_behind: { request: RowsBehind; reply: RowPage };
  /** Writes the rows behind a number to a file, for people. */
  write_rows: { request: WriteRows; reply: RowsWritten };
  /** The tables and how sure their mappings are. */
  list_mappings: { request: Nothing; reply: Array<MappingSummary> };
  /** The common schema: every attribute, what belongs there, and the columns that are read as it. */
  schema: { request: Nothing; reply: Schema };
  /** How one table is read, column by column. */
  get_mapping: { request: TableNumber; reply: MappingView };
  /** Says what a column is. */
  set_column: { request: SetColumn; reply: MappingView };
  /** Says what is done to the cells of a column before they are read: taken apart, joined, turned round. */
  set_cells: { request: SetCells; reply: MappingView };
  /** The words of a column: what each is read as, and what would come of other meanings. */
  value_map: { request: ValueMapAsked; reply: ValueMap };
  /** Says what words of a column mean; kept with the mapping, and holds for the next load too. */
  set_value_map: { request: SetMeanings; reply: ValueMap };
  /** Says what holds for every row of a table, or takes it away. */
  set_constant: { request: SetConstant; reply: MappingView };
  /** Says what a table is about. */
  set_table: { request: SetTable; reply: MappingView };
  /** Confirms every column nobody was sure about. */
  confirm_mapping: { request: TableNumber; reply: MappingView };
  /** Writes how a table is read to a file people can read. */
  save_mapping: { request: MappingFile; reply: MappingSaved };
  /** Reads a table as a mapping file says. */
  take_mapping: { request: MappingFile; reply: MappingTaken };
  /** The recipes of one's own, kept for every project. */
  own_recipes: { request: Nothing; reply: OwnRecipes };
  /** Saves how a table is read as a recipe of one's own. */
  save_own_recipe: { request: SaveRecipe; reply: OwnRecipes };
  /** Calls a recipe of one's own otherwise. */
  rename_own_recipe: { request: RenameRecipe; reply: OwnRecipes };
  /** Deletes a recipe of one's own; what was loaded with it stays. */
  delete_own_recipe: { request: RecipeFile; reply: OwnRecipes };
  /** Real rows before and after. */
  preview_mapping: { request: PreviewMapping; reply: MappingPreview };
  /** Standardises, works out who is who and unifies, as far as anything changed. */
  run_audit: { request: Nothing; reply: JobStarted };
  /** What is otherwise between two runs: who joined, parted, moved, appeared and went, and why. */
  compare_runs: { request: CompareRuns; reply: RunComparison };
  /** What the last run found and how it decides. */
  match_summary: { request: Nothing; reply: MatchSummary };
  /** How far who is who can be trusted: what e-mail alone would have made of it, and whom to look at again. */
  trust: { request: Nothing; reply: Trust };
  /** Works out who would be who if records were linked as carefully as this; nothing is written. */
  try_tier: { request: TryTier; reply: JobStarted };
  /** What the last trial of how careful to be found. */
  tried_tier: { request: Nothing; reply: TriedTier };
  /** Says how careful to be when records are linked; holds from the next run on. */
  set_tier: { request: SetTier; reply: MatchSummary };
  /** Says whom a value belongs to, against what was found; holds from the next run on. */
  set_standing: { request: SetStanding; reply: MatchSummary };
  /** Pairs to settle, those that matter most first unless asked otherwise; all of them, or of two sources or one doubt. */
  list_pairs: { request: ListPairs; reply: PairPage };
  /** What the pairs can be narrowed by: between which sources there are any, and what speaks against them. */
  pair_choices: { request: Nothing; reply: PairChoices };
  /** A pair side by side, with the evidence. */
  get_pair: { request: PairNumber; reply: PairView };
  /** The other records of both people of a pair, beside its two. */
  pair_case: { request: PairNumber; reply: PairCase };
  /** Settles a pair; the verdict outlives every run. */
  judge_pair: { request: JudgePair; reply: Judged };
  /** Pairs that wait and are alike, to be judged together; contested ones never are. */
  list_batches: { request: Nothing; reply: BatchList };
  /** The pairs of a batch, to be looked through before it is judged. */
  get_batch: { request: BatchName; reply: BatchView };
  /** Judges pairs of a batch alike, in one step. */
  judge_batch: { request: JudgeBatch; reply: BatchJudged };
  /** Pairs somebody judged, for a second person to judge without seeing what was said. */
  second_review: { request: SecondReview; reply: SecondPage };
  /** Keeps what a second person says of a pair; it decides nothing. */
  judge_second: { request: JudgeSecond; reply: SecondJudged };
  /** How far first and second reviewers agree, and the pairs they differ on. */
  agreement: { request: Nothing; reply: AgreementView };
  /** Precision and recall, as far as a random sample of pairs was judged. */
  sample: { request: Nothing; reply: SampleView };
  /** Finds customers. */
  search_customers: { request: SearchCustomers; reply: CustomerPage };
  /** How many customers each source, a conflict and several records would leave of those found. */
  customer_facets: { request: CountCustomers; reply: CustomerFacets };
  /** Everything about one customer, down to the cell. */
  get_customer: { request: CustomerNumber; reply: CustomerView };
  /** What happened to a customer over all sources, the newest first, and what of it matters before a call. */
  customer_timeline: { request: AskTimeline; reply: CustomerTimeline };
  /** Why a record belongs to its customer. */
  explain_record: { request: RecordNumber; reply: Membership };
  /** The records of a customer as a graph: what ties them together, bridges and weak links. */
  customer_graph: { request: CustomerNumber; reply: CustomerGraph };
  /** What splitting, joining or moving records by hand would do. */
  preview_regroup: { request: Regroup; reply: RegroupEffect };
  /** Splits, joins or moves records by hand, at once; outlives every run. */
  regroup: { request: Regroup; reply: RegroupEffect };
  /** Customers who live together, never merged for it, and what they share. */
  households: { request: ListHouseholds; reply: HouseholdPage };
  /** Sets a value by hand; it survives every run. */
  override_value: { request: OverrideValue; reply: CustomerView };
  /** The checks: each a figure of so many, its pictures, target, owner and how it moved. */
  check_book: { request: Nothing; reply: CheckBook };
  /** Says what a check must not be beyond, who answers for it, what a message costs and in which window or month it counts. */
  set_check: { request: SetCheck; reply: CheckBook };
  /** Says whether a campaign is a winback or acquisition message, or leaves it to its name. */
  set_campaign: { request: SetCampaign; reply: CheckBook };
  /** One page of figures, each of which opens the rows behind it. */
  scorecard: { request: Nothing; reply: Scorecard };
  /** What messages could refer to: products bought last, what goes with them, when people read. */
  personalisation: { request: Nothing; reply: PersonalisationView };
  /** Says what goes with a product. */
  set_complement: { request: SetComplement; reply: PersonalisationView };
  /** The report as it will be printed. */
  report_page: { request: ShowReport; reply: ReportPage };
  /** Writes the report to a file: the page, or the tables behind it. */
  write_report: { request: WriteReport; reply: ReportWritten };
  /** Every trace of a person, and where a human has to delete it besides. */
  find_traces: { request: CustomerNumber; reply: Traces };
  /** Writes every cell of every row about a person to a file. */
  write_traces: { request: WriteTraces; reply: TracesWritten };
  /** Erases a person for good; cannot be taken back. */
  erase_person: { request: ErasePerson; reply: JobStarted };
  /** Requests of people about their data: by when each is to be answered, and where somebody has to look. */
  list_requests: { request: Nothing; reply: DataRequests };
  /** Looks for somebody by their address or number in every row, and among those who were erased or asked before. */
  search_asker: { request: SearchAsker; reply: AskerFound };
  /** Enters a request for access or to be deleted, also of somebody who is not found, who can be kept out. */
  open_request: { request: OpenRequest; reply: DataRequests };
  /** Makes requests of what stands in loaded files. */
  take_up_requests: { request: TakeUpRequests; reply: DataRequests };
  /** Says that a system was looked into for a request, or that it was not. */
  tick_request: { request: TickRequest; reply: DataRequests };
  /** Settles a request, or takes it up again. */
  settle_request: { request: SettleRequest; reply: DataRequests };
  /** Says how long an answer to a request may take where somebody lives. */
  set_request_term: { request: SetRequestTerm; reply: DataRequests };
  /** Writes what was done and looked at when somebody was erased to a page that names nobody. */
  write_erasure_proof: { request: WriteProof; reply: ProofWritten };
  /** Who was erased when: numbers only, never a name. */
  list_erasures: { request: Nothing; reply: Array<ErasureView> };
  /** What a customer permits, channel by channel, with every row it follows from. */
  consent_ledger: { request: CustomerNumber; reply: ConsentLedger };
  /** Where one source says yes and another no about a customer, with every row behind it. */
  list_contradictions: { request: ListContradictions; reply: ContradictionPage };
  /** What people permit, counted by channel, state, law assumed and source. */
  consent_summary: { request: Nothing; reply: ConsentSummary };
  /** Where sources disagree: attribute × pair of sources. */
  conflict_summary: { request: Nothing; reply: ConflictSummary };
  /** The conflicts, customer by customer. */
  list_conflicts: { request: ListConflicts; reply: ConflictPage };
  /** Which rule holds for each attribute, and the order in which sources are believed. */
  survivorship: { request: Nothing; reply: SurvivorshipView };
  /** What another rule, or another order of the sources, would change. */
  preview_rule: { request: PreviewRule; reply: RuleEffect };
  /** Says which value of an attribute wins; holds from the next audit on. */
  set_rule: { request: SetRule; reply: SurvivorshipView };
  /** Says in which order sources are believed; holds from the next audit on. */
  set_source_order: { request: SetSourceOrder; reply: SurvivorshipView };
  /** Who answers for what, and what is missing. */
  governance: { request: Nothing; reply: Governance };
  /** Names who answers for a source or an attribute. */
  set_duty: { request: SetDuty; reply: Governance };
  /** Notes something about a source, an attribute, a rule, a use case or a question of the agenda. */
  set_note: { request: SetNote; reply: Governance };
  /** Every rule as one object: its sentence, the choice that acts, its versions, and what it concerns. */
  governed_rules: { request: Nothing; reply: GovernedRules };
  /** What another choice of a rule would change: values of customers, loads and rows past their term, days on which something is due. */
  preview_choice: { request: PreviewChoice; reply: RuleEffect };
  /** Decides on a rule; earlier versions are kept. */
  decide_rule: { request: DecideRule; reply: GovernedRules };
  /** Words a rule otherwise; what it does stays. */
  word_rule: { request: WordRule; reply: GovernedRules };
  /** Loads and rows that are kept longer than agreed, and sources that should have been loaded again. */
  overdue: { request: Nothing; reply: Overdue };
  /** What a purge of a source would take out: rows, people, lists written before. */
  preview_purge: { request: PurgeOf; reply: PurgePreview };
  /** Takes out for good what a source is kept longer than agreed; cannot be taken back. */
  purge_source: { request: PurgeSource; reply: JobStarted };
  /** Which team signed which version of the rules, and what changed since. */
  sign_offs: { request: Nothing; reply: SignOffs };
  /** Freezes the rules as they are, to be signed. */
  freeze_rules: { request: FreezeRules; reply: SignOffs };
  /** Signs the last frozen rules for a team, or takes the signature away. */
  sign_rules: { request: SignRules; reply: SignOffs };
  /** What each team has to do with each rule and source, and what nobody is accountable for. */
  raci: { request: Nothing; reply: RaciTable };
  /** Says what a team has to do with a rule or a source; only one can be accountable. */
  set_team_part: { request: SetTeamPart; reply: RaciTable };
  /** The use cases and templates, each with whether what it needs is here. */
  use_cases: { request: Nothing; reply: UseCases };
  /** Of how many customers all of it is known that each use case needs. */
  use_case_completeness: { request: Nothing; reply: Array<UseCaseCompleteness> };
  /** Writes a use case; a new one becomes active where none is, else it is parked. */
  set_use_case: { request: SetUseCase; reply: UseCases };
  /** Takes a use case up, parks it or says it is done; only one is active at a time. */
  set_use_case_state: { request: SetUseCaseState; reply: UseCases };
  /** The frozen scope, what came after it, and who asked for more. */
  scope: { request: Nothing; reply: Scope };
  /** Freezes the scope: the active use case and the sources there are. */
  freeze_scope: { request: FreezeScope; reply: Scope };
  /** Asks for a change of the scope. */
  request_change: { request: RequestChange; reply: Scope };
  /** Decides on a request to change the scope. */
  judge_change: { request: JudgeChange; reply: Scope };
  /** The log of decisions, questions and actions, newest first. */
  decision_log: { request: Nothing; reply: DecisionLog };
  /** Writes a decision, a question or an action into the log. */
  add_to_log: { request: AddToLog; reply: DecisionLog };
  /** Settles, puts off or hands on a question or an action; a decision is never edited, only replaced. */
  settle_in_log: { request: SettleInLog; reply: DecisionLog };
  /** The four questions, and the approach that follows once all are answered. */
  approach: { request: Nothing; reply: ApproachAdvice };
  /** Answers some of the four questions. */
  set_assessment: { request: SetAssessment; reply: ApproachAdvice };
  /** What to ask a vendor: a question for each hard case of this project. */
  vendor_questions: { request: Nothing; reply: VendorQuestions };
  /** How systems exchange data today: links, two-way links, links without an owner. */
  connections: { request: Nothing; reply: Connections };
  /** Notes a connection between two systems. */
  set_connection: { request: SetConnection; reply: Connections };
  /** Takes a connection off the map. */
  remove_connection: { request: ConnectionNumber; reply: Connections };
  /** What it costs to keep data apart, every figure beside what it is made from. */
  cost_sheet: { request: Nothing; reply: CostSheet };
  /** Notes work by hand, waste or an incident. */
  set_cost: { request: SetCost; reply: CostSheet };
  /** Takes a cost off the sheet. */
  remove_cost: { request: CostNumber; reply: CostSheet };
  /** Says what an hour of work costs, and in which currency amounts are. */
  set_cost_rates: { request: SetCostRates; reply: CostSheet };
  /** The agenda of a workshop: one question after the other, and what was answered so far. */
  workshop: { request: Nothing; reply: WorkshopAgenda };
  /** Puts a question of the agenda off, takes it up again, or notes who answered it. */
  mark_question: { request: MarkQuestion; reply: WorkshopAgenda };
  /** The lists and the destinations. */
  lists: { request: Nothing; reply: Lists };
  /** Who is in a list, who is out, and why. */
  preview_list: { request: PreviewList; reply: ListPreview };
  /** Writes a list to a file. */
  deliver_list: { request: DeliverList; reply: DeliveryView };
  /** What was written, when, and whether it is still true. */
  list_deliveries: { request: Nothing; reply: Array<DeliveryView> };
  /** Whether uploads took, as far as a later load of the destination's own system tells. */
  delivery_outcomes: { request: Nothing; reply: Array<DeliveryOutcome> };
  /** Says how many rows of a delivery its platform took, as the platform tells after the upload. */
  set_accepted: { request: SetAccepted; reply: Array<DeliveryOutcome> };
  /** What the header row of somebody's own file asks for. */
  read_template: { request: ReadTemplate; reply: TemplateView };
  /** Keeps a file of headers as a destination. */
  keep_template: { request: KeepTemplate; reply: DestinationView };
  /** The lists people made, with their versions, and those to begin from. */
  list_saved: { request: Nothing; reply: SavedLists };
  /** What the lists people made have in common: who is in how many of them. */
  list_overlap: { request: Nothing; reply: ListOverlap };
  /** Saves a list: a new one, or a new version of one that is there. */
  save_list: { request: SaveList; reply: SavedLists };
  /** Calls a list otherwise. */
  rename_list: { request: RenameList; reply: SavedLists };
  /** Takes a list away; what was delivered of it can still be told. */
  remove_list: { request: ListNumber; reply: SavedLists };
  /** How many a list would have, condition by condition, before it is saved. */
  count_list: { request: CountList; reply: ListCount };
  /** Who is left out of a list, and why. */
  list_left_out: { request: ListLeftOut; reply: LeftOutPage };
  /** Writes one suppression list for every platform into one folder, with a manifest. */
  deliver_suppression: { request: DeliverSuppression; reply: SuppressionDelivered };
  /** What was done, by whom and why, by words, command and person. */
  history: { request: ListHistory; reply: History };
  /** Looks at every entry of the audit trail and tells the first one that was changed. */
  check_trail: { request: Nothing; reply: Trail };
  /** Writes the audit trail to a CSV file, with the digest of each entry. */
  write_trail: { request: WriteTrail; reply: TrailWritten };
  /** Writes everything another engine needs to go on into a folder: records, model, verdicts, rules as SQL, scripts. */
  hand_over: { request: HandOverTo; reply: JobStarted };
  /** Writes everything people decided to a file. */
  save_decisions: { request: DecisionFile; reply: DecisionsSaved };
  /** Takes in what was decided in another project, as far as it fits. */
  take_decisions: { request: DecisionFile; reply: DecisionsTaken };
  /** Takes the last change back. */
  undo: { request: Nothing; reply: Undone };
  /** Does the last change again that was taken back. */
  redo: { request: Nothing; reply: Undone };
  /** The work that is running or has ended since the program started. */
  list_jobs: { request: Nothing; reply: Array<JobView> };
  /** Stops a job; the project stays as it was. */
  cancel_job: { request: JobNumber; reply: Nothing };
}

/** What a reply is made from (queries) or what a command touches. */
export const TAGS: { [K in keyof Commands]: { kind: "query" | "change" | "job"; tags: readonly string[] } } = {
  app_info: { kind: "query", tags: ["project"] },
  create_project: { kind: "change", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  open_project: { kind: "change", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  unlock_project: { kind: "change", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  encrypt_project: { kind: "change", tags: ["project", "history"] },
  change_passphrase: { kind: "change", tags: ["project", "history"] },
  decrypt_project: { kind: "change", tags: ["project", "history"] },
  list_backups: { kind: "query", tags: ["project", "history"] },
  restore_backup: { kind: "change", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  set_backups: { kind: "change", tags: ["project", "history"] },
  open_sample: { kind: "job", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  set_presenting: { kind: "change", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  set_language: { kind: "change", tags: [] },
  close_project: { kind: "change", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  project_summary: { kind: "query", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  overview: { kind: "query", tags: ["sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries"] },
  readiness: { kind: "query", tags: ["sources", "loads", "mappings", "people", "verdicts", "governance"] },
  measures: { kind: "query", tags: ["sources", "people", "governance"] },
  set_audit_plan: { kind: "change", tags: ["project", "governance", "history"] },
  stale_details: { kind: "query", tags: ["sources", "people"] },
  inspect_files: { kind: "query", tags: ["loads"] },
  paste_table: { kind: "change", tags: [] },
  import_files: { kind: "job", tags: ["project", "sources", "loads", "mappings", "people", "history"] },
  inventory: { kind: "query", tags: ["sources", "loads", "mappings", "people", "governance"] },
  describe_source: { kind: "change", tags: ["project", "sources", "history"] },
  set_kind_state: { kind: "change", tags: ["project", "sources", "history"] },
  set_held_once: { kind: "change", tags: ["project", "sources", "people", "verdicts", "history"] },
  list_loads: { kind: "query", tags: ["loads"] },
  undo_load: { kind: "change", tags: ["project", "sources", "loads", "mappings", "people", "history"] },
  set_aside_rows: { kind: "query", tags: ["loads", "mappings"] },
  mend_row: { kind: "change", tags: ["project", "sources", "loads", "people", "history"] },
  coverage: { kind: "query", tags: ["sources", "loads", "mappings"] },
  overlap: { kind: "query", tags: ["sources", "people"] },
  list_problems: { kind: "query", tags: ["loads", "mappings"] },
  list_profiles: { kind: "query", tags: ["sources", "loads", "mappings"] },
  get_profile: { kind: "query", tags: ["sources", "loads", "mappings"] },
  rows_behind: { kind: "query", tags: ["loads", "mappings", "people"] },
  write_rows: { kind: "change", tags: ["history"] },
  list_mappings: { kind: "query", tags: ["loads", "mappings"] },
  schema: { kind: "query", tags: ["sources", "loads", "mappings"] },
  get_mapping: { kind: "query", tags: ["loads", "mappings"] },
  set_column: { kind: "change", tags: ["project", "mappings", "history"] },
  set_cells: { kind: "change", tags: ["project", "mappings", "history"] },
  value_map: { kind: "query", tags: ["loads", "mappings"] },
  set_value_map: { kind: "change", tags: ["project", "mappings", "history"] },
  set_constant: { kind: "change", tags: ["project", "mappings", "history"] },
  set_table: { kind: "change", tags: ["project", "mappings", "sources", "history"] },
  confirm_mapping: { kind: "change", tags: ["project", "mappings", "history"] },
  save_mapping: { kind: "change", tags: ["deliveries"] },
  take_mapping: { kind: "change", tags: ["project", "mappings", "sources", "history"] },
  own_recipes: { kind: "query", tags: ["mappings"] },
  save_own_recipe: { kind: "change", tags: ["mappings"] },
  rename_own_recipe: { kind: "change", tags: ["mappings"] },
  delete_own_recipe: { kind: "change", tags: ["mappings"] },
  preview_mapping: { kind: "query", tags: ["loads", "mappings"] },
  run_audit: { kind: "job", tags: ["project", "sources", "loads", "people", "history"] },
  compare_runs: { kind: "query", tags: ["people", "verdicts"] },
  match_summary: { kind: "query", tags: ["people", "verdicts"] },
  trust: { kind: "query", tags: ["people", "verdicts", "governance"] },
  try_tier: { kind: "job", tags: ["verdicts"] },
  tried_tier: { kind: "query", tags: ["project", "people", "verdicts"] },
  set_tier: { kind: "change", tags: ["project", "people", "verdicts", "history"] },
  set_standing: { kind: "change", tags: ["project", "people", "verdicts", "history"] },
  list_pairs: { kind: "query", tags: ["people", "verdicts"] },
  pair_choices: { kind: "query", tags: ["people"] },
  get_pair: { kind: "query", tags: ["people", "verdicts"] },
  pair_case: { kind: "query", tags: ["people", "verdicts"] },
  judge_pair: { kind: "change", tags: ["project", "verdicts", "history"] },
  list_batches: { kind: "query", tags: ["people", "verdicts"] },
  get_batch: { kind: "query", tags: ["people", "verdicts"] },
  judge_batch: { kind: "change", tags: ["project", "verdicts", "history"] },
  second_review: { kind: "query", tags: ["people", "verdicts", "governance"] },
  judge_second: { kind: "change", tags: ["verdicts", "history"] },
  agreement: { kind: "query", tags: ["people", "verdicts"] },
  sample: { kind: "query", tags: ["people", "verdicts"] },
  search_customers: { kind: "query", tags: ["people"] },
  customer_facets: { kind: "query", tags: ["people"] },
  get_customer: { kind: "query", tags: ["people", "governance"] },
  customer_timeline: { kind: "query", tags: ["sources", "loads", "mappings", "people"] },
  explain_record: { kind: "query", tags: ["people"] },
  customer_graph: { kind: "query", tags: ["people", "verdicts"] },
  preview_regroup: { kind: "query", tags: ["people"] },
  regroup: { kind: "change", tags: ["project", "people", "verdicts", "history"] },
  households: { kind: "query", tags: ["people"] },
  override_value: { kind: "change", tags: ["project", "people", "history"] },
  check_book: { kind: "query", tags: ["sources", "loads", "mappings", "people", "governance"] },
  set_check: { kind: "change", tags: ["project", "governance", "history"] },
  set_campaign: { kind: "change", tags: ["project", "governance", "history"] },
  scorecard: { kind: "query", tags: ["sources", "loads", "mappings", "people", "governance"] },
  personalisation: { kind: "query", tags: ["loads", "mappings", "people", "governance"] },
  set_complement: { kind: "change", tags: ["project", "governance", "history"] },
  report_page: { kind: "query", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance"] },
  write_report: { kind: "change", tags: ["deliveries"] },
  find_traces: { kind: "query", tags: ["people", "loads"] },
  write_traces: { kind: "change", tags: ["deliveries"] },
  erase_person: { kind: "job", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  list_requests: { kind: "query", tags: ["sources", "loads", "people", "governance"] },
  search_asker: { kind: "query", tags: ["loads", "people", "governance"] },
  open_request: { kind: "change", tags: ["project", "governance", "history"] },
  take_up_requests: { kind: "change", tags: ["project", "governance", "history"] },
  tick_request: { kind: "change", tags: ["project", "governance", "history"] },
  settle_request: { kind: "change", tags: ["project", "governance", "history"] },
  set_request_term: { kind: "change", tags: ["project", "governance", "history"] },
  write_erasure_proof: { kind: "change", tags: ["deliveries"] },
  list_erasures: { kind: "query", tags: ["history"] },
  consent_ledger: { kind: "query", tags: ["sources", "loads", "mappings", "people", "governance"] },
  list_contradictions: { kind: "query", tags: ["loads", "mappings", "people", "governance"] },
  consent_summary: { kind: "query", tags: ["sources", "loads", "mappings", "people", "governance"] },
  conflict_summary: { kind: "query", tags: ["people", "governance"] },
  list_conflicts: { kind: "query", tags: ["people", "governance"] },
  survivorship: { kind: "query", tags: ["sources", "loads", "people", "governance"] },
  preview_rule: { kind: "query", tags: ["loads", "people", "governance"] },
  set_rule: { kind: "change", tags: ["project", "people", "governance", "history"] },
  set_source_order: { kind: "change", tags: ["project", "people", "governance", "history"] },
  governance: { kind: "query", tags: ["sources", "loads", "people", "governance"] },
  set_duty: { kind: "change", tags: ["project", "governance", "history"] },
  set_note: { kind: "change", tags: ["project", "governance", "history"] },
  governed_rules: { kind: "query", tags: ["sources", "loads", "people", "governance"] },
  preview_choice: { kind: "query", tags: ["loads", "people", "governance"] },
  decide_rule: { kind: "change", tags: ["project", "people", "governance", "history"] },
  word_rule: { kind: "change", tags: ["project", "people", "governance", "history"] },
  overdue: { kind: "query", tags: ["sources", "loads", "governance"] },
  preview_purge: { kind: "query", tags: ["sources", "loads", "people", "governance", "deliveries"] },
  purge_source: { kind: "job", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "history"] },
  sign_offs: { kind: "query", tags: ["sources", "people", "governance"] },
  freeze_rules: { kind: "change", tags: ["project", "governance", "history"] },
  sign_rules: { kind: "change", tags: ["project", "governance", "history"] },
  raci: { kind: "query", tags: ["sources", "people", "governance"] },
  set_team_part: { kind: "change", tags: ["project", "governance", "history"] },
  use_cases: { kind: "query", tags: ["sources", "loads", "mappings", "governance"] },
  use_case_completeness: { kind: "query", tags: ["sources", "loads", "mappings", "people", "governance"] },
  set_use_case: { kind: "change", tags: ["project", "governance", "history"] },
  set_use_case_state: { kind: "change", tags: ["project", "governance", "history"] },
  scope: { kind: "query", tags: ["sources", "governance"] },
  freeze_scope: { kind: "change", tags: ["project", "governance", "history"] },
  request_change: { kind: "change", tags: ["project", "governance", "history"] },
  judge_change: { kind: "change", tags: ["project", "governance", "history"] },
  decision_log: { kind: "query", tags: ["sources", "governance"] },
  add_to_log: { kind: "change", tags: ["project", "governance", "history"] },
  settle_in_log: { kind: "change", tags: ["project", "governance", "history"] },
  approach: { kind: "query", tags: ["governance"] },
  set_assessment: { kind: "change", tags: ["project", "governance", "history"] },
  vendor_questions: { kind: "query", tags: ["loads", "people", "verdicts"] },
  connections: { kind: "query", tags: ["sources", "loads", "mappings", "people", "governance"] },
  set_connection: { kind: "change", tags: ["project", "governance", "history"] },
  remove_connection: { kind: "change", tags: ["project", "governance", "history"] },
  cost_sheet: { kind: "query", tags: ["sources", "governance"] },
  set_cost: { kind: "change", tags: ["project", "governance", "history"] },
  remove_cost: { kind: "change", tags: ["project", "governance", "history"] },
  set_cost_rates: { kind: "change", tags: ["project", "governance", "history"] },
  workshop: { kind: "query", tags: ["sources", "loads", "mappings", "people", "governance"] },
  mark_question: { kind: "change", tags: ["project", "governance", "history"] },
  lists: { kind: "query", tags: ["project", "sources", "deliveries"] },
  preview_list: { kind: "query", tags: ["sources", "people", "verdicts", "loads", "governance", "deliveries"] },
  deliver_list: { kind: "change", tags: ["deliveries", "history"] },
  list_deliveries: { kind: "query", tags: ["sources", "deliveries", "people", "verdicts", "loads"] },
  delivery_outcomes: { kind: "query", tags: ["deliveries", "people", "loads"] },
  set_accepted: { kind: "change", tags: ["deliveries", "history"] },
  read_template: { kind: "query", tags: [] },
  keep_template: { kind: "change", tags: ["project"] },
  list_saved: { kind: "query", tags: ["sources", "loads", "deliveries", "people", "verdicts"] },
  list_overlap: { kind: "query", tags: ["sources", "loads", "people", "verdicts", "governance", "deliveries"] },
  save_list: { kind: "change", tags: ["deliveries", "history"] },
  rename_list: { kind: "change", tags: ["deliveries", "history"] },
  remove_list: { kind: "change", tags: ["deliveries", "history"] },
  count_list: { kind: "query", tags: ["sources", "people", "verdicts", "loads", "governance", "deliveries"] },
  list_left_out: { kind: "query", tags: ["people", "verdicts", "loads", "governance", "deliveries"] },
  deliver_suppression: { kind: "change", tags: ["deliveries", "history"] },
  history: { kind: "query", tags: ["history"] },
  check_trail: { kind: "query", tags: ["history"] },
  write_trail: { kind: "change", tags: ["deliveries"] },
  hand_over: { kind: "job", tags: ["deliveries", "history"] },
  save_decisions: { kind: "change", tags: ["deliveries"] },
  take_decisions: { kind: "change", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  undo: { kind: "change", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  redo: { kind: "change", tags: ["project", "sources", "loads", "mappings", "people", "verdicts", "governance", "deliveries", "history"] },
  list_jobs: { kind: "query", tags: ["jobs"] },
  cancel_job: { kind: "change", tags: ["jobs"] },
};
