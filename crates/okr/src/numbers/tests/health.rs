//! Pace, confidence and silence, over whole objectives.

use chrono::TimeDelta;

use super::super::sketch::{CYCLE, Sketch, midnight, moment, share};
use super::assert_near;
use crate::{Cause, Health, How, KeyResultId, Pace, Phase, Reading, Stage, Standings};

/// One objective with one key result that reads `progress`.
fn reading(progress: f64, confidence: u8, on: u64) -> (Sketch, KeyResultId) {
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    let key_result = sketch.key_result(objective, 1, 1.0, share());
    sketch.reads(key_result, on, Reading::Number(progress), confidence);
    (sketch, key_result)
}

#[test]
fn pace_follows_the_gap_and_forgives_rounding() {
    // On day 50 half is expected; 0.65 − 0.5 and the like aren't exact in binary.
    for (progress, pace) in
        [(0.7, Pace::OnPace), (0.35, Pace::OnPace), (0.349, Pace::Slipping), (0.2, Pace::Slipping), (0.199, Pace::Behind)]
    {
        let (sketch, key_result) = reading(progress, 9, 49);
        assert_eq!(sketch.standings(50).key_result(key_result).pace, Some(pace), "{progress}");
    }
}

#[test]
fn progress_beyond_all_makes_no_pace_better() {
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    for (number, progress) in [(1, 9.0), (2, 0.0)] {
        let key_result = sketch.key_result(objective, number, 1.0, share());
        sketch.reads(key_result, 99, Reading::Number(progress), 9);
    }
    let stands = sketch.stands(objective, 100);
    assert_near(stands.gap(), 0.5);
    assert_eq!(stands.pace, Some(Pace::Behind));
}

#[test]
fn the_first_tenth_judges_no_pace_but_hears_confidence() {
    let (sketch, key_result) = reading(0.0, 2, 5);
    let stands = sketch.standings(9).key_result(key_result);
    assert_eq!((stands.pace, stands.health, stands.cause), (None, Health::OffTrack, Cause::Confidence));
}

#[test]
fn an_objectives_confidence_is_the_weighted_mean_of_its_key_results() {
    // Calculated manually: (3·9 + 1·3) / 4 = 7.5, which rounds up to on track. Zero weights and missing confidences
    // are omitted.
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    for (number, weight, confidence) in [(1, 3.0, Some(9)), (2, 1.0, Some(3)), (3, 0.0, Some(0)), (4, 5.0, None)] {
        let key_result = sketch.key_result(objective, number, weight, share());
        sketch.reads(key_result, 1, Reading::Number(1.0), confidence);
    }
    let stands = sketch.stands(objective, 5);
    assert_near(stands.confidence, 7.5);
    assert_eq!(stands.health, Health::OnTrack);
}

#[test]
fn the_last_word_counts_until_there_is_another_one() {
    let (mut sketch, key_result) = reading(0.5, 2, 40);
    sketch.reads(key_result, 45, Reading::Number(0.6), None);
    assert_near(sketch.standings(50).key_result(key_result).confidence, 2.0);
}

#[test]
fn silence_turns_stale_after_one_and_a_half_weeks() {
    let (sketch, key_result) = reading(0.5, 9, 40);
    let stands = |hours| {
        let now = midnight(40) + TimeDelta::hours(hours);
        Standings::of(&sketch.board, crate::Moment { now, ..moment(50) }).key_result(key_result)
    };
    assert_eq!(stands(252).health, Health::OnTrack, "ten days and a half are not more than one and a half weeks");
    assert_eq!((stands(253).health, stands(253).cause), (Health::Stale, Cause::Silence));
}

#[test]
fn the_rhythm_is_the_organisations() {
    let (mut sketch, key_result) = reading(0.5, 9, 40);
    let mut organisation = crate::Organisation {
        name: "Company".into(),
        purpose: String::new(),
        vision: String::new(),
        language: crate::Language::English,
        time_zone: "UTC".into(),
        week_begins: chrono::Weekday::Mon,
        rhythm_days: 14,
        second_factor_required: false,
    };
    sketch.board.organisation = Some(organisation.clone().into());
    assert_eq!(sketch.standings(60).key_result(key_result).health, Health::OnTrack);
    organisation.rhythm_days = 1;
    sketch.board.organisation = Some(organisation.into());
    assert_eq!(sketch.standings(42).key_result(key_result).health, Health::Stale);
}

#[test]
fn publication_and_the_start_of_the_running_phase_break_the_silence_too() {
    let (mut sketch, key_result) = reading(0.5, 9, 20);
    assert_eq!(sketch.standings(45).key_result(key_result).health, Health::Stale);
    let mut published = sketch.board.key_results[&key_result].as_ref().clone();
    published.since = midnight(40);
    sketch.board.key_results.insert(key_result, published.into());
    assert_eq!(sketch.standings(45).key_result(key_result).health, Health::OnTrack);

    let (mut sketch, key_result) = reading(0.5, 9, 20);
    let mut cycle = sketch.board.cycles[&CYCLE].as_ref().clone();
    cycle.phase_since = midnight(40);
    sketch.board.cycles.insert(CYCLE, cycle.into());
    assert_eq!(sketch.standings(45).key_result(key_result).health, Health::OnTrack);
}

#[test]
fn stale_replaces_at_risk_but_never_off_track() {
    for (confidence, health) in [(6, Health::Stale), (2, Health::OffTrack)] {
        let (sketch, key_result) = reading(0.5, confidence, 30);
        assert_eq!(sketch.standings(50).key_result(key_result).health, health);
    }
}

#[test]
fn a_key_result_that_is_reached_never_goes_stale() {
    for (progress, health) in [(1.0, Health::OnTrack), (1.4, Health::OnTrack), (0.99, Health::Stale)] {
        let (sketch, key_result) = reading(progress, 9, 10);
        assert_eq!(sketch.standings(90).key_result(key_result).health, health, "{progress}");
    }
}

#[test]
fn an_objective_is_stale_when_all_its_key_results_are() {
    let (mut sketch, first) = reading(0.5, 9, 20);
    let objective = sketch.board.key_results[&first].objective;
    let second = sketch.key_result(objective, 2, 1.0, share());
    sketch.reads(second, 20, Reading::Number(0.5), 9);
    assert_eq!((sketch.stands(objective, 50).health, sketch.stands(objective, 50).cause), (Health::Stale, Cause::Silence));
    sketch.reads(second, 48, Reading::Number(0.5), 9);
    assert_eq!(sketch.stands(objective, 50).health, Health::OnTrack);
}

#[test]
fn an_objective_without_key_results_has_nothing_to_be_stale_by() {
    let (mut sketch, key_result) = reading(0.5, 9, 20);
    let top = sketch.objective(2);
    let below = sketch.board.key_results[&key_result].objective;
    sketch.aligns(below, top, How::Contributes(1.0));
    let stands = sketch.stands(top, 50);
    assert_eq!((stands.health, stands.worst_below), (Health::OnTrack, Health::Stale));
}

#[test]
fn a_driven_key_result_is_as_silent_as_what_drives_it() {
    let (mut sketch, key_result) = reading(0.5, 9, 20);
    let top = sketch.objective(2);
    let driven = sketch.driven(top, 2);
    let below = sketch.board.key_results[&key_result].objective;
    sketch.aligns(below, driven, How::Contributes(1.0));
    assert_eq!(sketch.standings(50).key_result(driven).health, Health::Stale);
    assert_eq!(sketch.stands(top, 50).health, Health::Stale);
    sketch.reads(key_result, 49, Reading::Number(0.5), 9);
    assert_eq!(sketch.stands(top, 50).health, Health::OnTrack);
}

#[test]
fn drafts_are_drawn_and_neither_judged_nor_stale() {
    let (mut sketch, key_result) = reading(0.1, 2, 20);
    let id = sketch.board.key_results[&key_result].objective;
    let mut draft = sketch.board.objectives[&id].as_ref().clone();
    draft.stage = Stage::Draft;
    sketch.board.objectives.insert(id, draft.into());
    let standings = sketch.standings(50);
    for stands in [standings.objective(id), standings.key_result(key_result)] {
        assert_near(stands.progress, 0.1);
        assert_eq!((stands.pace, stands.health, stands.cause), (None, Health::NoData, Cause::Nothing));
    }
}

#[test]
fn nobody_is_silent_while_the_cycle_does_not_run() {
    for phase in [Phase::Planning, Phase::Scoring, Phase::Closed] {
        let (mut sketch, key_result) = reading(0.5, 9, 20);
        sketch.cycle(CYCLE, 0, 100, phase);
        assert_eq!(sketch.standings(50).key_result(key_result).health, Health::OnTrack, "{phase:?}");
    }
}
