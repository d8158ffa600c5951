//! A program that ends without warning while sixteen clients read and hand in: whatever was answered before is on
//! record, whatever was acknowledged is there, on both sides, and the next start finds a whole database.
//!
//! A kill leaves what the system still held in memory; a power cut does not. Both are looked at with the same eyes.

mod clients;
mod cut;
mod killed;
mod place;
