# Dates and times of day, as they stand in running text.

date = { $day } { $month } { $year }
weekday-date = { $weekday } { $date }
moment = { $date } at { $time }
time-of-day = { $hour }:{ $minute }
opening-hours = working days { $opens }–{ $closes }
week = week { $week }

month-year = { $month } { $year }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
