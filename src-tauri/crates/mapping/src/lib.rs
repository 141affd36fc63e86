//! Columns of a source become attributes of the common schema: suggest, check, apply.
//!
//! [`suggest`] looks at a header, some rows and the file's name, and says what each column is, with
//! how sure it is and why. Known exports are recognised by their [`Recipe`]; everything else by the
//! words of the header in seven languages and by the values. [`Mapper`] puts a mapping to work,
//! [`carry_over`] finds its columns again in next month's file, [`to_text`] and [`from_text`] carry
//! it to another project. Everything here is pure: the same input gives the same answer.

mod agree;
mod answers;
mod apply;
mod beside;
mod bounces;
mod by_recipe;
mod by_values;
mod campaign_kind;
mod carry_over;
mod children;
mod choices;
mod claims;
mod clock;
mod code_shape;
mod consent_log;
mod content;
mod date_shape;
mod dated_answers;
mod deals;
mod decide;
mod decimal;
mod detect;
mod devices;
mod dialled;
mod doubts;
mod edition;
mod error;
mod file_words;
mod fold;
mod handles;
mod happening;
mod hashed;
mod header_words;
mod heard;
mod keys;
mod mail_shape;
mod meaning;
mod meanings;
mod message_deeds;
mod notes;
mod own_attribute;
mod own_columns;
mod own_recipe;
mod passages;
mod pattern;
mod possible;
mod purchases;
mod reading_change;
mod recipe;
mod recipe_files;
mod refunds;
mod remark;
mod role;
mod role_attributes;
mod said_role;
mod same_requests;
mod seen;
mod sent_to;
mod somebodys;
mod source_name;
mod suggest;
mod text;
mod tickets;
mod town_lines;
mod two_families;
mod type_prefix;
mod whose_name;
mod word_lists;
mod words;
mod yes_no;

pub use apply::{Mapper, apply, is_in_doubt};
pub use beside::is_permission;
pub use by_values::is_unread;
pub use carry_over::{HeaderChange, carry_over, header_fingerprint};
pub use choices::{AttributeChoice, attribute_choices};
pub use dated_answers::dated_answers;
pub use decide::custom_name;
pub use edition::Edition;
pub use error::MappingError;
pub use file_words::series_of;
pub use heard::columns_heard;
pub use meanings::{
    MeaningChoice, SaidMeaning, is_coded, is_understood, meaning_choices, meaning_label,
    request_meaning, said_meaning, with_meanings,
};
pub use message_deeds::{message_deed, tells_of_messages};
pub use notes::unheard_remarks;
pub use own_attribute::{OwnAttributeError, own_attribute};
pub use own_columns::OWN_COLUMNS;
pub use own_recipe::{HeaderFit, OwnRecipe};
pub use possible::{PlainAnswer, may_permit, plain_answer};
pub use reading_change::{ReadingChange, reading_change};
pub use recipe::{Recipe, RecipeBook, RecipeConfidence};
pub use role::POINTS_TO_NOBODY;
pub use said_role::read_as;
pub use sent_to::columns_sent_to;
pub use somebodys::{holds_a_name, may_be_somebodys, names_a_thing};
pub use source_name::source_words;
pub use suggest::{Suggestion, TableSketch, open_questions, suggest, suggest_with};
pub use text::{from_text, to_text};
