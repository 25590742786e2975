//! Changing the organisation's settings.

use chrono::Weekday;

use crate::fixtures::*;
use crate::merge::Theirs;
use crate::{Action, Command, Event, Field, Language, OrganisationDraft, Refusal};

fn current(aurora: &Fixture) -> OrganisationDraft {
    OrganisationDraft::of(aurora.board.organisation.as_deref().unwrap())
}

#[test]
fn an_administrator_changes_what_was_said_at_the_founding_and_the_company_is_called_so_too() {
    let mut aurora = Fixture::aurora();
    let base = current(&aurora);
    let draft = OrganisationDraft {
        name: " Polaris ".into(),
        language: Language::Chinese,
        time_zone: "Asia/Shanghai".into(),
        week_begins: Weekday::Sun,
    };
    let edit = |base: &OrganisationDraft, draft: &OrganisationDraft| Command::EditOrganisation {
        base: base.clone(),
        draft: draft.clone(),
    };
    for person in [EXECUTIVE, LEAD, OWNER, MEMBER, PROGRAMME_OFFICE] {
        assert_eq!(aurora.refused(person, edit(&base, &draft)), Refusal::NotAllowed { action: Action::Administer });
    }
    let events = aurora.does(ADMIN, edit(&base, &draft));
    let after = OrganisationDraft { name: "Polaris".into(), ..draft.clone() };
    assert!(
        matches!(&events[..], [Event::OrganisationEdited { before, after: is }, Event::TeamEdited { .. }] if *before == base && *is == after)
    );
    assert_eq!(current(&aurora), after);
    assert_eq!(aurora.board.company().unwrap().name, "Polaris");
    assert_eq!(aurora.does(ADMIN, edit(&after, &after)), [], "the same again is no event");
    let nameless = OrganisationDraft { name: " ".into(), ..after.clone() };
    assert_eq!(aurora.refused(ADMIN, edit(&after, &nameless)), Refusal::Empty { field: Field::Name });
}

#[test]
fn of_two_who_save_at_once_nobody_overwrites_the_other_silently() {
    let mut aurora = Fixture::aurora();
    let base = current(&aurora);
    let edit = |draft: OrganisationDraft| Command::EditOrganisation { base: base.clone(), draft };
    aurora.does(ADMIN, edit(OrganisationDraft { name: "Polaris".into(), ..base.clone() }));
    aurora.does(ADMIN, edit(OrganisationDraft { time_zone: "Europe/Berlin".into(), ..base.clone() }));
    let both = OrganisationDraft { name: "Polaris".into(), time_zone: "Europe/Berlin".into(), ..base.clone() };
    assert_eq!(current(&aurora), both, "different fields are merged");
    let other = OrganisationDraft { name: "Borealis".into(), week_begins: Weekday::Sun, ..base.clone() };
    let refused =
        Refusal::EditedMeanwhile { fields: vec![Field::Name], theirs: Box::new(Theirs::Organisation(current(&aurora))) };
    assert_eq!(aurora.refused(ADMIN, edit(other)), refused);
}

#[test]
fn a_company_that_gets_another_name_gives_it_to_the_organisation() {
    let mut aurora = Fixture::aurora();
    aurora.does(ADMIN, Command::EditTeam { id: COMPANY, name: "Aurora Ltd".into(), parent: None, base: None });
    assert_eq!(current(&aurora).name, "Aurora Ltd");
}
