"""The mathematics of a call centre: loads, intervals, costs. Knows no Django, clock, file, or random number it was not given."""
