//! Values in one consistent form, one family of values a file.
