//! Signing and the ministry's passports are nobody else's, and what anybody may ask has an end.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::{Browser, FACTORY, STATION, Site, post};

/// Roles that neither sign at the station nor order passports.
const OTHERS: [Role; 7] = [
    Role::Vaccinator,
    Role::Clerk,
    Role::CommuneStation,
    Role::CommunePolice,
    Role::DistrictHealthCentre,
    Role::InformationTechnology,
    Role::Auditor,
];
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

fn signing() -> Vec<String> {
    let of_facility = [format!("/{STATION}"), format!("/{STATION}/2021-09-01")];
    let mut pages = vec![
        "/station/signing/certificates".to_owned(),
        "/station/signing/authorities".to_owned(),
    ];
    pages.extend(of_facility.map(|page| format!("/station/signing{page}")));
    pages
}

async fn refused(who: &Browser<'_>, pages: &[String], role: &str) {
    for page in pages {
        let answer = who.open(page).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role}: {page}");
    }
}

#[tokio::test]
async fn whoever_neither_signs_nor_issues_opens_none_of_it() {
    let site = Site::new().await;
    let mut pages = signing();
    pages.push("/station/passports".to_owned());
    pages.push(format!("/station/passports/{NOBODY}"));
    for role in OTHERS {
        let who = site.sign_in(role.code(), &[role]).await;
        refused(&who, &pages, role.code()).await;
    }
    let stranger = site.stranger("vi");
    for page in pages {
        let answer = stranger.open(&page).await;
        assert!(answer.location().starts_with("/sign-in"), "{page}");
    }
}

#[tokio::test]
async fn a_form_of_the_ministry_sent_by_others_orders_nothing() {
    let site = Site::new().await;
    let forms = [
        "preview",
        "orders",
        "find",
        &format!("{NOBODY}/revoke"),
        &format!("{NOBODY}/reinstate"),
        &format!("keys/{NOBODY}/end"),
    ]
    .map(|form| format!("/station/passports/{form}"));
    let fields = [("kind", "wave"), ("reason", "x"), ("identifier", "x")];
    for role in [Role::FacilityHead, Role::Clerk, Role::InformationTechnology] {
        let who = site.sign_in(role.code(), &[role]).await;
        // The token of its own session is right; the right is not there.
        let page = who.open("/station").await;
        for form in &forms {
            let answer = who.send(&page, form, &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?}: {form}");
        }
    }
    let mut tx = site.registry.store().read().await.unwrap();
    assert_eq!(tx.certificate_orders(10).await.unwrap(), []);
}

#[tokio::test]
async fn the_head_of_another_facility_sees_nothing_of_this_one() {
    let site = Site::new().await;
    let roles = [Role::FacilityHead];
    let other = site.sign_in_at("Trưởng trạm khác", &roles, FACTORY).await;
    let pages = signing().split_off(2);
    refused(&other, &pages, "another head").await;
    let act = other.open(&format!("/station/signing/acts/{NOBODY}")).await;
    assert_eq!(act.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_huge_text_is_refused_and_a_long_one_is_answered() {
    let site = Site::new().await;
    for (length, status) in [
        (300 * 1024, StatusCode::PAYLOAD_TOO_LARGE),
        (200 * 1024, StatusCode::OK),
    ] {
        let text = format!("text=HC1%3A{}", "A".repeat(length));
        let answer = site.send(post("/checker/en", &[], &text)).await;
        assert_eq!(answer.status, status, "{length}");
        assert!(!answer.text.contains("AAAA"), "nothing of it comes back");
    }
}
