//! The store's contract, method by method and on both engines: what is written comes back as it was, in its order.
//!
//! What pages rest on (opening, lists, filters through the desk) stands in `contract.rs`; here the port is spoken to
//! directly, also in ways in which the desk never does.

mod make;
mod people;
mod records;
mod lists;
mod log;
mod entrance;
mod opening;
