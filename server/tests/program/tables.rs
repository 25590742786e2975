//! Importing tables.

use super::{TABLE, err, folder, import, out};

#[test]
fn a_table_is_previewed_and_taken_in_and_the_second_time_nothing_changes() {
    let (folder, file) = folder(TABLE.as_bytes());
    let preview = import(folder.path(), &file, &[]);
    assert!(!preview.status.success(), "nobody said yes");
    assert!(out(&preview).contains("objectives: 2, key results: 2, teams: 2, people: 2, alignments: 1, check-ins: 1, cycles: 1; changes of what is there: 0"), "{}", out(&preview));
    assert!(err(&preview).contains("--yes"), "{}", err(&preview));

    let first = import(folder.path(), &file, &["--yes"]);
    assert!(first.status.success(), "{}", err(&first));
    assert!(out(&first).contains("Imported."), "{}", out(&first));

    let second = import(folder.path(), &file, &[]);
    assert!(second.status.success(), "{}", err(&second));
    assert!(out(&second).contains("Nothing changed"), "{}", out(&second));
}

#[test]
fn every_problem_of_a_table_is_named_by_line_and_column_and_nothing_is_taken_in() {
    let (folder, file) = folder(TABLE.replace("unit", "colour").replace("metric", "guess").as_bytes());
    let output = import(folder.path(), &file, &["--yes"]);
    assert!(!output.status.success());
    assert!(out(&output).contains("Line 1, colour:"), "{}", out(&output));
    assert!(err(&output).contains("Nothing was imported"), "{}", err(&output));
}

#[test]
fn a_table_that_is_not_utf_8_is_refused_by_the_line() {
    let (folder, file) = folder(&[TABLE.as_bytes(), b"objective,O3,,Aurora,Andr\xe9,Latin 1,,,,,,\n"].concat());
    let output = import(folder.path(), &file, &["--yes"]);
    assert!(!output.status.success());
    assert!(out(&output).contains("Line 6:") && out(&output).contains("UTF-8"), "{}", out(&output));
}

#[test]
fn what_is_wrong_with_a_table_is_said_in_the_language_that_was_asked_for() {
    let (folder, file) = folder(TABLE.as_bytes());
    assert!(import(folder.path(), &file, &["--yes"]).status.success(), "an English organisation");
    std::fs::write(&file, TABLE.replace("objective,O2,", "objective,O1,")).unwrap();
    let chinese = import(folder.path(), &file, &["--language", "zh-Hans"]);
    assert!(out(&chinese).contains("第 4 行，ref：") && out(&chinese).contains("导入周期"), "{}", out(&chinese));
    let english = import(folder.path(), &file, &[]);
    assert!(out(&english).contains("Line 4, ref:"), "{}", out(&english));
    assert!(err(&chinese).contains("未导入任何内容") && !err(&chinese).contains("Nothing was"), "{}", err(&chinese));
    assert!(err(&english).contains("Nothing was imported. Problems: 1,"), "{}", err(&english));
    std::fs::write(&file, TABLE.replace("Customers", "Clients").replace("objective,O2,", "objective,O9,")).unwrap();
    let unconfirmed = import(folder.path(), &file, &["--language", "zh-Hans", "--reason", "市场变了"]);
    assert!(err(&unconfirmed).contains("加上 --yes"), "{} {}", out(&unconfirmed), err(&unconfirmed));
}

#[test]
fn a_loop_in_a_table_is_named_and_nothing_is_taken_in() {
    let (folder, file) = folder(TABLE.replace("O1,,Aurora", "O1,O2,Aurora").as_bytes());
    let output = import(folder.path(), &file, &["--yes"]);
    assert!(!output.status.success());
    assert!(out(&output).contains("Line 2, parent:") || out(&output).contains("Line 4, parent:"), "{}", out(&output));
    let preview = import(folder.path(), &folder.path().join("table.csv"), &[]);
    assert!(!preview.status.success(), "nothing of it is there: {}", out(&preview));
}
