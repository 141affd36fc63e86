//! Journeys on the sample estate, through the same engine as the window.

mod again;
mod careful;
mod columns;
mod consent;
mod erased;
mod estate;
mod fails_late;
mod hostile;
mod incremental;
mod inventory;
mod killed;
mod lists;
mod measured;
mod overrides;
mod pasted;
mod planted;
mod readiness;
mod reading;
mod ruled;
mod sample;
mod twice;
mod undone;
