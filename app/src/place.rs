//! Where in the organisation a page stands: which cycle it looks at. It is part of the address, so that a view can be sent to someone.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use okr::{Cycle, CycleId};

use crate::live::{chosen_cycle, live};
use crate::memo::memo;
use crate::opening::Opening;

/// The cycle that the page looks at.
#[derive(Clone, Copy)]
pub struct Place {
    /// The chosen cycle; `None` while the organisation has none.
    pub cycle: Memo<Option<Cycle>>,
    /// The cycle that the address names, if it names one.
    wanted: Memo<Option<CycleId>>,
}

/// The place of this page.
pub fn place() -> Place {
    expect_context()
}

impl Place {
    /// Reads it off the address. Only inside the router.
    pub fn new(opening: &Opening) -> Self {
        let live = live();
        let query = use_query_map();
        let fallback = opening.cycle;
        let wanted = memo(move || query.read().get("cycle").and_then(|id| id.parse().ok()));
        let cycle = memo(move || chosen_cycle(&live.board.read(), wanted.get().or(fallback), &live.moment.read()));
        Self { cycle, wanted }
    }

    /// An address that keeps the chosen cycle.
    pub fn to(self, path: &str) -> String {
        match self.wanted.get() {
            None => path.to_owned(),
            Some(id) if path.contains('?') => format!("{path}&cycle={id}"),
            Some(id) => format!("{path}?cycle={id}"),
        }
    }
}
