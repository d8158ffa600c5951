# May I tell?

telling-title = May I tell?
telling-lede = Answer two questions to see which provisions apply today and what you have to weigh yourself. Never write whom it is about.
telling-from = Where do you work?
telling-to = Whom do you want to tell?
telling-age = How old is the person?
telling-health = The information comes from health care, for example the school nurse
telling-ask = Show what applies
telling-yes = Yes, if the conditions are met
telling-consent = With consent only
telling-report = Do you suspect that a child is faring badly?
telling-report-what = Then report it at once. Neither secrecy nor consent may delay it.
telling-conditions = This is what you must be able to answer
telling-wording = The text of the law
