//! Running other programs, and reporting progress.

use std::fmt::Display;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::place;

/// Reports progress on stderr; stdout is for results.
pub(crate) fn say(what: impl Display) {
    eprintln!("▸ {what}");
}

/// A command in the repository's root.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(place::root());
    command
}

/// `cargo` with these arguments, in the repository's root.
///
/// Variables that cargo set for xtask are removed: a build script that reads one of them would run again whenever the
/// caller alternates between a terminal's cargo and xtask's.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = command("cargo");
    command.args(arguments);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(&name);
        }
    }
    command
}

/// `npm` in the folder of a package.
pub(crate) fn npm(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder).args(arguments);
    command
}

/// Playwright, as `npm ci` installed it in the folder of the browser tests.
pub(crate) fn playwright(arguments: &[&str]) -> Command {
    let folder = place::end2end();
    let mut command = Command::new("node");
    command.arg(folder.join("node_modules/@playwright/test/cli.js")).args(arguments).current_dir(folder);
    command
}

/// Runs a command; anything but success is an error that names the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start `{}`", spelled(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", spelled(command));
    }
    Ok(())
}

/// A command's stdout, or `None` if it can't be started or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program is installed: it accepts `--version`.
pub(crate) fn has(program: &str) -> bool {
    output_of(command(program).arg("--version")).is_some()
}

/// A duration in readable form: `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn spoken(took: Duration) -> String {
    let seconds = took.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", took.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

fn spelled(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_the_way_people_say_them() {
        assert_eq!(spoken(Duration::from_millis(440)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(12)), "12 s");
        assert_eq!(spoken(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn a_failure_names_the_command() {
        let error = run(command("cargo").arg("no-such-chore").stderr(Stdio::null())).unwrap_err();
        assert!(error.to_string().contains("cargo no-such-chore"), "{error}");
    }
}
