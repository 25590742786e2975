//! Single sign-on with an OpenID Connect provider: the authorization code flow with PKCE.
//!
//! The protocol is the library's. Decided here: provider metadata is fetched when a sign-in begins and cached for
//! some minutes; requests time out after ten seconds; the provider's clock may differ by two minutes.

mod http;
mod settings;
mod trouble;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use app::static_pages::oidc::Refused;
use chrono::{DateTime, TimeDelta, Utc};
use okr::Language;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreResponseType, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, Client,
    ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields, EndUserEmail, EndUserName, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IdTokenFields, LanguageTag, LocalizedClaim, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, SignatureVerificationError, StandardErrorResponse, StandardTokenResponse,
    TokenResponse as _, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use service::auth::Token;
use service::{ClaimedEmail, Identity};
use store::Flow;
use tokio::sync::Mutex;
use tokio::time::timeout;

use self::http::Http;
pub use self::settings::{Settings, SettingsError};
pub(crate) use self::trouble::Trouble;
use super::Address;
use crate::clock::Clock;

/// The redirect URI's path, as it is registered with the provider.
pub(crate) const RETURN: &str = "/sign-in/oidc/return";
/// How long a provider's metadata is cached.
const FRESH: TimeDelta = TimeDelta::minutes(5);
/// The accepted difference between the provider's clock and ours.
const LEEWAY: TimeDelta = TimeDelta::minutes(2);
/// How long a sign-in at the provider may take.
pub(crate) const ON_THE_WAY: TimeDelta = TimeDelta::minutes(10);
/// The longest accepted subject identifier; the specification allows a subject of 255 characters.
const LONGEST: usize = 1000;

/// Claims that the specification doesn't name, such as groups.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
struct Others(HashMap<String, serde_json::Value>);

impl AdditionalClaims for Others {}

type Tokens = StandardTokenResponse<
    IdTokenFields<Others, EmptyExtraTokenFields, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>,
    CoreTokenType,
>;

type Known = Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What a provider has proved.
#[derive(Clone, Debug)]
pub(crate) struct Proven {
    /// The identity, without roles.
    pub(crate) identity: Identity,
    /// The groups; `None` if the provider sent no groups.
    pub(crate) groups: Option<BTreeSet<String>>,
}

/// What the claims say about a person's e-mail address.
fn claimed(email: Option<&EndUserEmail>, verified: Option<bool>) -> ClaimedEmail {
    match (email.map(|email| email.as_str().to_owned()), verified) {
        (None, _) => ClaimedEmail::Missing,
        (Some(_), Some(false)) => ClaimedEmail::Unverified,
        (Some(email), None) => ClaimedEmail::NotSaid(email),
        (Some(email), Some(true)) => ClaimedEmail::Verified(email),
    }
}

/// An OpenID Connect provider. Clones share its cached metadata.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    settings: Settings,
    http: Http,
    known: Mutex<Option<(CoreProviderMetadata, DateTime<Utc>)>>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.settings.fmt(f)
    }
}

impl Provider {
    /// A provider with these settings. No request is sent yet.
    ///
    /// # Errors
    /// The system can't set up TLS.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        let http = Http::new(settings.loopback, settings.patience)?;
        Ok(Self(Arc::new(Inner { settings, http, known: Mutex::default() })))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Checks whether the provider can be reached, and logs a warning if not.
    pub async fn look(self, clock: Clock) {
        let issuer = self.0.settings.issuer.as_str();
        match self.in_time(self.metadata(clock.now(), FRESH)).await {
            Ok(_) => tracing::info!(issuer, "people can sign in with the provider"),
            Err(Trouble { detail, .. }) => {
                tracing::warn!(issuer, detail, "the provider can't be used yet; it is asked again when somebody signs in");
            }
        }
    }

    /// Starts a sign-in: the URL to send the browser to, and the state that the callback has to match.
    pub(crate) async fn send(
        &self,
        clock: &Clock,
        address: &Address,
        language: Language,
        back: &str,
    ) -> Result<(String, Flow), Trouble> {
        let now = clock.now();
        let client = self.in_time(self.client(now, FRESH, address)).await?;
        let secret = || Token::new(clock).written();
        let (state, nonce, verifier) = (secret(), secret(), secret());
        let (csrf, signed) = (CsrfToken::new(state.clone()), Nonce::new(nonce.clone()));
        let flow = Flow { state, nonce, verifier, back: back.to_owned(), expires_at: now + ON_THE_WAY };
        let verifier = PkceCodeVerifier::new(flow.verifier.clone());
        let (url, ..) = client
            .authorize_url(AuthenticationFlow::<CoreResponseType>::AuthorizationCode, || csrf, || signed)
            // The library adds `openid` itself.
            .add_scopes(self.0.settings.scopes.iter().filter(|scope| *scope != "openid").cloned().map(Scope::new))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_ui_locale(LanguageTag::new(language.tag().to_owned()))
            .url();
        Ok((url.into(), flow))
    }

    /// Exchanges an authorization code for the identity.
    pub(crate) async fn prove(&self, clock: &Clock, address: &Address, code: String, flow: &Flow) -> Result<Proven, Trouble> {
        self.in_time(async {
            let now = clock.now();
            let client = self.client(now, FRESH, address).await?;
            let context = client.exchange_code(AuthorizationCode::new(code)).map_err(|error| nonsense(error.to_string()))?;
            let verifier = PkceCodeVerifier::new(flow.verifier.clone());
            let tokens = context.set_pkce_verifier(verifier).request_async(&self.0.http).await?;
            let mut proven = match self.read(&client, &tokens, flow, now) {
                // The provider signs with a key that is newer than the cached metadata.
                Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                    let client = self.client(now, TimeDelta::zero(), address).await?;
                    self.read(&client, &tokens, flow, now)?
                }
                read => read?,
            };
            if client.user_info_url().is_some() && self.lacks(&proven) {
                let identity = &mut proven.identity;
                let subject = openidconnect::SubjectIdentifier::new(identity.subject.clone());
                let context = client.user_info(tokens.access_token().clone(), Some(subject));
                let context = context.map_err(|error| nonsense(error.to_string()))?;
                let more: UserInfoClaims<Others, CoreGenderClaim> = context.request_async(&self.0.http).await?;
                identity.email = identity.email.clone().or(claimed(more.email(), more.email_verified()));
                identity.name = identity.name.take().or_else(|| name(more.name()));
                proven.groups = proven.groups.or_else(|| self.groups(more.additional_claims()));
            }
            Ok(proven)
        })
        .await
    }

    /// Whether something is missing that only the userinfo endpoint can tell.
    fn lacks(&self, proven: &Proven) -> bool {
        !matches!(proven.identity.email, ClaimedEmail::Verified(_))
            || (self.0.settings.decides_roles() && proven.groups.is_none())
    }

    /// The claims of the ID token, if it is valid.
    fn read(&self, client: &Known, tokens: &Tokens, flow: &Flow, now: DateTime<Utc>) -> Result<Proven, ClaimsVerificationError> {
        let token = tokens.id_token().ok_or_else(|| ClaimsVerificationError::Other("there is none".to_owned()))?;
        let verifier = client.id_token_verifier().set_time_fn(|| now - LEEWAY).set_issue_time_verifier_fn(|issued| {
            if issued > now + LEEWAY { Err(format!("issued at {issued}, and now is {now}")) } else { Ok(()) }
        });
        let claims = token.claims(&verifier, &Nonce::new(flow.nonce.clone()))?;
        if claims.authorized_party().is_some_and(|party| party.as_str() != self.0.settings.client_id) {
            return Err(ClaimsVerificationError::InvalidAudience("authorized for another party".to_owned()));
        }
        if let Some(expected) = claims.access_token_hash() {
            let refused = ClaimsVerificationError::SignatureVerification;
            let (algorithm, key) = (token.signing_alg().map_err(refused)?, token.signing_key(&verifier).map_err(refused)?);
            let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key);
            if actual.map_err(|error| ClaimsVerificationError::Other(error.to_string()))? != *expected {
                return Err(ClaimsVerificationError::Other("it was made for another access token".to_owned()));
            }
        }
        let subject = claims.subject().as_str();
        if subject.is_empty() || subject.len() > LONGEST || subject.contains(char::is_control) {
            return Err(ClaimsVerificationError::InvalidSubject("no name that could be kept".to_owned()));
        }
        let identity = Identity {
            issuer: self.0.settings.issuer.as_str().to_owned(),
            subject: subject.to_owned(),
            email: claimed(claims.email(), claims.email_verified()),
            name: name(claims.name()),
            roles: None,
        };
        Ok(Proven { identity, groups: self.groups(claims.additional_claims()) })
    }

    /// The groups in the claims: a list, or a single name.
    fn groups(&self, claims: &Others) -> Option<BTreeSet<String>> {
        Some(match claims.0.get(&self.0.settings.groups_claim)? {
            serde_json::Value::Array(all) => all.iter().filter_map(|group| group.as_str()).map(str::to_owned).collect(),
            serde_json::Value::String(one) => BTreeSet::from([one.clone()]),
            _ => BTreeSet::new(),
        })
    }

    async fn client(&self, now: DateTime<Utc>, fresh: TimeDelta, address: &Address) -> Result<Known, Trouble> {
        let metadata = self.metadata(now, fresh).await?;
        let Settings { client_id, secret, .. } = &self.0.settings;
        let methods = metadata.token_endpoint_auth_methods_supported().cloned().unwrap_or_default();
        let in_body = methods.contains(&CoreClientAuthMethod::ClientSecretPost)
            && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic);
        let back = RedirectUrl::new(format!("{}{RETURN}", address.url())).expect("an address and a path are a URL");
        let secret = secret.clone().map(ClientSecret::new);
        let client = Known::from_provider_metadata(metadata, ClientId::new(client_id.clone()), secret).set_redirect_uri(back);
        Ok(if in_body { client.set_auth_type(AuthType::RequestBody) } else { client })
    }

    /// The provider's metadata. Concurrent callers wait for the same request.
    async fn metadata(&self, now: DateTime<Utc>, fresh: TimeDelta) -> Result<CoreProviderMetadata, Trouble> {
        let mut known = self.0.known.lock().await;
        if let Some((metadata, read_at)) = &*known
            && now - *read_at < fresh
        {
            return Ok(metadata.clone());
        }
        let Settings { issuer, loopback, .. } = &self.0.settings;
        let metadata = CoreProviderMetadata::discover_async(issuer.clone(), &self.0.http).await?;
        let sends_to = metadata.authorization_endpoint().url().scheme();
        if sends_to != "https" && !(*loopback && sends_to == "http") {
            return Err(nonsense(format!("discovery: it would send people to {sends_to}")));
        }
        *known = Some((metadata.clone(), now));
        Ok(metadata)
    }

    async fn in_time<T>(&self, work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
        let slow = |_| Err(Trouble::new(Refused::Slow, "no answer in time"));
        timeout(self.0.settings.patience, work).await.unwrap_or_else(slow)
    }
}

fn nonsense(detail: String) -> Trouble {
    Trouble::new(Refused::Nonsense, detail)
}

fn name(names: Option<&LocalizedClaim<EndUserName>>) -> Option<String> {
    names.and_then(|names| names.get(None)).map(|name| name.as_str().to_owned())
}
