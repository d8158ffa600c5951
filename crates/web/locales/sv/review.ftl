# Loggkontroll, frågor till läsare och månadsrapport.

reviewed-title = Loggkontroll, { $period }
review-month = { $month } { $year }
review-period = { $from } till och med { $until }
reviewed-lede =
    { $pressing ->
         [0] Ingen grupp av läsningar behöver bedömas för sig.
         [one] En grupp av läsningar behöver bedömas för sig.
        *[other] { $pressing } grupper av läsningar behöver bedömas för sig.
    } Av { $entries } poster blev det { $groups } grupper: en läsare och en person i taget.
review-months = Månader
review-before = Månaden före
review-after = Månaden efter
review-cut = Perioden har fler poster än som kan grupperas på en gång. Välj en kortare period.
review-whole-month = Här visas en del av en månad. Utfall antecknas för hela månader.
review-this-month = Visa månaden
review-nothing = Inget kvar att bedöma
review-nothing-what = Alla läsningar i perioden är granskade, eller så har ingen läst något.
review-pressing = Att bedöma
review-pressing-what = Utan förklaring i systemet, nekade, skyddade personer och utanför kl. 06–20
review-more = Ytterligare { $more } visas när de här är bedömda.
review-sample = Stickprov
review-sample-what = Slumpen har valt de här bland de förklarade. De är desamma hela månaden
review-rest = Resten
review-rest-what = Systemet förklarar dem så här. Titta på stickprovet innan du bestämmer dig.
review-groups =
    { $groups ->
         [one] En grupp
        *[other] { $groups } grupper
    }
review-rest-save =
    { $groups ->
         [one] Den förklarade gruppen är motiverad
        *[other] Alla { $groups } förklarade grupper är motiverade
    }
review-done =
    { $groups ->
         [one] En granskad grupp
        *[other] { $groups } granskade grupper
    }
review-done-what = Med utfall, och vem som satte det
review-choose = Välj en annan period
review-person = person
review-why = Varför den är här
review-outcome = Utfall
review-own = Dina egna läsningar granskas av någon annan.
review-count =
    { $count ->
         [one] En gång
        *[other] { $count } gånger
    }
review-when = { $first } till { $last }
review-new-since = Nya läsningar sedan: { $outcome }, { $by }, { $at }
review-set-down = { $outcome }, { $by }, { $at }
review-answered = Svar { $at }
flag-unexplained = Ingen förklaring i systemet
flag-refused = Nekad
flag-protected = Skyddad person, granskas alltid
flag-off_hours = Utanför kl. 06–20
flag-command = Kommando på servern
relation-assigned = ansvarig
relation-received_copy = mottagen kopia
relation-task = uppgift
relation-own_report = lämnat av läsaren själv
relation-own_unit = gjord vid enheten
relation-review = granskning
relation-none = ingen förklaring i systemet
judge-justified = Motiverad
judge-asked = Begär förklaring
judge-accepted = Godta förklaringen
judge-suspicion = Misstanke
judge-breach = Incident
judged-justified = Motiverad
judged-asked = Förklaring begärd
judged-accepted = Förklaring godtagen
judged-suspicion = Misstanke
judged-breach = Personuppgiftsincident
log-command = Ett kommando på servern
all-readings = Alla läsningar
all-readings-lede = Vem som har läst eller ändrat vad i din nämnd, när, i vilken roll och på vilken grund. Nekade försök är med.
reveal-show = Visa namnet
reveal-why = Varför behöver du veta vem det är?
reveal-save = Visa namn och födelseår
reveal-relation = Läsaren och personen kan höra ihop
reveal-explanation = Läsarens svar nämner någon
reveal-notify = Personen ska få veta om en incident
reveal-request = Någon har frågat vem som har läst
reveal-title = Namnet bakom pseudonymen
reveal-lede = Att du fick se namnet, och varför, står i loggen.
reveal-pseudonym = Pseudonym
reveal-name = Namn
reveal-nobody = Namnet går inte att visa: personen finns inte i nämndens register, eller så får du inte se den.
reveal-back = Tillbaka till månaden
reveal-born = { $name }, född { $year }
report-title = Rapport om loggkontroll, { $period }
report-lede = Rapporten nämner ingen person.
report-link = Månadsrapport
report-groups = Granskning
report-outcomes = Utfall
report-entries = Poster i loggen
report-number = Antal
report-file = Hämta som fil (CSV)
report-part = Del
report-log = Loggen
report-full = senast kontrollerad från början
report-no-unit = utan enhet
report-all = Grupper av läsningar
report-reviewed = granskade
report-waiting = väntar på förklaring
report-unreviewed = inte granskade
report-unexplained = utan förklaring i systemet
report-refused = nekade försök
report-destroyed = gallrade poster
questions-title = Frågor till dig
question-title = Fråga om dina läsningar
question-readings =
    { $count ->
         [one] En läsning { $last }
        *[other] { $count } läsningar från { $first } till { $last }
    }
question-person = om person { $person }
question-asked = Loggranskaren frågade { $at }
question-open = Väntar på ditt svar
question-answered = Besvarad
question-answer = Svara
question-what = Loggranskaren ser inte vad du läste, bara att du gjorde det. Berätta varför du behövde det i ditt arbete.
question-text = Din förklaring
question-text-hint = Skriv inga namn. Bara du och loggranskaren kan läsa svaret.
question-save = Skicka svaret
explanation-missing = Skriv en förklaring, högst 4 000 tecken
explanation-stands = Du har redan svarat. Det första svaret gäller.
flag-reporter = Skyddad anmälare, granskas alltid
review-given = Skäl: { $reasons }
flag-searches = Många sökningar utan träff
