use super::*;

fn rating() -> Option<Scale> {
    Scale::of(&Measure::Metric { unit: "stars".into(), baseline: 3.7, target: 4.5 }, None)
}

fn thousands() -> Option<Scale> {
    Scale::of(&Measure::Metric { unit: String::new(), baseline: 1000.0, target: 5000.0 }, None)
}

fn judged(typed: &str, scale: Option<Scale>, known: &[f64]) -> Result<f64, Unread> {
    read(typed, "")?.judged(scale, known)
}

fn both(decimal: f64, whole: f64) -> Result<f64, Unread> {
    Err(Unread::Ambiguous { decimal, whole })
}

#[test]
fn what_is_written_into_a_field_is_read_again_however_large_or_small_it_is() {
    for value in [0.0, 214.0, -3.25, 0.1, 99.999, 1.234, -3.5, 1e15, 1e-7, 5e75, 1e-70, f64::MAX, f64::MIN_POSITIVE] {
        assert_eq!(read(&written(value), "").map(|read| read.plain), Ok(value), "{}", written(value));
        assert_eq!(judged(&written(value), rating(), &[value]), Ok(value), "what stood there isn't asked about");
        assert_eq!(parse(&clear(value), ""), Ok(value), "{}", clear(value));
    }
}

#[test]
fn numbers_are_understood_as_people_type_them() {
    for (typed, unit, value) in [
        ("214", "", 214.0),
        (" 214 ", "", 214.0),
        ("+3.5", "", 3.5),
        (".5", "", 0.5),
        ("5.", "", 5.0),
        ("0.125", "", 0.125),
        ("1,234.5", "", 1234.5),
        ("1.234,5", "", 1234.5),
        ("1 234,5", "", 1234.5),
        ("1,234,567", "", 1_234_567.0),
        ("1.234.567", "", 1_234_567.0),
        ("1,234,567.8", "", 1_234_567.8),
        ("1 234 567", "", 1_234_567.0),
        ("1\u{202f}234", "", 1234.0),
        ("1’234", "", 1234.0),
        ("２１４", "", 214.0),
        ("１，２３４．５", "", 1234.5),
        ("1。5", "", 1.5),
        ("\u{3000}７５％", "%", 75.0),
        ("75 %", "%", 75.0),
        ("−4", "", -4.0),
        ("–4", "", -4.0),
        ("－４", "", -4.0),
        ("- 4", "", -4.0),
        ("¥30", "¥", 30.0),
        ("-¥30", "¥", -30.0),
        ("$2.05 m", "$ m", 2.05),
        ("2.05 $ m", "$ m", 2.05),
        ("￥-30", "¥", -30.0),
        ("214 visits", "visits", 214.0),
        ("12 天", "天", 12.0),
        ("\u{2066}12\u{2069}", "", 12.0),
        ("1.5e3", "", 1500.0),
        ("0.000", "", 0.0),
    ] {
        assert_eq!(parse(typed, unit), Ok(value), "{typed:?} {unit:?}");
    }
}

#[test]
fn a_negative_nothing_is_nothing() {
    assert!(parse("-0", "").is_ok_and(f64::is_sign_positive));
}

#[test]
fn a_number_that_reads_both_ways_is_asked_about() {
    for (typed, decimal, whole) in [
        ("4,355", 4.355, 4355.0),
        ("-4,355", -4.355, -4355.0),
        ("1.234", 1.234, 1234.0),
        ("1,5", 1.5, 15.0),
        ("4,12", 4.12, 412.0),
        ("0,25", 0.25, 25.0),
        ("12,3456", 12.3456, 123_456.0),
        ("0,500", 0.5, 500.0),
        ("1234,567", 1234.567, 1_234_567.0),
    ] {
        assert_eq!(parse(typed, ""), both(decimal, whole), "{typed:?}");
    }
}

#[test]
fn a_comma_before_three_digits_is_asked_about_on_every_scale() {
    assert_eq!(judged("4,123", rating(), &[]), both(4.123, 4123.0));
    assert_eq!(judged("4,123", thousands(), &[]), both(4.123, 4123.0));
}

#[test]
fn a_point_before_three_digits_is_asked_about_unless_only_the_decimal_fits_the_scale() {
    assert_eq!(judged("4.123", rating(), &[]), Ok(4.123));
    assert_eq!(judged("1.234", thousands(), &[]), both(1.234, 1234.0));
    assert_eq!(judged("1.234", None, &[]), both(1.234, 1234.0));
}

#[test]
fn what_was_chosen_or_stood_there_is_not_asked_about_again() {
    assert_eq!(judged("4,355", rating(), &[4.355]), Ok(4.355));
    assert_eq!(judged("4,355", rating(), &[4355.0]), Ok(4355.0));
    assert_eq!(judged("4355", rating(), &[4355.0]), Ok(4355.0));
    assert_eq!(judged("4,355", rating(), &[4.4]), both(4.355, 4355.0), "something else was chosen");
}

#[test]
fn a_number_far_outside_its_scale_is_asked_about() {
    let metric = |baseline, target| Scale::of(&Measure::Metric { unit: String::new(), baseline, target }, None);
    let keep = |lower, upper| Scale::of(&Measure::Keep { unit: String::new(), lower, upper }, None);
    for (scale, near, far) in [
        (metric(0.0, 10.0), ["110", "-100"], ["110.5", "-101"]),
        (metric(10.0, 0.0), ["110", "-100"], ["110.5", "-101"]),
        (keep(Some(99.9), None), ["0", "1000"], ["10000", "-1000"]),
        (keep(None, Some(0.0)), ["0", "100"], ["101", "-101"]),
        (keep(Some(36.5), Some(37.5)), ["36", "42"], ["3700", "-370"]),
    ] {
        for typed in near {
            assert!(judged(typed, scale, &[]).is_ok(), "{typed} {scale:?}");
        }
        for typed in far {
            assert_eq!(judged(typed, scale, &[]), Err(Unread::FarOff(typed.parse().unwrap())), "{typed} {scale:?}");
        }
    }
}

#[test]
fn who_was_far_outside_last_time_is_not_asked_every_week() {
    let measure = Measure::Metric { unit: String::new(), baseline: 0.0, target: 10.0 };
    assert!(judged("540", Scale::of(&measure, Some(500.0)), &[]).is_ok());
}

#[test]
fn what_is_no_number_is_refused() {
    for typed in [
        "NaN",
        "inf",
        "-Infinity",
        "∞",
        "abc",
        "1.2.3",
        "1 2",
        "1,23,456",
        "--4",
        "-",
        ".",
        "e5",
        "1e",
        "1e5.5",
        "1,234 567",
        ",",
        ",5",
        "5,",
    ] {
        assert_eq!(parse(typed, ""), Err(Unread::NotANumber), "{typed:?}");
    }
    assert_eq!(parse("  ", ""), Err(Unread::Missing));
    assert_eq!(parse(&"9".repeat(1_000_000), ""), Err(Unread::NotANumber));
}

#[test]
fn what_is_too_large_for_a_number_is_refused_as_such() {
    assert_eq!(parse("1e400", ""), Err(Unread::TooLarge));
    assert_eq!(parse("-1e999", ""), Err(Unread::TooLarge));
}

#[test]
fn a_percentage_of_something_else_is_refused() {
    assert_eq!(parse("75%", "visits"), Err(Unread::NotPercent));
    assert_eq!(parse("75%", ""), Err(Unread::NotPercent));
}
