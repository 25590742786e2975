//! The only way to write. Commands are queued; a single writer takes all waiting ones, decides each, writes them in
//! one transaction, and answers.

mod checkpointer;
mod clock;
mod error;
mod follower;
mod handle;
mod message;
mod published;
mod receipt;
mod reloads;
mod request;
mod write_batch;
mod writer;

pub use self::clock::Clock;
pub use self::error::{CommitError, SeedError};
pub use self::follower::Standing;
pub use self::handle::Ledger;
pub use self::published::Published;
pub use self::receipt::Receipt;
pub use self::reloads::Reloads;
