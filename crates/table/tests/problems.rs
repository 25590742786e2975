//! Problems of a file are reported by line and column, all at once.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use okr::import::{Fault, Problem};
use okr::{Field, Refusal};
use table::{quarter_of, read};
use uuid::Uuid;

/// The problems of a file, as `(line, column, fault)`.
fn problems(bytes: &[u8]) -> Vec<(u32, String, Fault)> {
    let found = read(bytes, quarter_of("2026-11-02".parse().unwrap()), Uuid::nil()).unwrap_err();
    found.into_iter().map(|Problem { line, column, fault }| (line, column, fault)).collect()
}

/// The problems of the only row of a file, on line 2.
fn in_row(header: &str, cells: &str) -> Vec<(String, Fault)> {
    problems(format!("{header}\n{cells}\n").as_bytes())
        .into_iter()
        .map(|(line, column, fault)| {
            assert_eq!(line, 2);
            (column, fault)
        })
        .collect()
}

fn in_key_result(header: &str, cells: &str) -> Vec<(String, Fault)> {
    in_row(&format!("type,ref,parent,title,{header}"), &format!("key_result,K,O,A result,{cells}"))
}

fn at(column: &str, fault: Fault) -> Vec<(String, Fault)> {
    vec![(column.to_owned(), fault)]
}

/// The accepted words for yes and no.
const YES_OR_NO: [&str; 8] = ["yes", "no", "true", "false", "1", "0", "是", "否"];

fn rule(refusal: Refusal) -> Fault {
    Fault::Rule(Box::new(refusal))
}

fn words(words: &[&str]) -> Fault {
    Fault::NotOneOf(words.iter().map(|&word| word.to_owned()).collect())
}

#[test]
fn an_empty_file_lacks_the_columns_that_must_be_there() {
    let missing = |column: &str| (1, column.to_owned(), Fault::MissingColumn);
    for nothing in ["", "\n\n", "\u{feff}"] {
        assert_eq!(problems(nothing.as_bytes()), [missing("type"), missing("ref"), missing("title")], "{nothing:?}");
    }
}

#[test]
fn columns_that_are_unknown_or_twice_or_missing_are_all_named() {
    assert_eq!(
        problems(b"type,colour,ref,type\nobjective,red,O,objective\n"),
        [
            (1, "colour".to_owned(), Fault::UnknownColumn),
            (1, "type".to_owned(), Fault::ColumnTwice),
            (1, "title".to_owned(), Fault::MissingColumn),
        ]
    );
}

#[test]
fn an_unknown_column_does_not_hide_what_is_wrong_below_it() {
    assert_eq!(
        problems(b"type,ref,title,owner,team,colour\nobjective,O,,Ana,Company,red\n"),
        [(1, "colour".to_owned(), Fault::UnknownColumn), (2, "title".to_owned(), Fault::Empty)]
    );
}

#[test]
fn every_line_that_is_not_utf8_is_named_once() {
    let bytes = b"type,ref,title\nobjective,O,\xff and \xfe\nobjective,P,fine\r\nobjective,Q,caf\xe9\n";
    assert_eq!(problems(bytes), [(2, String::new(), Fault::NotUtf8), (4, String::new(), Fault::NotUtf8)]);
}

#[test]
fn a_row_that_is_longer_or_shorter_than_the_header_is_named() {
    let text = "type,ref,title,owner,team\nobjective,O,Short\nobjective,P,Right,Ana,Company\nobjective,Q,Long,Ana,Company,more\n";
    assert_eq!(problems(text.as_bytes()), [(2, String::new(), Fault::WrongLength), (4, String::new(), Fault::WrongLength)]);
}

#[test]
fn all_problems_of_all_rows_are_named() {
    let text = "type,ref,parent,owner,team,title,baseline,target,stage\n\
        objective,,,,,,,,maybe\n\
        key_result,K,,,,Late,abc,,\n\
        task,T,,,,A task,,,\n";
    let empty = |line, column: &str| (line, column.to_owned(), Fault::Empty);
    assert_eq!(
        problems(text.as_bytes()),
        [
            empty(2, "ref"),
            empty(2, "title"),
            empty(2, "team"),
            empty(2, "owner"),
            (2, "stage".to_owned(), words(&["published", "draft"])),
            empty(3, "parent"),
            (3, "baseline".to_owned(), Fault::NotANumber("abc".to_owned())),
            empty(3, "target"),
            (4, "type".to_owned(), words(&["objective", "key_result"])),
        ]
    );
}

#[test]
fn a_number_is_finite_and_counts_what_its_unit_says() {
    for text in ["NaN", "inf", "-infinity", "1e999", "12%", "1 00", "十二"] {
        let as_read = text.trim_matches('"').to_owned();
        assert_eq!(in_key_result("baseline,target", &format!("0,{text}")), at("target", Fault::NotANumber(as_read)));
    }
}

#[test]
fn a_baseline_is_never_its_target() {
    assert_eq!(in_key_result("baseline,target", "5,5.0"), at("target", rule(Refusal::BaselineIsTarget)));
}

#[test]
fn a_metric_needs_both_its_ends() {
    assert_eq!(in_key_result("baseline,target", ","), [at("baseline", Fault::Empty), at("target", Fault::Empty)].concat());
}

#[test]
fn a_keep_needs_a_bound_and_uncrossed_ones() {
    assert_eq!(in_key_result("measure,lower,upper", "keep,,"), at("lower", rule(Refusal::NoBounds)));
    assert_eq!(in_key_result("measure,lower,upper", "keep,9,8"), at("upper", rule(Refusal::BoundsCrossed)));
}

#[test]
fn milestones_name_what_is_wrong_with_each_step() {
    let wrong = |text| in_key_result("measure,milestones", &format!("milestones,{text}"));
    assert_eq!(wrong(""), at("milestones", Fault::Empty));
    assert_eq!(wrong("Plan"), at("milestones", words(&["name:weight:done", "name:weight:done:due"])));
    assert_eq!(
        wrong(":x:perhaps:tomorrow"),
        [
            at("milestones", Fault::Empty),
            at("milestones", Fault::NotANumber("x".into())),
            at("milestones", words(&YES_OR_NO)),
            at("milestones", Fault::NotADate("tomorrow".into())),
        ]
        .concat()
    );
    assert_eq!(wrong("Plan:0:no;Build:0:no"), at("milestones", rule(Refusal::NoSteps)));
    assert_eq!(
        wrong("Plan:-1:no"),
        at("milestones", rule(Refusal::OutOfRange { field: Field::Weight, least: 0.0, most: 100.0 }))
    );
}

#[test]
fn done_is_yes_or_no() {
    assert_eq!(in_key_result("measure,value", "done,half"), at("value", words(&YES_OR_NO)));
}

#[test]
fn weights_lie_between_0_and_100() {
    let range = rule(Refusal::OutOfRange { field: Field::Weight, least: 0.0, most: 100.0 });
    for weight in ["-0.1", "100.5"] {
        assert_eq!(in_key_result("baseline,target,weight", &format!("0,1,{weight}")), at("weight", range.clone()));
        assert_eq!(
            in_row("type,ref,title,owner,team,weight", &format!("objective,O,T,Ana,C,{weight}")),
            at("weight", range.clone())
        );
    }
}

#[test]
fn a_confidence_is_a_whole_number_up_to_ten_and_comes_with_a_value() {
    let range = Fault::NotWhole { least: 0, most: 10 };
    for confidence in ["11", "-1", "7.5"] {
        assert_eq!(
            in_key_result("baseline,target,value,confidence", &format!("0,1,1,{confidence}")),
            at("confidence", range.clone())
        );
    }
    assert_eq!(in_key_result("baseline,target,value,confidence", "0,1,,7"), at("value", Fault::Empty));
}

#[test]
fn what_means_nothing_in_a_row_must_be_empty() {
    let objective = in_row("type,ref,title,owner,team,unit,value", "objective,O,Title,Ana,Company,%,4");
    assert_eq!(objective, [at("unit", Fault::MustBeEmpty), at("value", Fault::MustBeEmpty)].concat());
    let key_result = in_key_result("team,stage,baseline,target,lower", "Company,draft,0,1,3");
    assert_eq!(
        key_result,
        [at("team", Fault::MustBeEmpty), at("stage", Fault::MustBeEmpty), at("lower", Fault::MustBeEmpty)].concat()
    );
}

#[test]
fn a_team_path_or_a_parent_without_a_name_is_named() {
    assert_eq!(in_row("type,ref,title,owner,team", "objective,O,Title,Ana,Company//Rides"), at("team", Fault::Empty));
    assert_eq!(in_row("type,ref,title,owner,team,parent", "objective,O,Title,Ana,Company,P;*"), at("parent", Fault::Empty));
}
