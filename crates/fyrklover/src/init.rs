//! Making an installation: the key folder, the database that belongs to it, and the recovery sheet.

use std::sync::Arc;

use access::{Chance as _, KeyRing, OsChance, folder::KeyFolder};
use desk::{SystemClock, setup::Setup};

use crate::{Failure, config::Config, say, wiring};

/// `fyrklover init`
pub async fn run(config: &Config) -> Result<(), Failure> {
    let origin = origin(&config.municipality);
    let folder = KeyFolder::create(&config.keys, &origin, &OsChance)?;
    let keys = KeyRing::open_folder(folder, Arc::new(OsChance))?;
    let store = wiring::store(&config.store, true).await?;
    if store.read().await?.installation().await?.is_some() {
        return Err(Failure::Words(
            "the database belongs to an installation already; nothing was changed in it".to_owned(),
        ));
    }
    Setup::new(store, keys.clone(), Arc::new(SystemClock)).installation(None).await?;
    say(&sheet(config, &keys)?);
    Ok(())
}

/// The log's name: words that stand in every checkpoint, so letters and dots only.
pub fn origin(municipality: &str) -> String {
    let plain = municipality.to_lowercase().replace(['å', 'ä'], "a").replace('ö', "o");
    let name: String = plain
        .chars()
        .filter_map(|c| {
            if c.is_ascii_alphanumeric() {
                Some(c)
            } else if c == ' ' {
                Some('-')
            } else {
                None
            }
        })
        .collect();
    format!("fyrklover/{name}")
}

/// The recovery sheet: the lasting keys in two halves, for two people. Neither half says anything alone.
///
/// Keys of epochs and of log months are not on it: paper would bring back what they were made to destroy.
fn sheet(config: &Config, keys: &KeyRing) -> Result<String, Failure> {
    let mut first = Vec::new();
    let mut second = Vec::new();
    for (name, key) in keys.lasting_keys()? {
        let mut mask = [0_u8; 32];
        OsChance.fill(&mut mask);
        let other: Vec<u8> = key.bytes().iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
        first.push(format!("  {name:<12} {}", access::hex(mask)));
        second.push(format!("  {name:<12} {}", access::hex(&other)));
    }
    Ok(format!(
        "ÅTERSTÄLLNINGSBLAD, {municipality}
installation {installation}

Nyckelmappen: {folder}
Skriv ut, klipp isär och lämna halvorna till två personer. Ingen halva säger något ensam.
De två värdena för en nyckel läggs samman bit för bit (XOR). Kopior av nyckelmappen får leva högst 30 dagar.

--- HALVA 1 ------------------------------------------------------------
{first}

--- HALVA 2 ------------------------------------------------------------
{second}
",
        municipality = config.municipality,
        installation = keys.installation(),
        folder = config.keys.display(),
        first = first.join("\n"),
        second = second.join("\n"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_has_no_letters_that_a_checkpoint_refuses() {
        assert_eq!(origin("Karlshamns kommun"), "fyrklover/karlshamns-kommun");
        assert_eq!(origin("Örnsköldsvik & Å"), "fyrklover/ornskoldsvik--a");
    }
}
