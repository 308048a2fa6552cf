//! How far doses are on the way to passports, as the units above see it.

use axum::http::StatusCode;
use jiff::Timestamp;
use khien_domain::rights::Role;
use khien_store::{FunnelCounts, Moment};

use crate::support::{COMMUNE, DISTRICT, FACTORY, STATION, Site};

async fn counted() -> Site {
    let site = Site::new().await;
    let at: Timestamp = "2022-05-14T01:15:00Z".parse().unwrap();
    let mut tx = site.registry.store().write().await.unwrap();
    for (facility, [recorded, verified, signed, certified]) in
        [(STATION, [80, 60, 20, 10]), (FACTORY, [20, 20, 20, 20])]
    {
        let counts = FunnelCounts {
            recorded,
            verified,
            signed,
            certified,
        };
        tx.put_funnel(facility, counts, Moment(at)).await.unwrap();
    }
    tx.commit().await.unwrap();
    site
}

#[tokio::test]
async fn the_nation_opens_down_to_the_facility() {
    let site = counted().await;
    let ministry = [Role::PreventiveMedicine];
    let mut ministry = site.sign_in("Vũ Thị Hạnh", &ministry).await;
    let board = ministry.open("/station").await;
    assert!(
        board.text.contains("href=\"/station/funnel\""),
        "{}",
        board.text
    );
    let figures = ministry.open("/station/figures").await;
    assert!(figures.text.contains("href=\"/station/funnel?unit=\""));
    let mut page = ministry.open("/station/funnel").await;
    for unit in ["34", DISTRICT, COMMUNE] {
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains(">100</dd>") && page.text.contains("14/05/2022 08:15"));
        assert!(page.text.contains("40 trên 80 mũi đã xác thực"));
        let below = format!("/station/funnel?unit={unit}");
        assert!(page.text.contains(&format!("href=\"{below}\"")), "{unit}");
        page = ministry.open(&below).await;
    }
    assert!(page.text.contains("Trạm Y tế xã An Châu") && page.text.contains("33,3"));
    assert!(page.text.contains("Công ty May Hưng Phát") && page.text.contains("width=\"33.33%\""));
    let up = format!("href=\"/station/funnel?unit={DISTRICT}\"");
    assert!(page.text.contains(&up), "the way back up");
    ministry.language = "en";
    let page = ministry.open("/station/funnel").await;
    assert!(page.text.contains("<b>40 of 80 verified doses</b>"));
    let nowhere = ministry.open("/station/funnel?unit=xx").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_unit_sees_its_own_and_not_what_lies_above() {
    let site = counted().await;
    let centre = [Role::DistrictHealthCentre];
    let centre = site.sign_in("Trung tâm y tế", &centre).await;
    let own = centre.open("/station/funnel").await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(own.text.contains(&format!("unit={COMMUNE}")));
    assert!(!own.text.contains("unit=34\""), "not the province");
    for above in ["34", "01"] {
        let refused = centre.open(&format!("/station/funnel?unit={above}")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{above}");
    }
    let clerk = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let board = clerk.open("/station").await;
    assert!(!board.text.contains("/station/funnel"));
    let refused = clerk.open(&format!("/station/funnel?unit={COMMUNE}")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn before_the_first_count_the_page_says_so() {
    let site = Site::new().await;
    let ministry = [Role::PreventiveMedicine];
    let ministry = site.sign_in("Vũ Thị Hạnh", &ministry).await;
    let page = ministry.open("/station/funnel").await;
    assert!(page.text.contains("Chưa có số đếm") && page.text.contains("Chưa cơ sở nào được đếm"));
}
