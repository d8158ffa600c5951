# Log review, questions to readers and the monthly report.

reviewed-title = Log review, { $period }
review-month = { $month } { $year }
review-period = { $from } up to and including { $until }
reviewed-lede =
    { $pressing ->
         [0] No group of readings needs a judgement of its own.
         [one] One group of readings needs a judgement of its own.
        *[other] { $pressing } groups of readings need a judgement of their own.
    } { $entries } entries became { $groups } groups: one reader and one person at a time.
review-months = Months
review-before = The month before
review-after = The month after
review-cut = The period has more entries than can be grouped at once. Choose a shorter period.
review-whole-month = This is part of a month. Outcomes are set down for whole months.
review-this-month = Show the month
review-nothing = Nothing left to judge
review-nothing-what = All readings of the period are reviewed, or nobody has read anything.
review-pressing = To be judged
review-pressing-what = Without an explanation in the system, refused, protected persons and outside 06–20
review-more = Another { $more } are shown when these are judged.
review-sample = Sample
review-sample-what = Chance has picked these among the explained ones. They stay the same all month
review-rest = The rest
review-rest-what = This is how the system explains them. Look at the sample before you decide.
review-groups =
    { $groups ->
         [one] One group
        *[other] { $groups } groups
    }
review-rest-save =
    { $groups ->
         [one] The explained group is justified
        *[other] All { $groups } explained groups are justified
    }
review-done =
    { $groups ->
         [one] One reviewed group
        *[other] { $groups } reviewed groups
    }
review-done-what = With outcome, and who set it down
review-choose = Choose another period
review-person = person
review-why = Why it is here
review-outcome = Outcome
review-own = Your own readings are reviewed by somebody else.
review-count =
    { $count ->
         [one] Once
        *[other] { $count } times
    }
review-when = { $first } to { $last }
review-new-since = New readings since: { $outcome }, { $by }, { $at }
review-set-down = { $outcome }, { $by }, { $at }
review-answered = Answer { $at }
flag-unexplained = No explanation in the system
flag-refused = Refused
flag-protected = Protected person, always reviewed
flag-off_hours = Outside 06–20
flag-command = Command on the server
relation-assigned = responsible
relation-received_copy = received copy
relation-task = task
relation-own_report = handed over by the reader
relation-own_unit = made at the unit
relation-review = review
relation-none = no explanation in the system
judge-justified = Justified
judge-asked = Ask for an explanation
judge-accepted = Accept the explanation
judge-suspicion = Suspicion
judge-breach = Breach
judged-justified = Justified
judged-asked = Explanation asked for
judged-accepted = Explanation accepted
judged-suspicion = Suspicion
judged-breach = Personal data breach
log-command = A command on the server
all-readings = All readings
all-readings-lede = Who has read or changed what within your board, when, in which role and on what basis. Refused attempts are included.
reveal-show = Show the name
reveal-why = Why do you need to know who it is?
reveal-save = Show name and year of birth
reveal-relation = The reader and the person may be related
reveal-explanation = The reader's answer names somebody
reveal-notify = The person has to be told of a breach
reveal-request = Somebody has asked who has read
reveal-title = The name behind the pseudonym
reveal-lede = That you saw the name, and why, stands in the log.
reveal-pseudonym = Pseudonym
reveal-name = Name
reveal-nobody = The name cannot be shown: the person is not in the board's register, or you may not see it.
reveal-back = Back to the month
reveal-born = { $name }, born { $year }
report-title = Report of the log review, { $period }
report-lede = The report names nobody.
report-link = Monthly report
report-groups = Review
report-outcomes = Outcomes
report-entries = Entries in the log
report-number = Number
report-file = Fetch as a file (CSV)
report-part = Part
report-log = The log
report-full = last checked from the beginning
report-no-unit = no unit
report-all = Groups of readings
report-reviewed = reviewed
report-waiting = waiting for an explanation
report-unreviewed = not reviewed
report-unexplained = without an explanation in the system
report-refused = refused attempts
report-destroyed = destroyed entries
questions-title = Questions to you
question-title = Question about your readings
question-readings =
    { $count ->
         [one] One reading { $last }
        *[other] { $count } readings from { $first } to { $last }
    }
question-person = about person { $person }
question-asked = The log auditor asked { $at }
question-open = Waits for your answer
question-answered = Answered
question-answer = Answer
question-what = The log auditor does not see what you read, only that you did. Say why you needed it in your work.
question-text = Your explanation
question-text-hint = Write no names. Only you and the log auditor can read the answer.
question-save = Send the answer
explanation-missing = Write an explanation, at most 4 000 characters
explanation-stands = You have answered already. The first answer stands.
flag-reporter = Protected reporter, always reviewed
review-given = Reason: { $reasons }
flag-searches = Many searches without a hit
