//! Standings that follow the board equal those of the full roll-up.

use chrono::{Days, TimeDelta};
use proptest::prelude::*;

use super::random::any_wishes;
use crate::fixtures::*;
use crate::numbers::{Changed, Incremental};
use crate::{Board, Health, Moment, Reading, Standings};

/// Follows a board, and expects what a full roll-up gives; and that exactly what differs is named.
fn follows(incremental: &mut Incremental, board: &Board, at: Moment) -> Changed {
    let before = incremental.standings().clone();
    let changed = incremental.follow(board, at);
    let whole = Standings::of(board, at);
    assert_eq!(*incremental.standings(), whole);
    let objectives = before.objectives().map(|(id, _)| id).chain(whole.objectives().map(|(id, _)| id));
    let mut objectives: Vec<_> = objectives.filter(|id| before.objective(*id) != whole.objective(*id)).collect();
    objectives.sort_unstable();
    objectives.dedup();
    // What is new or gone has changed even if it has no data.
    assert!(objectives.iter().all(|id| changed.objectives.binary_search(id).is_ok()), "{objectives:?} of {changed:?}");
    let kept = |id: &&crate::ObjectiveId| [&before, &whole].iter().all(|one| one.objectives().any(|(other, _)| other == **id));
    assert!(changed.objectives.iter().filter(kept).all(|id| objectives.contains(id)), "{changed:?} more than {objectives:?}");
    changed
}

/// Some hours later, which may be another day.
fn later(at: Moment, hours: i64) -> Moment {
    let now = at.now + TimeDelta::hours(hours);
    let today = now.date_naive();
    let days = (today - at.today).num_days();
    Moment { now, today, week_began: at.week_began + TimeDelta::days(days / 7 * 7), ..at }
}

#[test]
fn a_check_in_changes_its_key_result_and_what_is_above_it() {
    let mut aurora = Fixture::aurora();
    let mut incremental = Incremental::of(&aurora.board, aurora.at);
    aurora.report(OWNER, CUSTOMERS, Reading::Number(17.0), 3);
    let changed = follows(&mut incremental, &aurora.board, aurora.at);
    assert_eq!(changed.key_results, [CUSTOMERS]);
    assert!(changed.objectives.contains(&aurora.board.key_results[&CUSTOMERS].objective));
    assert!(changed.objectives.len() < aurora.board.objectives.len(), "{changed:?}");
    assert_eq!(follows(&mut incremental, &aurora.board, aurora.at), Changed::default());
}

#[test]
fn silence_comes_with_time_alone_at_its_hour() {
    let aurora = Fixture::aurora();
    let mut incremental = Incremental::of(&aurora.board, aurora.at);
    let (mut at, mut fell_silent_by_day) = (aurora.at, 0);
    for _ in 0..24 * 40 {
        let next = later(at, 1);
        let silent = |standings: &Standings| standings.key_results().filter(|(_, one)| one.health == Health::Stale).count();
        let before = silent(incremental.standings());
        follows(&mut incremental, &aurora.board, next);
        // A new day rolls up everything anyway.
        if next.today == at.today && silent(incremental.standings()) > before {
            fell_silent_by_day += 1;
        }
        at = next;
    }
    assert!(fell_silent_by_day > 0);
}

#[test]
fn a_clock_that_is_set_back_and_another_cycle_are_followed() {
    let mut aurora = Fixture::aurora();
    let mut incremental = Incremental::of(&aurora.board, aurora.at);
    let earlier = Moment { now: aurora.at.now - TimeDelta::hours(2), ..aurora.at };
    follows(&mut incremental, &aurora.board, earlier);
    let much_earlier = Moment { today: aurora.at.today - Days::new(20), now: aurora.at.now - TimeDelta::days(20), ..aurora.at };
    follows(&mut incremental, &aurora.board, much_earlier);
    aurora.board.cycles.remove(&QUARTER);
    follows(&mut incremental, &aurora.board, aurora.at);
    follows(&mut incremental, &Board::default(), aurora.at);
}

proptest! {
    #![proptest_config(super::always_the_same(192))]

    #[test]
    fn after_any_commands_and_times_the_numbers_equal_the_full_roll_up(
        wishes in any_wishes(40),
        hours in proptest::collection::vec(0_i64..40, 40),
        back in any::<proptest::sample::Index>(),
    ) {
        let mut fixture = Fixture::aurora();
        let mut incremental = Incremental::of(&fixture.board, fixture.at);
        let mut boards = vec![fixture.board.clone()];
        for (wish, hours) in wishes.iter().zip(hours) {
            // Mostly within a day, because a new day is a full roll-up.
            fixture.at = later(fixture.at, if hours < 30 { hours / 10 } else { hours });
            wish.ask(&mut fixture);
            follows(&mut incremental, &fixture.board, fixture.at);
            boards.push(fixture.board.clone());
        }
        // A browser goes back to an earlier board when the server refuses what it has shown.
        follows(&mut incremental, back.get(&boards), fixture.at);
        follows(&mut incremental, &fixture.board, fixture.at);
    }
}
