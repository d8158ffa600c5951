# Ingången: logga in, byt roll.

sign-in-title = Logga in
sign-in-lede = Skola, socialtjänst, polis och fritid arbetar tidigt runt en ung person. Var och en ser bara det den får.
sign-in = Logga in
username = Användarnamn
password = Lösenord
code = Engångskod
code-hint = Sex siffror från din kodapp
sign-in-wrong = Namn, lösenord eller engångskod stämmer inte. En kod gäller en gång: vänta på nästa om du nyss har använt den.
sign-in-wait = Det har blivit fel flera gånger. Försök igen efter kl. { $until }.
demo-title = Gå in som
demo-lede = Påhittade personer i Karlshamn. Knappen fyller i lösenord och engångskod och loggar in på riktigt.
aim-karin = Anmäler oro för ett barn, mellan två lektioner.
aim-sara = Tar emot anmälningar, bedömer, beslutar och erbjuder tidiga insatser.
aim-lena = Ser vad som saknar ansvarig eller är försenat, och fördelar arbetet.
aim-petra = Tar emot önskemål om samarbete, när familjen har sagt ja.
aim-margit = Ser vem som har läst vad, och att loggen är oförändrad.
aim-jonas = Anmäler oro och antecknar uppsökande möten, och ser ingenting som inte har lämnats till polisen.
aim-amira = Möter unga på fritidsgården, anmäler oro och ser bara sina egna uppgifter.
aim-eva = Håller systemet igång, och kan inte läsa ett enda ärende.
switch-lede = Du arbetar i en roll i taget. Den står högst upp på varje sida.
duty-current = Den här rollen har du nu.
