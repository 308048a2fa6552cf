//! Lists are drafted, checked, approved, used.

use khien_domain::rights::{Role, Scope};
use khien_domain::{RosterFinding, RosterState};
use khien_registry::person::PersonForm;
use khien_registry::roster::{
    self, ApproveError, CheckError, DraftError, EnterError, Finding, NewRoster, PeopleError,
    ReadError, RosterPerson, TakeError,
};
use khien_registry::session::{self, NewSession};
use khien_registry::{Actor, By};

use crate::desks::{actor, by, day, enter, in_commune};
use crate::support::{COMMUNE, HOSPITAL, STATION, World, an, id};

const NOON: &str = "2021-09-15T05:00:00Z";

fn list() -> NewRoster {
    NewRoster {
        id: id(70),
        name: "Thôn 3".to_owned(),
        commune: COMMUNE.to_owned(),
        facility: Some(STATION.to_owned()),
        organisation: None,
        people: vec![id(10), id(11)],
    }
}

fn found(number: u128, result: RosterFinding) -> Finding {
    Finding {
        person: id(number),
        result,
        note: String::new(),
    }
}

async fn world() -> World {
    let world = World::new().await;
    for (number, name) in [(10, "Trần Thị Hoa"), (11, "Lê Thị Mai"), (12, "Vũ Thị Cúc")]
    {
        enter(&world, number, name, "1980-01-01").await;
    }
    world
}

/// A world with a drafted list.
async fn drafted() -> World {
    let world = world().await;
    roster::draft(&world.registry, &world.clerk(NOON), &list())
        .await
        .unwrap();
    world
}

async fn state(world: &World) -> (String, i64) {
    let mut tx = world.registry.store().read().await.unwrap();
    let row = tx.roster(id(70)).await.unwrap().unwrap();
    (row.state, row.version)
}

fn at_desk<'a>(world: &'a World, actor: &'a Actor) -> By<'a> {
    by(world, actor, None, NOON)
}

/// Checked and approved.
async fn approved(findings: &[Finding]) -> World {
    let world = drafted().await;
    let police = in_commune(Role::CommunePolice);
    roster::check(&world.registry, &at_desk(&world, &police), id(70), findings)
        .await
        .unwrap();
    let committee = in_commune(Role::CommuneCommittee);
    let (_, version) = state(&world).await;
    roster::approve(
        &world.registry,
        &at_desk(&world, &committee),
        id(70),
        version,
    )
    .await
    .unwrap();
    world
}

#[tokio::test]
async fn a_list_is_drawn_up_once_and_its_people_are_on_it_once() {
    let world = drafted().await;
    let clerk = world.clerk(NOON);
    roster::draft(&world.registry, &clerk, &list())
        .await
        .unwrap();
    roster::add(&world.registry, &clerk, id(70), &[id(11), id(12)])
        .await
        .unwrap();
    let sheet = roster::read(&world.registry, &clerk, id(70)).await.unwrap();
    let names: Vec<_> = sheet
        .people
        .iter()
        .map(|(person, _)| person.full_name.as_str())
        .collect();
    assert_eq!(names, ["Vũ Thị Cúc", "Trần Thị Hoa", "Lê Thị Mai"]);
    let listed = roster::list(&world.registry, &clerk, COMMUNE, None, 9)
        .await
        .unwrap();
    assert_eq!(listed.len(), 1);
    let silent = roster::remove(&world.registry, &clerk, id(70), id(12), " ").await;
    assert!(matches!(silent, Err(PeopleError::NoReason)));
    roster::remove(&world.registry, &clerk, id(70), id(12), "đã chuyển đi")
        .await
        .unwrap();
    let gone = roster::remove(&world.registry, &clerk, id(70), id(12), "đã chuyển đi").await;
    assert!(matches!(gone, Err(PeopleError::NotOnList)));
}

#[tokio::test]
async fn a_list_of_nowhere_or_of_nobody_is_refused() {
    let world = world().await;
    let clerk = world.clerk(NOON);
    let nameless = NewRoster {
        name: " ".to_owned(),
        ..list()
    };
    let refused = roster::draft(&world.registry, &clerk, &nameless).await;
    assert!(matches!(refused, Err(DraftError::NoName)));
    let nowhere = NewRoster {
        commune: "340".to_owned(),
        ..list()
    };
    let refused = roster::draft(&world.registry, &clerk, &nowhere).await;
    assert!(matches!(refused, Err(DraftError::NoCommune)));
    let nobody = NewRoster {
        people: vec![id(99)],
        ..list()
    };
    let refused = roster::draft(&world.registry, &clerk, &nobody).await;
    assert!(
        matches!(refused, Err(DraftError::People(PeopleError::NoPerson(who))) if who == id(99))
    );
    let refused = roster::draft(&world.registry, &world.nobody(NOON), &list()).await;
    assert!(matches!(refused, Err(DraftError::NotAllowed(_))));
    let mut tx = world.registry.store().read().await.unwrap();
    assert!(tx.roster(id(70)).await.unwrap().is_none());
}

#[tokio::test]
async fn a_list_is_checked_when_there_is_a_finding_about_everybody() {
    let world = drafted().await;
    let police = in_commune(Role::CommunePolice);
    let desk = at_desk(&world, &police);
    let station = roster::check(&world.registry, &world.clerk(NOON), id(70), &[]).await;
    assert!(matches!(station, Err(CheckError::NotAllowed(_))));
    let stranger = [found(12, RosterFinding::Right)];
    let stranger = roster::check(&world.registry, &desk, id(70), &stranger).await;
    assert!(matches!(stranger, Err(CheckError::NotOnList(who)) if who == id(12)));
    let first = [found(10, RosterFinding::Right)];
    let left = roster::check(&world.registry, &desk, id(70), &first).await;
    assert_eq!(left.unwrap(), 1);
    assert_eq!(state(&world).await.0, "drafted");
    let second = [found(11, RosterFinding::Wrong)];
    let left = roster::check(&world.registry, &desk, id(70), &second).await;
    assert_eq!(left.unwrap(), 0);
    assert_eq!(state(&world).await.0, "checked");
    let late = roster::add(&world.registry, &world.clerk(NOON), id(70), &[id(12)]).await;
    assert!(matches!(late, Err(PeopleError::NotDraft)));
}

#[tokio::test]
async fn the_committee_approves_only_what_was_checked_and_may_send_it_back() {
    let world = drafted().await;
    let committee = in_commune(Role::CommuneCommittee);
    let desk = at_desk(&world, &committee);
    let early = roster::approve(&world.registry, &desk, id(70), 1).await;
    assert!(matches!(
        early,
        Err(ApproveError::WrongState(RosterState::Drafted))
    ));
    let world = approved(&[
        found(10, RosterFinding::Right),
        found(11, RosterFinding::Right),
    ])
    .await;
    let desk = at_desk(&world, &committee);
    let (_, version) = state(&world).await;
    let silent = roster::send_back(&world.registry, &desk, id(70), version, "").await;
    assert!(matches!(silent, Err(ApproveError::NoReason)));
    let stale = roster::send_back(&world.registry, &desk, id(70), 1, "thiếu người").await;
    assert!(matches!(stale, Err(ApproveError::Changed)));
    roster::send_back(&world.registry, &desk, id(70), version, "thiếu người")
        .await
        .unwrap();
    assert_eq!(state(&world).await.0, "drafted");
    let sheet = roster::read(&world.registry, &world.clerk(NOON), id(70)).await;
    let kept = sheet.unwrap().people;
    assert!(kept.iter().all(|(_, entry)| entry.police_result.is_some()));
}

fn morning(number: u128, facility: &str) -> NewSession {
    NewSession {
        id: id(number),
        facility: facility.to_owned(),
        roster: None,
        name: "Buổi sáng".to_owned(),
        place: "Nhà văn hoá".to_owned(),
        commune: String::new(),
        held_on: day("2021-09-15"),
        lots: Vec::new(),
    }
}

#[tokio::test]
async fn an_approved_list_is_used_by_one_session_and_who_lives_elsewhere_is_not_expected() {
    let world = approved(&[
        found(10, RosterFinding::Right),
        found(11, RosterFinding::NotResident),
    ])
    .await;
    let head = world.head(NOON);
    for number in [30, 31] {
        session::plan(&world.registry, &head, &morning(number, STATION))
            .await
            .unwrap();
    }
    let expected = roster::use_in(&world.registry, &head, id(70), id(30)).await;
    assert_eq!(expected.unwrap(), 1);
    let again = roster::use_in(&world.registry, &head, id(70), id(30)).await;
    assert_eq!(again.unwrap(), 0);
    let other = roster::use_in(&world.registry, &head, id(70), id(31)).await;
    assert!(matches!(
        other,
        Err(TakeError::NotApproved(RosterState::Used))
    ));
    let sheet = session::read(&world.registry, &head, id(30)).await.unwrap();
    assert_eq!(sheet.people.len(), 1);
    assert!(sheet.people[0].attendance.on_list);
    assert_eq!((sheet.counts.listed, sheet.counts.expected), (1, 1));
}

#[tokio::test]
async fn a_draft_is_used_by_nobody_and_a_list_only_by_its_facility() {
    let world = drafted().await;
    let head = world.head(NOON);
    let with_list = NewSession {
        roster: Some(id(70)),
        ..morning(30, STATION)
    };
    let refused = session::plan(&world.registry, &head, &with_list).await;
    assert!(matches!(
        refused,
        Err(session::PlanError::Roster(TakeError::NotApproved(
            RosterState::Drafted
        )))
    ));
    let hospital = actor(Role::FacilityHead, Scope::Facility(HOSPITAL.to_owned()));
    let desk = by(&world, &hospital, Some(HOSPITAL), NOON);
    let with_list = NewSession {
        roster: Some(id(70)),
        ..morning(31, HOSPITAL)
    };
    let refused = session::plan(&world.registry, &desk, &with_list).await;
    assert!(matches!(
        refused,
        Err(session::PlanError::Roster(TakeError::OtherFacility))
    ));
}

#[tokio::test]
async fn a_school_draws_up_its_list_and_sees_no_other() {
    let world = drafted().await;
    let school = actor(
        Role::ListSubmitter,
        Scope::Organisation("thcs-dong-hung".to_owned()),
    );
    let desk = at_desk(&world, &school);
    let own = NewRoster {
        id: id(71),
        facility: None,
        organisation: Some("thcs-dong-hung".to_owned()),
        people: Vec::new(),
        ..list()
    };
    roster::draft(&world.registry, &desk, &own).await.unwrap();
    let foreign = roster::read(&world.registry, &desk, id(70)).await;
    assert!(matches!(foreign, Err(ReadError::NotAllowed(_))));
    let seen = roster::list(&world.registry, &desk, COMMUNE, None, 9).await;
    let seen: Vec<_> = seen.unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(seen, [id(71)]);
}

#[tokio::test]
async fn an_employer_puts_people_on_a_list_by_what_it_wrote_down() {
    let world = world().await;
    let employer = actor(
        Role::ListSubmitter,
        Scope::Organisation("may-10".to_owned()),
    );
    let desk = at_desk(&world, &employer);
    let own = NewRoster {
        facility: None,
        organisation: Some("may-10".to_owned()),
        people: Vec::new(),
        ..list()
    };
    roster::draft(&world.registry, &desk, &own).await.unwrap();
    let known = PersonForm {
        full_name: "trần thị hoa".to_owned(),
        date_of_birth: "1/1/1980".to_owned(),
        ..PersonForm::default()
    };
    let put = |number, form| RosterPerson {
        roster: id(70),
        person: id(number),
        form,
    };
    let father = an();
    for _ in 0..2 {
        for new in [put(90, &known), put(91, &father)] {
            roster::enter(&world.registry, &desk, &new).await.unwrap();
        }
    }
    let sheet = roster::read(&world.registry, &desk, id(70)).await.unwrap();
    let people: Vec<_> = sheet
        .people
        .iter()
        .map(|(person, _)| (person.id, person.identity.as_str()))
        .collect();
    assert_eq!(people, [(id(91), "verified"), (id(10), "no_number")]);
    let nameless = PersonForm::default();
    let faulty = roster::enter(&world.registry, &desk, &put(92, &nameless)).await;
    assert!(matches!(faulty, Err(EnterError::Fields(_))));
}
