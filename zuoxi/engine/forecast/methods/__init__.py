"""Forecasting methods, one a module; `registry` lists them."""
