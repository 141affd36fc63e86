//! One agreed record a customer: survivorship, conflicts, lineage.
