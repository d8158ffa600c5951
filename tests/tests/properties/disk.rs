//! A file system of its own for one test: an ext4 in a file, mounted by a loop device. Needs root.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use tempfile::TempDir;

/// A file system in a file.
pub(crate) struct Disk {
    folder: TempDir,
}

impl Disk {
    /// Of so many MiB, mounted.
    pub(crate) fn of(size: u64) -> Self {
        let disk = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::File::create(disk.image()).unwrap().set_len(size << 20).unwrap();
        std::fs::create_dir(disk.path()).unwrap();
        run(Command::new("mkfs.ext4").arg("-q").arg(disk.image()));
        disk.mount();
        disk
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    /// Where it is mounted.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    /// Mounts it; a journal that was cut off is replayed.
    pub(crate) fn mount(&self) {
        run(Command::new("mount").args(["-o", "loop"]).arg(self.image()).arg(self.path()));
    }

    /// Unmounts it.
    pub(crate) fn unmount(&self) {
        run(Command::new("umount").arg(self.path()));
    }
}

impl Drop for Disk {
    /// Also after a failure, while a program may still have files open there.
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).stderr(Stdio::null()).status();
    }
}

/// Runs a command that must succeed.
pub(crate) fn run(command: &mut Command) {
    let done = command.output().unwrap_or_else(|fault| panic!("{command:?}: {fault}"));
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}
