//! What the test programs share: where things are, and how to run the command line.

pub mod checkout;
pub mod rollcall;
