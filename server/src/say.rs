//! Results, to stdout.

use std::fmt;
use std::io::{ErrorKind, Write as _, stdout};

/// Prints a line to stdout, as `println!` does, and goes on if nobody reads it any more: behind `| head -1`, what was asked for is done all
/// the same.
macro_rules! say {
    ($($line:tt)*) => { $crate::say::print(format_args!("{}\n", format_args!($($line)*))) };
}
pub(crate) use say;

/// Prints a text to stdout at once.
pub(crate) fn print(text: fmt::Arguments<'_>) {
    let mut out = stdout().lock();
    if let Err(error) = out.write_fmt(text).and_then(|()| out.flush())
        && error.kind() != ErrorKind::BrokenPipe
    {
        tracing::warn!(%error, "stdout can't be written to");
    }
}
