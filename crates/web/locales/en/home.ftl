# What is to be done, for each role.

home-title = To do
home-counsellor = Are you worried about a child? Write it now. You do not need to be certain.
home-new-hint = Takes about two minutes. Nothing is sent until you have seen exactly what.
home-sent = Your latest reports
home-all-sent = All your reports
home-expired = Your role has expired.
home-expired-what = You cannot read anything until your head of unit has renewed it. You can always report a concern about a child: with New concern if you have it, otherwise by ringing intake.
home-worker =
    { $urgent ->
         [0] No concern is overdue or due today.
         [one] One concern is overdue or due today.
        *[other] { $urgent } concerns are overdue or due today.
    } { $all ->
         [0] No concern is waiting.
         [one] One concern is waiting for you and your colleagues.
        *[other] { $all } concerns are waiting for you and your colleagues.
    }
home-follow-ups = Interventions to follow up
home-nothing = Nothing to do at the moment
home-nothing-what = New concerns appear here as soon as they come in, with the date by which they must be assessed.
home-auditor = Your task is to see who has read what, and why.
home-auditor-title = The log is waiting for you
home-auditor-text = You see reads, decisions and refused attempts within your own board. Young people appear as pseudonyms, and you cannot open any case.
home-police = Do you suspect that a child is faring badly? Report it at once, you need not be certain.
home-leisure = Are you worried about a young person? Write it now, you need not be certain.
home-administrator = You keep the system running without being able to read cases.
home-administrator-title = Accounts, units and duties
home-administrator-text = Open accounts under People and propose duties under Duties. Another person approves each duty. Every change is an entry in the log.
home-follow-only = Interventions that your unit has to follow up.
home-head = Here you lead the work of the unit.
home-head-title = Nothing waits for you
home-head-text = What has nobody responsible or is overdue appears here.
home-coordinator = Anything handed to you appears here.
home-coordinator-title = Nothing has been handed to you
home-coordinator-text = Requests for cooperation appear here once somebody has sent them.
home-handed = Handed over to you
home-drafts = Drafts
home-meetings = Meetings not handed over
home-unit = Unassigned or late
