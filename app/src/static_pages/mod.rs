//! Static pages besides the application: sign-in, invitations, account, people. They need no interactivity, so only
//! the server renders them, and they add nothing to the client.

pub mod account;
pub mod audit;
pub mod continue_as;
mod credentials;
pub mod document;
mod form;
pub mod link;
pub mod meanwhile;
pub mod objectives_table;
pub mod oidc;
pub mod organisation;
pub mod people;
pub mod people_table;
pub mod person;
pub mod privacy;
pub mod second_factor;
mod settings;
pub mod sign_in;
pub mod sign_ins;
pub mod teams;

pub use document::{Corner, StaticPage};
pub use form::Typed;
