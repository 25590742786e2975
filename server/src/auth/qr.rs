//! QR codes, drawn as one SVG path.

use std::fmt::Write as _;

use app::static_pages::second_factor::Qr;
use qrcodegen::{QrCode, QrCodeEcc};

/// A text as a QR code; `None` if it is too long. Screens need no error correction, so the lowest level is used.
pub(crate) fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let begin = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > begin {
                // Writing into a string never fails.
                let _ = write!(path, "M{begin} {y}h{}v1h-{}z", x - begin, x - begin);
            }
            x += 1;
        }
    }
    Some(Qr { size: code.size(), path })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_path_covers_the_dark_modules_and_no_others() {
        let text = "otpauth://totp/Plumbline:ada%40example%2Eorg?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        let drawn = qr(text).unwrap();
        let code = QrCode::encode_text(text, QrCodeEcc::Low).unwrap();
        let mut dark = BTreeSet::new();
        for run in drawn.path.split('z').filter(|run| !run.is_empty()) {
            let (at, width) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
            let (width, back) = width.split_once("v1h-").unwrap();
            assert_eq!(width, back, "it comes back to where it began");
            dark.extend((x..x + width.parse::<i32>().unwrap()).map(|x| (x, y)));
        }
        let all = (0..drawn.size).flat_map(|y| (0..drawn.size).map(move |x| (x, y)));
        assert_eq!(dark, all.filter(|(x, y)| code.get_module(*x, *y)).collect());
        assert!(qr(&"x".repeat(5000)).is_none());
    }
}
