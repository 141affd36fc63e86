//! Journeys on the sample estate, through the same engine as the window.

mod reading;
mod sample;
