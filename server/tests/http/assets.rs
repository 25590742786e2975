//! The client's files.

use std::fs;

use plumbline::assets::Assets;

use crate::support::TestServer;

const HASHED: &str = "/assets/plumbline-0123456789abcdef.js";

async fn server() -> TestServer {
    TestServer::with_assets(some()).await
}

/// Minimal files of a client.
pub(crate) fn some() -> Assets {
    let file = |path: &str, content: &'static [u8]| (path.to_owned(), content.into());
    Assets::of([
        file("manifest.json", br#"{"script":"/assets/plumbline-0123456789abcdef.js","module":"/assets/plumbline-1.wasm"}"#),
        file(&HASHED[1..], b"plain"),
        file(&format!("{}.br", &HASHED[1..]), b"brotli"),
        file(&format!("{}.gz", &HASHED[1..]), b"gzip"),
        file("assets/plumbline-1.wasm", b"\0asm"),
        file("icon.svg", b"<svg/>"),
    ])
}

#[tokio::test]
async fn each_client_gets_the_smallest_form_that_it_takes() {
    let server = server().await;
    for (accepted, encoding, body) in
        [("gzip, br", "br", "brotli"), ("gzip", "gzip", "gzip"), ("br;q=0, gzip", "gzip", "gzip"), ("", "", "plain")]
    {
        let answer = server.get(HASHED).header("accept-encoding", accepted).send().await;
        assert_eq!((answer.header("content-encoding"), answer.text()), (encoding, body), "{accepted}");
        assert!(answer.header("vary").contains("accept-encoding"));
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
    }
    assert_eq!(server.get("/assets/plumbline-1.wasm").send().await.header("content-type"), "application/wasm");
}

#[tokio::test]
async fn a_file_with_its_hash_in_its_name_is_kept_and_others_are_asked_about() {
    let server = server().await;
    assert_eq!(server.get(HASHED).send().await.header("cache-control"), "public, max-age=31536000, immutable");

    let icon = server.get("/icon.svg").send().await;
    assert_eq!((icon.header("cache-control"), icon.header("content-type")), ("public, no-cache", "image/svg+xml"));
    let tag = icon.header("etag").to_owned();
    let again = server.get("/icon.svg").header("if-none-match", &tag).send().await;
    assert_eq!((again.status.as_u16(), again.body.len(), again.header("etag")), (304, 0, tag.as_str()));
    let other = server.get("/icon.svg").header("if-none-match", "\"other\"").send().await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn a_file_that_isnt_there_is_a_404_and_not_a_page() {
    let server = server().await;
    for path in ["/assets/plumbline-old.js", "/favicon.ico", "/assets/../Cargo.toml", "/assets/plumbline-0123456789abcdef.js.map"]
    {
        assert_eq!(server.get(path).send().await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_folder_is_served_as_it_lies() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("assets/snippets-1/inner")).unwrap();
    fs::write(folder.path().join("assets/snippets-1/inner/a.js"), "a").unwrap();
    fs::write(folder.path().join("manifest.json"), r#"{"style":"/assets/a.css"}"#).unwrap();
    let assets = Assets::from_folder(folder.path()).unwrap();
    assert_eq!(assets.paths().style, "/assets/a.css");
    let server = TestServer::with_assets(assets).await;
    assert_eq!(server.get("/assets/snippets-1/inner/a.js").send().await.text(), "a");
}
