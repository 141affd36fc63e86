//! Journeys on the sample estate, through the same engine as the window.

mod again;
mod careful;
mod columns;
mod compared;
mod consent;
mod decided;
mod erased;
mod estate;
mod grouped;
mod hostile;
mod incremental;
mod inventory;
mod killed;
mod lists;
mod measured;
mod older;
mod overrides;
mod pasted;
mod planted;
mod readiness;
mod reading;
mod reagreed;
mod ruled;
mod sample;
mod twice;
mod undone;
