//! What the overview's address says besides the cycle, so that each view works without JavaScript and can be shared.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::memo::memo;

/// The page of what needs attention, from 1.
pub(super) const ATTENTION: &str = "attention";
/// The team that is opened in the strip.
pub(super) const TEAM: &str = "team";
/// A part of the names of the teams in the strip.
pub(super) const NAME: &str = "name";

/// A field of the address.
pub(super) fn field<T: std::str::FromStr + PartialEq + Send + Sync + 'static>(name: &'static str) -> Memo<Option<T>> {
    let query = use_query_map();
    memo(move || query.read().get_str(name).and_then(|text| text.parse().ok()))
}

/// This address with other values of some fields, and without those that have none; `section` is scrolled to.
pub(super) fn with(query: &ParamsMap, fields: &[(&'static str, Option<String>)], section: &str) -> String {
    let mut query = query.clone();
    for (name, value) in fields {
        query.remove(name);
        if let Some(value) = value {
            query.insert(*name, value.clone());
        }
    }
    format!("/{}#{section}", query.to_query_string())
}
