mod never;

use std::collections::BTreeSet;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::table::{TEXT, depth_of, right_of};
use super::*;
use crate::codes::tests::assert_codes;
use crate::{AdminTree, Level};

const SESSION: u128 = 11;
const PERSON: u128 = 12;
const BODY: &str = "bqp";
const SCHOOL: &str = "thcs-me-linh";

fn now() -> Timestamp {
    "2021-08-01T02:00:00Z".parse().expect("a moment")
}

fn later() -> Timestamp {
    now() + SignedDuration::from_hours(4)
}

fn unit(code: &str) -> Place {
    Place::of_unit(AdminTree::national(), code, date(2021, 8, 1)).expect(code)
}

/// A session of the station of a commune in Thái Bình, where the one person is attended.
fn inside() -> Place {
    unit("12712")
        .in_facility("34116")
        .at_organisation(SCHOOL)
        .at_session(SESSION)
        .about_person(PERSON)
        .under_body(Some(BODY))
}

/// Everything is another one.
fn outside() -> Place {
    unit("00004")
        .in_facility("01015")
        .at_organisation("khac")
        .at_session(99)
        .about_person(98)
        .under_body(Some("khac"))
}

fn scope(kind: ScopeKind) -> Scope {
    match kind {
        ScopeKind::Nation => Scope::Nation,
        ScopeKind::Province => Scope::Province("34".to_owned()),
        ScopeKind::District => Scope::District("340".to_owned()),
        ScopeKind::Commune => Scope::Commune("12712".to_owned()),
        ScopeKind::Facility => Scope::Facility("34116".to_owned()),
        ScopeKind::ManagingBody => Scope::ManagingBody(BODY.to_owned()),
        ScopeKind::Organisation => Scope::Organisation(SCHOOL.to_owned()),
        ScopeKind::Session => Scope::Session(SESSION),
        ScopeKind::Person => Scope::Person(PERSON),
    }
}

/// The place that is exactly the scope's own unit.
fn own_unit(kind: ScopeKind) -> Place {
    match kind {
        ScopeKind::Nation => Place::nation(),
        ScopeKind::Province => unit("34"),
        ScopeKind::District => unit("340"),
        ScopeKind::Commune => unit("12712"),
        ScopeKind::Facility => unit("12712").in_facility("34116"),
        ScopeKind::ManagingBody => unit("12712").under_body(Some(BODY)),
        ScopeKind::Organisation => unit("12712").at_organisation(SCHOOL),
        ScopeKind::Session => unit("12712").in_facility("34116").at_session(SESSION),
        ScopeKind::Person => unit("12712").about_person(PERSON),
    }
}

/// Asks with the one assignment, ending in four hours.
fn holder_may(role: Role, kind: ScopeKind, act: Act, place: &Place) -> bool {
    let held = [Assignment::until(role, scope(kind), later())];
    may(&held, act, place, now())
}

/// Whether any assignment of the role allows the act at its very own unit.
fn ever_may(role: Role, act: Act) -> bool {
    let kinds = role.scope_kinds();
    kinds
        .iter()
        .any(|it| holder_may(role, *it, act, &own_unit(*it)))
}

fn roles_with(act: Act) -> Vec<Role> {
    let roles = Role::ALL.iter().copied();
    roles.filter(|role| ever_may(*role, act)).collect()
}

/// The cell of the checked-in file, found by its names and not by the code that decides.
fn cell(row: &str, column: &str) -> &'static str {
    let at = TEXT
        .lines()
        .next()
        .and_then(|it| it.split(',').position(|name| name == column));
    let line = TEXT.lines().find(|it| it.split(',').next() == Some(row));
    line.and_then(|it| it.split(',').nth(at?)).expect("a cell")
}

#[test]
fn codes_are_well_formed() {
    assert_codes!(Role, Act, ScopeKind);
}

#[test]
fn every_row_column_and_cell_of_the_file_is_known() {
    let mut rows: Vec<&str> = TEXT
        .lines()
        .map(|it| it.split(',').next().unwrap())
        .collect();
    assert_eq!(
        rows.drain(..3).collect::<Vec<_>>(),
        ["act", "scope", "granted_by"]
    );
    assert_eq!(
        rows,
        Act::ALL.iter().map(|it| it.code()).collect::<Vec<_>>()
    );
    let columns: Vec<&str> = TEXT.lines().next().unwrap().split(',').skip(2).collect();
    assert_eq!(
        columns,
        Role::ALL.iter().map(|it| it.code()).collect::<Vec<_>>()
    );
    for act in Act::ALL {
        assert!(depth_of(cell(act.code(), "reach")).is_some(), "{act:?}");
        for role in Role::ALL {
            assert!(
                right_of(cell(act.code(), role.code())).is_some(),
                "{act:?} {role:?}"
            );
        }
    }
    for role in Role::ALL {
        let words = |row| {
            cell(row, role.code())
                .split(' ')
                .filter(|it| !it.is_empty())
                .count()
        };
        assert_eq!(words("scope"), role.scope_kinds().len(), "{role:?}");
        assert_eq!(words("granted_by"), role.granted_by().len(), "{role:?}");
        assert!(
            !role.scope_kinds().is_empty(),
            "{role:?} can be held nowhere"
        );
    }
}

#[test]
fn every_role_may_do_what_its_cell_says_inside_outside_and_when_expired() {
    for (role, act) in Role::ALL
        .iter()
        .flat_map(|role| Act::ALL.iter().map(move |act| (*role, *act)))
    {
        let cell = cell(act.code(), role.code());
        for kind in role.scope_kinds().iter().copied() {
            let about = format!("{role:?} with {kind:?}, {act:?}");
            let is_nation = kind == ScopeKind::Nation;
            let unit_only = cell == "own" && cell_is_unit(act);
            assert_eq!(
                holder_may(role, kind, act, &own_unit(kind)),
                !cell.is_empty(),
                "own unit: {about}"
            );
            let outside_too = cell == "any" || (is_nation && cell == "own" && !unit_only);
            assert_eq!(
                holder_may(role, kind, act, &outside()),
                outside_too,
                "outside: {about}"
            );
            let ended = [Assignment::until(role, scope(kind), now())];
            assert!(
                !may(&ended, act, &own_unit(kind), now()),
                "expired: {about}"
            );
            assert!(!may(&ended, act, &inside(), now()), "expired: {about}");
        }
        for kind in ScopeKind::ALL
            .iter()
            .filter(|it| !role.scope_kinds().contains(it))
        {
            assert!(
                !holder_may(role, *kind, act, &inside()),
                "{role:?} was given {kind:?}"
            );
        }
    }
}

fn cell_is_unit(act: Act) -> bool {
    cell(act.code(), "reach") == "unit"
}

#[test]
fn below_its_own_unit_a_scope_reaches_as_far_as_the_act_says() {
    let hospital = || unit("12712").in_facility("34116");
    let army_hospital = || hospital().under_body(Some(BODY));
    for act in Act::ALL.iter().copied() {
        let reach = cell(act.code(), "reach");
        for role in Role::ALL
            .iter()
            .copied()
            .filter(|it| cell(act.code(), it.code()) == "own")
        {
            for kind in role.scope_kinds().iter().copied() {
                let territory = matches!(
                    kind,
                    ScopeKind::Province | ScopeKind::District | ScopeKind::Commune
                );
                if territory {
                    let about = format!("{role:?} with {kind:?}, {act:?}");
                    assert_eq!(
                        holder_may(role, kind, act, &hospital()),
                        reach != "unit",
                        "{about}"
                    );
                    assert_eq!(
                        holder_may(role, kind, act, &army_hospital()),
                        reach == "territory",
                        "{about}"
                    );
                }
                if kind == ScopeKind::Nation {
                    assert_eq!(
                        holder_may(role, kind, act, &army_hospital()),
                        reach != "unit"
                    );
                }
            }
        }
    }
}

#[test]
fn a_right_with_two_hats_is_the_sum_of_both() {
    let hats = [
        Assignment::lasting(Role::CommuneStation, Scope::Commune("12712".to_owned())),
        Assignment::lasting(Role::CommuneStation, Scope::Facility("34116".to_owned())),
    ];
    let session = unit("12712").in_facility("34116").at_session(SESSION);
    assert!(may(&hats, Act::SessionDose, &session, now()));
    assert!(may(&hats, Act::RecoveredEnter, &unit("12712"), now()));
    assert!(!may(&hats[..1], Act::SessionDose, &session, now()));
    assert!(!may(&[], Act::BoardRead, &Place::nation(), now()));
    let seen: Vec<_> = scopes(&hats, Act::SessionRead, now()).collect();
    assert_eq!(seen, [&hats[0].scope, &hats[1].scope]);
    assert_eq!(
        scopes(&hats[..1], Act::PersonFind, now()).collect::<Vec<_>>(),
        [&Scope::Nation]
    );
}

#[test]
fn accounts_are_given_downwards_and_never_past_ones_own_place() {
    let give = |giver: Role, kind, role, at: ScopeKind, place: &Place| {
        let held = [Assignment::lasting(giver, scope(kind))];
        may_grant(
            &held,
            &Assignment::until(role, scope(at), later()),
            place,
            now(),
        )
    };
    let station = unit("12712").in_facility("34116");
    let session = own_unit(ScopeKind::Session);
    let (head, facility) = (Role::FacilityHead, ScopeKind::Facility);
    assert!(give(head, facility, Role::Clerk, facility, &station));
    assert!(give(
        head,
        facility,
        Role::SessionVolunteer,
        ScopeKind::Session,
        &session
    ));
    assert!(!give(
        head,
        facility,
        Role::Clerk,
        facility,
        &unit("12712").in_facility("34117")
    ));
    assert!(!give(head, facility, head, facility, &station));
    assert!(!give(
        head,
        facility,
        Role::CommunePolice,
        ScopeKind::Commune,
        &unit("12712")
    ));
    assert!(!give(
        Role::Clerk,
        facility,
        Role::Clerk,
        facility,
        &station
    ));
    let centre = Role::DistrictHealthCentre;
    assert!(give(centre, ScopeKind::District, head, facility, &station));
    assert!(!give(
        centre,
        ScopeKind::District,
        head,
        facility,
        &station.clone().under_body(Some(BODY))
    ));
    assert!(give(
        Role::ManagingBody,
        ScopeKind::ManagingBody,
        head,
        facility,
        &station.under_body(Some(BODY))
    ));
    let endless = Assignment::lasting(Role::SessionVolunteer, Scope::Session(SESSION));
    let giver = [Assignment::lasting(head, scope(facility))];
    assert!(!may_grant(&giver, &endless, &session, now()));
}

#[test]
fn who_gives_accounts_may_edit_accounts() {
    let givers: BTreeSet<Role> = Role::ALL
        .iter()
        .flat_map(|it| it.granted_by())
        .copied()
        .collect();
    assert_eq!(
        givers.into_iter().collect::<Vec<_>>(),
        roles_with(Act::AccountEdit)
    );
    let given = Role::ALL.iter().filter(|it| it.granted_by().is_empty());
    assert_eq!(given.collect::<Vec<_>>(), [&Role::Citizen, &Role::Guardian]);
}

#[test]
fn since_the_reform_a_commune_lies_right_below_its_province() {
    let tree = AdminTree::national();
    let after = Place::of_unit(tree, "00004", date(2026, 1, 1)).expect("Phường Ba Đình");
    assert_eq!(
        (after.commune(), after.district(), after.province()),
        (Some("00004"), None, Some("01"))
    );
    assert_eq!(Place::of_unit(tree, "99999", date(2026, 1, 1)), None);
    assert_eq!(Place::of_unit(tree, "340", date(2026, 1, 1)), None);
}

proptest! {
    #[test]
    fn another_assignment_never_takes_a_right_away(
        held in prop::collection::vec((0..Role::ALL.len(), 0..ScopeKind::ALL.len(), any::<bool>()), 0..4),
        more in (0..Role::ALL.len(), 0..ScopeKind::ALL.len()),
        act in 0..Act::ALL.len(),
        place in 0..ScopeKind::ALL.len(),
    ) {
        let assignment = |role: usize, kind: usize, ends: bool| Assignment {
            role: Role::ALL[role],
            scope: scope(ScopeKind::ALL[kind]),
            until: ends.then(later),
        };
        let mut all: Vec<_> = held.iter().map(|(role, kind, ends)| assignment(*role, *kind, *ends)).collect();
        let place = own_unit(ScopeKind::ALL[place]);
        let before = may(&all, Act::ALL[act], &place, now());
        all.push(assignment(more.0, more.1, true));
        prop_assert!(!before || may(&all, Act::ALL[act], &place, now()));
    }

    #[test]
    fn a_place_of_any_unit_lies_in_that_unit(at in 0..20_000usize) {
        let tree = AdminTree::national();
        let on = date(2021, 8, 1);
        let communes = tree.units().iter().filter(|it| it.is_valid_on(on));
        let unit = communes.cycle().nth(at).expect("a unit");
        let place = Place::of_unit(tree, unit.code, on).expect(unit.code);
        let own = match unit.level {
            Level::Commune => place.commune(),
            Level::District => place.district(),
            Level::Province => place.province(),
        };
        prop_assert_eq!(own, Some(unit.code));
        prop_assert!(place.province().is_some());
    }
}
