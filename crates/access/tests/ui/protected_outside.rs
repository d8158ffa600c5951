// Tries to add a kind of protected record outside, with rules of its own.
use access::{Action, Facts, Protected, RecordKind};
use domain::unit::SecrecyRegime;

enum Diary {}

impl Protected for Diary {
    type Cover = ();
    type Body = String;
    const KIND: RecordKind = RecordKind::Concern;
    const GROUP: &'static str = "body";
    const FIELDS: &'static [&'static str] = &[];
    const OPENED_BY: Option<Action> = Some(Action::ConcernReceipt);

    fn id(_: &()) -> uuid::Uuid {
        uuid::Uuid::nil()
    }
    fn facts(_: &(), _: SecrecyRegime) -> Facts {
        unimplemented!()
    }
}

fn main() {}
