//! Pages and login.
