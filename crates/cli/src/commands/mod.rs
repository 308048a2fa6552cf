//! One file per command: what its arguments mean, in which order things happen, what is printed.

mod account;
mod audit;
mod backup;
mod check;
mod completions;
mod demo;
mod doses;
mod evaluate;
mod issuing;
mod keys;
mod policy;
mod population;
mod qr;
mod registry;
mod serve;
mod simulate;
mod summary;
mod verify;

use crate::args::{Account, Audit, Command, Doses, Policy, Population, Qr};
use anyhow::Result;
use khien_certificate::check::Purpose;

/// Runs a command.
///
/// # Errors
/// Whatever made it fail; `failure` knows what to print and which exit status belongs to it.
pub fn run(command: Command) -> Result<()> {
    match command {
        Command::Population(Population::Build(args)) => population::build(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Migrate(args) => registry::migrate(&args),
        Command::Doctor(args) => registry::doctor(&args),
        Command::Backup(args) => backup::backup(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Keys(command) => issuing::run(command),
        Command::Account(Account::First(args)) => account::first(&args),
        Command::Policy(Policy::Show(args)) => policy::show(&args),
        Command::Policy(Policy::Set(args)) => policy::set_one(&args),
        Command::Audit(Audit::Verify(args)) => audit::verify(&args),
        Command::Qr(Qr::Decode(args)) => qr::read(&args, Purpose::Read),
        Command::Qr(Qr::Check(args)) => qr::read(&args, Purpose::Accept),
        Command::Qr(Qr::Conformance(args)) => qr::conformance(&args),
        Command::Doses(Doses::VerifyProof(args)) => doses::verify_proof(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man(args) => completions::man(&args),
    }
}
