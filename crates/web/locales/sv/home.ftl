# Att göra, för varje roll.

home-title = Att göra
home-counsellor = Är du orolig för ett barn? Skriv det nu, du behöver inte vara säker.
home-new-hint = Tar ungefär två minuter. Ingenting skickas förrän du har sett exakt vad.
home-sent = Dina senaste anmälningar
home-all-sent = Alla dina anmälningar
home-expired = Din roll har gått ut.
home-expired-what = Du kan inte läsa något förrän din enhetschef har förnyat den. Oro för ett barn kan du alltid anmäla: med Ny oro om du har den, annars på telefon till mottagningen.
home-worker =
    { $urgent ->
         [0] Ingen anmälan är försenad eller brådskar i dag.
         [one] En anmälan är försenad eller brådskar i dag.
        *[other] { $urgent } anmälningar är försenade eller brådskar i dag.
    } { $all ->
         [0] Ingen anmälan väntar.
         [one] En anmälan väntar på dig och kollegorna.
        *[other] { $all } anmälningar väntar på dig och kollegorna.
    }
home-follow-ups = Insatser att följa upp
home-nothing = Inget att göra just nu
home-nothing-what = Nya anmälningar visas här så snart de har kommit in, med dagen då de ska vara bedömda.
home-auditor = Din uppgift är att se vem som har läst vad, och varför.
home-auditor-title = Loggen väntar på dig
home-auditor-text = Du ser läsningar, beslut och nekade försök i din egen nämnd. De unga är pseudonymer, och du kan inte öppna något ärende.
home-police = Misstänker du att ett barn far illa? Anmäl det genast, du behöver inte vara säker.
home-leisure = Är du orolig för en ung person? Skriv det nu, du behöver inte vara säker.
home-administrator = Du håller systemet igång utan att kunna läsa ärenden.
home-administrator-title = Konton, enheter och roller
home-administrator-text = Öppna konton under Personer och föreslå roller under Roller. En annan person godkänner varje roll. Varje ändring blir en post i loggen.
home-follow-only = Insatser som er enhet har att följa upp.
home-head = Här leder du arbetet vid enheten.
home-head-title = Inget väntar på dig
home-head-text = Det som saknar ansvarig eller är försenat visas här.
home-coordinator = Här visas det som har lämnats till dig.
home-coordinator-title = Inget har lämnats till dig
home-coordinator-text = Önskemål om samarbete visas här när någon har skickat dem.
home-handed = Lämnat till er
home-drafts = Utkast
home-meetings = Möten som inte är lämnade
home-unit = Saknar ansvarig eller är försenat
