# Received concerns.

queue-title = Received concerns
queue-lede =
    { $all ->
         [0] No concern in the list.
         [one] One concern in the list.
        *[other] { $all } concerns in the list.
    } { $urgent ->
         [0] None of them presses today.
         [one] One is due now.
        *[other] { $urgent } are due now.
    }
queue-waiting = Waiting
queue-decided = Decided
queue-empty = No concern here
queue-empty-what = When somebody flags a concern for a child to your unit it appears here at once, with the clock for protection assessment and decision.
concern-about = Concern about { $name }
concern-about-age = Concern about { $name }, aged { $age }
handed-at = came in { $at }
handed-from = handed over from
handed-title = Handed over from: { $agency }
has-seen = has seen or heard
ring-reporter = Ring the reporter
provenance = How this was handed over
decided-by = Decided by
fields-left = What was handed over
conditions = Conditions
left-name = name
left-number = personal number
left-observed = own observation
left-hearsay = what others have told
left-judgement = own judgement
left-guardians = whether the guardians know
left-reporter = who reports
protected-what = Only specially named people see this report. Write no addresses, and pass nothing on without a decision.
chip-today = Today, at once
chip-last-day = Last day
day-of-14 = Day { $day } of 14
days-over =
    { $days ->
         [one] 1 day overdue
        *[other] { $days } days overdue
    }
days-left =
    { $days ->
         [0] Today
         [one] 1 day left
        *[other] { $days } days left
    }
latest = decision by { $date }
latest-moved = decision by { $date }, in practice { $moved }
do-protection = Assess
do-decision = Decide
protection-now = The protection assessment is due at once, and { $by }.
decision-by = The protection assessment is made: { $by }.
decision-made = The decision is made.
protection-title = Protection assessment
protection-lede = Does the child need immediate protection? The judgement is yours, nothing is preselected.
protection-needed = Needs protection now
protection-needed-hint = Contact the emergency service and your manager. Write what is being done.
protection-not_needed = No immediate need
protection-not_needed-hint = Go on to the pre-assessment.
protection-missing = Choose whether the child needs protection now
protection-save = Save the protection assessment
opening-title = Decision on an investigation
opening-open = Open an investigation
opening-open-hint = The investigation is to be completed within four months.
opening-do_not_open = Do not open
opening-do_not_open-hint = Write why what is being done is enough.
opening-already_running = An investigation is already running
opening-already_running-hint = No new decision is needed. The report is added to it.
opening-missing = Choose what you decide
opening-save = Save the decision
your-judgement = Your judgement
reasons = Reasons
reasons-missing = Write the reasons
next-step = Next step
next-protection = Make the protection assessment first. Then you can decide on an investigation and offer an early intervention.
next-decision = Decide on an investigation. An early intervention can be offered already now.
next-offer = Do the child or the family need support? Offer an early intervention.
who-sees = Who can see this?
sees-all = Yes, all of it
sees-own = Its own report
