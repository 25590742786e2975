//! Output of results to stdout.

use std::fmt;
use std::io::{ErrorKind, Write as _, stdout};

/// Prints a line to stdout like `println!`, but ignores a closed stdout: with `| head -1`, the command still
/// completes.
macro_rules! say {
    ($($line:tt)*) => { $crate::say::print(format_args!("{}\n", format_args!($($line)*))) };
}
pub(crate) use say;

/// Prints and flushes text to stdout.
pub(crate) fn print(text: fmt::Arguments<'_>) {
    let mut out = stdout().lock();
    if let Err(error) = out.write_fmt(text).and_then(|()| out.flush())
        && error.kind() != ErrorKind::BrokenPipe
    {
        tracing::warn!(%error, "stdout can't be written to");
    }
}
