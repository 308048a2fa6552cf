//! Calls into the registry.

use khien_certificate::qr::{Level, Symbol};
use khien_domain::passport::Obstacle;
use khien_domain::rights::Act;
use khien_registry::Kept;
use khien_registry::passport::{
    self, AskError, Form as PassportForm, FormFault, PaperError, PassportError, PassportView,
    TakenPaper,
};
use khien_store::{CertificateFormRow, CertificateRow, StoreError};
use uuid::Uuid;

use super::{Card, Earlier, Eleven, OtherForm, Passport, why};
use crate::App;
use crate::forms::Fields;
use crate::pieces::Form;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, local, refused, when};
use crate::station::doses::day;
use crate::texts::Texts;

/// A code that cannot be read, or policies: nothing that whoever asks can mend.
fn broken() -> Problem {
    Problem::broken(String::new())
}

/// Opens a passport; the reading is logged.
async fn opened(app: &App, actor: &Actor, id: Uuid) -> Result<PassportView, Problem> {
    let read = passport::of_person(app.registry(), &actor.by(app), id).await;
    read.map_err(|error| match error {
        PassportError::NotAllowed(missing) => refused(missing),
        PassportError::NoPerson | PassportError::Merged(_) => Problem::not_found(),
        PassportError::Store(error) => failed(&error),
        PassportError::Policy(_) => broken(),
    })
}

/// A person's passport, or why not yet.
pub(super) async fn passport(app: &App, actor: &Actor, id: Uuid) -> Result<Passport, Problem> {
    let opened = opened(app, actor, id).await?;
    let shown = shown(app, actor, opened).await;
    shown.map_err(|error| failed(&error))
}

async fn shown(app: &App, actor: &Actor, opened: PassportView) -> Result<Passport, StoreError> {
    let t = actor.visit.texts();
    let mut tx = app.registry().store().read().await?;
    let about = (&opened.person, &opened.standing);
    let fields = Fields::default().with("id", &app.new_id().to_string());
    let label = t.say("passport-code");
    let card = opened.current.as_ref().and_then(|row| {
        let eleven = Eleven::of(row, &opened.person)?;
        Some(Card {
            code: eleven.symbol()?.to_svg(&label),
            is_over: row.expires_at.0 <= actor.at,
            eleven,
        })
    });
    let forms = opened
        .current
        .as_ref()
        .map(|row| forms(row, &opened.forms, t));
    let earlier = opened.issued.iter().filter(|row| row.state != "issued");
    let papers = opened.papers.iter();
    Ok(Passport {
        why: why::sentences(&mut tx, t, about, actor.today()).await?,
        ways: why::ways(app, actor, about).await?,
        is_behind: card.is_some() && opened.standing.obstacles.iter().any(is_corrected),
        soon: match (
            opened.standing.waits_for_key,
            opened.standing.waits_for_wave,
        ) {
            (true, _) => "passport-key",
            (_, true) => "passport-wave",
            _ => "passport-soon",
        },
        earlier: earlier.map(earlier_line).collect(),
        forms: forms.unwrap_or_default(),
        papers: papers
            .map(|row| (row.number.clone(), when(row.taken_at).date()))
            .collect(),
        may_take: card.is_some() && actor.may_here(Act::PersonCorrect),
        form: Form::new(t, "paper", fields),
        card,
        person: opened.person.id,
        name: opened.person.full_name,
    })
}

fn is_corrected(obstacle: &Obstacle) -> bool {
    matches!(obstacle, Obstacle::Corrected { .. })
}

/// What became of each form of the passport that counts.
fn forms(
    current: &CertificateRow,
    asked: &[CertificateFormRow],
    t: &'static Texts,
) -> Vec<OtherForm> {
    let of = |form: PassportForm| {
        let row = asked.iter().find(|row| row.form == form.code());
        let given = row.filter(|row| row.certificate_id == Some(current.id));
        let text = given.and_then(|row| row.code.as_deref());
        let label = t.code("passport-form", form.code());
        let code = text.and_then(|text| Symbol::of(text, Level::L).ok());
        let fault = row.and_then(|row| row.fault.as_deref());
        OtherForm {
            form: form.code(),
            code: code.map(|symbol| symbol.to_svg(&label)),
            waits: row.is_some_and(|row| row.fault.is_none() && given.is_none()),
            fault: fault.and_then(|code| {
                let mut known = FormFault::ALL.into_iter().map(FormFault::code);
                known.find(|known| *known == code)
            }),
        }
    };
    PassportForm::ALL.map(of).into()
}

/// Asks for a form of a passport; one that is unknown is nobody's to ask for.
pub(super) async fn ask(
    app: &App,
    actor: &Actor,
    person: Uuid,
    fields: &Fields,
) -> Result<(), Problem> {
    let form = PassportForm::parse(fields.text("form")).ok_or_else(Problem::not_found)?;
    match passport::ask_form(app.registry(), &actor.by(app), person, form).await {
        // Without a passport the page says why there is none.
        Ok(()) | Err(AskError::NoPassport) => Ok(()),
        Err(AskError::NoPerson | AskError::Merged(_)) => Err(Problem::not_found()),
        Err(AskError::NotAllowed(missing)) => Err(refused(missing)),
        Err(AskError::Store(error)) => Err(failed(&error)),
    }
}

fn earlier_line(row: &CertificateRow) -> Earlier {
    Earlier {
        issued: local(row.issued_at.0).date(),
        until: local(row.expires_at.0).date(),
        state: if row.state == "revoked" {
            "revoked"
        } else {
            "superseded"
        },
    }
}

/// The page of A4.
pub(super) async fn paper(app: &App, actor: &Actor, id: Uuid) -> Result<Vec<u8>, Problem> {
    let opened = opened(app, actor, id).await?;
    let row = opened.current.ok_or_else(Problem::not_found)?;
    let eleven = Eleven::of(&row, &opened.person).ok_or_else(broken)?;
    let checker = app.settings().checker();
    let paper = eleven.paper(local(actor.at), checker.as_deref());
    let paper = paper.ok_or_else(broken)?;
    khien_paper::passport::passport(&paper).map_err(|_| broken())
}

/// Takes paper; a field and the key of what is wrong with it.
pub(super) async fn take(
    app: &App,
    actor: &Actor,
    person: Uuid,
    fields: &Fields,
) -> Result<Result<(), (&'static str, &'static str)>, Problem> {
    let issued = fields.text("issued");
    let issued_on = match (issued.trim().is_empty(), day(issued)) {
        (true, _) => None,
        (false, Some(day)) => Some(day),
        (false, None) => return Ok(Err(("issued", "fault-day"))),
    };
    let taken = TakenPaper {
        id: fields.id("id").unwrap_or_else(|| app.new_id()),
        person,
        number: fields.text("number"),
        issued_on,
    };
    match passport::take_paper(app.registry(), &actor.by(app), taken).await {
        Ok(Kept::New(_) | Kept::Again(_)) => Ok(Ok(())),
        Ok(Kept::Other) | Err(PaperError::Known) => Ok(Err(("number", "fault-paper-known"))),
        Err(PaperError::Number) => Ok(Err(("number", "fault-paper-number"))),
        Err(PaperError::Day) => Ok(Err(("issued", "fault-paper-day"))),
        Err(PaperError::NoPassport) => Ok(Err(("number", "fault-paper-passport"))),
        Err(PaperError::NoPerson) => Err(Problem::not_found()),
        Err(PaperError::NoFacility) => Err(Problem::forbidden()),
        Err(PaperError::NotAllowed(missing)) => Err(refused(missing)),
        Err(PaperError::Store(error)) => Err(failed(&error)),
    }
}
