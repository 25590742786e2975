//! Compresses static files at build time.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Extensions of compressible files. Pictures and fonts are compressed already.
const SHRINKING: [&str; 9] = ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// The compression effort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// For development builds: brotli 5, gzip 6.
    Quick,
    /// For a release: brotli 11, gzip 9.
    Best,
}

/// The compressed forms of a file: `file.br` and `file.gz`.
pub(crate) fn siblings(file: &Path) -> [PathBuf; 2] {
    ["br", "gz"].map(|ending| {
        let mut name = file.as_os_str().to_owned();
        name.push(".");
        name.push(ending);
        name.into()
    })
}

/// Whether a file of this name is compressible.
pub(crate) fn shrinks(file: &Path) -> bool {
    file.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| SHRINKING.contains(&ending))
}

/// Writes both compressed forms of a file with this content.
pub(crate) fn write_siblings(file: &Path, content: &[u8], effort: Effort) -> Result<()> {
    let [br, gz] = siblings(file);
    fs::write(&br, brotli(content, effort)?).with_context(|| format!("could not write {}", br.display()))?;
    fs::write(&gz, gzip(content, effort)?).with_context(|| format!("could not write {}", gz.display()))
}

/// `content` compressed with brotli.
pub(crate) fn brotli(content: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let quality = match effort {
        Effort::Quick => 5,
        Effort::Best => 11,
    };
    let parameters = BrotliEncoderParams { quality, lgwin: 22, size_hint: content.len(), ..BrotliEncoderParams::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(content), &mut compressed, &parameters)?;
    Ok(compressed)
}

/// `content` compressed with gzip.
pub(crate) fn gzip(content: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let level = match effort {
        Effort::Quick => Compression::default(),
        Effort::Best => Compression::best(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_was_compressed_comes_back_whole() {
        let content = "a plumb line hangs true ".repeat(500);
        for effort in [Effort::Quick, Effort::Best] {
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut Cursor::new(brotli(content.as_bytes(), effort).unwrap()), &mut unpacked).unwrap();
            assert_eq!(unpacked, content.as_bytes());

            let mut unpacked = String::new();
            flate2::read::GzDecoder::new(gzip(content.as_bytes(), effort).unwrap().as_slice())
                .read_to_string(&mut unpacked)
                .unwrap();
            assert_eq!(unpacked, content);
        }
    }

    #[test]
    fn pictures_and_fonts_get_no_siblings() {
        assert!(shrinks(Path::new("assets/plumbline.wasm")));
        assert!(!shrinks(Path::new("icon-512.png")));
        assert!(!shrinks(Path::new("inter.woff2")));
    }
}
