# Be om besök: formuläret för alla, kvittot, och sidan för dem som åker dit.

ask-title = Be om ett besök
ask-lede = Skolor, föreningar och företag kan be kommunens brottsförebyggare och kommunpolisen att komma. Vi kommer i den mån vi kan, och svarar alltid.
ask-asker = Vem frågar?
asker-school = En skola
asker-association = En förening
asker-business = Ett företag
asker-other = Någon annan
ask-organisation = Vad heter ni?
ask-topic = Vad vill ni prata om?
ask-reach = Hur når vi er?
ask-reach-what = Telefon eller e-post till någon hos er. Uppgiften ses bara av dem som svarar er, och tas bort när ni har fått svar.
ask-leave-empty = Lämna det här fältet tomt
ask-send = Skicka
ask-to-promise = Så går det med medborgarlöftet
ask-foot = Sidan sätter inga kakor och frågar inte efter personnummer. Skriv inget om enskilda personer.
ask-asker-missing = Välj vem som frågar
ask-organisation-missing = Skriv vad ni heter
ask-topic-missing = Skriv vad ni vill prata om
ask-reach-missing = Skriv hur vi når er
ask-reach-long = Högst 120 tecken
ask-personal = Det ser ut som personuppgifter (nummer, telefon, adress eller liknande). Ta bort dem här och skriv hur vi når er i det sista fältet.
ask-too-quick = Formuläret skickades fortare än någon hinner skriva. Vänta några sekunder och skicka igen.
ask-stale = Formuläret har legat länge. Det ni har skrivit är kvar. Skicka igen.
ask-robot = Ett fält som ska vara tomt är ifyllt. Skicka igen.
ask-not-now = Det går inte att ta emot just nu. Det ni har skrivit är kvar. Försök igen om en stund.
asked-title = Tack, vi har fått er fråga
asked-lede = Ni får svar på det sätt ni skrev.
asked-number = Ert nummer, om ni vill fråga hur det går:
asked-next = Skriv gärna upp numret eller skriv ut sidan.

visits-title = Begärda besök
visits-lede = Skolor, föreningar och företag som har bett om besök. Hur de nås syns tills ni har svarat, och varje gång sidan öppnas antecknas i loggen.
visits-waiting = Väntar på svar
visits-wait = { $count ->
        [one] Ett begärt besök väntar på svar.
       *[other] { $count } begärda besök väntar på svar.
    }
visits-none = Ingen väntar på svar.
visits-who = Vem frågar
visits-reach = Nås på
visits-reach-gone = Uppgiften är borttagen
visits-number = Nummer
visits-on = Vilken dag var besöket?
visits-done = Besöket är gjort
visits-day-missing = Skriv vilken dag besöket var
visits-decline = Det blir inget besök
visits-decline-save = Spara att det inte blir av
visits-reason = Varför? Skriv det ni svarade.
visits-reason-missing = Skriv varför
visits-answered = Besvarade
visits-done-on = Gjort { $day }
visits-declined-why = Blev inte av: { $reason }
visits-asked-otherwise = Har någon frågat på annat sätt? Fyll i samma formulär, så räknas det.
rule-too-many-now = Det har kommit många frågor den senaste timmen. Det ni har skrivit är kvar. Försök igen om en stund, eller ring kommunens växel.
rule-link-ended = Länken gäller inte längre, eller inte för det här.
unfit-before-asked = Dagen ligger före dagen då de frågade
log-public = Någon från allmänheten
role-public = Allmänheten
role-link = Länk
act-visit-ask = Bad om ett besök
act-visit-purge = Gamla kontaktuppgifter kastade
act-visits-open = Begärda besök öppnade
act-visit-answer = Begärt besök besvarat
