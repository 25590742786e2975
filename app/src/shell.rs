//! The HTML document around the application.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::App;
use crate::i18n::Words;
use crate::opening::Opening;

/// The paths of the client's files, with hashes in their names. Empty paths are omitted: the page then has no client.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct AssetPaths {
    /// The script that loads the client.
    #[serde(default)]
    pub script: String,
    /// The client's WebAssembly module.
    #[serde(default)]
    pub module: String,
    /// The style sheet.
    #[serde(default)]
    pub style: String,
    /// The translation tables of the client, by language.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
}

/// The document for an opening.
pub fn shell(opening: Arc<Opening>, assets: AssetPaths) -> impl IntoView {
    let words = Words(opening.language);
    // In a script element only `</` and `<!--` can end the text or change its meaning; escaping `<` prevents both.
    let json = serde_json::to_string(opening.as_ref()).unwrap_or_default().replace('<', "\\u003c");
    let start = (!assets.script.is_empty()).then(|| {
        let AssetPaths { script, module, words, .. } = assets.clone();
        let words = words.get(opening.language.tag()).cloned().unwrap_or_default();
        view! {
            <link rel="modulepreload" href=script.clone()/>
            <link rel="preload" href=module.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
            <link id="words" rel="preload" href=words r#as="fetch" r#type="application/json" crossorigin="anonymous"/>
            <script type="module" nonce=use_nonce() inner_html=format!("import init, {{ hydrate }} from '{script}'; await init({{ module_or_path: '{module}' }}); hydrate();")></script>
        }
    });
    // A copy of the body before anything modifies it: `untouched.rs` needs it.
    let end = (!assets.script.is_empty())
        .then(|| view! { <script nonce=use_nonce() inner_html="untouched = document.body.cloneNode(true)"></script> });
    provide_context(opening.clone());
    view! {
        <!DOCTYPE html>
        <html lang=opening.language.tag() data-theme=opening.theme.key()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="description" content=words.translate("product.claim")/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f7f4ee"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14120f"/>
                <link rel="icon" href="/icon.svg" r#type="image/svg+xml"/>
                {(!assets.style.is_empty()).then(|| view! { <link rel="stylesheet" href=assets.style.clone()/> })}
                <script id="opening" type="application/json" inner_html=json></script>
                {start}
                <MetaTags/>
            </head>
            <body>
                <App/>
                {end}
            </body>
        </html>
    }
}
