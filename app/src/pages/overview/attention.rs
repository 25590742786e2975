//! What needs attention, worst first, with the reasons.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use okr::numbers::{Attention, Company};
use okr::{Board, Health, Thing};

use super::query::{self, ATTENTION};
use super::why;
use crate::components::flow::{For, Show};
use crate::components::health::HealthMark;
use crate::components::person::name_of;
use crate::i18n::{Words, t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// How many are shown at first.
const FIRST: usize = 6;
/// How many are on a page, those shown at first among them.
const PAGE: usize = 50;

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq)]
struct Paged {
    /// From 0.
    page: usize,
    items: Vec<Attention>,
    /// Of all pages.
    total: usize,
}

impl Paged {
    /// The page of this number, from 1; the last one if there are fewer.
    fn of(all: &[Attention], wanted: usize) -> Self {
        let last = all.len().saturating_sub(1) / PAGE;
        let page = wanted.saturating_sub(1).min(last);
        Self { page, items: all.iter().skip(page * PAGE).take(PAGE).copied().collect(), total: all.len() }
    }

    /// How many are shown at first: of a page that was asked for all.
    const fn first(&self) -> usize {
        if self.page == 0 { FIRST } else { PAGE }
    }

    const fn is_last(&self) -> bool {
        (self.page + 1) * PAGE >= self.total
    }
}

/// The section.
#[component]
pub(crate) fn NeedsAttention(company: Memo<Company>) -> impl IntoView {
    let (words, live) = (words(), live());
    let wanted = query::field::<usize>(ATTENTION);
    let paged = memo(move || Paged::of(&company.read().attention, wanted.get().unwrap_or(1)));
    let items = move |from: usize, to: usize| {
        let each = move || {
            let (board, paged) = (live.board.read(), paged.read());
            paged.items.iter().take(to).skip(from).filter_map(|attention| Line::of(words, &board, attention)).collect::<Vec<_>>()
        };
        view! { <ul><For each key=Line::clone let(line)><Item line/></For></ul> }.into_any()
    };
    let first = memo(move || paged.read().first());
    view! {
        <section class="section attention" aria-labelledby="attention">
            <header><h2 id="attention">{words.translate("overview.needs_attention")}</h2></header>
            <Show when=move || paged.read().total == 0>
                <p class="empty">{words.translate("overview.all_quiet")}</p>
            </Show>
            {move || items(0, first.get())}
            <Show when=move || { paged.read().items.len() > first.get() }>
                <details>
                    <summary class="link">{move || t!(words, "overview.more", n = paged.read().total - first.get())}</summary>
                    {move || items(first.get(), PAGE)}
                    <Pages paged/>
                </details>
            </Show>
            <Show when=move || { paged.read().page > 0 }><Pages paged/></Show>
        </section>
    }
}

/// The links to the pages before and after.
#[component]
fn Pages(paged: Memo<Paged>) -> impl IntoView {
    let words = words();
    let address = use_query_map();
    let to =
        move |page: usize| query::with(&address.read(), &[(ATTENTION, (page > 0).then(|| (page + 1).to_string()))], "attention");
    let shown = move || {
        let paged = paged.read();
        let (from, to) = (paged.page * PAGE + 1, paged.page * PAGE + paged.items.len());
        t!(words, "overview.page", from = from, to = to, n = paged.total)
    };
    view! {
        <Show when=move || { paged.read().total > PAGE }>
            <nav class="pages" aria-label=words.translate("overview.needs_attention")>
                <Show when=move || { paged.read().page > 0 }>
                    <a rel="prev" href=move || to(paged.read().page - 1)>{words.translate("overview.previous")}</a>
                </Show>
                <span class="dim">{shown}</span>
                <Show when=move || !paged.read().is_last()>
                    <a rel="next" href=move || to(paged.read().page + 1)>{words.translate("overview.next")}</a>
                </Show>
            </nav>
        </Show>
    }
}

/// An item as it is shown.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Line {
    health: Health,
    title: String,
    path: String,
    why: String,
    owner: String,
}

impl Line {
    /// `None` if it isn't on the board.
    fn of(words: Words, board: &Board, attention: &Attention) -> Option<Self> {
        let (title, path, owner) = match attention.thing {
            Thing::Objective(id) => {
                let objective = board.objective(id).ok()?;
                (objective.title.clone(), format!("/objectives/{id}"), Some(objective.owner))
            }
            Thing::KeyResult(id) => {
                let key_result = board.key_result(id).ok()?;
                let owner = || board.objective(key_result.objective).ok().map(|objective| objective.owner);
                let path = format!("/objectives/{}#kr-{id}", key_result.objective);
                (key_result.title.clone(), path, key_result.owner.or_else(owner))
            }
            _ => return None,
        };
        let why = why::sentence(words, board, attention.thing, &attention.why);
        Some(Self { health: attention.health, title, path, why, owner: name_of(board, owner) })
    }
}

#[component]
fn Item(line: Line) -> impl IntoView {
    let place = place();
    let Line { health, title, path, why, owner } = line;
    view! {
        <li>
            <HealthMark health/>
            <h3><a href=move || place.to(&path)>{title}</a></h3>
            <p>{why}" "<span class="dim">{owner}</span></p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use okr::numbers::Why;

    use super::*;

    fn some(count: usize) -> Vec<Attention> {
        let one =
            |days| Attention { thing: Thing::Team(okr::fixtures::COMPANY), health: Health::Stale, why: Why::Silent { days } };
        (0..count).map(|days| one(u32::try_from(days).unwrap())).collect()
    }

    #[test]
    fn every_item_is_on_one_page_and_a_page_that_is_gone_is_the_last() {
        let all = some(120);
        let pages: Vec<_> = (1..=3).map(|page| Paged::of(&all, page)).collect();
        assert_eq!(pages.iter().flat_map(|page| page.items.clone()).collect::<Vec<_>>(), all);
        assert_eq!(pages.iter().map(Paged::is_last).collect::<Vec<_>>(), [false, false, true]);
        assert_eq!(Paged::of(&all, 99), pages[2]);
        assert_eq!(Paged::of(&all, 0), pages[0]);
        assert_eq!(Paged::of(&[], 5), Paged::default());
        assert!(Paged::of(&some(PAGE), 1).is_last());
    }
}
