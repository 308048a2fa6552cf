//! The sample district in a registry: everything that a station finds on an ordinary morning.
//!
//! All of it goes through the workflows, with the rights of invented accounts, so that the
//! demonstration shows what the program does and not what somebody wrote into its tables. It plays
//! in June 2022, the time of its data.

mod accounts;
mod facilities;
mod files;
mod passports;
mod sessions;
mod signing;

use crate::installation::SignerFolder;
use crate::serve::Department;
use crate::serve::outside::{Clock, TimeIds};
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use khien_registry::{Actor, By, Registry};
use std::path::PathBuf;

pub use accounts::DemoAccount;

/// Monday, 27 June 2022, 8:30 in Viet Nam: the first morning after the last date of the samples.
pub const MORNING: Timestamp = Timestamp::constant(1_656_293_400, 0);
/// The commune whose station the session is at, and the station.
pub(super) const COMMUNE: &str = "12712";
pub(super) const STATION: &str = "34116";
/// The district, and its province.
pub(super) const DISTRICT: &str = "340";
pub(super) const PROVINCE: &str = "34";

/// A registry that is being filled.
pub struct District<'a> {
    /// On an empty, migrated store.
    pub registry: &'a Registry,
    /// The demonstration's clock.
    pub clock: Clock,
    /// Password of every account.
    pub password: &'a str,
    /// Where the signers' keys are kept.
    pub signers: &'a SignerFolder,
    /// The PIN of each of them.
    pub pin: &'a str,
    /// Who issues passports.
    pub department: &'a Department,
}

/// The acts of the story, in order; `told` hears of each part when it begins.
///
/// # Errors
/// If the store fails, or a sample does not fit the rules.
pub async fn load(
    district: &District<'_>,
    records: &[PathBuf],
    told: impl Fn(Part),
) -> Result<Vec<DemoAccount>> {
    told(Part::Accounts);
    let accounts = accounts::add(district).await?;
    told(Part::Stock);
    facilities::enter(district).await?;
    facilities::receive_vials(district).await?;
    told(Part::Files);
    files::import(district, records).await?;
    facilities::close_site(district).await?;
    told(Part::Session);
    let expected = sessions::play(district).await?;
    told(Part::Signing);
    let province = signing::certify(district).await?;
    signing::sign_past(district, &province).await?;
    signing::give_earlier(district, &expected).await?;
    told(Part::Passports);
    passports::issue(district).await?;
    Ok(accounts)
}

/// What is being loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Accounts with their roles.
    Accounts,
    /// Facilities, lots, receipts.
    Stock,
    /// The eleven files.
    Files,
    /// A list and a session of today.
    Session,
    /// Certificates, signatures, and doses that wait for one.
    Signing,
    /// Passports of whoever is entitled.
    Passports,
}

impl District<'_> {
    /// The account as it acts.
    async fn actor(&self, login: &str) -> Result<Actor> {
        let mut tx = self.registry.store().read().await?;
        let row = tx.account_by_login(login).await?;
        let account = row.with_context(|| format!("there is no account {login}"))?;
        let held = tx.assignments(account.id).await?;
        Ok(Actor {
            account: account.id,
            assignments: held
                .iter()
                .filter_map(khien_registry::job::assignment)
                .collect(),
        })
    }

    /// The same some time ago.
    fn earlier(&self, by: SignedDuration) -> Self {
        Self {
            clock: self.clock.earlier(by),
            ..*self
        }
    }

    /// One act of somebody at a desk, now.
    fn by<'a>(&self, actor: &'a Actor, facility: Option<&'a str>) -> By<'a> {
        By {
            actor,
            at: self.clock.now(),
            facility,
            ids: &TimeIds,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_story_begins_on_a_monday_morning() {
        let there = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
        let shown = there.to_datetime(MORNING);
        assert_eq!(shown.to_string(), "2022-06-27T08:30:00");
        assert_eq!(shown.weekday(), jiff::civil::Weekday::Monday);
    }
}
