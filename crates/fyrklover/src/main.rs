//! The entrance of the program; everything is in the library beside it.

use std::process::ExitCode;

const _: () = assert!(desk::RECORDS, "a program that serves records what it shows");

#[tokio::main]
async fn main() -> ExitCode {
    fyrklover::program().await
}
