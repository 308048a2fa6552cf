//! A file from the upload to the undo.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::{Answer, Browser, FACTORY, STATION, Site};

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
        .upload(&page, "../../anh.csv", b"\x89PNG not a list")
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
    let virus = head.upload(&page, "eicar.com.xlsx", b"X5O!P%@AP").await;
    let address = virus.location().to_owned();
    site.work().await;
    let failed = head.open(&address).await;
    assert!(!failed.text.contains("X5O"), "{}", failed.text);
    for (name, bytes, why) in [
        ("cot.csv", &b"a,b\n1,2\n"[..], "Thiếu cột bắt buộc"),
        ("hong.xlsx", &b"PK\x03\x04 cut short"[..], "Tệp hỏng"),
    ] {
        let sent = head.upload(&page, name, bytes).await;
        let address = sent.location().to_owned();
        site.work().await;
        let failed = head.open(&address).await;
        assert!(failed.text.contains(why), "{name}: {}", failed.text);
    }
    let list = head.open("/station/imports").await;
    assert!(list.text.contains(">anh.csv</a>"), "the path is gone");
}

/// Names that somebody chose to do harm or by mistake, what they are kept as, and whether they are
/// taken at all.
const NAMES: [(&str, Option<&str>); 11] = [
    ("virus.exe", None),
    ("eicar.com", None),
    ("danh sách.xlsx.js", None),
    ("../../etc/cron.d/khien.sh", None),
    ("C:\\Windows\\System32\\calc.exe", None),
    ("bao\u{202e}xslx.exe", None),
    ("x.xlsm", Some("x.xlsm")),
    ("../../etc/passwd.xlsx", Some("passwd.xlsx")),
    ("C:\\Users\\lan\\mau.xlsx", Some("mau.xlsx")),
    ("a\u{202e}b.xlsx", Some("ab.xlsx")),
    ("<b>.csv", Some("b.csv")),
];

#[tokio::test]
async fn a_name_that_means_harm_gets_a_reason_and_nothing_of_it_stays() {
    let site = Site::new().await;
    let mut head = head(&site).await;
    for (number, (name, kept)) in NAMES.iter().enumerate() {
        for (language, no_list, no_columns) in [
            (
                "vi",
                "không phải tệp Excel, CSV hay Parquet",
                "Thiếu cột bắt buộc",
            ),
            (
                "en",
                "is not an Excel, CSV or Parquet file",
                "A required column is missing",
            ),
        ] {
            head.language = language;
            let page = head.open("/station/imports").await;
            let bytes = format!("MZ no list {number} {language}");
            let sent = head.upload(&page, name, bytes.as_bytes()).await;
            let Some(kept) = kept else {
                assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
                assert!(sent.text.contains(no_list), "{name}: {}", sent.text);
                assert!(!sent.text.contains('\u{202e}'), "{name}");
                continue;
            };
            let address = sent.location().to_owned();
            site.work().await;
            let failed = head.open(&address).await;
            // What is in a file counts, not its name: these bytes are a text without a header.
            assert!(failed.text.contains(no_columns), "{name}: {}", failed.text);
            assert!(failed.text.contains(kept), "{name}: {}", failed.text);
        }
    }
    let mut tx = site.registry.store().read().await.unwrap();
    let taken: Vec<_> = tx.imports(STATION, 100, 0).await.unwrap();
    let wanted = 2 * NAMES.iter().filter(|(_, kept)| kept.is_some()).count();
    assert_eq!(taken.len(), wanted, "of the others nothing is kept");
    assert!(taken.iter().all(|row| row.fault.is_some()));
}

/// No browser sends a NUL: such a form is none.
#[tokio::test]
async fn a_name_with_a_nul_gets_a_reason_too() {
    let site = Site::new().await;
    let mut head = head(&site).await;
    for (language, said) in [
        ("vi", "Không đọc được yêu cầu"),
        ("en", "The request could not be read"),
    ] {
        head.language = language;
        let page = head.open("/station/imports").await;
        let sent = head.upload(&page, "a\u{0}b.xlsx", b"no list").await;
        assert_eq!(sent.status, StatusCode::BAD_REQUEST);
        assert!(sent.text.contains(said), "{}", sent.text);
    }
}

#[tokio::test]
async fn a_very_long_name_is_cut_and_keeps_its_ending() {
    let site = Site::new().await;
    let head = head(&site).await;
    let page = head.open("/station/imports").await;
    for ending in ["xlsx", "exe"] {
        let name = format!("{}.{ending}", "ă".repeat(5_000));
        let sent = head.upload(&page, &name, b"no list").await;
        let taken = sent.status == StatusCode::SEE_OTHER;
        assert_eq!(taken, ending == "xlsx", "{}", sent.text);
    }
    let mut tx = site.registry.store().read().await.unwrap();
    let kept = &tx.imports(STATION, 9, 0).await.unwrap()[0].file_name;
    assert!(
        kept.chars().count() <= 120 && kept.contains("ă.xlsx"),
        "{kept}"
    );
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

fn workbook() -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/dong-hung/04_Cty_May_Hung_Phat.xlsx"
    );
    std::fs::read(path).unwrap()
}

/// Figures of the tabs: all, new, changed, duplicate, conflict, error.
fn tabs(page: &Answer) -> Vec<u64> {
    let tabs = page.text.split("class=\"tabs\"").nth(1).unwrap();
    let tabs = tabs.split("</ul>").next().unwrap();
    let figures = tabs.split("<b>").skip(1);
    figures
        .map(|rest| rest.split("</b>").next().unwrap().replace('.', ""))
        .map(|figure| figure.parse().unwrap())
        .collect()
}

/// Every page of the rows of one kind.
async fn pages(head: &Browser<'_>, address: &str, kind: &str) -> Vec<Answer> {
    let mut pages = Vec::new();
    let mut next = Some(format!("{address}?kind={kind}"));
    while let Some(path) = next {
        let page = head.open(&path).await;
        let link = page.text.split("&amp;after=").nth(1);
        next = link.map(|rest| {
            let after = rest.split('"').next().unwrap();
            format!("{address}?kind={kind}&after={after}")
        });
        pages.push(page);
    }
    pages
}

/// Codes that would stand on a page if their text were missing.
const CODES: [&str; 6] = [
    ">row-read-",
    ">row-conflict-",
    ">stop-",
    ">act-",
    ">mend-",
    ">field-",
];

#[tokio::test]
async fn a_workbook_is_reviewed_mended_applied_and_undone() {
    let site = Site::new().await;
    let roles = [Role::Clerk, Role::FacilityHead];
    let head = site.sign_in_at("Vũ Thị Linh", &roles, FACTORY).await;
    let page = head.open("/station/imports").await;
    let sent = head
        .upload(&page, "04_Cty_May_Hung_Phat.xlsx", &workbook())
        .await;
    let address = sent.location().to_owned();
    site.work().await;

    let review = head.open(&address).await;
    let before = tabs(&review);
    assert!(
        before[0] > 100 && before[1] > 0 && before[4] > 0,
        "{before:?}"
    );
    let mut mended = 0;
    // Rows that are simply new look alike; two thousand of them need not be read.
    for kind in ["change", "duplicate", "conflict", "error"] {
        for page in pages(&head, &address, kind).await {
            assert_eq!(page.status, StatusCode::OK);
            for code in CODES {
                assert!(
                    !page.text.contains(code),
                    "{kind}: a text for {code} is missing"
                );
            }
            assert!(page.text.len() < 60_000, "{} bytes", page.text.len());
            mended += page.text.matches("class=\"mend\"").count();
        }
    }
    assert!(mended > 0, "something can be mended in its place");

    let stuck = head.open(&format!("{address}?kind=conflict")).await;
    let form = stuck
        .after("class=\"mend\" method=\"post\" action=\"")
        .replace("&amp;", "&");
    let field = stuck.after("name=\"field\" value=\"").to_owned();
    let value = [("field", field.as_str()), ("value", FACTORY)];
    let saved = head.send(&stuck, &form, &value).await;
    assert!(
        saved
            .location()
            .starts_with(&format!("{address}?kind=conflict"))
    );

    let copy = head.open(&format!("{address}/result")).await;
    assert_eq!(copy.status, StatusCode::OK);
    assert!(
        copy.header("content-disposition")
            .contains("04_Cty_May_Hung_Phat.xlsx")
    );
    assert!(copy.text.starts_with("PK"), "a workbook");

    let review = head.open(&address).await;
    let ready = tabs(&review)[1] + tabs(&review)[2];
    let applied = head.send(&review, &format!("{address}/apply"), &[]).await;
    assert_eq!(applied.location(), address);
    let running = head.open(&address).await;
    assert!(running.text.contains("<h1>Đang ghi</h1>"));
    site.work().await;
    let done = head.open(&address).await;
    assert!(done.text.contains("Đã ghi "), "{ready} rows");

    let silent = head.send(&done, &format!("{address}/undo"), &[]).await;
    let silent = head.open(silent.location()).await;
    assert!(silent.text.contains("Chưa ghi lý do"));
    let undone = head
        .send(&done, &format!("{address}/undo"), &[("reason", "nhầm tệp")])
        .await;
    assert_eq!(undone.location(), address);
    site.work().await;
    let undone = head.open(&address).await;
    assert!(undone.text.contains("<h1>Đã hoàn tác</h1>"));
}

#[tokio::test]
async fn the_same_file_again_is_not_taken_twice() {
    let site = Site::new().await;
    let roles = [Role::Clerk, Role::FacilityHead];
    let head = site.sign_in_at("Vũ Thị Linh", &roles, FACTORY).await;
    let page = head.open("/station/imports").await;
    let first = head.upload(&page, "a.xlsx", &workbook()).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = head.upload(&page, "b.xlsx", &workbook()).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(second.text.contains("Tệp này đã nộp rồi"));
}
