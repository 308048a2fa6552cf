//! What account editors do for others, and what they cannot do.

use jiff::SignedDuration;
use khien_domain::rights::{Assignment, Role, Scope};
use khien_registry::account::{
    self, Admitted, CloseError, CreateError, LogInError, NewAccount, NotAdmitted, NotEditable,
    NotLoggedIn, OneTimePassword, PasswordError, Passwords, ResetError, RoleError, TotpError, Who,
    create, reset_password, set_password,
};
use khien_store::{Day, Moment, SessionRow};

use crate::office::{MORNING, Office, PASSWORD, at_station, on_any_thread};
use crate::support::{HOSPITAL, STATION, at, id};

const NEW_PASSWORD: &str = "chín con trâu đen";

async fn make(
    office: &Office,
    editor: &Who,
    number: u128,
    login: &str,
    roles: &[Assignment],
) -> Result<OneTimePassword, CreateError> {
    let new = NewAccount {
        id: id(number),
        login,
        name: "Phạm Thị Lan",
        language: "vi",
        roles,
    };
    let by = office.by(&editor.actor, MORNING);
    on_any_thread(create(&office.registry, &by, office.secrets(), new)).await
}

fn volunteer(until: Option<&str>) -> Assignment {
    Assignment {
        role: Role::SessionVolunteer,
        scope: Scope::Session(500),
        until: until.map(at),
    }
}

async fn plan_session(office: &Office) {
    let now = Moment(at(MORNING));
    let mut tx = office.registry.store().write().await.unwrap();
    tx.insert_session(&SessionRow {
        id: id(500),
        facility_code: STATION.to_owned(),
        roster_id: None,
        name: "Nhà văn hoá".to_owned(),
        place: "Nhà văn hoá".to_owned(),
        commune_code: "12688".to_owned(),
        held_on: Day("2021-09-15".parse().unwrap()),
        state: "open".to_owned(),
        opened_at: Some(now),
        closed_at: None,
        closing: None,
        version: 1,
        created_at: now,
        updated_at: now,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_editor_gives_the_roles_that_may_be_given_and_no_others() {
    let office = Office::new().await;
    plan_session(&office).await;
    let head = office.come("head", MORNING).await;
    let clerk = office.come("clerk", MORNING).await;
    let operator = office.come("operator", MORNING).await;
    let hospital = Assignment::lasting(Role::Clerk, Scope::Facility(HOSPITAL.to_owned()));
    let noon = Some("2021-09-15T05:00:00Z");
    let nowhere = Assignment::lasting(Role::Clerk, Scope::Facility("99999".to_owned()));
    for (number, editor, role, made) in [
        (20, &head, at_station(Role::Clerk), true),
        (21, &head, volunteer(noon), true),
        (22, &head, volunteer(None), false),
        (23, &head, volunteer(Some(MORNING)), false),
        (24, &head, hospital.clone(), false),
        (25, &head, at_station(Role::FacilityHead), false),
        (
            26,
            &head,
            Assignment::lasting(Role::Auditor, Scope::Nation),
            false,
        ),
        (27, &clerk, at_station(Role::Clerk), false),
        (28, &operator, hospital, true),
        (
            29,
            &operator,
            Assignment::lasting(Role::Auditor, Scope::Nation),
            true,
        ),
        (
            30,
            &operator,
            Assignment::lasting(Role::CommunePolice, Scope::Commune("12688".to_owned())),
            true,
        ),
        (
            31,
            &operator,
            Assignment::lasting(Role::ListSubmitter, Scope::Organisation("thcs".to_owned())),
            true,
        ),
        (
            32,
            &operator,
            Assignment::lasting(Role::Citizen, Scope::Person(1)),
            false,
        ),
    ] {
        let login = format!("new.{number}");
        let outcome = make(&office, editor, number, &login, std::slice::from_ref(&role)).await;
        match outcome {
            Ok(_) => assert!(made, "{number}"),
            Err(CreateError::NotAllowed(_)) => assert!(!made, "{number}"),
            Err(CreateError::NoPlace) => assert_eq!(number, 32),
            Err(other) => panic!("{number}: {other}"),
        }
    }
    let nowhere = make(&office, &operator, 40, "new.40", &[nowhere]).await;
    assert!(matches!(nowhere, Err(CreateError::NoPlace)));
}

#[tokio::test]
async fn an_account_needs_a_login_of_its_own_a_name_and_a_role() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let roles = [at_station(Role::Clerk)];
    let taken = make(&office, &head, 20, "Nurse", &roles).await;
    assert!(matches!(taken, Err(CreateError::Taken)));
    let odd = make(&office, &head, 20, "trạm", &roles).await;
    assert!(matches!(odd, Err(CreateError::Login)));
    let bare = make(&office, &head, 20, "lan.pham", &[]).await;
    assert!(matches!(bare, Err(CreateError::NoRole)));
    make(&office, &head, 20, "lan.pham", &roles).await.unwrap();
    let again = make(&office, &head, 20, "lan.pham", &roles).await;
    assert!(matches!(again, Err(CreateError::Made)));
}

#[tokio::test]
async fn a_one_time_password_gives_no_rights_until_the_holder_chose_one() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let given = make(&office, &head, 20, "lan.pham", &[at_station(Role::Clerk)]).await;
    let given = given.unwrap();
    let typed = given.as_str().to_lowercase().replace('-', " ");
    let outcome = office.try_password("lan.pham", &typed, MORNING).await;
    let Ok(Admitted::In(begun)) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(begun.password_due);
    let lan = office.who(&begun.token, MORNING).await;
    assert!(lan.password_due && lan.actor.assignments.is_empty());

    let by = office.by(&lan.actor, MORNING);
    let change = |new: &'static str| {
        let typed = Passwords {
            old: given.as_str(),
            new,
        };
        set_password(&office.registry, &by, office.secrets(), typed)
    };
    assert!(matches!(
        change("lan.pham01").await,
        Err(PasswordError::Weak(_))
    ));
    let begun = change(NEW_PASSWORD).await.unwrap();
    let lan = office.who(&begun.token, MORNING).await;
    assert!(!lan.password_due && lan.actor.assignments.len() == 1);
    let old = office
        .try_password("lan.pham", given.as_str(), MORNING)
        .await;
    assert!(matches!(old, Err(LogInError::Wrong)));
}

#[tokio::test]
async fn a_one_time_password_is_good_for_a_week() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let given = make(&office, &head, 20, "lan.pham", &[at_station(Role::Clerk)]).await;
    let late = (at(MORNING) + SignedDuration::from_hours(7 * 24)).to_string();
    let refused = office
        .try_password("lan.pham", given.unwrap().as_str(), &late)
        .await;
    assert!(matches!(
        refused,
        Err(LogInError::NotAdmitted(NotAdmitted::TooOld))
    ));
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_every_other_login() {
    let office = Office::new().await;
    let elsewhere = office.log_in("clerk", MORNING).await.token;
    let clerk = office.come("clerk", MORNING).await;
    let by = office.by(&clerk.actor, MORNING);
    let change = |old: &'static str, new: &'static str| {
        let typed = Passwords { old, new };
        on_any_thread(set_password(&office.registry, &by, office.secrets(), typed))
    };
    let same = change(PASSWORD, PASSWORD).await;
    assert!(matches!(same, Err(PasswordError::Same)));
    let wrong = change("x", NEW_PASSWORD).await;
    assert!(matches!(wrong, Err(PasswordError::Wrong)));
    let begun = change(PASSWORD, NEW_PASSWORD).await.unwrap();
    office.who(&begun.token, MORNING).await;
    let out = account::who(&office.registry, at(MORNING), &elsewhere).await;
    assert!(matches!(out, Err(NotLoggedIn::NoLogin)));
    for _ in 0..5 {
        let wrong = change("x", "mười con trâu đen").await;
        assert!(matches!(wrong, Err(PasswordError::Wrong)));
    }
    let locked = change(NEW_PASSWORD, "mười con trâu đen").await;
    assert!(matches!(locked, Err(PasswordError::Locked(_))));
}

#[tokio::test]
async fn an_editor_opens_a_locked_account_with_a_one_time_password() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let by = office.by(&head.actor, MORNING);
    let token = office.log_in("clerk", MORNING).await.token;
    for _ in 0..5 {
        let _ = office.try_password("clerk", "x", MORNING).await;
    }
    let clerk = office.id_of("clerk").await;
    let given = reset_password(&office.registry, &by, office.secrets(), clerk).await;
    let out = account::who(&office.registry, at(MORNING), &token).await;
    assert!(matches!(out, Err(NotLoggedIn::NoLogin)));
    let outcome = office
        .try_password("clerk", given.unwrap().as_str(), MORNING)
        .await;
    assert!(matches!(outcome, Ok(Admitted::In(begun)) if begun.password_due));
}

#[tokio::test]
async fn nobody_climbs_into_an_account_that_may_do_more() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let by = office.by(&head.actor, MORNING);
    let operator = office.id_of("operator").await;
    // The head may give the operator a role of the station; that makes it no account of theirs.
    account::grant(&office.registry, &by, operator, &at_station(Role::Clerk))
        .await
        .unwrap();
    let reset = reset_password(&office.registry, &by, office.secrets(), operator).await;
    let refused = |fault: &NotEditable| matches!(fault, NotEditable::NotAllowed(_));
    assert!(matches!(&reset, Err(ResetError::NotEditable(fault)) if refused(fault)));
    let closed = account::close(&office.registry, &by, operator, "x").await;
    assert!(matches!(&closed, Err(CloseError::NotEditable(fault)) if refused(fault)));
    let removed = account::remove_totp(&office.registry, &by, operator, "x").await;
    assert!(matches!(&removed, Err(TotpError::NotEditable(fault)) if refused(fault)));
    let read = account::read(&office.registry, &by, operator).await;
    assert!(matches!(read, Err(account::ReadError::NotAllowed(_))));
}

#[tokio::test]
async fn editors_leave_their_own_account_to_others() {
    let office = Office::new().await;
    let operator = office.come("operator", MORNING).await;
    let by = office.by(&operator.actor, MORNING);
    let own = operator.actor.account;
    let reset = reset_password(&office.registry, &by, office.secrets(), own).await;
    assert!(matches!(
        reset,
        Err(ResetError::NotEditable(NotEditable::Own))
    ));
    let closed = account::close(&office.registry, &by, own, "x").await;
    assert!(matches!(
        closed,
        Err(CloseError::NotEditable(NotEditable::Own))
    ));
    let auditor = Assignment::lasting(Role::Auditor, Scope::Nation);
    let granted = account::grant(&office.registry, &by, own, &auditor).await;
    assert!(matches!(
        granted,
        Err(RoleError::NotEditable(NotEditable::Own))
    ));
}

#[tokio::test]
async fn a_closed_account_lets_nobody_in_and_stays_closed() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let by = office.by(&head.actor, MORNING);
    let token = office.log_in("nurse", MORNING).await.token;
    let nurse = office.id_of("nurse").await;
    let silent = account::close(&office.registry, &by, nurse, " ").await;
    assert!(matches!(silent, Err(CloseError::NoReason)));
    for _ in 0..2 {
        account::close(&office.registry, &by, nurse, "nghỉ việc")
            .await
            .unwrap();
    }
    let out = account::who(&office.registry, at(MORNING), &token).await;
    assert!(matches!(out, Err(NotLoggedIn::NoLogin)));
    let refused = office.try_password("nurse", PASSWORD, MORNING).await;
    assert!(matches!(
        refused,
        Err(LogInError::NotAdmitted(NotAdmitted::Closed))
    ));
    let granted = account::grant(&office.registry, &by, nurse, &at_station(Role::Clerk)).await;
    assert!(matches!(
        granted,
        Err(RoleError::NotEditable(NotEditable::Closed))
    ));
    let acts = office.acts_of("nurse").await;
    let closing = "account_close nghỉ việc";
    assert_eq!(acts.iter().filter(|act| *act == closing).count(), 1);
}

#[tokio::test]
async fn a_volunteer_is_out_when_the_session_closes_or_the_time_is_over() {
    let office = Office::new().await;
    plan_session(&office).await;
    let head = office.come("head", MORNING).await;
    let by = office.by(&head.actor, MORNING);
    let evening = "2021-09-15T10:00:00Z";
    let mut tokens = Vec::new();
    for (number, login) in [(20, "helper.one"), (21, "helper.two")] {
        let given = make(&office, &head, number, login, &[volunteer(Some(evening))]).await;
        let outcome = office
            .try_password(login, given.unwrap().as_str(), MORNING)
            .await;
        let Ok(Admitted::In(begun)) = outcome else {
            panic!("{outcome:?}")
        };
        tokens.push(begun.token);
    }
    let over = office.try_password("helper.one", "x", evening).await;
    assert!(matches!(over, Err(LogInError::Wrong)));
    office.who(&tokens[0], MORNING).await;
    let mut tx = office.registry.store().write().await.unwrap();
    let ended = account::end_roles_of_session(&mut tx, &by, id(500)).await;
    assert_eq!(ended.unwrap(), 2);
    tx.commit().await.unwrap();
    for token in &tokens {
        let out = account::who(&office.registry, at(MORNING), token).await;
        assert!(matches!(
            out,
            Err(NotLoggedIn::NotAdmitted(NotAdmitted::NoRole))
        ));
    }
}

#[tokio::test]
async fn ended_logins_are_cleared_and_those_that_last_are_not() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let given = make(&office, &head, 20, "lan.pham", &[at_station(Role::Clerk)]).await;
    let outcome = office
        .try_password("lan.pham", given.unwrap().as_str(), MORNING)
        .await;
    let Ok(Admitted::In(begun)) = outcome else {
        panic!("{outcome:?}")
    };
    account::log_out(&office.registry, &office.entrance(MORNING), &begun.token)
        .await
        .unwrap();
    let clear = async |before| {
        account::clear_ended_logins(&office.registry, at(before))
            .await
            .unwrap()
    };
    assert_eq!(clear(MORNING).await, 0);
    // The head, who came at the same hour, is still logged in.
    assert_eq!(clear("2021-09-15T01:00:01Z").await, 1);
    let old = account::who(&office.registry, at(MORNING), &begun.token).await;
    assert!(matches!(old, Err(NotLoggedIn::NoLogin)));
}

#[tokio::test]
async fn no_password_and_no_token_is_in_the_audit() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let given = make(&office, &head, 20, "lan.pham", &[at_station(Role::Clerk)]).await;
    let given = given.unwrap();
    let outcome = office
        .try_password("lan.pham", given.as_str(), MORNING)
        .await;
    let Ok(Admitted::In(begun)) = outcome else {
        panic!("{outcome:?}")
    };
    let _ = office.try_password("lan.pham", NEW_PASSWORD, MORNING).await;
    let kept: String = office
        .audit_of(id(20))
        .await
        .into_iter()
        .flat_map(|row| [row.before, row.after, row.reason, Some(row.act)])
        .flatten()
        .collect();
    assert!(
        kept.contains("lan.pham") && kept.contains("log_in"),
        "{kept}"
    );
    let token = begun.token.to_text();
    for secret in [given.as_str(), NEW_PASSWORD, token.as_str(), "argon2"] {
        assert!(!kept.contains(secret), "{kept}");
    }
}
