//! The handle on the tables of accounts.

use std::time::Duration;

use tokio::time::timeout;

use crate::error::StoreError;
use crate::on::Connection;
use crate::statement::{Row, Statement};
use crate::store::Store;
use crate::trouble::Trouble;

/// Timeout of database access.
const PATIENCE: Duration = Duration::from_secs(5);

/// The SHA-256 of a token. A token has 256 random bits, so no slower hash is needed.
pub type TokenHash = [u8; 32];

/// Access to the credentials. Clones share the store.
#[derive(Clone, Debug)]
pub struct Accounts {
    pub(crate) store: Store,
}

impl Accounts {
    /// The credentials in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    pub(crate) async fn rows<R: Row>(&self, doing: &'static str, asked: Statement) -> Result<Vec<R>, StoreError> {
        let mut reader = self.store.read().await?;
        let seen = timeout(PATIENCE, asked.rows(&mut reader.connection())).await;
        reader.seen(seen).map_err(StoreError::while_doing(doing))
    }

    /// Runs all statements in one transaction.
    pub(crate) async fn write(
        &self,
        doing: &'static str,
        statements: impl IntoIterator<Item = Statement>,
    ) -> Result<(), StoreError> {
        in_time(doing, async {
            let mut transaction = self.store.write().await?;
            for statement in statements {
                execute(statement, &mut transaction.connection()).await.map_err(StoreError::while_doing(doing))?;
            }
            transaction.commit().await.map_err(StoreError::while_doing(doing))
        })
        .await
    }

    /// Runs the first statement, and the others if it changed one row. Returns whether it did.
    pub(super) async fn write_if_one(
        &self,
        doing: &'static str,
        first: Statement,
        others: Vec<Statement>,
    ) -> Result<bool, StoreError> {
        in_time(doing, async {
            let mut transaction = self.store.write().await?;
            let changed = first.execute(&mut transaction.connection()).await.map_err(StoreError::while_doing(doing))?;
            if changed != 1 {
                return Ok(false);
            }
            for other in others {
                execute(other, &mut transaction.connection()).await.map_err(StoreError::while_doing(doing))?;
            }
            transaction.commit().await.map_err(StoreError::while_doing(doing))?;
            Ok(true)
        })
        .await
    }
}

/// A database that doesn't answer in time counts as unavailable. The transaction is rolled back with its connection.
pub(crate) async fn in_time<T>(doing: &'static str, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    timeout(PATIENCE, work).await.unwrap_or_else(|_| Err(StoreError::new(Trouble::Unavailable, doing)))
}

/// Executes a statement, whatever it changes.
pub(super) async fn execute(statement: Statement, connection: &mut Connection<'_>) -> sqlx::Result<()> {
    statement.execute(connection).await.map(drop)
}
