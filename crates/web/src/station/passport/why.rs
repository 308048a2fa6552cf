//! What is in the way of a passport, in a sentence that says who can mend it.

use jiff::civil::Date;
use khien_domain::passport::Obstacle;
use khien_registry::passport::Standing;
use khien_store::{PersonRow, StoreError, Tx};

use crate::pieces::Phrase;
use crate::station::calls::{Names, place, when};
use crate::texts::Texts;

/// A sentence for each obstacle.
pub(super) async fn sentences(
    tx: &mut Tx,
    t: &'static Texts,
    (person, standing): (&PersonRow, &Standing),
    today: Date,
) -> Result<Vec<Phrase>, StoreError> {
    let mut names = Names::default();
    let mut sites = Vec::new();
    for dose in &standing.unsigned {
        let name = names.facility(tx, &dose.facility).await?;
        sites.push(format!("{name} ({})", t.date(dose.given_on)));
    }
    let fields = person.identity_fields.split_whitespace();
    let fields: Vec<String> = fields.map(|field| t.code("field", field)).collect();
    let home = person.commune_code.as_deref();
    let home = home.map_or_else(|| t.say("passport-no-home"), |code| place(code, today));
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
                .with("sites", sites.join(", ")),
            Obstacle::Series { given, needed } => phrase
                .with("given", given.to_string())
                .with("needed", needed.to_string()),
            _ => phrase,
        }
    };
    Ok(standing.obstacles.iter().map(say).collect())
}
