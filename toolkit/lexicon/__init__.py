"""What is known beforehand: the tables of data/ and the user's parties file."""

from toolkit.lexicon.parties import Parties, Party, read_parties
from toolkit.lexicon.tables import (
    Actor,
    Country,
    Office,
    actors_by_name,
    actors_by_surname,
    check_table,
    countries,
    first_names,
    fold,
    grounds,
    places,
    roles,
    site_of,
    titles,
    word_set,
)

__all__ = [
    "Actor",
    "Country",
    "Office",
    "Parties",
    "Party",
    "actors_by_name",
    "actors_by_surname",
    "check_table",
    "countries",
    "first_names",
    "fold",
    "grounds",
    "places",
    "read_parties",
    "roles",
    "site_of",
    "titles",
    "word_set",
]
