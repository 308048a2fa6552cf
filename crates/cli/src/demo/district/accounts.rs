//! Accounts: one for each role that works with pages, and one that loads the samples.

use super::{COMMUNE, DISTRICT, District, PROVINCE, STATION};
use crate::installation::new_password;
use crate::serve::outside::{TimeIds, fill};
use anyhow::Result;
use khien_domain::rights::{Assignment, Role, Scope};
use khien_registry::account::{Seed, hash_password, seed_demo};

/// Login of the account that loads the samples; nobody knows its password.
pub(super) const LOADER: &str = "nap-du-lieu";
/// Login of the province's signer.
pub(super) const PROVINCE_SIGNER: &str = "ky-so";
/// Factory that submits lists, as its organisation.
pub(super) const FACTORY: &str = "may-hung-phat";
/// Login of its managing body.
pub(super) const FACTORY_SIGNER: &str = "chu-quan";

/// An account of the demonstration, as it is shown.
#[derive(Clone, Debug)]
pub struct DemoAccount {
    /// What is typed to sign in.
    pub login: &'static str,
    /// Name of its invented holder, with the post.
    pub name: &'static str,
    /// Its role.
    pub role: Role,
}

/// Logins, names and roles; [`roles`] says where each holds.
const ACCOUNTS: [(&str, &str, Role); 22] = [
    ("nhap-lieu", "Lan, nhập liệu TYT Mê Linh", Role::Clerk),
    (
        "tiem-chung",
        "Hoa, cán bộ tiêm TYT Mê Linh",
        Role::Vaccinator,
    ),
    (
        "tram-y-te",
        "Bình, trạm y tế xã Mê Linh",
        Role::CommuneStation,
    ),
    (
        "truong-tram",
        "Minh, trưởng trạm Mê Linh",
        Role::FacilityHead,
    ),
    ("nha-may", "Thu, y tế May Hưng Phát", Role::ListSubmitter),
    ("to-thon", "Tổ 06 thôn", Role::HamletTeam),
    ("to-xa", "Tổ trưởng Tổ 06 xã Mê Linh", Role::CommuneTeamHead),
    ("ubnd-xa", "UBND xã Mê Linh", Role::CommuneCommittee),
    ("cong-an-xa", "Công an xã Mê Linh", Role::CommunePolice),
    (
        "cong-an-huyen",
        "Công an huyện Đông Hưng",
        Role::DistrictPolice,
    ),
    (
        "cong-an-tinh",
        "Công an tỉnh Thái Bình",
        Role::ProvincialPolice,
    ),
    ("c06", "Cơ quan quản lý CSDL dân cư", Role::RegisterOwner),
    (
        "ttyt-huyen",
        "TTYT huyện Đông Hưng",
        Role::DistrictHealthCentre,
    ),
    ("cdc-tinh", "CDC tỉnh Thái Bình", Role::ProvincialCdc),
    (
        "so-y-te",
        "Sở Y tế Thái Bình",
        Role::ProvincialHealthDepartment,
    ),
    (
        PROVINCE_SIGNER,
        "Đơn vị ký số của tỉnh",
        Role::AppointedSigner,
    ),
    (
        "ubnd-tinh",
        "UBND tỉnh Thái Bình",
        Role::ProvincialCommittee,
    ),
    ("cuc-ytdp", "Cục Y tế dự phòng", Role::PreventiveMedicine),
    (
        "cntt",
        "Cục Công nghệ thông tin",
        Role::InformationTechnology,
    ),
    (
        FACTORY_SIGNER,
        "Cơ quan chủ quản May Hưng Phát",
        Role::ManagingBody,
    ),
    ("tong-dai", "Tổng đài viên", Role::HotlineOperator),
    ("kiem-tra", "Kiểm tra viên", Role::Auditor),
];

/// Makes the accounts.
pub(super) async fn add(district: &District<'_>) -> Result<Vec<DemoAccount>> {
    let shared = hash_password(district.password, salt()).await?;
    let unknown = hash_password(&new_password(), salt()).await?;
    let held: Vec<Vec<Assignment>> = ACCOUNTS.iter().map(|account| roles(account.2)).collect();
    let loader = loader_roles()?;
    let mut seeds: Vec<Seed<'_>> = ACCOUNTS
        .iter()
        .zip(&held)
        .map(|((login, name, _), roles)| Seed {
            login,
            name,
            password: &shared,
            roles,
        })
        .collect();
    seeds.push(Seed {
        login: LOADER,
        name: "Nạp dữ liệu mẫu",
        password: &unknown,
        roles: &loader,
    });
    seed_demo(district.registry, district.clock.now(), &TimeIds, &seeds).await?;
    let shown = ACCOUNTS.iter();
    Ok(shown
        .map(|&(login, name, role)| DemoAccount { login, name, role })
        .collect())
}

fn salt() -> [u8; 16] {
    let mut salt = [0; 16];
    fill(&mut salt);
    salt
}

/// The role where it holds.
fn roles(role: Role) -> Vec<Assignment> {
    let scopes = match role {
        // A station is a facility and the place where the commune's residents are looked after.
        Role::CommuneStation => vec![
            Scope::Commune(COMMUNE.to_owned()),
            Scope::Facility(STATION.to_owned()),
        ],
        Role::Clerk | Role::Vaccinator | Role::FacilityHead => {
            vec![Scope::Facility(STATION.to_owned())]
        }
        Role::ListSubmitter => vec![Scope::Organisation(FACTORY.to_owned())],
        Role::ManagingBody => vec![Scope::ManagingBody(FACTORY.to_owned())],
        Role::HamletTeam | Role::CommuneTeamHead | Role::CommuneCommittee | Role::CommunePolice => {
            vec![Scope::Commune(COMMUNE.to_owned())]
        }
        Role::DistrictPolice | Role::DistrictHealthCentre => {
            vec![Scope::District(DISTRICT.to_owned())]
        }
        Role::ProvincialPolice
        | Role::ProvincialCdc
        | Role::ProvincialHealthDepartment
        | Role::AppointedSigner
        | Role::ProvincialCommittee => vec![Scope::Province(PROVINCE.to_owned())],
        _ => vec![Scope::Nation],
    };
    let held = scopes.into_iter();
    held.map(|scope| Assignment::lasting(role, scope)).collect()
}

/// The loader is the head and clerk of every facility, and the district's health centre: what the
/// files hold happened at all of them.
fn loader_roles() -> Result<Vec<Assignment>> {
    let mut roles = vec![Assignment::lasting(
        Role::DistrictHealthCentre,
        Scope::District(DISTRICT.to_owned()),
    )];
    for facility in super::facilities::rows()? {
        roles.push(Assignment::lasting(
            Role::FacilityHead,
            Scope::Facility(facility.code),
        ));
    }
    Ok(roles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// These hold a person, a session or a token: they cannot sign in to the station's pages.
    const ELSEWHERE: [Role; 4] = [
        Role::Citizen,
        Role::Guardian,
        Role::SessionVolunteer,
        Role::PartnerApp,
    ];

    #[test]
    fn every_role_that_works_with_pages_has_an_account() {
        let with_account: BTreeSet<Role> = ACCOUNTS.iter().map(|account| account.2).collect();
        for role in Role::ALL {
            assert_ne!(
                with_account.contains(role),
                ELSEWHERE.contains(role),
                "{role:?}"
            );
        }
    }

    #[test]
    fn every_role_holds_where_the_rights_allow_it() {
        for (_, _, role) in ACCOUNTS {
            for held in roles(role) {
                assert!(role.scope_kinds().contains(&held.scope.kind()), "{held:?}");
            }
        }
    }
}
