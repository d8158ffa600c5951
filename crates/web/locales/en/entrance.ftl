# The entrance: sign in, switch role.

sign-in-title = Sign in
sign-in-lede = School, social services, police and leisure act early around a young person. Each sees only what it has been given.
sign-in = Sign in
username = User name
password = Password
code = One-time code
code-hint = Six digits from your code app
sign-in-wrong = The name, password or one-time code is wrong. A code works only once: if you have just used it, wait for the next one.
sign-in-wait = There have been several failed attempts. Try again after { $until }.
demo-title = Enter as
demo-lede = Invented people in Karlshamn. The button fills in the password and one-time code, and the sign-in itself is real.
aim-karin = Flags a concern about a child, between two lessons.
aim-sara = Receives concerns, assesses, decides and offers early interventions.
aim-lena = Sees what has nobody responsible or is overdue, and shares out the work.
aim-petra = Receives requests for cooperation, once the family has said yes.
aim-margit = Sees who has read what, and that the log is unaltered.
aim-jonas = Reports concerns and records outreach meetings, and sees nothing that has not been handed to the police.
aim-amira = Meets young people at the youth centre, reports concerns and sees only her own tasks.
aim-eva = Keeps the system running, and cannot read a single case.
switch-lede = You work in one role at a time. It is shown at the top of every page.
duty-current = This is your current role.
