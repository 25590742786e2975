//! Kinds of trouble with a database.

/// The kind of trouble, which determines what to do. Its text is a sentence for the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// The database can't be reached, or didn't answer in time.
    #[error("the database can't be reached; look at its address, its permissions and its disk")]
    Unavailable,
    /// The disk is full. Reading works; writing works again once there is space.
    #[error("the disk is full; make room, and writing goes on by itself")]
    Full,
    /// Another process has locked it.
    #[error("another Plumbline has this database open; stop that one first")]
    Locked,
    /// The database is read-only.
    #[error("the database is read-only; give this user the right to write to its file and folder")]
    ReadOnly,
    /// A later version of this program has migrated it.
    #[error("a newer Plumbline has written this database; run that version, or restore a backup from before it")]
    Newer,
    /// SQLite is older than 3.51.3, which may lose commits in WAL mode; or PostgreSQL is older than 14.
    #[error("this database is too old; SQLite 3.51.3, or PostgreSQL 14, or a later one is needed")]
    TooOld,
    /// The server's database has an encoding that can't represent all characters.
    #[error(
        "the database's encoding has to be UTF8; make another one with CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0"
    )]
    NotUtf8,
    /// The database user lacks permissions.
    #[error("the database server doesn't let this user in, or not do that; look at the user, the password and its rights")]
    Denied,
    /// The connection can't be encrypted, or the server's certificate isn't trusted.
    #[error(
        "there is no trusted connection to the database server; look at sslmode and sslrootcert in its address, and at its certificate"
    )]
    Untrusted,
    /// The transaction conflicted with others. It may succeed when repeated.
    #[error("too many write at once; try again")]
    Contended,
    /// The database is on a server, not a file that could be copied.
    #[error(
        "a PostgreSQL database is backed up with pg_dump --format=custom --file=FILE URL, and restored with pg_restore --dbname=URL FILE"
    )]
    NotAFile,
    /// It isn't a database of this program, or it is damaged.
    #[error("the database is damaged, or not Plumbline's; restore a backup, and keep this file")]
    Corrupt,
    /// A stored board of an earlier entry is damaged. The journal and the tables don't depend on it.
    #[error(
        "this checkpoint is damaged, though the journal and the tables may be sound; nothing was changed; plumbline doctor says more, and \
         plumbline migrate removes it, so that the server makes it anew"
    )]
    Checkpoint,
    /// The journal ends before the entry that was asked for.
    #[error("the journal has no such entry")]
    NoEntry,
    /// A file of that name exists; files are never overwritten.
    #[error("there is something of that name already; nothing was overwritten, so name another file or move that one away")]
    Taken,
    /// There is no database.
    #[error("there is no database; look at the path")]
    Missing,
    /// A URL of an unsupported database.
    #[error("there is no driver for this database; use sqlite:PATH or postgres://USER@HOST/NAME")]
    Unsupported,
    /// A constraint of the tables failed although the rules allowed the command. A bug in this program; nothing has
    /// changed.
    #[error("the tables refused what the rules had allowed; this is a defect of Plumbline")]
    Rejected,
    /// An unexpected error. A bug in this program; nothing has changed.
    #[error("this should not have happened; it is a defect of Plumbline")]
    Defect,
}
