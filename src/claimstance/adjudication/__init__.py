"""From disagreements to gold: merging, decisions, provenance."""
