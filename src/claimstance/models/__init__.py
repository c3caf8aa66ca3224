"""Models: encode and decode side by side, one file or package per model."""
