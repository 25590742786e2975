//! Privacy: nothing that the server sends sums up anything by person.
//!
//! Two organisations are equal except for the owners of key results and objectives, and the authors of check-ins. Any
//! value grouped by person, by any formula, differs between the two; other values don't. So everything is requested
//! from both, by people who own nothing in either, and must contain the same numbers. In the same way, the work of
//! two teams of fewer than three people is redistributed, and no number may differ.

use std::collections::BTreeMap;

use axum::Router;
use axum::routing::get;
use okr::fixtures::*;
use okr::{
    Actor, Board, CheckInId, Command, KeyResult, KeyResultDraft, Measure, Note, Objective, ObjectiveDraft, Person, PersonId,
    Reading, Roles, Standings, Team, TeamId,
};
use plumbline::router::with_middleware;
use uuid::Uuid;

use crate::live::Stream;
use crate::matrix::table::{Request, table};
use crate::matrix::world::{OTHER_LEAD, Who, aurora, server_of};
use crate::support::TestServer;

/// The readers: they own nothing in any distribution.
const NEUTRAL: [Who; 3] = [Who::Office, Who::Executive, Who::Admin];
/// The owners among whom work is distributed.
const OWNERS: [PersonId; 4] = [LEAD, OWNER, MEMBER, OTHER_LEAD];
/// The owner of everything before the distribution, so that both journals have the same length.
const DEALER: PersonId = PersonId(Uuid::from_u128(19));
/// Two teams of two.
const SMALL: [TeamId; 2] = [TeamId(Uuid::from_u128(5)), TeamId(Uuid::from_u128(6))];

/// A distribution: the index of the owner of the `n`th thing among the candidates.
type Deal = fn(usize) -> usize;
const BY_TURNS: Deal = |n| n;
const IN_PAIRS: Deal = |n| n / 2;
/// The last two of the four objectives of sales, instead of the first two; both company objectives keep both teams
/// below them.
const FIRST_AND_LAST: Deal = |n| usize::from(n >= 8);
const CROSSED: Deal = |n| usize::from(n == 5 || n == 9);

/// Aurora with distributed owners and small teams.
fn dealt(owners: Deal, teams: Deal) -> Fixture {
    let mut aurora = aurora();
    let person = Person {
        id: DEALER,
        name: "Zoe".into(),
        email: None,
        roles: Roles::default(),
        teams: [COMPANY].into(),
        leads: [].into(),
        deactivated: false,
    };
    aurora.ask(Actor::CommandLine, Command::AddPerson(person)).unwrap();
    for (id, name) in SMALL.into_iter().zip(["North", "South"]) {
        aurora.ask(Actor::CommandLine, Command::AddTeam(Team { id, name: name.into(), parent: Some(SALES) })).unwrap();
    }
    let objectives: Vec<Objective> = aurora.board.objectives.values().map(|objective| (**objective).clone()).collect();
    let key_results: Vec<KeyResult> = aurora.board.key_results.values().map(|key_result| (**key_result).clone()).collect();
    let reason = || "Dealt anew".to_owned();
    for step in [None, Some(owners)] {
        let to = |n: usize| step.map_or(DEALER, |owners| OWNERS[owners(n) % OWNERS.len()]);
        for (n, objective) in objectives.iter().enumerate() {
            let small = objective.team == SALES && step.is_some();
            let team = if small { SMALL[teams(n) % SMALL.len()] } else { objective.team };
            let draft = ObjectiveDraft { owner: to(n), team, ..ObjectiveDraft::of(objective) };
            aurora.does(EXECUTIVE, Command::EditObjective { base: None, id: objective.id, draft, reason: reason() });
        }
        for (n, key_result) in key_results.iter().enumerate() {
            let draft = KeyResultDraft { owner: Some(to(n)), ..KeyResultDraft::of(key_result) };
            aurora.does(EXECUTIVE, Command::EditKeyResult { base: None, id: key_result.id, draft, reason: reason() });
        }
    }
    for (n, key_result) in key_results.iter().enumerate() {
        if key_result.driven || !aurora.board.objective(key_result.objective).unwrap().is_published() {
            continue;
        }
        let reading = match &key_result.measure {
            // Each has a different progress.
            Measure::Metric { baseline, target, .. } => {
                Reading::Number(((baseline + (target - baseline) * (0.07 + 0.073 * n as f64)) * 100.0).round() / 100.0)
            }
            Measure::Keep { .. } => Reading::Number(99.7),
            Measure::Milestones { steps } => Reading::Steps(okr::Ticks::by_place((0..steps.len()).map(|step| step < 2))),
            Measure::Done { .. } => Reading::Done(n % 2 == 0),
        };
        let confidence = u8::try_from(n % 11).unwrap();
        let (id, by) = (CheckInId(aurora.fresh()), OWNERS[owners(n) % OWNERS.len()]);
        aurora.does(by, Command::CheckIn { id, key_result: key_result.id, reading, confidence, note: Note::default() });
    }
    aurora
}

/// The numbers in a text, with their frequency. Ids and random values don't count.
fn numbers(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let mut rest = text;
    let mut number = String::new();
    while let Some(letter) = rest.chars().next() {
        if rest.get(..36).is_some_and(|id| id.as_bytes()[8] == b'-' && id.parse::<Uuid>().is_ok()) {
            rest = &rest[36..];
            continue;
        }
        if let Some(nonce) = rest.strip_prefix("nonce=\"") {
            rest = nonce.split_once('"').map_or("", |(_, after)| after);
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        if letter.is_ascii_digit() || (letter == '.' && !number.is_empty()) {
            number.push(letter);
        } else if !number.is_empty() {
            *found.entry(std::mem::take(&mut number)).or_default() += 1;
        }
    }
    if !number.is_empty() {
        *found.entry(number).or_default() += 1;
    }
    found
}

/// All paths that can be requested.
fn paths(board: &Board) -> Vec<String> {
    let listed = table().into_iter().filter_map(|row| match row.ask {
        Request::Get(path) if path != "/live?since=0" => Some(path),
        _ => None,
    });
    let objectives = board.objectives.keys().flat_map(|id| {
        [
            format!("/objectives/{id}"),
            format!("/api/story?objective={id}"),
            format!("/explain/progress/objective/{id}"),
            format!("/explain/expected/objective/{id}"),
            format!("/explain/confidence/objective/{id}"),
        ]
    });
    let key_results = board.key_results.keys().map(|id| format!("/explain/progress/key-result/{id}"));
    let cycles = board.cycles.keys().flat_map(|id| [format!("/?cycle={id}"), format!("/explain/progress/company/{id}")]);
    let people = board.people.keys().map(|id| format!("/people/{id}"));
    let others = ["/map?view=outline".to_owned()];
    listed.chain(objectives).chain(key_results).chain(cycles).chain(people).chain(others).collect()
}

/// Everything that a stream sends from the beginning until now.
async fn heard(server: &TestServer, key: &str) -> String {
    let seq = server.board().seq;
    assert!(seq > 100, "much has happened: {seq}");
    let mut stream = Stream::of(server.get("/live?since=0").key(key)).await;
    let mut text = String::new();
    for expected in 1..=seq {
        let entry = stream.entry().await;
        assert_eq!(entry.seq, expected);
        text += &serde_json::to_string(&entry).unwrap();
        text.push('\n');
    }
    text
}

/// The differences between what two servers send.
async fn told_apart(one: &TestServer, other: &TestServer) -> Vec<String> {
    let mut apart = Vec::new();
    let mut compare = |what: String, [here, there]: [&str; 2]| {
        let (here, there) = (numbers(here), numbers(there));
        if here != there {
            let only = |these: &BTreeMap<String, usize>, those: &BTreeMap<String, usize>| -> Vec<String> {
                these
                    .iter()
                    .filter(|(number, count)| those.get(*number) != Some(count))
                    .map(|(n, c)| format!("{n}×{c}"))
                    .collect()
            };
            apart.push(format!("{what}: {:?} against {:?}", only(&here, &there), only(&there, &here)));
        }
    };
    for who in NEUTRAL {
        let key = who.key().unwrap();
        for path in paths(&one.board()).iter().chain([&"/seeded".to_owned()]) {
            let (here, there) = (one.get(path).key(&key).send().await, other.get(path).key(&key).send().await);
            assert_eq!(here.status, there.status, "{path}");
            compare(format!("{who:?} {path}"), [here.text(), there.text()]);
        }
        compare(format!("{who:?} /live"), [&heard(one, &key).await, &heard(other, &key).await]);
    }
    apart
}

#[tokio::test]
async fn no_number_that_leaves_the_server_tells_who_owns_what() {
    let (one, other) = (server_of(dealt(BY_TURNS, FIRST_AND_LAST)).await, server_of(dealt(IN_PAIRS, FIRST_AND_LAST)).await);
    let apart = told_apart(&one, &other).await;
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

#[tokio::test]
async fn no_number_that_leaves_the_server_tells_small_teams_apart() {
    let (one, other) = (server_of(dealt(BY_TURNS, FIRST_AND_LAST)).await, server_of(dealt(BY_TURNS, CROSSED)).await);
    let apart = told_apart(&one, &other).await;
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

/// The name of an objective's group.
type Group = fn(&Board, &Objective) -> String;

/// A page and a stream event that violate the rule: they sum up by `group`.
async fn seeded(mut server: TestServer, group: Group, sum: fn(&[f64]) -> f64) -> TestServer {
    let (board, at) = (server.board(), server.site_moment());
    let mut groups: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let standings = Standings::of(&board, at);
    for objective in board.objectives.values() {
        groups.entry(group(&board, objective)).or_default().extend(standings.objective(objective.id).progress);
    }
    let rows: Vec<String> = groups.into_iter().map(|(name, all)| format!("<li>{name} {:.2}</li>", sum(&all))).collect();
    let said = ObjectiveDraft { why: rows.join("\n"), ..ObjectiveDraft::of(board.objective(LISBON).unwrap()) };
    let edit = Command::EditObjective { base: None, id: LISBON, draft: said, reason: "Summed up".into() };
    server.ledger.commit(Actor::Person(EXECUTIVE), server.envelope(edit)).await.unwrap();
    let page: Router<plumbline::site::Site> = Router::new().route("/seeded", get(async move || rows.join("\n")));
    server.router = with_middleware(page, &server.site).fallback_service(server.router);
    server
}

fn owner(board: &Board, objective: &Objective) -> String {
    board.person(objective.owner).unwrap().name.clone()
}

fn team(board: &Board, objective: &Objective) -> String {
    board.team(objective.team).unwrap().name.clone()
}

#[tokio::test]
async fn a_sum_by_person_or_small_team_would_be_seen() {
    let mean: fn(&[f64]) -> f64 = |all| all.iter().sum::<f64>() / all.len().max(1) as f64;
    let range: fn(&[f64]) -> f64 = |all| all.iter().copied().fold(0.0, f64::max) - all.iter().copied().fold(1.0, f64::min);
    let cases: [(Deal, Deal, Group); 2] = [(IN_PAIRS, FIRST_AND_LAST, owner), (BY_TURNS, CROSSED, team)];
    for (owners, teams, group) in cases {
        for sum in [mean, range] {
            let one = seeded(server_of(dealt(BY_TURNS, FIRST_AND_LAST)).await, group, sum).await;
            let other = seeded(server_of(dealt(owners, teams)).await, group, sum).await;
            let key = NEUTRAL[0].key().unwrap();
            let text = async |server: &TestServer| server.get("/seeded").key(&key).send().await.text().to_owned();
            assert_ne!(numbers(&text(&one).await), numbers(&text(&other).await), "{}", text(&one).await);
            assert_ne!(numbers(&heard(&one, &key).await), numbers(&heard(&other, &key).await), "the stream tells it, too");
        }
    }
}
