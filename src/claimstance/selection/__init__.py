"""Active learning: which documents of a pool are worth a human's time."""
