//! `plumbline serve`.

use std::num::NonZeroU32;
use std::path::Path;

use store::{Ledger, Reloads, Standing};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::opened::Opened;
use super::{CommandError, Location, demo, import};
use crate::assets::Assets;
use crate::auth::oidc::{Provider, RETURN, Settings};
use crate::auth::{Address, AuthConfig, RateLimits};
use crate::cli::{Founding, Serve, SingleSignOn};
use crate::clock::Clock;
use crate::lifecycle::{Lifecycle, announce_days};
use crate::router::router;
use crate::say::say;
use crate::serve::{asked_to_stop, serve};
use crate::site::Site;

/// Serves until the process is told to stop.
pub(super) async fn run(options: Serve, clock: Clock) -> Result<(), CommandError> {
    let place = Location::of(&options.at, options.usual_folder());
    let open = options.open_door || options.demo || options.import.is_some();
    let named = options.url.as_deref().map(read).transpose()?;
    let only_here = options.listen.is_loopback() && named.as_ref().is_none_or(Address::is_loopback);
    if open && !only_here {
        return Err(CommandError::OpenToAll);
    }
    let provider = provider(&options.single_sign_on)?;
    let assets = assets(options.assets.as_deref())?;
    let port = |source| CommandError::Port { port: options.port, source };
    let listener = TcpListener::bind((options.listen, options.port)).await.map_err(port)?;
    let address = named.unwrap_or(Address::loopback(listener.local_addr().map_err(port)?.port()));

    let opened = Opened::open(place, clock).await?;
    furnish(&opened, &options).await?;

    let lifecycle = Lifecycle::default();
    if let Some(provider) = &provider {
        tracing::info!(returns_to = format!("{}{RETURN}", address.url()), "the provider has to know where people come back to");
        tokio::spawn(provider.clone().look(opened.clock.clone()));
    }
    let limits = RateLimits { requests: NonZeroU32::new(options.requests_a_minute), streams: options.streams_a_person };
    let front = AuthConfig { address: address.clone(), open, proxies: options.trusted_proxies, limits, provider };
    let site = Site::new(opened.store.clone(), opened.ledger.clone(), opened.clock.clone(), assets, lifecycle.clone(), front);
    tokio::spawn(announce_days(lifecycle.clone(), opened.ledger.clone(), opened.clock.clone()));
    tokio::spawn(tell_standing(opened.ledger.clone()));
    tokio::spawn(tell_reloads(opened.ledger.reloads()));
    let watching = tokio::spawn(site.clone().watch_sessions());
    let stop = lifecycle.clone();
    tokio::spawn(async move {
        if let Err(error) = asked_to_stop().await {
            tracing::error!(%error, "signals can't be listened to");
        }
        tracing::info!("stopping");
        stop.close();
    });
    tracing::info!(data = %opened.place, seq = opened.ledger.board().seq, "serving");
    say!("Plumbline is at {}", address.url());
    if !opened.is_founded() {
        let link = site.service.founding_link().await?;
        say!("It waits for its first administrator. This link works once, for a day:\n{}", address.link(link.token));
    }
    serve(listener, router(&site), &lifecycle).await;
    watching.abort();
    opened.close().await;
    Ok(())
}

fn read(url: &str) -> Result<Address, CommandError> {
    Address::read(url).map_err(|source| CommandError::Address { url: url.to_owned(), source })
}

/// The OpenID Connect provider. Its secret is never an argument, because process lists show those.
fn provider(said: &SingleSignOn) -> Result<Option<Provider>, CommandError> {
    let settings = Settings::read(said, std::env::var("PLUMBLINE_OIDC_CLIENT_SECRET").ok())?;
    Ok(settings.map(Provider::new).transpose()?)
}

/// Logs when this node loses the database, falls behind the others, and recovers.
async fn tell_standing(ledger: Ledger) {
    let mut standings = ledger.standings();
    // Otherwise this task would keep the ledger alive.
    drop(ledger);
    while standings.changed().await.is_ok() {
        match *standings.borrow_and_update() {
            Standing::InTouch => tracing::info!("in touch with the database again"),
            Standing::Behind => tracing::warn!("other nodes have written more than this one has taken in"),
            Standing::CutOff => tracing::error!("the database can't be reached; trying again"),
        }
    }
}

/// Logs that the journal differs from the one this node had loaded.
async fn tell_reloads(mut reloads: watch::Receiver<Reloads>) {
    while reloads.changed().await.is_ok() {
        let Reloads { knew, found, .. } = *reloads.borrow_and_update();
        tracing::error!(
            knew = knew.to_string(),
            found,
            "the database isn't the one that this node knew, such as a replica that lagged when the first one failed: what was written \
             since may be lost; everything was loaded anew, and open pages were told to reload"
        );
    }
}

/// Creates an organisation if the options ask for one.
async fn furnish(opened: &Opened, options: &Serve) -> Result<(), CommandError> {
    let Founding { language, .. } = options.founding;
    if options.demo && !opened.is_founded() {
        demo::fill(opened, None, ::demo::SEED, language.unwrap_or_default().into()).await?;
    }
    if let Some(file) = &options.import {
        let plan = import::plan(opened, file, &options.cycle, &options.founding, options.reason.as_deref())?;
        import::take_in(opened, plan).await?;
    }
    Ok(())
}

fn assets(folder: Option<&Path>) -> Result<Assets, CommandError> {
    let assets = match folder {
        Some(folder) => Assets::from_folder(folder).map_err(|source| CommandError::File { path: folder.to_owned(), source })?,
        None => brought_along(),
    };
    if assets.paths().script.is_empty() {
        tracing::warn!(
            "there is no client: pages can be read and forms sent, but nothing moves by itself; name its folder with --assets"
        );
    }
    Ok(assets)
}

#[cfg(feature = "embed")]
fn brought_along() -> Assets {
    Assets::embedded()
}

#[cfg(not(feature = "embed"))]
fn brought_along() -> Assets {
    Assets::default()
}
