//! Pages and who can see them.

use okr::{Language, Phase};
use plumbline::assets::Assets;

use crate::support::{TestServer, executive};

#[tokio::test]
async fn every_page_is_drawn_in_both_languages() {
    let server = TestServer::open().await;
    let (objective, _) = server.find(Phase::Running, |_| true);
    for path in ["/", "/map", "/check-in", "/continue-as", "/objectives/new", &format!("/objectives/{}", objective.id)] {
        for language in [Language::English, Language::Chinese] {
            let answer = server.get(path).by(executive()).reads(language.tag()).send().await;
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.text().contains(&format!(r#"lang="{}""#, language.tag())), "{path}");
            assert!(!answer.text().contains('⟨'), "{path} in {language:?} lacks words");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        }
    }
}

#[tokio::test]
async fn the_page_of_an_objective_tells_its_story() {
    let server = TestServer::open().await;
    let (objective, key_result) = server.find(Phase::Running, |key_result| key_result.series.len() > 2);
    let answer = server.get(&format!("/objectives/{}", objective.id)).by(executive()).send().await;
    assert!(answer.text().contains(&objective.title));
    let opening = answer.text().split_once(r#"type="application/json">"#).unwrap().1.split_once("</script>").unwrap().0;
    let opening: app::opening::Opening = serde_json::from_str(opening).unwrap();
    let story = opening.story.unwrap();
    assert_eq!(story.objective, objective.id);
    assert!(story.check_ins.iter().filter(|told| told.key_result == key_result.id).count() >= key_result.series.len());
    assert_eq!(*opening.board, server.board().visible_to(executive()));
}

#[tokio::test]
async fn who_isnt_known_is_sent_to_the_door_and_back_from_there() {
    let server = TestServer::open().await;
    let answer = server.get("/map?cycle=1&x=%26").send().await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/continue-as?back=%2Fmap%3Fcycle%3D1%26x%3D%2526"));
}

#[tokio::test]
async fn at_the_door_nothing_is_told_but_who_there_is() {
    let server = TestServer::open().await;
    let (objective, _) = server.metric();
    let answer = server.get("/continue-as").send().await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains(&server.board().person(executive()).unwrap().name));
    assert!(!answer.text().contains(&objective.title));
}

#[tokio::test]
async fn the_language_is_the_readers_choice_then_the_browsers_then_the_organisations() {
    let server = TestServer::open().await;
    let page = |accept: &'static str| server.get("/continue-as").header("accept-language", accept);
    let cases = [
        (page("zh-CN,zh;q=0.9").send().await, "zh-Hans"),
        (page("zh-CN,zh;q=0.9").reads("en").send().await, "en"),
        (page("fi").send().await, "en"),
        (page("en").reads("zh-Hans").send().await, "zh-Hans"),
    ];
    for (answer, language) in cases {
        assert!(answer.text().contains(&format!(r#"<html lang="{language}""#)), "{language}");
    }
}

#[tokio::test]
async fn a_page_works_without_a_client_and_names_it_where_there_is_one() {
    let without = TestServer::open().await;
    assert!(!without.get("/").by(executive()).send().await.text().contains("type=\"module\""));

    let manifest = br#"{"script":"/assets/plumbline-1.js","module":"/assets/plumbline-2.wasm","style":"/assets/plumbline-3.css","version":"4"}"#;
    let with = TestServer::with_assets(Assets::of([("manifest.json".to_owned(), manifest.to_vec().into())])).await;
    let page = with.get("/").by(executive()).send().await;
    for path in ["/assets/plumbline-1.js", "/assets/plumbline-2.wasm", "/assets/plumbline-3.css"] {
        assert!(page.text().contains(path), "{path}");
    }
    assert_eq!(with.get("/manifest.json").by(executive()).send().await.status, 404);
}

#[tokio::test]
async fn pages_are_compressed_and_never_kept_for_others() {
    let server = TestServer::open().await;
    for (accepted, sent) in [("gzip, br", "br"), ("gzip", "gzip"), ("identity", "")] {
        let answer = server.get("/").by(executive()).header("accept-encoding", accepted).send().await;
        assert_eq!(answer.header("content-encoding"), sent);
        assert_eq!(answer.header("cache-control"), "private, no-cache");
    }
    let board = server.get("/api/board").by(executive()).header("accept-encoding", "br").send().await;
    assert_eq!((board.header("content-encoding"), board.header("cache-control")), ("br", "no-store"));
}

#[tokio::test]
async fn a_head_request_gets_the_head() {
    let server = TestServer::open().await;
    let answer = server.ask(axum::http::Method::HEAD, "/").by(executive()).send().await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 0));
}

#[tokio::test]
async fn whoever_watches_over_the_server_is_told_how_it_is() {
    let server = TestServer::open().await;
    assert_eq!(server.get("/healthz").send().await.status, 200);
    assert_eq!(server.get("/readyz").send().await.status, 200);
    server.store.close().await;
    assert_eq!(server.get("/healthz").send().await.status, 200);
    assert_eq!(server.get("/readyz").send().await.status, 503);
}
