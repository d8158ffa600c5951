# Searching for persons in the own board's register.

search-title = Find a person
search-lede = In the own board's register. The law allows a search by name, by personal or coordination number and by the number of the case, and by nothing else (section 15 of the ordinance 2001:637).
search-term = Name, personal number or registry number
search-term-hint = Two whole names such as Elias Berg, a personal number, or a registry number such as 2026-BCDFG
search-do = Search
search-budget = You can search { $most } times a day. Each search is recorded, also one that finds nobody, and so is everybody who is shown.
search-empty = Write what you are looking for
search-not-allowed = Nobody can be found by address, telephone number or anything else. The law allows only a name, a personal or coordination number and the number of a case (section 15 of the ordinance 2001:637).
search-two-names = Write two whole names, such as first name and surname. One name, part of a name or an address may not be searched for (section 15 of the ordinance 2001:637).
search-no-number = This is no personal or coordination number: check the digits. Telephone numbers, postcodes and the like may not be searched for (section 15 of the ordinance 2001:637).
search-found =
    { $hits ->
         [one] One person found
        *[other] { $hits } persons found
    }
search-found-what = You see what your unit has. That they were shown to you is recorded.
search-none = Nobody found
search-none-what = Either nobody in the register fits, or nobody who can be shown to you. The answer is the same. Whoever has not been assessed is not in the register yet: search by personal number, or look in the received concerns.
search-too-many = Be more precise
search-too-many-what = More than ten fit, so nobody is shown. Search by personal number, or by two other names.
search-born = born { $year }
search-not-assessed = not assessed yet
search-concern = Report { $dnr }, received { $date }
search-no-concerns = No report at your unit
refused-searches = You have made all the searches that an account may make in a day. The limit is there so that nobody can read through the register.
refused-searches-who = There are new ones after midnight. Until then a colleague at the unit can search, and everything among the received concerns is open as usual.
rule-searches-spent = The searches of the day were spent at the same moment. There are new ones after midnight.
act-person-search = Searched for a person
act-person-find = Person found
