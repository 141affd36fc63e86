//! Who is in a list: conditions people can read, kept as data, and decided column by column.
//!
//! A [`Condition`] is what a person builds on the screen; [`sentence`] says it in plain words. [`Book`]
//! holds what is known of all customers, one column a question, prepared by whoever can read the
//! project. [`choose`] decides a condition for all of them at once, [`funnel`] tells what each condition
//! leaves. No file, no clock: the day from which days are counted back is passed in.

mod choose;
mod condition;
mod events;
mod facts;
mod faults;
mod kept;
mod products;
mod purpose;
mod sent;
mod sentence;
mod span;
mod spent;
mod template;
mod untold;

pub use choose::{Step, choose, funnel};
pub use condition::{
    Answer, AttributeTest, Condition, EventSort, EventTest, Joined, Limit, PurposeAnswer,
    SourceTest, State,
};
pub use events::{Event, Events, Happened, Money, Named, told_once};
pub use facts::{Book, BuyersOf, SourceSets, Texts};
pub use faults::{fault_of, fault_of_whole};
pub use kept::WhatTablesTell;
pub use products::Product;
pub use purpose::{
    ChannelPurpose, Permissions, purpose_label, purpose_of, purposes, purposes_asked,
};
pub use sent::sent_nothing;
pub use sentence::{Names, sentence};
pub use template::{LastDays, TEMPLATES, Template, TemplateSources};
pub use untold::untold;
