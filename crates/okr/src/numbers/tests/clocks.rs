//! Wrong clocks and changes of offset: the newest check-in is determined by the journal, days by the time zone.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::super::progress::days_inside;
use super::super::sketch::{CYCLE, OWNER, Sketch, day, midnight, moment, share};
use super::super::{Elapsed, PastWeeks, due, history};
use crate::{CheckInId, CycleId, Health, KeyResultId, Measure, Moment, Offsets, Phase, Point, Reading, Standings};

/// A check-in at an instant of the server's clock.
fn reads_at(sketch: &mut Sketch, key_result: KeyResultId, at: DateTime<Utc>, value: f64) {
    let number = sketch.board.key_result(key_result).unwrap().series.len() + 1;
    let point = Point {
        check_in: CheckInId(uuid::Uuid::from_u128(9_000 + number as u128)),
        at,
        by: Some(OWNER),
        reading: Reading::Number(value),
        confidence: Some(9),
        imported: false,
    };
    sketch.point(key_result, point);
}

#[test]
fn a_check_in_by_a_clock_that_was_ahead_hides_none_that_follows() {
    for ahead in [TimeDelta::seconds(30), TimeDelta::hours(3), TimeDelta::days(10), TimeDelta::days(900)] {
        let mut sketch = Sketch::new();
        let objective = sketch.objective(1);
        let key_result = sketch.key_result(objective, 1, 1.0, share());
        reads_at(&mut sketch, key_result, midnight(40) + ahead, 0.1);
        assert!(!due(&sketch.board, OWNER, moment(40)).contains(&key_result) || ahead > TimeDelta::days(7), "{ahead}");
        // The clock was corrected twice.
        reads_at(&mut sketch, key_result, midnight(40), 0.6);
        reads_at(&mut sketch, key_result, midnight(40) - TimeDelta::seconds(30), 0.7);
        let shown = sketch.standings(40).key_result(key_result);
        assert_eq!((shown.progress, shown.health), (Some(0.7), Health::OnTrack), "{ahead}");
        assert_eq!(due(&sketch.board, OWNER, moment(40)), [], "{ahead}");
        assert_eq!(history(&sketch.board, objective, moment(40)).last().unwrap().1, Some(0.7), "{ahead}");
        assert_eq!(history(&sketch.board, objective, moment(60)).last().unwrap().1, Some(0.7), "{ahead}");
        let days: Vec<_> = sketch.board.key_result(key_result).unwrap().by_day(moment(60)).iter().map(|(day, _)| *day).collect();
        assert!(days.is_sorted(), "{ahead}: {days:?}");
        // Silence is detected in time, although the wrong clock's time hasn't come yet.
        assert_eq!(sketch.standings(55).key_result(key_result).health, Health::Stale, "{ahead}");
        PastWeeks::of(&sketch.board, CYCLE, moment(60));
    }
}

#[test]
fn a_check_in_that_is_dated_far_ahead_keeps_nothing_fresh() {
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    let key_result = sketch.key_result(objective, 1, 1.0, share());
    reads_at(&mut sketch, key_result, midnight(900), 0.5);
    assert_eq!(sketch.standings(50).key_result(key_result).health, Health::Stale);
    assert_eq!(due(&sketch.board, OWNER, moment(50)), [key_result]);
}

#[test]
fn days_inside_bounds_are_counted_once_though_clocks_went_back() {
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    let keep = Measure::Keep { unit: String::new(), lower: Some(1.0), upper: None };
    let key_result = sketch.key_result(objective, 1, 1.0, keep);
    for on in [1, 10, 5, 12] {
        reads_at(&mut sketch, key_result, midnight(on), 2.0);
    }
    let cycle = &sketch.board.cycles[&CYCLE];
    let days = days_inside(&sketch.board.key_results[&key_result], &Elapsed::of(cycle, day(20)), moment(20)).unwrap();
    assert_eq!((days.inside, days.elapsed), (20, 21));
}

/// Berlin, where summer time ends on 25 October 2026, at noon of a day.
fn berlin(noon: &str) -> Moment {
    let changes = [("2026-03-29T01:00:00Z".parse().unwrap(), 7200), ("2026-10-25T01:00:00Z".parse().unwrap(), 3600)];
    let now: DateTime<Utc> = noon.parse().unwrap();
    Moment { now, today: now.date_naive(), week_began: now - TimeDelta::days(2), offsets: Offsets::new(3600, &changes) }
}

#[test]
fn what_happened_after_midnight_stays_on_its_day_when_summer_time_ends() {
    let date = |text: &str| -> NaiveDate { text.parse().unwrap() };
    let mut sketch = Sketch::new();
    let autumn = CycleId(uuid::Uuid::from_u128(60));
    sketch.cycle(autumn, 0, 1, Phase::Running);
    let mut cycle = sketch.board.cycles[&autumn].as_ref().clone();
    (cycle.first_day, cycle.last_day) = (date("2026-10-01"), date("2026-12-31"));
    sketch.board.cycles.insert(autumn, cycle.into());
    let objective = sketch.objective_with(7, |objective| objective.cycle = autumn);
    let key_result = sketch.key_result(objective, 7, 1.0, share());
    // Half past midnight of 24 October, and the last minute of 28 October, a week's end.
    for (at, value) in [("2026-10-23T22:30:00Z", 0.6), ("2026-10-28T22:59:00Z", 0.7), ("2026-10-28T23:01:00Z", 0.8)] {
        reads_at(&mut sketch, key_result, at.parse().unwrap(), value);
    }
    for now in ["2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", "2026-12-26T12:00:00Z", "2026-06-26T12:00:00Z"] {
        let days = sketch.board.key_results[&key_result].by_day(berlin(now));
        let days: Vec<_> = days.iter().map(|(day, _)| *day).collect();
        assert_eq!(days, [date("2026-10-24"), date("2026-10-28"), date("2026-10-29")], "{now}");
    }
    let weeks = history(&sketch.board, objective, berlin("2026-12-26T12:00:00Z"));
    let at = |day: &str| weeks.iter().find(|(end, _)| *end == date(day)).unwrap().1;
    // Calculated manually: the weeks end on Thursdays; by 22 October nothing was reported, by 29 October all three.
    assert_eq!((at("2026-10-22"), at("2026-10-29")), (Some(0.0), Some(0.8)));
}

#[test]
fn nothing_is_due_or_stale_before_the_first_day() {
    let mut sketch = Sketch::new();
    let next = CycleId(uuid::Uuid::from_u128(61));
    sketch.cycle(next, 60, 160, Phase::Running);
    let mut cycle = sketch.board.cycles[&next].as_ref().clone();
    cycle.phase_since = midnight(1);
    sketch.board.cycles.insert(next, cycle.into());
    let objective = sketch.objective_with(7, |objective| objective.cycle = next);
    let key_result = sketch.key_result(objective, 7, 1.0, share());
    let stale = |on| sketch.standings(on).key_result(key_result).health == Health::Stale;
    let is_due = |on| due(&sketch.board, OWNER, moment(on)).contains(&key_result);
    assert_eq!((59, stale(59), is_due(59)), (59, false, false));
    // From then on it is due, and stale after one and a half rhythms.
    assert_eq!((60, stale(60), is_due(60)), (60, false, true));
    assert_eq!((70, stale(70), stale(71)), (70, false, true));
}

#[test]
fn a_cycle_of_one_day_is_over_on_that_day() {
    let mut sketch = Sketch::new();
    let one = CycleId(uuid::Uuid::from_u128(62));
    sketch.cycle(one, 10, 10, Phase::Running);
    let cycle = &sketch.board.cycles[&one];
    let share_on = |on| Some(Elapsed::of(cycle, day(on)).share);
    assert_eq!([share_on(9), share_on(10), share_on(11)], [Some(0.0), Some(1.0), Some(1.0)]);
    assert_eq!((cycle.weeks(), cycle.week_of(day(10)), cycle.weeks_begun(day(9))), (1, 1, 0));
    let objective = sketch.objective_with(7, |objective| objective.cycle = one);
    sketch.key_result(objective, 7, 1.0, share());
    assert_eq!(history(&sketch.board, objective, moment(10)), [(day(10), Some(0.0))]);
    Standings::of(&sketch.board, moment(10));
}

#[test]
fn in_scoring_what_lacks_its_final_value_is_due() {
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    let [never, long_ago, on_the_last_day, since] = [1, 2, 3, 4].map(|number| sketch.key_result(objective, number, 1.0, share()));
    sketch.driven(objective, 5);
    for (key_result, on) in [(long_ago, 90), (on_the_last_day, 100), (since, 103)] {
        sketch.reads(key_result, on, Reading::Number(0.1), 9);
    }
    let mut cycle = sketch.board.cycles[&CYCLE].as_ref().clone();
    (cycle.phase, cycle.phase_since) = (Phase::Scoring, midnight(102));
    sketch.board.cycles.insert(CYCLE, cycle.clone().into());
    assert_eq!(due(&sketch.board, OWNER, moment(104)), [never, long_ago]);
    cycle.phase = Phase::Closed;
    sketch.board.cycles.insert(CYCLE, cycle.into());
    assert_eq!(due(&sketch.board, OWNER, moment(104)), []);
}
