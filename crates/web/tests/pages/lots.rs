//! Vaccine comes in, is counted, is written off.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::Site;

#[tokio::test]
async fn vaccine_is_received_once_and_written_off_with_a_reason() {
    let site = Site::new().await;
    let roles = [Role::Clerk, Role::FacilityHead];
    let head = site.sign_in("Đỗ Quang Hải", &roles).await;
    let form = head.open("/station/lots/receive").await;
    let id = form.after("name=\"id\" value=\"").to_owned();
    let receipt = [
        ("id", id.as_str()),
        ("product", "comirnaty"),
        ("lot", "FK0112"),
        ("expires", "31/08/2022"),
        ("vials", "40"),
        ("note", "Phiếu 0217"),
    ];
    let received = head.send(&form, "/station/lots/receive", &receipt).await;
    let lot = received.location().split('?').next().unwrap().to_owned();
    let again = head.send(&form, "/station/lots/receive", &receipt).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let list = head.open("/station/lots").await;
    assert!(
        list.text.contains("<h1>Còn 240 liều dùng được</h1>"),
        "{}",
        list.text
    );

    let page = head.open(&lot).await;
    let entry = page.after("name=\"id\" value=\"").to_owned();
    let waste = [
        ("id", entry.as_str()),
        ("vials", "50"),
        ("reason", "broken"),
    ];
    let refused = head.send(&page, &format!("{lot}/waste"), &waste).await;
    let refused = head.open(refused.location()).await;
    assert!(refused.text.contains("Nhiều hơn số lọ đang có"));
    let waste = [("id", entry.as_str()), ("vials", "2"), ("reason", "broken")];
    let done = head.send(&page, &format!("{lot}/waste"), &waste).await;
    let done = head.open(done.location()).await;
    assert!(done.text.contains("Đã ghi lọ bỏ đi."));
    assert!(done.text.contains(">38</dd>"));
}

#[tokio::test]
async fn a_receipt_with_faults_keeps_what_was_typed() {
    let site = Site::new().await;
    let head = site
        .sign_in("Đỗ Quang Hải", &[Role::FacilityHead, Role::Clerk])
        .await;
    let form = head.open("/station/lots/receive").await;
    let wrong = [("product", "comirnaty"), ("lot", "FK0112"), ("vials", "0")];
    let answer = head.send(&form, "/station/lots/receive", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Có 2 chỗ cần xem lại"));
    assert!(answer.text.contains("value=\"FK0112\""));
}
