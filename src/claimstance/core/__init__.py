"""Documents, spans and marks; standard library only.

Every offset in this package counts characters (Unicode code points) of the document's text and
is half-open.
"""
