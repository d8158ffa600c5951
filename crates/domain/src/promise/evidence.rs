//! What shows that a promise is kept, and what in it can be counted.
//!
//! Each form of evidence (*redovisning*) says which numbers it gives, and each number says whether it counts persons:
//! those leave through [`super::published`] only. Activities are counted as they are.

words! {
    /// A form of evidence.
    EvidenceKind {
        /// An evening of a night-walking association (*nattvandring*).
        NightWalk "night_walk",
        /// An evening of the field group of the social services (*fältgrupp*).
        FieldEvening "field_evening",
        /// A foot patrol at a place of the picture (*fotpatrull*).
        FootPatrol "foot_patrol",
        /// A traffic control at a place of the picture (*trafikkontroll*).
        TrafficControl "traffic_control",
        /// A targeted action against narcotics (*riktad insats*).
        TargetedAction "targeted_action",
        /// A group for parents of teenagers (*föräldragrupp*).
        ParentGroup "parent_group",
        /// Information on preventive work, to businesses or inhabitants.
        InformationEvent "information_event",
        /// Early help (*tidiga insatser*), offered and accepted, out of the cases.
        EarlyIntervention "early_intervention",
        /// Cooperation around a young person (*SSPF-ärende*), out of the cases.
        SspfCase "sspf_case",
        /// Support to young adults, offered and accepted.
        YoungAdultSupport "young_adult_support",
        /// A visit to a school, an association or others, asked for and done.
        Visit "visit",
        /// A dialogue with citizens (*medborgardialog*), arranged or taken part in.
        CitizenDialogue "citizen_dialogue",
        /// What a party of SSPF gives to the common work in a year.
        SharedResource "shared_resource",
        /// A meeting of SSPF and which parties were there.
        SspfParticipation "sspf_participation",
        /// Outreach meetings (*uppsökande möten*), by method.
        OutreachMeetings "outreach_meetings",
        /// How old the young are when concern is raised for the first time.
        FirstConcernAge "first_concern_age",
        /// A step of something that is developed.
        Milestone "milestone",
        /// A routine, adopted or not.
        Routine "routine",
        /// Feedback to the public in a channel.
        Publication "publication",
        /// A meeting on the situation picture.
        SituationMeeting "situation_meeting",
        /// An incident reported to the picture.
        IncidentReport "incident_report",
        /// Incidents over time, season against season.
        IncidentTrend "incident_trend",
        /// A published safety survey (*trygghetsmätning*).
        SafetySurvey "safety_survey",
        /// Which measures start from a problem of the picture.
        PictureLink "picture_link",
    }
}

words! {
    /// A number that some evidence gives.
    Measure {
        /// Evenings that count by the rule.
        Occasions "occasions",
        /// Adults who were out.
        Adults "adults",
        /// Young people talked to.
        Contacts "contacts",
        /// Foot patrols.
        Patrols "patrols",
        /// Traffic controls.
        Controls "controls",
        /// Vehicles controlled.
        Vehicles "vehicles",
        /// Targeted actions.
        Actions "actions",
        /// Groups for parents.
        Groups "groups",
        /// Parents in them.
        Participants "participants",
        /// Events of information, whoever they were for.
        InformationEvents "information_events",
        /// Those for businesses.
        ForBusiness "for_business",
        /// Those for inhabitants.
        ForInhabitants "for_inhabitants",
        /// Persons who were offered help.
        Offered "offered",
        /// Those of them who accepted.
        Accepted "accepted",
        /// Families that were offered help together.
        Families "families",
        /// Young adults who were offered support.
        SupportOffered "support_offered",
        /// Those of them who accepted.
        SupportAccepted "support_accepted",
        /// Young people around whom the parties cooperate.
        Cases "cases",
        /// Those of them with a plan.
        Plans "plans",
        /// Those of them whose plan was followed up in time.
        FollowUps "follow_ups",
        /// Visits asked for.
        Asked "asked",
        /// Visits done.
        Visited "visited",
        /// Dialogues, whoever arranged them.
        Dialogues "dialogues",
        /// Those that we arranged.
        Arranged "arranged",
        /// Those that we took part in.
        TookPart "took_part",
        /// Hours given.
        Hours "hours",
        /// Money given.
        Kronor "kronor",
        /// Meetings of SSPF.
        Meetings "meetings",
        /// Those with the Police there.
        WithPolice "with_police",
        /// Outreach meetings.
        OutreachMeetings "outreach_meetings",
        /// Young people met for the first time.
        FirstMet "first_met",
        /// Young people for whom concern was raised for the first time.
        FirstConcerns "first_concerns",
        /// Steps taken.
        Milestones "milestones",
        /// Routines adopted.
        Routines "routines",
        /// Publications.
        Publications "publications",
        /// Meetings on the picture.
        SituationMeetings "situation_meetings",
        /// Incidents.
        Incidents "incidents",
        /// Functions that reported them.
        Functions "functions",
        /// Surveys.
        Surveys "surveys",
        /// Measures that name a problem of the picture.
        Linked "linked",
    }
}

impl EvidenceKind {
    /// Whether the public can ask for it.
    pub fn is_asked_for(self) -> bool {
        self == Self::Visit
    }

    /// The numbers that it gives, the leading one first.
    pub fn measures(self) -> &'static [Measure] {
        use Measure as M;
        match self {
            Self::NightWalk | Self::FieldEvening => &[M::Occasions, M::Adults, M::Contacts],
            Self::FootPatrol => &[M::Patrols],
            Self::TrafficControl => &[M::Controls, M::Vehicles],
            Self::TargetedAction => &[M::Actions],
            Self::ParentGroup => &[M::Groups, M::Participants],
            Self::InformationEvent => &[M::InformationEvents, M::ForBusiness, M::ForInhabitants],
            Self::EarlyIntervention => &[M::Offered, M::Accepted, M::Families],
            Self::SspfCase => &[M::Cases, M::Plans, M::FollowUps],
            Self::YoungAdultSupport => &[M::SupportOffered, M::SupportAccepted],
            Self::Visit => &[M::Visited, M::Asked],
            Self::CitizenDialogue => &[M::Dialogues, M::Arranged, M::TookPart],
            Self::SharedResource => &[M::Hours, M::Kronor],
            Self::SspfParticipation => &[M::Meetings, M::WithPolice],
            Self::OutreachMeetings => &[M::OutreachMeetings, M::FirstMet],
            Self::FirstConcernAge => &[M::FirstConcerns],
            Self::Milestone => &[M::Milestones],
            Self::Routine => &[M::Routines],
            Self::Publication => &[M::Publications],
            Self::SituationMeeting => &[M::SituationMeetings],
            Self::IncidentReport => &[M::Incidents, M::Functions],
            Self::IncidentTrend => &[M::Incidents],
            Self::SafetySurvey => &[M::Surveys],
            Self::PictureLink => &[M::Linked],
        }
    }
}

impl Measure {
    /// Whether it counts persons. An outreach meeting is with one young person, so it does; so do the adults of an
    /// evening, who are few and known to their neighbours. Whatever is not named here does.
    pub fn counts_persons(self) -> bool {
        !matches!(
            self,
            Self::Occasions
                | Self::Patrols
                | Self::Controls
                | Self::Vehicles
                | Self::Actions
                | Self::Groups
                | Self::InformationEvents
                | Self::ForBusiness
                | Self::ForInhabitants
                | Self::Asked
                | Self::Visited
                | Self::Dialogues
                | Self::Arranged
                | Self::TookPart
                | Self::Hours
                | Self::Kronor
                | Self::Meetings
                | Self::WithPolice
                | Self::Milestones
                | Self::Routines
                | Self::Publications
                | Self::SituationMeetings
                | Self::Incidents
                | Self::Functions
                | Self::Surveys
                | Self::Linked
        )
    }

    /// Whether it is set beside the period before: where the promise says *more* without saying how many.
    pub fn is_compared(self) -> bool {
        matches!(
            self,
            Self::InformationEvents | Self::ForBusiness | Self::ForInhabitants | Self::OutreachMeetings
        )
    }

    /// What it is a part of. A part is published as a breakdown of its whole, or the rest could be told from the two.
    pub fn part_of(self) -> Option<Self> {
        match self {
            Self::Accepted | Self::Families => Some(Self::Offered),
            Self::SupportAccepted => Some(Self::SupportOffered),
            Self::Plans | Self::FollowUps => Some(Self::Cases),
            Self::FirstMet => Some(Self::OutreachMeetings),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_gives_a_number_and_every_number_has_a_form() {
        for measure in Measure::ALL {
            assert!(EvidenceKind::ALL.iter().any(|kind| kind.measures().contains(measure)), "{measure:?}");
        }
        assert!(EvidenceKind::ALL.iter().all(|kind| !kind.measures().is_empty()));
    }

    #[test]
    fn what_comes_from_cases_and_outreach_meetings_counts_persons() {
        use EvidenceKind as E;
        let from_cases = [
            E::EarlyIntervention,
            E::SspfCase,
            E::YoungAdultSupport,
            E::OutreachMeetings,
            E::FirstConcernAge,
        ];
        assert!(from_cases.iter().flat_map(|kind| kind.measures()).all(|measure| measure.counts_persons()));
        assert!(!Measure::Occasions.counts_persons() && !Measure::Groups.counts_persons());
    }

    #[test]
    fn a_part_counts_persons_of_a_whole_that_the_same_evidence_gives() {
        for measure in Measure::ALL {
            let Some(whole) = measure.part_of() else { continue };
            assert!(measure.counts_persons() && whole.counts_persons() && whole.part_of().is_none());
            let mut kinds = EvidenceKind::ALL.iter().filter(|kind| kind.measures().contains(measure));
            assert!(kinds.all(|kind| kind.measures().first() == Some(&whole)), "{measure:?}");
        }
    }

    #[test]
    fn a_word_finds_its_member_and_no_other_does() {
        for kind in EvidenceKind::ALL {
            assert_eq!(EvidenceKind::from_word(kind.word()), Some(*kind));
        }
        assert_eq!(EvidenceKind::from_word("NightWalk"), None);
    }
}
