"""Side by side with known answers and with peers; every benchmark asserts what it measures. Figures in RESULTS.md."""
