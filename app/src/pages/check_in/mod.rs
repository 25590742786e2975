//! The check-in page: the reader's due key results, one card at a time, designed for phones.

mod card;
mod confidence;
mod done;
mod draft;
mod filling;
mod form;
mod note;
mod preview;
mod rest;
mod round;
mod sending;
mod step;
mod value;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::flow::Anew;
use crate::components::page_title::PageTitle;
use crate::i18n::words;
use crate::live::live;
use crate::memo::memo;
use round::Round;

/// The page. With `?kr=` it begins with this key result, even if it isn't due.
#[component]
pub(crate) fn CheckInPage() -> impl IntoView {
    let words = words();
    let live = live();
    let query = use_query_map();
    let wanted = memo(move || query.read().get("kr").and_then(|id| id.parse().ok()));
    view! {
        <PageTitle about=move || words.translate("check_in.page").to_owned()/>
        <Anew about=move || live.reader.map(|reader| (reader, wanted.get())) let((reader, wanted))>
            <Round reader wanted/>
        </Anew>
        {live.reader.is_none().then(|| view! { <Nobody/> }.into_any())}
    }
}

/// The page without a reader: nothing is due.
#[component]
fn Nobody() -> impl IntoView {
    let words = words();
    view! {
        <div class="check-in page">
            <h1>{words.translate("check_in.page")}</h1>
            <div class="empty">
                <p>{words.translate("check_in.nobody")}</p>
                <a class="button primary" rel="external" href="/continue-as?back=/check-in">{words.translate("check_in.choose")}</a>
            </div>
        </div>
    }
}
