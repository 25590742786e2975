//! Tables as spreadsheets save them are parsed correctly.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use okr::fixtures::{ADMIN, Fixture};
use okr::import::{Content, Doubt, Fault, Problem, Table};
use okr::{Actor, Command, Measure, Reading, Refusal};
use table::{people_sheet, quarter_of, read, read_people, sheet, text_of};
use uuid::Uuid;

const KEY_RESULT: &str = "type,ref,parent,title,unit,baseline,target,value\nkey_result,K,O,A result";

fn try_read(bytes: &[u8]) -> Result<Table, Vec<Problem>> {
    read(bytes, quarter_of("2026-11-02".parse().unwrap()), Uuid::from_u128(7))
}

fn rows(text: &str) -> Vec<Content> {
    try_read(text.as_bytes()).unwrap().rows.into_iter().map(|row| row.content).collect()
}

fn problems(text: &str) -> Vec<(u32, String, Fault)> {
    let found = try_read(text.as_bytes()).unwrap_err();
    found.into_iter().map(|Problem { line, column, fault }| (line, column, fault)).collect()
}

fn reading(content: &Content) -> Option<Reading> {
    match content {
        Content::KeyResult { reading, .. } => reading.clone(),
        Content::Objective { .. } => None,
    }
}

fn title(content: &Content) -> &str {
    match content {
        Content::KeyResult { title, .. } | Content::Objective { title, .. } => title,
    }
}

#[test]
fn rows_of_commas_and_columns_without_a_name_are_left_out_and_true_is_yes() {
    let text = "type,ref,parent,team,owner,title,measure,unit,baseline,target,value,weight,,\n\
        objective,A,,Acme,Ann Lee,Goal,,,,,,,,\n\
        key_result,A1,A,,Ann Lee,Number,metric,,0,10,5,1,,\n\
        ,,,,,,,,,,,,,\n\
        key_result,A2,A,,Ann Lee,Licence granted,done,,,,TRUE,1,,\n\
        ,,,,,,,,,,,,,\n";
    let rows = rows(text);
    assert_eq!(rows.len(), 3);
    assert_eq!(reading(&rows[2]), Some(Reading::Done(true)));
    for word in ["Yes", "YES", "是", "true", "1"] {
        let done = format!("type,ref,parent,title,measure,value\nkey_result,K,O,A result,done,{word}\n");
        assert_eq!(reading(&self::rows(&done)[0]), Some(Reading::Done(true)), "{word}");
    }
}

#[test]
fn what_stands_under_no_name_is_named() {
    let text = "type,ref,title,owner,team,\nobjective,O,Goal,Ann,Acme,lost\nobjective,P,Goal,Ann,Acme,\n";
    assert_eq!(problems(text), [(2, String::new(), Fault::WrongLength)]);
}

#[test]
fn headers_and_words_are_understood_in_whatever_letter_case() {
    let text = "Type,REF,Parent,Team,Owner,Title,Measure,Baseline,Target,Stage\n\
        Objective,A,,Acme,Ann Lee,Goal,,,,Draft\n\
        Key Result,A1,A,,,Number,METRIC,0,10,\n\
        KEY-RESULT,A2,A,,,Number,Metric,0,10,\n";
    let rows = rows(text);
    assert!(matches!(rows[0], Content::Objective { published: false, .. }));
    assert!(rows[1..].iter().all(|row| matches!(row, Content::KeyResult { .. })));
}

#[test]
fn columns_may_be_parted_by_semicolons_or_tabs_and_decimals_by_a_comma() {
    let text = "type;ref;parent;team;owner;title;measure;unit;baseline;target;value;weight\r\n\
        objective;A;;Acme;Ann Lee;Goal;;;;;;\r\n\
        key_result;A1;A;;Ann Lee;Number, of all;metric;;0;10;2,5;1\r\n";
    for text in [text.to_owned(), text.replace(';', "\t"), format!("sep=;\r\n{text}"), format!("\"sep=;\"\r\n{text}")] {
        let rows = rows(&text);
        assert_eq!((title(&rows[1]), reading(&rows[1])), ("Number, of all", Some(Reading::Number(2.5))), "{text}");
    }
    let after_sep = "sep=;\ntype;ref;title\nobjective;;Goal\n";
    assert_eq!(problems(after_sep)[0].0, 3, "lines are counted as an editor counts them");
    let parents = "type;ref;parent;title;owner;team\nobjective;O;\"P;Q*\";Goal;Ann;Acme\n";
    assert!(matches!(&rows(parents)[0], Content::Objective { parents, .. } if parents.len() == 2));
}

#[test]
fn a_number_is_read_as_in_every_form() {
    for (unit, cell, value) in [
        ("", "\"2,5\"", 2.5),
        ("", "\"1,234.5\"", 1234.5),
        ("", "\"1.234,5\"", 1234.5),
        ("", "1 000", 1000.0),
        ("", "1.234", 1.234),
        ("%", "75%", 75.0),
        ("€", "€ 30", 30.0),
        ("", "−4", -4.0),
        ("", "７５", 75.0),
    ] {
        let rows = rows(&format!("{KEY_RESULT},{unit},0,{cell},\n"));
        let Content::KeyResult { measure: Measure::Metric { target, .. }, .. } = rows[0] else { panic!("no metric") };
        assert_eq!(Some(target), Some(value), "{cell}");
    }
}

#[test]
fn a_number_that_reads_both_ways_is_named_with_both_readings() {
    let both = |text: &str, readings: [&str; 2]| Fault::ReadsBothWays {
        text: text.to_owned(),
        readings: readings.map(str::to_owned).to_vec(),
    };
    let fault = |text: &str| problems(text).remove(0).2;
    let four = both("4,355", ["4.3550", "4355"]);
    assert_eq!(problems(&format!("{KEY_RESULT},,3.7,4.5,\"4,355\"\n")), [(2, "value".to_owned(), four.clone())]);
    assert_eq!(problems(&format!("{KEY_RESULT},,3.7,\"4,355\",\n")), [(2, "target".to_owned(), four)]);
    assert_eq!(fault(&format!("{KEY_RESULT},,1000,5000,1.234\n")), both("1.234", ["1.2340", "1234"]));
    assert_eq!(fault(&format!("{KEY_RESULT},,1000,5000,1.234\n").replace(',', ";")), both("1.234", ["1.2340", "1234"]));
    // The forms that the message suggests are accepted.
    for written in ["4.3550", "4355"] {
        assert!(try_read(format!("{KEY_RESULT},,3.7,{written},\n").as_bytes()).is_ok(), "{written}");
    }
}

#[test]
fn a_value_far_outside_baseline_and_target_is_a_doubt() {
    let doubts = |value: &str| {
        let table = try_read(format!("{KEY_RESULT},,3.7,4.5,{value}\n").as_bytes()).unwrap();
        okr::import::doubts(&okr::Board::default(), &table)
    };
    assert_eq!(doubts("4355"), [Doubt::FarOff { line: 2, title: "A result".into(), value: 4355.0 }]);
    assert_eq!(doubts("4.355"), []);
}

#[test]
fn utf_16_and_gbk_are_read_as_spreadsheets_write_them() {
    let text = "type,ref,title,owner,team\r\nobjective,O,读者先行,林悦,公司/编辑部\r\n";
    let units = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let gbk = encoding_rs::GBK.encode(text).0.into_owned();
    let little = [b"\xff\xfe".to_vec(), units(u16::to_le_bytes)].concat();
    let big = [b"\xfe\xff".to_vec(), units(u16::to_be_bytes)].concat();
    for bytes in [gbk, little, big, text.as_bytes().to_vec()] {
        assert_eq!(text_of(&bytes).unwrap(), text);
        assert_eq!(title(&try_read(&bytes).unwrap().rows[0].content), "读者先行");
    }
    let people = encoding_rs::GBK.encode("name,email\n张伟,wei@acme.example\n").0.into_owned();
    assert_eq!(read_people(&people, Uuid::nil()).unwrap().rows[0].name, "张伟");
    // Western text in a single-byte encoding isn't mistaken for Chinese.
    let western = b"name,email\nJ\xfcrgen Gro\xdfmann,j@acme.example\n\xc5sa M\xfcller,a@acme.example\n";
    let faults: Vec<_> = read_people(western, Uuid::nil()).unwrap_err().into_iter().map(|problem| problem.line).collect();
    assert_eq!(faults, [2, 3]);
}

#[test]
fn a_key_results_description_is_named_because_it_has_no_place() {
    let text = "type,ref,parent,team,owner,title,description,baseline,target\n\
        objective,A,,Acme,Ann Lee,Goal,why the goal matters,,\n\
        key_result,A1,A,,Ann Lee,Number,how this number is counted,0,10\n";
    assert_eq!(problems(text), [(3, "description".to_owned(), Fault::MustBeEmpty)]);
}

#[test]
fn a_confidence_is_a_whole_number() {
    for confidence in ["8.5", "11", "-1"] {
        let text = format!("type,ref,parent,title,baseline,target,value,confidence\nkey_result,K,O,T,0,1,1,{confidence}\n");
        assert_eq!(problems(&text), [(2, "confidence".to_owned(), Fault::NotWhole { least: 0, most: 10 })]);
    }
}

#[test]
fn every_problem_of_cells_and_rules_comes_at_once() {
    let text = "type,ref,parent,team,owner,title,measure,unit,baseline,target,value,weight,confidence\n\
        objective,A,NOPE,Aurora,Ann Lee,Goal,,,,,,,\n\
        key_result,A1,A,,Ann Lee,Number,metric,,0,ten,5,1,8\n\
        key_result,A2,B,,Ann Lee,Number,metric,,0,10,5,1,8\n\
        objective,A,,Aurora,Ann Lee,Twice,,,,,,,\n\
        objective,C,,Aurora\n\
        key_result,C1,C,,Ann Lee,Number,metric,,0,10,5,1,8\n\
        goal,D,,Aurora,Ann Lee,Goal,,,,,,,\n\
        key_result,D1,D,,Ann Lee,Number,metric,,0,10,5,1,8\n\
        objective,,NOPE,Aurora,Ann Lee,Goal,,,,,,,\n";
    let mut aurora = Fixture::aurora();
    let sheet = sheet(text.as_bytes(), quarter_of("2026-11-02".parse().unwrap()), Uuid::from_u128(1 << 64));
    let refusal = sheet.judged(|table| aurora.ask(Actor::CommandLine, Command::Import(table.clone()))).unwrap_err();
    let Refusal::Table(problems) = refusal else { panic!("{refusal:?}") };
    let places: Vec<_> = problems.iter().map(|problem| (problem.line, problem.column.as_str())).collect();
    assert_eq!(
        places,
        [(2, "parent"), (3, "target"), (4, "parent"), (5, "ref"), (6, ""), (8, "type"), (10, "ref"), (10, "parent")],
        "{problems:?}"
    );
}

#[test]
fn in_a_table_of_people_nothing_hides_behind_an_empty_cell() {
    let text = "name,email,team\n,nobody,Borealis\nNora,,\nOmar,omar@aurora.example,\nOlga,OMAR@aurora.example,\n";
    let mut aurora = Fixture::aurora();
    let sheet = people_sheet(text.as_bytes(), Uuid::from_u128(1 << 64));
    let refusal = sheet.judged(|table| aurora.ask(Actor::Person(ADMIN), Command::ImportPeople(table.clone()))).unwrap_err();
    let Refusal::Table(problems) = refusal else { panic!("{refusal:?}") };
    let places: Vec<_> = problems.iter().map(|problem| (problem.line, problem.column.as_str())).collect();
    assert_eq!(places, [(2, "name"), (2, "email"), (2, "team"), (3, "email"), (5, "email")], "{problems:?}");
}

#[test]
fn one_name_in_two_spellings_of_unicode_is_one_person_and_one_team() {
    let (composed, decomposed) = ("J\u{fc}rgen Gro\u{df}", "Ju\u{308}rgen Gro\u{df}");
    let text = format!(
        "type,ref,parent,team,owner,title\nobjective,A,,Aurora/B\u{fc}ro,{composed},Goal A\nobjective,B,,Aurora/Bu\u{308}ro,{decomposed},Goal B\n"
    );
    let mut aurora = Fixture::aurora();
    let (people, teams) = (aurora.board.people.len(), aurora.board.teams.len());
    let table = read(text.as_bytes(), quarter_of("2026-11-02".parse().unwrap()), Uuid::from_u128(1 << 64)).unwrap();
    aurora.ask(Actor::CommandLine, Command::Import(table)).unwrap();
    assert_eq!((aurora.board.people.len(), aurora.board.teams.len()), (people + 1, teams + 1));
    assert!(aurora.board.people.values().any(|person| person.name == composed));
}
