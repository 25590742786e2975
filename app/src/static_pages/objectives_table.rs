//! Importing a table of objectives and key results: the form, the preview, and the problems.

use std::collections::BTreeSet;

use leptos::prelude::*;
use okr::import::{Doubt, Target};
use okr::{Board, CycleId, Event, Phase};

use super::people_table::path;
use crate::components::raw_text::raw_text;
use crate::i18n::{Words, t};

/// The state of a submitted table.
#[derive(Clone, Debug, Default)]
pub enum Looked {
    /// No table was sent.
    #[default]
    Nothing,
    /// It was just imported.
    Taken,
    /// Its problems, a sentence each.
    Wrong(Vec<String>),
    /// Its preview.
    Would(Box<Effect>),
}

/// The changes of a table, by names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Possible mistakes, a sentence each.
    doubts: Vec<String>,
    objectives: Vec<String>,
    key_results: Vec<String>,
    /// New teams, as paths from the company.
    teams: Vec<String>,
    people: Vec<String>,
    /// Existing objectives and key results that would change.
    changed: Vec<String>,
    alignments: usize,
    check_ins: usize,
    /// Whether nothing would change.
    idle: bool,
}

impl Effect {
    /// Computed from the events that would follow, on the current board.
    pub fn of(words: Words, board: &Board, events: &[Event], doubts: &[Doubt]) -> Self {
        let mut after = board.clone();
        for event in events {
            after.apply(event);
        }
        let mut effect =
            Self { doubts: doubts.iter().map(|doubt| words.doubt(doubt)).collect(), idle: events.is_empty(), ..Self::default() };
        let mut changed = BTreeSet::new();
        for event in events {
            match event {
                Event::ObjectiveCreated(objective) => effect.objectives.push(objective.title.clone()),
                Event::KeyResultCreated { key_result, .. } => effect.key_results.push(key_result.title.clone()),
                Event::TeamAdded(team) => effect.teams.push(path(&after, team.id)),
                Event::PersonAdded(person) => effect.people.push(person.name.clone()),
                Event::Aligned { .. } => effect.alignments += 1,
                Event::CheckedIn { .. } => effect.check_ins += 1,
                Event::RowImported { row, .. } => {
                    // Whatever doesn't exist yet is listed above as new.
                    changed.extend(match row.target {
                        Target::Objective(id) => board.objective(id).map(|objective| objective.title.clone()).ok(),
                        Target::KeyResult(id) => board.key_result(id).map(|key_result| key_result.title.clone()).ok(),
                    });
                }
                _ => {}
            }
        }
        effect.changed = changed.into_iter().collect();
        effect
    }
}

impl Words {
    /// A possible mistake in a table, as a question.
    pub fn doubt(self, doubt: &Doubt) -> String {
        match doubt {
            Doubt::AlmostTheSame(one, other) => t!(self, "import.names_alike", one = one, other = other),
            Doubt::FarOff { line, title, value } => {
                t!(self, "import.far_off", line = line, title = title, value = okr::decimal::written(*value))
            }
        }
    }
}

/// The submitted values, to show again.
#[derive(Clone, Copy, Debug, Default)]
pub struct SentTable<'a> {
    /// The chosen cycle.
    pub cycle: Option<CycleId>,
    /// The table as text.
    pub table: &'a str,
    /// The reason for changes to running objectives and key results.
    pub reason: &'a str,
}

/// The cycles that can be imported into: the open ones, running ones first.
pub fn open_cycles(board: &Board) -> Vec<(CycleId, String)> {
    let mut cycles: Vec<_> = board.cycles.values().filter(|cycle| cycle.accepts_changes().is_ok()).collect();
    cycles.sort_by_key(|cycle| (cycle.phase != Phase::Running, std::cmp::Reverse(cycle.first_day), cycle.last_day));
    cycles.into_iter().map(|cycle| (cycle.id, cycle.name.clone())).collect()
}

/// The page.
pub fn objectives_table(words: Words, board: &Board, sent: SentTable<'_>, looked: &Looked) -> AnyView {
    let company = board.company().map(|company| company.name.clone()).unwrap_or_default();
    let some_team = board.teams.values().find(|team| team.parent.is_some()).map_or(company, |team| path(board, team.id));
    let example = format!(
        "type,ref,parent,team,owner,title,baseline,target,value\nobjective,O1,,{some_team},Ada Lin,…,,,\nkey_result,K1,O1,,Ada Lin,…,10,30,12"
    );
    let cycles = open_cycles(board);
    let wrong = matches!(looked, Looked::Wrong(_));
    let choices = cycles.iter().map(|(id, name)| {
        view! { <option value=id.to_string() selected=sent.cycle == Some(*id)>{name.clone()}</option> }.into_any()
    });
    let form = if cycles.is_empty() {
        view! { <p class="empty">{words.translate("import.no_cycle")}</p> }.into_any()
    } else {
        view! {
            <form method="post" action="/import" enctype="multipart/form-data" class="fields">
                <div class="field">
                    <label for="cycle">{words.translate("import.cycle")}</label>
                    <select id="cycle" name="cycle">{choices.collect_view()}</select>
                </div>
                <div class="field">
                    <label for="file">{words.translate("import.file_field")}</label>
                    <input id="file" name="file" r#type="file" accept=".csv,.txt,.tsv,text/csv" aria-describedby=wrong.then_some("wrong")/>
                </div>
                <div class="field">
                    <label for="table">{words.translate("people.import_text")}</label>
                    <textarea id="table" name="table" rows="8" spellcheck="false" placeholder=example
                        aria-describedby=wrong.then_some("wrong")>{raw_text(sent.table)}</textarea>
                </div>
                <div class="field">
                    <label for="reason">{words.translate("reason.label")}</label>
                    <textarea id="reason" name="reason" rows="2" aria-describedby="reason-hint">{raw_text(sent.reason)}</textarea>
                    <p class="hint" id="reason-hint">{words.translate("import.reason_hint")}</p>
                </div>
                <button class="button primary">{words.translate("people.import_look")}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <div class="page form-page wide objectives-table">
            <header>
                <h1>{words.translate("import.title")}</h1>
                <p>{words.translate("import.why")}</p>
            </header>
            {match looked {
                Looked::Nothing => None,
                Looked::Taken => Some(view! {
                    <p class="done" role="status">{words.translate("import.taken")}" "<a class="link" href="/">{words.translate("import.see")}</a></p>
                }.into_any()),
                Looked::Wrong(sentences) => Some(problems(words, sentences)),
                Looked::Would(effect) => Some(would(words, sent, effect)),
            }}
            {form}
            <ul class="rules">
                <li>{words.translate("import.rule_columns")}</li>
                <li>{t!(words, "import.rule_objective", example = some_team)}</li>
                <li>{words.translate("import.rule_key_result")}</li>
                <li>{words.translate("import.rule_again")}</li>
            </ul>
        </div>
    }
    .into_any()
}

fn problems(words: Words, sentences: &[String]) -> AnyView {
    view! {
        <section class="wrong" id="wrong" role="alert" tabindex="-1" autofocus=true>
            <p>{words.translate("import.wrong")}</p>
            <ul>{items(sentences)}</ul>
        </section>
    }
    .into_any()
}

fn items(lines: &[String]) -> AnyView {
    lines.iter().map(|line| view! { <li><bdi>{line.clone()}</bdi></li> }.into_any()).collect_view().into_any()
}

/// The preview and the button that applies it, with the same table.
fn would(words: Words, sent: SentTable<'_>, effect: &Effect) -> AnyView {
    let part = |key: &str, names: &[String]| {
        (!names.is_empty()).then(|| {
            view! {
                <details open=names.len() <= 20>
                    <summary>{words.fill(key, &[("n", names.len().to_string())])}</summary>
                    <ul>{items(names)}</ul>
                </details>
            }
            .into_any()
        })
    };
    let counts = (effect.alignments + effect.check_ins > 0).then(|| {
        let (alignments, check_ins) = (effect.alignments, effect.check_ins);
        view! { <p>{t!(words, "import.counts", alignments = alignments, check_ins = check_ins)}</p> }.into_any()
    });
    let doubts = (!effect.doubts.is_empty())
        .then(|| view! { <h3>{words.translate("import.check")}</h3> <ul class="doubts">{items(&effect.doubts)}</ul> }.into_any());
    let take = (!effect.idle).then(|| {
        view! {
            <form method="post" action="/import" enctype="multipart/form-data">
                <input r#type="hidden" name="cycle" value=sent.cycle.map(|cycle| cycle.to_string())/>
                <input r#type="hidden" name="table" value=sent.table.to_owned()/>
                <input r#type="hidden" name="reason" value=sent.reason.to_owned()/>
                <button class="button primary" name="take" value="yes">{words.translate("people.import_take")}</button>
            </form>
        }
        .into_any()
    });
    view! {
        <section class="made" role="status">
            <h2>{words.translate("import.would")}</h2>
            {effect.idle.then(|| view! { <p>{words.translate("people.import_idle")}</p> })}
            {doubts}
            {part("import.objectives", &effect.objectives)}
            {part("import.key_results", &effect.key_results)}
            {part("import.teams", &effect.teams)}
            {part("import.people", &effect.people)}
            {part("import.changed", &effect.changed)}
            {counts}
            {take}
        </section>
    }
    .into_any()
}
