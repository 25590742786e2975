//! A test server with an organisation, and requests to it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::error::AppError;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use okr::{Board, Command, CommandId, Envelope, KeyResult, Measure, Objective, PersonId, Phase, Stage};
use plumbline::assets::Assets;
use plumbline::auth::oidc::Provider;
use plumbline::auth::{Address, AuthConfig, RateLimits};
use plumbline::clock::Clock;
use plumbline::lifecycle::Lifecycle;
use plumbline::router::router;
use plumbline::site::Site;
use store::{Ledger, Store};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;
use uuid::Uuid;

/// The seed of the demo in all tests.
const SEED: u64 = 7;
/// The database's file.
pub(crate) const FILE: &str = "plumbline.db";
/// A generous timeout, for slow machines.
pub(crate) const PATIENCE: Duration = Duration::from_mins(5);

/// The demo, created once and copied for each test.
static TEMPLATE: OnceCell<TempDir> = OnceCell::const_new();

/// A server with an organisation.
pub(crate) struct TestServer {
    pub(crate) site: Site,
    pub(crate) router: Router,
    pub(crate) ledger: Ledger,
    pub(crate) store: Store,
    pub(crate) lifecycle: Lifecycle,
    /// Session cookies by person.
    inside: Mutex<HashMap<PersonId, String>>,
    next: AtomicU64,
    _folder: TempDir,
}

/// A fixed clock with counted ids.
pub(crate) fn clock() -> Clock {
    let ids = AtomicU64::new(0);
    let now = "2026-11-23T04:00:00Z".parse().unwrap();
    let secrets = AtomicU64::new(1);
    Clock::new(
        move || now,
        move || Uuid::from_u128(0xc10c << 64 | u128::from(ids.fetch_add(1, Ordering::Relaxed))),
        move || {
            let mut secret = [0x5e; 32];
            secret[..8].copy_from_slice(&secrets.fetch_add(1, Ordering::Relaxed).to_be_bytes());
            secret
        },
    )
}

async fn template() -> &'static TempDir {
    let make = || async {
        let folder = TempDir::new().unwrap();
        let store = Store::open(folder.path().join(FILE).to_str().unwrap()).await.unwrap();
        let ledger = Ledger::start(store, Arc::new(clock())).await.unwrap();
        let now = clock().moment_in(demo::TIME_ZONE);
        let steps = demo::organisation(now, demo::Size::Written, SEED, okr::Language::English);
        ledger.seed(steps.into_iter().map(|step| (step.actor, step.envelope, step.at)).collect()).await.unwrap();
        ledger.stop().await;
        folder
    };
    TEMPLATE.get_or_init(make).await
}

fn front(open: bool) -> AuthConfig {
    AuthConfig { address: Address::loopback(3000), open, proxies: Vec::new(), limits: RateLimits::default(), provider: None }
}

impl TestServer {
    pub(crate) async fn open() -> Self {
        Self::with_assets(Assets::default()).await
    }

    /// A server without an organisation.
    pub(crate) async fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        Self::at(folder, Assets::default(), false).await
    }

    /// A server with authentication and an OpenID Connect provider.
    pub(crate) async fn with_provider(provider: Provider) -> Self {
        let folder = Self::copied().await;
        Self::behind(folder, Assets::default(), AuthConfig { provider: Some(provider), ..front(false) }).await
    }

    /// A server that requires authentication.
    pub(crate) async fn locked() -> Self {
        Self::with(Assets::default(), false).await
    }

    pub(crate) async fn with_assets(assets: Assets) -> Self {
        Self::with(assets, true).await
    }

    async fn with(assets: Assets, open: bool) -> Self {
        Self::at(Self::copied().await, assets, open).await
    }

    /// A server that requires authentication, with this public address.
    pub(crate) async fn reached_at(address: &str) -> Self {
        let front = AuthConfig { address: Address::read(address).unwrap(), ..front(false) };
        Self::behind(Self::copied().await, Assets::default(), front).await
    }

    async fn copied() -> TempDir {
        let folder = TempDir::new().unwrap();
        std::fs::copy(template().await.path().join(FILE), folder.path().join(FILE)).unwrap();
        folder
    }

    pub(crate) async fn at(folder: TempDir, assets: Assets, open: bool) -> Self {
        Self::behind(folder, assets, front(open)).await
    }

    /// The demo with the test's own clock; requires authentication.
    pub(crate) async fn by(clock: Clock) -> Self {
        Self::run(Self::copied().await, Assets::default(), front(false), clock).await
    }

    async fn behind(folder: TempDir, assets: Assets, front: AuthConfig) -> Self {
        Self::run(folder, assets, front, clock()).await
    }

    async fn run(folder: TempDir, assets: Assets, front: AuthConfig, clock: Clock) -> Self {
        let file = folder.path().join(FILE);
        let store = Store::open(file.to_str().unwrap()).await.unwrap();
        let ledger = Ledger::start(store.clone(), Arc::new(clock.clone())).await.unwrap();
        let lifecycle = Lifecycle::default();
        let site = Site::new(store.clone(), ledger.clone(), clock, assets, lifecycle.clone(), front);
        Self {
            router: router(&site),
            site,
            ledger,
            store,
            lifecycle,
            inside: Mutex::default(),
            next: AtomicU64::new(1),
            _folder: folder,
        }
    }

    /// The current time for the organisation.
    pub(crate) fn site_moment(&self) -> okr::Moment {
        clock().moment(&self.board())
    }

    pub(crate) fn board(&self) -> Arc<Board> {
        self.ledger.board()
    }

    /// A fresh id.
    pub(crate) fn fresh(&self) -> Uuid {
        Uuid::from_u128(0xf4e5 << 64 | u128::from(self.next.fetch_add(1, Ordering::Relaxed)))
    }

    pub(crate) fn envelope(&self, command: Command) -> Envelope {
        Envelope { id: CommandId(self.fresh()), command }
    }

    /// A person's session cookie; the first call signs them in by open mode.
    pub(crate) async fn key(&self, person: PersonId) -> String {
        if let Some(key) = self.inside.lock().unwrap().get(&person) {
            return key.clone();
        }
        let key = Box::pin(self.post("/continue-as", &[("person", &person.to_string())]).send()).await.key();
        self.inside.lock().unwrap().insert(person, key.clone());
        key
    }

    pub(crate) fn get(&self, path: &str) -> Ask<'_> {
        self.ask(Method::GET, path)
    }

    /// A form as a browser without JavaScript sends it.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Ask<'_> {
        let body =
            fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect::<Vec<_>>().join("&");
        self.ask(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(body)
    }

    /// A command as the browser's client sends it.
    pub(crate) fn command(&self, envelope: &Envelope) -> Ask<'_> {
        self.json(&format!(r#"{{"envelope":{}}}"#, serde_json::to_string(envelope).unwrap()))
    }

    /// Sends a text as a command.
    pub(crate) fn json(&self, body: &str) -> Ask<'_> {
        self.ask(Method::POST, "/api/commit")
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .header("sec-fetch-site", "same-origin")
            .body(body.to_owned())
    }

    pub(crate) fn ask(&self, method: Method, path: &str) -> Ask<'_> {
        let request = Request::builder().method(method).uri(path).header("host", "localhost:3000").body(Body::empty()).unwrap();
        Ask { server: self, request, by: None, cookies: Vec::new() }
    }

    /// A key result with a metric in the running cycle, and its objective.
    pub(crate) fn metric(&self) -> (Objective, KeyResult) {
        self.find(Phase::Running, |key_result| matches!(key_result.measure, Measure::Metric { .. }) && !key_result.driven)
    }

    /// A key result in a cycle of this phase.
    pub(crate) fn find(&self, phase: Phase, fits: impl Fn(&KeyResult) -> bool) -> (Objective, KeyResult) {
        let board = self.board();
        let found = board.key_results.values().find_map(|key_result| {
            let objective = board.objective(key_result.objective).ok()?;
            let right = board.cycle(objective.cycle).ok()?.phase == phase && matches!(objective.stage, Stage::Published(_));
            (right && fits(key_result)).then(|| (objective.clone(), key_result.as_ref().clone()))
        });
        found.expect("the demo has one")
    }
}

/// An executive, with all permissions except checking in.
pub(crate) fn executive() -> PersonId {
    demo::cast(SEED).executive
}

/// A request under construction.
pub(crate) struct Ask<'a> {
    server: &'a TestServer,
    request: Request<Body>,
    by: Option<PersonId>,
    cookies: Vec<String>,
}

impl Ask<'_> {
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.request.headers_mut().insert(name, value.parse().unwrap());
        self
    }

    /// Adds another value of the same header.
    pub(crate) fn and_header(mut self, name: &'static str, value: &str) -> Self {
        self.request.headers_mut().append(name, value.parse().unwrap());
        self
    }

    pub(crate) fn without(mut self, name: &'static str) -> Self {
        self.request.headers_mut().remove(name);
        self
    }

    pub(crate) fn by(mut self, person: PersonId) -> Self {
        self.by = Some(person);
        self
    }

    pub(crate) fn key(mut self, key: &str) -> Self {
        self.cookies.push(key.to_owned());
        self
    }

    pub(crate) fn reads(mut self, language: &str) -> Self {
        self.cookies.push(format!("plumbline_language={language}"));
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Body>) -> Self {
        *self.request.body_mut() = body.into();
        self
    }

    /// Sends it, and returns the response before its body.
    pub(crate) async fn open(mut self) -> axum::response::Response {
        if let Some(person) = self.by {
            self.cookies.push(self.server.key(person).await);
        }
        if !self.cookies.is_empty() {
            self.request.headers_mut().insert("cookie", self.cookies.join("; ").parse().unwrap());
        }
        self.server.router.clone().oneshot(self.request).await.unwrap()
    }

    pub(crate) async fn send(self) -> Answer {
        let (parts, body) = self.open().await.into_parts();
        let body = tokio::time::timeout(PATIENCE, body.collect()).await.unwrap().unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// A complete response.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The session cookie that it sets.
    pub(crate) fn key(&self) -> String {
        let cookies = self.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
        let session =
            cookies.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.starts_with("plumbline_session="));
        session.unwrap_or_else(|| panic!("no session: {} {}", self.status, self.text())).to_owned()
    }

    /// The error in a JSON response.
    pub(crate) fn error(&self) -> AppError {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The sequence number in a JSON response.
    pub(crate) fn seq(&self) -> u64 {
        let committed: app::server_fns::Committed =
            serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()));
        committed.seq
    }
}

fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
