# Datum och klockslag, så som de skrivs i löpande text.

date = { $day } { $month } { $year }
weekday-date = { $weekday } { $date }
moment = { $date } kl. { $time }
time-of-day = { $hour }.{ $minute }
opening-hours = vardagar { $opens }–{ $closes }
week = vecka { $week }

month-year = { $month } { $year }
month-1 = jan
month-2 = feb
month-3 = mars
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = aug
month-9 = sep
month-10 = okt
month-11 = nov
month-12 = dec

weekday-1 = mån
weekday-2 = tis
weekday-3 = ons
weekday-4 = tors
weekday-5 = fre
weekday-6 = lör
weekday-7 = sön
