"""What the whole product bears."""
