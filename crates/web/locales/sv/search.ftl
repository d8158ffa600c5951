# Sökning efter personer i den egna nämndens register.

search-title = Sök person
search-lede = I den egna nämndens register. Lagen tillåter bara sökning på namn, på person- eller samordningsnummer och på ärendets nummer (15 § förordningen 2001:637 om behandling av personuppgifter inom socialtjänsten).
search-term = Namn, personnummer eller diarienummer
search-term-hint = Två hela namn som Elias Berg, ett personnummer, eller ett diarienummer som 2026-BCDFG
search-do = Sök
search-budget = Du kan söka { $most } gånger om dagen. Varje sökning antecknas, också den som inte ger någon träff, och alla som visas.
search-empty = Skriv vad du söker
search-not-allowed = Det går inte att söka på adress, telefonnummer eller annat. Lagen tillåter bara namn, person- eller samordningsnummer och ärendets nummer (15 § förordningen 2001:637).
search-two-names = Skriv två hela namn, till exempel förnamn och efternamn. På ett namn, en del av ett namn eller en adress får man inte söka (15 § förordningen 2001:637).
search-no-number = Det är inget person- eller samordningsnummer: kontrollera siffrorna. På telefonnummer, postnummer eller annat får man inte söka (15 § förordningen 2001:637).
search-found =
    { $hits ->
         [one] En träff
        *[other] { $hits } träffar
    }
search-found-what = Du ser det som din enhet har. Att de visades för dig är antecknat.
search-none = Ingen träff
search-none-what = Antingen finns ingen i registret som stämmer, eller så är det ingen som kan visas för dig. Svaret är detsamma. Den som ingen har bedömt en anmälan om står inte i registret än: sök på personnummer eller se Inkomna anmälningar.
search-too-many = Förtydliga sökningen
search-too-many-what = Fler än tio stämmer, och då visas ingen. Sök på personnummer, eller på två andra namn.
search-born = född { $year }
search-not-assessed = inte bedömd än
search-concern = Anmälan { $dnr }, mottagen { $date }
search-no-concerns = Ingen anmälan vid din enhet
refused-searches = Du har gjort alla sökningar som ett konto får göra på en dag. Gränsen finns för att ingen ska kunna läsa sig igenom registret.
refused-searches-who = Nya sökningar finns efter midnatt. Till dess kan en kollega vid enheten söka, och allt i Inkomna anmälningar är öppet som vanligt.
rule-searches-spent = Dagens sökningar tog slut i samma stund. Nya finns efter midnatt.
act-person-search = Sökt efter en person
act-person-find = Person hittad
