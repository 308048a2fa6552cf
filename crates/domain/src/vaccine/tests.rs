use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn name(raw: &str) -> Result<&'static str, ProductFault> {
    Catalogue::national()
        .read(raw)
        .map(|noted| noted.value.name)
}

#[test]
fn the_eight_products_stand_in_the_order_of_sheet_pl5() {
    let names: Vec<_> = Catalogue::national()
        .products()
        .iter()
        .map(|it| it.name)
        .collect();
    assert_eq!(
        names,
        [
            "AstraZeneca",
            "Sputnik V",
            "Vero Cell",
            "Comirnaty",
            "Spikevax",
            "Janssen",
            "Hayat-Vax",
            "Abdala"
        ]
    );
}

#[test]
fn codes_of_a_product_belong_together() {
    let pfizer = Catalogue::national()
        .product("comirnaty")
        .expect("Comirnaty");
    assert_eq!(
        pfizer.eu,
        EuCodes {
            prophylaxis: "1119349007",
            product: "EU/1/20/1528",
            manufacturer: "ORG-100030215"
        }
    );
    assert_eq!(pfizer.primary_doses, 2);
    assert_eq!(Catalogue::national().product("Comirnaty"), None);
}

#[test]
fn every_product_has_codes_for_the_forms_of_others() {
    let codes = |code| Catalogue::national().product(code).map(|it| it.other);
    let pfizer = codes("comirnaty").expect("Comirnaty");
    assert_eq!(pfizer.cvx_at(11), Some("218"));
    assert_eq!(pfizer.cvx_at(12), Some("208"));
    assert_eq!(pfizer.icd11_brand, Some("XM8NQ0"));
    let moderna = codes("spikevax").expect("Spikevax");
    assert_eq!(moderna.cvx_at(6), Some("207"));
    let abdala = codes("abdala").expect("Abdala");
    assert_eq!((abdala.cvx_at(30), abdala.icd11_brand), (None, None));
    for product in Catalogue::national().products() {
        let kind = product.other.icd11_kind;
        assert!(
            kind.starts_with("XM") && kind.len() == 6,
            "{}",
            product.code
        );
    }
}

#[test]
fn abdala_has_three_primary_doses_and_janssen_one() {
    let doses = |code| {
        Catalogue::national()
            .product(code)
            .map(|it| it.primary_doses)
    };
    assert_eq!((doses("abdala"), doses("janssen")), (Some(3), Some(1)));
}

#[test]
fn a_licence_begins_on_its_day() {
    let abdala = Catalogue::national().product("abdala").expect("Abdala");
    assert!(!abdala.is_licensed_on(date(2021, 9, 16)));
    assert!(abdala.is_licensed_on(date(2021, 9, 17)));
}

/// Every spelling of the sample files and of citizens' reports.
#[test]
fn the_spellings_of_the_sample_files_are_read() {
    for (product, spellings) in [
        (
            "AstraZeneca",
            &[
                "AstraZeneca",
                "Astra Zeneca",
                "ASTRAZENECA",
                "AZ",
                "astra",
                "Vaxzevria",
                "COVID-19 Vaccine AstraZeneca",
                "COVID-19 Vaccine Astrazeneca",
                "Astrazeneca",
            ][..],
        ),
        (
            "Vero Cell",
            &[
                "Vero Cell",
                "VeroCell",
                "Vero-Cell",
                "Verocell",
                "VERO CELL",
                "Sinopharm",
                "SINOPHARM",
                "COVID-19 Vaccine (Vero Cell), Inactivated",
            ],
        ),
        (
            "Comirnaty",
            &[
                "Pfizer",
                "Pfizer-BioNTech",
                "Pfizer BioNtech",
                "Pfizer/BioNTech",
                "PFIZER",
                "pfizer",
                "Comirnaty",
                "Comirnaty (Pfizer)",
            ],
        ),
        (
            "Spikevax",
            &[
                "Moderna",
                "moderna",
                "MODERNA",
                "Spikevax",
                "Moderna (Spikevax)",
                "Mordena",
                "COVID-19 Vaccine Moderna",
            ],
        ),
        ("Abdala", &["Abdala", "ABDALA", "Abdala (AICA)"]),
        ("Sputnik V", &["Sputnik V", "SPUTNIK", "Gam-COVID-Vac"]),
        (
            "Janssen",
            &[
                "Janssen",
                "J&J",
                "Johnson & Johnson",
                "COVID-19 Vaccine Janssen",
            ],
        ),
        (
            "Hayat-Vax",
            &["Hayat-Vax", "HayatVax", "Hayat Vax", "Sinopharm/ G42"],
        ),
    ] {
        for spelling in spellings {
            let read = Catalogue::national().read(spelling);
            assert_eq!(
                read.map(|it| (it.value.name, it.notes)),
                Ok((product, Notes::EMPTY)),
                "{spelling}"
            );
        }
    }
}

#[test]
fn a_name_one_letter_off_is_read_with_a_note() {
    for (spelling, product) in [
        ("Pfizez", "Comirnaty"),
        ("AstraZenaca", "AstraZeneca"),
        ("vero cel", "Vero Cell"),
        ("Apdala", "Abdala"),
        ("Morderna", "Spikevax"),
        ("Pfizer BioNtec", "Comirnaty"),
        ("Vắc xin Modena", "Spikevax"),
    ] {
        let read = Catalogue::national().read(spelling).expect(spelling);
        assert_eq!(read.value.name, product);
        assert!(
            read.notes.has(Note::Misspelt) || spelling == "Morderna",
            "{spelling}"
        );
    }
}

#[test]
fn vaccines_without_a_licence_are_not_taken_for_others() {
    for raw in [
        "Covaxin",
        "COVIVAC",
        "Nanocovax",
        "Sinovac",
        "vắc xin Covaxin",
    ] {
        assert_eq!(name(raw), Err(ProductFault::NotLicensed), "{raw}");
    }
}

#[test]
fn several_products_are_none() {
    for raw in ["AZ hoặc Pfizer", "AstraZeneca/Pfizer", "Pfizer, Moderna"] {
        assert_eq!(name(raw), Err(ProductFault::Several), "{raw}");
    }
}

#[test]
fn other_text_is_unknown_and_nothing_is_missing() {
    for raw in [
        "Vắc xin cúm",
        "Vắc xin",
        "25/08/2021",
        "34116",
        "Thôn Tăng",
        "AX",
        "Pfizer tại nhà",
        "ЖЖ",
    ] {
        assert_eq!(name(raw), Err(ProductFault::Unknown), "{raw}");
    }
    for raw in ["", " ", "-"] {
        assert_eq!(name(raw), Err(ProductFault::Missing), "{raw:?}");
    }
}

#[test]
fn what_the_catalogue_shows_it_reads() {
    for product in Catalogue::national().products() {
        assert_eq!(name(product.name), Ok(product.name));
        assert_eq!(name(product.code), Ok(product.name));
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(raw in ".*") {
        let _ = name(&raw);
    }
}
