"""Archives: workers, shards, resuming, clusters."""
