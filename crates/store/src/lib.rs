//! Persistence: the tables, which hold the current state, and the journal, which holds its history.
//!
//! [`Store`] reads; only [`Ledger`] writes. [`Inspection`] checks and backs up a database from outside. Commands are
//! sent to [`Ledger::commit`]; one writer decides them with [`okr::decide`], changes the tables, appends to the
//! journal, and answers once that is on disk. Committed entries appear on [`Ledger::board`] and
//! [`Ledger::subscribe`], in the order of the journal and without gaps.
//!
//! Every statement is written once, in SQL that SQLite and PostgreSQL share (`statement`). What is specific to one
//! (SQLite's file, lock and pragmas; PostgreSQL's connections, lock and notifications) is in the modules `sqlite` and
//! `postgres`; `database` abstracts over them. On PostgreSQL several processes may share a
//! database: each follows what the others write.

mod accounts;
mod administrators;
mod backup;
mod checkpoint;
mod database;
mod devices;
mod error;
mod error_codes;
mod files;
mod findings;
mod identities;
mod inspection;
mod journal;
mod ledger;
mod migrations;
mod on;
mod postgres;
pub mod private;
mod restore;
#[cfg(feature = "seeded-bugs")]
mod seeded;
mod sign_in_events;
mod sqlite;
mod statement;
mod stats;
mod store;
mod subject;
mod tables;
mod trouble;
mod unknown_entry;

pub use accounts::{Access, Accounts, MfaChallenge, Pass, Purpose, SecondFactor, Session, SharedSecret, TokenHash};
pub use error::StoreError;
pub use findings::Findings;
pub use identities::Flow;
pub use inspection::Inspection;
pub use ledger::{Clock, CommitError, Ledger, Published, Receipt, Reloads, SeedError, Standing};
pub use restore::restore;
pub use sign_in_events::{SignInEvent, SignInKind};
pub use stats::Stats;
pub use store::Store;
pub use tables::check_in::Recorded;
pub use trouble::Trouble;
