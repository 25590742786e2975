//! The frame around each page.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::cycle_axis::CycleAxis;
use super::person::initials;
use super::search::Search;
use crate::focus;
use crate::i18n::words;
use crate::live::{Link, live};
use crate::opening::{Opening, Theme};
use crate::place::place;

/// The plumb line, the product's logo.
#[component]
pub(crate) fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 16 28" aria-hidden="true">
            <path d="M8 0v17" stroke="currentColor" stroke-width="1.6"></path>
            <path d="M3 16h10l-1.5 5L8 28l-3.5-7z" fill="currentColor"></path>
        </svg>
    }
}

/// Navigation, header and page.
#[component]
pub(crate) fn Frame(children: Children) -> impl IntoView {
    let words = words();
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            focus::leave_page();
        }
        now
    });
    // The router would treat the skip link as navigation and not move the focus.
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus::go_to_page();
    };
    view! {
        <a class="skip" href="#page" on:click=skip>{words.translate("frame.skip")}</a>
        <div class="app">
            <Rail/>
            <div>
                <header class="top">
                    <CycleAxis/>
                    <div class="end">
                        <Search/>
                        <LinkState/>
                    </div>
                </header>
                <main id="page" tabindex="-1">{children()}</main>
            </div>
        </div>
    }
}

/// The state of the live connection. When signed out, it links to sign-in in a new tab, because this page may hold
/// unsaved input.
#[component]
fn LinkState() -> impl IntoView {
    let (words, live) = (words(), live());
    let said = move || match live.connection.link.get() {
        Link::Opening => None,
        Link::Live => Some("link.live"),
        Link::Lost => Some("link.lost"),
        Link::SignedOut => Some("link.signed_out"),
        Link::Outdated => Some("link.outdated"),
    };
    view! {
        <span class="link-state" data-link=move || live.connection.link.get().key() role="status">
            <span>{move || said().map(|key| words.translate(key))}</span>
            {move || match live.connection.link.get() {
                Link::SignedOut => view! { <a class="link" href="/account" target="_blank" rel="external">{words.translate("link.sign_in")}</a> }.into_any(),
                Link::Outdated => view! { <a class="link" href="" rel="external">{words.translate("link.reload")}</a> }.into_any(),
                _ => ().into_any(),
            }}
        </span>
    }
}

#[component]
fn Rail() -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let path = use_location().pathname;
    let current = move |page: &'static str| move || (path.get() == page).then_some("page");
    let due = move || live.reader.map_or(0, |reader| okr::numbers::due(&live.board.read(), reader, live.moment.get()).len());
    view! {
        <div class="rail">
            <a class="brand" href=move || place.to("/")><Mark/>{words.translate("product.name")}</a>
            <nav aria-label=words.translate("frame.pages")>
                <a href=move || place.to("/") aria-current=current("/")>{words.translate("page.overview")}</a>
                <a href=move || place.to("/map") aria-current=current("/map")>{words.translate("page.map")}</a>
                <a href=move || place.to("/check-in") aria-current=current("/check-in")>
                    {words.translate("page.check_in")}
                    {move || (due() > 0).then(|| view! { <span class="count" translate="no">{due()}<span class="visually-hidden">" "{words.translate("check_in.due_short")}</span></span> }.into_any())}
                </a>
            </nav>
            <Reader/>
        </div>
    }
}

/// The reader, and their preferences.
#[component]
fn Reader() -> impl IntoView {
    let words = words();
    let live = live();
    let opening: Arc<Opening> = expect_context();
    let (language, theme) = (opening.language, opening.theme);
    let name = move || live.reader().map(|person| person.name);
    let is_admin = untrack(move || live.reader()).is_some_and(|person| person.roles.admin);
    let may_import = live.reader.is_some_and(|reader| {
        okr::Actor::Person(reader).may(&live.board.read_untracked(), okr::Action::Import, okr::Subject::Organisation).is_ok()
    });
    let path = use_location();
    let back = move || {
        format!(
            "{}{}",
            path.pathname.get(),
            if path.search.get().is_empty() { String::new() } else { format!("?{}", path.search.get()) }
        )
    };
    let open = RwSignal::new(false);
    let menu = NodeRef::<leptos::html::Details>::new();
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            focus::go_on_at("who".to_owned());
        }
    };
    view! {
        <details class="who" node_ref=menu prop:open=open on:keydown=escape
            on:toggle=move |_| if let Some(menu) = menu.get_untracked() { open.set(menu.open()); }>
            <summary id="who">
                <span class="avatar" translate="no" aria-hidden="true">{move || name().map(|name| initials(&name))}</span>
                <span class="name" translate="no">{move || name().unwrap_or_else(|| words.translate("reader.nobody").to_owned())}</span>
            </summary>
            <form method="post" action="/preferences" class="fields">
                <input type="hidden" name="back" value=back/>
                <div class="field">
                    <label for="language">{words.translate("reader.language")}</label>
                    <select id="language" name="language">
                        <option value="en" lang="en" selected=language == okr::Language::English>"English"</option>
                        <option value="zh-Hans" lang="zh-Hans" selected=language == okr::Language::Chinese>"简体中文"</option>
                    </select>
                </div>
                <div class="field">
                    <label for="theme">{words.translate("reader.theme")}</label>
                    <select id="theme" name="theme">
                        <option value="auto" selected=theme == Theme::Auto>{words.translate("theme.auto")}</option>
                        <option value="light" selected=theme == Theme::Light>{words.translate("theme.light")}</option>
                        <option value="dark" selected=theme == Theme::Dark>{words.translate("theme.dark")}</option>
                    </select>
                </div>
                <button class="button">{words.translate("reader.save")}</button>
                <ul class="ways">
                    <li><a class="link" rel="external" href="/account">{words.translate("frame.account")}</a></li>
                    {may_import.then(|| view! { <li><a class="link" rel="external" href="/import">{words.translate("frame.import")}</a></li> }.into_any())}
                    {is_admin.then(|| view! { <li><a class="link" rel="external" href="/people">{words.translate("frame.people")}</a></li> }.into_any())}
                    {opening.open_door.then(|| view! { <li><a class="link" rel="external" href="/continue-as">{words.translate("reader.change")}</a></li> }.into_any())}
                </ul>
            </form>
        </details>
    }
}
