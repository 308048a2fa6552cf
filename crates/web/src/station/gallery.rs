//! Every page with its examples, in both languages: rendered in each test run, and written to a
//! folder to be looked at if `KHIEN_GALLERY` names one.

use std::fs;
use std::path::Path;

use super::{
    accounts, audit, board, doses, figures, funnel, imports, lots, merges, parting, passport,
    passports, people, person, recovered, rosters, sessions, signing, unit,
};
use crate::layout::{Frame, Section, SectionLink, UnitChoice, Visit, Who};
use crate::texts::{Language, Texts};
use crate::{assets, checker, sign_in, slip};
use askama::Template;
use khien_domain::{AttendanceState as Stage, RosterState};

/// Largest page in bytes; style and fonts come on top.
const LARGEST_PAGE: usize = 60_000;

fn who() -> Who {
    let unit = |id, name: &str, current| UnitChoice {
        id: format!("facility-{id}"),
        facility: None,
        name: name.to_owned(),
        place: "Huyện Đông Hưng · Tỉnh Thái Bình".to_owned(),
        current,
    };
    let waiting = |section| match section {
        Section::Imports => Some(1),
        Section::Unit => Some(64),
        _ => None,
    };
    Who {
        name: "Tô Thị Duyên".to_owned(),
        units: vec![
            unit(34001, "Trạm Y tế xã An Châu", true),
            unit(34002, "Đội tiêm lưu động số 1", false),
        ],
        sections: Section::ALL
            .map(|section| SectionLink {
                section,
                waiting: waiting(section),
            })
            .into(),
    }
}

struct Gallery {
    visit: Visit,
    pages: Vec<(&'static str, String)>,
}

impl Gallery {
    fn t(&self) -> &'static Texts {
        self.visit.texts()
    }

    fn frame(&self, key: &str, section: Section) -> Frame {
        let title = self.t().say(key);
        let mut frame = self.visit.frame(title).signed_in(who(), section);
        frame.demonstration = true;
        frame
    }

    fn add(&mut self, name: &'static str, page: &impl Template) {
        let html = page
            .render()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        self.pages.push((name, html));
    }
}

fn everyday(g: &mut Gallery) {
    let t = g.t();
    let mut frame = g.visit.frame(t.say("sign-in"));
    frame.demonstration = true;
    g.add(
        "sign-in",
        &sign_in::PasswordPage::new(frame, sign_in::examples::password(t)),
    );
    let frame = g.visit.frame(t.say("password-title"));
    g.add(
        "sign-in-new",
        &sign_in::NewPage::new(frame, sign_in::examples::new(t)),
    );
    let frame = g.visit.frame(t.say("sign-in-code-title"));
    g.add(
        "sign-in-code",
        &sign_in::CodePage::new(frame, sign_in::examples::code(t)),
    );
    let mut frame = g.frame("board", Section::Board);
    frame.done = Some(g.t().say("done-figure"));
    g.add(
        "board",
        &board::BoardPage::new(frame, board::examples::board()),
    );
    let frame = g.frame("people", Section::People);
    g.add(
        "people",
        &people::PeoplePage::new(frame, people::examples::search()),
    );
    let frame = g.frame("people", Section::People);
    g.add(
        "people-nobody",
        &people::PeoplePage::new(frame, people::examples::nobody()),
    );
    let frame = g.frame("figures", Section::Board).dense();
    g.add(
        "figures",
        &figures::FiguresPage::new(frame, figures::examples::of_facility()),
    );
    let frame = g.frame("figures", Section::Board).dense();
    g.add(
        "figures-unit",
        &figures::UnitFiguresPage::new(frame, figures::examples::of_unit()),
    );
    let frame = g.frame("funnel", Section::Board).dense();
    g.add(
        "funnel",
        &funnel::FunnelPage::new(frame, funnel::examples::of_unit()),
    );
    let frame = g.frame("unit", Section::Unit).dense();
    g.add(
        "unit",
        &unit::UnitPage::new(frame, unit::examples::people(t)),
    );
}

fn one_person(g: &mut Gallery) {
    let t = g.t();
    let frame = g
        .frame("people", Section::People)
        .under("/station/people", t.say("people"));
    g.add(
        "person",
        &person::PersonPage::new(frame, person::examples::person()),
    );
    let frame = g.frame("person-edit", Section::People);
    g.add(
        "person-edit",
        &person::EditPage::new(frame, person::examples::edit(t)),
    );
    let frame = g.frame("person-new", Section::People);
    g.add(
        "person-new",
        &person::EditPage::new(frame, person::examples::blank(t)),
    );
    let frame = g.frame("conflict", Section::People);
    g.add(
        "conflict",
        &person::ConflictPage::new(frame, person::examples::conflict()),
    );
    let frame = g.frame("merge-find", Section::People);
    g.add(
        "merge-find",
        &merges::TwinsPage::new(frame, merges::examples::twins()),
    );
    let frame = g.frame("merge", Section::People);
    g.add(
        "merge",
        &merges::MergePage::new(frame, merges::examples::merge()),
    );
    let frame = g.frame("split", Section::People);
    g.add(
        "split",
        &merges::SplitPage::new(frame, merges::examples::split()),
    );
    let frame = g.frame("part", Section::People);
    g.add(
        "part-find",
        &parting::CandidatesPage::new(frame, parting::examples::candidates()),
    );
    let frame = g.frame("part", Section::People);
    g.add(
        "part",
        &parting::ChoosingPage::new(frame, parting::examples::choosing(t)),
    );
    let frame = g.frame("part", Section::People);
    g.add(
        "part-sure",
        &parting::SurePage::new(frame, parting::examples::sure()),
    );
    let frame = g.frame("dose-new", Section::People);
    g.add(
        "dose-stopped",
        &doses::DoseFormPage::new(frame, doses::examples::stopped(t)),
    );
    let frame = g.frame("doses", Section::People);
    g.add(
        "dose",
        &doses::DosePage::new(frame, doses::examples::dose()),
    );
}

fn one_session(g: &mut Gallery) {
    let t = g.t();
    let frame = g.frame("sessions", Section::Sessions).dense();
    g.add(
        "sessions",
        &sessions::SessionsPage::new(frame, sessions::examples::sessions(t)),
    );
    let frame = g.frame("session-new", Section::Sessions);
    g.add(
        "session-plan",
        &sessions::PlanPage::new(frame, sessions::examples::plan(t)),
    );
    let stages = [
        ("session", Stage::Fit),
        ("session-expected", Stage::Expected),
        ("session-arrived", Stage::CheckedIn),
        ("session-dosed", Stage::Dosed),
        ("session-deferred", Stage::Deferred),
    ];
    for (name, stage) in stages {
        let mut frame = g.frame("session", Section::Sessions);
        let view = sessions::examples::session(stage);
        let title = t.text("session-title").set("name", &view.name);
        frame.title = title.set("day", view.day).to_string();
        g.add(name, &sessions::SessionPage::new(frame, view));
    }
    let others = [
        ("session-stopped", sessions::examples::stopped()),
        ("session-child", sessions::examples::child()),
        ("session-planned", sessions::examples::planned()),
    ];
    for (name, view) in others {
        let frame = g.frame("session", Section::Sessions);
        g.add(name, &sessions::SessionPage::new(frame, view));
    }
    let frame = g.frame("confirm", Section::Sessions);
    g.add(
        "confirm",
        &sessions::ConfirmPage::new(frame, sessions::examples::confirm()),
    );
    let frame = g.frame("slip", Section::Sessions);
    g.add(
        "slip-hand",
        &sessions::SlipPage::new(frame, sessions::examples::slip()),
    );
    let frame = g.frame("close", Section::Sessions);
    g.add(
        "close",
        &sessions::ClosePage::new(frame, sessions::examples::close()),
    );
    let frame = g.frame("sheet", Section::Sessions).dense();
    g.add(
        "sheet",
        &sessions::SheetPage::new(frame, sessions::examples::sheet()),
    );
    let frame = g.frame("sheet-back", Section::Sessions).dense();
    g.add(
        "sheet-back",
        &sessions::SheetBackPage::new(frame, sessions::examples::sheet_back()),
    );
}

fn own_phone(g: &mut Gallery) {
    let t = g.t();
    g.visit.here = "/slip".to_owned();
    let frame = |g: &Gallery, key: &str| g.visit.frame(g.t().say(key));
    let title = frame(g, "slip-title");
    g.add("slip", &slip::AskPage::new(title, slip::examples::ask(t)));
    let mut fields = sessions::examples::confirm().fields;
    fields[5].value.clear();
    let title = frame(g, "slip-title");
    let view = slip::examples::record(fields);
    g.add("slip-record", &slip::RecordPage::new(title, view));
    let title = frame(g, "slip-done");
    g.add(
        "slip-done",
        &slip::DonePage::new(title, slip::examples::done()),
    );
    g.visit.here = "/checker".to_owned();
    for (name, view) in [
        ("checker", checker::examples::ask(&g.visit)),
        ("checker-refused", checker::examples::refused(&g.visit)),
    ] {
        let title = frame(g, "checker-title");
        g.add(name, &checker::CheckerPage::new(title, view));
    }
    g.visit.here = "/station".to_owned();
}

fn one_import(g: &mut Gallery) {
    let t = g.t();
    let frame = g.frame("imports", Section::Imports).dense();
    g.add(
        "imports",
        &imports::ImportsPage::new(frame, imports::examples::imports(t)),
    );
    let mut frame = g.frame("import-step-checking", Section::Imports);
    frame.refresh = Some(2);
    g.add(
        "import-progress",
        &imports::ProgressPage::new(frame, imports::examples::progress()),
    );
    let frame = g.frame("review", Section::Imports).dense();
    g.add(
        "import-review",
        &imports::ReviewPage::new(frame, imports::examples::review(t)),
    );
    let states = [
        ("import-applied", imports::ImportState::Applied),
        ("import-undone", imports::ImportState::Undone),
        ("import-failed", imports::ImportState::Failed),
    ];
    for (name, state) in states {
        let key = format!("import-state-{}", state.code());
        let frame = g.frame(&key, Section::Imports);
        g.add(
            name,
            &imports::DonePage::new(frame, imports::examples::done(state)),
        );
    }
}

fn the_rest(g: &mut Gallery) {
    let t = g.t();
    let frame = g.frame("lots", Section::Lots).dense();
    g.add("lots", &lots::LotsPage::new(frame, lots::examples::lots()));
    let frame = g.frame("lots", Section::Lots);
    g.add("lot", &lots::LotPage::new(frame, lots::examples::lot()));
    let frame = g.frame("lot-receive", Section::Lots);
    g.add(
        "lot-receive",
        &lots::ReceivePage::new(frame, lots::examples::receive(t)),
    );
    let frame = g.frame("passport", Section::People);
    g.add(
        "passport-not-yet",
        &passport::PassportPage::new(frame, passport::examples::not_yet(t)),
    );
    let frame = g.frame("recovered", Section::Recovered).dense();
    g.add(
        "recovered",
        &recovered::RecoveredPage::new(frame, recovered::examples::recovered(t)),
    );
    let frame = g.frame("recovered-new", Section::Recovered);
    g.add(
        "recovered-new",
        &recovered::CasePage::new(frame, recovered::examples::case(t)),
    );
    let frame = g.frame("rosters", Section::Rosters).dense();
    g.add(
        "rosters",
        &rosters::RostersPage::new(frame, rosters::examples::rosters()),
    );
    let states = [
        ("roster", RosterState::Checked),
        ("roster-draft", RosterState::Drafted),
    ];
    for (name, state) in states {
        let frame = g.frame("rosters", Section::Rosters).dense();
        let view = rosters::examples::roster(t, state);
        g.add(name, &rosters::RosterPage::new(frame, view));
    }
    let frame = g.frame("roster-new", Section::Rosters);
    g.add(
        "roster-new",
        &rosters::DraftPage::new(frame, rosters::examples::draft(t)),
    );
    let frame = g.frame("accounts", Section::Accounts).dense();
    g.add(
        "accounts",
        &accounts::AccountsPage::new(frame, accounts::examples::accounts()),
    );
    let frame = g.frame("account-new", Section::Accounts);
    g.add(
        "account-new",
        &accounts::NewAccountPage::new(frame, accounts::examples::blank(t)),
    );
    let frame = g.frame("tokens", Section::Accounts).dense();
    g.add(
        "tokens",
        &accounts::TokensPage::new(frame, accounts::examples::tokens(t)),
    );
    let frame = g.frame("token-made", Section::Accounts);
    g.add(
        "token-made",
        &accounts::TokenMadePage::new(frame, accounts::examples::token_made()),
    );
    let frame = g.frame("audit", Section::Audit).dense();
    g.add(
        "audit",
        &audit::LogPage::new(frame, audit::examples::log(t)),
    );
    let frame = g.frame("audit", Section::Audit).dense();
    let view = audit::examples::of_one(t);
    g.add("audit-of-one", &audit::LogPage::new(frame, view));
    let frame = g.frame("secrets", Section::Accounts);
    g.add(
        "secrets",
        &accounts::SecretsPage::new(frame, accounts::examples::secrets()),
    );
}

fn signatures(g: &mut Gallery) {
    use signing::examples;
    let t = g.t();
    let frame = |g: &Gallery, key: &str| g.frame(key, Section::Signing).dense();
    let f = frame(g, "signing");
    g.add(
        "signing-facilities",
        &signing::FacilitiesPage::new(f, examples::facilities()),
    );
    let f = frame(g, "signing");
    g.add("signing", &signing::DaysPage::new(f, examples::days()));
    for (name, view) in [
        ("signing-day", examples::day(t)),
        ("signing-day-nothing", examples::nothing(t)),
    ] {
        let f = frame(g, "signing").under("/station/signing", t.say("signing"));
        g.add(name, &signing::SigningDayPage::new(f, view));
    }
    for (name, key, view) in [
        ("signing-act", "signing-done-title", examples::signed(t)),
        (
            "signing-statement",
            "signing-statement-title",
            examples::statement(t),
        ),
    ] {
        let mut f = g.frame("signing", Section::Signing);
        f.title = t.text(key).set("count", view.doses).to_string();
        g.add(name, &signing::ActPage::new(f, view));
    }
    let f = frame(g, "certificates").under("/station/signing", t.say("signing"));
    g.add(
        "signing-certificates",
        &signing::CertificatesPage::new(f, examples::certificates(t)),
    );
    let f = frame(g, "authorities").under("/station/signing", t.say("signing"));
    g.add(
        "signing-authorities",
        &signing::AuthoritiesPage::new(f, examples::authorities(t)),
    );
}

fn the_ministry(g: &mut Gallery) {
    let t = g.t();
    let frame = g.frame("passports", Section::Passports).dense();
    g.add(
        "passports",
        &passports::PassportsPage::new(frame, passports::examples::passports(t)),
    );
    let frame = g.frame("passports-preview", Section::Passports);
    g.add(
        "passports-preview",
        &passports::PreviewPage::new(frame, passports::examples::preview()),
    );
    for (name, state) in [
        ("passport-issued", "issued"),
        ("passport-revoked", "revoked"),
        ("passport-superseded", "superseded"),
    ] {
        let frame = g.frame("passports-one", Section::Passports);
        g.add(
            name,
            &passports::OnePage::new(frame, passports::examples::one(state)),
        );
    }
}

fn gallery(language: Language) -> Vec<(&'static str, String)> {
    let visit = Visit::example(language);
    let mut gallery = Gallery {
        visit,
        pages: Vec::new(),
    };
    everyday(&mut gallery);
    one_person(&mut gallery);
    one_session(&mut gallery);
    own_phone(&mut gallery);
    one_import(&mut gallery);
    signatures(&mut gallery);
    the_rest(&mut gallery);
    the_ministry(&mut gallery);
    gallery.pages
}

/// Attributes that a page may not have: nothing inline runs under our policy.
const FORBIDDEN: [&str; 4] = [" style=\"", " onclick=", "<script>", "<style"];

#[test]
fn every_page_renders_in_both_languages_within_its_budget() {
    for language in Language::ALL {
        for (name, html) in gallery(language) {
            let tag = language.tag();
            assert!(html.len() < LARGEST_PAGE, "{name}: {} bytes", html.len());
            assert!(html.contains(&format!("<html lang=\"{tag}\"")), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name}: one h1");
            for word in FORBIDDEN {
                assert!(!html.contains(word), "{name}: {word}");
            }
            let tokens = html.matches("name=\"csrf\"").count();
            let forms = html.matches("method=\"post\"").count();
            assert_eq!(tokens, forms, "{name}: every form carries its token");
        }
    }
}

#[test]
fn ids_are_unique_and_labels_find_their_fields() {
    for (name, html) in gallery(Language::Vietnamese) {
        let quoted = |start: &str| {
            let found = html.split(start).skip(1);
            let values = found.filter_map(|rest| rest.split('"').next());
            values.map(str::to_owned).collect::<Vec<_>>()
        };
        let mut ids = quoted(" id=\"");
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name}: an id stands twice");
        for target in quoted(" for=\"") {
            assert!(ids.contains(&target), "{name}: no field {target}");
        }
        let described = quoted("aria-describedby=\"").into_iter();
        for words in described.chain(quoted("aria-labelledby=\"")) {
            for word in words.split(' ') {
                assert!(ids.contains(&word.to_owned()), "{name}: no {word}");
            }
        }
        for icon in quoted("<use href=\"#") {
            assert!(ids.contains(&icon), "{name}: no symbol {icon}");
        }
    }
}

#[test]
fn pages_can_be_written_to_a_folder() {
    let Some(folder) = std::env::var_os("KHIEN_GALLERY") else {
        return;
    };
    let folder = Path::new(&folder);
    let files = folder.join("assets");
    fs::create_dir_all(&files).expect("the folder can be made");
    for (url, bytes) in assets::all() {
        let name = url.rsplit('/').next().unwrap_or_default();
        fs::write(files.join(name), bytes).expect("an asset can be written");
    }
    for language in Language::ALL {
        for (name, html) in gallery(language) {
            let file = folder.join(format!("{name}.{}.html", language.tag()));
            fs::write(file, html).expect("a page can be written");
        }
    }
}
