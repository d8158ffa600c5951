//! The tables of one role: acts down, relations across, and in each cell the policy and its provision.
//!
//! A cell stands for all cases of that relation in which no core refusal's condition is met. If they do not
//! all answer alike, the cell says so in bold, and a test fails.

use std::{collections::BTreeSet, fmt::Write as _};

use domain::duty::Role;

use super::{
    Answered,
    case::{Case, Place},
    is_yes, words,
};
use crate::{Action, RecordKind, action::Group, gate::PolicyInfo, record::Led};

/// A table's subject and its columns.
struct Sheet {
    title: &'static str,
    covers: fn(Action) -> bool,
    columns: &'static [Column],
}

type Column = (&'static str, fn(&Case) -> bool);

const SHEETS: [Sheet; 21] = [
    Sheet { title: "Orosanmälan", covers: |action| action.kind() == RecordKind::Concern, columns: &CONCERN },
    Sheet {
        title: "Anmälare som förvaras för sig",
        covers: |action| action.kind() == RecordKind::Reporter,
        columns: &CONCERN,
    },
    Sheet {
        title: "Utkast till orosanmälan",
        covers: |action| action.kind() == RecordKind::Draft,
        columns: &DRAFT,
    },
    Sheet {
        title: "Bedömning och beslut",
        covers: |action| action.kind() == RecordKind::Assessment,
        columns: &ASSESSMENT,
    },
    Sheet {
        title: "Insats",
        covers: |action| action.kind() == RecordKind::Intervention,
        columns: &INTERVENTION,
    },
    Sheet {
        title: "Uppföljning av insats",
        covers: |action| action.kind() == RecordKind::FollowUp,
        columns: &INTERVENTION,
    },
    Sheet { title: "Samtycke", covers: |action| action.kind() == RecordKind::Consent, columns: &NOTED },
    Sheet { title: "Remiss", covers: |action| action.kind() == RecordKind::Referral, columns: &REFERRAL },
    Sheet {
        title: "Uppsökande möte",
        covers: |action| action.kind() == RecordKind::Outreach,
        columns: &OUTREACH,
    },
    Sheet {
        title: "Att skriva ned ett uppsökande möte",
        covers: |action| action == Action::OutreachRecord,
        columns: &RECORDING,
    },
    Sheet {
        title: "Sökning efter personer",
        covers: |action| action == Action::PersonSearch,
        columns: &SEARCH,
    },
    Sheet { title: "Listor", covers: is_page, columns: &PAGE },
    Sheet {
        title: "Att lämna en remiss",
        covers: |action| action == Action::ReferralSend,
        columns: &RECEIVER,
    },
    Sheet {
        title: "Att lämna en orosanmälan eller en underrättelse",
        covers: is_handing_in,
        columns: &ADDRESSEE,
    },
    Sheet { title: "Logg", covers: |action| action.kind() == RecordKind::Log, columns: &LOG },
    Sheet { title: "Konto", covers: |action| action.kind() == RecordKind::Account, columns: &ACCOUNT },
    Sheet { title: "Personer, enheter och roller", covers: is_staffing, columns: &STAFFING },
    Sheet {
        title: "Förslag till roll",
        covers: |action| action.kind() == RecordKind::Proposal,
        columns: &PROPOSAL,
    },
    Sheet {
        title: "Fråga om läsningar i loggen",
        covers: |action| action.kind() == RecordKind::Question,
        columns: &QUESTION,
    },
    Sheet {
        title: "Personregistret",
        covers: |action| action.kind() == RecordKind::Person,
        columns: &REGISTER,
    },
    Sheet { title: "Medborgarlöftet", covers: |act| act.group() == Group::Commons, columns: &STAFFING },
];

fn is_page(action: Action) -> bool {
    action.kind() == RecordKind::Unit
        && !matches!(action.group(), Group::Staff | Group::Commons)
        && !is_handing_in(action)
        && !matches!(action, Action::OutreachRecord | Action::ReferralSend | Action::PersonSearch)
}

fn is_staffing(action: Action) -> bool {
    action.kind() == RecordKind::Unit && action.group() == Group::Staff
}

fn is_handing_in(action: Action) -> bool {
    matches!(action, Action::ConcernSend | Action::OutreachNotify)
}

const CONCERN: [Column; 9] = [
    ("egen skickad", |case| sent(case) && case.own_account && near(case)),
    ("egen skickad, från en tidigare nämnd", |case| sent(case) && case.own_account && !near(case)),
    ("kollegas skickade", |case| sent(case) && !case.own_account && near(case)),
    ("skickad av någon vid annan nämnd", |case| sent(case) && !case.own_account && !near(case)),
    ("mottagen av egen enhet, läsaren är ansvarig", |case| received_here(case) && case.own_account),
    ("mottagen av egen enhet, någon annan eller ingen är ansvarig", |case| {
        received_here(case) && !case.own_account
    }),
    ("mottagen av annan enhet, samma nämnd", |case| {
        case.side == "received" && case.place == Place::SameAuthority
    }),
    ("mottagen av annan nämnd", |case| case.side == "received" && case.place == Place::OtherAuthority),
    ("varken skickad eller mottagen (förekommer inte)", |case| case.side == "own"),
];
const DRAFT: [Column; 3] = [
    ("eget", |case| case.own_account && near(case)),
    ("eget, från en tidigare nämnd", |case| case.own_account && !near(case)),
    ("någon annans", |case| !case.own_account),
];
const ASSESSMENT: [Column; 4] = [
    ("vid egen enhet, läsaren är ansvarig för anmälan", |case| {
        case.own_account && case.place == Place::OwnUnit
    }),
    ("vid egen enhet, någon annan eller ingen är ansvarig", |case| {
        !case.own_account && case.place == Place::OwnUnit
    }),
    ("annan enhet, samma nämnd", |case| case.place == Place::SameAuthority),
    ("annan nämnd", |case| case.place == Place::OtherAuthority),
];
const NOTED: [Column; 4] = [
    ("egen, vid egen enhet", |case| case.own_account && case.place == Place::OwnUnit),
    ("kollegas, vid egen enhet", |case| !case.own_account && case.place == Place::OwnUnit),
    ("annan enhet, samma nämnd", |case| case.place == Place::SameAuthority),
    ("annan nämnd", |case| case.place == Place::OtherAuthority),
];
const INTERVENTION: [Column; 5] = [
    ("egen, vid egen enhet", |case| made(case) && case.own_account && case.place == Place::OwnUnit),
    ("kollegas, vid egen enhet", |case| made(case) && !case.own_account && case.place == Place::OwnUnit),
    ("annan enhet, samma nämnd", |case| made(case) && case.place == Place::SameAuthority),
    ("annan nämnd", |case| made(case) && case.place == Place::OtherAuthority),
    ("skickad eller mottagen (förekommer inte)", |case| !made(case)),
];
const OUTREACH: [Column; 9] = [
    ("egen, inte lämnad", |case| made(case) && case.own_account && near(case)),
    ("egen, inte lämnad, från en tidigare myndighet", |case| made(case) && case.own_account && !near(case)),
    ("kollegas, inte lämnad", |case| made(case) && !case.own_account && near(case)),
    ("annan myndighets, inte lämnad", |case| made(case) && !case.own_account && !near(case)),
    ("egen lämnad, bara kvittot finns kvar", |case| sent(case) && case.own_account && near(case)),
    ("annans lämnade", |case| sent(case) && !(case.own_account && near(case))),
    ("mottagen av egen enhet", |case| case.side == "received" && case.place == Place::OwnUnit),
    ("mottagen av annan enhet, samma nämnd", |case| {
        case.side == "received" && case.place == Place::SameAuthority
    }),
    ("mottagen av annan nämnd", |case| case.side == "received" && case.place == Place::OtherAuthority),
];
const RECORDING: [Column; 3] = [
    ("vid egen enhet, bestämmelse i kraft", |case| case.place == Place::OwnUnit && case.basis),
    ("vid egen enhet, ingen bestämmelse i kraft", |case| case.place == Place::OwnUnit && !case.basis),
    ("vid annan enhet", |case| case.place != Place::OwnUnit),
];
const PAGE: [Column; 4] = [
    ("egen enhet som tar emot anmälningar", |case| case.place == Place::OwnUnit && case.receives),
    ("egen enhet som inte tar emot anmälningar", |case| case.place == Place::OwnUnit && !case.receives),
    ("annan enhet, samma nämnd", |case| case.place == Place::SameAuthority),
    ("enhet vid annan nämnd", |case| case.place == Place::OtherAuthority),
];
const ADDRESSEE: [Column; 3] = [
    ("till mottagande enhet, bestämmelse i kraft", |case| case.receives && case.basis),
    ("till mottagande enhet, ingen bestämmelse i kraft", |case| case.receives && !case.basis),
    ("till enhet som inte tar emot anmälningar", |case| !case.receives),
];
const REFERRAL: [Column; 7] = [
    ("egen skickad", |case| sent(case) && case.own_account && near(case)),
    ("egen skickad, från en tidigare nämnd", |case| sent(case) && case.own_account && !near(case)),
    ("kollegas skickade, egen enhet", |case| sent(case) && !case.own_account && case.place == Place::OwnUnit),
    ("skickad av annan enhet", |case| sent(case) && !case.own_account && case.place != Place::OwnUnit),
    ("mottagen av egen enhet", |case| case.side == "received" && case.place == Place::OwnUnit),
    ("mottagen av annan enhet", |case| case.side == "received" && case.place != Place::OwnUnit),
    ("varken skickad eller mottagen (förekommer inte)", |case| case.side == "own"),
];
const RECEIVER: [Column; 2] =
    [("på samtycke eller inom nämnden", |case| case.basis), ("utan stöd", |case| !case.basis)];
const LOG: [Column; 4] = [
    ("egna rader, egen myndighets logg", |case| case.own_account && near(case)),
    ("egna rader, annan myndighets logg", |case| case.own_account && !near(case)),
    ("andras rader, egen myndighets logg", |case| !case.own_account && near(case)),
    ("andras rader, annan myndighets logg", |case| !case.own_account && !near(case)),
];

const ACCOUNT: [Column; 2] =
    [("eget konto", |case| case.own_account), ("någon annans konto", |case| !case.own_account)];
const STAFFING: [Column; 3] = [
    ("egen enhet", |case| case.place == Place::OwnUnit),
    ("annan enhet, samma nämnd", |case| case.place == Place::SameAuthority),
    ("enhet vid annan nämnd", |case| case.place == Place::OtherAuthority),
];
const PROPOSAL: [Column; 9] = [
    ("vid egen enhet", |case| of_others(case) && case.place == Place::OwnUnit && case.led != Led::ByNobody),
    ("vid egen enhet, ingen i nämnden är chef", |case| {
        of_others(case) && case.place == Place::OwnUnit && case.led == Led::ByNobody
    }),
    ("vid annan enhet i nämnden, som har chef", |case| {
        of_others(case) && case.place == Place::SameAuthority && case.led == Led::ByUnit
    }),
    ("vid annan enhet i nämnden utan egen chef", |case| {
        of_others(case) && case.place == Place::SameAuthority && case.led == Led::ByAuthority
    }),
    ("vid annan nämnd där någon är chef", |case| {
        of_others(case) && case.place == Place::OtherAuthority && case.led != Led::ByNobody
    }),
    ("vid annan enhet, ingen i dess nämnd är chef", |case| {
        of_others(case) && case.place != Place::OwnUnit && case.led == Led::ByNobody
    }),
    ("eget förslag, för någon annan", |case| case.proposed && !case.own_account),
    ("någon annans förslag, för läsaren själv", |case| !case.proposed && case.own_account),
    ("eget förslag, för läsaren själv", |case| case.proposed && case.own_account),
];

fn of_others(case: &Case) -> bool {
    !case.proposed && !case.own_account
}
const QUESTION: [Column; 4] = [
    ("ställd till läsaren själv, egen myndighet", |case| case.own_account && near(case)),
    ("ställd till läsaren själv, annan myndighet", |case| case.own_account && !near(case)),
    ("ställd till någon annan, egen myndighet", |case| !case.own_account && near(case)),
    ("ställd till någon annan, annan myndighet", |case| !case.own_account && !near(case)),
];
const REGISTER: [Column; 3] = [
    ("egen nämnds register", |case| near(case) && !case.protected),
    ("egen nämnds register, skyddade personuppgifter och läsaren är utsedd handläggare", |case| {
        near(case) && case.protected
    }),
    ("annan nämnds register", |case| !near(case)),
];
const SEARCH: [Column; 3] = [
    ("från egen enhet, sökningar finns kvar i dag", |case| {
        case.place == Place::OwnUnit && case.searches_left
    }),
    ("från egen enhet, dagens sökningar är slut", |case| {
        case.place == Place::OwnUnit && !case.searches_left
    }),
    ("från annan enhet", |case| case.place != Place::OwnUnit),
];

fn sent(case: &Case) -> bool {
    case.side == "sent"
}

fn received_here(case: &Case) -> bool {
    case.side == "received" && case.place == Place::OwnUnit
}

fn made(case: &Case) -> bool {
    case.side == "own"
}

fn near(case: &Case) -> bool {
    case.place != Place::OtherAuthority
}

/// The section of one role.
pub(super) fn of_role(undisturbed: &[Answered<'_>], role: Role, policies: &[PolicyInfo]) -> String {
    let mut text = format!("\n## {}\n\n{}\n", words::role(role), words::role_in_short(role));
    let mut nothing = Vec::new();
    for sheet in &SHEETS {
        let rows = rows(undisturbed, role, sheet, policies);
        if rows.iter().any(|(_, cells)| cells.iter().any(|cell| cell != NO)) {
            text += &written(sheet, &rows);
        } else {
            nothing.push(format!(
                "{} ({})",
                sheet.title,
                words::list(sheet.columns.iter().map(|column| column.0))
            ));
        }
    }
    if !nothing.is_empty() {
        text += "\n**Nej till varje handling i varje relation:**\n\n";
        for line in &nothing {
            let _ = writeln!(text, "- {line}");
        }
    }
    text
}

const NO: &str = "–";

type Row = (Action, Vec<String>);

fn rows(undisturbed: &[Answered<'_>], role: Role, sheet: &Sheet, policies: &[PolicyInfo]) -> Vec<Row> {
    let actions = Action::ALL.iter().copied().filter(|action| (sheet.covers)(*action));
    actions
        .map(|action| {
            let cell = |column: &Column| cell(undisturbed, (role, action), column.1, policies);
            (action, sheet.columns.iter().map(cell).collect())
        })
        .collect()
}

fn cell(
    undisturbed: &[Answered<'_>],
    asked: (Role, Action),
    belongs: fn(&Case) -> bool,
    policies: &[PolicyInfo],
) -> String {
    let (mut yes, mut all, mut by) = (0, 0, BTreeSet::new());
    let meant = |case: &Case| (case.role, case.action) == asked && belongs(case);
    for (_, answer) in undisturbed.iter().filter(|(case, _)| meant(case)) {
        all += 1;
        if is_yes(answer) {
            yes += 1;
            by.extend(answer.policies.iter().map(String::as_str));
        }
    }
    if yes == 0 {
        NO.to_owned()
    } else if yes == all {
        format!("ja ({})", words::policies(by, policies))
    } else {
        format!("**olika** ({yes} ja av {all})")
    }
}

fn written(sheet: &Sheet, rows: &[Row]) -> String {
    let heads = sheet.columns.iter().map(|column| column.0).collect::<Vec<_>>().join(" | ");
    let rule = "---|".repeat(sheet.columns.len());
    let mut text = format!("\n### {}\n\n| Handling | {heads} |\n|---|{rule}\n", sheet.title);
    for (action, cells) in rows {
        let _ = writeln!(text, "| {} | {} |", words::action(*action), cells.join(" | "));
    }
    text
}
