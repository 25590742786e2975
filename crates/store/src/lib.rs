//! Where Plumbline remembers: the tables, which hold what is true, and the journal, which holds how it came to be so.
//!
//! [`Store`] reads; [`Ledger`] writes, and nothing else does. [`Inspection`] looks at a database from beside it: what is wrong with it,
//! and a backup. A command goes in through [`Ledger::commit`]; one writer decides it with
//! [`okr::decide`], changes the tables, appends to the journal, and answers once all of it is on the disk. What was committed shows on
//! [`Ledger::board`] and on [`Ledger::subscribe`], in the order of the journal and without gaps.
//!
//! Every statement is written once, in words that SQLite and PostgreSQL share. What is SQLite's alone (its file, its lock, its pragmas,
//! its error codes) is in the module `sqlite`.

mod error;
mod inspection;
mod journal;
mod ledger;
mod sqlite;
mod statement;
mod store;
mod subject;
mod tables;

pub use error::{StoreError, Trouble};
pub use inspection::{Findings, Inspection, restore};
pub use ledger::{Clock, CommitError, Ledger, Published, Receipt, SeedError};
pub use store::{Stats, Store};
pub use tables::check_in::Recorded;
