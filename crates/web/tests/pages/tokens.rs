//! Tokens of a partner's programs: made, shown once, ended.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::{Browser, Site};

/// The account of a partner, made by its own browser's sign-in; its id.
async fn partner(site: &Site) -> String {
    let id = site.account("PC-Covid", &[Role::PartnerApp]).await;
    id.to_string()
}

async fn operator(site: &Site) -> Browser<'_> {
    site.sign_in("Trần Quốc Bảo", &[Role::InformationTechnology])
        .await
}

fn good(id: &str) -> Vec<(&str, &str)> {
    vec![
        ("id", id),
        ("what", "máy chủ chính"),
        ("act", "api_person_read"),
        ("act", "api_figure_read"),
        ("per_minute", "1.200"),
        ("ends", "31/12/2022"),
    ]
}

#[tokio::test]
async fn a_token_is_made_shown_once_and_ended() {
    let site = Site::new().await;
    let operator = operator(&site).await;
    let account = partner(&site).await;
    let list = operator.open("/station/accounts").await;
    let address = format!("/station/accounts/{account}/tokens");
    assert!(list.text.contains(&address), "{}", list.text);
    let page = operator.open(&address).await;
    assert!(
        page.text.contains("Khoá truy cập của PC-Covid") && page.text.contains("Chưa có khoá nào")
    );
    let id = page.after("name=\"id\" value=\"").to_owned();
    let made = operator.send(&page, &address, &good(&id)).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let secret = made.text.split("class=\"secret\">").nth(1).unwrap();
    let secret = secret.split('<').next().unwrap().to_owned();
    assert!(secret.len() > 40);
    let again = operator.send(&page, &address, &good(&id)).await;
    assert!(again.text.contains("đã làm và đã hiện rồi") && !again.text.contains(&secret));

    let page = operator.open(&address).await;
    assert!(
        page.text.contains("máy chủ chính")
            && page.text.contains("1.200")
            && page.text.contains("31/12/2022")
    );
    assert!(!page.text.contains(&secret), "never again");
    let end = format!("{address}/{id}/end");
    assert!(page.text.contains(&end));
    let silent = operator.send(&page, &end, &[("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::BAD_REQUEST);
    let ended = operator
        .send(&page, &end, &[("reason", "lộ trong nhật ký")])
        .await;
    let page = operator.open(ended.location()).await;
    assert!(page.text.contains("Đã kết thúc khoá.") && page.text.contains("Đã hết hạn"));
    assert!(!page.text.contains(&end));
}

#[tokio::test]
async fn a_faulty_token_keeps_what_was_typed_and_says_why_in_both_languages() {
    let site = Site::new().await;
    let mut operator = operator(&site).await;
    let account = partner(&site).await;
    let address = format!("/station/accounts/{account}/tokens");
    let page = operator.open(&address).await;
    let id = page.after("name=\"id\" value=\"").to_owned();
    let wrong: [(&str, &str, &str, &str); 4] = [
        (
            "what",
            " ",
            "Chưa ghi khoá dùng cho việc gì",
            "Say what the token is for",
        ),
        ("ends", "31/12/2023", "trong vòng một năm", "within a year"),
        ("ends", "hôm qua", "trong vòng một năm", "within a year"),
        ("per_minute", "0", "từ 1 đến 60.000", "1 to 60,000"),
    ];
    for (field, value, vi, en) in wrong {
        let mut fields = good(&id);
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        for (language, said) in [("vi", vi), ("en", en)] {
            operator.language = language;
            let refused = operator.send(&page, &address, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text.contains(said), "{field}: {}", refused.text);
            assert!(refused.text.contains("value=\"api_person_read\" checked"));
        }
    }
}

#[tokio::test]
async fn tokens_are_the_business_of_those_who_look_after_the_account() {
    let site = Site::new().await;
    let operator = operator(&site).await;
    let account = partner(&site).await;
    let address = format!("/station/accounts/{account}/tokens");
    for role in [Role::Clerk, Role::FacilityHead, Role::Auditor] {
        let other = site.sign_in("Tô Thị Duyên", &[role]).await;
        let refused = other.open(&address).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role:?}");
        let page = operator.open(&address).await;
        let end = format!("{address}/{account}/end");
        let refused = other.send(&page, &end, &[("reason", "x")]).await;
        assert!(refused.status.is_client_error());
    }
    let nobody = "/station/accounts/00000000-0000-0000-0000-0000000000ff/tokens";
    assert_eq!(operator.open(nobody).await.status, StatusCode::NOT_FOUND);
}
