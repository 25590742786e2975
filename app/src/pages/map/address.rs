//! The address of a view: folded and unfolded branches and the current card, besides the other parameters. So a view
//! can be shared.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use okr::ObjectiveId;

use super::ground::Ground;
use super::screen;

/// The value when all branches are unfolded: without a value, deep levels are folded.
const NOTHING: &str = "none";

impl Ground {
    /// Keeps the address up to date while the page exists, so that the view can be shared.
    pub(super) fn keep_address(self) {
        Effect::new(move |_| {
            let address = format!("/map{}", self.query(|_| {}).to_query_string());
            screen::replace_address(&address);
        });
    }

    /// The address of this view with its query changed.
    pub(super) fn address(self, change: impl FnOnce(&mut ParamsMap)) -> String {
        format!("/map{}", self.query(change).to_query_string())
    }

    fn query(self, change: impl FnOnce(&mut ParamsMap)) -> ParamsMap {
        let mut query = self.query.get();
        let state = [
            ("fold", self.folded.read().as_ref().map(|folded| joined(folded).unwrap_or_else(|| NOTHING.to_owned()))),
            ("kr", joined(&self.opened.read())),
            ("at", self.at.get().map(|id| id.to_string())),
        ];
        for (key, value) in state {
            match value {
                Some(value) => query.replace(key, value),
                None => drop(query.remove(key)),
            }
        }
        change(&mut query);
        query
    }
}

/// Ids in an address are separated by dots. Invalid ids are ignored.
pub(super) fn ids(query: &ParamsMap, key: &str) -> BTreeSet<ObjectiveId> {
    query.get(key).into_iter().flat_map(|ids| ids.split('.').filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect()
}

fn joined(ids: &BTreeSet<ObjectiveId>) -> Option<String> {
    (!ids.is_empty()).then(|| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("."))
}

#[cfg(test)]
mod tests {
    use okr::fixtures::{MARKETS, RENEW};

    use super::*;

    #[test]
    fn what_is_written_into_an_address_is_read_from_it_again() {
        let folded = BTreeSet::from([RENEW, MARKETS]);
        let query = ParamsMap::from_iter([("fold", joined(&folded).unwrap())]);
        assert_eq!(ids(&query, "fold"), folded);
        assert_eq!(joined(&BTreeSet::new()), None);
        assert_eq!(ids(&ParamsMap::from_iter([("fold", NOTHING)]), "fold"), BTreeSet::new());
    }

    #[test]
    fn what_is_no_id_is_passed_over() {
        let query = ParamsMap::from_iter([("fold", format!("nonsense.{RENEW}..%"))]);
        assert_eq!(ids(&query, "fold"), BTreeSet::from([RENEW]));
        assert_eq!(ids(&query, "kr"), BTreeSet::new());
    }
}
