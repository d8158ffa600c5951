// Tries to add a kind of protected record outside: the seal that every kind carries cannot be named.
enum Diary {}

impl access::record::sealed::Kind for Diary {}

fn main() {}
