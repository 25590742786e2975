//! Forms without JavaScript.

use okr::{KeyResult, Objective, Reading};

use crate::support::{TestServer, executive};

fn fields(server: &TestServer, key_result: &KeyResult, value: &str) -> [(&'static str, String); 6] {
    [
        ("key_result", key_result.id.to_string()),
        ("check_in", server.fresh().to_string()),
        ("command", server.fresh().to_string()),
        ("value", value.to_owned()),
        ("confidence", "9".to_owned()),
        ("note_progress", "It moved <fast> & far".to_owned()),
    ]
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test]
async fn a_check_in_is_taken_and_the_next_page_says_what_it_did() {
    let server = TestServer::open().await;
    let (Objective { owner, title, .. }, key_result) = server.metric();
    let fields = fields(&server, &key_result, "12.5");
    let answer = server.post("/check-in", &borrowed(&fields)).by(owner).send().await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let seq = server.board().seq;
    assert_eq!(answer.header("location"), format!("/check-in?done={seq}"));
    assert_eq!(server.board().key_result(key_result.id).unwrap().last().unwrap().reading, Reading::Number(12.5));

    let page = server.get(answer.header("location")).by(owner).send().await;
    assert_eq!(page.status, 200);
    let opening =
        page.text().split_once(r#"<script id="opening" type="application/json">"#).unwrap().1.split_once("</script>").unwrap().0;
    let done = serde_json::from_str::<serde_json::Value>(opening).unwrap()["done"].as_str().unwrap().to_owned();
    assert!(done.contains(&title), "{done}");
}

#[tokio::test]
async fn a_check_in_that_is_sent_twice_happens_once() {
    let server = TestServer::open().await;
    let (Objective { owner, .. }, key_result) = server.metric();
    let fields = fields(&server, &key_result, "12.5");
    let first = server.post("/check-in", &borrowed(&fields)).by(owner).send().await;
    let seq = server.board().seq;
    let again = server.post("/check-in", &borrowed(&fields)).by(owner).send().await;
    assert_eq!((again.status.as_u16(), again.header("location")), (303, first.header("location")));
    assert_eq!(server.board().seq, seq);
}

#[tokio::test]
async fn what_was_typed_comes_back_with_what_is_wrong_about_it() {
    let server = TestServer::open().await;
    let (Objective { owner, .. }, key_result) = server.metric();
    let fields = fields(&server, &key_result, "a lot");
    let answer = server.post("/check-in", &borrowed(&fields)).by(owner).send().await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains(r#"value="a lot""#));
    // Unescaped, the input would end its field and run as a script.
    assert!(!answer.text().contains("<fast>"), "what was typed stays text");
    assert!(answer.text().contains("It moved &lt;fast> &amp; far") || answer.text().contains("It moved &lt;fast&gt; &amp; far"));
}

#[tokio::test]
async fn somebody_continues_as_who_they_are_and_is_led_back() {
    let server = TestServer::open().await;
    let person = executive().to_string();
    let answer = server.post("/continue-as", &[("person", &person), ("back", "/map?cycle=1")]).send().await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/map?cycle=1"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("plumbline_session=") && !cookie.contains(&person), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
}

#[tokio::test]
async fn nobody_continues_as_somebody_who_isnt_there() {
    let server = TestServer::open().await;
    for person in ["00000000-0000-0000-0000-000000000404", "erin", "", "x; Domain=evil.example"] {
        let answer = server.post("/continue-as", &[("person", person)]).send().await;
        assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (404, ""), "{person}");
    }
}

#[tokio::test]
async fn no_form_leads_to_another_site() {
    let server = TestServer::open().await;
    let person = executive().to_string();
    for back in ["//evil.example", "/\\evil.example", "https://evil.example/", "/\r\nset-cookie: a=b", "javascript:alert(1)"] {
        let answers = [
            server.post("/continue-as", &[("person", &person), ("back", back)]).send().await,
            server.post("/preferences", &[("theme", "dark"), ("back", back)]).send().await,
        ];
        for answer in answers {
            assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/"), "{back:?}");
        }
    }
}

#[tokio::test]
async fn language_and_theme_are_remembered() {
    let server = TestServer::open().await;
    let answer = server.post("/preferences", &[("language", "zh-Hans"), ("theme", "dark"), ("back", "/check-in")]).send().await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/check-in"));
    let cookies: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    assert!(
        cookies[0].starts_with("plumbline_language=zh-Hans;") && cookies[1].starts_with("plumbline_theme=dark;"),
        "{cookies:?}"
    );

    let page = server.get("/check-in").by(executive()).header("cookie", "").reads("zh-Hans").send().await;
    assert!(page.text().contains(r#"lang="zh-Hans""#));
}

#[tokio::test]
async fn a_choice_that_makes_no_sense_is_not_remembered() {
    let server = TestServer::open().await;
    let answer = server.post("/preferences", &[("language", "tlh"), ("theme", "a; Domain=evil.example")]).send().await;
    assert_eq!(answer.header("set-cookie").split(';').next(), Some("plumbline_theme=auto"));
}

/// The form fields of a new objective.
fn new_objective(server: &TestServer, title: &str) -> Vec<(&'static str, String)> {
    let (objective, _) = server.metric();
    vec![
        ("objective", server.fresh().to_string()),
        ("command", server.fresh().to_string()),
        ("cycle", objective.cycle.to_string()),
        ("title", title.to_owned()),
        ("why", "It <matters>".to_owned()),
        ("team", objective.team.to_string()),
        ("owner", executive().to_string()),
        ("ambition", "aspirational".to_owned()),
    ]
}

#[tokio::test]
async fn a_new_objective_is_taken_once_and_its_page_comes_next() {
    let server = TestServer::open().await;
    let fields = new_objective(&server, "Saved without a client");
    for _ in 0..2 {
        let answer = server.post("/objectives/new", &borrowed(&fields)).by(executive()).send().await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, &*format!("/objectives/{}", fields[0].1)));
    }
    let board = server.board();
    let made: Vec<_> = board.objectives.values().filter(|objective| objective.title == "Saved without a client").collect();
    assert_eq!(made.len(), 1);
    assert_eq!((made[0].ambition, &*made[0].why), (okr::Ambition::Aspirational, "It <matters>"));
}

#[tokio::test]
async fn a_new_objective_that_cant_be_taken_comes_back_with_what_was_typed_and_why() {
    let server = TestServer::open().await;
    let seq = server.board().seq;
    let answer = server.post("/objectives/new", &borrowed(&new_objective(&server, " "))).by(executive()).send().await;
    assert_eq!(answer.status, 422);
    let form = answer.text().split_once("form-page").unwrap().1;
    assert!(form.contains("It &lt;matters>") || form.contains("It &lt;matters&gt;"), "what was typed is there");
    assert!(!form.contains("<matters>"), "and stays text");
    assert_eq!(server.board().seq, seq);
}

#[tokio::test]
async fn a_value_that_reads_both_ways_comes_back_with_its_readings_and_one_press_takes_one() {
    let server = TestServer::open().await;
    let (Objective { owner, .. }, key_result) = server.metric();
    for language in ["en", "zh-Hans"] {
        let fields = fields(&server, &key_result, "4,355");
        let answer = server.post("/check-in", &borrowed(&fields)).by(owner).reads(language).send().await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(r#"value="4,355""#), "what was typed is still there");
        for choice in ["4.355", "4355"] {
            assert!(answer.text().contains(&format!(r#"name="meant" value="{choice}""#)), "{choice}: {}", answer.text());
        }
    }
    let fields = fields(&server, &key_result, "4,355");
    let answered = [borrowed(&fields), vec![("meant", "4.355")]].concat();
    assert_eq!(server.post("/check-in", &answered).by(owner).send().await.status, 303);
    assert_eq!(server.board().key_result(key_result.id).unwrap().last().unwrap().reading, Reading::Number(4.355));
}
