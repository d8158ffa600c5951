//! Programs that must not compile: each is one attempt to cheat, with the compiler's answer beside it. The one
//! that must, the honest path, stands in `ui/allowed/` and is compiled into `tests/gate.rs`, where it also runs:
//! so trybuild only checks and never has to build the policy engine a second time.
//!
//! After a change of wording: `TRYBUILD=overwrite cargo test -p access --test ui`, then read what changed.

#![cfg(test)]

#[test]
fn no_way_around_compiles() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
