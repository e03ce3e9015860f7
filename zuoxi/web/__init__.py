"""Pages. They live above all apps, because a screen shows many domains at once."""
