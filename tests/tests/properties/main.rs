//! The properties of the running program, on both engines: one binary, because each would link the program anew.

#![cfg(test)]

mod answers;
mod canaries;
mod clocks;
mod commons;
mod contract;
mod corpora;
mod crash;
mod disk;
mod drafts;
mod faults;
mod handed;
mod headers;
mod ids;
mod inputs;
mod intake;
mod interventions;
mod kept;
mod known;
mod lists;
mod migrations;
mod notices;
mod outreach;
mod races;
mod reporters;
mod review;
mod restore;
mod revocation;
mod routes;
mod search;
mod slow;
mod staff;
mod store;
mod thread;
mod worlds;
mod writer;
