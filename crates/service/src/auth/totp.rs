//! The second factor: six-digit TOTP codes from an authenticator app (RFC 6238), and recovery codes.
//!
//! Six digits, thirty seconds, SHA-1: supported by every app. The known attacks on SHA-1 don't affect HMAC-SHA-1.

use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};
use store::{SharedSecret, TokenHash};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::clock::Clock;

/// The lifetime of a code, in seconds.
const STEP: u64 = 30;
/// How many steps before or after the current one are accepted, for slow typing and clock drift.
const NEAR: u16 = 1;
/// A code within this many steps (twenty minutes) that isn't accepted shows that a clock is wrong.
const FAR: u16 = 40;
/// The number of recovery codes.
const RECOVERY_CODES: usize = 10;
/// Random bytes in a recovery code: 80 bits.
const RECOVERY_BYTES: usize = 10;
/// The longest organisation name in the QR code; longer ones make it hard to scan.
const NAME: usize = 24;

/// The shared secret. Has no `Debug`, so it can't be logged.
#[derive(Clone, Copy)]
pub struct Shared(pub(super) SharedSecret);

/// Why a code is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefused {
    /// The code is wrong.
    Wrong,
    /// This code, or a later one, was used before.
    Used,
    /// The code is of another time: the phone's clock is wrong.
    Clock,
}

/// What was typed.
pub(super) enum Typed {
    /// A code of the app.
    Code(String),
    /// A recovery code.
    Recovery(TokenHash),
}

/// The recovery codes in clear, shown once. Has no `Debug`.
pub struct RecoveryCodes(Vec<[u8; RECOVERY_BYTES]>);

impl Shared {
    pub(super) fn new(clock: &Clock) -> Self {
        let mut secret = [0; 20];
        secret.copy_from_slice(&clock.secret()[..20]);
        Self(secret)
    }

    /// The secret to type into an app, in groups of four.
    pub fn written(self) -> String {
        grouped(&Secret::new_stack(self.0).to_base32(), " ")
    }

    /// The `otpauth` URI for the QR code; `issuer` and `account` are the labels in the app.
    pub fn address(self, issuer: &str, account: &str) -> String {
        // A colon separates the two labels.
        let name = |text: &str| text.replace(':', " ").chars().take(NAME).collect::<String>().trim_end().to_owned();
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let (issuer, account) = (encoded(&name(issuer)), encoded(&account.replace(':', " ")));
        let secret = Secret::new_stack(self.0).to_base32();
        format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP}")
    }

    fn codes(self, skew: u16) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(STEP)
            .with_skew(skew)
            .with_secret(Secret::new_stack(self.0))
            .build()
            .expect("160 bits and six digits are what the standard asks for")
    }

    /// The time step of a code, if it is accepted now and later than `last_step`.
    pub(super) fn judge(self, code: &str, now: DateTime<Utc>, last_step: u64) -> Result<u64, CodeRefused> {
        let now = u64::try_from(now.timestamp()).unwrap_or_default();
        let near = self.codes(NEAR).check(code, now);
        match near.or_else(|| self.codes(FAR).check(code, now)) {
            None => Err(CodeRefused::Wrong),
            Some(step) if step <= last_step => Err(CodeRefused::Used),
            Some(step) => near.map(|_| step).ok_or(CodeRefused::Clock),
        }
    }
}

impl RecoveryCodes {
    pub(super) fn new(clock: &Clock) -> Self {
        let one = |_| {
            let mut code = [0; RECOVERY_BYTES];
            code.copy_from_slice(&clock.secret()[..RECOVERY_BYTES]);
            code
        };
        Self((0..RECOVERY_CODES).map(one).collect())
    }

    pub(super) fn hashes(&self) -> Vec<TokenHash> {
        self.0.iter().map(|code| Sha256::digest(code).into()).collect()
    }

    /// The codes as they are displayed.
    pub fn written(&self) -> Vec<String> {
        let written = |code: &[u8; RECOVERY_BYTES]| grouped(&Secret::from(code.to_vec()).to_base32().to_lowercase(), "-");
        self.0.iter().map(written).collect()
    }
}

impl Typed {
    /// Parses a code. Spaces, either case, and full-width characters are accepted.
    pub(super) fn read(text: &str) -> Option<Self> {
        let wide = |letter: char| match letter {
            '０'..='９' => char::from_digit(letter as u32 - '０' as u32, 10).unwrap_or(letter),
            letter => letter.to_ascii_uppercase(),
        };
        let is_gap = |letter: &char| letter.is_whitespace() || matches!(letter, '-' | '‐' | '–' | '—' | '－');
        let plain: String = text.chars().filter(|letter| !is_gap(letter)).take(64).map(wide).collect();
        if plain.len() == 6 && plain.bytes().all(|letter| letter.is_ascii_digit()) {
            return Some(Self::Code(plain));
        }
        let bytes = Secret::try_from_base32(&plain).ok().filter(|code| code.as_bytes().len() == RECOVERY_BYTES)?;
        Some(Self::Recovery(Sha256::digest(bytes.as_bytes()).into()))
    }
}

/// `abcdefgh` as `abcd efgh`.
fn grouped(text: &str, gap: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's appendix B.
    const RFC: Shared = Shared(*b"12345678901234567890");

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(RFC.judge(code, at(second), 0), Ok(u64::try_from(second).unwrap() / STEP), "{second}");
        }
    }

    #[test]
    fn a_code_of_the_step_before_or_after_is_taken_and_one_of_another_time_says_so() {
        // 050471 is the code of the thirty seconds beginning at 1 111 111 110.
        let step = 1_111_111_110 / STEP;
        for (second, judged) in [
            (1_111_111_110, Ok(step)),
            (1_111_111_139, Ok(step)),
            (1_111_111_080, Ok(step)),
            (1_111_111_169, Ok(step)),
            (1_111_111_079, Err(CodeRefused::Clock)),
            (1_111_111_170, Err(CodeRefused::Clock)),
            (1_111_111_110 + 600, Err(CodeRefused::Clock)),
            (1_111_111_110 - 1200, Err(CodeRefused::Clock)),
            (1_111_111_110 - 1201, Err(CodeRefused::Wrong)),
            (1_111_111_110 + 1230, Err(CodeRefused::Wrong)),
        ] {
            assert_eq!(RFC.judge("050471", at(second), 0), judged, "{second}");
        }
    }

    #[test]
    fn a_code_that_was_used_or_is_older_than_the_last_one_is_told_apart() {
        let step = 1_111_111_110 / STEP;
        assert_eq!(RFC.judge("050471", at(1_111_111_110), step - 1), Ok(step));
        for last in [step, step + 1] {
            assert_eq!(RFC.judge("050471", at(1_111_111_110), last), Err(CodeRefused::Used));
        }
        assert_eq!(RFC.judge("050471", at(1_111_111_110 + 300), step), Err(CodeRefused::Used), "and not blamed on a clock");
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for text in ["050471", " 050 471 ", "050-471", "０５０４７１"] {
            assert!(matches!(Typed::read(text), Some(Typed::Code(code)) if code == "050471"), "{text}");
        }
        let codes = RecoveryCodes(vec![[0xa5; RECOVERY_BYTES]]);
        let written = codes.written().remove(0);
        assert_eq!(written, "uws2-ljnf-uws2-ljnf");
        for text in [written.clone(), written.to_uppercase(), written.replace('-', " "), written.replace('-', "")] {
            assert!(matches!(Typed::read(&text), Some(Typed::Recovery(hash)) if hash == codes.hashes()[0]), "{text}");
        }
        for text in ["", "05047", "0504711", "05o471", "uws2-ljnf-uws2", "地图地图地图", &"a".repeat(500)] {
            assert!(Typed::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_app_is_told_who_asks_and_for_whom() {
        assert_eq!(
            RFC.address("Plumbline (Kran & Söhne: Nord)", "ada@example.org"),
            "otpauth://totp/Plumbline%20%28Kran%20%26%20S%C3%B6hne:ada%40example%2Eorg\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Plumbline%20%28Kran%20%26%20S%C3%B6hne\
             &algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(RFC.written(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn recovery_codes_are_ten_and_no_two_are_the_same() {
        let codes: std::collections::BTreeSet<_> = RecoveryCodes::new(&Clock::system()).written().into_iter().collect();
        assert_eq!(codes.len(), 10);
    }
}
