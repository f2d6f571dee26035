"""How much of a file is looked at, and how large anything in it may be."""

MB = 1024**2
CHUNK = 64 * 1024  # bytes looked at together
OVERLAP = 4096  # bytes of the former chunk looked at again, for what stands across its end
IN_MEMORY = 2 * MB  # of a file made anew; a larger one lies on disk
MOST_DOCUMENT = 25 * MB
MOST_PICTURE = 10 * MB
MOST_PIXELS = 40_000_000
MOST_PARTS = 2_000  # files in an office file
MOST_DIRECTORY = 1 * MB  # bytes of the list of those files
MOST_UNPACKED = 200 * MB  # all of them together; of a PDF the lists of objects
MOST_RATIO = 200  # unpacked to packed, of all of them and of each that is larger than a megabyte
MOST_LINKS = 4 * MB  # a list of relationships, or of the types of parts
MOST_STREAMS = 100_000  # in a PDF
LONGEST_NAME = 150  # bytes, of a name that is shown
