//! The teams page, for administrators.

use leptos::prelude::*;
use okr::{Board, Team, TeamDraft, TeamId};

use super::form::{Typed, whole};
use super::meanwhile::{base, clashes};
use crate::i18n::{Words, t};
use crate::order::sort_by_name;

/// What the page shows.
pub struct Teams<'a> {
    /// The board with all teams.
    pub board: &'a Board,
    /// The form to show again, if there is one: of a team, or of a new one.
    pub typed: (Option<TeamId>, Typed<'a>),
    /// Whether a change was just saved.
    pub saved: bool,
}

/// The tree of teams, each with an edit form, and a form for a new team.
pub fn teams(words: Words, page: Teams<'_>) -> AnyView {
    let Teams { board, typed: (whose, typed), saved } = page;
    let tree = tree(board);
    let new = if whose.is_none() { typed } else { Typed::default() };
    let rows = tree.iter().map(|(depth, team)| {
        let typed = if whose == Some(team.id) { typed } else { Typed::default() };
        row(words, board, &tree, *depth, team, typed)
    });
    view! {
        <div class="page form-page wide people teams">
            <header>
                <h1>{words.translate("teams.title")}</h1>
                <p>{words.translate("teams.why")}</p>
            </header>
            {saved.then(|| view! { <p class="done" role="status">{words.translate("people.saved")}</p> })}
            <ul>{rows.collect_view()}</ul>
            <section class="section">
                <header><h2>{words.translate("teams.add")}</h2></header>
                <form method="post" action="/teams" class="fields">
                    {whole(new)}
                    {fields(words, &tree, None, new)}
                    <button class="button primary">{words.translate("teams.add")}</button>
                </form>
            </section>
        </div>
    }
    .into_any()
}

fn row(words: Words, board: &Board, tree: &[(usize, &Team)], depth: usize, team: &Team, typed: Typed<'_>) -> AnyView {
    let there = || board.people.values().filter(|person| !person.deactivated);
    let members = there().filter(|person| person.teams.contains(&team.id)).count();
    let leads: Vec<_> = there().filter(|person| person.leads.contains(&team.id)).map(|person| person.name.clone()).collect();
    let led = (!leads.is_empty()).then(|| t!(words, "teams.led_by", who = leads.join(words.translate("audit.and"))));
    let id = team.id;
    let remove = team.parent.map(|_| {
        view! {
            <form method="post" action=format!("/teams/{id}/remove")>
                <button class="button" aria-label=format!("{}: {}", words.translate("teams.remove"), team.name)>{words.translate("teams.remove")}</button>
            </form>
        }
        .into_any()
    });
    view! {
        // Custom properties would need style attributes, which the policy of pages without scripts forbids.
        <li class=format!("depth-{}", depth.min(6))>
            <details open=typed.0.is_some()>
                <summary>
                    <b>{team.name.clone()}</b>
                    <span class="dim">{t!(words, "teams.members", n = members)}{led.map(|led| format!(" · {led}"))}</span>
                </summary>
                <form method="post" action=format!("/teams/{id}") class="fields">
                    {whole(typed)}
                    {base(&TeamDraft::of(team), typed)}
                    {clashes(words, typed)}
                    {fields(words, tree, Some(team), typed)}
                    <button class="button primary">{words.translate("people.save")}</button>
                </form>
                {remove}
            </details>
        </li>
    }
    .into_any()
}

/// A team's name and parent. A page has many of these forms, so element ids contain the team's id.
fn fields(words: Words, tree: &[(usize, &Team)], team: Option<&Team>, typed: Typed<'_>) -> AnyView {
    let suffix = team.map_or_else(|| "new".to_owned(), |team| team.id.to_string());
    let (name_id, parent_id) = (format!("name-{suffix}"), format!("parent-{suffix}"));
    let name = typed.text("name").or_else(|| team.map(|team| team.name.clone())).unwrap_or_default();
    let problem = typed.problem("name");
    let wrong = problem.is_some();
    let usual = team.and_then(|team| team.parent).or_else(|| tree.first().map(|(_, root)| root.id));
    let options = tree.iter().filter(|(_, other)| team.is_none_or(|team| team.id != other.id)).map(|(depth, other)| {
        let id = other.id.to_string();
        let chosen = typed.chosen("parent", &id, usual == Some(other.id));
        let label = format!("{}{}", "\u{2003}".repeat(*depth), other.name);
        view! { <option value=id selected=chosen>{label}</option> }.into_any()
    });
    // The company has no parent.
    let above = team.is_none_or(|team| team.parent.is_some()).then(|| {
        view! {
            <div class="field">
                <label for=parent_id.clone()>{words.translate("teams.above")}</label>
                <select id=parent_id.clone() name="parent">{options.collect_view()}</select>
            </div>
        }
        .into_any()
    });
    view! {
        <div class="row">
            <div class="field">
                <label for=name_id.clone()>{words.translate("teams.name")}</label>
                <input id=name_id.clone() name="name" value=name required=true autocomplete="off" maxlength="300"
                    aria-invalid=wrong.then_some("true") aria-describedby=wrong.then(|| format!("{name_id}-wrong")) autofocus=wrong/>
                {problem.map(|problem| view! { <p class="wrong" id=format!("{name_id}-wrong")>{problem}</p> })}
            </div>
            {above}
        </div>
    }
    .into_any()
}

/// All teams in tree order with their depth; siblings by name.
fn tree(board: &Board) -> Vec<(usize, &Team)> {
    let mut found = Vec::new();
    let below = |parent: Option<TeamId>| {
        let mut below: Vec<&Team> = board.teams.values().map(AsRef::as_ref).filter(|team| team.parent == parent).collect();
        // The last one is popped first.
        sort_by_name(&mut below, |team| &team.name, |team| team.id);
        below.reverse();
        below
    };
    let mut ahead: Vec<(usize, &Team)> = below(None).into_iter().map(|team| (0, team)).collect();
    while let Some((depth, team)) = ahead.pop() {
        found.push((depth, team));
        ahead.extend(below(Some(team.id)).into_iter().map(|team| (depth + 1, team)));
    }
    found
}
