//! How many of the key results behind a sum were reported on.

use leptos::prelude::*;
use okr::Standing;

use crate::i18n::words;
use crate::t;

/// `2/3`, as long as not all of them were: what nobody has reported on counts as nothing yet.
#[component]
pub fn Reported(standing: Memo<Standing>) -> impl IntoView {
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
