"""A month planned from files, without a database: history > forecast > requirement > roster > breaks. Each step is a function of the one before.

counted = history.read(data, queues=…, options=…)            series by queue, aligned to the period
expected = forecasting.expect(counted, …)                    forecasts, tried on weeks held out
needed = needs.need(expected, …)                             heads by queue and interval
problem = assembly.problem(people, shifts, needed, …)        what the solver is asked
planned = planning.plan(problem, …)                          roster, breaks, cover, cost
"""
