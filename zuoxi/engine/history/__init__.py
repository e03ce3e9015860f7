"""Call history (F-03): rows become one grid per queue, everything doubtful is told by row, nothing is guessed away."""
