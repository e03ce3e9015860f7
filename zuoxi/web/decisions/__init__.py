"""Decisions: what was decided about oneself and one's team, each with its explanation (P-02)."""
