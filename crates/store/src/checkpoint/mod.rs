//! Checkpoints: stored boards, so that the board of an earlier entry is at hand without replaying the whole journal.
//!
//! A checkpoint is a cache of what the journal leads to. It is never the only copy of anything, and can be deleted at
//! any time.

mod board_at;
mod encoding;
mod places;
mod stored;
mod wire;

pub(crate) use self::board_at::{board_at, difference};
pub(crate) use self::places::places;
pub(crate) use self::stored::{insert, list, remove, remove_all, remove_older};
