//! The sheet of a mobile team: printed, saved as a workbook, sent back.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::sessions::{arrive, opened};
use crate::support::Site;

const ALL: [Role; 3] = [Role::FacilityHead, Role::Vaccinator, Role::Clerk];

#[tokio::test]
async fn a_sheet_goes_out_as_a_workbook_and_comes_back() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &ALL).await;
    let session = opened(&head).await;
    let person = head
        .register("Lê Thị Trang", "14/11/1992", "034192221064")
        .await;
    arrive(&head, &session, &person, "given").await;

    let sheet = format!("{session}/sheet");
    let page = head.open(&sheet).await;
    assert!(page.text.contains("Lê Thị Trang"), "{}", page.text);
    let (headers, bytes) = head.save(&format!("{session}/sheet.xlsx")).await;
    let saved_as = headers["content-disposition"].to_str().unwrap();
    assert!(saved_as.starts_with("attachment"), "{saved_as}");
    assert!(bytes.starts_with(b"PK"), "a workbook is a zip");

    let (headers, paper) = head.save(&format!("{session}/sheet.pdf")).await;
    assert_eq!(headers["content-type"], "application/pdf");
    assert!(paper.starts_with(b"%PDF"), "and on paper");

    let sent = head.upload_to(&sheet, &page, ("đội 1.xlsx", &bytes)).await;
    let report = sent.location().to_owned();
    let waiting = head.open(&report).await;
    assert!(waiting.text.contains("Đang ghi"), "{}", waiting.text);
    site.work().await;
    let done = head.open(&report).await;
    assert!(
        done.text.contains("Không có dòng nào được điền"),
        "{}",
        done.text
    );
    let page = head.open(&sheet).await;
    assert!(page.text.contains("đội 1.xlsx"), "{}", page.text);
}

#[tokio::test]
async fn what_is_no_sheet_of_this_session_is_refused_with_the_reason() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &ALL).await;
    let session = opened(&head).await;
    let sheet = format!("{session}/sheet");
    let page = head.open(&sheet).await;
    for (name, bytes) in [
        ("a.xlsx", b"root:x:0:0".as_slice()),
        ("b.xlsx", b"PK\x03\x04"),
    ] {
        let refused = head.upload_to(&sheet, &page, (name, bytes)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let why = "Đây không phải bản Excel của danh sách buổi tiêm";
        assert!(refused.text.contains(why), "{}", refused.text);
    }
}

#[tokio::test]
async fn nobody_without_the_desks_sends_a_sheet() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &ALL).await;
    let session = opened(&head).await;
    let sheet = format!("{session}/sheet");
    let (_, bytes) = head.save(&format!("{session}/sheet.xlsx")).await;
    let clerk = site.sign_in("Trần Thị Lan", &[Role::Clerk]).await;
    let page = clerk.open(&sheet).await;
    assert!(!page.text.contains("type=\"file\""), "no form is shown");
    let refused = clerk.upload_to(&sheet, &page, ("a.xlsx", &bytes)).await;
    assert_ne!(refused.status, StatusCode::SEE_OTHER);
}
