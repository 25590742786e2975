//! The user that the server runs as.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// A user other than root, which PostgreSQL requires.
#[derive(Debug)]
pub(crate) struct Owner {
    user: u32,
    group: u32,
}

impl Owner {
    /// The unprivileged account (`postgres`, else `nobody`) to run PostgreSQL as; `None` if this process isn't root.
    pub(crate) fn if_root() -> io::Result<Option<Self>> {
        if fs::metadata("/proc/self").map_or(1, |me| me.uid()) != 0 {
            return Ok(None);
        }
        let users = fs::read_to_string("/etc/passwd")?;
        let owner = |name: &str| {
            let mut parts = users.lines().find(|line| line.split(':').next() == Some(name))?.split(':').skip(2);
            Some(Self { user: parts.next()?.parse().ok()?, group: parts.next()?.parse().ok()? })
        };
        let owner = owner("postgres").or_else(|| owner("nobody"));
        owner.map(Some).ok_or_else(|| io::Error::other("there is no user to run PostgreSQL as, and it doesn't run as root"))
    }

    /// Gives a file or folder to this user.
    pub(crate) fn takes(&self, path: &Path) -> io::Result<()> {
        chown(path, Some(self.user), Some(self.group))
    }

    /// Makes a command run as this user.
    pub(crate) fn runs(&self, command: &mut Command) {
        command.uid(self.user).gid(self.group);
    }
}
