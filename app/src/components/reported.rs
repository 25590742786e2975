//! How many of the key results behind a total have been reported on.

use leptos::prelude::*;
use okr::Standing;

use crate::i18n::{t, words};

/// `2/3`, shown until all of them have been reported on: key results without a report count as zero.
#[component]
pub(crate) fn Reported(standing: Memo<Standing>) -> impl IntoView {
    let words = words();
    move || {
        let Standing { reported, key_results, .. } = standing.get();
        (reported < key_results).then(|| {
            let said = t!(words, "objective.reported", reported = reported, n = key_results);
            view! {
                <small class="reported dim" translate="no" title=said.clone()>
                    <span aria-hidden="true">{format!("{reported}/{key_results}")}</span>
                    <span class="visually-hidden">{said.clone()}</span>
                </small>
            }
            .into_any()
        })
    }
}
