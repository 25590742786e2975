//! The tables of the current state. Each module implements both directions: how an event changes its tables, and how
//! they are read.

mod alignment;
pub(crate) mod check_in;
mod cycle;
mod import;
mod key_result;
mod load;
mod objective;
mod organisation;
mod values;
mod write;

pub(crate) use self::load::{load, people};
pub(crate) use self::values::unknown;
pub(crate) use self::write::write;
