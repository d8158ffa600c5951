// Tries to open the log with the permit for a concern.
use access::{KeyRing, Permit, folder::FolderFault, logbook::LogRow};
use domain::concern::Concern;
use ledger::Entry;

fn read(keys: &KeyRing, rows: Vec<LogRow>, permit: &Permit<Concern>) -> Result<Vec<(LogRow, Option<Entry>)>, FolderFault> {
    keys.open_log(rows, permit)
}

fn main() {}
