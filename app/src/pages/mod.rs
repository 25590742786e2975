//! The pages, one module each.

pub(crate) mod check_in;
pub(crate) mod explain;
pub(crate) mod map;
pub(crate) mod not_found;
pub(crate) mod objective;
pub(crate) mod overview;
pub(crate) mod parts;
