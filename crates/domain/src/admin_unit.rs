//! Provinces, districts and communes, as they were and as they are.
//!
//! Two trees with validity dates: 63 provinces with districts until 30 June 2025, and 34 provinces
//! without districts since 1 July 2025 (resolution 202/2025/QH15). A record of 2021 is read in the
//! tree of 2021 and shown in today's. Nearly every new commune reuses the code of an old one, so a
//! code means nothing without a date.
//!
//! Not here: the boundaries, and changes of single communes before 2022.

mod names;
mod reform;
mod table;
mod unit;

use std::fmt;
use std::sync::LazyLock;

use jiff::civil::Date;

pub use names::{PlaceFault, PlaceNames};
pub use reform::{Basis, Share, Successor};
pub use unit::{AdminUnit, Level};

use names::NameIndex;
use reform::Reform;

/// All units of the country with their changes.
///
/// ```
/// use jiff::civil::date;
/// use khien_domain::{AdminTree, PlaceNames};
///
/// let tree = AdminTree::national();
/// let names = PlaceNames { province: "Thái Bình", district: "H. Đông Hưng", commune: "xa me linh" };
/// let commune = tree.find_commune(names, date(2021, 8, 1))?;
/// assert_eq!(commune.code, "12712");
/// let today = tree.convert_2025(commune.code);
/// assert!(today.iter().all(|successor| successor.province == "Tỉnh Hưng Yên"));
/// # Ok::<(), khien_domain::PlaceFault>(())
/// ```
pub struct AdminTree {
    /// By code; units with the same code by time.
    units: Vec<AdminUnit>,
    reform: LazyLock<Reform>,
    names: LazyLock<NameIndex>,
}

static NATIONAL: LazyLock<AdminTree> = LazyLock::new(|| AdminTree {
    units: table::units(),
    reform: LazyLock::new(|| Reform::national(&AdminTree::national().units)),
    names: LazyLock::new(|| NameIndex::of(&AdminTree::national().units)),
});

impl AdminTree {
    /// The tree of Vietnam. Read once, on first use.
    pub fn national() -> &'static AdminTree {
        &NATIONAL
    }

    /// Every unit of every time, by code.
    pub fn units(&self) -> &[AdminUnit] {
        &self.units
    }

    /// The unit with this code on a day.
    pub fn lookup(&self, code: &str, on: Date) -> Option<&AdminUnit> {
        let first = self.units.partition_point(|unit| unit.code < code);
        self.units
            .iter()
            .skip(first)
            .take_while(|unit| unit.code == code)
            .find(|unit| unit.is_valid_on(on))
    }

    /// The unit above on a day: a district's province, a commune's district, since the reform a
    /// commune's province.
    pub fn parent(&self, unit: &AdminUnit, on: Date) -> Option<&AdminUnit> {
        self.lookup(unit.parent?, on)
    }

    /// The province that a unit lies in, itself if it is one.
    pub fn province_of<'a>(&'a self, unit: &'a AdminUnit, on: Date) -> Option<&'a AdminUnit> {
        let mut unit = unit;
        while unit.level != Level::Province {
            unit = self.parent(unit, on)?;
        }
        Some(unit)
    }

    /// The units right below, by code: of a province its districts, since the reform its communes.
    pub fn children(&self, unit: &AdminUnit, on: Date) -> impl Iterator<Item = &AdminUnit> {
        let code = unit.code;
        self.units
            .iter()
            .filter(move |child| child.parent == Some(code) && child.is_valid_on(on))
    }

    /// Names from the unit upwards, as addresses are written: "Xã Mê Linh, Huyện Đông Hưng, Tỉnh
    /// Thái Bình". `None` where the code did not exist on that day.
    pub fn address(&self, code: &str, on: Date) -> Option<String> {
        let mut unit = self.lookup(code, on)?;
        let mut address = unit.name.to_owned();
        while let Some(parent) = self.parent(unit, on) {
            address.push_str(", ");
            address.push_str(parent.name);
            unit = parent;
        }
        Some(address)
    }

    /// The commune with these names on a day. Type words, case, diacritics and leading zeros of
    /// numbered wards do not count; a province or district that is left out does not restrict.
    ///
    /// # Errors
    /// [`PlaceFault`] where no name was given, none fits, or several do.
    pub fn find_commune(&self, names: PlaceNames<'_>, on: Date) -> Result<&AdminUnit, PlaceFault> {
        let place = self.names.find(&self.units, names, on)?;
        self.units.get(place).ok_or(PlaceFault::Unknown)
    }

    /// What became of an old commune on 1 July 2025: one new commune or several. Also for the five
    /// island districts that had no communes, by their three-digit code.
    ///
    /// Each successor says on what [`Basis`] it stands. Empty where nothing is known.
    pub fn convert_2025(&self, old_code: &str) -> &[Successor] {
        self.reform.successors(old_code)
    }

    /// The one new commune where everybody of the old one lives today; `None` where it was divided
    /// or its successor is not certain.
    pub fn today(&self, old_code: &str) -> Option<&Successor> {
        let mut homes = self
            .convert_2025(old_code)
            .iter()
            .filter(|it| it.share != Share::Land);
        let home = homes.next()?;
        let certain = home.share == Share::Whole && home.basis != Basis::District;
        (certain && homes.next().is_none()).then_some(home)
    }
}

impl fmt::Debug for AdminTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AdminTree")
            .field("units", &self.units.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
