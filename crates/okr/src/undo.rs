//! Inverse commands.
