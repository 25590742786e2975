//! The command line.

use std::ffi::OsString;
use std::net::IpAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use ipnet::IpNet;
use okr::Language;

use crate::logging::LogFormat;

/// Plumbline delivers a strategy: where an organisation is going, how far it has come, and who answers for what.
#[derive(Debug, Parser)]
#[command(name = "plumbline", version, about)]
pub struct Cli {
    /// How lines of the log are written
    #[arg(long, env = "PLUMBLINE_LOG_FORMAT", value_enum, default_value_t, global = true)]
    pub log_format: LogFormat,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Parses yes or no, as written in environment variables; an empty value is no.
fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" | "y" | "t" => Ok(true),
        "" | "0" | "false" | "no" | "off" | "n" | "f" => Ok(false),
        _ => Err("write 1, true, yes or on; or 0, false, no or off".to_owned()),
    }
}

impl Cli {
    /// Parses a command line, and environment variables for missing arguments. Arguments take precedence over the
    /// environment; if both a data folder and a database are in the environment, such as an image's default and an
    /// operator's choice, the database takes precedence.
    ///
    /// # Errors
    /// The arguments are invalid, or help was requested.
    pub fn read<T: Into<OsString> + Clone>(arguments: impl IntoIterator<Item = T>) -> Result<Self, clap::Error> {
        let matches = Self::command().try_get_matches_from(arguments)?;
        let mut cli = Self::from_arg_matches(&matches)?;
        let refused = |why: &str| Err(Self::command().error(ErrorKind::ArgumentConflict, why));
        if let Command::Serve(serve) = &cli.command
            && serve.demo
            && serve.import.is_some()
        {
            return refused(
                "a demo organisation and a table can't both be taken in: give --demo or --import (PLUMBLINE_DEMO or PLUMBLINE_IMPORT)",
            );
        }
        let typed = |name| matches.subcommand().and_then(|(_, of)| of.value_source(name)) == Some(ValueSource::CommandLine);
        let at = cli.command.at();
        if typed("data") && typed("database") {
            return refused("--data and --database both say where the organisation is: give one of them");
        }
        at.database = at.database.take().filter(|url| !url.is_empty() && !typed("data"));
        if at.database.is_some() {
            at.data = None;
        }
        Ok(cli)
    }
}

impl Command {
    /// Where the organisation is.
    fn at(&mut self) -> &mut At {
        match self {
            Self::Serve(options) => &mut options.at,
            Self::Demo(options) => &mut options.at,
            Self::Import(options) => &mut options.at,
            Self::People(options) => &mut options.at,
            Self::Backup(options) | Self::Restore(options) => &mut options.at,
            Self::Migrate(options) | Self::Doctor(options) => &mut options.at,
            Self::Admin(options) => &mut options.at,
        }
    }
}

/// What the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve an organisation to browsers on this machine
    Serve(Box<Serve>),
    /// Fill an empty data folder with a demo organisation
    Demo(Demo),
    /// Take in a table of objectives and key results, all or nothing
    Import(Import),
    /// Take in a table of people and teams, all or nothing
    People(People),
    /// Write everything to one new file, while the server runs or not
    Backup(Backup),
    /// Put a backup into a data folder that holds nothing yet
    Restore(Backup),
    /// Bring an older database up to date, with a backup first; serving does the same
    Migrate(Doctor),
    /// Look whether the database is sound, while the server runs or not
    Doctor(Doctor),
    /// Let an administrator in who has no other way: prints a link that works once
    Admin(Admin),
}

/// Options of `plumbline serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where the organisation is.
    #[command(flatten)]
    pub at: At,
    /// The port to listen on; 0 takes a free one
    #[arg(long, env = "PLUMBLINE_PORT", default_value_t = 3000)]
    pub port: u16,
    /// The folder of the client's files; without it, those inside this program
    #[arg(long, env = "PLUMBLINE_ASSETS", value_name = "DIR")]
    pub assets: Option<PathBuf>,
    /// How people reach it, such as <https://okr.example>; without it, only this machine does
    #[arg(long, env = "PLUMBLINE_URL", value_name = "URL")]
    pub url: Option<String>,
    /// The address to listen on; a proxy that speaks TLS stands in front of any but this machine's own
    #[arg(long, env = "PLUMBLINE_LISTEN", value_name = "IP", default_value = "127.0.0.1")]
    pub listen: IpAddr,
    /// Proxies that are believed when they say whom they speak for, such as 127.0.0.1 or 10.0.0.0/8
    #[arg(long, env = "PLUMBLINE_TRUSTED_PROXIES", value_name = "NET", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<IpNet>,
    /// Requests a minute that one person may make, or one address of people who aren't signed in; 0 for any number
    #[arg(long, env = "PLUMBLINE_REQUESTS_A_MINUTE", value_name = "N", default_value_t = 600)]
    pub requests_a_minute: u32,
    /// Live streams that one person may have open at a time: one a tab
    #[arg(long, env = "PLUMBLINE_STREAMS_A_PERSON", value_name = "N", default_value_t = 100)]
    pub streams_a_person: u32,
    /// Let whoever sits at this machine continue as anybody; goes with --demo and --import
    #[arg(long, env = "PLUMBLINE_OPEN_DOOR", value_parser = yes_or_no)]
    pub open_door: bool,
    /// Begin with a demo organisation if the folder is empty
    #[arg(long, env = "PLUMBLINE_DEMO", value_parser = yes_or_no)]
    pub demo: bool,
    /// Take in a table first
    #[arg(long, env = "PLUMBLINE_IMPORT", value_name = "FILE")]
    pub import: Option<PathBuf>,
    /// Why; needed if the table changes what was published in a cycle that runs
    #[arg(long, env = "PLUMBLINE_REASON", value_name = "TEXT", requires = "import")]
    pub reason: Option<String>,
    /// The table's cycle.
    #[command(flatten)]
    pub cycle: CycleArgs,
    /// A new organisation.
    #[command(flatten)]
    pub founding: Founding,
    /// The OpenID Connect provider.
    #[command(flatten)]
    pub single_sign_on: SingleSignOn,
}

/// Parses a network, or a single address.
fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse()
        .or_else(|_| address())
        .map_err(|_| "it is no address such as 127.0.0.1, and no network such as 10.0.0.0/8".to_owned())
}

impl Serve {
    /// The default folder. Organisations made to try the program out have a folder of their own.
    pub(crate) fn usual_folder(&self) -> &'static str {
        if self.demo {
            "data/demo"
        } else if self.import.is_some() {
            "data/import"
        } else {
            "data"
        }
    }
}

/// A provider that people sign in with, by OpenID Connect. Its secret may also be in `PLUMBLINE_OIDC_CLIENT_SECRET`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Single sign-on")]
pub struct SingleSignOn {
    /// A provider that people sign in with (OpenID Connect), such as <https://id.example>
    #[arg(long, env = "PLUMBLINE_OIDC_ISSUER", value_name = "URL")]
    pub oidc_issuer: Option<String>,
    /// What the provider calls this server
    #[arg(long, env = "PLUMBLINE_OIDC_CLIENT_ID", value_name = "ID")]
    pub oidc_client_id: Option<String>,
    /// The file that holds the secret it shares with the provider; or put it into `PLUMBLINE_OIDC_CLIENT_SECRET`
    #[arg(long, env = "PLUMBLINE_OIDC_CLIENT_SECRET_FILE", value_name = "FILE")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// What people know the provider by [default: the issuer's host]
    #[arg(long, env = "PLUMBLINE_OIDC_NAME", value_name = "NAME")]
    pub oidc_name: Option<String>,
    /// What the provider is asked to tell [default: "openid email profile"]
    #[arg(long, env = "PLUMBLINE_OIDC_SCOPES", value_name = "SCOPES")]
    pub oidc_scopes: Option<String>,
    /// Where it tells the groups that somebody is in [default: groups]
    #[arg(long, env = "PLUMBLINE_OIDC_GROUPS_CLAIM", value_name = "CLAIM")]
    pub oidc_groups_claim: Option<String>,
    /// The role of whoever is in a group: executive, programme-office or admin. If any is named, groups alone decide roles. More than one
    /// may be named; in the environment, with semicolons between them
    #[arg(long, env = "PLUMBLINE_OIDC_ROLES", value_name = "GROUP=ROLE", value_delimiter = ';')]
    pub oidc_role: Vec<String>,
    /// Let in whoever the provider knows, as a member; without it, only those whom an administrator has added
    #[arg(long, env = "PLUMBLINE_OIDC_CREATE", value_parser = yes_or_no)]
    pub oidc_create: bool,
    /// Believe e-mail addresses of a provider that never says whether it has verified them, such as Microsoft Entra ID; one that it says
    /// it hasn't verified is refused all the same
    #[arg(long, env = "PLUMBLINE_OIDC_TRUST_EMAIL")]
    pub oidc_trust_email: bool,
}

const DATABASE: &str = "The database, instead of a file in a folder: postgres://USER:PASSWORD@HOST/NAME, or sqlite:PATH";

/// Where an organisation is kept.
#[derive(Clone, Debug, Default, Args)]
pub struct At {
    /// The folder that holds the organisation [default: data; for a demo data/demo, with serve --import data/import]
    #[arg(long, env = "PLUMBLINE_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The database, instead of a file in a folder.
    #[arg(long, env = "PLUMBLINE_DATABASE", value_name = "URL", hide_env_values = true, help = DATABASE)]
    pub database: Option<String>,
}

/// Options of `plumbline demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Where the organisation is.
    #[command(flatten)]
    pub at: At,
    /// How many objectives; beyond the hand-written sixty, more are made up
    #[arg(long, value_name = "N")]
    pub objectives: Option<usize>,
    /// What chance begins with: the same seed makes the same organisation
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// The language it is written in
    #[arg(long, value_enum, default_value_t)]
    pub language: Speech,
}

/// Options of `plumbline import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The table: CSV as spreadsheets save it, with a header line
    pub file: PathBuf,
    /// Where the organisation is.
    #[command(flatten)]
    pub at: At,
    /// Don't ask before taking it in
    #[arg(long)]
    pub yes: bool,
    /// Why; needed if it changes what was published in a cycle that runs
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The table's cycle.
    #[command(flatten)]
    pub cycle: CycleArgs,
    /// A new organisation.
    #[command(flatten)]
    pub founding: Founding,
}

/// Options of `plumbline people`.
#[derive(Debug, Args)]
pub struct People {
    /// The table: CSV as spreadsheets save it, with a header line that names the columns name and email, and as you like team, leads and roles
    pub file: PathBuf,
    /// Where the organisation is.
    #[command(flatten)]
    pub at: At,
    /// Don't ask before taking it in
    #[arg(long)]
    pub yes: bool,
    /// The language that is spoken here [default: that of the organisation]
    #[arg(long, value_enum)]
    pub language: Option<Speech>,
}

/// Options of `plumbline backup` and `plumbline restore`.
#[derive(Debug, Args)]
pub struct Backup {
    /// The backup's file
    pub file: PathBuf,
    /// Where the organisation is.
    #[command(flatten)]
    pub at: At,
}

/// Options of `plumbline doctor` and `plumbline migrate`.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Where the organisation is.
    #[command(flatten)]
    pub at: At,
}

/// Options of `plumbline admin`.
#[derive(Debug, Args)]
pub struct Admin {
    /// Their e-mail address
    pub email: String,
    /// Their name, if they aren't there yet
    #[arg(long)]
    pub name: Option<String>,
    /// How people reach the server
    #[arg(long, env = "PLUMBLINE_URL", value_name = "URL", default_value = "http://localhost:3000")]
    pub url: String,
    /// Where the organisation is.
    #[command(flatten)]
    pub at: At,
}

/// Which cycle a table is for: all three, or none for today's quarter.
#[derive(Clone, Debug, Default, Args)]
pub struct CycleArgs {
    /// The table's cycle, made if there is none of that name [default: today's quarter]
    #[arg(long, value_name = "NAME", requires_all = ["from", "to"])]
    pub cycle: Option<String>,
    /// Its first day, such as 2026-10-01
    #[arg(long, value_name = "DATE", requires = "cycle")]
    pub from: Option<NaiveDate>,
    /// Its last day
    #[arg(long, value_name = "DATE", requires = "cycle")]
    pub to: Option<NaiveDate>,
}

/// How a new organisation is set up. One that is there already stays as it is.
#[derive(Clone, Debug, Args)]
pub struct Founding {
    /// The language that a new organisation is made in, and that is spoken here [default: that of the organisation]
    #[arg(long, value_enum)]
    pub language: Option<Speech>,
    /// A new organisation's time zone, such as Asia/Shanghai
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub time_zone: chrono_tz::Tz,
}

/// A language, as it is named on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Speech {
    /// English
    #[default]
    En,
    /// Simplified Chinese
    #[value(name = "zh-Hans")]
    ZhHans,
}

impl From<Speech> for Language {
    fn from(speech: Speech) -> Self {
        match speech {
            Speech::En => Self::English,
            Speech::ZhHans => Self::Chinese,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_makes_sense() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_is_tried_out_gets_a_folder_of_its_own() {
        let folder = |arguments: &[&str]| match Cli::parse_from([&["plumbline", "serve"], arguments].concat()).command {
            Command::Serve(serve) => serve.usual_folder(),
            _ => unreachable!(),
        };
        assert_eq!(folder(&[]), "data");
        assert_eq!(folder(&["--demo"]), "data/demo");
        assert_eq!(folder(&["--import", "a.csv"]), "data/import");
    }

    #[test]
    fn a_trusted_proxy_is_an_address_or_a_network() {
        let read = |text: &str| match Cli::try_parse_from(["plumbline", "serve", "--trusted-proxies", text])?.command {
            Command::Serve(serve) => {
                Ok::<_, clap::Error>(serve.trusted_proxies.iter().map(ToString::to_string).collect::<Vec<_>>())
            }
            _ => unreachable!(),
        };
        assert_eq!(read("127.0.0.1").unwrap(), ["127.0.0.1/32"]);
        assert_eq!(read("10.0.0.0/8,::1").unwrap(), ["10.0.0.0/8", "::1/128"]);
        assert!(read("proxy").unwrap_err().to_string().contains("10.0.0.0/8"));
    }

    #[test]
    fn an_organisation_is_in_one_place() {
        let both = ["plumbline", "doctor", "--data", "here", "--database", "postgres://db/okr"];
        let refused = Cli::read(both).unwrap_err().to_string();
        assert!(refused.contains("--data and --database"), "{refused}");
    }

    #[test]
    fn a_cycle_is_named_with_its_days_or_not_at_all() {
        let read = |arguments: &[&str]| Cli::try_parse_from([&["plumbline", "import", "a.csv"], arguments].concat()).is_ok();
        assert!(read(&[]));
        assert!(read(&["--cycle", "2026 Q4", "--from", "2026-10-01", "--to", "2026-12-31"]));
        assert!(!read(&["--cycle", "2026 Q4"]));
        assert!(!read(&["--from", "2026-10-01"]));
    }
}
