"""The numbers that the server and the pages both obey, each once, with its unit in its name.

The pages read them from a module that is made of this one.
"""

SCANS_AT_ONCE = 50
LINES_AT_ONCE = 100
"""Of a list, in one request of an import."""
CARDS_AT_ONCE = 100
FOUND_AT_ONCE = 50
LISTED_AT_ONCE = 50
LOOKED_THROUGH = 2_000
"""The people of one page, and those whom one call looks through for it."""
FILTERS_AT_ONCE = 100
"""Of one list of people; as many of them may be named by their ids."""
WRITTEN_TO_AT_ONCE = 100

BODY_BYTES = 512 * 1024
"""Of a request that is no file."""

FILE_BYTES = 4 * 1024 * 1024
"""A list as it is sent to be read; Lambda takes six million bytes, in which it is packed."""

CODE_CHARACTERS = 8
"""Of the short code that a person can read aloud, with which an attendee's id begins."""

ADDRESS_CHARACTERS = 254
"""Of an e-mail address, as it is mailed."""

LABEL_CHARACTERS = 60
SHIFTS = 20
SEARCH_CHARACTERS = 100
FILTER_CHARACTERS = 200
SUBJECT_CHARACTERS = 100
MESSAGE_CHARACTERS = 5_000
MEMO_CHARACTERS = 200
ATTESTED_NAME_CHARACTERS = 200
SETTLEMENT_CHARACTERS = 500
ROOM_CHARACTERS = 80
SEATS = 10_000
PLATES = 100_000
DIETS_ORDERED = 100
ALTERED_AT_ONCE = 60
"""Of each sort of thing in the programme; a transaction takes a hundred writes, and the ateliers' seats are some."""

ANSWER_CHARACTERS = 200
LONG_ANSWER_CHARACTERS = 2_000
GREATEST_NUMBER = 1_000_000_000_000
"""Of the answers to an event's own questions."""

SPREADSHEET_ROWS = 1_048_576
"""Of a sheet, which spreadsheets neither write nor read beyond."""

INDEX_LAG_SECONDS = 30
"""How long the list of people may lack a change: it comes from an index."""

CLOCK_OFF_SECONDS = 60
"""From there on a phone's clock is told to be wrong."""

CACHE_SECONDS = 30
"""How long a function may use a programme, or a pass, that it has read before."""

ASK_AGAIN_SECONDS = 5
"""After an answer that a file is being made."""

SILENT_SECONDS = 5 * 60
"""A phone reports every half minute: a gap of this length is more than a bad moment of the network."""

MAIL_OVERDUE_SECONDS = 5 * 60
LATECOMER_SECONDS = 10 * 60
"""After an atelier's beginning; then its absent people's seats may be given to others."""

ARRIVAL_STEP_SECONDS = 5 * 60
"""How long a step of arrivals is. Stored counters are numbered by it: with another, those read wrongly."""
VISIT_STEP_SECONDS = 15 * 60

SERVICE_LEVEL = 0.95
"""The probability with which the meals to order are enough, unless somebody chooses another."""
