//! Files and folders with permissions for this user only, because they hold all data of an organisation. No effect
//! without Unix permissions.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Creates a folder, and missing parents, for this user only. An existing folder is unchanged.
///
/// # Errors
/// It can't be created.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Opens a file for writing. A new file gets permissions for this user only; an existing file keeps its content.
pub(crate) fn file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Removes other users' permissions from a file or folder. Returns whether there were any. Shared folders such as
/// `/tmp` are left unchanged.
///
/// # Errors
/// It doesn't exist, or belongs to another user.
pub fn mend(path: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        const OTHERS: u32 = 0o077;
        const STICKY: u32 = 0o1000;
        let mut permissions = fs::metadata(path)?.permissions();
        let mode = permissions.mode();
        if mode & OTHERS == 0 || mode & STICKY != 0 {
            return Ok(false);
        }
        permissions.set_mode(mode & !OTHERS);
        fs::set_permissions(path, permissions).map(|()| true)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(false)
    }
}
