//! User text is escaped on every page. `end2end/tests/attack.spec.ts` checks the same in a browser.

use okr::fixtures::*;
use okr::{
    Command, CycleId, KeyResultDraft, Measure, Milestone, Note, ObjectiveDraft, Person, PersonId, Pillar, PillarId, Reading,
    Roles, Team, TeamId,
};

use crate::matrix::table::{Request, table};
use crate::matrix::world::{Who, aurora, server_of};
use crate::support::TestServer;

/// Ends any context that a text can be in, and then starts an element.
const WRITTEN: &str = r#""'--></title></textarea></style></script></option></noscript><xss a="">"#;
/// Its start, unescaped.
const ELEMENT: &str = "<xss";
/// Its start, escaped.
const TEXT: &str = "&lt;xss";

/// Aurora with this text in all text fields.
async fn server() -> TestServer {
    let mut aurora = aurora();
    let words = || WRITTEN.to_owned();
    let note = || Note { progress: words(), obstacle: words(), next: words() };
    let (pillar, cycle) = (PillarId(aurora.fresh()), CycleId(aurora.fresh()));
    let (somebody, team) = (PersonId(aurora.fresh()), TeamId(aurora.fresh()));
    aurora.does(ADMIN, Command::EditTeam { base: None, id: COMPANY, name: words(), parent: None });
    aurora.does(ADMIN, Command::AddTeam(Team { id: team, name: words(), parent: Some(COMPANY) }));
    let (roles, teams, leads) = (Roles::default(), [team].into(), [team].into());
    let person = Person { id: somebody, name: words(), email: None, roles, teams, leads, deactivated: false };
    aurora.does(ADMIN, Command::AddPerson(person));
    aurora.does(EXECUTIVE, Command::AddPillar(Pillar { id: pillar, name: words(), owner: Some(somebody) }));
    let (first_day, last_day) = (day(2031, 1, 1), day(2031, 3, 31));
    aurora.does(EXECUTIVE, Command::OpenCycle { id: cycle, name: words(), first_day, last_day, parent: None });
    for id in [TESTED, RENEW] {
        let before = ObjectiveDraft::of(aurora.board.objective(id).unwrap());
        let draft = ObjectiveDraft { title: words(), why: words(), pillar: before.pillar.map(|_| pillar), ..before };
        aurora.does(EXECUTIVE, Command::EditObjective { base: None, id, draft, reason: words() });
    }
    let steps = vec![Milestone::new(words(), 1.0, None)];
    for (measure, reading) in [
        (Measure::Metric { unit: "<xss>".into(), baseline: 0.0, target: 9.0 }, Reading::Number(4.0)),
        (Measure::milestones(steps), Reading::Steps(okr::Ticks::by_place([true]))),
    ] {
        let (id, check_in) = (aurora.fresh().into(), aurora.fresh().into());
        let draft = KeyResultDraft { title: words(), owner: Some(EXECUTIVE), weight: 1.0, measure, driven: false };
        aurora.does(EXECUTIVE, Command::CreateKeyResult { id, objective: RENEW, draft, reason: words() });
        aurora.does(EXECUTIVE, Command::CheckIn { id: check_in, key_result: id, reading, confidence: 6, note: note() });
    }
    server_of(aurora).await
}

#[tokio::test]
async fn what_people_write_is_text_on_every_page() {
    let server = server().await;
    let mut paths: Vec<String> = table()
        .into_iter()
        .filter_map(|row| match row.ask {
            Request::Get(path) if !path.starts_with("/live") => Some(path),
            _ => None,
        })
        .collect();
    paths.extend([format!("/objectives/{RENEW}"), format!("/objectives/{RENEW}/edit"), "/map?view=outline".into()]);
    let mut said = 0;
    for who in [Who::Executive, Who::Admin] {
        for path in &paths {
            let page = server.get(path).key(&who.key().unwrap()).send().await;
            if page.header("content-type").starts_with("text/html") {
                let out =
                    page.text().find(ELEMENT).map(|at| &page.text()[page.text().floor_char_boundary(at.saturating_sub(120))..at]);
                assert_eq!(out, None, "{path}");
                // The framework inserts markers at the ends of texts, which would be visible in a title.
                let title = page.text().split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).unwrap().0;
                assert!(!title.contains('<'), "{path}: {title}");
                assert!(!page.text().contains("<!></textarea>"), "{path}");
                said += page.text().matches(TEXT).count();
            }
        }
    }
    assert!(said > 100, "the words stand on these pages: {said}");
}
