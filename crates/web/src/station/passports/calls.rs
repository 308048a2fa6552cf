//! Calls into the registry.

use std::fmt::Write;

use khien_domain::{AdminTree, Catalogue};
use khien_registry::passport::{
    self, CohortSelection, EndError, LookError, OrderKind, OrderProgress, Selection,
};
use khien_store::{DocumentSignerRow, StoreError, Tx};
use uuid::Uuid;

use super::{KeyLine, OnePassport, OrderLine, Passports};
use crate::App;
use crate::forms::Fields;
use crate::pieces::{Choice, Form};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, local, refused, when};
use crate::texts::Dated;

/// Orders on the page.
const ORDERS: i64 = 20;

fn unseen(error: LookError) -> Problem {
    match error {
        LookError::NotAllowed(missing) => refused(missing),
        LookError::NoPassport => Problem::not_found(),
        LookError::Mistyped => Problem::bad_request(),
        LookError::Store(error) => failed(&error),
    }
}

/// The page; what was typed belongs to the form that has the wrong field.
pub(super) async fn passports(
    app: &App,
    actor: &Actor,
    typed: Fields,
    wrong: Option<(&'static str, &'static str)>,
) -> Result<Passports, Problem> {
    let (registry, by) = (app.registry(), actor.by(app));
    let waiting = passport::waiting_people(registry, &by).await;
    let waiting = waiting.map_err(unseen)?;
    let orders = passport::order_progress(registry, &by, ORDERS).await;
    let orders = order_lines(app, actor, orders.map_err(unseen)?).await;
    let keys = passport::document_signers(registry, &by).await;
    let keys = keys.map_err(unseen)?;
    let [wave, cohort, find] = forms(actor, typed, wrong);
    let products = Catalogue::national().products().iter();
    let products = products.map(|product| Choice::new(product.code, product.name));
    let any = Choice::new("", actor.visit.texts().say("passports-any-product"));
    Ok(Passports {
        due: waiting.released,
        for_wave: waiting.rows.saturating_sub(waiting.released),
        orders: orders.map_err(|error| failed(&error))?,
        keys: keys.into_iter().map(key_line).collect(),
        wave,
        cohort,
        find,
        products: std::iter::once(any).chain(products).collect(),
    })
}

/// The three forms of the page: what was typed stays in the one that it was typed into.
fn forms(actor: &Actor, typed: Fields, wrong: Option<(&'static str, &'static str)>) -> [Form; 3] {
    let t = actor.visit.texts();
    let at = match wrong {
        Some(("identifier", _)) => 2,
        Some(_) if typed.text("kind") == OrderKind::Wave.code() => 0,
        _ => 1,
    };
    let mut forms = [
        Form::new(t, "passports-wave", Fields::default()),
        Form::new(t, "passports-cohort", Fields::default()),
        Form::new(t, "passports-find", Fields::default()),
    ];
    if let (Some((field, key)), Some(form)) = (wrong, forms.get_mut(at)) {
        form.values = typed;
        form.faults.add(field, key);
    }
    forms
}

async fn order_lines(
    app: &App,
    actor: &Actor,
    orders: Vec<OrderProgress>,
) -> Result<Vec<OrderLine>, StoreError> {
    let mut tx = app.registry().store().read().await?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for it in orders {
        let selection = serde_json::from_str(&it.order.selection);
        let selection = selection.unwrap_or(Selection::Nation);
        lines.push(OrderLine {
            kind: OrderKind::parse(&it.order.kind).unwrap_or(OrderKind::Wave),
            whose: said(&mut tx, &mut names, actor, &selection).await?,
            by: names.account(&mut tx, Some(it.order.ordered_by)).await?,
            at: when(it.order.ordered_at),
            reached: it.order.reached,
            reason: it.order.reason,
            state: it.state,
        });
    }
    Ok(lines)
}

/// Whose passports an order is about, in words.
pub(super) async fn whose(
    app: &App,
    actor: &Actor,
    selection: &Selection,
) -> Result<String, Problem> {
    let words = async {
        let mut tx = app.registry().store().read().await?;
        said(&mut tx, &mut Names::default(), actor, selection).await
    };
    words.await.map_err(|error| failed(&error))
}

async fn said(
    tx: &mut Tx,
    names: &mut Names,
    actor: &Actor,
    selection: &Selection,
) -> Result<String, StoreError> {
    match selection {
        Selection::Nation => Ok(actor.visit.texts().say("figures-nation")),
        Selection::Unit(code) => {
            let unit = AdminTree::national().lookup(code, actor.today());
            Ok(unit.map_or_else(|| code.clone(), |unit| unit.name.to_owned()))
        }
        Selection::Cohort(cohort) => {
            let facility = match cohort.facility.as_str() {
                "" => String::new(),
                code => names.facility(tx, code).await?,
            };
            Ok(cohort_said(actor, cohort, facility))
        }
        Selection::Signer(id) => {
            let signers = tx.document_signers().await?;
            let kid = signers.iter().find(|row| row.id == *id);
            let kid = kid.map(|row| hexadecimal(&row.kid)).unwrap_or_default();
            let words = actor.visit.texts();
            Ok(words.text("passports-of-key").set("kid", kid).to_string())
        }
    }
}

fn cohort_said(actor: &Actor, cohort: &CohortSelection, facility: String) -> String {
    let t = actor.visit.texts();
    let product = Catalogue::national().product(&cohort.product);
    let product = product.map_or_else(|| cohort.product.clone(), |it| it.name.to_owned());
    let day = |text: &str| text.parse::<jiff::civil::Date>().map(|day| day.shown());
    let set = |key: &str, text: &str| match text {
        "" => String::new(),
        text => t.text(key).set("what", text).to_string(),
    };
    let words = [
        product,
        set("passports-of-lot", &cohort.lot),
        facility,
        set("passports-from", &day(&cohort.from).unwrap_or_default()),
        set("passports-until", &day(&cohort.until).unwrap_or_default()),
    ];
    t.list(words.into_iter().filter(|word| !word.is_empty()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn key_line(row: DocumentSignerRow) -> KeyLine {
    KeyLine {
        id: row.id,
        kid: hexadecimal(&row.kid),
        added: when(row.added_at),
        needed_until: when(row.needed_until),
        ended: row.ended_at.map(when),
        reason: row.reason.unwrap_or_default(),
    }
}

/// The id of the passport with an identifier; or what to say.
pub(super) async fn find(
    app: &App,
    actor: &Actor,
    identifier: &str,
) -> Result<Result<Uuid, &'static str>, Problem> {
    let found = passport::find_by_identifier(app.registry(), &actor.by(app), identifier).await;
    match found {
        Ok(found) => Ok(Ok(found.id)),
        Err(LookError::NoPassport) => Ok(Err("fault-passports-unknown")),
        Err(LookError::Mistyped) => Ok(Err("fault-passports-mistyped")),
        Err(error) => Err(unseen(error)),
    }
}

/// One passport.
pub(super) async fn one(app: &App, actor: &Actor, id: Uuid) -> Result<OnePassport, Problem> {
    let found = passport::read_passport(app.registry(), &actor.by(app), id).await;
    let found = found.map_err(unseen)?;
    let t = actor.visit.texts();
    let reason = found.reason.unwrap_or_default();
    let known = t.find_plain(&format!("passports-why-{}", reason.replace('_', "-")));
    Ok(OnePassport {
        id: found.id,
        issued: local(found.issued_at),
        expires: local(found.expires_at),
        has_expired: found.expires_at <= actor.at,
        ended: found.ended_at.map(local),
        reason: known.unwrap_or(reason),
        state: found.state,
        is_key_ended: found.is_key_ended,
        may_come_back: found.is_held,
    })
}

fn ended(done: Result<(), EndError>) -> Result<Result<(), &'static str>, Problem> {
    match done {
        Ok(()) => Ok(Ok(())),
        Err(EndError::NoReason) => Ok(Err("fault-no-reason")),
        Err(EndError::State) => Ok(Err("fault-passports-state")),
        Err(EndError::Another) => Ok(Err("fault-passports-another")),
        Err(EndError::NoPassport) => Err(Problem::not_found()),
        Err(EndError::NotAllowed(missing)) => Err(refused(missing)),
        Err(EndError::Store(error)) => Err(failed(&error)),
    }
}

/// Revokes a passport.
pub(super) async fn revoke(
    app: &App,
    actor: &Actor,
    id: Uuid,
    reason: &str,
) -> Result<Result<(), &'static str>, Problem> {
    ended(passport::revoke(app.registry(), &actor.by(app), id, reason).await)
}

/// Takes a revocation back.
pub(super) async fn reinstate(
    app: &App,
    actor: &Actor,
    id: Uuid,
    reason: &str,
) -> Result<Result<(), &'static str>, Problem> {
    ended(passport::reinstate(app.registry(), &actor.by(app), id, reason).await)
}

/// Ends a key that is lost.
pub(super) async fn end_key(
    app: &App,
    actor: &Actor,
    id: Uuid,
    reason: &str,
) -> Result<Result<(), &'static str>, Problem> {
    ended(passport::end_signer(app.registry(), &actor.by(app), id, reason).await)
}
