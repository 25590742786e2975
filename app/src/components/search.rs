//! Search for objectives, key results, teams and people: `Ctrl/⌘ K`.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use okr::Board;

use super::health::HealthMark;
use crate::composition::is_composing;
use crate::i18n::words;
use crate::live::live;
use crate::memo::memo;
use crate::place::place;
use crate::sought::sought;

/// The largest number of results.
const MOST: usize = 12;

/// A search result.
#[derive(Clone, Debug, PartialEq)]
struct Find {
    title: String,
    /// Its kind, which selects a translation key.
    kind: Kind,
    /// The team or objective it belongs to.
    under: String,
    health: okr::Health,
    path: String,
    rank: u8,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Objective,
    KeyResult,
    Team,
    Person,
}

/// The matches of `query`: titles that start with it first, then those with a word that does, then those that contain
/// it.
fn find(board: &Board, standings: &okr::Standings, query: &str) -> Vec<Find> {
    let query = sought(query);
    if query.is_empty() {
        return Vec::new();
    }
    let rank = |text: &str| {
        let text = sought(text);
        if text.starts_with(&query) {
            Some(0)
        } else if text.split_whitespace().any(|word| word.starts_with(&query)) {
            Some(1)
        } else {
            text.contains(&query).then_some(2)
        }
    };
    let team_name = |id| board.team(id).map(|team| team.name.clone()).unwrap_or_default();
    let objectives = board.objectives.values().filter_map(|objective| {
        Some(Find {
            rank: rank(&objective.title)?,
            title: objective.title.clone(),
            kind: Kind::Objective,
            under: team_name(objective.team),
            health: standings.objective(objective.id).health,
            path: format!("/objectives/{}", objective.id),
        })
    });
    let key_results = board.key_results.values().filter_map(|key_result| {
        Some(Find {
            rank: rank(&key_result.title)?,
            title: key_result.title.clone(),
            kind: Kind::KeyResult,
            under: board.objective(key_result.objective).map(|objective| objective.title.clone()).unwrap_or_default(),
            health: standings.key_result(key_result.id).health,
            path: format!("/objectives/{}#kr-{}", key_result.objective, key_result.id),
        })
    });
    let teams = board.teams.values().filter_map(|team| {
        Some(Find {
            rank: rank(&team.name)?,
            title: team.name.clone(),
            kind: Kind::Team,
            under: team.parent.map(team_name).unwrap_or_default(),
            health: okr::Health::NoData,
            path: format!("/map?view=outline&team={}", team.id),
        })
    });
    let people = board.people.values().filter_map(|person| {
        Some(Find {
            rank: rank(&person.name)?,
            title: person.name.clone(),
            kind: Kind::Person,
            under: person.teams.iter().chain(&person.leads).next().map(|team| team_name(*team)).unwrap_or_default(),
            health: okr::Health::NoData,
            path: format!("/map?view=outline&owner={}", person.id),
        })
    });
    let mut finds: Vec<_> = objectives.chain(key_results).chain(teams).chain(people).collect();
    finds.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.title.chars().count().cmp(&b.title.chars().count())));
    finds.truncate(MOST);
    finds
}

/// The button in the header, and the search dialog.
#[component]
pub(crate) fn Search() -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let navigate = use_navigate();
    let dialog = NodeRef::<html::Dialog>::new();
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let finds = memo(move || find(&live.board.read(), &live.standings.read(), &query.read()));

    let open = move || {
        query.set(String::new());
        at.set(0);
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    #[cfg(feature = "hydrate")]
    {
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                open();
            }
        });
        on_cleanup(move || handle.remove());
    }

    let go = StoredValue::new(move |find: &Find| {
        close();
        navigate(&place.to(&find.path), leptos_router::NavigateOptions::default());
    });
    let keys = move |event: leptos::ev::KeyboardEvent| {
        // Enter that ends an input-method composition selects characters, not a result.
        if is_composing(&event) {
            return;
        }
        let count = finds.read_untracked().len();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(find) = finds.read_untracked().get(at.get_untracked()) {
                    go.with_value(|go| go(find));
                }
            }
            // The browser would first clear the field, and close the dialog only at the second press.
            "Escape" => close(),
            _ => return,
        }
        event.prevent_default();
        show(at.get_untracked());
    };

    view! {
        <button type="button" class="find" on:click=move |_| open() aria-haspopup="dialog">
            {words.translate("search.find")}<kbd>"Ctrl K"</kbd>
        </button>
        <dialog class="search" node_ref=dialog aria-label=words.translate("search.find")>
            <input type="search" role="combobox" aria-controls="finds" aria-autocomplete="list"
                aria-expanded=move || (!finds.read().is_empty()).to_string()
                aria-activedescendant=move || (!finds.read().is_empty()).then(|| format!("find-{}", at.get()))
                aria-label=words.translate("search.find") placeholder=words.translate("search.what") autocomplete="off"
                prop:value=query on:input=move |event| { query.set(event_target_value(&event)); at.set(0); } on:keydown=keys/>
            <ul id="finds" role="listbox" aria-label=words.translate("search.found")>
                {move || finds.get().into_iter().enumerate().map(|(index, find)| {
                    let target = find.clone();
                    let kind = match find.kind {
                        Kind::Objective => words.translate("kind.objective"),
                        Kind::KeyResult => words.translate("kind.key_result"),
                        Kind::Team => words.translate("kind.team"),
                        Kind::Person => words.translate("kind.person"),
                    };
                    view! {
                        <li id=format!("find-{index}") role="option" aria-selected=move || (at.get() == index).to_string()
                            on:click=move |_| go.with_value(|go| go(&target)) on:pointermove=move |_| at.set(index)>
                            <HealthMark health=find.health/>
                            <span>{find.title}<br/><small>{find.under}</small></span>
                            <small>{kind}</small>
                        </li>
                    }.into_any()
                }).collect_view()}
            </ul>
            {move || (finds.read().is_empty() && !query.read().trim().is_empty()).then(|| view! { <p class="none" role="status">{words.translate("search.nothing")}</p> }.into_any())}
        </dialog>
    }
}

/// Scrolls the list so that a result is visible.
#[cfg(feature = "hydrate")]
fn show(index: usize) {
    use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

    if let Some(find) = document().get_element_by_id(&format!("find-{index}")) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        find.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The server doesn't scroll.
#[cfg(not(feature = "hydrate"))]
const fn show(_: usize) {}

#[cfg(test)]
mod tests {
    use okr::fixtures::*;
    use okr::{Command, ObjectiveDraft, Standings};

    use super::*;

    /// The titles found in the Aurora fixture, in which one objective has this title.
    fn found(title: &str, query: &str) -> Vec<String> {
        let mut aurora = Fixture::aurora();
        let draft = ObjectiveDraft { title: title.into(), ..ObjectiveDraft::of(aurora.board.objective(LISBON).unwrap()) };
        aurora.does(EXECUTIVE, Command::EditObjective { id: LISBON, draft, base: None, reason: "A better word".into() });
        find(&aurora.board, &Standings::of(&aurora.board, aurora.at), query).into_iter().map(|find| find.title).collect()
    }

    #[test]
    fn a_search_finds_a_title_however_its_accents_are_spelt_and_in_any_letter_case() {
        let title = "Caf\u{e9}s in \u{c5}rhus";
        for query in ["caf\u{e9}s", "Cafe\u{301}s", " CAFE\u{301}S IN A\u{30a}rhus ", "a\u{30a}rh", "\u{212b}rhus"] {
            assert_eq!(found(title, query), [title], "{query:?}");
        }
        assert_eq!(found(title, "cafes in"), [""; 0], "another letter is another word");
        assert_eq!(found("在里斯本开业 ＯＫ", "里斯本"), ["在里斯本开业 ＯＫ"]);
    }
}
