"""Models: what goes in and what comes out, encode and decode side by side.

Nothing here knows about training or files of annotations; training, scoring and serving all use the
same encode and decode.
"""
