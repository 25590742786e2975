//! The cycle of a page. It is part of the address, so that a view can be shared.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use okr::{Cycle, CycleId};

use crate::live::{chosen_cycle, live};
use crate::memo::memo;
use crate::opening::Opening;

/// The page's cycle.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The chosen cycle; `None` while the organisation has none.
    pub(crate) cycle: Memo<Option<Cycle>>,
    /// The cycle in the address, if there is one.
    wanted: Memo<Option<CycleId>>,
}

/// The place of this page.
pub(crate) fn place() -> Place {
    expect_context()
}

impl Place {
    /// Reads it from the address. Needs the router's context.
    pub(crate) fn new(opening: &Opening) -> Self {
        let live = live();
        let query = use_query_map();
        let fallback = opening.cycle;
        let wanted = memo(move || query.read().get("cycle").and_then(|id| id.parse().ok()));
        let cycle = memo(move || chosen_cycle(&live.board.read(), wanted.get().or(fallback), &live.moment.read()));
        Self { cycle, wanted }
    }

    /// An address with the chosen cycle.
    pub(crate) fn to(self, path: &str) -> String {
        with_cycle(path, self.wanted.get())
    }
}

/// An address with a cycle in its query, before its fragment.
fn with_cycle(path: &str, cycle: Option<CycleId>) -> String {
    let Some(id) = cycle else { return path.to_owned() };
    let (path, fragment) = path.split_once('#').map_or((path, String::new()), |(path, fragment)| (path, format!("#{fragment}")));
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}cycle={id}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cycle_stands_in_the_query_whatever_else_an_address_has() {
        let id = CycleId(uuid::Uuid::nil());
        for (path, with) in [
            ("/map", format!("/map?cycle={id}")),
            ("/map?view=outline", format!("/map?view=outline&cycle={id}")),
            ("/objectives/x#kr-y", format!("/objectives/x?cycle={id}#kr-y")),
            ("/map?view=outline#unaligned", format!("/map?view=outline&cycle={id}#unaligned")),
        ] {
            assert_eq!(with_cycle(path, Some(id)), with);
            assert_eq!(with_cycle(path, None), path);
        }
    }
}
