//! Tests of importing tables.

use proptest::prelude::*;
use uuid::Uuid;

use super::{because, draft_of, edit, invariants};
use crate::fixtures::*;
use crate::import::{Content, Doubt, Fault, Problem, Row, Table, doubts};
use crate::{
    Action, Actor, Ambition, Board, Command, Event, How, KeyResult, Measure, Objective, ObjectiveDraft, Parent, Phase, Place,
    Reading, Refusal, Thing,
};

fn row(line: u32, reference: &str, content: Content) -> Row {
    Row { line, reference: reference.into(), content }
}

fn names(written: &str, between: char) -> Vec<String> {
    written.split(between).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

pub(super) fn o(line: u32, reference: &str, parents: &str, team: &str, owner: &str, title: &str) -> Row {
    let parent = |name: String| name.strip_suffix('*').map_or((name.clone(), false), |name| (name.to_owned(), true));
    let content = Content::Objective {
        parents: names(parents, ';').into_iter().map(parent).collect(),
        team: names(team, '/'),
        owner: owner.into(),
        title: title.into(),
        why: String::new(),
        ambition: Ambition::Committed,
        published: true,
        pillar: String::new(),
        weight: None,
    };
    row(line, reference, content)
}

pub(super) fn k(line: u32, reference: &str, objective: &str, owner: &str, title: &str, value: Option<f64>) -> Row {
    let content = Content::KeyResult {
        objective: objective.into(),
        owner: owner.into(),
        title: title.into(),
        weight: 1.0,
        measure: Measure::Metric { unit: "%".into(), baseline: 0.0, target: 100.0 },
        reading: value.map(Reading::Number),
        confidence: None,
    };
    row(line, reference, content)
}

fn table(rows: Vec<Row>) -> Table {
    let (first_day, last_day) = (day(2026, 10, 1), day(2026, 12, 31));
    Table { cycle: "FY26 Q4".into(), first_day, last_day, ids_from: Uuid::from_u128(1 << 64), reason: because(), rows }
}

/// Rows like a real table's: deep, uneven, aligned to objectives and to key results.
fn rows() -> Vec<Row> {
    vec![
        o(2, "O1", "", "Meridian", "CEO", "Grow"),
        o(3, "O2", "O1", "Meridian/Sales", "CRO", "Build a strong pipeline"),
        k(4, "K3", "O2", "", "Pipeline at 200 %", None),
        o(5, "O5", "K3;O1*", "Meridian/Sales/VP, Field", "VP, Field", "Systems fit their targets"),
        k(6, "K6", "O5", "VP Field", "All targets in one place", Some(40.0)),
        o(7, "O7", "O2", "Meridian/Marketing", "CMO", "Be known"),
    ]
}

/// A new organisation imported from a table on the command line.
pub(super) fn taken_in(rows: Vec<Row>) -> Fixture {
    let mut fixture = Fixture::empty();
    fixture.ask(Actor::CommandLine, Command::Import(table(rows))).unwrap();
    invariants::hold(&fixture.board);
    fixture
}

pub(super) fn again(fixture: &mut Fixture, rows: Vec<Row>) -> Result<Vec<Event>, Refusal> {
    let ids_from = fixture.fresh();
    let ids_from = Uuid::from_u128(ids_from.as_u128() << 65);
    fixture.ask(Actor::CommandLine, Command::Import(Table { ids_from, ..table(rows) }))
}

/// The problems of a table, as line, column and fault.
fn problems(rows: Vec<Row>) -> Vec<(u32, String, Fault)> {
    let refusal = Fixture::empty().ask(Actor::CommandLine, Command::Import(table(rows)));
    let Err(Refusal::Table(problems)) = refusal else { panic!("{refusal:?}") };
    problems.into_iter().map(|Problem { line, column, fault }| (line, column, fault)).collect()
}

fn titled<'a>(board: &'a Board, title: &str) -> &'a Objective {
    board.objectives.values().find(|one| one.title == title).unwrap()
}

fn result<'a>(board: &'a Board, title: &str) -> &'a KeyResult {
    board.key_results.values().find(|one| one.title == title).unwrap()
}

fn person<'a>(board: &'a Board, name: &str) -> &'a crate::Person {
    board.people.values().find(|person| person.name == name).unwrap()
}

#[test]
fn a_table_founds_an_organisation_and_opens_a_cycle_that_runs() {
    let board = taken_in(rows()).board;
    assert_eq!(
        (board.organisation.as_ref().unwrap().name.as_str(), board.company().unwrap().name.as_str()),
        ("Meridian", "Meridian")
    );
    let cycle = board.cycles.values().next().unwrap();
    assert_eq!((cycle.name.as_str(), cycle.phase, cycle.first_day), ("FY26 Q4", Phase::Running, day(2026, 10, 1)));
    assert_eq!((board.objectives.len(), board.key_results.len(), board.teams.len(), board.people.len()), (4, 2, 4, 5));
    assert!(board.objectives.values().all(|objective| objective.is_published()));
}

#[test]
fn new_people_are_members_where_they_own_something_and_cannot_sign_in() {
    let board = taken_in(rows()).board;
    let team = |name: &str| board.teams.values().find(|team| team.name == name).unwrap().id;
    assert_eq!(person(&board, "VP Field").teams, [team("VP, Field")].into());
    assert_eq!(person(&board, "CRO").teams, [team("Sales")].into());
    assert!(board.people.values().all(|person| person.email.is_none() && person.leads.is_empty()));
}

#[test]
fn people_are_known_by_their_address_or_their_name() {
    let mut aurora = Fixture::aurora();
    let rows = vec![o(2, "O1", "", "Aurora/Sales", "OLGA@aurora.example", "One"), o(3, "O2", "", "Aurora/Sales", "Mia", "Two")];
    aurora.does(EXECUTIVE, Command::Import(table(rows)));
    assert_eq!((titled(&aurora.board, "One").owner, titled(&aurora.board, "Two").owner), (OWNER, MEMBER));
    assert_eq!(aurora.board.people.len(), 6);
}

#[test]
fn alignments_count_by_the_usual_rule_once_all_rows_are_read() {
    let board = taken_in(rows()).board;
    let ways = |title: &str| -> Vec<How> { titled(&board, title).parents.iter().map(|alignment| alignment.how).collect() };
    assert_eq!(ways("Build a strong pipeline"), [How::Contributes(1.0)], "to one without key results");
    assert_eq!(ways("Systems fit their targets"), [How::Supports, How::Supports], "to a key result, and to one with a star");
    assert_eq!(ways("Be known"), [How::Supports], "to one with key results");
    let mut turned = rows();
    turned.reverse();
    let board = taken_in(turned).board;
    assert_eq!(titled(&board, "Be known").parents[0].how, How::Supports);
}

#[test]
fn a_row_may_weigh_its_primary_alignment() {
    let mut rows = vec![o(2, "O1", "", "M", "A", "Grow"), o(3, "O2", "O1", "M/S", "B", "Sell")];
    let Content::Objective { weight, .. } = &mut rows[1].content else { unreachable!() };
    *weight = Some(2.5);
    assert_eq!(titled(&taken_in(rows).board, "Sell").parents[0].how, How::Contributes(2.5));
}

#[test]
fn a_value_becomes_a_check_in_of_the_import() {
    let fixture = taken_in(rows());
    let point = result(&fixture.board, "All targets in one place").last().unwrap();
    assert_eq!((&point.reading, point.at, point.by), (&Reading::Number(40.0), fixture.at.now, None));
    assert!(point.imported);
    assert!(result(&fixture.board, "Pipeline at 200 %").series.is_empty(), "an empty value means that nothing was reported");
}

#[test]
fn the_same_table_again_changes_nothing() {
    let mut fixture = taken_in(rows());
    assert_eq!(again(&mut fixture, rows()), Ok(Vec::new()));
    let mut moved: Vec<Row> = rows();
    for row in &mut moved {
        row.line += 7;
    }
    moved.reverse();
    assert_eq!(again(&mut fixture, moved), Ok(Vec::new()), "nor on other lines");
}

#[test]
fn only_what_differs_from_last_time_is_changed() {
    let mut fixture = taken_in(rows());
    let (ceo, sell) = (person(&fixture.board, "CEO").id, titled(&fixture.board, "Build a strong pipeline").id);
    let by_hand = ObjectiveDraft { why: "Said by hand".into(), owner: ceo, ..draft_of(&fixture.board, sell) };
    let objective = (**fixture.board.objectives.get(&sell).unwrap()).clone();
    // In a new organisation no person has a role yet, so the owner edits.
    fixture.does(objective.owner, edit(sell, by_hand, &because()));

    let mut changed = rows();
    changed[1] = o(3, "O2", "O1", "Meridian/Sales", "CRO", "Build a stronger pipeline");
    changed[4] = k(6, "K6", "O5", "VP Field", "All targets in one place", Some(60.0));
    changed.remove(5);
    fixture.at = noon(day(2026, 11, 20));
    let events = again(&mut fixture, changed).unwrap();
    assert_eq!(events.len(), 4, "an edit, a check-in, and two rows: {events:?}");
    let sell = fixture.board.objective(sell).unwrap();
    assert_eq!((sell.title.as_str(), sell.why.as_str(), sell.owner), ("Build a stronger pipeline", "Said by hand", ceo));
    assert_eq!(result(&fixture.board, "All targets in one place").series.len(), 2);
    titled(&fixture.board, "Be known");
    invariants::hold(&fixture.board);
}

#[test]
fn alignments_made_by_hand_are_left_alone() {
    let mut fixture = taken_in(rows());
    let id = |title: &str| titled(&fixture.board, title).id;
    let (field, known, grow) = (id("Systems fit their targets"), id("Be known"), id("Grow"));
    let owner = fixture.board.objective(field).unwrap().owner;
    fixture.does(owner, Command::Align { child: field, parent: Parent::Objective(known), how: None, place: Place::At(0) });
    fixture.does(owner, Command::Unalign { child: field, parent: Parent::Objective(grow) });

    let mut changed = rows();
    changed[3] = o(5, "O5", "O2;K3;O1*", "Meridian/Sales/VP, Field", "VP, Field", "Systems fit their targets");
    again(&mut fixture, changed).unwrap();
    let sell = titled(&fixture.board, "Build a strong pipeline").id;
    let pipeline = result(&fixture.board, "Pipeline at 200 %").id;
    let expected = [Parent::Objective(sell), Parent::Objective(known), Parent::KeyResult(pipeline)];
    assert_eq!(super::parents(&fixture.board, field), expected, "what was taken away by hand stays away");

    let mut away = rows();
    away[3] = o(5, "O5", "", "Meridian/Sales/VP, Field", "VP, Field", "Systems fit their targets");
    again(&mut fixture, away).unwrap();
    assert_eq!(super::parents(&fixture.board, field), [Parent::Objective(known)]);
}

#[test]
fn another_order_of_parents_is_taken_over() {
    let mut fixture = taken_in(rows());
    let mut turned = rows();
    turned[3] = o(5, "O5", "O1*;K3", "Meridian/Sales/VP, Field", "VP, Field", "Systems fit their targets");
    again(&mut fixture, turned).unwrap();
    let (grow, field) = (titled(&fixture.board, "Grow").id, titled(&fixture.board, "Systems fit their targets").id);
    assert_eq!(super::parents(&fixture.board, field)[0], Parent::Objective(grow));
    invariants::hold(&fixture.board);
}

#[test]
fn a_star_that_goes_leaves_it_to_the_usual_rule_again() {
    let mut fixture = taken_in(rows());
    let mut changed = rows();
    changed[3] = o(5, "O5", "K3;O1", "Meridian/Sales/VP, Field", "VP, Field", "Systems fit their targets");
    again(&mut fixture, changed).unwrap();
    let field = titled(&fixture.board, "Systems fit their targets");
    assert_eq!(field.parents[1].how, How::Contributes(1.0));
}

#[test]
fn an_alignment_that_goes_and_one_that_comes_do_not_depend_on_whose_row_is_first() {
    for turned in [false, true] {
        let mut fixture = taken_in(vec![o(2, "O1", "", "M", "A", "Grow"), o(3, "O2", "O1", "M/S", "B", "Sell")]);
        let mut rows = vec![
            o(2, "O1", "", "M", "A", "Grow"),
            o(3, "O2", "", "M/S", "B", "Sell"),
            o(4, "O3", "O1", "M/S", "B", "Be known"),
            k(5, "K4", "O1", "", "100 % more", None),
        ];
        if turned {
            rows.reverse();
        }
        again(&mut fixture, rows).unwrap();
        assert_eq!(titled(&fixture.board, "Be known").parents[0].how, How::Contributes(1.0), "it counted contributions before");
    }
}

#[test]
fn what_was_deleted_by_hand_stays_deleted() {
    let mut aurora = Fixture::aurora();
    let mut rows = vec![o(2, "O1", "", "Aurora", "Erin", "One"), o(3, "O2", "O1", "Aurora/Sales", "Olga", "Two")];
    aurora.does(EXECUTIVE, Command::Import(table(rows.clone())));
    let id = titled(&aurora.board, "One").id;
    aurora.does(EXECUTIVE, Command::DeleteObjective { id, reason: because() });
    assert_eq!(again(&mut aurora, rows.clone()), Ok(Vec::new()));
    rows[0] = o(2, "O1", "", "Aurora", "Erin", "One, said differently");
    rows[1] = o(3, "O2", "O1", "Aurora/Sales", "Olga", "Two, said differently");
    again(&mut aurora, rows).unwrap();
    assert!(aurora.board.objective(id).is_err());
    assert_eq!(titled(&aurora.board, "Two, said differently").parents, []);
}

#[test]
fn every_problem_is_named_by_line_and_column() {
    let mut milestone = k(9, "K9", "O2", "", "", None);
    let Content::KeyResult { weight, measure, reading, confidence, .. } = &mut milestone.content else { unreachable!() };
    (*weight, *reading, *confidence) = (f64::NAN, None, Some(4));
    *measure = Measure::Metric { unit: String::new(), baseline: 1.0, target: 1.0 };
    let mut pillar = o(10, "O10", "", "Meridian", "CEO", "Ten");
    let Content::Objective { pillar: name, weight: heavy, .. } = &mut pillar.content else { unreachable!() };
    (*name, *heavy) = ("Reach".into(), Some(101.0));
    let found = problems(vec![
        o(2, "O2", "O7", "Meridian", "", "Two"),
        o(3, "O2", "", "Meridian", "CEO", "Two again"),
        o(4, "", "", "Meridian", "CEO", "Nameless"),
        o(5, "O5", "", "Elsewhere/Sales", "CEO", ""),
        o(6, "O6", "O5;O5", "Meridian", "CEO", "Six"),
        k(7, "K7", "K9", "", "Seven", None),
        k(8, "K8", "O99", "", "Eight", None),
        milestone,
        pillar,
        o(11, "O11", "", "", "CEO", "Eleven"),
    ]);
    let rule = |refusal| Fault::Rule(Box::new(refusal));
    let field = crate::Field::Weight;
    let expected = [
        (2, "owner", Fault::Empty),
        (2, "parent", Fault::UnknownRef("O7".into())),
        (3, "ref", Fault::RefTwice("O2".into())),
        (4, "ref", Fault::Empty),
        (5, "team", Fault::NotOneOf(vec!["Meridian".into()])),
        (5, "title", Fault::Empty),
        (6, "parent", Fault::RefTwice("O5".into())),
        (7, "parent", Fault::WrongType("K9".into())),
        (8, "parent", Fault::UnknownRef("O99".into())),
        (9, "title", Fault::Empty),
        (9, "weight", rule(Refusal::NotANumber { field })),
        (9, "target", rule(Refusal::BaselineIsTarget)),
        (9, "value", Fault::Empty),
        (10, "pillar", Fault::UnknownPillar("Reach".into())),
        (10, "weight", rule(Refusal::OutOfRange { field, least: 0.0, most: 100.0 })),
        (11, "team", Fault::Empty),
    ];
    assert_eq!(found, expected.map(|(line, column, fault)| (line, column.to_owned(), fault)));
}

#[test]
fn a_loop_in_a_table_is_named_by_its_refs() {
    let rows = vec![o(2, "O1", "K2", "M", "A", "One"), k(3, "K2", "O3", "", "Two", None), o(4, "O3", "O1", "M", "A", "Three")];
    assert_eq!(problems(rows), [(4, "parent".into(), Fault::WouldLoop(vec!["O1".into(), "O3".into()]))]);
}

#[test]
fn a_draft_has_no_values() {
    let mut rows = vec![o(2, "O1", "", "M", "A", "One"), k(3, "K2", "O1", "", "Two", Some(4.0))];
    let Content::Objective { published, .. } = &mut rows[0].content else { unreachable!() };
    *published = false;
    let [(3, column, Fault::Rule(refusal))] = &problems(rows)[..] else { panic!("one problem") };
    assert_eq!(column, "value");
    assert!(matches!(**refusal, Refusal::StillDraft { .. }));
}

#[test]
fn a_ref_keeps_its_type_and_a_key_result_its_objective() {
    let mut fixture = taken_in(rows());
    let mut other_type = rows();
    other_type[5] = k(7, "O7", "O2", "", "Be known", None);
    let problem = |line, column: &str, fault| Err(Refusal::Table(vec![Problem { line, column: column.into(), fault }]));
    assert_eq!(again(&mut fixture, other_type), problem(7, "type", Fault::WrongType("O7".into())));
    let mut elsewhere = rows();
    elsewhere[4] = k(6, "K6", "O7", "VP Field", "All targets in one place", Some(40.0));
    let id = result(&fixture.board, "All targets in one place").id;
    let taken = Fault::Rule(Box::new(Refusal::Taken(Thing::KeyResult(id))));
    assert_eq!(again(&mut fixture, elsewhere), problem(6, "parent", taken));
}

#[test]
fn a_table_goes_into_an_open_cycle_and_is_brought_by_an_executive() {
    let mut aurora = Fixture::aurora();
    let rows = vec![o(2, "O1", "", "Aurora/Sales", "Olga", "One")];
    let import = |cycle: &str| Command::Import(Table { cycle: cycle.into(), ..table(rows.clone()) });
    assert_eq!(aurora.refused(ADMIN, import("2026 Q4")), Refusal::NotAllowed { action: Action::Import });
    let backwards = Table { first_day: day(2027, 1, 1), ..table(rows.clone()) };
    assert_eq!(aurora.refused(EXECUTIVE, Command::Import(backwards)), Refusal::DatesCrossed);
    aurora.does(EXECUTIVE, import("2026 Q4"));
    super::cycle::close(&mut aurora, QUARTER);
    assert_eq!(aurora.refused(EXECUTIVE, import("2026 Q4")), Refusal::CycleClosed { cycle: QUARTER });
    assert_eq!(Fixture::empty().ask(Actor::CommandLine, Command::Import(table(Vec::new()))), Err(Refusal::Founding));
}

#[test]
fn teams_and_pillars_are_known_in_any_letter_case_and_with_any_spaces() {
    let mut aurora = Fixture::aurora();
    let mut first = o(2, "O1", "", " AURORA", "Olga", "One");
    let Content::Objective { pillar, .. } = &mut first.content else { unreachable!() };
    *pillar = " TRUST ".into();
    let rows = vec![
        first,
        o(3, "O2", "", "aurora/sales ", "Olga", "Two"),
        o(4, "O3", "", "Aurora/Field  Work", "Olga", "Three"),
        o(5, "O4", "", "Aurora/field work", "Olga", "Four"),
    ];
    let import = Command::Import(Table { cycle: "2026 Q4".into(), ..table(rows) });
    let teams = aurora.board.teams.len();
    aurora.ask(crate::Actor::CommandLine, import).unwrap();
    assert_eq!(aurora.board.teams.len(), teams + 1);
    let objective = |title: &str| aurora.board.objectives.values().find(|objective| objective.title == title).unwrap();
    assert_eq!((objective("One").team, objective("One").pillar), (COMPANY, Some(PILLAR)));
    assert_eq!(objective("Two").team, SALES);
    assert_eq!(objective("Three").team, objective("Four").team);
}

#[test]
fn names_that_are_almost_the_same_are_pointed_out() {
    let found = doubts(&Board::default(), &table(rows()));
    assert_eq!(found, [Doubt::AlmostTheSame("VP Field".into(), "VP, Field".into())]);
    let aurora = Fixture::aurora().board;
    let found = doubts(&aurora, &table(vec![o(2, "O1", "", "Aurora/ sales", "olga", "One")]));
    let pair = |one: &str, other: &str| Doubt::AlmostTheSame(one.into(), other.into());
    assert_eq!(found, [pair("Olga", "olga")], "a team is the same in any case, so there is no doubt");
    let found = doubts(&aurora, &table(vec![o(2, "O1", "", "Aurora/Sa-les", "Olga", "One")]));
    assert_eq!(found, [pair("Sa-les", "Sales")]);
}

/// An objective's title, its owner, its parents and its key results.
type Meaning = (String, String, Vec<(String, How)>, Vec<String>);

/// The meaning of a table, independent of ids and the order of rows.
fn meaning(board: &Board) -> Vec<Meaning> {
    let name = |parent: Parent| match parent {
        Parent::Objective(id) => board.objective(id).unwrap().title.clone(),
        Parent::KeyResult(id) => board.key_result(id).unwrap().title.clone(),
    };
    let mut objectives: Vec<_> = board
        .objectives
        .values()
        .map(|one| {
            let parents = one.parents.iter().map(|alignment| (name(alignment.parent), alignment.how)).collect();
            let mut key_results: Vec<_> = board.key_results_of(one).map(|key_result| key_result.title.clone()).collect();
            key_results.sort();
            (one.title.clone(), board.person(one.owner).unwrap().name.clone(), parents, key_results)
        })
        .collect();
    objectives.sort_by(|one, other| one.0.cmp(&other.0));
    objectives
}

proptest! {
    #![proptest_config(super::always_the_same(64))]

    #[test]
    fn rows_may_stand_in_any_order(shuffled in Just(rows()).prop_shuffle()) {
        let mut fixture = taken_in(shuffled.clone());
        prop_assert_eq!(meaning(&fixture.board), meaning(&taken_in(rows()).board));
        prop_assert_eq!(again(&mut fixture, shuffled), Ok(Vec::new()));
    }
}
