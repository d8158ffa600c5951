//! Journeys and properties of the running program.
