"""The search for a good roster: kept apart from the problem, the rules and the result, so that it can be replaced."""
