//! Tokens of partners: made by those who look after the account, shown once, used, ended.

use jiff::SignedDuration;
use khien_domain::rights::{Act, Assignment, Role, Scope};
use khien_registry::account::{
    EndTokenError, MakeTokenError, NewAccount, NewToken, NotEditable, NotHeld, create, end_token,
    make_token, token_holder, tokens_of,
};
use khien_registry::credentials::PartnerToken;
use uuid::Uuid;

use crate::office::{MORNING, Office, on_any_thread};
use crate::support::{STATION, at, id};

async fn partner(office: &Office, role: Role) -> Uuid {
    let operator = office.come("operator", MORNING).await;
    let roles = [Assignment::lasting(
        role,
        Scope::Facility(STATION.to_owned()),
    )];
    let new = NewAccount {
        id: id(77),
        login: "so-tiem",
        name: "Sổ tiêm",
        language: "vi",
        roles: &roles,
    };
    let by = office.by(&operator.actor, MORNING);
    create(&office.registry, &by, office.secrets(), new)
        .await
        .unwrap();
    id(77)
}

fn wanted(account: Uuid) -> NewToken<'static> {
    NewToken {
        id: id(90),
        account,
        name: "máy chủ đồng bộ",
        acts: &[Act::ApiDoseRecord],
        per_minute: 600,
        expires_at: at("2021-12-31T00:00:00Z"),
    }
}

async fn make(
    office: &Office,
    login: &str,
    wanted: NewToken<'_>,
) -> Result<PartnerToken, MakeTokenError> {
    let who = office.come(login, MORNING).await;
    let by = office.by(&who.actor, MORNING);
    on_any_thread(make_token(&office.registry, &by, office.secrets(), wanted)).await
}

#[tokio::test]
async fn a_token_acts_for_the_account_and_only_as_a_partner() {
    let office = Office::new().await;
    let account = partner(&office, Role::PartnerApp).await;
    let token = make(&office, "operator", wanted(account)).await.unwrap();
    let text = token.to_text();
    let shown = PartnerToken::parse(&text).unwrap();
    let holder = token_holder(&office.registry, at(MORNING), &shown)
        .await
        .unwrap();
    assert_eq!(holder.actor.account, account);
    assert_eq!(holder.acts, [Act::ApiDoseRecord]);
    let roles = holder.actor.assignments.iter().map(|held| held.role);
    assert_eq!(roles.collect::<Vec<_>>(), [Role::PartnerApp]);
    let acts = office.audit_of(account).await;
    let last = acts.last().unwrap();
    assert_eq!(last.act, "token_make");
    let kept = last.after.as_deref().unwrap();
    assert!(kept.contains("api_dose_record") && !kept.contains(&text[40..]));
}

#[tokio::test]
async fn use_is_noted_to_the_minute() {
    let office = Office::new().await;
    let account = partner(&office, Role::PartnerApp).await;
    let token = make(&office, "operator", wanted(account)).await.unwrap();
    for (time, noted) in [
        ("2021-09-15T02:00:00Z", "2021-09-15T02:00:00Z"),
        ("2021-09-15T02:00:59Z", "2021-09-15T02:00:00Z"),
        ("2021-09-15T02:01:00Z", "2021-09-15T02:01:00Z"),
    ] {
        token_holder(&office.registry, at(time), &token)
            .await
            .unwrap();
        let mut tx = office.registry.store().read().await.unwrap();
        let row = tx.token(token.id()).await.unwrap().unwrap();
        assert_eq!(row.used_at.unwrap().0, at(noted), "{time}");
    }
}

#[tokio::test]
async fn a_wrong_secret_is_as_unknown_as_a_wrong_id() {
    let office = Office::new().await;
    let account = partner(&office, Role::PartnerApp).await;
    make(&office, "operator", wanted(account)).await.unwrap();
    for (number, secret) in [(90, [0; 32]), (91, [1; 32])] {
        let wrong = PartnerToken::new(id(number), secret);
        let refused = token_holder(&office.registry, at(MORNING), &wrong).await;
        assert!(matches!(refused, Err(NotHeld::NoToken)));
    }
}

#[tokio::test]
async fn a_token_ends_by_itself_or_at_once() {
    let office = Office::new().await;
    let account = partner(&office, Role::PartnerApp).await;
    let token = make(&office, "operator", wanted(account)).await.unwrap();
    let late = at("2021-12-31T00:00:00Z");
    let ended = token_holder(&office.registry, late, &token).await;
    assert!(matches!(ended, Err(NotHeld::Ended)));
    let operator = office.come("operator", MORNING).await;
    let by = office.by(&operator.actor, MORNING);
    let silent = end_token(&office.registry, &by, token.id(), " ").await;
    assert!(matches!(silent, Err(EndTokenError::NoReason)));
    let unknown = end_token(&office.registry, &by, id(91), "lộ mã").await;
    assert!(matches!(unknown, Err(EndTokenError::NoToken)));
    for _ in 0..2 {
        end_token(&office.registry, &by, token.id(), "lộ mã")
            .await
            .unwrap();
    }
    let ended = token_holder(&office.registry, at(MORNING), &token).await;
    assert!(matches!(ended, Err(NotHeld::Ended)));
    let acts = office.audit_of(account).await;
    let ends = acts.iter().filter(|entry| entry.act == "token_end");
    assert_eq!(ends.count(), 1);
    let tokens = tokens_of(&office.registry, &by, account).await;
    assert_eq!(tokens.unwrap().len(), 1);
}

#[tokio::test]
async fn only_those_who_may_change_the_account_make_and_end_its_tokens() {
    let office = Office::new().await;
    let account = partner(&office, Role::PartnerApp).await;
    let refused = make(&office, "head", wanted(account)).await;
    let not_allowed = |error: &MakeTokenError| {
        matches!(
            error,
            MakeTokenError::NotEditable(NotEditable::NotAllowed(_))
        )
    };
    assert!(refused.is_err_and(|error| not_allowed(&error)));
    let token = make(&office, "operator", wanted(account)).await.unwrap();
    let head = office.come("head", MORNING).await;
    let by = office.by(&head.actor, MORNING);
    let kept = end_token(&office.registry, &by, token.id(), "thử").await;
    assert!(matches!(kept, Err(EndTokenError::NotEditable(_))));
    assert!(tokens_of(&office.registry, &by, account).await.is_err());
}

#[tokio::test]
async fn a_token_that_would_be_too_strong_is_not_made() {
    let office = Office::new().await;
    let account = partner(&office, Role::PartnerApp).await;
    let year = at(MORNING) + SignedDuration::from_hours(24 * 400);
    let faulty: [(NewToken<'_>, &str); 6] = [
        (
            NewToken {
                acts: &[],
                ..wanted(account)
            },
            "Acts",
        ),
        (
            NewToken {
                acts: &[Act::PersonRead],
                ..wanted(account)
            },
            "Acts",
        ),
        (
            NewToken {
                name: " ",
                ..wanted(account)
            },
            "NoName",
        ),
        (
            NewToken {
                expires_at: at(MORNING),
                ..wanted(account)
            },
            "Expiry",
        ),
        (
            NewToken {
                expires_at: year,
                ..wanted(account)
            },
            "Expiry",
        ),
        (
            NewToken {
                per_minute: 0,
                ..wanted(account)
            },
            "Rate",
        ),
    ];
    for (wanted, fault) in faulty {
        let refused = make(&office, "operator", wanted).await;
        assert_eq!(format!("{:?}", refused.unwrap_err()), fault);
    }
    make(&office, "operator", wanted(account)).await.unwrap();
    let twice = make(&office, "operator", wanted(account)).await;
    assert!(matches!(twice, Err(MakeTokenError::Made)));
}

#[tokio::test]
async fn an_account_of_the_staff_gets_no_token() {
    let office = Office::new().await;
    let account = partner(&office, Role::FacilityHead).await;
    let refused = make(&office, "operator", wanted(account)).await;
    assert!(matches!(
        refused,
        Err(MakeTokenError::NotEditable(_) | MakeTokenError::NotPartner)
    ));
}
