//! The files of the repository: those that git tracks or would track. Nothing ignored, nothing built.

use std::{path::PathBuf, process::Command};

/// The top of the repository.
pub(crate) fn top() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// What a program prints when run at the top; it must succeed.
pub(crate) fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(top()).output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Paths from the top, with `/`.
pub(crate) fn files() -> Vec<String> {
    let listed = output("git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect()
}

/// The text of a file; `None` for a picture, or for a file that is deleted but not yet in the index.
pub(crate) fn text(path: &str) -> Option<String> {
    String::from_utf8(std::fs::read(top().join(path)).ok()?).ok()
}

/// What follows the last dot of the file's name.
pub(crate) fn extension(path: &str) -> &str {
    path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, extension)| extension)
}
