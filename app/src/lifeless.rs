//! The message after a crash of the client. The page stays readable.

use leptos::prelude::document;

use crate::i18n::Words;

/// Shows that the page is no longer live, and offers to reload it. Called once by the panic hook; it uses only the
/// DOM.
pub fn say_lifeless() {
    let document = document();
    let (Some(root), Some(body)) = (document.document_element(), document.body()) else { return };
    if root.has_attribute("data-lifeless") {
        return;
    }
    let _ = root.set_attribute("data-lifeless", "");
    let words = Words::default();
    if let (Ok(notice), Ok(link)) = (document.create_element("p"), document.create_element("a")) {
        let _ = notice.set_attribute("class", "lifeless");
        let _ = notice.set_attribute("role", "alert");
        notice.set_text_content(Some(&format!("{} ", words.translate("lifeless.why"))));
        let _ = link.set_attribute("href", "");
        link.set_text_content(Some(words.translate("lifeless.again")));
        let _ = notice.append_child(&link);
        let _ = body.append_child(&notice);
    }
}
