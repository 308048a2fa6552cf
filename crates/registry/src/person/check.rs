//! Asking the register again about somebody for whom it had no answer.

use khien_store::Moment;

use super::{form_of, identity};
use crate::job::{JobFault, Running};
use crate::registry::{Registry, active};

/// Asks about the person of the job. Somebody who was merged meanwhile is not asked about.
pub(crate) async fn run_check(registry: &Registry, running: &Running<'_>) -> Result<(), JobFault> {
    let person = running.job.subject;
    let row = registry.store.read().await?.person(person).await?;
    let row = row.ok_or(JobFault::Hopeless("no_person"))?;
    let Ok(row) = active(row) else { return Ok(()) };
    let form = form_of(&row);
    let answer = identity::ask(registry, &form)
        .await
        .ok_or(JobFault::Away("register_away"))?;
    let mut tx = registry.store.write().await?;
    let at = Moment((running.now)());
    let mut after = row;
    identity::put(Some(&answer), at, &mut after);
    after.updated_at = at;
    if !tx.update_person(&after).await? {
        return Err(JobFault::Later("changed"));
    }
    identity::keep(&mut tx, &running.by, person, &form, Some(&answer)).await?;
    tx.commit().await?;
    Ok(())
}
