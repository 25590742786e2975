//! Pages before and beside the application: signing in, being invited, one's own account, people. They are read and sent, and nothing in
//! them moves; so the server draws them alone, and they weigh nothing in the client.

pub mod account;
pub mod audit;
pub mod continue_as;
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
pub mod sign_in;
pub mod sign_ins;
pub mod teams;

pub use document::{Corner, StaticPage};
pub use form::Typed;
