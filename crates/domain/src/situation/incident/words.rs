//! The words of incidents: what kind, what was stolen, whose it was, what came of it, which way it goes.

words! {
    /// What kind of incident.
    Category {
        /// Vandalism (*skadegörelse*).
        Vandalism "vandalism",
        /// Graffiti (*klotter*).
        Graffiti "graffiti",
        /// Drugs: suspected handling, or something found.
        Drugs "drugs",
        /// Disorder, or a crowd that makes others feel unsafe.
        Disorder "disorder",
        /// Violence or threat.
        Violence "violence",
        /// Theft or burglary.
        Theft "theft",
        /// Vehicles: reckless driving, A-tractors, mopeds.
        Vehicles "vehicles",
        /// Fire, or something set on fire.
        Fire "fire",
        /// Fireworks.
        Fireworks "fireworks",
        /// An unsafe place: dark, hidden, neglected.
        UnsafePlace "unsafe_place",
        /// Littering.
        Littering "littering",
        /// Alcohol and drunkenness.
        Alcohol "alcohol",
        /// An incident against somebody at work.
        AgainstStaff "against_staff",
        /// Something else.
        Other "other",
    }
}

words! {
    /// What was stolen.
    Stolen {
        /// Parts of cars: catalytic converters, wheels, airbags.
        CarParts "car_parts",
        /// Vehicles, boats and their engines, machines.
        Vehicles "vehicles",
        /// Something else.
        Other "other",
    }
}

words! {
    /// Who owns what was damaged or taken.
    Owner {
        /// The municipality.
        Municipality "municipality",
        /// A housing company.
        HousingCompany "housing_company",
        /// A private person.
        Private "private",
        /// A business.
        Business "business",
        /// An association.
        Association "association",
        /// The state or the region.
        State "state",
        /// Nobody, or nothing was damaged or taken.
        Nobody "nobody",
        /// Nobody knows.
        Unknown "unknown",
    }
}

words! {
    /// What came of it; the gravest.
    Consequence {
        /// Somebody was hurt.
        Injury "injury",
        /// Something was destroyed or damaged.
        Damage "damage",
        /// Something was lost.
        Loss "loss",
        /// Something had to close or to stop.
        Closed "closed",
        /// People felt unsafe.
        Insecurity "insecurity",
        /// Nothing that lasts.
        Nothing "nothing",
    }
}

words! {
    /// Which way a phenomenon goes.
    Direction {
        /// It was not there before.
        New "new",
        /// There is more of it.
        More "more",
        /// There is less of it.
        Less "less",
        /// It has moved to another place.
        Moved "moved",
    }
}
