"""Django begins here: policy in force, calendar, jobs, errors and the sentences of the pure core."""
