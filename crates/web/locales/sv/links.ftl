# Länkar för dem som inte har konto, och årets lista med kvällar.

act-links-open = Länkar öppnade
act-link-keep = Länk given eller återkallad
act-evenings-take = Lista med kvällar inläst
