"""Everything that knows Label Studio: configuration, tasks, results, client."""
