//! Finding, registering, correcting somebody; two clerks at once; doses.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::{Answer, Browser, Site};

const AN: [(&str, &str); 8] = [
    ("full_name", "Trần Văn An"),
    ("born_d", "5"),
    ("born_m", "8"),
    ("born_y", "1960"),
    ("sex", "M"),
    ("number", "034060001234"),
    ("phone", "0912 345 678"),
    ("nationality", "VN"),
];

async fn clerk(site: &Site) -> Browser<'_> {
    site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await
}

/// Registers somebody and opens their page.
async fn register(clerk: &Browser<'_>) -> (String, Answer) {
    let form = clerk.open("/station/people/new").await;
    let id = form.after("name=\"id\" value=\"").to_owned();
    let mut fields = AN.to_vec();
    fields.push(("id", &id));
    let saved = clerk.send(&form, "/station/people/new", &fields).await;
    let done = clerk.open(saved.location()).await;
    assert!(done.text.contains("Đã lưu hồ sơ."), "what was done is said");
    let address = saved.location().split('?').next().unwrap().to_owned();
    let page = clerk.open(&address).await;
    (address, page)
}

#[tokio::test]
async fn somebody_is_registered_found_and_opened() {
    let site = Site::new().await;
    let clerk = clerk(&site).await;
    let (address, page) = register(&clerk).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("<h1>Trần Văn An</h1>"));
    assert!(page.text.contains("05/08/1960"));
    assert!(page.text.contains("Chờ kết quả"), "the register is away");
    assert!(page.text.contains("Tô Thị Duyên"), "who looked");
    for asked in ["tran van an", "0912345678", "034060001234"] {
        let search = clerk.open("/station/people").await;
        let asked_for = clerk
            .send(&search, "/station/people", &[("q", asked)])
            .await;
        let results = asked_for.location().to_owned();
        assert!(!results.contains("an"), "no name in the address: {results}");
        let found = clerk.open(&results).await;
        assert!(found.text.contains(&address), "{asked}");
        assert!(found.text.contains("1 người khớp"), "{asked}");
    }
}

#[tokio::test]
async fn the_same_page_speaks_english() {
    let site = Site::new().await;
    let mut clerk = clerk(&site).await;
    let (address, _) = register(&clerk).await;
    clerk.language = "en";
    let page = clerk.open(&address).await;
    assert!(page.text.contains("43 years") || page.text.contains("61 years"));
    assert!(page.text.contains("Check against the register"));
}

#[tokio::test]
async fn a_faulty_form_keeps_what_was_typed_and_names_every_fault() {
    let site = Site::new().await;
    let clerk = clerk(&site).await;
    let form = clerk.open("/station/people/new").await;
    let wrong = [
        ("full_name", "Lê Thị Mơ"),
        ("born_d", "31"),
        ("born_m", "2"),
        ("born_y", "1990"),
        ("number", "12"),
    ];
    let answer = clerk.send(&form, "/station/people/new", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Có 3 chỗ cần xem lại"));
    assert!(answer.text.contains("value=\"Lê Thị Mơ\""));
    assert!(answer.text.contains("href=\"#born\""));
}

#[tokio::test]
async fn whoever_may_be_known_is_shown_before_a_second_record_is_made() {
    let site = Site::new().await;
    let clerk = clerk(&site).await;
    let (address, _) = register(&clerk).await;
    let form = clerk.open("/station/people/new").await;
    let again = clerk.send(&form, "/station/people/new", &AN).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("Có thể người này đã có hồ sơ"));
    assert!(again.text.contains(&address));
}

#[tokio::test]
async fn the_second_of_two_clerks_sees_both_versions_and_chooses() {
    let site = Site::new().await;
    let clerk = clerk(&site).await;
    let (address, _) = register(&clerk).await;
    let edit = format!("{address}/edit");
    let (first, second) = (clerk.open(&edit).await, clerk.open(&edit).await);
    let change = |page: &Answer, phone: &'static str| {
        let version = page.after("name=\"version\" value=\"").to_owned();
        let mut fields: Vec<(&str, String)> = AN
            .iter()
            .filter(|(name, _)| *name != "phone")
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        fields.extend([
            ("phone", phone.to_owned()),
            ("commune", "12688".to_owned()),
            ("reason", "đổi số".to_owned()),
            ("version", version),
        ]);
        fields
    };
    let sent = change(&first, "0911111111");
    let sent: Vec<_> = sent
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let saved = clerk.send(&first, &edit, &sent).await;
    assert!(saved.location().ends_with("?done=person"));
    let sent = change(&second, "0922222222");
    let sent: Vec<_> = sent
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let conflict = clerk.send(&second, &edit, &sent).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.text.contains("Hai người cùng sửa một hồ sơ"));
    for version in ["0911111111", "0922222222"] {
        assert!(conflict.text.contains(version), "{version}");
    }
    let only_the_phone = conflict.text.matches("type=\"radio\"").count();
    assert_eq!(only_the_phone, 2);
    let mut chosen: Vec<(&str, &str)> = Vec::new();
    for hidden in conflict
        .text
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
    {
        let mut parts = hidden.split('"');
        let (name, value) = (parts.next().unwrap(), parts.nth(1).unwrap());
        if name != "csrf" {
            chosen.push((name, value));
        }
    }
    chosen.push(("phone", "0922222222"));
    let saved = clerk.send(&conflict, &edit, &chosen).await;
    assert!(saved.location().ends_with("?done=person"));
    let page = clerk.open(&address).await;
    assert!(page.text.contains("<ins>0922222222</ins>"));
}

#[tokio::test]
async fn a_dose_is_entered_and_the_rules_stop_the_second_one() {
    let site = Site::new().await;
    let head = site
        .sign_in("Đỗ Quang Hải", &[Role::Clerk, Role::FacilityHead])
        .await;
    let (address, _) = register(&head).await;
    let new = format!("{address}/doses/new");
    let form = head.open(&new).await;
    let id = form.after("name=\"id\" value=\"").to_owned();
    let mut dose = vec![
        ("id", id.as_str()),
        ("product", "comirnaty"),
        ("lot", "FK0112"),
        ("day", "1/9/2021"),
        ("kind", "primary"),
        ("ordinal", "1"),
        ("place", "34001"),
    ];
    let saved = head.send(&form, &new, &dose).await;
    assert!(saved.location().ends_with("?done=dose"), "{}", saved.text);
    let twice = head.send(&form, &new, &dose).await;
    assert_eq!(
        twice.status,
        StatusCode::SEE_OTHER,
        "sent twice, recorded once"
    );
    let page = head.open(&format!("{address}?done=dose")).await;
    assert_eq!(page.text.matches("01/09/2021").count(), 1);
    assert!(page.text.contains("Comirnaty"));

    let form = head.open(&new).await;
    let id = form.after("name=\"id\" value=\"").to_owned();
    dose[0] = ("id", &id);
    dose[3] = ("day", "5/9/2021");
    dose[5] = ("ordinal", "2");
    let stopped = head.send(&form, &new, &dose).await;
    assert_eq!(stopped.status, StatusCode::CONFLICT);
    assert!(
        stopped.text.contains("22/09/2021"),
        "from when on it is allowed"
    );
    dose.push(("stop", "too_early"));
    dose.push(("nevertheless", "tiêm sớm theo chỉ đạo"));
    let insisted = head.send(&form, &new, &dose).await;
    assert!(
        insisted.location().ends_with("?done=dose"),
        "{}",
        insisted.text
    );
}

#[tokio::test]
async fn a_dose_says_which_of_its_kind_it_is_and_what_was_changed_of_it() {
    let site = Site::new().await;
    let head = site
        .sign_in("Đỗ Quang Hải", &[Role::Clerk, Role::FacilityHead])
        .await;
    let (address, _) = register(&head).await;
    let new = format!("{address}/doses/new");
    let mut dose = String::new();
    for (day, ordinal) in [("1/9/2021", "1"), ("1/10/2021", "2")] {
        let form = head.open(&new).await;
        let id = form.after("name=\"id\" value=\"").to_owned();
        let fields = [
            ("id", id.as_str()),
            ("product", "comirnaty"),
            ("lot", "FK0112"),
            ("day", day),
            ("kind", "primary"),
            ("ordinal", ordinal),
            ("place", "34001"),
        ];
        head.send(&form, &new, &fields).await.location();
        dose = format!("/station/doses/{id}");
    }
    let page = head.open(&dose).await;
    assert!(page.text.contains("cơ bản 2</span></h1>"), "{}", page.text);
    let edit = format!("{dose}/edit");
    let form = head.open(&edit).await;
    let version = form.after("name=\"version\" value=\"").to_owned();
    let mut fields = [
        ("product", "comirnaty"),
        ("lot", "FK0112"),
        ("day", "01/10/2021"),
        ("kind", "primary"),
        ("ordinal", "2"),
        ("reason", "theo giấy xác nhận"),
        ("version", version.as_str()),
    ];
    let same = head.send(&form, &edit, &fields).await;
    assert_eq!(same.status, StatusCode::CONFLICT);
    assert!(same.text.contains("Không có mục nào khác"), "{}", same.text);
    fields[1] = ("lot", "FK0199");
    fields[2] = ("day", "02/10/2021");
    head.send(&form, &edit, &fields).await.location();
    let page = head.open(&dose).await;
    for said in [
        "<del>FK0112</del> <ins>FK0199</ins>",
        "<del>01/10/2021</del> <ins>02/10/2021</ins>",
        "Sửa mũi tiêm",
        "Nhập bù mũi tiêm",
    ] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(!page.text.contains("change-"), "no raw key");
    let clerk = site.sign_in("Người đọc", &[Role::Clerk]).await;
    let page = clerk.open(&dose).await;
    assert!(!page.text.contains("/void"), "{}", page.text);
}

#[tokio::test]
async fn who_was_vaccinated_today_is_not_due_today() {
    let site = Site::new().await;
    let clerk = clerk(&site).await;
    let (address, _) = register(&clerk).await;
    let new = format!("{address}/doses/new");
    let form = clerk.open(&new).await;
    let id = form.after("name=\"id\" value=\"").to_owned();
    let fields = [
        ("id", id.as_str()),
        ("product", "comirnaty"),
        ("lot", "FK0112"),
        ("day", "14/05/2022"),
        ("kind", "primary"),
        ("ordinal", "1"),
        ("place", "34001"),
    ];
    let saved = clerk.send(&form, &new, &fields).await;
    assert!(saved.location().ends_with("?done=dose"), "{}", saved.text);
    let page = clerk.open(&address).await;
    let due = "Mũi tới: <b>cơ bản 2</b>, từ ngày 04/06/2022.";
    assert!(page.text.contains(due), "{}", page.text);
}

#[tokio::test]
async fn an_office_sees_nothing_of_a_desk() {
    let site = Site::new().await;
    let ministry = site.sign_in("Cục Y tế dự phòng", &[Role::PreventiveMedicine]);
    let ministry = ministry.await;
    let board = ministry.open("/station").await;
    assert!(
        board.text.contains("<h1>Việc hôm nay</h1>"),
        "{}",
        board.text
    );
    assert!(!board.text.contains("Buổi tiêm hôm nay"));
    assert!(!board.text.contains("class=\"stats\""));
}

#[tokio::test]
async fn rights_close_what_they_do_not_open() {
    let site = Site::new().await;
    let clerk = clerk(&site).await;
    let (address, _) = register(&clerk).await;
    let auditor = site.sign_in(
        "Kiểm toán",
        &[Role::Vaccinator, Role::Vaccinator, Role::Vaccinator],
    );
    let auditor = auditor.await;
    let page = auditor.open("/station/imports").await;
    assert!(
        !page.text.contains(">Tài khoản</a>"),
        "no section without its right"
    );
    let missing = clerk
        .open("/station/people/00000000-0000-0000-0000-0000000000ff")
        .await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(address.starts_with("/station/people/"));
}

#[tokio::test]
async fn the_first_page_after_signing_in_says_what_today_is_like() {
    let site = Site::new().await;
    let clerk = clerk(&site).await;
    let board = clerk.open("/station").await;
    assert_eq!(board.status, StatusCode::OK, "{}", board.text);
    assert!(board.text.contains("<h1>Hôm nay không có buổi tiêm</h1>"));
    assert!(board.text.contains("Trạm Y tế xã An Châu"));
}

#[tokio::test]
async fn the_head_sees_the_accounts_of_the_facility() {
    let site = Site::new().await;
    let clerk = clerk(&site).await;
    let head = site
        .sign_in("Đỗ Quang Hải", &[Role::FacilityHead, Role::Clerk])
        .await;
    let list = head.open("/station/accounts").await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.text);
    assert!(list.text.contains("Tô Thị Duyên") && list.text.contains("Tài khoản của bạn"));
    let form = head.open("/station/accounts/new").await;
    assert!(
        form.text.contains("Cán bộ tiêm"),
        "roles that a head may give"
    );
    let refused = clerk.open("/station/accounts").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

/// Whoever looks after a country's accounts makes those of each facility, also the first.
#[tokio::test]
async fn an_account_of_another_unit_is_made_from_above() {
    let site = Site::new().await;
    let operator = site
        .sign_in("Trần Quốc Bảo", &[Role::InformationTechnology])
        .await;
    let there = "?kind=facility&code=34001";
    let list = operator.open(&format!("/station/accounts{there}")).await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.text);
    assert!(list.text.contains("Đơn vị: Trạm Y tế xã An Châu"));
    let new = list.after("class=\"button primary\" href=\"").to_owned();
    let form = operator
        .open(&new.replace("&amp;", "&").replace("&#38;", "&"))
        .await;
    assert!(form.text.contains("Trạm Y tế xã An Châu"), "{}", form.text);
    assert!(
        form.text.contains("value=\"facility_head\"")
            && form.text.contains("value=\"partner_app\"")
    );
    let id = form.after("name=\"id\" value=\"").to_owned();
    let fields = [
        ("id", id.as_str()),
        ("kind", "facility"),
        ("code", "34001"),
        ("person", "Đỗ Thị Mơ"),
        ("login", "mo.dt"),
        ("role", "facility_head"),
    ];
    let made = operator.send(&form, "/station/accounts/new", &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let list = operator.open(&format!("/station/accounts{there}")).await;
    assert!(list.text.contains("mo.dt"));
    let own = operator.open("/station/accounts").await;
    assert!(!own.text.contains("mo.dt"));
    let unknown = operator
        .open("/station/accounts?kind=facility&code=99999")
        .await;
    assert!(unknown.text.contains("Không có đơn vị với mã này."));
    let head = site.sign_in("Đỗ Quang Hải", &[Role::FacilityHead]).await;
    let above = head.open("/station/accounts?kind=province&code=34").await;
    assert_eq!(above.status, StatusCode::FORBIDDEN);
}
