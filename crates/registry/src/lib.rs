//! What people do in the registry.

pub mod audit;
