//! Four key figures of the organisation.

use leptos::prelude::*;
use okr::explain::Of;
use okr::numbers::Company;

use crate::components::figure::{expected_of, progress_of};
use crate::components::percent::Percent;
use crate::i18n::{t, words};
use crate::place::place;

/// Company progress beside the expected one; updates this week; what needs attention; what is unaligned.
#[component]
pub(crate) fn Facts(company: Memo<Company>) -> impl IntoView {
    let words = words();
    let place = place();
    let progress = Signal::derive(move || company.read().progress);
    let expected = Signal::derive(move || company.read().expected);
    // Key results without a report count as zero, which is stated.
    let reported = move || {
        let company = company.read();
        (company.reported < company.key_results)
            .then(|| format!(" · {}", t!(words, "objective.reported", reported = company.reported, n = company.key_results)))
    };
    view! {
        <dl class="facts">
            <div>
                <dt>{words.translate("overview.company_progress")}{reported}</dt>
                <dd translate="no">
                    {move || place.cycle.get().map(|cycle| view! { <Percent figure=progress_of(Of::Company(cycle.id)) value=progress/> }.into_any())}
                    {move || place.cycle.get().filter(|_| expected.get().is_some()).map(|cycle| view! {
                        <small><Percent figure=expected_of(Of::Company(cycle.id)) value=expected/>" "{words.translate("overview.expected")}</small>
                    }.into_any())}
                </dd>
            </div>
            <div>
                <dt>{words.translate("overview.updated")}</dt>
                <dd translate="no">{move || words.number(f64::from(company.read().updated))}<small>"/"{move || words.number(f64::from(company.read().key_results))}</small></dd>
            </div>
            <div>
                <dt>{words.translate("overview.need_attention")}</dt>
                <dd translate="no">{move || company.read().attention.len()}</dd>
            </div>
            <div>
                <dt>{words.translate("overview.unaligned")}</dt>
                <dd translate="no"><a href=move || place.to("/map?view=outline#unaligned")>{move || company.read().unaligned}</a></dd>
            </div>
        </dl>
    }
}
