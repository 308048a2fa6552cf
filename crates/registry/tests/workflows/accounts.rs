//! Getting in, staying in, getting out.

use aws_lc_rs::hmac;
use jiff::SignedDuration;
use khien_domain::rights::{Role, Scope};
use khien_registry::account::{
    self, Admitted, LogInError, NotAdmitted, NotLoggedIn, SeedError, confirm_totp, enrol_totp,
    open_id_log_in, second_step, seed_demo, seed_first,
};
use khien_registry::account::{OpenIdLogInError, SecondStepError, TotpError};
use khien_registry::credentials::openid::Identity;
use khien_registry::credentials::{RecoveryCode, SessionToken, TotpSecret};
use khien_store::Moment;

use crate::office::{MORNING, Office, PASSWORD, at_station, on_any_thread};
use crate::support::at;

fn wrong<T>(outcome: &Result<T, LogInError>) -> bool {
    matches!(outcome, Err(LogInError::Wrong))
}

#[tokio::test]
async fn the_first_account_is_made_once_and_demo_accounts_as_often_as_asked() {
    let office = Office::new().await;
    let roles = [at_station(Role::Clerk)];
    let seed = [
        office.seed_of("clerk", &roles),
        office.seed_of("new", &roles),
    ];
    let now = at(MORNING);
    let again = seed_first(&office.registry, now, &office.ids, &seed[1]).await;
    assert!(matches!(again, Err(SeedError::NotEmpty)));
    for added in [1, 0] {
        let seeded = seed_demo(&office.registry, now, &office.ids, &seed).await;
        assert_eq!(seeded.unwrap(), added);
    }
    let made = ["account_create first_run", "role_grant first_run"];
    assert_eq!(office.acts_of("operator").await, made);
}

#[tokio::test]
async fn the_right_password_lets_the_holder_in_with_their_roles() {
    let office = Office::new().await;
    let begun = office.log_in(" Clerk ", MORNING).await;
    assert!(!begun.password_due);
    let who = office.who(&begun.token, MORNING).await;
    assert_eq!(who.actor.account, begun.account);
    assert_eq!(who.actor.assignments, [at_station(Role::Clerk)]);
    assert_eq!(who.account.login, "clerk");
    let acts = office.acts_of("clerk").await;
    assert_eq!(acts.last().unwrap(), "log_in");
    let entry = office.audit_of(begun.account).await.pop().unwrap();
    assert_eq!(
        (entry.actor, entry.place.as_str()),
        (Some(begun.account), "34001")
    );
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_are_told_alike() {
    let office = Office::new().await;
    for login in ["clerk", "nobody", "không có", ""] {
        let outcome = office.try_password(login, "năm con cò", MORNING).await;
        assert!(wrong(&outcome), "{login}");
    }
    let acts = office.acts_of("clerk").await;
    assert_eq!(acts.last().unwrap(), "log_in_failed password");
    let mut tx = office.registry.store().read().await.unwrap();
    let unknown = tx.audit_of("account", "", 9).await.unwrap();
    assert_eq!(unknown.len(), 3);
    assert!(
        unknown
            .iter()
            .all(|row| row.actor.is_none() && row.after.is_none())
    );
}

#[tokio::test]
async fn five_failures_make_everybody_wait_the_holder_too() {
    let office = Office::new().await;
    for _ in 0..5 {
        assert!(wrong(&office.try_password("clerk", "x", MORNING).await));
    }
    let until = at(MORNING) + SignedDuration::from_secs(30);
    let locked = office.try_password("clerk", PASSWORD, MORNING).await;
    assert!(matches!(locked, Err(LogInError::Locked(moment)) if moment == until));
    office.log_in("head", MORNING).await;
    let later = until.to_string();
    office.log_in("clerk", &later).await;
    assert!(wrong(&office.try_password("clerk", "x", &later).await));
    office.log_in("clerk", &later).await;
}

#[tokio::test]
async fn eight_guesses_at_once_learn_no_more_than_five_in_a_row() {
    let office = Office::new().await;
    let guess = || office.try_password("clerk", "x", MORNING);
    let pair = async || tokio::join!(guess(), guess());
    let (first, second, third, fourth) = tokio::join!(pair(), pair(), pair(), pair());
    let answers: Vec<_> = [first, second, third, fourth]
        .into_iter()
        .flat_map(|(one, other)| [one, other])
        .collect();
    assert_eq!(answers.iter().filter(|answer| wrong(answer)).count(), 5);
    let failed = office.acts_of("clerk").await;
    let failed = failed.iter().filter(|act| act.starts_with("log_in_failed"));
    assert_eq!(failed.count(), 5);
}

#[tokio::test]
async fn an_unknown_token_lets_nobody_in() {
    let office = Office::new().await;
    let token = SessionToken::from_random([9; 32]);
    let unknown = account::who(&office.registry, at(MORNING), &token).await;
    assert!(matches!(unknown, Err(NotLoggedIn::NoLogin)));
}

#[tokio::test]
async fn a_login_ends_when_unused_for_an_hour_and_after_twelve_in_any_case() {
    let office = Office::new().await;
    let begun = office.log_in("clerk", MORNING).await;
    let start = at(MORNING);
    let minutes = |minutes| start + SignedDuration::from_mins(minutes);
    for used in (50..720).step_by(50) {
        office.who(&begun.token, &minutes(used).to_string()).await;
    }
    let over = account::who(&office.registry, minutes(720), &begun.token).await;
    assert!(matches!(over, Err(NotLoggedIn::NoLogin)));
    assert_eq!(begun.ends, minutes(720));

    let begun = office.log_in("clerk", MORNING).await;
    let idle = account::who(&office.registry, minutes(60), &begun.token).await;
    assert!(matches!(idle, Err(NotLoggedIn::Idle)));
}

#[tokio::test]
async fn use_is_noted_at_most_once_a_minute() {
    let office = Office::new().await;
    let begun = office.log_in("clerk", MORNING).await;
    for (second, noted) in [(59, 0), (60, 60), (119, 60), (120, 120)] {
        let now = at(MORNING) + SignedDuration::from_secs(second);
        office.who(&begun.token, &now.to_string()).await;
        let mut tx = office.registry.store().read().await.unwrap();
        let login = tx.login(begun.token.hash().as_bytes()).await.unwrap();
        let seen = at(MORNING) + SignedDuration::from_secs(noted);
        assert_eq!(login.unwrap().seen_at, Moment(seen), "{second}");
    }
}

#[tokio::test]
async fn who_leaves_is_out_and_may_leave_twice() {
    let office = Office::new().await;
    let begun = office.log_in("clerk", MORNING).await;
    for _ in 0..2 {
        let entrance = office.entrance(MORNING);
        account::log_out(&office.registry, &entrance, &begun.token)
            .await
            .unwrap();
    }
    let out = account::who(&office.registry, at(MORNING), &begun.token).await;
    assert!(matches!(out, Err(NotLoggedIn::NoLogin)));
    let acts = office.acts_of("clerk").await;
    assert_eq!(acts.iter().filter(|act| *act == "log_out").count(), 1);
}

/// The code that a phone shows at a moment (RFC 6238), made of the secret as it is typed.
fn shown(secret: &TotpSecret, time: &str) -> String {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bytes: Vec<u8> = secret
        .to_base32()
        .as_bytes()
        .chunks(8)
        .flat_map(|eight| {
            let values = eight.iter().map(|letter| LETTERS.find(char::from(*letter)));
            let bits = values.fold(0_u64, |bits, value| bits << 5 | value.unwrap() as u64);
            bits.to_be_bytes().into_iter().skip(3)
        })
        .collect();
    let step = at(time).as_second().div_euclid(30);
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let offset = usize::from(tag.as_ref()[19] & 0x0f);
    let four: [u8; 4] = tag.as_ref()[offset..offset + 4].try_into().unwrap();
    format!(
        "{:06}",
        (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000
    )
}

/// The clerk with an authenticator application, and the codes on paper.
async fn with_phone(office: &Office) -> (TotpSecret, Vec<RecoveryCode>) {
    let clerk = office.come("clerk", MORNING).await;
    let by = office.by(&clerk.actor, MORNING);
    let wrong = enrol_totp(&office.registry, &by, office.secrets(), "Khiên", "x").await;
    assert!(matches!(wrong, Err(TotpError::WrongPassword)));
    let begun = enrol_totp(&office.registry, &by, office.secrets(), "Khiên", PASSWORD).await;
    let begun = begun.unwrap();
    let code = shown(&begun.secret, MORNING);
    let confirm = |code: String| {
        let (sealed, by) = (begun.sealed.clone(), by);
        async move { confirm_totp(&office.registry, &by, office.secrets(), &sealed, &code).await }
    };
    let wrong = confirm("x".to_owned()).await;
    assert!(matches!(wrong, Err(TotpError::Code(_))));
    let codes = confirm(code.clone()).await.unwrap();
    assert!(matches!(confirm(code).await, Err(TotpError::Enrolled)));
    (begun.secret, codes)
}

async fn half(office: &Office, time: &str) -> SessionToken {
    match office.try_password("clerk", PASSWORD, time).await {
        Ok(Admitted::SecondStep(begun)) => begun.token,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_phone_is_asked_for_its_code_after_the_password() {
    const LATER: &str = "2021-09-15T02:00:00Z";
    let office = Office::new().await;
    let (secret, _) = with_phone(&office).await;
    let token = half(&office, LATER).await;
    let early = account::who(&office.registry, at(LATER), &token).await;
    assert!(matches!(early, Err(NotLoggedIn::NoLogin)));

    let entrance = office.entrance(LATER);
    let wrong = second_step(&office.registry, &entrance, &token, "12345x").await;
    assert!(matches!(wrong, Err(SecondStepError::Wrong)));
    let code = shown(&secret, LATER);
    let begun = on_any_thread(second_step(&office.registry, &entrance, &token, &code)).await;
    let begun = begun.unwrap();
    assert_ne!(begun.token.hash(), token.hash());
    office.who(&begun.token, LATER).await;
    let again = second_step(&office.registry, &entrance, &token, &code).await;
    assert!(matches!(again, Err(SecondStepError::BeginAgain)));

    let token = half(&office, LATER).await;
    let used = second_step(&office.registry, &entrance, &token, &code).await;
    assert!(matches!(used, Err(SecondStepError::Used)));
    let acts = office.acts_of("clerk").await;
    assert_eq!(
        acts[acts.len() - 3..],
        [
            "log_in_failed code",
            "log_in totp",
            "log_in_failed used_code"
        ]
    );
}

#[tokio::test]
async fn wrong_codes_lock_the_account_although_the_password_is_right() {
    const LATER: &str = "2021-09-15T02:00:00Z";
    let office = Office::new().await;
    with_phone(&office).await;
    for _ in 0..5 {
        let token = half(&office, LATER).await;
        let wrong = second_step(&office.registry, &office.entrance(LATER), &token, "x").await;
        assert!(matches!(wrong, Err(SecondStepError::Wrong)));
    }
    let locked = office.try_password("clerk", PASSWORD, LATER).await;
    assert!(matches!(locked, Err(LogInError::Locked(_))));
}

#[tokio::test]
async fn the_second_step_must_follow_within_five_minutes() {
    let office = Office::new().await;
    let (secret, _) = with_phone(&office).await;
    let token = half(&office, "2021-09-15T02:00:00Z").await;
    let late = "2021-09-15T02:05:00Z";
    let code = shown(&secret, late);
    let refused = second_step(&office.registry, &office.entrance(late), &token, &code).await;
    assert!(matches!(refused, Err(SecondStepError::BeginAgain)));
}

#[tokio::test]
async fn a_code_on_paper_lets_in_once() {
    const LATER: &str = "2021-09-15T02:00:00Z";
    let office = Office::new().await;
    let (_, codes) = with_phone(&office).await;
    let typed = codes[3].to_text().to_lowercase();
    let entrance = office.entrance(LATER);
    let token = half(&office, LATER).await;
    second_step(&office.registry, &entrance, &token, &typed)
        .await
        .unwrap();
    let token = half(&office, LATER).await;
    let again = second_step(&office.registry, &entrance, &token, &typed).await;
    assert!(matches!(again, Err(SecondStepError::Wrong)));
}

#[tokio::test]
async fn a_national_login_opens_the_account_it_is_tied_to_and_no_other() {
    let office = Office::new().await;
    let identity = |subject: &str| Identity {
        issuer: "https://login.example.vn".to_owned(),
        subject: subject.to_owned(),
        name: None,
    };
    let entrance = office.entrance(MORNING);
    let unknown = open_id_log_in(&office.registry, &entrance, &identity("abc")).await;
    assert!(matches!(unknown, Err(OpenIdLogInError::NotLinked)));

    let head = office.come("head", MORNING).await;
    let by = office.by(&head.actor, MORNING);
    let clerk = office.id_of("clerk").await;
    account::link_open_id(&office.registry, &by, clerk, &identity("abc"))
        .await
        .unwrap();
    let begun = open_id_log_in(&office.registry, &entrance, &identity("abc")).await;
    assert_eq!(begun.unwrap().account, clerk);
    let nurse = office.id_of("nurse").await;
    let taken = account::link_open_id(&office.registry, &by, nurse, &identity("abc")).await;
    assert!(matches!(taken, Err(account::LinkError::Taken)));
    account::unlink_open_id(&office.registry, &by, clerk)
        .await
        .unwrap();
    let untied = open_id_log_in(&office.registry, &entrance, &identity("abc")).await;
    assert!(matches!(untied, Err(OpenIdLogInError::NotLinked)));
}

#[tokio::test]
async fn a_one_time_password_ends_when_its_holder_comes_by_the_national_login() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let by = office.by(&head.actor, MORNING);
    let clerk = office.id_of("clerk").await;
    let given = account::reset_password(&office.registry, &by, office.secrets(), clerk).await;
    let given = given.unwrap();
    let identity = Identity {
        issuer: "https://login.example.vn".to_owned(),
        subject: "abc".to_owned(),
        name: None,
    };
    account::link_open_id(&office.registry, &by, clerk, &identity)
        .await
        .unwrap();
    let begun = open_id_log_in(&office.registry, &office.entrance(MORNING), &identity).await;
    let begun = begun.unwrap();
    assert!(
        !begun.password_due,
        "no password was used, none is asked for"
    );
    assert_eq!(
        office.who(&begun.token, MORNING).await.account.login,
        "clerk"
    );
    let paper = office.try_password("clerk", given.as_str(), MORNING).await;
    assert!(wrong(&paper));
}

#[tokio::test]
async fn a_role_that_ends_takes_the_login_with_it() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let by = office.by(&head.actor, MORNING);
    let nurse = office.come("nurse", MORNING).await;
    let token = office.log_in("nurse", MORNING).await.token;
    let record = account::read(&office.registry, &by, nurse.actor.account).await;
    let role = record.unwrap().assignments[0].id;
    for _ in 0..2 {
        account::end_role(&office.registry, &by, nurse.actor.account, role)
            .await
            .unwrap();
    }
    let out = account::who(&office.registry, at(MORNING), &token).await;
    assert!(matches!(
        out,
        Err(NotLoggedIn::NotAdmitted(NotAdmitted::NoRole))
    ));
    let refused = office.try_password("nurse", PASSWORD, MORNING).await;
    let no_role = LogInError::NotAdmitted(NotAdmitted::NoRole).to_string();
    assert_eq!(refused.unwrap_err().to_string(), no_role);
    assert!(wrong(&office.try_password("nurse", "x", MORNING).await));

    account::grant(
        &office.registry,
        &by,
        nurse.actor.account,
        &at_station(Role::Vaccinator),
    )
    .await
    .unwrap();
    office.come("nurse", MORNING).await;
    let acts = office.acts_of("nurse").await;
    assert_eq!(acts.iter().filter(|act| *act == "role_end").count(), 1);
}

#[tokio::test]
async fn a_scope_says_whose_accounts_are_listed() {
    let office = Office::new().await;
    let head = office.come("head", MORNING).await;
    let by = office.by(&head.actor, MORNING);
    let station = Scope::Facility("34001".to_owned());
    let listed = account::of_scope(&office.registry, &by, &station, "clerk").await;
    let logins: Vec<_> = listed.unwrap().into_iter().map(|row| row.login).collect();
    assert_eq!(logins, ["head", "nurse"]);
    for scope in [Scope::Facility("34002".to_owned()), Scope::Nation] {
        let refused = account::of_scope(&office.registry, &by, &scope, "").await;
        assert!(matches!(refused, Err(account::ReadError::NotAllowed(_))));
    }
}
