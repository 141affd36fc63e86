//! Conditions as data.

use chrono::NaiveDate;
use rollcall_model::{Attribute, SourceId};
use serde::{Deserialize, Serialize};

/// What must hold of a customer to be in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Condition {
    /// A value they have, or have not.
    Attribute {
        /// Of what.
        attribute: Attribute,
        /// What must hold of it.
        test: AttributeTest,
    },
    /// What they allowed.
    Consent {
        /// By which channel: one of the consent attributes.
        channel: Attribute,
        /// What they answered.
        answer: Answer,
    },
    /// What they allowed for one purpose.
    ConsentFor {
        /// By which channel: one of the consent attributes.
        channel: Attribute,
        /// Code of the purpose.
        purpose: String,
        /// What is known of it.
        answer: PurposeAnswer,
    },
    /// What happened to them.
    Event {
        /// What.
        event: EventSort,
        /// Whether, how often, since when.
        test: EventTest,
        /// Within so many days up to the day that is counted back from; nothing for at any time.
        days: Option<u32>,
        /// Only where the campaign's name holds this, or of a product of this number or name; blank for
        /// any.
        #[serde(default)]
        named: String,
    },
    /// What they spent, in one currency.
    Spent {
        /// At least or at most the amount.
        limit: Limit,
        /// In hundredths of the currency.
        amount: i64,
        /// ISO 4217; blank for amounts that tell none.
        currency: String,
        /// Within so many days; nothing for at any time.
        days: Option<u32>,
    },
    /// Which source knows them.
    Source {
        /// The source.
        source: SourceId,
        /// Whether it does.
        test: SourceTest,
    },
    /// How they stand in the project.
    State {
        /// What.
        state: State,
        /// Whether it must hold, or must not.
        holds: bool,
    },
    /// Whom another list chooses.
    List {
        /// The number of the list, as the project keeps it.
        list: i64,
        /// Whether it must choose them, or must not.
        holds: bool,
    },
    /// Who is behind what a check found.
    Finding {
        /// Code of the check.
        check: String,
        /// Whether they must be, or must not.
        holds: bool,
    },
    /// Several conditions.
    Group {
        /// How many of them must hold.
        joined: Joined,
        /// The conditions.
        conditions: Vec<Condition>,
    },
}

/// What must hold of a value. Letters count the same in both cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "test", content = "value", rename_all = "snake_case")]
pub enum AttributeTest {
    /// There is one.
    Filled,
    /// There is none.
    Empty,
    /// It is this.
    Equals(String),
    /// It is one of these.
    OneOf(Vec<String>),
    /// It begins with this.
    StartsWith(String),
    /// This stands in it.
    Contains(String),
    /// It is a day before this one.
    Before(NaiveDate),
    /// It is this day or a later one.
    Since(NaiveDate),
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $code:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$one])* $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Reads a code.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

codes! {
    /// What somebody answered about a channel.
    Answer {
        /// Said yes.
        SaidYes = "said_yes";
        /// Said no, or complained.
        SaidNo = "said_no";
        /// Did not say no: said yes, said nothing, or was never asked.
        NotNo = "not_no";
        /// Nothing is known of an answer.
        NeverAsked = "never_asked";
        /// Messages come back.
        Undeliverable = "undeliverable";
    }
}

codes! {
    /// What is known of whether somebody may be reached by a channel for a purpose.
    PurposeAnswer {
        /// They said yes to it.
        Yes = "yes";
        /// They said no to it, or messages come back.
        No = "no";
        /// Neither is known; never a yes.
        Unknown = "unknown";
    }
}

codes! {
    /// What can happen to a customer.
    EventSort {
        /// A purchase that holds: not cancelled, not given back, no test.
        Purchase = "purchase";
        /// A message that was sent to them.
        Message = "message";
        /// A visit to a website or an app.
        Visit = "visit";
        /// A ticket they opened.
        Ticket = "ticket";
        /// A product they bought, each order of it once.
        Product = "product";
        /// A product a campaign is about, and they bought.
        CampaignProduct = "campaign_product";
        /// A message of theirs they opened.
        Opened = "opened";
        /// A message of theirs they clicked in.
        Clicked = "clicked";
        /// They signed up: for an account, or in a table of sign-ups.
        SignUp = "sign_up";
        /// They came by a click on an advertisement, with the id its platform gave it.
        AdClick = "ad_click";
    }
}

codes! {
    /// Which side of an amount counts.
    Limit {
        /// This or more.
        AtLeast = "at_least";
        /// This or less.
        AtMost = "at_most";
    }
}

codes! {
    /// Whether a source knows somebody.
    SourceTest {
        /// It does.
        In = "in";
        /// It does not.
        NotIn = "not_in";
        /// It does, and no other.
        OnlyIn = "only_in";
        /// It knows them as somebody who bought.
        AsBuyer = "as_buyer";
        /// It does not: it does not know them, or not as somebody who bought.
        NotAsBuyer = "not_as_buyer";
    }
}

codes! {
    /// How a customer stands in the project.
    State {
        /// Sources disagree about them.
        InConflict = "in_conflict";
        /// A pair of theirs waits for somebody's word.
        InReview = "in_review";
        /// Their e-mail address is of a role, such as info@.
        RoleAddress = "role_address";
        /// They asked to be deleted.
        DeletionRequested = "deletion_requested";
        /// Nothing is known of them but ids that machines read.
        OnlyById = "only_by_id";
        /// Several customers live where they live.
        InHousehold = "in_household";
        /// A link that puts their records together is in doubt, and nobody has looked at it.
        LinkInDoubt = "link_in_doubt";
    }
}

codes! {
    /// How many of several conditions must hold.
    Joined {
        /// All.
        All = "all";
        /// At least one.
        Any = "any";
        /// None.
        None = "none";
    }
}

/// How often something happened, or when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "test", content = "value", rename_all = "snake_case")]
pub enum EventTest {
    /// At least once.
    Did,
    /// Not once.
    DidNot,
    /// So many times or more.
    AtLeast(u32),
    /// So many times or fewer; not once as well.
    AtMost(u32),
    /// For the first time on this day or later.
    FirstSince(NaiveDate),
    /// For the first time before this day.
    FirstBefore(NaiveDate),
    /// For the last time on this day or later.
    LastSince(NaiveDate),
    /// For the last time before this day.
    LastBefore(NaiveDate),
}

impl Condition {
    /// A condition that everybody meets.
    pub fn everybody() -> Self {
        Self::Group {
            joined: Joined::All,
            conditions: Vec::new(),
        }
    }

    /// Goes through this condition and all within it.
    pub fn visit<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        if let Self::Group { conditions, .. } = self {
            for one in conditions {
                one.visit(visit);
            }
        }
    }

    /// The same without groups of a single condition that say no more than it does.
    #[must_use]
    pub fn plain(self) -> Self {
        match self {
            Self::Group { joined, conditions } => {
                let mut conditions: Vec<Self> = conditions.into_iter().map(Self::plain).collect();
                if joined != Joined::None
                    && conditions.len() == 1
                    && let Some(only) = conditions.pop()
                {
                    return only;
                }
                Self::Group { joined, conditions }
            }
            simple => simple,
        }
    }

    /// Whether it counts days back, so that who is in changes with the day.
    pub fn counts_days(&self) -> bool {
        let mut counts = false;
        self.visit(&mut |one| {
            counts |= matches!(
                one,
                Self::Event { days: Some(_), .. } | Self::Spent { days: Some(_), .. }
            );
        });
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::{AttributeTest, Condition, EventSort, EventTest, Joined};
    use rollcall_model::Attribute;

    fn bought(days: u32) -> Condition {
        Condition::Event {
            event: EventSort::Purchase,
            test: EventTest::Did,
            days: Some(days),
            named: String::new(),
        }
    }

    fn all(conditions: Vec<Condition>) -> Condition {
        Condition::Group {
            joined: Joined::All,
            conditions,
        }
    }

    #[test]
    fn groups_that_say_no_more_than_their_condition_are_taken_out() {
        let none = |conditions| Condition::Group {
            joined: Joined::None,
            conditions,
        };
        let both = || all(vec![bought(1), bought(2)]);
        for (condition, plain) in [
            (bought(1), bought(1)),
            (all(vec![all(vec![bought(1)])]), bought(1)),
            (all(vec![both()]), both()),
            (none(vec![all(vec![bought(1)])]), none(vec![bought(1)])),
            (
                none(vec![none(vec![both()])]),
                none(vec![none(vec![both()])]),
            ),
            (Condition::everybody(), Condition::everybody()),
        ] {
            assert_eq!(condition.plain(), plain);
        }
    }

    #[test]
    fn conditions_read_back() {
        let condition = all(vec![
            bought(90),
            Condition::Attribute {
                attribute: Attribute::Country,
                test: AttributeTest::OneOf(vec!["DE".into(), "AT".into()]),
            },
            Condition::Event {
                event: EventSort::Message,
                test: EventTest::AtMost(2),
                days: None,
                named: "Winter".into(),
            },
        ]);
        let text = serde_json::to_string(&condition).expect("written");
        let read: Condition = serde_json::from_str(&text).expect("read");
        assert_eq!(read, condition);
        assert!(condition.counts_days());
        assert!(!Condition::everybody().counts_days());
    }
}
