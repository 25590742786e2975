use super::{Explanation, Figure, Formula, LeftOut, Of, Omission, Quantity, Through, explain};
use crate::numbers::sketch::{CYCLE, OWNER, Sketch, day, metric, midnight, moment, objective, share};
use crate::{Ambition, CycleId, How, Measure, Milestone, ObjectiveId, Reading, Thing, Ticks};

const ON: u64 = 50;

fn explained(sketch: &Sketch, quantity: Quantity, of: Of) -> Explanation {
    explain(&sketch.board, &sketch.standings(ON), Figure { quantity, of }, moment(ON)).unwrap()
}

fn reported(sketch: &mut Sketch, objective: ObjectiveId, number: u128, value: f64) {
    let key_result = sketch.key_result(objective, number, 1.0, share());
    sketch.reads(key_result, 45, Reading::Number(value), 9);
}

fn near(is: f64, wanted: f64) -> bool {
    (is - wanted).abs() < 1e-12
}

#[test]
fn an_objective_names_what_it_counts_and_how_it_came_in() {
    let mut sketch = Sketch::new();
    let (top, below) = (sketch.objective(1), sketch.objective(2));
    reported(&mut sketch, top, 1, 1.5);
    sketch.key_result(top, 3, 2.0, share());
    reported(&mut sketch, below, 2, 0.5);
    sketch.aligns(below, top, How::Contributes(3.0));

    let explanation = explained(&sketch, Quantity::Progress, Of::Objective(top));
    let Formula::WeightedMean { terms, key_results, reported } = explanation.formula else { panic!("{explanation:?}") };
    let terms: Vec<_> =
        terms.iter().map(|term| (term.title.as_str(), term.through, term.weight, term.value, term.counted)).collect();
    assert_eq!(
        terms,
        [("K1", Through::Own, 1.0, 1.5, 1.0), ("K3", Through::Own, 2.0, 0.0, 0.0), ("O2", Through::Contributes, 3.0, 0.5, 0.5)]
    );
    assert_eq!((reported, key_results), (1, 2));
    assert_eq!(explanation.value, Some((1.0 + 0.0 + 1.5) / 6.0));
}

#[test]
fn what_is_left_out_says_why() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    sketch.key_result(top, 1, 0.0, share());
    let driven = sketch.driven(top, 2);
    let measured = sketch.key_result(top, 3, 1.0, share());
    for (number, how) in [(10, How::Supports), (11, How::Contributes(0.0)), (12, How::Contributes(1.0))] {
        let below = sketch.objective(number);
        sketch.aligns(below, top, how);
    }
    let draft = sketch.draft(13);
    sketch.aligns(draft, top, How::Contributes(1.0));
    sketch.aligns(draft, measured, How::Contributes(1.0));

    let why = |of: Of| {
        explained(&sketch, Quantity::Progress, of).left_out.into_iter().map(|out| (out.title, out.why)).collect::<Vec<_>>()
    };
    let named = |title: &str, why| (title.to_owned(), why);
    assert_eq!(
        why(Of::Objective(top)),
        [
            named("K1", Omission::WeightZero),
            named("K2", Omission::NoData),
            named("O10", Omission::Supports),
            named("O11", Omission::WeightZero),
            named("O12", Omission::NoData),
            named("O13", Omission::Draft),
        ]
    );
    assert_eq!(why(Of::KeyResult(measured)), [named("O13", Omission::NotDriven)]);
    assert_eq!(why(Of::KeyResult(driven)), []);
}

#[test]
fn a_measure_shows_its_inputs() {
    let mut sketch = Sketch::new();
    let top = sketch.objective_with(1, |objective| objective.ambition = Ambition::Aspirational);
    let mut explained = |number, measure, reading: Option<Reading>, quantity| {
        let key_result = sketch.key_result(top, number, 1.0, measure);
        if let Some(reading) = reading {
            sketch.reads(key_result, 45, reading, 9);
        }
        let explanation = explained(&sketch, quantity, Of::KeyResult(key_result));
        (explanation.value, explanation.formula)
    };
    let step = |due| Milestone::new("Half", 1.0, due);

    let unit = String::new;
    assert_eq!(
        explained(1, metric(100.0, 60.0), Some(Reading::Number(80.0)), Quantity::Progress),
        (Some(0.5), Formula::Metric { unit: unit(), baseline: 100.0, target: 60.0, value: Some(80.0) })
    );
    let (value, formula) =
        explained(2, Measure::milestones(vec![step(None)]), Some(Reading::Steps(Ticks::by_place([true]))), Quantity::Progress);
    assert_eq!(value, Some(1.0));
    assert!(matches!(formula, Formula::Milestones { steps } if steps[0].done && steps[0].name == "Half"));
    let keep = || Measure::Keep { unit: unit(), lower: None, upper: Some(3.0) };
    let (value, formula) = explained(3, keep(), Some(Reading::Number(2.0)), Quantity::Progress);
    assert_eq!(value, Some(1.0));
    assert!(matches!(formula, Formula::Keep { days: Some(days), .. } if (days.inside, days.elapsed) == (6, 51)));
    assert_eq!(explained(4, keep(), None, Quantity::Expected), (Some(1.0), Formula::Always));
    assert_eq!(
        explained(5, Measure::Done { due: None }, None, Quantity::Expected),
        (Some(0.0), Formula::DueDay { due: day(100), by_cycle: true, today: day(ON) })
    );
    let (value, formula) = explained(6, metric(0.0, 1.0), None, Quantity::Expected);
    assert_eq!(value, Some(0.35));
    assert!(
        matches!(formula, Formula::Elapsed(elapsing) if near(elapsing.share, 0.5) && elapsing.ambition == Ambition::Aspirational)
    );
    let (value, formula) = explained(7, Measure::milestones(vec![step(Some(day(50))), step(None)]), None, Quantity::Expected);
    assert_eq!(value, Some(0.675));
    assert!(matches!(formula, Formula::DueSteps { steps, .. } if near(steps[0].expected, 1.0) && near(steps[1].expected, 0.35)));
}

#[test]
fn a_confidence_is_the_owners_word_and_an_objectives_is_their_mean() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    let said = sketch.key_result(top, 1, 1.0, share());
    let unsaid = sketch.key_result(top, 2, 1.0, share());
    sketch.reads(said, 45, Reading::Number(0.5), 7);
    let word = explained(&sketch, Quantity::Confidence, Of::KeyResult(said));
    assert_eq!((word.value, word.formula), (Some(7.0), Formula::Word { at: midnight(45), by: Some(OWNER) }));
    assert_eq!(explained(&sketch, Quantity::Confidence, Of::KeyResult(unsaid)).formula, Formula::NoWord);
    let mean = explained(&sketch, Quantity::Confidence, Of::Objective(top));
    assert_eq!(mean.value, Some(7.0));
    assert_eq!(mean.left_out, [LeftOut { thing: Thing::KeyResult(unsaid), title: "K2".into(), why: Omission::NoData }]);
}

#[test]
fn the_company_names_its_objectives() {
    let mut sketch = Sketch::new();
    for (number, value) in [(1, 0.25), (2, 0.75)] {
        let objective = sketch.objective(number);
        reported(&mut sketch, objective, number, value);
    }
    let draft = sketch.draft(3);
    let explanation = explained(&sketch, Quantity::Progress, Of::Company(CYCLE));
    assert_eq!(explanation.value, Some(0.5));
    assert!(matches!(&explanation.formula, Formula::Mean { terms } if terms.len() == 2));
    assert_eq!(explanation.left_out, [LeftOut { thing: Thing::Objective(draft), title: "O3".into(), why: Omission::Draft }]);
}

#[test]
fn what_is_not_there_has_no_explanation() {
    let sketch = Sketch::new();
    let unknown = CycleId(uuid::Uuid::from_u128(99));
    let asked = [
        (Quantity::Progress, Of::Objective(objective(9))),
        (Quantity::Progress, Of::Company(unknown)),
        (Quantity::Confidence, Of::Company(CYCLE)),
    ];
    for (quantity, of) in asked {
        assert_eq!(explain(&sketch.board, &sketch.standings(ON), Figure { quantity, of }, moment(ON)), None);
    }
}

#[test]
fn an_explanation_survives_the_wire() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    reported(&mut sketch, top, 1, 0.5);
    for (quantity, of) in [(Quantity::Progress, Of::Objective(top)), (Quantity::Expected, Of::Company(CYCLE))] {
        let explanation = explained(&sketch, quantity, of);
        let wire = serde_json::to_string(&explanation).unwrap();
        assert_eq!(serde_json::from_str::<Explanation>(&wire).unwrap(), explanation);
    }
}

#[test]
fn each_term_of_a_weighted_mean_says_its_share() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    for (number, weight) in [(1, 100.0), (2, 20.0), (3, 1.0), (4, 0.0)] {
        let key_result = sketch.key_result(top, number, weight, share());
        sketch.reads(key_result, 45, Reading::Number(0.5), 9);
    }
    let Formula::WeightedMean { terms, .. } = explained(&sketch, Quantity::Progress, Of::Objective(top)).formula else {
        panic!()
    };
    // Calculated manually, in parts of 121.
    let shares: Vec<_> = terms.iter().map(|term| (term.share * 1000.0).round() / 10.0).collect();
    assert_eq!(shares, [82.6, 16.5, 0.8]);
}
