//! Pace, confidence, and the worse of the two.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::TOLERANCE;

/// Progress against expectation: the gap `E − P`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Up to 0.15.
    OnPace,
    /// Up to 0.30.
    Slipping,
    /// Beyond that.
    Behind,
}

impl Pace {
    /// The pace of a gap `E − P`, where `P` is clamped to 0..1.
    pub fn of_gap(gap: f64) -> Self {
        if gap <= 0.15 + TOLERANCE {
            Self::OnPace
        } else if gap <= 0.30 + TOLERANCE {
            Self::Slipping
        } else {
            Self::Behind
        }
    }

    /// The corresponding health: slipping is at risk, behind is off track.
    pub const fn health(self) -> Health {
        match self {
            Self::OnPace => Health::OnTrack,
            Self::Slipping => Health::AtRisk,
            Self::Behind => Health::OffTrack,
        }
    }
}

/// The band of a confidence from 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// 8–10; the button saves 9.
    OnTrack,
    /// 4–7; the button saves 6.
    AtRisk,
    /// 0–3; the button saves 2.
    OffTrack,
}

impl Confidence {
    /// The band of a confidence, which may be a mean: it is rounded half up first.
    pub fn of(confidence: f64) -> Self {
        // 7.5 and 3.5 are what rounds up to 8 and to 4.
        if confidence >= 7.5 - TOLERANCE {
            Self::OnTrack
        } else if confidence >= 3.5 - TOLERANCE {
            Self::AtRisk
        } else {
            Self::OffTrack
        }
    }

    /// The value that this band's button saves, 0 to 10.
    pub const fn saves(self) -> u8 {
        match self {
            Self::OnTrack => 9,
            Self::AtRisk => 6,
            Self::OffTrack => 2,
        }
    }

    /// The corresponding health.
    pub const fn health(self) -> Health {
        match self {
            Self::OnTrack => Health::OnTrack,
            Self::AtRisk => Health::AtRisk,
            Self::OffTrack => Health::OffTrack,
        }
    }
}

/// A fall of confidence of at least this much is notable.
pub(super) const NOTABLE_FALL: u8 = 3;

/// Whether a confidence requires a note: off track, or 3 or more below the previous one. Forms require the note; no
/// rule does.
pub fn asks_for_note(before: Option<u8>, now: u8) -> bool {
    Confidence::of(f64::from(now)) == Confidence::OffTrack
        || before.is_some_and(|before| before.saturating_sub(now) >= NOTABLE_FALL)
}

/// Health, ordered from best to worst, with no data before all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// Nothing is known.
    #[default]
    NoData,
    /// ●
    OnTrack,
    /// ◌ No check-in for one and a half rhythms.
    Stale,
    /// ▲
    AtRisk,
    /// ■
    OffTrack,
}

/// The cause of a health.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Nothing is judged: no data, or a draft.
    #[default]
    Nothing,
    /// The pace was the worse of the two.
    Pace,
    /// The confidence was.
    Confidence,
    /// Both are equally bad.
    Both,
    /// No check-ins.
    Silence,
}

/// The worse of pace and confidence, and its cause. Silence replaces anything except off track.
pub(super) fn judge(pace: Option<Pace>, confidence: Option<f64>, silent: bool) -> (Health, Cause) {
    let pace = pace.map(Pace::health);
    let confidence = confidence.map(|confidence| Confidence::of(confidence).health());
    let (health, cause) = match (pace, confidence) {
        (None, None) => (Health::NoData, Cause::Nothing),
        (Some(pace), None) => (pace, Cause::Pace),
        (None, Some(confidence)) => (confidence, Cause::Confidence),
        (Some(pace), Some(confidence)) => match pace.cmp(&confidence) {
            Ordering::Greater => (pace, Cause::Pace),
            Ordering::Less => (confidence, Cause::Confidence),
            Ordering::Equal => (pace, Cause::Both),
        },
    };
    if silent && health != Health::OffTrack { (Health::Stale, Cause::Silence) } else { (health, cause) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_on_a_threshold_is_still_within_it() {
        for (gap, pace) in [
            (-1.0, Pace::OnPace),
            (0.15, Pace::OnPace),
            (0.75 - 0.6, Pace::OnPace), // 0.15000000000000002 in binary
            (0.150_001, Pace::Slipping),
            (0.9 - 0.6, Pace::Slipping), // 0.30000000000000004
            (0.300_001, Pace::Behind),
            (1.0, Pace::Behind),
        ] {
            assert_eq!(Pace::of_gap(gap), pace, "{gap}");
        }
    }

    #[test]
    fn a_confidence_is_rounded_half_up_before_it_is_banded() {
        for (confidence, band) in [
            (0.0, Confidence::OffTrack),
            (3.49, Confidence::OffTrack),
            (3.5, Confidence::AtRisk),
            (7.49, Confidence::AtRisk),
            (7.5, Confidence::OnTrack),
            (10.0, Confidence::OnTrack),
        ] {
            assert_eq!(Confidence::of(confidence), band, "{confidence}");
        }
    }

    #[test]
    fn each_button_saves_a_confidence_of_its_own_band() {
        for band in [Confidence::OnTrack, Confidence::AtRisk, Confidence::OffTrack] {
            assert_eq!(Confidence::of(f64::from(band.saves())), band);
        }
    }

    #[test]
    fn health_is_the_worse_of_the_two_and_names_which() {
        use Cause as C;
        use Health as H;
        for (pace, confidence, silent, expected) in [
            (None, None, false, (H::NoData, C::Nothing)),
            (Some(Pace::OnPace), None, false, (H::OnTrack, C::Pace)),
            (None, Some(6.0), false, (H::AtRisk, C::Confidence)),
            (Some(Pace::Slipping), Some(9.0), false, (H::AtRisk, C::Pace)),
            (Some(Pace::OnPace), Some(2.0), false, (H::OffTrack, C::Confidence)),
            (Some(Pace::Slipping), Some(6.0), false, (H::AtRisk, C::Both)),
            (Some(Pace::OnPace), Some(9.0), true, (H::Stale, C::Silence)),
            (Some(Pace::Slipping), Some(6.0), true, (H::Stale, C::Silence)),
            (Some(Pace::Behind), Some(9.0), true, (H::OffTrack, C::Pace)),
            (None, Some(2.0), true, (H::OffTrack, C::Confidence)),
            (None, None, true, (H::Stale, C::Silence)),
        ] {
            assert_eq!(judge(pace, confidence, silent), expected, "{pace:?} {confidence:?} {silent}");
        }
    }

    #[test]
    fn a_fall_of_three_or_off_track_asks_for_a_note() {
        for (before, now, asks) in
            [(Some(9), 6, true), (Some(9), 7, false), (None, 3, true), (None, 4, false), (Some(2), 9, false)]
        {
            assert_eq!(asks_for_note(before, now), asks, "{before:?} → {now}");
        }
    }
}
