"""Files to core types and back: one file per format, ``read_x`` beside ``write_x``."""
