# The entrance: sign in, switch role.

sign-in-title = Sign in
sign-in-lede = School, social services, police and leisure act early around a young person. Each sees only what it may.
sign-in = Sign in
username = User name
password = Password
code = One-time code
code-hint = Six digits from your code app
sign-in-wrong = Name, password or one-time code is wrong. A code counts once: wait for the next if you have just used it.
sign-in-wait = It has gone wrong several times. Try again after { $until }.
demo-title = Go in as
demo-lede = Invented people in Karlshamn. The button fills in password and one-time code and signs in for real.
aim-karin = Flags a concern for a child, between two lessons.
aim-sara = Receives concerns, assesses, decides and offers early interventions.
aim-margit = Sees who has read what, and that the log is unaltered.
aim-jonas = Works with social services, and sees nothing that was not handed to the police.
aim-amira = Meets young people at the youth centre, and sees nothing of the cases.
aim-eva = Keeps the system running, and cannot read a single case.
switch-lede = You work in one role at a time. It stands at the top of every page.
duty-current = This is your role now.
