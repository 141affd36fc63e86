//! Deciding conditions for everybody at once.

use chrono::{Datelike as _, NaiveDate};
use rollcall_model::{Attribute, ConsentState, SourceId};

use crate::{
    Answer, AttributeTest, Book, BuyersOf, Condition, Event, EventSort, EventTest, Joined,
    Permissions, PurposeAnswer, SourceTest, products, sent,
    span::Span,
    spent::spent,
    untold::{why_negated_untold, why_untold},
};

/// What one condition leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it stands: its place in its group, and the places of the groups around it.
    pub path: Vec<usize>,
    /// So many customers meet it by itself.
    pub alone: u64,
    /// So many are in the list once it and those before it are asked; nothing within a group, where the
    /// group is what counts.
    pub left: Option<u64>,
    /// Of so many the data does not tell whether they meet it; they do not.
    pub unknown: u64,
    /// Why the data tells of nobody whether they meet it; nothing where it tells of some.
    pub because: Option<&'static str>,
    /// How many customers were sent nothing of which it asks what they did with it; nothing where it asks no such
    /// thing, or everybody was sent something.
    pub sent_nothing: Option<String>,
}

/// For each customer of the book whether they meet the condition. Days are counted back from `until`,
/// both ends included.
pub fn choose(condition: &Condition, book: &Book, until: NaiveDate) -> Vec<bool> {
    chosen(&decide(condition, book, until, &[], &mut Vec::new()))
}

/// What each condition within the condition leaves, from the first to the last; those of a group stand
/// after it. Says as well whom the whole condition chooses.
pub fn funnel(condition: &Condition, book: &Book, until: NaiveDate) -> (Vec<bool>, Vec<Step>) {
    let mut steps = Vec::new();
    let met = decide(condition, book, until, &[], &mut steps);
    // The whole is no step of its own.
    steps.retain(|step| !step.path.is_empty());
    (chosen(&met), steps)
}

/// Whether somebody meets a condition; nothing where it cannot be asked of them, which negated is nothing as well.
type Met = Option<bool>;

fn chosen(met: &[Met]) -> Vec<bool> {
    met.iter().map(|met| *met == Some(true)).collect()
}

fn decide(
    condition: &Condition,
    book: &Book,
    until: NaiveDate,
    path: &[usize],
    steps: &mut Vec<Step>,
) -> Vec<Met> {
    let mine = steps.len();
    steps.push(Step {
        path: path.to_vec(),
        alone: 0,
        left: None,
        unknown: 0,
        because: None,
        sent_nothing: None,
    });
    let met: Vec<Met> = match condition {
        Condition::Group { joined, conditions } => {
            group(*joined, conditions, book, until, path, steps)
        }
        simple => {
            let met = decide_one(simple, book, until).into_iter().map(Some);
            match sent::was_sent(simple, book, until) {
                Some(was_sent) => met
                    .zip(was_sent)
                    .map(|(met, was_sent)| met.filter(|_| was_sent))
                    .collect(),
                None => met.collect(),
            }
        }
    };
    steps[mine].alone = count(&met);
    steps[mine].because = match condition {
        Condition::Group { joined, conditions } => why_negated_untold(*joined, conditions, book),
        simple => why_untold(simple, book),
    };
    steps[mine].unknown = match steps[mine].because {
        Some(_) => book.customers.len() as u64,
        None => unknown(condition, book, until),
    };
    if steps[mine].because.is_none() {
        steps[mine].sent_nothing = sent::of_whom_nothing(condition, book, until);
    }
    met
}

fn group(
    joined: Joined,
    conditions: &[Condition],
    book: &Book,
    until: NaiveDate,
    path: &[usize],
    steps: &mut Vec<Step>,
) -> Vec<Met> {
    // What cannot be told must not turn into yes by being negated.
    let chooses_nobody = why_negated_untold(joined, conditions, book).is_some();
    let at_first = joined != Joined::Any && !chooses_nobody;
    let mut met: Vec<Met> = vec![Some(at_first); book.customers.len()];
    for (place, condition) in conditions.iter().enumerate() {
        let within: Vec<usize> = path.iter().copied().chain([place]).collect();
        let mine = steps.len();
        let one = decide(condition, book, until, &within, steps);
        for (met, one) in met.iter_mut().zip(one) {
            *met = match joined {
                Joined::All => both(*met, one),
                Joined::Any => either(*met, one),
                Joined::None => both(*met, not(one)),
            };
        }
        if path.is_empty() {
            steps[mine].left = Some(count(&met));
        }
    }
    met
}

fn both(one: Met, other: Met) -> Met {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn either(one: Met, other: Met) -> Met {
    not(both(not(one), not(other)))
}

fn not(met: Met) -> Met {
    met.map(|met| !met)
}

fn count(met: &[Met]) -> u64 {
    met.iter().filter(|met| **met == Some(true)).count() as u64
}

fn decide_one(condition: &Condition, book: &Book, until: NaiveDate) -> Vec<bool> {
    let everybody = 0..book.customers.len();
    match condition {
        _ if why_untold(condition, book).is_some() => vec![false; book.customers.len()],
        Condition::Attribute { attribute, test } => by_value(attribute, test, book),
        Condition::Consent { channel, answer } => {
            let answers = book.consents.get(channel);
            everybody
                .map(|place| {
                    let state = answers
                        .and_then(|answers| answers.get(place))
                        .copied()
                        .flatten();
                    has_answered(*answer, state)
                })
                .collect()
        }
        Condition::ConsentFor {
            channel,
            purpose,
            answer,
        } => {
            let known = permissions(book, channel, purpose);
            everybody
                .map(|place| permitted(known, place) == *answer)
                .collect()
        }
        Condition::Event {
            event,
            test,
            days,
            named,
        } => {
            let window = Span::back(until, *days);
            let names = names_meant(book, *event, named);
            let sort = match event {
                EventSort::CampaignProduct => EventSort::Product,
                event => *event,
            };
            everybody
                .map(|place| {
                    let mine = book.events.of(place).iter().filter(|one| {
                        one.sort == sort
                            && window.holds(one.day)
                            && names.as_ref().is_none_or(|names| {
                                names.get(one.name as usize).copied().unwrap_or(false)
                            })
                    });
                    happened(*test, mine)
                })
                .collect()
        }
        Condition::Spent {
            limit,
            amount,
            currency,
            days,
        } => {
            let window = Span::back(until, *days);
            everybody
                .map(|place| {
                    let spent = spent(book, place, currency, &window);
                    spent.meets(*limit, *amount) == Some(true)
                })
                .collect()
        }
        Condition::Source {
            source,
            test: test @ (SourceTest::AsBuyer | SourceTest::NotAsBuyer),
        } => {
            let told = book.buyers.get(source);
            everybody
                .map(|place| {
                    let is_buyer = is_buyer_of(book, place, *source, told);
                    is_buyer == Some(*test == SourceTest::AsBuyer)
                })
                .collect()
        }
        Condition::Source { source, test } => book.sources.tested(|sources| {
            let is_in = sources.contains(source);
            match test {
                SourceTest::In => is_in,
                SourceTest::NotIn => !is_in,
                SourceTest::OnlyIn => is_in && sources.len() == 1,
                SourceTest::AsBuyer | SourceTest::NotAsBuyer => false,
            }
        }),
        Condition::State { state, holds } => everybody
            .map(|place| book.stands(place, *state) == *holds)
            .collect(),
        Condition::Finding { check, holds } => match book.findings.get(check) {
            Some(behind) => behind.iter().map(|is| is == holds).collect(),
            None => vec![false; book.customers.len()],
        },
        // What a list chooses is told by its own conditions, which stand in its place.
        Condition::List { .. } | Condition::Group { .. } => vec![false; book.customers.len()],
    }
}

fn by_value(attribute: &Attribute, test: &AttributeTest, book: &Book) -> Vec<bool> {
    let everybody = 0..book.customers.len();
    let Some(texts) = book.texts.get(attribute) else {
        let nobody_has_one = *test == AttributeTest::Empty;
        return everybody.map(|_| nobody_has_one).collect();
    };
    let folded = |text: &str| text.trim().to_lowercase();
    let any = |holds: &dyn Fn(&str) -> bool| -> Vec<bool> {
        (0..book.customers.len())
            .map(|place| texts.of(place).any(holds))
            .collect()
    };
    match test {
        AttributeTest::Filled => any(&|_| true),
        AttributeTest::Empty => everybody
            .map(|place| texts.of(place).next().is_none())
            .collect(),
        AttributeTest::Equals(wanted) => {
            let wanted = folded(wanted);
            any(&|text| text == wanted)
        }
        AttributeTest::OneOf(wanted) => {
            let wanted: Vec<String> = wanted.iter().map(|one| folded(one)).collect();
            any(&|text| wanted.iter().any(|one| one == text))
        }
        AttributeTest::StartsWith(wanted) => {
            let wanted = folded(wanted);
            any(&|text| text.starts_with(&wanted))
        }
        AttributeTest::Contains(wanted) => {
            let wanted = folded(wanted);
            any(&|text| text.contains(&wanted))
        }
        AttributeTest::Before(day) => any(&|text| day_in(text).is_some_and(|one| one < *day)),
        AttributeTest::Since(day) => any(&|text| day_in(text).is_some_and(|one| one >= *day)),
    }
}

/// The day a text begins with; nothing where parts of it are missing.
fn day_in(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}

fn has_answered(answer: Answer, state: Option<ConsentState>) -> bool {
    let said_no = matches!(
        state,
        Some(ConsentState::OptedOut | ConsentState::Complained)
    );
    match answer {
        Answer::SaidYes => state == Some(ConsentState::OptedIn),
        Answer::SaidNo => said_no,
        Answer::NotNo => !said_no,
        Answer::NeverAsked => matches!(state, None | Some(ConsentState::Never)),
        Answer::Undeliverable => state == Some(ConsentState::Undeliverable),
    }
}

/// What is known of everybody by a channel for a purpose.
fn permissions<'a>(book: &'a Book, channel: &Attribute, purpose: &str) -> Option<&'a Permissions> {
    book.permissions.get(&(channel.clone(), purpose.to_owned()))
}

/// Whether the customer at a place may be reached so; what nothing tells is not known.
fn permitted(known: Option<&Permissions>, place: usize) -> PurposeAnswer {
    let answer = known.and_then(|known| known.of.get(place));
    answer.copied().unwrap_or(PurposeAnswer::Unknown)
}

fn happened<'a>(test: EventTest, mine: impl Iterator<Item = &'a Event>) -> bool {
    let (mut times, mut days, mut first, mut last) = (0_u32, 0_u32, i32::MAX, i32::MIN);
    for one in mine {
        times += u32::from(one.is_counted);
        days += 1;
        first = first.min(one.day);
        last = last.max(one.day);
    }
    // A day that is only summed up says that it happened, and nothing about how often.
    let times = times.max(u32::from(days > 0));
    let of = |day: NaiveDate| day.num_days_from_ce();
    match test {
        EventTest::Did => days > 0,
        EventTest::DidNot => days == 0,
        EventTest::AtLeast(wanted) => times >= wanted,
        EventTest::AtMost(wanted) => times <= wanted,
        EventTest::FirstSince(day) => days > 0 && first >= of(day),
        EventTest::FirstBefore(day) => days > 0 && first < of(day),
        EventTest::LastSince(day) => days > 0 && last >= of(day),
        EventTest::LastBefore(day) => days > 0 && last < of(day),
    }
}

/// Whether a source knows a customer as a buyer; nothing where it knows them and does not tell.
fn is_buyer_of(
    book: &Book,
    place: usize,
    source: SourceId,
    told: Option<&BuyersOf>,
) -> Option<bool> {
    if !book.sources.knows(place, source) {
        return Some(false);
    }
    let told = told.filter(|told| told.tells)?;
    Some(told.are.get(place).copied().unwrap_or(false))
}

/// Which names of campaigns, or which products, a condition means, by their number; nothing where any will
/// do.
fn names_meant(book: &Book, event: EventSort, named: &str) -> Option<Vec<bool>> {
    let events = &book.events;
    let products = match event {
        EventSort::Product => products::meant(&events.products, named),
        EventSort::CampaignProduct => products::of_campaign(
            &events.products,
            &events.names,
            &events.campaign_products,
            named,
        ),
        _ => return names_holding(book, named),
    };
    Some(std::iter::once(false).chain(products).collect())
}

/// Which names hold a text, by their number; nothing where any will do.
pub(crate) fn names_holding(book: &Book, named: &str) -> Option<Vec<bool>> {
    let wanted = named.trim().to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    let names = book.events.names.iter();
    Some(
        std::iter::once(false)
            .chain(names.map(|name| name.to_lowercase().contains(&wanted)))
            .collect(),
    )
}

/// Of how many the data does not tell whether they meet a condition.
fn unknown(condition: &Condition, book: &Book, until: NaiveDate) -> u64 {
    let all = book.customers.len() as u64;
    let without = |known: &dyn Fn(usize) -> bool| -> u64 {
        (0..book.customers.len())
            .filter(|place| !known(*place))
            .count() as u64
    };
    match condition {
        Condition::Attribute { attribute, test }
            if !matches!(test, AttributeTest::Filled | AttributeTest::Empty) =>
        {
            let is_day = matches!(test, AttributeTest::Before(_) | AttributeTest::Since(_));
            book.texts.get(attribute).map_or(all, |texts| {
                without(&|place| {
                    texts
                        .of(place)
                        .any(|text| !is_day || day_in(text).is_some())
                })
            })
        }
        Condition::Consent {
            channel,
            answer: Answer::SaidYes | Answer::SaidNo,
        } => book.consents.get(channel).map_or(all, |answers| {
            without(&|place| answers.get(place).copied().flatten().is_some())
        }),
        Condition::ConsentFor {
            channel,
            purpose,
            answer: PurposeAnswer::Yes | PurposeAnswer::No,
        } => {
            let known = permissions(book, channel, purpose);
            without(&|place| permitted(known, place) != PurposeAnswer::Unknown)
        }
        Condition::Source {
            source,
            test: SourceTest::AsBuyer | SourceTest::NotAsBuyer,
        } => {
            let told = book.buyers.get(source);
            without(&|place| is_buyer_of(book, place, *source, told).is_some())
        }
        Condition::Spent {
            limit,
            amount,
            currency,
            days,
        } => {
            let window = Span::back(until, *days);
            without(&|place| {
                let spent = spent(book, place, currency, &window);
                spent.meets(*limit, *amount).is_some()
            })
        }
        _ => 0,
    }
}
