//! What nobody may do, whatever the table says: written down apart from it, so that a slip in a cell
//! is caught.

use super::*;

#[test]
fn the_police_see_rosters_and_nothing_else() {
    let police = [
        Role::CommunePolice,
        Role::DistrictPolice,
        Role::ProvincialPolice,
        Role::RegisterOwner,
    ];
    for role in police {
        assert!(
            role.acts()
                .all(|it| matches!(it, Act::RosterRead | Act::RosterCheck)),
            "{role:?}"
        );
    }
    assert_eq!(roles_with(Act::RosterCheck), [Role::CommunePolice]);
}

#[test]
fn nobody_checks_or_approves_a_list_of_their_own() {
    assert_eq!(roles_with(Act::RosterApprove), [Role::CommuneCommittee]);
    for role in Role::ALL {
        let hands = [Act::RosterDraft, Act::RosterCheck, Act::RosterApprove];
        assert!(
            hands.iter().filter(|act| ever_may(*role, **act)).count() <= 1,
            "{role:?}"
        );
    }
}

#[test]
fn passports_are_the_ministrys_departments() {
    for act in [Act::CertificateIssue, Act::CertificateRevoke] {
        assert_eq!(roles_with(act), [Role::PreventiveMedicine]);
    }
}

#[test]
fn recovered_cases_and_identities_belong_to_the_station_of_the_commune() {
    for act in [
        Act::RecoveredEnter,
        Act::IdentityConfirm,
        Act::AttendanceConfirm,
    ] {
        assert_eq!(roles_with(act), [Role::CommuneStation]);
        assert!(!holder_may(
            Role::CommuneStation,
            ScopeKind::Commune,
            act,
            &unit("12688")
        ));
        let elsewhere = unit("12688").about_person(PERSON);
        assert!(!holder_may(
            Role::CommuneStation,
            ScopeKind::Facility,
            act,
            &elsewhere
        ));
    }
}

#[test]
fn a_volunteer_helps_at_one_session_and_ends_with_it() {
    let acts: Vec<Act> = Role::SessionVolunteer.acts().collect();
    assert_eq!(
        acts,
        [
            Act::PersonFind,
            Act::SessionRead,
            Act::SessionCheckIn,
            Act::SessionWatch,
            Act::SessionConfirm
        ]
    );
    let place = own_unit(ScopeKind::Session);
    let endless = [Assignment::lasting(
        Role::SessionVolunteer,
        Scope::Session(SESSION),
    )];
    assert!(!may(&endless, Act::SessionCheckIn, &place, now()));
    let held = [Assignment::until(
        Role::SessionVolunteer,
        Scope::Session(SESSION),
        later(),
    )];
    assert!(may(&held, Act::SessionCheckIn, &place, now()));
    assert!(!may(&held, Act::SessionCheckIn, &place, later()));
    assert!(!may(
        &held,
        Act::SessionCheckIn,
        &place.at_session(99),
        now()
    ));
}

#[test]
fn the_audit_log_is_read_by_the_auditor_who_reads_nothing_else() {
    assert_eq!(roles_with(Act::AuditRead), [Role::Auditor]);
    let acts: Vec<Act> = Role::Auditor.acts().collect();
    assert_eq!(acts, [Act::AuditRead, Act::AuditVerify]);
}

#[test]
fn the_hotline_only_reads() {
    let acts: Vec<Act> = Role::HotlineOperator.acts().collect();
    assert_eq!(
        acts,
        [
            Act::PersonFind,
            Act::PersonRead,
            Act::FigureRead,
            Act::BoardRead
        ]
    );
}

#[test]
fn partners_have_their_own_acts_which_nobody_else_has() {
    for act in Act::ALL.iter().copied() {
        let partner = roles_with(act).contains(&Role::PartnerApp);
        assert_eq!(partner, act.code().starts_with("api_"), "{act:?}");
        assert!(!partner || roles_with(act) == [Role::PartnerApp], "{act:?}");
    }
}

#[test]
fn who_operates_or_steers_the_platform_sees_nobodys_record() {
    let people = [
        Act::PersonFind,
        Act::PersonRead,
        Act::PersonCorrect,
        Act::SessionRead,
        Act::RosterRead,
        Act::ListExport,
    ];
    for role in [
        Role::InformationTechnology,
        Role::PreventiveMedicine,
        Role::ProvincialCommittee,
    ] {
        assert!(people.iter().all(|act| !ever_may(role, *act)), "{role:?}");
    }
}

#[test]
fn nobody_vaccinates_records_or_imports_for_a_facility_from_above() {
    let hospital = unit("12712").in_facility("34116").at_session(SESSION);
    let work = [
        Act::DoseRecord,
        Act::DoseBackEntry,
        Act::DoseCorrect,
        Act::DoseVoid,
        Act::DoseOverrideRule,
        Act::SessionOpen,
        Act::SessionScreen,
        Act::SessionDose,
        Act::SessionClose,
        Act::LotReceive,
        Act::LotWaste,
        Act::ImportApply,
        Act::ImportUndo,
        Act::FigureReport,
    ];
    for act in work {
        for role in Role::ALL.iter().copied() {
            for kind in role.scope_kinds().iter().copied() {
                let at_hand = matches!(kind, ScopeKind::Facility | ScopeKind::Session);
                assert!(
                    at_hand || !holder_may(role, kind, act, &hospital),
                    "{role:?} {kind:?} {act:?}"
                );
            }
        }
    }
}

#[test]
fn screening_is_for_medical_staff() {
    let medical = [Role::Vaccinator, Role::FacilityHead, Role::CommuneStation];
    assert_eq!(roles_with(Act::SessionScreen), medical);
    assert_eq!(roles_with(Act::SessionReaction), medical);
}

#[test]
fn what_changes_more_than_one_line_needs_the_head() {
    for act in [
        Act::DoseVoid,
        Act::DoseOverrideRule,
        Act::SessionClose,
        Act::ImportUndo,
        Act::PersonMerge,
    ] {
        for role in [Role::Vaccinator, Role::Clerk, Role::SessionVolunteer] {
            assert!(!ever_may(role, act), "{role:?} {act:?}");
        }
    }
}

#[test]
fn citizens_see_and_confirm_their_own_record_only() {
    for role in [Role::Citizen, Role::Guardian] {
        let acts: Vec<Act> = role.acts().collect();
        assert_eq!(acts, [Act::PersonRead, Act::SessionConfirm]);
        let other = inside().about_person(98);
        assert!(!holder_may(
            role,
            ScopeKind::Person,
            Act::PersonRead,
            &other
        ));
    }
}
