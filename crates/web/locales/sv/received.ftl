# Inkomna anmälningar.

queue-title = Inkomna anmälningar
queue-lede =
    { $all ->
         [0] Ingen anmälan i listan.
         [one] En anmälan i listan. { $urgent ->
             [0] Den brådskar inte i dag.
            *[other] Den ska göras nu.
        }
        *[other] { $all } anmälningar i listan. { $urgent ->
             [0] Ingen av dem brådskar i dag.
             [one] En ska göras nu.
            *[other] { $urgent } ska göras nu.
        }
    }
queue-waiting = Väntar
queue-decided = Beslutade
queue-empty = Ingen anmälan här
queue-empty-what = När någon anmäler oro för ett barn till er enhet visas det här genast, med klockan för skyddsbedömning och beslut.
concern-about = Orosanmälan om { $name }
concern-about-age = Orosanmälan om { $name }, { $age } år
handed-at = inkom { $at }
handed-from = överlämnat från
handed-title = Överlämnat från: { $agency }
has-seen = har själv sett eller hört
ring-reporter = Ring anmälaren
provenance = Så lämnades uppgifterna ut
decided-by = Beslutat av
fields-left = Uppgifter som lämnades
conditions = Villkor
left-name = namn
left-number = personnummer
left-observed = egen iakttagelse
left-hearsay = vad andra har berättat
left-judgement = egen bedömning
left-guardians = om vårdnadshavarna vet
left-reporter = vem som anmäler
left-opening = om en utredning inleds
left-request = vad som önskas
left-background = bakgrund
protected-what = Bara särskilt utsedda ser den här anmälan. Skriv inga adresser, och lämna inget vidare utan beslut.
chip-today = Skyddsbedömning i dag
chip-last-day = Sista dagen
day-of-14 = Dag { $day } av 14
days-over =
    { $days ->
         [one] 1 dag över tiden
        *[other] { $days } dagar över tiden
    }
days-left =
    { $days ->
         [0] I dag
         [one] 1 dag kvar
        *[other] { $days } dagar kvar
    }
latest = beslut om utredning senast { $date }
latest-moved = beslut om utredning senast { $date }, i praktiken { $moved }
do-protection = Skyddsbedöm
do-decision = Besluta
protection-now = Skyddsbedömning ska göras genast, och { $by }.
decision-by = Skyddsbedömningen är gjord: { $by }.
decision-made = Beslutet är fattat.
protection-title = Skyddsbedömning
protection-lede = Behöver barnet omedelbart skydd? Bedömningen är din, inget är förvalt.
protection-needed = Behöver skydd nu
protection-needed-hint = Kontakta jour och ledning. Skriv vad som görs.
protection-not_needed = Inget omedelbart behov
protection-not_needed-hint = Fortsätt till förhandsbedömningen.
protection-missing = Välj om barnet behöver skydd nu
opening-title = Beslut om utredning
opening-open = Inled utredning
opening-open-hint = Utredningen ska vara klar inom fyra månader.
opening-do_not_open = Inled inte
opening-do_not_open-hint = Skriv varför det räcker med det som görs.
opening-already_running = Utredning pågår redan
opening-already_running-hint = Inget nytt beslut behövs. Anmälan läggs till den.
opening-missing = Välj vad du beslutar
reasons = Skäl
reasons-missing = Skriv skälen
next-step = Nästa steg
next-protection = Gör skyddsbedömningen först. Sedan kan du besluta om utredning och erbjuda en tidig insats.
next-decision = Besluta om utredning. En tidig insats kan erbjudas redan nu.
next-offer = Behöver barnet eller familjen stöd? Erbjud en tidig insats.
who-sees = Vem kan se det här?
sees-all = Ja, hela
sees-own = Sin egen anmälan
unsaved-title = Din text sparades inte
unsaved-what = En kollega hann före. Kopiera det som du vill ha kvar.
by-moved = { $date }, i praktiken { $moved }
do-feedback = Återkoppla
opening-lede = Beslut senast { $by }. Du kan lämna frågan tom nu och besluta senare.
feedback-title = Återkoppling till anmälaren
feedback-wanted = Anmälaren har begärt återkoppling. Den lämnas senast en vecka efter beslutet.
feedback-due = återkoppling till anmälaren senast { $by }
feedback-lede-asked = Anmälaren har begärt att få veta om en utredning inleds. Bara det lämnas ut: inleds, inleds inte eller pågår redan.
feedback-lede = Anmälaren har inte begärt återkoppling, men får få den. Bara det lämnas ut: inleds, inleds inte eller pågår redan.
feedback-given = Lämna återkoppling
feedback-given-hint = Lämnas ut på anmälarens egen sida när du sparar.
feedback-withheld = Lämna inte
feedback-withheld-hint = Det är olämpligt med hänsyn till omständigheterna. Skriv varför.
feedback-missing = Välj om återkoppling lämnas
feedback-reasons-hint = behövs om du inte lämnar
nothing-judged = Svara på minst en av frågorna, med skäl
judge-save = Spara
judge-later = Det du lämnar tomt är fortfarande ogjort.
responsible-you = Du är ansvarig.
responsible-colleague = En kollega är ansvarig.
responsible-nobody = Ingen är ansvarig ännu.
take-it = Jag tar den
family-title = Känner du familjen?
family-why = Anmälan saknar personnummer, så ingen kan se vem den gäller utan att öppna den. Misstänker du att du känner barnet eller familjen ska någon annan ta den.
family-no = Nej, öppna anmälan
family-yes = Ja, jag känner familjen
family-know = Jag känner den här familjen
family-then = Känner du familjen antecknas jäv, anmälan stängs för dig och enhetschefen utser någon annan.
unit-title = Enheten
unit-lede =
    { $nobody ->
         [0] Alla anmälningar som väntar har en ansvarig.
         [one] En anmälan saknar ansvarig.
        *[other] { $nobody } anmälningar saknar ansvarig.
    } { $over ->
         [0] Ingen är försenad.
         [one] En är försenad.
        *[other] { $over } är försenade.
    }
unit-nobody = Saknar ansvarig
unit-over = Försenade
unit-running = Övriga som väntar
unit-has = ansvarig: { $name }
unassigned-conflict = utan ansvarig: jäv
unit-choose = Välj
unit-assign = Tilldela
unit-load = Vad var och en har
unit-load-all = Väntar
unit-load-over = Försenade
same-child = Fler anmälningar om samma barn
protection-over =
    { $days ->
         [one] Skyddsbedömning 1 dag sen
        *[other] Skyddsbedömning { $days } dagar sen
    }
reporter-title = Anmälaren
reporter-apart = Skyddad anmälare
reporter-apart-what = Vem som har anmält förvaras för sig. Anmälan visar inte varifrån den kom.
handed-title-apart = Anmälan från skyddad anmälare
has-told-apart = Anmälarens ord
unseal-show = Öppna vem det är
unseal-why = Varför behöver du veta det?
unseal-why-missing = Välj varför du behöver veta vem som har anmält
unseal-contact = Jag behöver nå anmälaren
unseal-threat = Anmälaren kan vara hotad
unseal-witness = Domstol eller polis behöver anmälaren som vittne
unseal-save = Öppna
unseal-reviewed = Skälet står i loggen, och läsningen granskas alltid.
unseal-not-you = Den som är ansvarig kan öppna det, med skäl.
unseal-reason = Skäl
reporter-lede = Läsningen står i loggen med ditt skäl, och granskas.
reporter-function = Funktion eller relation till barnet
reporter-phone = Telefon
reporter-unsaid = inte sagt
reporter-careful = Skriv inte det här i bedömningar eller journal. Säg det inte till familjen, och lämna det inte vidare.
reporter-back = Tillbaka till anmälan
seal-save = Anmälaren kan vara i fara
seal-then = Vem som har anmält flyttas då ut ur anmälan och förvaras för sig. Det går inte att ångra.
register-title = Anmälan från privatperson
register-lede = När en granne, släkting eller någon annan ringer eller kommer. Du skriver ned vad de berättar. Vem de är förvaras för sig, och du blir ansvarig.
register-about = Vem gäller det?
register-what = Vad berättar de?
register-observed = Det som berättas
register-observed-hint = med deras egna ord; skriv inget som visar vem som berättar
register-observed-missing = Skriv vad som berättas
register-by = Vem berättar?
register-by-what = Får vara tomt: en privatperson får vara anonym. Fråga inte efter namnet mot deras vilja.
register-by-name = Namn
register-by-phone = Telefon
register-by-relation = Relation till barnet
register-by-relation-hint = till exempel granne eller farmor
register-save = Ta emot anmälan
register-then = Klockan börjar nu: skyddsbedömning genast, beslut inom 14 dagar.
rule-nobody-asked = Anmälaren är skyddad och har inte begärt återkoppling.
