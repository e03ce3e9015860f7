"""The demo centre: people drawn from a seed, on real call counts (`examples/bank_calls_30min.csv`). The only place with made-up people."""
