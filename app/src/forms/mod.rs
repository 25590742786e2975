//! Form parsing shared by the server, for posted forms, and the browser, for typed input, so that both give the same
//! messages.

pub mod check_in;
pub mod number;
pub mod objective;
pub(crate) mod touched;
