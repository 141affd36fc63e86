//! The estate as its readers find it.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod reading;
mod traps;
mod whole;
