//! The gate, the permits and the keys, from outside: with the real policies, real keys in a folder of their own,
//! and a writer that only says "committed". What the policies say in every case is the matrix; what must not
//! compile is in `ui.rs`.

#![cfg(test)]

#[path = "gate/world.rs"]
mod world;
#[path = "ui/allowed/honest_path.rs"]
mod honest_path;

#[path = "gate/refusals.rs"]
mod refusals;
#[path = "gate/again.rs"]
mod again;
#[path = "gate/permits.rs"]
mod permits;
#[path = "gate/faults.rs"]
mod faults;
#[path = "gate/keys.rs"]
mod keys;
#[path = "gate/log.rs"]
mod log;
