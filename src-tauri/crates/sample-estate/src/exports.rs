//! The exports, one system a file.

pub(crate) mod app;
pub(crate) mod crm;
pub(crate) mod eventbrite;
pub(crate) mod figures;
pub(crate) mod loyalty_cards;
pub(crate) mod marketing;
pub(crate) mod newsletter;
pub(crate) mod shop_customers;
pub(crate) mod shop_orders;
pub(crate) mod stripe;
pub(crate) mod tickets;
pub(crate) mod till;
pub(crate) mod visits;
