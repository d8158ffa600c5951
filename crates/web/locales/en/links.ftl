# Links for those without an account, and a year's list of evenings.

act-links-open = Links opened
act-link-keep = Link given or revoked
act-evenings-take = List of evenings taken in
