//! Quality hints while writing.
