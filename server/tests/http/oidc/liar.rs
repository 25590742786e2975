//! A provider that says what a test wants.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use plumbline::auth::oidc::{Provider, Settings};
use plumbline::cli::SingleSignOn;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::{Answer, TestServer, clock};

pub(super) const NAME: &str = "the-provider";
pub(super) const SECRET: &str = "the client’s secret";

/// A response of the provider.
#[derive(Clone)]
pub(super) struct Said {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: String,
}

impl Said {
    pub(super) fn json(value: &Value) -> Self {
        Self { status: 200, kind: "application/json", body: value.to_string() }
    }
}

impl IntoResponse for Said {
    fn into_response(self) -> Response {
        // A client that follows this redirect would get a valid response.
        let headers = [(CONTENT_TYPE, self.kind), (LOCATION, "/elsewhere")];
        (axum::http::StatusCode::from_u16(self.status).unwrap(), headers, self.body).into_response()
    }
}

#[derive(Default)]
pub(super) struct Script {
    /// Responses by path; without one, the provider doesn't answer.
    pub(super) says: BTreeMap<&'static str, Said>,
    /// The last token request: its credentials and body.
    pub(super) asked: Option<(String, BTreeMap<String, String>)>,
    /// The number of requests by path.
    pub(super) times: BTreeMap<&'static str, usize>,
}

#[derive(Clone)]
pub(super) struct Liar {
    pub(super) issuer: String,
    pub(super) script: Arc<Mutex<Script>>,
}

pub(super) async fn say(liar: &Liar, path: &'static str) -> Response {
    let said = {
        let mut script = liar.script.lock().unwrap();
        *script.times.entry(path).or_default() += 1;
        script.says.get(path).cloned()
    };
    match said {
        Some(said) => said.into_response(),
        None => std::future::pending().await,
    }
}

pub(super) async fn token(State(liar): State<Liar>, headers: HeaderMap, body: String) -> Response {
    let by = headers.get(AUTHORIZATION).map_or_else(String::new, |value| value.to_str().unwrap().to_owned());
    let fields = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    liar.script.lock().unwrap().asked = Some((by, fields));
    say(&liar, "/token").await
}

impl Liar {
    /// A provider with valid responses.
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let liar = Self { issuer, script: Arc::default() };
        let router = Router::new()
            .route(
                "/.well-known/openid-configuration",
                get(|State(liar): State<Self>| async move { say(&liar, "/discovery").await }),
            )
            .route("/jwks", get(|State(liar): State<Self>| async move { say(&liar, "/jwks").await }))
            .route("/elsewhere", get(|State(liar): State<Self>| async move { say(&liar, "/elsewhere").await }))
            .route("/token", post(token))
            .with_state(liar.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        liar.says("/discovery", Said::json(&liar.metadata()));
        liar.says("/elsewhere", Said::json(&liar.metadata()));
        liar.says("/jwks", Said::json(&keys(&[(1, "one")])));
        liar
    }

    pub(super) fn metadata(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.issuer);
        json!({
            "issuer": self.issuer,
            "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"),
            "jwks_uri": at("/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
        })
    }

    pub(super) fn says(&self, path: &'static str, said: Said) {
        self.script.lock().unwrap().says.insert(path, said);
    }

    pub(super) fn says_nothing(&self, path: &'static str) {
        self.script.lock().unwrap().says.remove(path);
    }

    pub(super) fn times(&self, path: &'static str) -> usize {
        self.script.lock().unwrap().times.get(path).copied().unwrap_or_default()
    }

    pub(super) fn hands_out(&self, id_token: &str) {
        self.says("/token", Said::json(&json!({ "access_token": "access", "token_type": "Bearer", "id_token": id_token })));
    }

    pub(super) fn settings(&self, more: SingleSignOn) -> Settings {
        let said = SingleSignOn {
            oidc_issuer: Some(self.issuer.clone()),
            oidc_client_id: Some("plumbline".into()),
            oidc_name: Some(NAME.into()),
            ..more
        };
        Settings::read(&said, Some(SECRET.into())).unwrap().unwrap()
    }

    pub(super) async fn server(&self, more: SingleSignOn) -> TestServer {
        TestServer::with_provider(Provider::new(self.settings(more)).unwrap()).await
    }

    /// Valid claims for this e-mail address.
    pub(super) fn claims(&self, way: &Way, email: &str) -> Value {
        let now = clock().now().timestamp();
        json!({
            "iss": self.issuer,
            "aud": "plumbline",
            "sub": "1",
            "nonce": way.asked["nonce"],
            "iat": now,
            "exp": now + 300,
            "email": email,
            "email_verified": true,
            "name": "Ada",
        })
    }

    /// Runs a sign-in with changed claims, up to the callback.
    pub(super) async fn send_back(&self, server: &TestServer, email: &str, change: impl FnOnce(&mut Value)) -> Answer {
        let way = Way::there(server).await;
        let mut claims = self.claims(&way, email);
        change(&mut claims);
        self.hands_out(&signed(1, &claims));
        way.back(server).await
    }
}

pub(super) fn key(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

pub(super) fn keys(all: &[(u8, &str)]) -> Value {
    let key = |(seed, id): &(u8, &str)| {
        let x = URL_SAFE_NO_PAD.encode(key(*seed).public_key().as_ref());
        json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": id, "x": x })
    };
    json!({ "keys": all.iter().map(key).collect::<Vec<_>>() })
}

pub(super) fn with_header(header: &Value, claims: &Value, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let said = format!("{}.{}", part(header), part(claims));
    let signature = URL_SAFE_NO_PAD.encode(sign(said.as_bytes()));
    format!("{said}.{signature}")
}

pub(super) fn signed(seed: u8, claims: &Value) -> String {
    let id = if seed == 1 { "one" } else { "two" };
    with_header(&json!({ "alg": "EdDSA", "kid": id }), claims, |said| key(seed).sign(said).as_ref().to_vec())
}

/// A pending sign-in.
pub(super) struct Way {
    pub(super) cookie: String,
    /// The parameters sent to the provider.
    pub(super) asked: BTreeMap<String, String>,
}

impl Way {
    pub(super) async fn there(server: &TestServer) -> Self {
        let answer = server.get("/sign-in/oidc?back=/map").send().await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let cookie = answer.header("set-cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Max-Age=600"), "{cookie}");
        let (_, query) = answer.header("location").split_once("/authorize?").unwrap();
        Self {
            cookie: cookie.split(';').next().unwrap().to_owned(),
            asked: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        }
    }

    pub(super) async fn back(&self, server: &TestServer) -> Answer {
        self.back_with(server, &format!("code=c0de&state={}", self.asked["state"])).await
    }

    pub(super) async fn back_with(&self, server: &TestServer, query: &str) -> Answer {
        let answer = server.get(&format!("/sign-in/oidc/return?{query}")).key(&self.cookie).send().await;
        let cookies = answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
        assert!(cookies.into_iter().any(|cookie| cookie.starts_with("plumbline_oidc=;")), "it isn’t kept any longer");
        answer
    }
}
