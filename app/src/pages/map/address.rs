//! The address of a view: what is folded, what is unfolded, what is looked at, beside what links brought along. So that a view can be
//! sent to someone.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use okr::ObjectiveId;

use super::ground::Ground;
use super::screen;

/// What is folded in when somebody has unfolded everything: a map whose address is silent rests with its deep levels folded in.
const NOTHING: &str = "none";

impl Ground {
    /// Keeps the address in step, so that this view can be sent to someone. Lasts as long as the page.
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

/// Ids in an address are parted by dots. What is no id is passed over.
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
