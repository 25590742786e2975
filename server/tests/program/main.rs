//! Tests of the program on the command line.

#![allow(clippy::unwrap_used, reason = "a test that can’t get what it needs has failed")]

mod tables;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

const TABLE: &str = "\
type,ref,parent,team,owner,title,measure,unit,baseline,target,value,weight
objective,O1,,Aurora,Erin,Customers renew without being asked,,,,,,
key_result,K1,O1,,Erin,Renewals from 80 % to 95 %,metric,%,80,95,86,1
objective,O2,O1,Aurora/Engineering,Liam,Nobody notices our releases,,,,,,
key_result,K2,O2,,Liam,Minutes of outage from 100 to 60,metric,min,100,60,,1
";
const CYCLE: [&str; 6] = ["--cycle", "2026 Q4", "--from", "2026-10-01", "--to", "2026-12-31"];

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plumbline"));
    command.args(arguments).stdin(Stdio::null());
    for name in [
        "PLUMBLINE_DATA",
        "PLUMBLINE_DATABASE",
        "PLUMBLINE_PORT",
        "PLUMBLINE_ASSETS",
        "PLUMBLINE_DEMO",
        "PLUMBLINE_IMPORT",
        "PLUMBLINE_REASON",
    ] {
        command.env_remove(name);
    }
    command
}

/// A folder with a table.
fn folder(table: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("table.csv");
    std::fs::write(&file, table).unwrap();
    (folder, file)
}

fn import(folder: &Path, file: &Path, more: &[&str]) -> Output {
    let mut command = program(&["import", file.to_str().unwrap(), "--data", folder.join("data").to_str().unwrap()]);
    command.args(CYCLE).args(more).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn an_open_door_and_passwords_in_the_clear_are_for_this_machine_alone() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let said = |arguments: &[&str]| {
        let output =
            program(&[&["serve", "--port", "0", "--data", data.to_str().unwrap()], arguments].concat()).output().unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        err(&output)
    };
    assert!(said(&["--url", "http://okr.example"]).contains("TLS"));
    assert!(said(&["--url", "okr.example"]).contains("https://okr.example"));
    assert!(said(&["--url", "https://okr.example/okr"]).contains("path isn't supported"));
    for demo in ["--demo", "--open-door"] {
        assert!(said(&[demo, "--listen", "0.0.0.0"]).contains("no sign-in"));
        assert!(said(&[demo, "--url", "https://okr.example"]).contains("no sign-in"));
    }
    assert!(!data.exists(), "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn a_new_server_prints_a_link_for_its_first_administrator_and_the_command_line_is_a_way_back_in() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().to_str().unwrap();
    let admin = |arguments: &[&str]| program(&[&["admin", "--data", data], arguments].concat()).output().unwrap();
    assert!(err(&admin(&["ada@example.org"])).contains("no organisation"));

    let link = {
        let mut command = program(&["serve", "--port", "0", "--data", data]);
        let mut served = Served(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
        let mut lines = BufReader::new(served.0.stdout.take().unwrap()).lines().map_while(Result::ok);
        lines.find(|line| line.contains("/link/")).expect("a link is printed")
    };
    let token = link.rsplit('/').next().unwrap();
    assert!(link.starts_with("http://localhost:") && token.len() == 43, "{link}");

    assert!(program(&["demo", "--data", data, "--objectives", "12"]).output().unwrap().status.success());
    let unknown = admin(&["ada@example.org"]);
    assert!(!unknown.status.success() && err(&unknown).contains("--name"), "{}", err(&unknown));
    let made = admin(&["ada@example.org", "--name", "Ada"]);
    assert!(made.status.success() && out(&made).contains("http://localhost:3000/link/"), "{}", err(&made));
    let again = admin(&["ADA@example.org", "--url", "https://okr.example"]);
    assert!(out(&again).contains("https://okr.example/link/"), "{}", err(&again));
    assert!(!out(&again).contains("second factor"), "she has none: {}", out(&again));

    has_a_second_factor(&folder.path().join("plumbline.db"), "Ada");
    let back = admin(&["ada@example.org"]);
    assert!(out(&back).contains("second factor was taken off"), "{} {}", out(&back), err(&back));
    assert!(!out(&admin(&["ada@example.org"])).contains("second factor"), "it is gone");
}

/// All kinds of secrets pass through a server with the most verbose logging, and none is in the log.
#[cfg(unix)]
#[test]
fn no_secret_is_in_the_log_however_much_is_logged() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().to_str().unwrap();
    let mut command = program(&["serve", "--port", "0", "--data", data]);
    // Other crates log at their default level.
    command.env("PLUMBLINE_LOG", "info,plumbline=trace,store=trace,app=trace,okr=trace,tower_http=trace");
    let mut served = Served(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(served.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    let link = lines.find(|line| line.contains("/link/")).expect("a link is printed");
    let (host, first) = link.trim().strip_prefix("http://").unwrap().split_once("/link/").unwrap();
    let mut secrets = vec![first.to_owned()];
    let mut ask = |what: &str, cookie: &str, fields: &str| -> String {
        let length = fields.len();
        let mut stream = TcpStream::connect(host).unwrap();
        let head = format!(
            "{what} HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\nconnection: close\r\n"
        );
        let kind = "content-type: application/x-www-form-urlencoded";
        write!(stream, "{head}{kind}\r\ncontent-length: {length}\r\n\r\n{fields}").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        for cookie in answer.lines().filter_map(|line| line.strip_prefix("set-cookie: ")) {
            let value = cookie.split(';').next().and_then(|pair| pair.split_once('=')).map_or("", |(_, value)| value);
            // Short cookie values are no secrets, such as the marker that cookies are accepted.
            secrets.extend((value.len() >= 20).then(|| value.to_owned()));
        }
        answer
    };
    let session = |answer: &str| {
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: plumbline_session=")).unwrap_or_default();
        format!("plumbline_session={}", cookie.split(';').next().unwrap())
    };
    let begun = "organisation=Hopper&language=en&week=Mon&time_zone=UTC&name=Ada&email=ada%40example.org&password=three+plain+words&begin=empty";
    let ada = session(&ask(&format!("POST /link/{first}"), "", begun));
    ask("POST /sign-in", "", "email=ada%40example.org&password=a+mistyped+secret");
    ask("POST /sign-in", "", "email=ada%40example.org&password=three+plain+words");
    let invited = ask("POST /people", &ada, "name=Grace&email=grace%40example.org");
    let invitation = invited.split("/link/").nth(1).map(|rest| rest[..43].to_owned()).unwrap();
    ask(&format!("GET /link/{invitation}"), "", "");
    ask(&format!("POST /link/{invitation}"), "", "password=five+more+plain+words");
    ask("POST /account/second-factor", &ada, "do=begin&current=three+plain+words");
    let page = ask("GET /account/second-factor", &ada, "");
    let shared = page.split("secret").nth(1).is_some();
    assert!(shared, "{page}");
    ask("POST /account/second-factor", &ada, "do=confirm&code=271828");
    ask("GET /sign-in/oidc/return?code=a-code-of-the-provider&state=some-state", "", "");
    secrets.extend([invitation]);
    secrets.extend(
        [
            "three plain words",
            "three+plain+words",
            "a mistyped secret",
            "five more plain words",
            "271828",
            "a-code-of-the-provider",
        ]
        .map(str::to_owned),
    );

    let _ = Command::new("kill").args(["-TERM", &served.0.id().to_string()]).status();
    let mut log = String::new();
    served.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.lines().count() > 10 && log.contains("/people"), "it does log: {log}");
    assert!(secrets.len() >= 12, "{secrets:?}");
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in the log:\n{log}");
    }
}

/// Sets a second factor up, as on the account page.
#[cfg(unix)]
fn has_a_second_factor(database: &Path, name: &str) {
    let given = async {
        let store = store::Store::open(database.to_str().unwrap()).await.unwrap();
        let board = store.load().await.unwrap();
        let person = board.people.values().find(|person| person.name == name).unwrap().id;
        let accounts = store::Accounts::new(store.clone());
        accounts.propose_second_factor(person, &[7; 20]).await.unwrap();
        let now = chrono::DateTime::UNIX_EPOCH;
        assert!(accounts.confirm_second_factor(person, &[7; 20], 1, now, &[]).await.unwrap());
        store.close().await;
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(given);
}

/// `| head -1` closes the pipe early.
#[test]
fn a_reader_that_goes_away_is_no_reason_to_fail() {
    let (folder, file) = folder(TABLE.as_bytes());
    let data = folder.path().join("data");
    let (data, file) = (data.to_str().unwrap(), file.to_str().unwrap());
    let all = ["import", file, "--yes", "--data", data];
    for arguments in [&[&all[..], &CYCLE].concat()[..], &["doctor", "--data", data]] {
        let mut child = program(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success() && err(&output).is_empty(), "{arguments:?}: {}", err(&output));
    }
    let again = import(folder.path(), &folder.path().join("table.csv"), &[]);
    assert!(out(&again).contains("Nothing changed"), "it was taken in all the same: {}", out(&again));
}

#[test]
fn what_is_typed_wins_over_the_environment_and_there_a_database_over_a_folder() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let url = |name: &str| format!("sqlite:{}", at(name));
    let demo = |environment: &[(&str, &str)], arguments: &[&str]| {
        let mut command = program(&[&["demo", "--objectives", "12"], arguments].concat());
        command.envs(environment.iter().copied()).output().unwrap()
    };
    let both = [("PLUMBLINE_DATA", at("data")), ("PLUMBLINE_DATABASE", url("okr.db"))];
    let both = both.each_ref().map(|(name, value)| (*name, value.as_str()));
    let there = |name: &str| folder.path().join(name).exists();
    assert!(demo(&both, &[]).status.success());
    assert!(there("okr.db") && !there("data"), "an operator's database over an image's folder");
    assert!(demo(&both, &["--data", &at("typed")]).status.success());
    assert!(there("typed/plumbline.db") && !there("data"));
    assert!(demo(&both, &["--database", &url("typed.db")]).status.success());
    assert!(there("typed.db") && !there("data"));
    assert!(demo(&[both[0], ("PLUMBLINE_DATABASE", "")], &[]).status.success());
    assert!(there("data/plumbline.db"), "an empty variable is none");
    let refused = demo(&[], &["--data", &at("here"), "--database", &url("there.db")]);
    assert!(!refused.status.success() && err(&refused).contains("give one of them"), "{}", err(&refused));
}

#[test]
fn yes_and_no_are_read_as_people_write_them() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let serve = |demo: &str| {
        let mut command = program(&["serve", "--port", "0", "--listen", "0.0.0.0", "--url", "http://okr.example"]);
        let output = command.env("PLUMBLINE_DEMO", demo).env("PLUMBLINE_DATA", &data).output().unwrap();
        assert!(!output.status.success(), "{demo}");
        err(&output)
    };
    // The address is refused before anything else is checked.
    for understood in ["1", "yes", "TRUE", "on", "0", "no", "false", ""] {
        assert!(serve(understood).contains("TLS"), "{understood}: {}", serve(understood));
    }
    assert!(serve("perhaps").contains("1, true, yes or on"), "{}", serve("perhaps"));
}

#[cfg(unix)]
#[test]
fn a_data_folder_that_can_not_be_made_is_told_with_what_to_do() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let said = err(&program(&["demo", "--data", file.join("data").to_str().unwrap()]).output().unwrap());
    assert!(said.contains("data folder") && said.contains("file of that name") && said.contains("--data"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_data_folder_that_others_could_read_is_closed_and_the_log_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let open = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    let demo = || program(&["demo", "--objectives", "12", "--data", data.to_str().unwrap()]).output().unwrap();
    assert!(!err(&demo()).contains("could read"));
    let database = data.join("plumbline.db");
    assert_eq!((mode(&data), mode(&database)), (0o700, 0o600));
    open(&data, 0o755);
    open(&database, 0o644);
    let said = err(&demo());
    assert_eq!(said.matches("could read this").count(), 2, "{said}");
    assert_eq!((mode(&data), mode(&database)), (0o700, 0o600));
}

#[test]
fn the_demo_fills_an_empty_folder_and_no_other() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().to_str().unwrap();
    let demo = |objectives| program(&["demo", "--data", data, "--objectives", objectives, "--seed", "3"]).output().unwrap();
    let first = demo("12");
    assert!(first.status.success(), "{}", err(&first));
    assert!(out(&first).contains("12 objectives"), "{}", out(&first));
    let second = demo("12");
    assert!(!second.status.success());
    assert!(err(&second).contains("empty folder"), "{}", err(&second));
}

#[test]
fn an_organisation_is_backed_up_examined_and_restored_into_an_empty_folder_only() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let run = |arguments: &[&str]| program(arguments).output().unwrap();
    assert!(run(&["demo", "--data", &at("data"), "--objectives", "12", "--seed", "3"]).status.success());

    let backup = run(&["backup", &at("backup.db"), "--data", &at("data")]);
    assert!(backup.status.success() && out(&backup).contains("up to entry"), "{}", err(&backup));
    let again = run(&["backup", &at("backup.db"), "--data", &at("data")]);
    assert!(!again.status.success() && err(&again).contains("nothing was overwritten"), "{}", err(&again));

    let restored = run(&["restore", &at("backup.db"), "--data", &at("elsewhere")]);
    assert!(restored.status.success(), "{}", err(&restored));
    assert!(out(&restored).contains("signs in anew") && out(&restored).contains("Passwords"), "{}", out(&restored));
    let onto = run(&["restore", &at("backup.db"), "--data", &at("data")]);
    assert!(!onto.status.success() && err(&onto).contains("nothing was overwritten"), "{}", err(&onto));

    let mistyped = run(&["restore", &at("backup.bd"), "--data", &at("nowhere")]);
    assert!(!mistyped.status.success() && err(&mistyped).contains("there is no database"), "{}", err(&mistyped));

    let doctor = run(&["doctor", "--data", &at("elsewhere")]);
    assert!(doctor.status.success() && out(&doctor).contains("the tables against the journal: sound"), "{}", out(&doctor));
    assert!(run(&["migrate", "--data", &at("elsewhere")]).status.success(), "there is nothing to do, and that is fine");
    let nothing = run(&["migrate", "--data", &at("nowhere")]);
    assert!(!nothing.status.success() && err(&nothing).contains("there is no database"), "{}", err(&nothing));
    let nothing = run(&["doctor", "--data", &at("nowhere")]);
    assert!(!nothing.status.success() && err(&nothing).contains("there is no database"), "{}", err(&nothing));
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn a_doctor_sees_a_damaged_file_and_a_backup_of_it_is_refused() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    assert!(program(&["demo", "--data", &at("data"), "--objectives", "12"]).output().unwrap().status.success());
    let database = folder.path().join("data/plumbline.db");
    let mut bytes = std::fs::read(&database).unwrap();
    // Enough damage to hit table data, and not only an index, which a backup could rebuild.
    let (from, to) = (bytes.len() / 4, bytes.len() / 4 * 3);
    bytes[from..to].fill(0x5a);
    std::fs::write(&database, &bytes).unwrap();

    let doctor = program(&["doctor", "--data", &at("data")]).output().unwrap();
    assert!(!doctor.status.success(), "{}", out(&doctor));
    assert!(err(&doctor).contains("restore a backup"), "{}", err(&doctor));
    let backup = program(&["backup", &at("backup.db"), "--data", &at("data")]).output().unwrap();
    assert!(!backup.status.success(), "{}", out(&backup));
    assert_eq!(std::fs::read(&database).unwrap(), bytes, "it is left alone");
}

#[cfg(unix)]
#[test]
fn an_organisation_on_a_server_is_made_examined_and_served_and_its_password_is_said_nowhere() {
    use temporary_postgres::{Durability, Server};

    let postgres = Server::start(Durability::Left).unwrap();
    let url = postgres.create("okr").unwrap();
    let password = url.split(':').nth(2).unwrap().split('@').next().unwrap().to_owned();
    let run = |arguments: &[&str]| {
        let output = program(arguments).env("PLUMBLINE_DATABASE", &url).output().unwrap();
        let said = out(&output) + &err(&output);
        assert!(!said.contains(&password), "{said}");
        (output.status.success(), said)
    };
    let (refused, said) = run(&["admin", "ada@example.org"]);
    assert!(!refused && said.contains("no organisation in postgres://plumbline@127.0.0.1"), "{said}");
    let (made, said) = run(&["demo", "--objectives", "12", "--seed", "3"]);
    assert!(made && said.contains("12 objectives"), "{said}");
    let (sound, said) = run(&["doctor"]);
    assert!(sound && said.contains("PostgreSQL") && said.contains("the tables against the journal: sound"), "{said}");
    let (copied, said) = run(&["backup", "backup.db"]);
    assert!(!copied && said.contains("pg_dump --format=custom"), "{said}");
    assert!(run(&["migrate"]).0, "there is nothing to do, and that is fine");
    let (typed, said) = run(&["doctor", "--data", "here"]);
    assert!(!typed && said.contains("opening here"), "what is typed wins: {said}");

    drop(postgres);
    let (gone, said) = run(&["doctor"]);
    assert!(!gone && said.contains("can't be reached"), "{said}");
}

/// A server that is killed when dropped.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
#[test]
fn an_imported_table_is_served_to_this_machine_with_somebody_of_each_role_until_the_signal_to_stop() {
    let (folder, file) = folder(TABLE.as_bytes());
    let data = folder.path().join("data");
    let mut command = program(&["serve", "--port", "0", "--import", file.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    let mut served = Served(command.args(CYCLE).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let lines = BufReader::new(served.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address = lines.into_iter().find_map(|line| Some(line.split_once("http://localhost:")?.1.to_owned())).unwrap();

    let mut stream = TcpStream::connect(format!("127.0.0.1:{address}")).unwrap();
    write!(stream, "GET /continue-as HTTP/1.1\r\nhost: localhost:{address}\r\nconnection: close\r\n\r\n").unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    for name in
        ["Erin", "Liam", "continue.executive", "continue.lead", "continue.member", "continue.programme_office", "continue.admin"]
    {
        let shown = app::i18n::Words::default();
        let shown = if name.contains('.') { shown.translate(name) } else { name };
        assert!(page.contains(shown), "{shown}");
    }

    let asked = Command::new("kill").args(["-TERM", &served.0.id().to_string()]).status().unwrap();
    assert!(asked.success());
    assert!(served.0.wait().unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_server_takes_in_a_table_that_changes_what_was_promised_with_a_reason_and_not_without() {
    let (folder, file) = folder(TABLE.as_bytes());
    assert!(import(folder.path(), &file, &["--yes"]).status.success());
    std::fs::write(&file, TABLE.replace("80,95,86", "80,97,86")).unwrap();
    let data = folder.path().join("data");
    let serve = |more: &[&str]| {
        let mut command =
            program(&["serve", "--port", "0", "--import", file.to_str().unwrap(), "--data", data.to_str().unwrap()]);
        command.args(CYCLE).args(more);
        command
    };
    let refused = serve(&[]).output().unwrap();
    assert!(!refused.status.success() && out(&refused).contains("--reason"), "{} {}", out(&refused), err(&refused));

    let mut command = serve(&["--reason", "The market has moved"]);
    let mut served = Served(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let lines = BufReader::new(served.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    let said: Vec<String> = lines.take_while(|line| !line.contains("http://localhost:")).collect();
    assert!(said.iter().any(|line| line == "Imported."), "{said:?}");
}
