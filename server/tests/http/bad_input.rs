//! Bad input gets a clear answer with the right status, in the reader's language, and changes nothing.

use app::error::AppError;
use app::i18n::Words;
use axum::http::StatusCode;
use okr::{
    CheckInId, Command, KeyResultDraft, KeyResultId, Language, Measure, Note, ObjectiveDraft, ObjectiveId, Parent, PersonId,
    Phase, Place, Reading, Refusal, Thing,
};
use store::Stats;
use uuid::Uuid;

use crate::support::{Answer, Ask, TestServer, executive};

const BOTH: [Language; 2] = [Language::English, Language::Chinese];

/// Sends it, and asserts that the board, the tables and the journal are unchanged.
async fn refused(server: &TestServer, ask: Ask<'_>) -> Answer {
    let (before, counted): (_, Stats) = (server.board(), server.store.stats().await.unwrap());
    let answer = ask.send().await;
    assert_eq!(server.board().seq, before.seq);
    assert_eq!(*server.board(), *before);
    assert_eq!(server.store.stats().await.unwrap(), counted);
    answer
}

/// Sends a command as the executive; returns the status and the error.
async fn refusal(server: &TestServer, command: Command) -> (StatusCode, AppError) {
    let answer = refused(server, server.command(&server.envelope(command)).by(executive())).await;
    (answer.status, answer.error())
}

/// The browser's message for an error, in each language.
fn sentences(server: &TestServer, error: &AppError) -> [String; 2] {
    BOTH.map(|language| {
        let sentence = Words(language).error(error, &server.board());
        assert!(!sentence.is_empty() && !sentence.contains('⟨') && !sentence.contains('{'), "{sentence}");
        sentence
    })
}

fn check_in(server: &TestServer, key_result: KeyResultId, reading: Reading) -> Command {
    Command::CheckIn { id: CheckInId(server.fresh()), key_result, reading, confidence: 7, note: Note::default() }
}

fn owner_of(server: &TestServer, key_result: KeyResultId) -> PersonId {
    let board = server.board();
    board.objective(board.key_result(key_result).unwrap().objective).unwrap().owner
}

#[tokio::test]
async fn an_unknown_id_is_a_404() {
    let server = TestServer::open().await;
    let nobody = ObjectiveId(Uuid::from_u128(404));
    let (status, error) = refusal(&server, Command::Publish { id: nobody }).await;
    assert_eq!(status, 404);
    assert_eq!(error, AppError::Refused(Refusal::Unknown(Thing::Objective(nobody))));
    sentences(&server, &error);
}

#[tokio::test]
async fn the_page_of_an_unknown_objective_is_a_404_in_the_readers_language() {
    let server = TestServer::open().await;
    for (language, words) in [("en", Words(Language::English)), ("zh-Hans", Words(Language::Chinese))] {
        for path in ["/objectives/00000000-0000-0000-0000-000000000404", "/objectives/seven", "/nowhere"] {
            let answer = refused(&server, server.get(path).by(executive()).reads(language)).await;
            assert_eq!(answer.status, 404, "{path}");
            assert!(answer.text().contains(words.translate("not_found.why")), "{path}");
            assert!(answer.text().contains(&format!(r#"lang="{language}""#)));
        }
    }
}

#[tokio::test]
async fn a_loop_is_a_422_that_names_the_objectives_in_the_way() {
    let server = TestServer::open().await;
    let board = server.board();
    let (child, parent) = board
        .objectives
        .values()
        .find_map(|child| {
            let parent = board.objective_of(child.parents.first()?.parent).ok()?;
            (parent.cycle == child.cycle && board.cycle(child.cycle).ok()?.phase == Phase::Running)
                .then_some((child.as_ref(), parent))
        })
        .unwrap();
    let command = Command::Align { child: parent.id, parent: Parent::Objective(child.id), how: None, place: Place::Last };
    let (status, error) = refusal(&server, command).await;
    assert_eq!(status, 422);
    assert!(matches!(&error, AppError::Refused(Refusal::WouldLoop { .. })), "{error:?}");
    for sentence in sentences(&server, &error) {
        assert!(sentence.contains(&child.title) && sentence.contains(&parent.title), "{sentence}");
    }
}

#[tokio::test]
async fn a_closed_cycle_is_a_409() {
    let server = TestServer::open().await;
    let (objective, key_result) = server.find(Phase::Closed, |_| true);
    let envelope = server.envelope(check_in(&server, key_result.id, key_result.last().unwrap().reading.clone()));
    let answer = refused(&server, server.command(&envelope).by(objective.owner)).await;
    assert_eq!(answer.status, 409);
    assert_eq!(answer.error(), AppError::Refused(Refusal::CycleClosed { cycle: objective.cycle }));
    let name = server.board().cycle(objective.cycle).unwrap().name.clone();
    for sentence in sentences(&server, &answer.error()) {
        assert!(sentence.contains(&name), "{sentence}");
    }
}

#[tokio::test]
async fn a_baseline_that_is_the_target_is_a_422() {
    let server = TestServer::open().await;
    let (objective, key_result) = server.metric();
    let measure = Measure::Metric { unit: "%".into(), baseline: 40.0, target: 40.0 };
    let draft = KeyResultDraft { title: "From 40 to 40".into(), owner: key_result.owner, weight: 1.0, measure, driven: false };
    let id = KeyResultId(server.fresh());
    let reason = "It was forgotten".to_owned();
    let (status, error) = refusal(&server, Command::CreateKeyResult { id, objective: objective.id, draft, reason }).await;
    assert_eq!((status, &error), (StatusCode::UNPROCESSABLE_ENTITY, &AppError::Refused(Refusal::BaselineIsTarget)));
    sentences(&server, &error);
}

#[tokio::test]
async fn nan_is_a_422_in_a_form_and_a_400_where_json_cannot_even_say_it() {
    let server = TestServer::open().await;
    let (objective, key_result) = server.metric();
    for (language, tag) in [(Language::English, "en"), (Language::Chinese, "zh-Hans")] {
        let fields = fields(&server, key_result.id, "NaN");
        let answer = refused(&server, server.post("/check-in", &borrowed(&fields)).by(objective.owner).reads(tag)).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("NaN"), "what was typed comes back");
        let sentence = app::t!(Words(language), "check_in.number_unread", typed = "NaN");
        assert!(answer.text().contains(&sentence), "{sentence}");
    }
    let envelope = server.envelope(check_in(&server, key_result.id, Reading::Number(5.25)));
    let json = format!(r#"{{"envelope":{}}}"#, serde_json::to_string(&envelope).unwrap());
    for number in ["NaN", "1e999", "null", "\"5\""] {
        let answer = refused(&server, server.json(&json.replace("5.25", number)).by(objective.owner)).await;
        assert_eq!((answer.status, answer.error()), (StatusCode::BAD_REQUEST, AppError::Unreadable), "{number}");
    }
    sentences(&server, &AppError::Unreadable);
}

#[tokio::test]
async fn a_title_of_a_million_characters_is_a_422_and_one_beyond_the_limit_a_413() {
    let server = TestServer::open().await;
    let (objective, _) = server.metric();
    let draft = |title: String| ObjectiveDraft {
        title,
        why: String::new(),
        team: objective.team,
        owner: objective.owner,
        pillar: None,
        ambition: objective.ambition,
    };
    let create =
        |title| Command::CreateObjective { id: ObjectiveId(server.fresh()), cycle: objective.cycle, draft: draft(title) };
    let (status, error) = refusal(&server, create("a".repeat(1_000_000))).await;
    assert_eq!(status, 422);
    assert!(matches!(&error, AppError::Refused(Refusal::TooLong { is: 1_000_000, .. })), "{error:?}");
    sentences(&server, &error);

    let (status, _) = refusal(&server, create("长".repeat(1_000_000))).await;
    assert_eq!(status, 413);
}

#[tokio::test]
async fn a_body_over_the_limit_is_a_413_in_the_readers_language() {
    let server = TestServer::open().await;
    for (language, tag) in [(Language::English, "en"), (Language::Chinese, "zh-Hans")] {
        let answer =
            refused(&server, server.post("/check-in", &[("note_progress", &"a".repeat(2_000_000))]).by(executive()).reads(tag))
                .await;
        assert_eq!(answer.status, 413);
        assert!(answer.text().contains(Words(language).translate("error.too_large")), "{}", answer.text());
        assert!(!answer.text().contains('⟨'), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_body_that_doesnt_say_how_long_it_is_meets_the_same_limit() {
    let server = TestServer::open().await;
    let chunks = (0..40).map(|_| Ok::<_, std::io::Error>(vec![b'a'; 64 * 1024]));
    let body = axum::body::Body::from_stream(futures_util::stream::iter(chunks));
    let answer = refused(&server, server.json("").body(body).by(executive())).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn a_command_that_is_sent_twice_happens_once_and_gets_the_first_receipt() {
    let server = TestServer::open().await;
    let (objective, key_result) = server.metric();
    let envelope = server.envelope(check_in(&server, key_result.id, Reading::Number(12.5)));
    let first = server.command(&envelope).by(objective.owner).send().await;
    assert_eq!(first.status, 200, "{}", first.text());
    let again = refused(&server, server.command(&envelope).by(objective.owner)).await;
    assert_eq!((again.status, again.seq()), (StatusCode::OK, first.seq()));
}

#[tokio::test]
async fn the_id_of_a_command_with_other_content_or_another_sender_is_a_409() {
    let server = TestServer::open().await;
    let (_, key_result) = server.metric();
    let owner = owner_of(&server, key_result.id);
    let mut envelope = server.envelope(check_in(&server, key_result.id, Reading::Number(12.5)));
    assert_eq!(server.command(&envelope).by(owner).send().await.status, 200);

    let elsewhere = refused(&server, server.command(&envelope).by(demo::cast(7).admin)).await;
    assert_eq!((elsewhere.status, elsewhere.error()), (StatusCode::CONFLICT, AppError::Conflict));

    envelope.command = check_in(&server, key_result.id, Reading::Number(13.0));
    let answer = refused(&server, server.command(&envelope).by(owner)).await;
    assert_eq!((answer.status, answer.error()), (StatusCode::CONFLICT, AppError::Conflict));
    sentences(&server, &AppError::Conflict);
}

#[tokio::test]
async fn what_is_not_theirs_to_do_is_a_403() {
    let server = TestServer::open().await;
    let (objective, _) = server.metric();
    let command = server.envelope(Command::DeleteObjective { id: objective.id, reason: "Why not".into() });
    let programme_office = demo::cast(7).programme_office;
    let answer = refused(&server, server.command(&command).by(programme_office)).await;
    assert_eq!(answer.status, 403);
    sentences(&server, &answer.error());
}

#[tokio::test]
async fn who_is_not_known_is_a_401_for_a_program() {
    let server = TestServer::open().await;
    let (objective, _) = server.metric();
    let envelope = server.envelope(Command::Publish { id: objective.id });
    for ask in [
        server.command(&envelope),
        server.command(&envelope).header("cookie", &format!("plumbline_session={}", "A".repeat(43))),
        server.command(&envelope).header("cookie", &format!("plumbline_person={}", executive())),
        server.get("/api/board"),
        server.get("/live"),
    ] {
        let answer = refused(&server, ask).await;
        assert_eq!((answer.status, answer.error()), (StatusCode::UNAUTHORIZED, AppError::SignedOut));
    }
}

#[tokio::test]
async fn what_is_no_json_no_command_or_no_function_is_named_as_such() {
    let server = TestServer::open().await;
    for body in ["", "{", "[]", r#"{"envelope":{}}"#, r#"{"envelope":{"id":"x","command":{"publish":{"id":"y"}}}}"#, "\u{feff}{}"]
    {
        let answer = refused(&server, server.json(body).by(executive())).await;
        assert_eq!((answer.status, answer.error()), (StatusCode::BAD_REQUEST, AppError::Unreadable), "{body:?}");
    }
    let answer = refused(&server, server.json("").body(vec![0xff, 0xfe]).by(executive())).await;
    assert_eq!(answer.status, 400);
    assert_eq!(refused(&server, server.get("/api/nothing").by(executive())).await.status, 404);
}

fn fields(server: &TestServer, key_result: KeyResultId, value: &str) -> Vec<(&'static str, String)> {
    vec![
        ("key_result", key_result.to_string()),
        ("check_in", server.fresh().to_string()),
        ("command", server.fresh().to_string()),
        ("value", value.to_owned()),
        ("confidence", "9".to_owned()),
    ]
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}
