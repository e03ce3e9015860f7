"""How much work will come and how many must sit (F-01 to F-09): history, forecast, requirement."""
