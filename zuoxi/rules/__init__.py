"""The rulebook: pure functions from facts and policy to decisions, each naming its rule ID."""
