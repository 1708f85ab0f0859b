"""Qt models over what the store hands out."""
