# Received concerns.

queue-title = Received concerns
queue-lede =
    { $all ->
         [0] No concerns in the list.
         [one] One concern in the list. { $urgent ->
             [0] It is not urgent today.
            *[other] It is due now.
        }
        *[other] { $all } concerns in the list. { $urgent ->
             [0] None of them is urgent today.
             [one] One is due now.
            *[other] { $urgent } are due now.
        }
    }
queue-waiting = Waiting
queue-decided = Decided
queue-empty = No concerns here
queue-empty-what = When someone reports a concern about a child to your unit it appears here at once, with the deadlines for protection assessment and decision.
concern-about = Concern about { $name }
concern-about-age = Concern about { $name }, aged { $age }
handed-at = came in { $at }
handed-from = handed over from
handed-title = Handed over from: { $agency }
has-seen = has personally seen or heard
ring-reporter = Ring the reporter
provenance = How this was disclosed
decided-by = Decided by
fields-left = What was disclosed
conditions = Conditions
left-name = name
left-number = personal id number
left-observed = own observation
left-hearsay = what others have said
left-judgement = own assessment
left-guardians = whether the guardians know
left-reporter = who is reporting
left-opening = whether an investigation is opened
left-request = what is asked for
left-background = background
protected-what = Only specially appointed staff see this report. Do not write any address, and do not pass anything on without a decision.
chip-today = Protection assessment today
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
protection-now = A protection assessment must be made at once, and { $by }.
decision-by = The protection assessment has been made: { $by }.
decision-made = The decision has been made.
protection-title = Protection assessment
protection-lede = Does the child need immediate protection? The judgement is yours; nothing is preselected.
protection-needed = Needs protection now
protection-needed-hint = Contact the on-call service and your manager. Write what is being done.
protection-not_needed = No immediate need
protection-not_needed-hint = Continue with the pre-assessment.
protection-missing = Choose whether the child needs protection now
opening-title = Decision on an investigation
opening-open = Open an investigation
opening-open-hint = The investigation must be completed within four months.
opening-do_not_open = Do not open
opening-do_not_open-hint = Write why what is already being done is enough.
opening-already_running = An investigation is already running
opening-already_running-hint = No new decision is needed. The report is added to it.
opening-missing = Choose your decision
reasons = Reasons
reasons-missing = Write your reasons
next-step = Next step
next-protection = Make the protection assessment first. Then you can decide on an investigation and offer an early intervention.
next-decision = Decide on an investigation. An early intervention can be offered now.
next-offer = Does the child or the family need support? Offer an early intervention.
who-sees = Who can see this?
sees-all = Yes, all of it
sees-own = Its own report
unsaved-title = Your text was not saved
unsaved-what = A colleague was faster. Copy what you want to keep.
by-moved = { $date }, in practice { $moved }
do-feedback = Tell the reporter
opening-lede = Decision by { $by } at the latest. You may leave this empty now and decide later.
feedback-title = Feedback to the reporter
feedback-wanted = The reporter has asked to be told. That is due within a week of the decision.
feedback-due = feedback to the reporter by { $by } at the latest
feedback-lede-asked = The reporter has asked to be told whether an investigation is opened. Only this is handed over: opened, not opened or already running.
feedback-lede = The reporter has not asked to be told, but may be. Only this is handed over: opened, not opened or already running.
feedback-given = Tell the reporter
feedback-given-hint = Handed over on the reporter’s own page when you save.
feedback-withheld = Do not tell
feedback-withheld-hint = It is unsuitable under the circumstances. Write why.
feedback-missing = Choose whether the reporter is told
feedback-reasons-hint = needed if you do not tell
nothing-judged = Answer at least one of the questions, with reasons
judge-save = Save
judge-later = What you leave empty stays undone.
responsible-you = You are responsible.
responsible-colleague = A colleague is responsible.
responsible-nobody = Nobody is responsible yet.
take-it = I take it
family-title = Do you know the family?
family-why = The report has no personal number, so nobody can see whom it is about without opening it. If you think that you know the child or the family, somebody else takes it.
family-no = No, open the report
family-yes = Yes, I know the family
family-know = I know this family
family-then = If you know the family, a conflict of interest is recorded, the report closes for you, and the head of unit chooses somebody else.
unit-title = The unit
unit-lede =
    { $nobody ->
         [0] Everything that waits has somebody responsible.
         [one] One report has nobody responsible.
        *[other] { $nobody } reports have nobody responsible.
    } { $over ->
         [0] None is late.
         [one] One is late.
        *[other] { $over } are late.
    }
unit-nobody = Nobody responsible
unit-over = Late
unit-running = Others that wait
unit-has = responsible: { $name }
unassigned-conflict = nobody responsible: conflict of interest
unit-choose = Choose
unit-assign = Assign
unit-load = What each one has
unit-load-all = Waiting
unit-load-over = Late
same-child = More reports on the same child
protection-over =
    { $days ->
         [one] Protection assessment 1 day late
        *[other] Protection assessment { $days } days late
    }
reporter-title = The reporter
reporter-apart = Protected reporter
reporter-apart-what = Who reported is kept apart. The report does not show where it came from.
handed-title-apart = Report from a protected reporter
has-told-apart = The reporter’s words
unseal-show = Open who it is
unseal-why = Why do you need to know?
unseal-why-missing = Choose why you need to know who reported
unseal-contact = I need to reach the reporter
unseal-threat = The reporter may be under threat
unseal-witness = A court or the police need the reporter as a witness
unseal-save = Open
unseal-reviewed = The reason is in the log, and the reading is always reviewed.
unseal-not-you = Whoever is responsible can open it, with a reason.
unseal-reason = Reason
reporter-lede = The reading is in the log with your reason, and is reviewed.
reporter-function = Function or relation to the child
reporter-phone = Telephone
reporter-unsaid = not said
reporter-careful = Do not write this in assessments or notes. Do not tell the family, and do not pass it on.
reporter-back = Back to the report
seal-save = The reporter may be in danger
seal-then = Who reported is then moved out of the report and kept apart. This cannot be undone.
register-title = Report from a private person
register-lede = When a neighbour, a relative or somebody else rings or comes in. You write down what they tell. Who they are is kept apart, and you become responsible.
register-about = Who is it about?
register-what = What do they tell?
register-observed = What is told
register-observed-hint = in their own words; write nothing that shows who tells it
register-observed-missing = Write what is told
register-by = Who tells it?
register-by-what = May be left empty: a private person may be anonymous. Do not ask for the name against their will.
register-by-name = Name
register-by-phone = Telephone
register-by-relation = Relation to the child
register-by-relation-hint = for example neighbour or grandmother
register-save = Receive the report
register-then = The clock starts now: protection assessment at once, decision within 14 days.
rule-nobody-asked = The reporter is protected and has not asked for feedback.
