"""Pages: the policy, its versions, and the rulebook."""
