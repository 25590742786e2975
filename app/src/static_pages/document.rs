//! The HTML document around a static page.

use leptos::prelude::*;

use crate::components::frame::Mark;
use crate::components::raw_text::raw_text;
use crate::i18n::Words;
use crate::opening::Theme;

/// What every static page depends on.
#[derive(Clone, Debug)]
pub struct StaticPage {
    /// The reader's language.
    pub words: Words,
    /// The reader's theme.
    pub theme: Theme,
    /// The address of the style sheet; empty for none.
    pub style: String,
    /// The path of this page, to return to after a change of language.
    pub path: String,
    /// The content of the corner menu.
    pub corner: Corner,
}

/// The corner menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// For unauthenticated visitors.
    Stranger,
    /// For signed-in readers.
    Reader {
        /// Whether the reader is an administrator.
        admin: bool,
    },
}

impl StaticPage {
    /// The whole document.
    pub fn document(&self, title: &str, body: AnyView) -> String {
        let Self { words, theme, style, path, corner } = self.clone();
        let title = format!("{title} · {}", words.translate("product.name"));
        let link = move |to: &'static str, key: &'static str| {
            let current = (path == to).then_some("page");
            view! { <a href=to aria-current=current>{words.translate(key)}</a> }.into_any()
        };
        let ways = match corner {
            Corner::Stranger => None,
            Corner::Reader { admin } => Some(
                view! {
                    <nav aria-label=words.translate("frame.pages")>
                        {link("/", "page.overview")}
                        {link("/account", "account.title")}
                        {admin.then(|| link("/people", "people.title"))}
                        {admin.then(|| link("/teams", "teams.title"))}
                        {admin.then(|| link("/organisation", "found.organisation"))}
                        {admin.then(|| link("/audit", "audit.title"))}
                        {link("/wall", "wall.title")}
                    </nav>
                }
                .into_any(),
            ),
        };
        let document = view! {
            <!DOCTYPE html>
            <html lang=words.0.tag() data-theme=theme.key()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                    <meta name="referrer" content="same-origin"/>
                    <meta name="robots" content="noindex"/>
                    <title inner_html=raw_text(&title)></title>
                    <link rel="icon" href="/icon.svg" r#type="image/svg+xml"/>
                    {(!style.is_empty()).then(|| view! { <link rel="stylesheet" href=style/> })}
                </head>
                <body class="static-page">
                    <a class="skip" href="#page">{words.translate("frame.skip")}</a>
                    <header class="top">
                        <a class="brand" href="/"><Mark/>{words.translate("product.name")}</a>
                        {ways}
                        {languages(self)}
                    </header>
                    <main id="page" tabindex="-1">{body}</main>
                </body>
            </html>
        };
        document.into_any().to_html()
    }
}

/// The link to the other language, in that language.
fn languages(sheet: &StaticPage) -> AnyView {
    let (tag, name) = match sheet.words.0 {
        okr::Language::English => ("zh-Hans", "简体中文"),
        okr::Language::Chinese => ("en", "English"),
    };
    view! {
        <form method="post" action="/preferences" class="end">
            <input r#type="hidden" name="back" value=sheet.path.clone()/>
            <button class="button quiet" name="language" value=tag lang=tag>{name}</button>
        </form>
    }
    .into_any()
}

/// A page with a message, and a link to go on.
pub fn notice(words: Words, title: String, sentences: Vec<String>, way: Option<(&'static str, &'static str)>) -> AnyView {
    view! {
        <div class="page form-page">
            <h1>{title}</h1>
            {sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            {way.map(|(to, key)| view! { <p><a class="button primary" href=to>{words.translate(key)}</a></p> })}
        </div>
    }
    .into_any()
}
