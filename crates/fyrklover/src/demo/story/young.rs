//! The young people of the story. Their numbers are the Tax Agency's published test numbers.

/// Somebody young.
#[derive(Debug, Clone, Copy)]
pub struct Young {
    /// The name, as far as it is known.
    pub name: &'static str,
    /// The number; empty where it is not known.
    pub number: &'static str,
    /// Whether the personal data is protected.
    pub protected: bool,
}

const fn young(name: &'static str, number: &'static str) -> Young {
    Young { name, number, protected: false }
}

/// In the queue since this morning.
pub const ELIAS: Young = young("Elias", "201201262399");
/// Lives with her grandmother for the time being.
pub const ALVA: Young = young("Alva", "201401042385");
/// Alva's little brother.
pub const HUGO: Young = young("Hugo", "201603052398");
/// Is followed by the field workers.
pub const NOOR: Young = young("Noor", "201102012380");
/// Nobody knows her name yet.
pub const UNKNOWN: Young = young("Flicka i årskurs 8, nyinflyttad", "");
/// Has protected personal data: only the named handlers see her.
pub const HIDDEN: Young = Young { name: "Ines", number: "201311042384", protected: true };
/// Has come of age: only he himself says yes now.
pub const OLIVER: Young = young("Oliver", "200809042393");
/// Is being investigated.
pub const MAJA: Young = young("Maja", "201203042385");
/// Was met in the street one evening.
pub const THEO: Young = young("Theo", "");
/// Was known already.
pub const SAMIR: Young = young("Samir", "201303042392");

/// Of the autumn of 2023.
pub const TILDA: Young = young("Tilda", "200711032383");
/// Of the autumn of 2023.
pub const VIGGO: Young = young("Viggo", "200901072397");
/// Of the autumn of 2023.
pub const LIAM: Young = young("Liam", "200803032390");
/// Of the autumn of 2023.
pub const ELLEN: Young = young("Ellen", "201001032380");
