//! The shared state of all request handlers.

use std::sync::{Arc, Mutex, PoisonError};

use app::order::Order;
use okr::Board;
use service::Service;
use store::{Ledger, Store};

use crate::assets::Assets;
use crate::auth::{Auth, AuthConfig};
use crate::clock::Clock;
use crate::health::Probe;
use crate::lifecycle::Lifecycle;

/// The ledger, authentication, clock, assets and lifecycle. Cheap to clone; everything in it is a handle.
#[derive(Clone)]
pub struct Site {
    pub(crate) service: Service,
    pub(crate) auth: Auth,
    pub(crate) clock: Clock,
    pub(crate) assets: Arc<Assets>,
    pub(crate) lifecycle: Lifecycle,
    pub(crate) probe: Probe,
    /// The cached order of people and teams.
    ordered: Arc<Mutex<Ordered>>,
}

/// An order, and what it was computed for.
#[derive(Default)]
struct Ordered {
    people: okr::Map<okr::PersonId, okr::Person>,
    teams: okr::Map<okr::TeamId, okr::Team>,
    order: Arc<Order>,
}

impl Site {
    /// Assembles the state.
    pub fn new(store: Store, ledger: Ledger, clock: Clock, assets: Assets, lifecycle: Lifecycle, front: AuthConfig) -> Self {
        let service = Service::new(store, ledger, clock.clone());
        Self {
            service,
            auth: Auth::new(front),
            clock,
            assets: Arc::new(assets),
            lifecycle,
            probe: Probe::default(),
            ordered: Arc::default(),
        }
    }

    /// The order of a board's people and teams, computed again only when one of them changes.
    pub(crate) fn order(&self, board: &Board) -> Arc<Order> {
        let mut kept = self.ordered.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.people.ptr_eq(&board.people) || !kept.teams.ptr_eq(&board.teams) {
            let order = Arc::new(Order::of(board));
            *kept = Ordered { people: board.people.clone(), teams: board.teams.clone(), order };
        }
        kept.order.clone()
    }

    /// Polls for sessions that ended elsewhere, for as long as the server runs.
    pub async fn watch_sessions(self) {
        self.service.sessions().clone().watch(self.service.ledger.clone()).await;
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").finish_non_exhaustive()
    }
}
