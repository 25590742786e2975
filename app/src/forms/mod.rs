//! Forms as people fill them in. The server reads what is posted and the browser reads what is typed with the same code, so that
//! both say the same about it.

pub mod check_in;
pub mod number;
pub mod objective;
pub(crate) mod touched;
