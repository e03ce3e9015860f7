"""Who works which shift on which day (F-13): the problem, its rules, the search and the answer, apart from each other."""
