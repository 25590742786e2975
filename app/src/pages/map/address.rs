//! The ids of cards in an address: folded and unfolded branches, and the current card.

use std::collections::BTreeSet;

use leptos_router::params::ParamsMap;
use okr::ObjectiveId;

/// The value when all branches are unfolded: without a value, deep levels are folded.
pub(super) const NOTHING: &str = "none";

/// Ids in an address are separated by dots. Invalid ids are ignored.
pub(super) fn ids(query: &ParamsMap, key: &str) -> BTreeSet<ObjectiveId> {
    query.get(key).into_iter().flat_map(|ids| ids.split('.').filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect()
}

/// The ids as they are written into an address; `None` if there are none.
pub(super) fn joined(ids: &BTreeSet<ObjectiveId>) -> Option<String> {
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
