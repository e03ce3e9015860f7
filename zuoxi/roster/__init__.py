"""Who works which shift when (F-10 to F-14): shift kinds, periods, versions, cells, publication."""
