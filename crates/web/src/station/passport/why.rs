//! What is in the way of a passport, in a sentence that says who can mend it.

use jiff::civil::Date;
use khien_domain::passport::Obstacle;
use khien_registry::passport::Standing;
use khien_registry::person::may_correct;
use khien_store::{PersonRow, StoreError, Tx};

use crate::App;
use crate::pieces::Phrase;
use crate::station::Actor;
use crate::station::calls::{Names, place, when};
use crate::station::signing::waiting;
use crate::texts::Texts;

/// A sentence for each obstacle.
pub(crate) async fn sentences(
    tx: &mut Tx,
    t: &'static Texts,
    (person, standing): (&PersonRow, &Standing),
    today: Date,
) -> Result<Vec<Phrase>, StoreError> {
    let sites = sites(tx, t, standing).await?;
    let fields = person.identity_fields.split_whitespace();
    let fields: Vec<String> = fields.map(|field| small(&t.code("field", field))).collect();
    let home = person.commune_code.as_deref();
    let home = home.map_or_else(
        || t.say("passport-no-home"),
        |code| within_sentence(&place(code, today)),
    );
    let since = person.identity_at.map(|at| t.date(when(at).date()));
    let say = |obstacle: &Obstacle| {
        let phrase = Phrase::new(format!("passport-why-{}", obstacle.code()));
        match obstacle {
            Obstacle::Identity(_) => phrase
                .with("fields", fields.join(", "))
                .with("home", home.clone())
                .with("since", since.clone().unwrap_or_else(|| t.date(today))),
            Obstacle::Unsigned { doses } | Obstacle::Corrected { doses } => phrase
                .with("count", doses.to_string())
                .with("sites", sites.clone()),
            Obstacle::Series { given, needed } => phrase
                .with("given", given.to_string())
                .with("needed", needed.to_string()),
            _ => phrase,
        }
    };
    Ok(standing.obstacles.iter().map(say).collect())
}

/// Where whoever reads it can mend it: address and words. The days that they may sign, and the record that
/// they may correct.
pub(super) async fn ways(
    app: &App,
    actor: &Actor,
    (person, standing): (&PersonRow, &Standing),
) -> Result<Vec<(String, String)>, StoreError> {
    let t = actor.visit.texts();
    let by = actor.by(app);
    let mut ways = Vec::new();
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut names = Names::default();
    for dose in &standing.unsigned {
        let code = dose.facility.as_str();
        let known = open.iter().find(|(known, _)| *known == code);
        let may = match known {
            Some((_, may)) => *may,
            None => waiting(app, &by, code).await?.is_some(),
        };
        open.push((code, may));
        let address = format!("/station/signing/{code}/{}", dose.given_on);
        if may && ways.iter().all(|(known, _)| *known != address) {
            let mut tx = app.registry().store().read().await?;
            let site = names.facility(&mut tx, code).await?;
            let words = t.text("passport-sign-day").set("day", dose.given_on);
            ways.push((address, words.set("site", site).to_string()));
        }
    }
    let is_of_record = |it: &Obstacle| {
        matches!(
            it,
            Obstacle::Identity(_) | Obstacle::Name | Obstacle::BirthDate
        )
    };
    if standing.obstacles.iter().any(is_of_record)
        && may_correct(app.registry(), &by, person).await?
    {
        let address = format!("/station/people/{}/edit", person.id);
        ways.push((address, t.say("person-edit")));
    }
    Ok(ways)
}

/// Where doses wait for a signature, each facility once with its days.
async fn sites(tx: &mut Tx, t: &'static Texts, standing: &Standing) -> Result<String, StoreError> {
    let mut names = Names::default();
    let mut sites: Vec<(&str, Vec<String>)> = Vec::new();
    for dose in &standing.unsigned {
        let day = t.date(dose.given_on);
        match sites.iter_mut().find(|(code, _)| *code == dose.facility) {
            Some((_, days)) => days.push(day),
            None => sites.push((&dose.facility, vec![day])),
        }
    }
    let mut said = Vec::new();
    for (code, days) in sites {
        let name = names.facility(tx, code).await?;
        said.push(format!("{name} ({})", days.join(", ")));
    }
    Ok(said.join(", "))
}

/// An address as it stands within a sentence: "xã An Châu, huyện Đông Hưng, tỉnh Thái Bình".
fn within_sentence(address: &str) -> String {
    let parts: Vec<String> = address.split(", ").map(small).collect();
    parts.join(", ")
}

/// The words with a small first letter.
fn small(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[test]
fn addresses_stand_in_sentences_with_small_letters() {
    let address = "Xã An Châu, Huyện Đông Hưng, Tỉnh Thái Bình";
    let within = "xã An Châu, huyện Đông Hưng, tỉnh Thái Bình";
    assert_eq!(within_sentence(address), within);
    assert_eq!(small("Đường"), "đường");
    assert_eq!(small(""), "");
}
