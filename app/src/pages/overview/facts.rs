//! The organisation in four numbers.

use leptos::prelude::*;
use okr::explain::Of;
use okr::numbers::Company;

use crate::components::percent::{Percent, progress_of};
use crate::place::place;
use crate::t;
use crate::words::words;

/// Company progress beside what was expected; how much was updated this week; what needs attention; what is unaligned.
#[component]
pub fn Facts(company: Memo<Company>) -> impl IntoView {
    let words = words();
    let place = place();
    let progress = Signal::derive(move || company.read().progress);
    view! {
        <dl class="facts">
            <div>
                <dt>{words.say("overview.company_progress")}</dt>
                <dd>
                    {move || place.cycle.get().map(|cycle| view! { <Percent figure=progress_of(Of::Company(cycle.id)) value=progress/> }.into_any())}
                    <small>{move || company.read().expected.map(|expected| t!(words, "overview.of_expected", expected = words.percent(Some(expected))))}</small>
                </dd>
            </div>
            <div>
                <dt>{words.say("overview.updated")}</dt>
                <dd>{move || words.number(f64::from(company.read().updated))}<small>"/"{move || words.number(f64::from(company.read().key_results))}</small></dd>
            </div>
            <div>
                <dt>{words.say("overview.need_attention")}</dt>
                <dd>{move || company.read().attention.len()}</dd>
            </div>
            <div>
                <dt>{words.say("overview.unaligned")}</dt>
                <dd><a href=move || place.to("/map?view=outline#unaligned")>{move || company.read().unaligned}</a></dd>
            </div>
        </dl>
    }
}
