# Asking for a visit: the form for everybody, the receipt, and the page of those who go there.

ask-title = Ask for a visit
ask-lede = Schools, associations and businesses can ask the municipality's crime prevention and the local police to come. We come as far as we are able, and we always answer.
ask-asker = Who is asking?
asker-school = A school
asker-association = An association
asker-business = A business
asker-other = Somebody else
ask-organisation = What is your organisation called?
ask-topic = What do you want to talk about?
ask-reach = How do we reach you?
ask-reach-what = Telephone or e-mail of somebody with you. Only those who answer you see it, and it is removed when you have been answered.
ask-leave-empty = Leave this field empty
ask-send = Send
ask-to-promise = How the citizen promise goes
ask-foot = This page sets no cookies and asks for no personal number. Write nothing about individuals.
ask-asker-missing = Choose who is asking
ask-organisation-missing = Write what you are called
ask-topic-missing = Write what you want to talk about
ask-reach-missing = Write how we reach you
ask-reach-long = At most 120 characters
ask-personal = This looks like personal data (a number, telephone, address or the like). Remove it here and write how we reach you in the last field.
ask-too-quick = The form was sent faster than anybody can write. Wait some seconds and send it again.
ask-stale = The form has been open for long. What you wrote is still here. Send it again.
ask-robot = A field that should be empty is filled in. Send it again.
ask-not-now = It cannot be taken just now. What you wrote is still here. Try again in a while.
asked-title = Thank you, we have your question
asked-lede = You will be answered the way you wrote.
asked-number = Your number, if you want to ask how it goes:
asked-next = Write the number down or print this page.

visits-title = Visits asked for
visits-lede = Schools, associations and businesses that asked for a visit. How to reach them is shown until you have answered, and every opening of the page is on record.
visits-waiting = Waiting for an answer
visits-wait = { $count ->
        [one] One visit that was asked for waits for an answer.
       *[other] { $count } visits that were asked for wait for an answer.
    }
visits-none = Nobody waits for an answer.
visits-who = Who is asking
visits-reach = Reached at
visits-reach-gone = This has been removed
visits-number = Number
visits-on = On which day was the visit?
visits-done = The visit is done
visits-day-missing = Write on which day the visit was
visits-decline = There will be no visit
visits-decline-save = Save that there will be none
visits-reason = Why? Write what you answered.
visits-reason-missing = Write why
visits-answered = Answered
visits-done-on = Done { $day }
visits-declined-why = Did not take place: { $reason }
visits-asked-otherwise = Has somebody asked in another way? Fill in the same form, and it counts.
rule-too-many-now = Many questions have come in the last hour. What you wrote is still here. Try again in a while, or call the municipality.
rule-link-ended = The link is no longer valid, or not for this.
unfit-before-asked = The day lies before the day on which they asked
log-public = Somebody of the public
role-public = The public
role-link = Link
act-visit-ask = Asked for a visit
act-visit-purge = Old contact details thrown away
act-visits-open = Visits asked for opened
act-visit-answer = Visit asked for answered
