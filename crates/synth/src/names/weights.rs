//! The weighted tables of `data/names`.

pub(super) const SURNAMES: &str = include_str!("../../../../data/names/surnames.csv");
pub(super) const MIDDLES: [&str; 2] = [
    include_str!("../../../../data/names/middle_male.csv"),
    include_str!("../../../../data/names/middle_female.csv"),
];
pub(super) const GIVENS: [&str; 2] = [
    include_str!("../../../../data/names/given_male.csv"),
    include_str!("../../../../data/names/given_female.csv"),
];

/// Name and weight of every row of a table.
pub(super) fn rows(csv: &'static str) -> impl Iterator<Item = (&'static str, f64)> {
    csv.lines().skip(1).filter_map(|line| {
        let (text, weight) = line.split_once(',')?;
        Some((text, weight.trim().parse().ok()?))
    })
}

/// Every text of the tables.
pub(super) fn texts() -> impl Iterator<Item = &'static str> {
    [SURNAMES]
        .into_iter()
        .chain(MIDDLES)
        .chain(GIVENS)
        .flat_map(|csv| rows(csv).map(|row| row.0))
}
