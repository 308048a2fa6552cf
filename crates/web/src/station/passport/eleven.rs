//! The eleven fields of Decision 5772/QĐ-BYT, read from the code itself: what the page shows is what
//! a verifier abroad reads.

use jiff::civil::{Date, DateTime};
use khien_certificate::dcc::{Event, PersonName, Vaccination};
use khien_certificate::hc1;
use khien_certificate::qr::{Level, Symbol};
use khien_domain::{BirthDate, Catalogue};
use khien_paper::passport::{self, Code, Words};
use khien_store::{CertificateRow, PersonRow};

use crate::station::calls::local;
use crate::texts::{Dated as _, Language, Texts};

/// What a passport says.
#[derive(Clone)]
pub(crate) struct Eleven {
    name: PersonName,
    /// As the code has it: a day, a month or a year.
    born: String,
    nationality: Option<String>,
    vaccination: Vaccination,
    pub(crate) from: Date,
    pub(crate) until: Date,
    code: String,
}

impl Eleven {
    /// From the row; nothing if its code cannot be read.
    pub(crate) fn of(row: &CertificateRow, person: &PersonRow) -> Option<Self> {
        let dcc = hc1::read(&row.code).ok()?.dcc().ok()?;
        let Event::Vaccination(vaccination) = dcc.event else {
            return None;
        };
        Some(Self {
            name: dcc.name,
            born: dcc.birth_date,
            nationality: person.nationality.clone(),
            vaccination,
            from: local(row.issued_at.0).date(),
            until: local(row.expires_at.0).date(),
            code: row.code.clone(),
        })
    }

    /// The symbol at the level that HC1 recommends.
    pub(crate) fn symbol(&self) -> Option<Symbol> {
        Symbol::of(&self.code, Level::Q).ok()
    }

    pub(crate) fn full_name(&self) -> String {
        joined([&self.name.surname, &self.name.given])
    }

    /// The name in the letters of machine-readable passports.
    pub(crate) fn letters(&self) -> String {
        joined([&self.name.surname_letters, &self.name.given_letters]).replace('<', " ")
    }

    pub(crate) fn identifier(&self) -> &str {
        &self.vaccination.identifier
    }

    /// Key and value of each field, in the order of the decision.
    pub(crate) fn fields(&self, t: &'static Texts) -> [(&'static str, String); 11] {
        let dose = &self.vaccination;
        let day = dose.date.parse::<Date>();
        [
            ("name", self.full_name()),
            ("birth-date", self.birth_date()),
            ("nationality", self.nationality(t)),
            ("disease", "COVID-19".to_owned()),
            ("received", dose.dose.to_string()),
            ("day", day.map_or(dose.date.clone(), |day| t.date(day))),
            ("dose", format!("{}/{}", dose.dose, dose.doses)),
            ("vaccine", t.code("vaccine-kind", &dose.prophylaxis)),
            ("product", self.product().0),
            ("manufacturer", self.product().1),
            ("identifier", dose.identifier.clone()),
        ]
    }

    fn birth_date(&self) -> String {
        let read = BirthDate::parse(&self.born);
        read.map_or_else(|_| self.born.clone(), |born| born.value.shown())
    }

    fn nationality(&self, t: &'static Texts) -> String {
        let own = || t.say("nationality-vn");
        self.nationality.clone().unwrap_or_else(own)
    }

    /// Product and maker by the names that people know, else by their codes.
    fn product(&self) -> (String, String) {
        let dose = &self.vaccination;
        let mut known = Catalogue::national().products().iter();
        known.find(|it| it.eu.product == dose.product).map_or_else(
            || (dose.product.clone(), dose.manufacturer.clone()),
            |it| (it.name.to_owned(), it.manufacturer.to_owned()),
        )
    }

    /// The page of A4, with the address of a checker where there is one; nothing if the code is none.
    pub(crate) fn paper<'a>(
        &'a self,
        made: DateTime,
        checker: Option<&'a str>,
    ) -> Option<passport::Passport<'a>> {
        let both = |say: &dyn Fn(&'static Texts) -> String| {
            let of = |language| say(Texts::of(language));
            Words::new(of(Language::Vietnamese), of(Language::English))
        };
        let dose = &self.vaccination;
        let (product, manufacturer) = self.product();
        let symbol = self.symbol()?;
        let birth_date = match BirthDate::parse(&self.born).ok()?.value {
            BirthDate::Day(day) => Words::day(day),
            other => Words::same(other.shown()),
        };
        Some(passport::Passport {
            name: Words::new(self.full_name(), self.letters()),
            birth_date,
            nationality: both(&|t| self.nationality(t)),
            disease: Words::same("COVID-19"),
            doses_received: Words::same(dose.dose.to_string()),
            vaccinated_on: dose.date.parse().ok()?,
            dose_number: Words::same(format!("{}/{}", dose.dose, dose.doses)),
            vaccine: both(&|t| t.code("vaccine-kind", &dose.prophylaxis)),
            product: Words::same(product),
            manufacturer: Words::same(manufacturer),
            certificate_id: self.identifier(),
            issuer: Words::same(dose.issuer.clone()),
            valid_from: self.from,
            valid_until: self.until,
            checker,
            made,
            code: Code::of(symbol.rows()).ok()?,
        })
    }
}

fn joined(parts: [&Option<String>; 2]) -> String {
    let parts: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).collect();
    parts.join(" ")
}
