"""People (O): units, posts, roles, skills, contracts. A person is also the account they log in with."""
