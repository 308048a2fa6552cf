//! The bytes of the sample files.

/// A file by name and content.
type Sample = (&'static str, &'static [u8]);

macro_rules! sample {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../fixtures/dong-hung/",
                $name
            )),
        )
    };
}

/// What the files are.
pub(super) const README: Sample = sample!("README.md");

/// The register extract.
pub(super) const POPULATION: Sample = sample!("population-dong-hung.csv.gz");

/// The facilities of the district.
pub(super) const FACILITIES: Sample = sample!("facilities.csv");

/// Vials that came to them.
pub(super) const LOTS: Sample = sample!("lots.csv");

/// Workbooks and dose files, in the order in which they are checked.
pub(super) const RECORDS: [Sample; 11] = [
    sample!("01_TYT_Me_Linh.xlsx"),
    sample!("02_BVDK_huyen_tong_hop.xlsx"),
    sample!("03_Doi_luu_dong_so_1.xlsx"),
    sample!("04_Cty_May_Hung_Phat.xlsx"),
    sample!("05_Hoc_sinh_12-17.xlsx"),
    sample!("06_Nguoi_cao_tuoi_tai_nha.xlsx"),
    sample!("07_TYT_Dong_La_Minh_Tan.xlsx"),
    sample!("08_Nhap_bo_sung_thang_12.xlsx"),
    sample!("09_TYT_cum_phia_Nam.xlsx"),
    sample!("10_portal_export_TTYT_huyen.csv"),
    sample!("11_portal_export_thi_tran.csv"),
];
