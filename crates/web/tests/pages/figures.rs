//! The day's reported figure, and what the units above see of it.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::{COMMUNE, DISTRICT, STATION, Site};

#[tokio::test]
async fn a_figure_is_reported_on_the_board_and_corrected_with_a_reason() {
    let site = Site::new().await;
    let roles = [Role::Clerk, Role::FacilityHead];
    let head = site.sign_in("Đỗ Quang Hải", &roles).await;
    let board = head.open("/station").await;
    let id = board.after("name=\"id\" value=\"").to_owned();
    let figure = [
        ("id", id.as_str()),
        ("back", "board"),
        ("facility", STATION),
        ("day", "14/05/2022"),
        ("given", "263"),
    ];
    let sent = head.send(&board, "/station/figures", &figure).await;
    let board = head.open(sent.location()).await;
    assert!(
        board.text.contains("Đã ghi số mũi đã tiêm."),
        "{}",
        board.text
    );
    assert!(board.text.contains(">263</dd>"));
    let id = board.after("name=\"id\" value=\"").to_owned();
    let corrects = board.after("name=\"corrects\" value=\"").to_owned();
    let mut figure = figure.to_vec();
    figure[0] = ("id", &id);
    figure[4] = ("given", "260");
    figure.push(("corrects", &corrects));
    let silent = head.send(&board, "/station/figures", &figure).await;
    assert!(silent.location().contains("fault-no-reason"));
    figure.push(("reason", "đếm lại lọ"));
    let sent = head.send(&board, "/station/figures", &figure).await;
    assert!(sent.location().contains("done=figure"), "{}", sent.text);
    let days = head.open("/station/figures").await;
    assert!(days.text.contains("260") && days.text.contains("đếm lại lọ"));
    let id = days.after("name=\"id\" value=\"").to_owned();
    figure[0] = ("id", &id);
    let late = head.send(&days, "/station/figures", &figure).await;
    assert!(late.location().contains("fault-changed"));
    let nonsense = [("facility", STATION), ("given", "nhiều")];
    let nonsense = head.send(&days, "/station/figures", &nonsense).await;
    assert!(nonsense.location().contains("fault-figure"));
}

#[tokio::test]
async fn a_clerk_reports_and_does_not_correct() {
    let site = Site::new().await;
    let clerk = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let days = clerk.open("/station/figures").await;
    let id = days.after("name=\"id\" value=\"").to_owned();
    let figure = [
        ("id", id.as_str()),
        ("facility", STATION),
        ("day", "13/05/2022"),
        ("given", "0"),
    ];
    let sent = clerk.send(&days, "/station/figures", &figure).await;
    let days = clerk.open(sent.location()).await;
    assert!(days.text.contains("Đã ghi số mũi đã tiêm."));
    assert!(
        !days.text.contains("name=\"corrects\""),
        "no way to correct"
    );
    let corrects = "00000000-0000-0001-0000-000100000000";
    let forged = [&figure[..], &[("corrects", corrects), ("reason", "x")]].concat();
    let refused = clerk.send(&days, "/station/figures", &forged).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
}

#[tokio::test]
async fn the_district_opens_down_to_the_site() {
    let site = Site::new().await;
    let clerk = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let days = clerk.open("/station/figures").await;
    let id = days.after("name=\"id\" value=\"").to_owned();
    let figure = [
        ("id", id.as_str()),
        ("facility", STATION),
        ("day", "14/05/2022"),
        ("given", "84"),
    ];
    clerk.send(&days, "/station/figures", &figure).await;
    let centre = site
        .sign_in("Trung tâm y tế", &[Role::DistrictHealthCentre])
        .await;
    let district = centre.open("/station/figures").await;
    assert_eq!(district.status, StatusCode::OK, "{}", district.text);
    let commune = format!("/station/figures?unit={COMMUNE}");
    assert!(district.text.contains(&commune), "{}", district.text);
    let commune = centre.open(&commune).await;
    assert!(commune.text.contains("Trạm Y tế xã An Châu") && commune.text.contains(">84<"));
    let station = format!("/station/figures?facility={STATION}");
    assert!(commune.text.contains(&station));
    let station = centre.open(&station).await;
    assert_eq!(station.status, StatusCode::OK);
    let above = clerk
        .open(&format!("/station/figures?unit={DISTRICT}"))
        .await;
    assert_eq!(above.status, StatusCode::FORBIDDEN);
}
