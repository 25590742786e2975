//! A chart of progress over the cycle: the actual and the expected line, with a plumb line at today.

use chrono::NaiveDate;
use leptos::prelude::*;
use okr::numbers::clamped;
use okr::{KeyResultId, ObjectiveId};

use crate::components::flow::Show;
use crate::components::health::health_key;
use crate::i18n::words;
use crate::live::live;
use crate::memo::memo;

/// The size of the drawing in its own units.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 180.0;
/// The space above and below for the plumb line's head and bob.
const ABOVE: f64 = 10.0;
const BELOW: f64 = 8.0;
/// The levels that are drawn, and whether they are labelled.
const LEVELS: [(f64, bool); 5] = [(0.0, true), (0.25, false), (0.5, true), (0.75, false), (1.0, true)];

/// The lines to draw.
#[derive(Clone, Debug, Default, PartialEq)]
struct Lines {
    first: NaiveDate,
    last: NaiveDate,
    today: NaiveDate,
    actual: Vec<(NaiveDate, f64)>,
    expected: Vec<(NaiveDate, f64)>,
    health: okr::Health,
}

impl Lines {
    fn x(&self, day: NaiveDate) -> f64 {
        let days = (self.last - self.first).num_days().max(1) as f64;
        ((day - self.first).num_days() as f64 / days).clamp(0.0, 1.0) * WIDTH
    }

    fn path(&self, points: &[(NaiveDate, f64)]) -> String {
        points.iter().map(|(day, value)| format!("{:.1},{:.1}", self.x(*day), y(*value))).collect::<Vec<_>>().join(" ")
    }
}

fn y(value: f64) -> f64 {
    HEIGHT - clamped(value) * (HEIGHT - 16.0)
}

/// The value of a line on a day, interpolated between its corners.
fn on_day(corners: &[(NaiveDate, f64)], day: NaiveDate) -> Option<f64> {
    let after = corners.partition_point(|(corner, _)| *corner <= day);
    let (from, value) = *corners.get(after.checked_sub(1)?)?;
    let Some((to, next)) = corners.get(after) else { return Some(value) };
    let way = (day - from).num_days() as f64 / (*to - from).num_days() as f64;
    Some(value + way * (next - value))
}

/// The objective's chart, with the same data as a table for screen readers.
#[component]
pub(super) fn Chart(id: ObjectiveId) -> impl IntoView {
    let words = words();
    let live = live();
    let lines = memo(move || {
        let board = live.board.read();
        let at = live.moment.get();
        let cycle = board.cycle(board.objective(id).ok()?.cycle).ok()?;
        let actual: Vec<_> =
            okr::numbers::history(&board, id, at).into_iter().filter_map(|(day, value)| Some((day, value?))).collect();
        Some(Lines {
            first: cycle.first_day,
            last: cycle.last_day,
            today: at.today,
            actual,
            expected: okr::numbers::expected_line(&board, id, at),
            health: live.standings.read().objective(id).health,
        })
    });
    view! {
        <section class="section" aria-labelledby="chart">
            <header><h2 id="chart">{words.translate("chart.title")}</h2><span class="dim">{words.translate("chart.legend")}</span></header>
            {move || lines.get().map(|lines| view! { <Drawing lines/> }.into_any())}
        </section>
    }
}

/// A key result's chart, collapsed.
#[component]
pub(super) fn KeyResultChart(id: KeyResultId) -> impl IntoView {
    let words = words();
    let live = live();
    let lines = memo(move || {
        let board = live.board.read();
        let at = live.moment.get();
        let key_result = board.key_result(id).ok()?;
        let objective = board.objective(key_result.objective).ok()?;
        let cycle = board.cycle(objective.cycle).ok()?;
        if key_result.series.is_empty() || key_result.driven {
            return None;
        }
        let start = (cycle.first_day, key_result.measure.progress(None).unwrap_or(0.0));
        let told = key_result.by_day(at);
        let told = told.into_iter().filter_map(|(day, point)| Some((day, key_result.measure.progress(Some(&point.reading))?)));
        Some(Lines {
            first: cycle.first_day,
            last: cycle.last_day,
            today: at.today,
            actual: std::iter::once(start).chain(told).collect(),
            expected: okr::numbers::expected_line_of(key_result, objective.ambition, cycle),
            health: live.standings.read().key_result(id).health,
        })
    });
    let there = memo(move || lines.read().is_some());
    view! {
        <Show when=move || there.get()>
            <details>
                <summary class="link">{words.translate("chart.show")}</summary>
                {move || lines.get().map(|lines| view! { <Drawing lines/> }.into_any())}
            </details>
        </Show>
    }
}

#[component]
fn Drawing(lines: Lines) -> impl IntoView {
    let words = words();
    let today = lines.x(lines.today);
    let end = lines.actual.last().copied();
    let rows = lines
        .actual
        .iter()
        .map(|(day, value)| (words.day(*day), words.percent(Some(*value)), words.percent(on_day(&lines.expected, *day))))
        .collect::<Vec<_>>();
    // Labels are outside the drawing, so that they keep their size when it is scaled.
    let named = LEVELS.into_iter().filter(|(_, named)| *named).map(|(level, _)| {
        let at = (y(level) + ABOVE) / (ABOVE + HEIGHT + BELOW);
        view! { <span style:--at=format!("{at:.3}")>{words.percent(Some(level))}</span> }.into_any()
    });
    view! {
        <figure class="chart" data-health=health_key(lines.health)>
            <div class="levels" aria-hidden="true">{named.collect_view()}</div>
            <svg viewBox=format!("-6 {} {} {}", -ABOVE, WIDTH + 12.0, ABOVE + HEIGHT + BELOW) aria-hidden="true">
                {LEVELS.map(|(level, _)| view! { <line class="grid" x1="0" x2=WIDTH y1=y(level) y2=y(level)></line> }.into_any()).collect_view()}
                <polyline class="expected" points=lines.path(&lines.expected)></polyline>
                <polyline class="actual" points=lines.path(&lines.actual)></polyline>
                {end.map(|(day, value)| view! { <circle class="end" cx=lines.x(day) cy=y(value) r="4"></circle> }.into_any())}
                <path class="today" d=format!("M{today:.1} -6V{:.1}", HEIGHT - 2.0)></path>
                <path class="bob" d=format!("M{:.1} {:.1}h9l-4.5 7z", today - 4.5, HEIGHT - 3.0)></path>
            </svg>
            <p class="days" aria-hidden="true"><span>{words.day(lines.first)}</span><span>{words.day(lines.last)}</span></p>
            <table class="visually-hidden">
                <caption>{words.translate("chart.title")}</caption>
                <thead><tr><th scope="col">{words.translate("chart.day")}</th><th scope="col">{words.translate("chart.progress")}</th><th scope="col">{words.translate("chart.expected")}</th></tr></thead>
                <tbody>{rows.into_iter().map(|(day, value, expected)| view! { <tr><th scope="row">{day}</th><td>{value}</td><td>{expected}</td></tr> }.into_any()).collect_view()}</tbody>
            </table>
        </figure>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
    }

    #[test]
    fn between_two_corners_a_line_is_straight() {
        let corners = [(day(1), 0.0), (day(9), 0.5), (day(10), 1.0)];
        assert_eq!(on_day(&corners, day(1)), Some(0.0));
        assert_eq!(on_day(&corners, day(5)), Some(0.25));
        assert_eq!(on_day(&corners, day(9)), Some(0.5));
        assert_eq!(on_day(&corners, day(10)), Some(1.0));
    }

    #[test]
    fn after_its_last_corner_a_line_goes_on_level_and_before_its_first_there_is_none() {
        assert_eq!(on_day(&[(day(3), 0.7)], day(4)), Some(0.7));
        assert_eq!(on_day(&[(day(3), 0.7)], day(2)), None);
        assert_eq!(on_day(&[], day(2)), None);
    }
}
