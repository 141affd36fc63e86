//! What a list adds to a customer for a message that refers to what they bought and when they read.

use rollcall_model::Attribute;

/// Names of the attributes such a list adds, each a custom one of a [`crate::Person`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Personal {
    /// The first product of the last order.
    LastProduct,
    /// What kind of product that is.
    LastCategory,
    /// Every product of the last order.
    LastProducts,
    /// How many pieces the last order had.
    LastPieces,
    /// In how many orders that product was bought.
    TimesBought,
    /// How many orders.
    Orders,
    /// The day of the first order.
    FirstBought,
    /// The day of the last order.
    LastBought,
    /// What goes with the last product, by the map of the people here.
    GoesWith,
    /// The weekday with most openings.
    BestWeekday,
    /// The hour with most openings.
    BestHour,
    /// How many openings are known.
    Openings,
}

impl Personal {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::LastProduct,
        Self::LastCategory,
        Self::LastProducts,
        Self::LastPieces,
        Self::TimesBought,
        Self::Orders,
        Self::FirstBought,
        Self::LastBought,
        Self::GoesWith,
        Self::BestWeekday,
        Self::BestHour,
        Self::Openings,
    ];

    /// The attribute of a person it stands under.
    pub fn attribute(self) -> Attribute {
        Attribute::Custom(
            match self {
                Self::LastProduct => "Last product",
                Self::LastCategory => "Category of the last product",
                Self::LastProducts => "Products of the last order",
                Self::LastPieces => "Pieces of the last order",
                Self::TimesBought => "Times the last product was bought",
                Self::Orders => "Orders with a product",
                Self::FirstBought => "First order with a product",
                Self::LastBought => "Last order with a product",
                Self::GoesWith => "Goes with the last product",
                Self::BestWeekday => "Best weekday",
                Self::BestHour => "Best hour",
                Self::Openings => "Openings counted",
            }
            .into(),
        )
    }
}
