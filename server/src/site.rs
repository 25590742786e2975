//! The shared state of all request handlers.

use std::sync::{Arc, Mutex, PoisonError};

use app::error::AppError;
use app::order::Order;
use okr::{Board, Envelope, PersonId};
use service::{Principal, Service};
use store::{Accounts, Ledger, Receipt, Store};

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

/// The service over a ledger and a store.
pub(crate) fn service(ledger: Ledger, store: Store, clock: &Clock) -> Service {
    let (times, ids) = (clock.clone(), clock.clone());
    Service {
        ledger,
        store,
        moment: Arc::new(move |board| times.moment(board)),
        knows_time_zone: |name| name.parse::<chrono_tz::Tz>().is_ok(),
        new_id: Arc::new(move || ids.new_id()),
    }
}

impl Site {
    /// Assembles the state.
    pub fn new(store: Store, ledger: Ledger, clock: Clock, assets: Assets, lifecycle: Lifecycle, front: AuthConfig) -> Self {
        let auth = Auth::new(front, Accounts::new(store.clone()), clock.clone());
        let service = service(ledger, store, &clock);
        Self { service, auth, clock, assets: Arc::new(assets), lifecycle, probe: Probe::default(), ordered: Arc::default() }
    }

    /// Commits a command of a person.
    ///
    /// # Errors
    /// What the client may see of the reason.
    pub(crate) async fn commit(&self, person: PersonId, envelope: Envelope) -> Result<Receipt, AppError> {
        let committed = self.service.commit(Principal::Person(person), envelope).await;
        committed.map_err(|error| AppError::of(&self.service, error))
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
        self.auth.sessions.watch(self.service.ledger).await;
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").finish_non_exhaustive()
    }
}
