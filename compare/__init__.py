"""What the texts say and how they differ."""
