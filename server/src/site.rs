//! What every request is answered from.

use std::sync::Arc;

use app::desk::Office;
use store::{Ledger, Store};

use crate::assets::Assets;
use crate::bell::Bell;
use crate::clock::Clock;

/// The ledger, the clock, the files and the bell. Cheap to copy; everything in it is a handle.
#[derive(Clone)]
pub struct Site {
    pub(crate) office: Office,
    pub(crate) clock: Clock,
    pub(crate) assets: Arc<Assets>,
    pub(crate) bell: Bell,
}

impl Site {
    /// Puts the parts together.
    pub fn new(store: Store, ledger: Ledger, clock: Clock, assets: Assets, bell: Bell) -> Self {
        let (times, ids) = (clock.clone(), clock.clone());
        let office =
            Office { ledger, store, moment: Arc::new(move |board| times.moment(board)), new_id: Arc::new(move || ids.new_id()) };
        Self { office, clock, assets: Arc::new(assets), bell }
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").finish_non_exhaustive()
    }
}
