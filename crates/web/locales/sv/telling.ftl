# Får jag berätta?

telling-title = Får jag berätta?
telling-lede = Svara på två frågor så ser du vilka bestämmelser som gäller i dag och vad du själv behöver väga. Skriv aldrig vem det gäller.
telling-from = Var arbetar du?
telling-to = Vem vill du berätta för?
telling-age = Hur gammal är personen?
telling-health = Uppgiften kommer från hälso- och sjukvården, till exempel skolsköterskan
telling-ask = Visa vad som gäller
telling-yes = Ja, om villkoren är uppfyllda
telling-consent = Bara med samtycke
telling-report = Misstänker du att ett barn far illa?
telling-report-what = Då ska du anmäla genast. Varken sekretess eller samtycke får fördröja det.
telling-conditions = Det här ska du kunna svara på
telling-wording = Läs lagtexten
