//! The entrance of the program; everything is in the library beside it.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    fyrklover::program().await
}
