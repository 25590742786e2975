//! Properties of the demos.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use demo::{Size, Step, cast, organisation};
use okr::{Actor, Board, Command, Cycle, Health, Language, Measure, Moment, Objective, Offsets, Phase, Standings, decide};

const SEED: u64 = 1;
const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

/// A time in the demo's time zone, which is eight hours ahead of UTC.
fn moment(text: &str) -> Moment {
    let local: chrono::NaiveDateTime = text.parse().unwrap();
    let ahead = TimeDelta::hours(8);
    let monday = local.date().week(Weekday::Mon).first_day();
    Moment {
        now: (local - ahead).and_utc(),
        today: local.date(),
        week_began: (monday.and_time(NaiveTime::MIN) - ahead).and_utc(),
        offsets: Offsets::fixed(8 * 3600),
    }
}

/// A Wednesday.
fn now() -> Moment {
    moment("2026-11-04T15:20:00")
}

/// The board after all steps, each of which must be accepted.
fn lived(steps: &[Step]) -> Board {
    let mut board = Board::default();
    for (nth, step) in steps.iter().enumerate() {
        let events = decide(&board, step.actor, &step.envelope.command, step.at)
            .unwrap_or_else(|refusal| panic!("step {nth}: {refusal:?}\n{step:#?}"));
        assert!(!events.is_empty(), "step {nth} changes nothing: {step:#?}");
        for event in &events {
            board.apply(event);
        }
    }
    board
}

fn written(language: Language) -> (Vec<Step>, Board) {
    let steps = organisation(now(), Size::Written, SEED, language);
    let board = lived(&steps);
    (steps, board)
}

fn running(board: &Board) -> &Cycle {
    board.cycles.values().find(|cycle| cycle.phase == Phase::Running && cycle.parent.is_some()).unwrap()
}

/// The objectives on pages about the running quarter.
fn shown(board: &Board) -> Vec<&Objective> {
    board.shown_in(running(board).id).collect()
}

#[test]
fn every_step_is_accepted_on_every_day_of_the_week_and_at_every_hour() {
    for day in 2..=8 {
        for time in ["00:00:05", "12:00:00", "23:59:59"] {
            lived(&organisation(moment(&format!("2026-11-{day:02}T{time}")), Size::Written, SEED, Language::Chinese));
        }
    }
}

#[test]
fn every_step_is_accepted_in_every_quarter_of_the_year() {
    for today in ["2026-01-07", "2026-03-30", "2026-07-01", "2027-01-01", "2028-02-29"] {
        lived(&organisation(moment(&format!("{today}T09:00:00")), Size::Written, SEED, Language::English));
    }
}

#[test]
fn steps_are_in_the_order_of_time_and_none_is_in_the_future() {
    let (steps, _) = written(Language::English);
    assert!(steps.is_sorted_by_key(|step| step.at.now));
    assert!(steps.last().unwrap().at.now < now().now);
    assert!(steps.is_sorted_by_key(|step| step.envelope.id));
}

#[test]
fn the_moments_of_steps_know_their_day_and_week() {
    for step in written(Language::English).0 {
        assert_eq!(step.at.today, (step.at.now + TimeDelta::hours(8)).date_naive());
        assert_eq!((step.at.week_began + TimeDelta::hours(8)).date_naive().weekday(), Weekday::Mon);
        assert!((TimeDelta::zero()..TimeDelta::days(7)).contains(&(step.at.now - step.at.week_began)));
    }
}

#[test]
fn there_are_sixty_objectives_with_two_hundred_key_results() {
    let (_, board) = written(Language::English);
    let shown = shown(&board);
    assert_eq!(shown.len(), 60);
    assert_eq!(shown.iter().map(|objective| objective.key_results.len()).sum::<usize>(), 200);
    assert_eq!(shown.iter().filter(|objective| board.is_company(objective)).count(), 5);
    assert_eq!(shown.iter().filter(|objective| board.is_unaligned(objective)).count(), 4);
    assert_eq!(shown.iter().filter(|objective| !objective.is_published()).count(), 3);
    assert_eq!((board.teams.len(), board.people.len(), board.pillars.len(), board.cycles.len()), (15, 45, 3, 3));
}

#[test]
fn the_quarter_before_is_closed_and_small() {
    let (_, board) = written(Language::English);
    let closed: Vec<_> = board.cycles.values().filter(|cycle| cycle.phase == Phase::Closed).collect();
    assert_eq!(closed.len(), 1);
    let objectives = board.objectives.values().filter(|objective| objective.cycle == closed[0].id);
    assert!((3..10).contains(&objectives.count()));
}

#[test]
fn both_languages_tell_the_same_story_in_their_own_words() {
    let [english, chinese] = LANGUAGES.map(|language| organisation(now(), Size::Written, SEED, language));
    assert_eq!(english.len(), chinese.len());
    for (english, chinese) in english.iter().zip(&chinese) {
        assert_eq!((english.actor, english.at, english.envelope.id), (chinese.actor, chinese.at, chinese.envelope.id));
        let [en, zh] = [english, chinese].map(|step| match &step.envelope.command {
            Command::Found { organisation, .. } => {
                vec![organisation.purpose.clone(), organisation.vision.clone(), organisation.name.clone()]
            }
            Command::CreateObjective { draft, .. } => vec![draft.title.clone(), draft.why.clone()],
            Command::CreateKeyResult { draft, .. } => vec![draft.title.clone()],
            Command::CheckIn { note, .. } => vec![note.progress.clone(), note.obstacle.clone(), note.next.clone()],
            Command::AddTeam(team) => vec![team.name.clone()],
            _ => Vec::new(),
        });
        for (en, zh) in en.iter().zip(&zh) {
            assert_eq!(en.is_empty(), zh.is_empty(), "{en} / {zh}");
            assert!(en.is_empty() || zh.chars().any(|character| ('一'..='鿿').contains(&character)), "{zh}");
            assert!(!en.chars().any(|character| ('一'..='鿿').contains(&character)), "{en}");
        }
    }
}

#[test]
fn every_measure_occurs_in_numbers() {
    let (_, board) = written(Language::English);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for key_result in board.key_results.values() {
        *kinds
            .entry(match key_result.measure {
                Measure::Metric { .. } => "metric",
                Measure::Keep { .. } => "keep",
                Measure::Milestones { .. } => "milestones",
                Measure::Done { .. } => "done",
            })
            .or_default() += 1;
    }
    assert!(kinds.len() == 4 && kinds.values().all(|&count| count >= 10), "{kinds:?}");
    let falling = board
        .key_results
        .values()
        .filter(|key_result| matches!(key_result.measure, Measure::Metric { baseline, target, .. } if target < baseline));
    assert!(falling.count() >= 20);
}

#[test]
fn every_health_occurs_on_every_day_of_the_week() {
    for day in 2..=8 {
        let at = moment(&format!("2026-11-{day:02}T12:00:00"));
        let board = lived(&organisation(at, Size::Written, SEED, Language::English));
        let standings = Standings::of(&board, at);
        let mut healths: BTreeMap<Health, usize> = BTreeMap::new();
        for (id, standing) in standings.key_results() {
            if board.objective(board.key_result(id).unwrap().objective).unwrap().cycle == running(&board).id {
                *healths.entry(standing.health).or_default() += 1;
            }
        }
        let count = |health| healths.get(&health).copied().unwrap_or(0);
        assert!(count(Health::OnTrack) > 100, "{healths:?}");
        assert!((10..50).contains(&count(Health::AtRisk)), "{healths:?}");
        assert!((8..30).contains(&count(Health::OffTrack)), "{healths:?}");
        assert!((8..30).contains(&count(Health::Stale)), "{healths:?}");
        let company: Vec<_> = shown(&board).into_iter().filter(|objective| board.is_company(objective)).collect();
        assert!(company.iter().all(|objective| standings.objective(objective.id).progress.is_some_and(|p| p > 0.2 && p < 1.0)));
    }
}

#[test]
fn the_cast_are_five_people_with_their_parts() {
    let (_, board) = written(Language::English);
    let cast = cast(SEED);
    let roles = |id| board.person(id).unwrap().roles;
    assert!(roles(cast.executive).executive);
    assert!(roles(cast.programme_office).programme_office);
    assert!(roles(cast.admin).admin);
    for id in [cast.lead, cast.member] {
        assert_eq!(roles(id), okr::Roles::default());
    }
    assert!(!board.person(cast.lead).unwrap().leads.is_empty());
    assert!(board.person(cast.member).unwrap().leads.is_empty());
    assert_eq!(
        board.people.keys().take(5).copied().collect::<Vec<_>>(),
        [cast.executive, cast.lead, cast.member, cast.programme_office, cast.admin]
    );
}

#[test]
fn the_lead_and_the_member_have_something_due_and_others_have_checked_in_this_week() {
    for day in 2..=8 {
        let at = moment(&format!("2026-11-{day:02}T09:30:00"));
        let board = lived(&organisation(at, Size::Written, SEED, Language::English));
        for person in [cast(SEED).lead, cast(SEED).member] {
            assert!(okr::numbers::due(&board, person, at).len() >= 3);
        }
        let this_week = |key_result: &okr::KeyResult| key_result.last().is_some_and(|point| point.at >= at.week_began);
        let updated = board.key_results.values().filter(|key_result| this_week(key_result)).count();
        assert!((50..150).contains(&updated), "{updated} on day {day}");
    }
}

#[test]
fn the_history_holds_more_than_check_ins() {
    let (steps, _) = written(Language::English);
    let tells = |is: fn(&Command) -> bool| steps.iter().any(|step| is(&step.envelope.command));
    assert!(tells(|command| matches!(command, Command::Correct { .. })));
    assert!(tells(|command| matches!(command, Command::EditKeyResult { .. })));
    assert!(tells(|command| matches!(command, Command::EditObjective { .. })));
    assert!(tells(|command| matches!(command, Command::Reweigh { .. })));
    assert!(tells(|command| matches!(command, Command::Decline { .. })));
}

#[test]
fn only_the_beginning_comes_from_the_command_line() {
    for step in written(Language::English).0 {
        let beginning = matches!(step.envelope.command, Command::Found { .. } | Command::AddTeam(_) | Command::AddPerson(_));
        assert_eq!(step.actor == Actor::CommandLine, beginning, "{step:?}");
    }
}

#[test]
fn the_same_seed_gives_the_same_steps_and_another_gives_others() {
    for size in [Size::Written, Size::Objectives(80)] {
        let of = |seed| organisation(now(), size, seed, Language::English);
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
    }
}

#[test]
fn the_ids_of_what_is_written_stay_the_same_from_day_to_day() {
    let ids = |today: &str| {
        let board = lived(&organisation(moment(today), Size::Written, SEED, Language::English));
        (board.objectives.keys().copied().collect::<Vec<_>>(), board.key_results.keys().copied().collect::<Vec<_>>())
    };
    assert_eq!(ids("2026-11-04T15:20:00"), ids("2027-02-11T08:00:00"));
}

#[test]
fn a_grown_organisation_has_the_objectives_that_were_asked_for_and_every_step_is_accepted() {
    for (count, language) in [(1, LANGUAGES[0]), (7, LANGUAGES[1]), (300, LANGUAGES[0]), (300, LANGUAGES[1])] {
        let board = lived(&organisation(now(), Size::Objectives(count), SEED, language));
        assert_eq!(board.objectives.len(), count);
    }
}

#[test]
fn a_large_organisation_has_the_shape_that_was_promised() {
    let steps = organisation(now(), Size::Objectives(10_000), SEED, Language::English);
    let count = |is: fn(&Command) -> bool| steps.iter().filter(|step| is(&step.envelope.command)).count();
    let objectives = count(|command| matches!(command, Command::CreateObjective { .. }));
    let key_results = count(|command| matches!(command, Command::CreateKeyResult { .. }));
    let check_ins = count(|command| matches!(command, Command::CheckIn { .. }));
    assert_eq!(objectives, 10_000);
    assert!((34_000..36_000).contains(&key_results), "{key_results}");
    assert!((check_ins as f64 / key_results as f64 - 2.8).abs() < 0.2, "{check_ins}");
    assert!(steps.is_sorted_by_key(|step| step.at.now));
}

#[test]
fn a_day_is_a_day() {
    // Tests the helper above: a moment's day is the local one, also early in the morning.
    let early = moment("2026-11-02T00:30:00");
    assert_eq!(
        (early.today, early.now),
        ("2026-11-02".parse::<NaiveDate>().unwrap(), "2026-11-01T16:30:00Z".parse::<DateTime<_>>().unwrap())
    );
}
