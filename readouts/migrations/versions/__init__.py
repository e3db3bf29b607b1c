"""One module per step; the newest is the schema of this version."""
