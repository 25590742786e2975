//! Files and folders that no other user of the machine may read: everything about an organisation is in them. Where there are no Unix
//! permissions, nothing is done.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Makes a folder, and those above it that are missing, for this user alone. One that is there stays as it is.
///
/// # Errors
/// It can't be made.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Opens a file for writing that is for this user alone if it has to be made, and keeps its content if it is there.
pub(crate) fn file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Takes from a file or folder what others may do with it; answers whether there was anything to take. A folder that is everybody's on
/// purpose, such as `/tmp`, stays so.
///
/// # Errors
/// It isn't there, or is another user's.
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
