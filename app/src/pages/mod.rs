//! The pages, one module each.

pub mod check_in;
pub mod explain;
pub mod map;
pub mod not_found;
pub mod objective;
pub mod overview;
pub mod parts;
