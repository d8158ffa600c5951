//! The file in the key folder to which every signed checkpoint is appended, note after note.
//!
//! It is what the database cannot take back: whoever alters the database without the key folder
//! contradicts the file. It is plain text, each note as it was signed, without separators. Reading and
//! appending are the caller's; so is cutting off a note that was torn when power failed.

use thiserror::Error;

use crate::checkpoint::{Checkpoint, NoteError, SIGNATURE};
use crate::key::VerifyingKey;
use crate::succession::open_in_line;

/// What the file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointFile {
    /// Every checkpoint, in the order of the file; each is of the log or of one that succeeded it, and signed.
    pub checkpoints: Vec<Checkpoint>,
    /// The byte at which an unfinished last note begins. Nothing is lost with it, because a note is
    /// appended after its commit; but the file must be cut here before the next one is appended.
    pub torn_at: Option<usize>,
}

/// Which note of the file is none.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Error)]
#[error("note {number} of the checkpoint file: {problem}")]
pub struct FileError {
    /// The number of the note, from 1.
    pub number: usize,
    /// What is wrong with it.
    pub problem: NoteError,
}

/// Reads the whole file and checks every signature.
///
/// It takes bytes, because a torn write may end inside a character.
pub fn read_file(text: &[u8], key: &VerifyingKey) -> Result<CheckpointFile, FileError> {
    let mut checkpoints = Vec::new();
    let mut rest = text;
    while let Some((note, after)) = next_note(rest) {
        checkpoints.push(open_numbered(note, checkpoints.len() + 1, key)?);
        rest = after;
    }
    let torn_at = if rest.is_empty() { None } else { Some(text.len() - rest.len()) };
    Ok(CheckpointFile { checkpoints, torn_at })
}

/// The last finished checkpoint of the file, or of any end of it that is longer than two notes.
///
/// Only its own signature is checked, so that a program can start without reading years of notes.
pub fn newest(end: &[u8], key: &VerifyingKey) -> Result<Option<Checkpoint>, FileError> {
    let (mut last, mut number, mut rest) = (None, 0, end);
    while let Some((note, after)) = next_note(rest) {
        (last, number, rest) = (Some(note), number + 1, after);
    }
    last.map(|note| open_numbered(note, number, key)).transpose()
}

/// What has to be remembered of checkpoints that were found in order, so that later ones can be read after them: where
/// one log succeeded another, and the last.
pub fn landmarks(checkpoints: &[Checkpoint]) -> Vec<Checkpoint> {
    let last = checkpoints.len().saturating_sub(1);
    let other =
        |at: usize, one: &Checkpoint| checkpoints.get(at).is_none_or(|next| next.origin != one.origin);
    let all = checkpoints.iter().enumerate();
    let kept = all.filter(|(at, one)| *at == 0 || *at == last || other(at - 1, one) || other(at + 1, one));
    kept.map(|(_, one)| one.clone()).collect()
}

fn open_numbered(note: &[u8], number: usize, key: &VerifyingKey) -> Result<Checkpoint, FileError> {
    std::str::from_utf8(note)
        .map_err(|_| NoteError::Malformed)
        .and_then(|note| open_in_line(note, key))
        .map_err(|problem| FileError { number, problem })
}

/// Splits off everything up to and including the first run of finished signature lines.
fn next_note(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (mut length, mut signed) = (0, false);
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let is_signature = line.starts_with(SIGNATURE.as_bytes());
        if signed && !is_signature {
            break;
        }
        length += line.len();
        signed = is_signature && line.ends_with(b"\n");
    }
    if signed { text.split_at_checked(length) } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::key::tests::key;
    use crate::tree::{Tree, tests::leaves};

    fn checkpoints(count: u64) -> Vec<Checkpoint> {
        let head = |size| Tree::from_leaves(leaves(size)).head();
        (0..count).map(|size| Checkpoint::new(key(1).origin().clone(), head(size))).collect()
    }

    fn file(checkpoints: &[Checkpoint]) -> Vec<u8> {
        checkpoints.iter().flat_map(|one| key(1).sign(one).into_bytes()).collect()
    }

    #[test]
    fn a_file_says_what_was_signed() {
        let said = checkpoints(4);
        let read = read_file(&file(&said), key(1).verifying_key());
        assert_eq!(read, Ok(CheckpointFile { checkpoints: said.clone(), torn_at: None }));
        let empty = read_file(b"", key(1).verifying_key());
        assert_eq!(empty, Ok(CheckpointFile { checkpoints: Vec::new(), torn_at: None }));
        assert_eq!(newest(b"", key(1).verifying_key()), Ok(None));
    }

    proptest! {
        #[test]
        fn one_torn_note_is_reported_at_every_byte(cut: prop::sample::Index, zeros in 0_usize..5) {
            let said = checkpoints(4);
            let (before, whole) = (file(&said[..3]), file(&said));
            let cut = before.len() + 1 + cut.index(whole.len() - before.len() - 1);
            let torn = [&whole[..cut], &vec![0; zeros]].concat();
            let read = read_file(&torn, key(1).verifying_key()).unwrap();
            prop_assert_eq!(read.torn_at, Some(before.len()));
            prop_assert_eq!(&read.checkpoints, &said[..3]);
            prop_assert_eq!(newest(&torn, key(1).verifying_key()).unwrap(), said.get(2).cloned());

            // Appending without cutting first is found: the torn note is then not the last one.
            let spoilt = [torn, file(&said)].concat();
            let problem = read_file(&spoilt, key(1).verifying_key()).unwrap_err();
            prop_assert_eq!(problem.number, 4);
        }

        #[test]
        fn the_newest_is_found_from_any_longer_end(start: prop::sample::Index) {
            let said = checkpoints(4);
            let whole = file(&said);
            let end = &whole[start.index(file(&said[..2]).len())..];
            prop_assert_eq!(newest(end, key(1).verifying_key()).unwrap(), said.last().cloned());
        }
    }

    #[test]
    fn first_last_and_every_change_of_name_are_landmarks() {
        let next = key(1).origin().successor([0, 0, 0, 1]);
        let mut said = checkpoints(9);
        said.iter_mut().skip(5).for_each(|one| one.origin = next.clone());
        let sizes = |said: &[Checkpoint]| landmarks(said).iter().map(|one| one.size).collect::<Vec<_>>();
        assert_eq!(sizes(&said), [0, 4, 5, 8]);
        assert_eq!(landmarks(&landmarks(&said)), landmarks(&said));
        assert_eq!((sizes(&said[..1]), sizes(&[])), (vec![0], vec![]));
    }

    #[test]
    fn a_foreign_note_in_the_file_is_named() {
        let said = checkpoints(3);
        let foreign = key(2).sign(&said[1]).into_bytes();
        let spoilt = [file(&said[..1]), foreign, file(&said[2..])].concat();
        let problem = FileError { number: 2, problem: NoteError::Unsigned };
        assert_eq!(read_file(&spoilt, key(1).verifying_key()), Err(problem));
        assert_eq!(newest(&spoilt, key(1).verifying_key()), Ok(said.last().cloned()));
    }
}
