//! The content of a file arrives in the command.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use okr::import::{Content, Problem, Row, Table};
use okr::{Ambition, Measure, Milestone, Reading, Ticks};
use table::{CycleName, quarter_of, read};
use uuid::Uuid;

fn cycle() -> CycleName {
    quarter_of("2026-11-02".parse().unwrap())
}

fn try_read(bytes: &[u8]) -> Result<Table, Vec<Problem>> {
    read(bytes, cycle(), Uuid::from_u128(7))
}

fn rows(text: &str) -> Vec<Row> {
    try_read(text.as_bytes()).unwrap().rows
}

/// The only key result of a table whose objective is on the second line.
fn key_result(header: &str, cells: &str) -> Content {
    rows(&format!("type,ref,parent,title,{header}\nkey_result,K,O,A result,{cells}\n")).remove(0).content
}

fn measured(content: Content) -> (Measure, Option<Reading>, Option<u8>) {
    match content {
        Content::KeyResult { measure, reading, confidence, .. } => (measure, reading, confidence),
        Content::Objective { .. } => panic!("an objective"),
    }
}

#[test]
fn the_cycle_and_the_first_id_are_handed_on() {
    let table = try_read(b"type,ref,title\n").unwrap();
    assert_eq!((table.cycle.as_str(), table.ids_from), ("2026 Q4", Uuid::from_u128(7)));
    assert_eq!((table.first_day, table.last_day), (cycle().first_day, cycle().last_day));
    assert!(table.rows.is_empty());
}

#[test]
fn an_objective_says_all_that_it_can_say() {
    let text = "type,ref,parent,team,owner,title,description,ambition,stage,pillar,weight\n\
        objective,O1,K9; O3* ;O4,Company/Rides / Night,ana@example.org,Nobody waits,Because it is dark,aspirational,draft,Dependable,2.5\n";
    assert_eq!(
        rows(text),
        [Row {
            line: 2,
            reference: "O1".into(),
            content: Content::Objective {
                parents: vec![("K9".into(), false), ("O3".into(), true), ("O4".into(), false)],
                team: vec!["Company".into(), "Rides".into(), "Night".into()],
                owner: "ana@example.org".into(),
                title: "Nobody waits".into(),
                why: "Because it is dark".into(),
                ambition: Ambition::Aspirational,
                published: false,
                pillar: "Dependable".into(),
                weight: Some(2.5),
            },
        }]
    );
}

#[test]
fn an_objective_is_committed_and_published_and_hangs_nowhere_unless_it_says_otherwise() {
    let Content::Objective { parents, ambition, published, weight, .. } =
        rows("type,ref,title,owner,team\nobjective,O,Title,Ana,Company\n").remove(0).content
    else {
        panic!("a key result")
    };
    assert_eq!((parents.len(), ambition, published, weight), (0, Ambition::Committed, true, None));
}

#[test]
fn a_key_result_is_a_metric_of_weight_one_unless_it_says_otherwise() {
    let content = key_result("unit,baseline,target", "%,80,92.5");
    assert_eq!(
        content,
        Content::KeyResult {
            objective: "O".into(),
            owner: String::new(),
            title: "A result".into(),
            weight: 1.0,
            measure: Measure::Metric { unit: "%".into(), baseline: 80.0, target: 92.5 },
            reading: None,
            confidence: None,
        }
    );
}

#[test]
fn a_metric_may_fall_and_have_been_reported() {
    let (measure, reading, confidence) = measured(key_result("baseline,target,value,confidence", "100,-60,7e1,9"));
    assert_eq!(measure, Measure::Metric { unit: String::new(), baseline: 100.0, target: -60.0 });
    assert_eq!((reading, confidence), (Some(Reading::Number(70.0)), Some(9)));
}

#[test]
fn a_keep_has_one_bound_or_two() {
    let keep = |cells| measured(key_result("measure,unit,lower,upper,value", cells));
    let of = |lower, upper| Measure::Keep { unit: "°C".into(), lower, upper };
    assert_eq!(keep("keep,°C,2,,").0, of(Some(2.0), None));
    assert_eq!(keep("keep,°C,,8,").0, of(None, Some(8.0)));
    assert_eq!(keep("keep,°C,8,8,8.0"), (of(Some(8.0), Some(8.0)), Some(Reading::Number(8.0)), None));
}

#[test]
fn milestones_have_weights_and_may_have_days() {
    let (measure, reading, _) =
        measured(key_result("measure,milestones", "milestones,Plan:1:yes:2026-10-30; Build:2.5:no ;Open:0:1;"));
    let step = |name: &str, weight, due: Option<&str>| Milestone::new(name, weight, due.map(|day| day.parse().unwrap()));
    assert_eq!(
        measure,
        Measure::milestones(vec![step("Plan", 1.0, Some("2026-10-30")), step("Build", 2.5, None), step("Open", 0.0, None)])
    );
    assert_eq!(reading, Some(Reading::Steps(Ticks::by_place([true, false, true]))));
}

#[test]
fn milestones_that_do_not_say_whether_they_are_done_were_not_reported() {
    assert_eq!(measured(key_result("measure,milestones", "milestones,Plan:1:;Build:2:")).1, None);
}

#[test]
fn done_is_yes_or_no_or_not_reported() {
    let reading = |value: &str| measured(key_result("measure,value", &format!("done,{value}"))).1;
    assert_eq!(reading(""), None);
    for yes in ["yes", "true", "1"] {
        assert_eq!(reading(yes), Some(Reading::Done(true)));
    }
    for no in ["no", "false", "0"] {
        assert_eq!(reading(no), Some(Reading::Done(false)));
    }
}

#[test]
fn columns_may_stand_in_any_order_and_a_byte_order_mark_is_no_part_of_the_first() {
    let text = "\u{feff}title,team,ref,type,owner\n 读者先行 ,公司/编辑部,O,objective,林悦\n";
    let Content::Objective { title, team, owner, .. } = rows(text).remove(0).content else { panic!("a key result") };
    assert_eq!((title.as_str(), team, owner.as_str()), ("读者先行", vec!["公司".to_owned(), "编辑部".to_owned()], "林悦"));
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let row = |reference: &str, title: &str| format!("objective,{reference},{title},Ana,Company");
    for end in ["\n", "\r\n", "\r"] {
        let text = [
            "",
            "type,ref,title,owner,team",
            &row("A", &format!("\"Two{end}lines\"")),
            "",
            "",
            &row("B", "One"),
            &row("C", "One"),
            "",
        ];
        let lines: Vec<_> = rows(&text.join(end)).iter().map(|row| (row.reference.clone(), row.line)).collect();
        assert_eq!(lines, [("A".to_owned(), 3), ("B".to_owned(), 7), ("C".to_owned(), 8)], "{end:?}");
    }
}
