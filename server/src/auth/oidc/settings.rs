//! Settings of single sign-on, read from the command line.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use okr::Roles;
use openidconnect::IssuerUrl;
use service::Provisioning;

use crate::auth::public_url::is_loopback_name;
use crate::cli::SingleSignOn;

/// Timeout of requests to the provider.
const PATIENCE: Duration = Duration::from_secs(10);
/// The default scopes.
const SCOPES: &str = "openid email profile";
/// The default claim that holds the groups.
const GROUPS: &str = "groups";

/// A provider's settings.
#[derive(Clone)]
pub struct Settings {
    /// Timeout of requests to it.
    pub patience: Duration,
    pub(super) issuer: IssuerUrl,
    pub(super) loopback: bool,
    pub(super) client_id: String,
    pub(super) secret: Option<String>,
    pub(super) scopes: BTreeSet<String>,
    pub(super) groups_claim: String,
    pub(crate) name: String,
    pub(crate) provisioning: Provisioning,
    groups: Vec<(String, Role)>,
}

/// Omits the secret.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("issuer", &self.issuer).field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// Why the single sign-on settings are invalid.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A setting is given without an issuer.
    #[error("the other --oidc options say nothing without --oidc-issuer; add it, or leave them out")]
    NoIssuer,
    /// The client id is missing.
    #[error("--oidc-issuer goes with --oidc-client-id, which the provider gives out for this server")]
    NoClient,
    /// The issuer isn't a valid URL.
    #[error("--oidc-issuer {0} is no address such as https://id.example")]
    Unreadable(String),
    /// Without TLS, an attacker on the network could forge identities.
    #[error("--oidc-issuer {0} has to begin with https://; without TLS, only a provider on this machine is believed")]
    InTheClear(String),
    /// The secret is given twice.
    #[error("the client's secret is in a file and in PLUMBLINE_OIDC_CLIENT_SECRET; leave one of them out")]
    TwoSecrets,
    /// The secret's file can't be read.
    #[error("--oidc-client-secret-file {}: {source}", path.display())]
    NoSecret {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// The secret is empty.
    #[error("the client's secret is empty")]
    EmptySecret,
    /// Not a valid mapping from a group to a role.
    #[error("--oidc-role {0} is not GROUP=ROLE, where ROLE is executive, programme-office or admin")]
    NoRole(String),
    /// The system can't set up TLS.
    #[error("no connection to a provider can be made: {0}")]
    NoTls(#[from] reqwest::Error),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Executive,
    ProgrammeOffice,
    Admin,
}

impl Settings {
    /// Reads the command line's settings; `None` if there are none. `secret` is the environment's value.
    ///
    /// # Errors
    /// The settings are invalid.
    pub fn read(said: &SingleSignOn, secret: Option<String>) -> Result<Option<Self>, SettingsError> {
        let Some(issuer) = said.oidc_issuer.clone() else {
            return if *said == SingleSignOn::default() { Ok(None) } else { Err(SettingsError::NoIssuer) };
        };
        let client_id = said.oidc_client_id.clone().filter(|id| !id.trim().is_empty()).ok_or(SettingsError::NoClient)?;
        let secret = match (&said.oidc_client_secret_file, secret) {
            (Some(_), Some(_)) => return Err(SettingsError::TwoSecrets),
            (Some(path), None) => {
                let path = path.clone();
                Some(std::fs::read_to_string(&path).map_err(|source| SettingsError::NoSecret { path, source })?)
            }
            (None, secret) => secret,
        };
        let secret = secret.map(|secret| secret.trim().to_owned());
        if secret.as_ref().is_some_and(String::is_empty) {
            return Err(SettingsError::EmptySecret);
        }

        let unreadable = || SettingsError::Unreadable(issuer.clone());
        let address = IssuerUrl::new(issuer.clone()).map_err(|_| unreadable())?;
        let url = address.url();
        let host = url.host_str().ok_or_else(unreadable)?;
        let loopback = is_loopback_name(host);
        match url.scheme() {
            _ if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() => return Err(unreadable()),
            "https" => {}
            "http" if loopback => {}
            "http" => return Err(SettingsError::InTheClear(issuer)),
            _ => return Err(unreadable()),
        }
        Ok(Some(Self {
            patience: PATIENCE,
            loopback,
            client_id,
            secret,
            scopes: said.oidc_scopes.as_deref().unwrap_or(SCOPES).split_whitespace().map(str::to_owned).collect(),
            groups_claim: said.oidc_groups_claim.clone().unwrap_or_else(|| GROUPS.to_owned()),
            name: said.oidc_name.clone().unwrap_or_else(|| host.to_owned()),
            provisioning: Provisioning { create: said.oidc_create, trust_email: said.oidc_trust_email },
            groups: said.oidc_role.iter().map(|text| role(text)).collect::<Result<_, _>>()?,
            issuer: address,
        }))
    }

    /// Whether groups determine roles.
    pub(crate) fn decides_roles(&self) -> bool {
        !self.groups.is_empty()
    }

    /// The roles that these groups give.
    pub(crate) fn roles(&self, groups: &BTreeSet<String>) -> Roles {
        let has = |wanted| self.groups.iter().any(|(group, role)| *role == wanted && groups.contains(group));
        Roles { executive: has(Role::Executive), programme_office: has(Role::ProgrammeOffice), admin: has(Role::Admin) }
    }
}

/// Parses `GROUP=ROLE`. A group's name may contain an equals sign, as in `cn=board,dc=example`; a role's doesn't.
fn role(text: &str) -> Result<(String, Role), SettingsError> {
    let no_role = || SettingsError::NoRole(text.to_owned());
    let (group, role) = text.rsplit_once('=').filter(|(group, _)| !group.trim().is_empty()).ok_or_else(no_role)?;
    let role = match role.trim() {
        "executive" => Role::Executive,
        "programme-office" => Role::ProgrammeOffice,
        "admin" => Role::Admin,
        _ => return Err(no_role()),
    };
    Ok((group.trim().to_owned(), role))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command};

    fn read(arguments: &[&str], secret: Option<&str>) -> Result<Option<Settings>, SettingsError> {
        let Command::Serve(serve) = Cli::parse_from([&["plumbline", "serve"], arguments].concat()).command else {
            unreachable!()
        };
        Settings::read(&serve.single_sign_on, secret.map(str::to_owned))
    }

    const GOOD: [&str; 4] = ["--oidc-issuer", "https://id.example/realms/okr", "--oidc-client-id", "plumbline"];

    #[test]
    fn nothing_said_is_no_provider_and_a_provider_needs_two_words() {
        assert!(read(&[], None).unwrap().is_none());
        let settings = read(&GOOD, None).unwrap().unwrap();
        assert_eq!((settings.name.as_str(), settings.groups_claim.as_str()), ("id.example", "groups"));
        assert!(!settings.provisioning.create && !settings.decides_roles() && settings.scopes.contains("email"));
    }

    #[test]
    fn what_can_not_be_is_refused_with_what_to_do() {
        let said = |arguments: &[&str], secret| read(arguments, secret).unwrap_err().to_string();
        assert!(said(&["--oidc-client-id", "x"], None).contains("--oidc-issuer"));
        assert!(said(&["--oidc-create"], None).contains("--oidc-issuer"));
        assert!(said(&["--oidc-trust-email"], None).contains("--oidc-issuer"));
        assert!(said(&["--oidc-issuer", "https://id.example"], None).contains("--oidc-client-id"));
        for (issuer, why) in [
            ("http://id.example", "https://"),
            ("http://localhost.evil.example", "https://"),
            ("id.example", "no address"),
            ("ftp://id.example", "no address"),
            ("https://id.example?x=1", "no address"),
            ("https://me@id.example", "no address"),
        ] {
            assert!(said(&["--oidc-issuer", issuer, "--oidc-client-id", "x"], None).contains(why), "{issuer}");
        }
        for role in ["board", "board=boss", "=admin", "board="] {
            assert!(said(&[&GOOD[..], &["--oidc-role", role]].concat(), None).contains(role), "{role}");
        }
        assert!(said(&GOOD, Some(" \n")).contains("empty"));
        let file = [&GOOD[..], &["--oidc-client-secret-file", "/nowhere/at/all"]].concat();
        assert!(said(&file, None).contains("/nowhere/at/all"));
        assert!(said(&file, Some("secret")).contains("leave one"));
    }

    #[test]
    fn a_provider_on_this_machine_needs_no_tls() {
        for issuer in ["http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000"] {
            assert!(read(&["--oidc-issuer", issuer, "--oidc-client-id", "x"], None).unwrap().unwrap().loopback);
        }
    }

    #[test]
    fn groups_make_roles_and_no_secret_is_shown() {
        let roles = ["--oidc-role", "cn=board,dc=example=executive", "--oidc-role", "it=admin", "--oidc-role", "owners=admin"];
        let settings = read(&[&GOOD[..], &roles].concat(), Some("s3cr3t")).unwrap().unwrap();
        let of = |groups: &[&str]| settings.roles(&groups.iter().map(|group| (*group).to_owned()).collect());
        assert_eq!(of(&["cn=board,dc=example", "x"]), Roles { executive: true, ..Roles::default() });
        assert_eq!(of(&["owners"]), Roles { admin: true, ..Roles::default() });
        assert_eq!(of(&["IT"]), Roles::default());
        assert!(!format!("{settings:?}").contains("s3cr3t"));
    }
}
