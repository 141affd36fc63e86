//! Probabilistic record linkage for customers: blocking, comparison, training, scoring, clustering, explanation.
