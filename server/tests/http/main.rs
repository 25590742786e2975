//! The server as a browser meets it: a real router over a real database, with a clock that stands still.

mod assets;
mod bad_input;
mod forms;
mod guards;
mod live;
mod pages;
mod shutdown;
mod support;
