//! The middleware around all routes.

use axum::Router;
use axum::http::Method;
use axum::routing::get;
use plumbline::router::with_middleware;
use plumbline::site::Site;

use crate::support::{TestServer, executive};

#[tokio::test]
async fn a_request_that_names_no_host_is_told_so_and_not_that_it_came_from_another_site() {
    let server = TestServer::reached_at("https://okr.example").await;
    for host in [None, Some("")] {
        let ask = server.post("/sign-in", &[("email", "a@example.org"), ("password", "x")]).without("sec-fetch-site");
        let ask = ask.header("origin", "https://okr.example");
        let ask = if let Some(host) = host { ask.header("host", host) } else { ask.without("host") };
        let answer = ask.send().await;
        assert!(answer.status == 400 && answer.text().contains("Host header"), "{host:?} {}", answer.text());
    }
}

#[tokio::test]
async fn a_panic_is_a_500_with_an_id_and_the_server_goes_on() {
    let mut server = TestServer::open().await;
    let broken: Router<Site> = Router::new()
        .route("/broken", get(async || -> &'static str { panic!("a defect") }))
        .route("/api/broken", get(async || -> &'static str { panic!("a defect") }))
        .route("/whole", get(async || "whole"));
    server.router = with_middleware(broken, &server.site);

    for language in ["en", "zh-Hans"] {
        let answer = server.get("/broken").reads(language).send().await;
        let id = answer.header("x-request-id");
        assert_eq!(answer.status, 500);
        assert!(id.len() == 32 && answer.text().contains(id), "{}", answer.text());
        assert!(answer.text().contains(&format!(r#"lang="{language}""#)));
        assert!(!answer.text().contains("a defect"), "what went wrong inside stays inside");
    }
    let answer = server.get("/api/broken").send().await;
    assert_eq!(answer.error(), app::error::AppError::Failed { id: answer.header("x-request-id").to_owned() });
    assert_eq!(server.get("/whole").send().await.text(), "whole");
}

#[tokio::test]
async fn another_site_can_neither_change_nor_read_anything() {
    let server = TestServer::open().await;
    let send = || server.post("/preferences", &[("theme", "dark")]).without("sec-fetch-site");
    for (status, ask) in [
        (303, send().header("sec-fetch-site", "same-origin")),
        (303, send().header("sec-fetch-site", "none")),
        (403, send().header("sec-fetch-site", "same-site")),
        (403, send().header("sec-fetch-site", "cross-site")),
        (303, send().header("origin", "http://localhost:3000")),
        (403, send().header("origin", "http://localhost:4000")),
        (403, send().header("origin", "null")),
        (403, send()),
        (403, send().header("sec-fetch-site", "same-origin").header("host", "rebound.example:3000")),
        (403, server.get("/").by(executive()).header("host", "rebound.example:3000")),
        (200, server.get("/").by(executive()).header("sec-fetch-site", "cross-site")),
    ] {
        assert_eq!(ask.send().await.status, status);
    }
}

#[tokio::test]
async fn a_request_from_another_site_is_refused_in_the_readers_language() {
    let server = TestServer::open().await;
    for (language, word) in [("en", "another site"), ("zh-Hans", "网站")] {
        let answer = server.post("/preferences", &[]).header("sec-fetch-site", "cross-site").reads(language).send().await;
        assert_eq!(answer.status, 403);
        assert!(answer.text().contains(word), "{}", answer.text());
    }
}

/// A proxy that doesn't pass the host on is the usual reason, so the message says so.
#[tokio::test]
async fn a_request_for_another_host_is_told_which_one_is_meant_and_what_to_do() {
    let server = TestServer::reached_at("https://okr.example").await;
    for (language, word) in [("en", "proxy_set_header Host"), ("zh-Hans", "代理")] {
        let answer = server.get("/sign-in").header("host", "127.0.0.1:3000").reads(language).send().await;
        assert_eq!(answer.status, 403);
        for said in ["127.0.0.1:3000", "okr.example", word] {
            assert!(answer.text().contains(said), "{said}: {}", answer.text());
        }
        let answer = server.get("/sign-in").without("host").reads(language).send().await;
        assert_eq!(answer.status, 400);
        assert!(answer.text().contains("Host"), "{}", answer.text());
    }
    let answer = server.post("/sign-in", &[]).header("host", "okr.example:3000").send().await;
    assert!(answer.status == 403 && answer.text().contains("okr.example:3000"), "{}", answer.text());
}

#[tokio::test]
async fn a_request_that_names_two_hosts_is_refused_whichever_comes_first() {
    let server = TestServer::open().await;
    for (first, second) in
        [("localhost:3000", "evil.example"), ("evil.example", "localhost:3000"), ("localhost:3000", "localhost:3000")]
    {
        for path in ["/", "/healthz"] {
            let answer = server.get(path).header("host", first).and_header("host", second).send().await;
            assert_eq!(answer.status, 400, "{path} {first} {second}");
        }
    }
}

#[tokio::test]
async fn every_answer_tells_browsers_to_be_careful() {
    let server = TestServer::open().await;
    for path in ["/", "/nothing.js", "/healthz", "/api/board", "/continue-as"] {
        let answer = server.get(path).send().await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("x-request-id").len(), 32, "{path}");
    }
}

#[tokio::test]
async fn a_method_that_makes_no_sense_is_a_405() {
    let server = TestServer::open().await;
    for (method, path) in
        [(Method::PUT, "/"), (Method::DELETE, "/check-in"), (Method::POST, "/live"), (Method::GET, "/preferences")]
    {
        let answer = server.ask(method.clone(), path).by(executive()).header("sec-fetch-site", "same-origin").send().await;
        assert_eq!(answer.status, 405, "{method} {path}");
    }
}

#[tokio::test]
async fn every_answer_says_what_it_may_do_and_only_a_page_that_came_alive_may_run_anything() {
    let server = TestServer::with_assets(crate::assets::some()).await;
    let policy = async |path: &str| {
        let answer = server.get(path).by(executive()).send().await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("strict-transport-security", ""),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        (answer.header("content-security-policy").to_owned(), answer)
    };
    for path in ["/wall", "/account", "/healthz", "/api/board", "/nothing/here.js", "/people"] {
        let (policy, _) = policy(path).await;
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self';") && !policy.contains("script-src"),
            "{path}: {policy}"
        );
    }
    let mut nonces = std::collections::HashSet::new();
    for path in ["/", "/map", "/check-in", "/objectives/new"] {
        let (policy, answer) = policy(path).await;
        let nonce = policy.split_once("'nonce-").unwrap().1.split_once('\'').unwrap().0.to_owned();
        assert!(nonce.len() >= 22, "128 bits: {nonce}");
        assert!(policy.contains("'wasm-unsafe-eval'") && !policy.contains("'unsafe-eval'"), "{policy}");
        let [before, after] = ["style-src 'self'", "style-src-attr 'unsafe-inline'"].map(|part| policy.contains(part));
        assert!(before && after && policy.matches("'unsafe-inline'").count() == 1, "{policy}");
        // Every executable script has the nonce; others are data.
        for script in answer.text().split("<script").skip(1) {
            let tag = script.split_once('>').unwrap().0;
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")) || tag.contains("type=\"application/json\""), "{path}: {tag}");
        }
        assert!(!answer.text().contains("<style"), "{path}");
        assert!(nonces.insert(nonce), "each answer has one of its own");
    }
}

#[tokio::test]
async fn browsers_that_came_by_tls_are_told_to_stay_with_it() {
    let server = TestServer::reached_at("https://okr.example").await;
    let answer = server.get("/sign-in").header("host", "okr.example").send().await;
    assert_eq!((answer.status.as_u16(), answer.header("strict-transport-security")), (200, "max-age=31536000"));
}

fn somebody_else(server: &TestServer) -> okr::PersonId {
    server.board().people.keys().copied().find(|id| *id != executive()).unwrap()
}

#[tokio::test]
async fn whoever_asks_for_too_much_waits_and_nobody_else_does() {
    let server = TestServer::open().await;
    let other = somebody_else(&server);
    // The allowance refills while requests are sent: ten per second.
    let until_refused = async |path: &str| {
        for asked in 0..6_000 {
            let answer = server.get(path).by(executive()).send().await;
            if answer.status == 429 {
                return (asked, answer);
            }
        }
        panic!("there is no end to it");
    };
    let (asked, page) = until_refused("/wall").await;
    assert!(asked >= 599, "a minute's worth may come at once, not {asked}");
    assert_eq!((page.status.as_u16(), page.header("retry-after")), (429, "1"));
    assert!(page.text().contains("Wait 1 second"), "{}", page.text());
    let (_, answer) = until_refused("/api/story").await;
    assert_eq!(answer.error(), app::error::AppError::TooMany { seconds: 1 });
    assert_eq!(server.get("/wall").by(other).send().await.status, 200);
    assert_eq!(server.get("/healthz").by(executive()).send().await.status, 200, "whatever watches over it goes on");
}

#[tokio::test]
async fn somebody_has_so_many_streams_open_at_a_time() {
    let server = TestServer::open().await;
    let other = somebody_else(&server);
    let open = async |person| server.get("/live?since=0").by(person).open().await;
    let mut streams = Vec::new();
    for _ in 0..100 {
        streams.push(open(executive()).await);
    }
    assert!(streams.iter().all(|stream| stream.status() == 200));
    let refused = open(executive()).await;
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str().unwrap()), (429, "30"));
    assert_eq!(open(other).await.status(), 200);
    streams.pop();
    assert_eq!(open(executive()).await.status(), 200, "one that has ended makes room");
}

#[tokio::test]
async fn what_leads_nowhere_says_so_in_the_readers_language_whoever_asks_and_in_whatever_way() {
    let server = TestServer::locked().await;
    for (method, path, status) in [
        (Method::GET, "/people/xyz", 404),
        (Method::POST, "/people/xyz", 404),
        (Method::POST, "/people/xyz/link", 404),
        (Method::POST, "/teams/xyz/remove", 404),
        (Method::GET, "/link/%ff", 404),
        (Method::POST, "/map", 405),
        (Method::POST, "/audit", 405),
        (Method::PUT, "/people", 405),
    ] {
        for (language, words) in [("en", "Plumbline"), ("zh-Hans", "。")] {
            let answer = server.ask(method.clone(), path).header("sec-fetch-site", "same-origin").reads(language).send().await;
            assert_eq!(answer.status, status, "{method} {path}");
            let page = answer.text();
            assert!(page.contains(&format!(r#"lang="{language}""#)) && page.contains(words), "{method} {path}: {page}");
        }
    }
}

#[tokio::test]
async fn a_path_that_looks_like_a_files_passes_the_gate_like_any_other() {
    let server = TestServer::open().await;
    let answer = server.get("/a.b/map").by(executive()).send().await;
    assert_eq!(answer.status, 404, "and isn’t led to the door again and again");
    // Unauthenticated requests count there, too.
    let mut statuses = std::collections::BTreeSet::new();
    while statuses.len() < 2 {
        statuses.insert(server.post("/link/x.y", &[("password", "x")]).send().await.status.as_u16());
    }
    assert_eq!(statuses, [404, 429].into());
}
