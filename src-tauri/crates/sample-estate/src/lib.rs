//! The generator of the sample estate, Harbour & Pine. Development only.
