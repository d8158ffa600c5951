//! What the provision of a policy was before the present law: for a world that stands on an earlier day.
//!
//! Policies name the provisions of today; bases of handing over are dated data (`config/law`). This is the small rest:
//! the words that the log shows beside an entry. Only correspondences that are certain stand here; of any other
//! provision of the present act it is said which act was in force, without a section.

use domain::LegalDay;
use time::macros::date;

/// The first day of socialtjänstlagen (2025:400).
const PRESENT: LegalDay = LegalDay::new(date!(2025 - 07 - 01));
const OF_PRESENT: &str = "socialtjänstlagen (2025:400)";
const OF_FORMER: &str = "socialtjänstlagen (2001:453)";

/// Section by section: today's, and the one before.
const FORMER: [(&str, &str); 6] = [
    ("19 kap. 1 § ", "14 kap. 1 § "),
    ("19 kap. 6 § ", "14 kap. 1 b § "),
    ("20 kap. 1 § ", "11 kap. 1 a § "),
    ("20 kap. 2 § ", "11 kap. 1 a § "),
    ("20 kap. 1 och 2 §§ ", "11 kap. 1 a § "),
    ("14 kap. 3 § ", "11 kap. 5 § "),
];

/// A policy's provision in the words of a day.
pub(crate) fn on(day: LegalDay, provision: &str) -> String {
    if day >= PRESENT {
        return provision.to_owned();
    }
    // Concern reports were secret at other authorities by no rule of their own then.
    if provision.starts_with("40 kap. 7 g § OSL") {
        return "5 kap. 1 § OSL, egen avsänd handling".to_owned();
    }
    let Some((sections, rest)) = provision.split_once(OF_PRESENT) else { return provision.to_owned() };
    let former = FORMER.iter().find(|(now, _)| *now == sections).map_or("", |(_, then)| then);
    format!("{former}{OF_FORMER}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEN: LegalDay = LegalDay::new(date!(2023 - 11 - 30));

    #[test]
    fn a_provision_has_the_words_of_its_day() {
        let report = "19 kap. 1 § socialtjänstlagen (2025:400)";
        assert_eq!(on(PRESENT, report), report);
        assert_eq!(on(THEN, report), "14 kap. 1 § socialtjänstlagen (2001:453)");
        assert_eq!(
            on(THEN, "20 kap. 1 och 2 §§ socialtjänstlagen (2025:400)"),
            "11 kap. 1 a § socialtjänstlagen (2001:453)"
        );
        assert_eq!(
            on(THEN, "11 kap. 5 § socialtjänstlagen (2025:400)"),
            "socialtjänstlagen (2001:453)",
            "none is certain"
        );
        assert_eq!(on(THEN, "artikel 32 GDPR"), "artikel 32 GDPR");
    }
}
