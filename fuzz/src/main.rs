//! One program for every target of `tests::parsers`: `FYRKLOVER_TARGET` names the one to run. How it mutates and when
//! it stops is libFuzzer's; what must hold stands beside the targets.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tests::parsers::{self, TARGETS};

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("FYRKLOVER_TARGET").unwrap_or_default();
    let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    parsers::target(&name).unwrap_or_else(|| panic!("FYRKLOVER_TARGET names one of {}", names.join(", ")))
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));
