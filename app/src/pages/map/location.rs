//! The address of the view that is shown, so that it can be shared.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::address::{NOTHING, joined};
use super::ground::Ground;
use super::screen;

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
