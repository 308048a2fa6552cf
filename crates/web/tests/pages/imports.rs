//! A file from the upload to the undo.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::{Browser, Site};

const FILE: &str = "ho_ten,ngay_sinh,gioi_tinh,so_cccd,dien_thoai,vac_xin,ngay_tiem,lo,ma_co_so\n";

async fn head(site: &Site) -> Browser<'_> {
    let roles = [Role::Clerk, Role::FacilityHead];
    site.sign_in("Đỗ Quang Hải", &roles).await
}

#[tokio::test]
async fn what_is_no_list_gets_a_reason_on_the_page() {
    let site = Site::new().await;
    let head = head(&site).await;
    let page = head.open("/station/imports").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let empty = head.upload(&page, "rong.xlsx", b"").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("tệp rỗng"));
    let picture = head
        .upload(&page, "../../anh.docx", b"\x89PNG not a list")
        .await;
    let address = picture.location().to_owned();
    let reading = head.open(&address).await;
    assert!(
        reading.text.contains("http-equiv=\"refresh\""),
        "works without a script"
    );
    site.work().await;
    let failed = head.open(&address).await;
    assert!(failed.text.contains("Không đọc được"), "{}", failed.text);
    let list = head.open("/station/imports").await;
    assert!(list.text.contains(">anh.docx</a>"), "the path is gone");
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_with_a_page() {
    let site = Site::new().await;
    let head = head(&site).await;
    let page = head.open("/station/imports").await;
    let large = vec![b'x'; 64 * 1024 * 1024 + 1];
    let answer = head.upload(&page, "lon.csv", &large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text.contains("Tệp lớn hơn 64 MB"));
}

#[tokio::test]
async fn a_file_without_the_token_is_not_read() {
    let site = Site::new().await;
    let head = head(&site).await;
    let page = head.open("/station/imports").await;
    let mut stolen = head.open("/station/imports").await;
    stolen.text = stolen.text.replace(page.token(), "AAAA");
    stolen.text = stolen
        .text
        .replace(stolen.token().to_owned().as_str(), "AAAA");
    let answer = head.upload(&stolen, "a.csv", FILE.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
