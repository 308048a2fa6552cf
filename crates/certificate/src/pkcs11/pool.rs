//! Sessions that are lent to one thread each.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;

use super::fault::TokenFault;

/// The open sessions of a token.
pub(super) struct Pool {
    context: Pkcs11,
    label: String,
    pin: AuthPin,
    idle: Mutex<Vec<Session>>,
    returned: Condvar,
}

impl Pool {
    /// Opens so many sessions and logs in.
    pub(super) fn open(
        context: Pkcs11,
        label: &str,
        pin: AuthPin,
        sessions: usize,
    ) -> Result<Self, TokenFault> {
        let pool = Self {
            context,
            label: label.to_owned(),
            pin,
            idle: Mutex::new(Vec::with_capacity(sessions)),
            returned: Condvar::new(),
        };
        for _ in 0..sessions {
            let session = pool.session()?;
            pool.idle().push(session);
        }
        Ok(pool)
    }

    /// A new session. Logging in counts for all sessions of the program, so that it is done already
    /// for all but the first.
    fn session(&self) -> Result<Session, TokenFault> {
        let slot = self.slot()?;
        let session = self.context.open_rw_session(slot);
        let session = session.map_err(|_| TokenFault::NoSession)?;
        match session.login(UserType::User, Some(&self.pin)) {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(session),
            Err(Error::Pkcs11(RvError::PinLocked, _)) => Err(TokenFault::PinLocked),
            Err(Error::Pkcs11(
                RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange,
                _,
            )) => Err(TokenFault::WrongPin),
            Err(_) => Err(TokenFault::NoSession),
        }
    }

    /// The slot in which the token is now: after a restart it can be another one.
    fn slot(&self) -> Result<Slot, TokenFault> {
        // Only then the module was ended by somebody else in this program.
        let slots = match self.context.get_slots_with_token() {
            Err(Error::Pkcs11(RvError::CryptokiNotInitialized, _)) => {
                set_up(&self.context)?;
                self.context.get_slots_with_token()
            }
            slots => slots,
        };
        let is_wanted = |slot: &Slot| {
            let token = self.context.get_token_info(*slot);
            token.is_ok_and(|it| it.token_initialized() && it.label().trim_end() == self.label)
        };
        let slots = slots.map_err(|_| TokenFault::SetUp)?;
        slots.into_iter().find(is_wanted).ok_or(TokenFault::NoToken)
    }

    /// Lends a session, waiting for one if all are lent. Where the work fails it is tried once more with
    /// a new session: modules drop sessions when they restart or lose their network.
    pub(super) fn with<T>(
        &self,
        work: impl Fn(&Session, Age) -> Result<T, TokenFault>,
    ) -> Result<T, TokenFault> {
        let mut idle = self.idle();
        let session = loop {
            if let Some(session) = idle.pop() {
                break session;
            }
            let waited = self.returned.wait(idle);
            idle = waited.unwrap_or_else(PoisonError::into_inner);
        };
        drop(idle);
        let mut lent = Lent {
            pool: self,
            session: Some(session),
        };
        let lost = Err(TokenFault::NoSession);
        let first = lent.session.as_ref().map_or(lost, |it| work(it, Age::Used));
        let Err(fault @ (TokenFault::NotSigned | TokenFault::NoSession)) = first else {
            return first;
        };
        match self.session() {
            Ok(fresh) => {
                let second = work(&fresh, Age::Fresh);
                lent.session = Some(fresh);
                second
            }
            // The old session goes back: the module may be there again later.
            Err(_) => Err(fault),
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Session>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether what was found in a token before is still there under its handle.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    /// As before.
    Used,
    /// Opened after a failure: handles have to be found again.
    Fresh,
}

/// Sets the module up for threads, unless another token of it is open in this program.
pub(super) fn set_up(context: &Pkcs11) -> Result<(), TokenFault> {
    match context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(()),
        Err(_) => Err(TokenFault::SetUp),
    }
}

/// A session on its way back, even where the work panics.
struct Lent<'a> {
    pool: &'a Pool,
    session: Option<Session>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            self.pool.idle().push(session);
            self.pool.returned.notify_one();
        }
    }
}
