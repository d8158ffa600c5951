# What is to be done, for each role.

home-title = To do
home-counsellor = Are you worried about a child? Write it now, you need not be certain.
home-new-hint = Takes about two minutes. Nothing is sent before you have seen exactly what.
home-sent = Your latest reports
home-all-sent = All your reports
home-expired = Your role has expired.
home-expired-what = You can still flag a concern for a child, but see nothing else. Your manager renews the role.
home-worker =
    { $urgent ->
         [0] Nothing is overdue or due today.
         [one] One thing is due today.
        *[other] { $urgent } things are due today.
    } { $all ->
         [0] No concern is waiting.
         [one] One concern is waiting for you and your colleagues.
        *[other] { $all } concerns are waiting for you and your colleagues.
    }
home-follow-ups = Interventions to follow up
home-nothing = Nothing to do just now
home-nothing-what = New concerns appear here as soon as they have come in, with the day by which they must be assessed.
home-auditor = Your task is to see who has read what, and why.
home-auditor-title = The log is waiting for you
home-auditor-text = You see readings, decisions and refused attempts at your own board. Young people are pseudonyms, and you can open no case.
home-police = What was handed to you appears here.
home-police-title = Nothing has been handed to you
home-police-text = The police see only what a named person has decided to hand over. For the time being you report a concern for a child to intake by telephone.
home-leisure = What was handed to you appears here.
home-leisure-title = Nothing has been handed to you
home-leisure-text = Leisure sees only its own tasks. For the time being you report a concern for a child to intake by telephone.
home-administrator = You keep the system running without being able to read cases.
home-administrator-title = Units, people and roles are set up with the program's commands
home-administrator-text = Run fyrklover help on the server. Each change becomes an entry in the log.
