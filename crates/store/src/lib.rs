//! Where Plumbline remembers: the tables, which hold what is true, and the journal, which holds how it came to be so.
//!
//! [`Store`] reads; [`Ledger`] writes, and nothing else does. [`Inspection`] looks at a database from beside it: what is wrong with it,
//! and a backup. A command goes in through [`Ledger::commit`]; one writer decides it with
//! [`okr::decide`], changes the tables, appends to the journal, and answers once all of it is on the disk. What was committed shows on
//! [`Ledger::board`] and on [`Ledger::subscribe`], in the order of the journal and without gaps.
//!
//! Every statement is written once, in words that SQLite and PostgreSQL share (`statement`). What belongs to one alone (SQLite's file, its
//! lock and its pragmas; PostgreSQL's connections, its lock and its bell; the error codes of each) is in the modules `sqlite` and
//! `postgres`; `database` is whichever of them it is. On PostgreSQL many processes may work on one database: each follows what the others
//! write.

mod accounts;
mod administrators;
mod database;
mod devices;
mod error;
mod identities;
mod inspection;
mod journal;
mod ledger;
mod postgres;
pub mod private;
mod restore;
#[cfg(feature = "seeded-bugs")]
mod seeded;
mod sign_in_events;
mod sqlite;
mod statement;
mod store;
mod subject;
mod tables;

pub use accounts::{Access, Accounts, MfaChallenge, Pass, Purpose, SecondFactor, Session, SharedSecret, TokenHash};
pub use error::{StoreError, Trouble};
pub use identities::Flow;
pub use inspection::{Findings, Inspection};
pub use ledger::{Clock, CommitError, Ledger, Published, Receipt, Reloads, SeedError, Standing};
pub use restore::restore;
pub use sign_in_events::{SignInEvent, SignInKind};
pub use store::{Stats, Store};
pub use tables::check_in::Recorded;
