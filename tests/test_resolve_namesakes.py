"""Several people of one surname: the office, country, first name and gender beside it tell them apart."""

import pytest
from test_resolve import last, resolved, who


class TestAnotherOffice:
    @pytest.mark.parametrize(
        ("first", "second", "name", "date"),
        [
            ("Prosecutor General Andriy Kostin", "VTB head Kostin", "Andrei Kostin", "2023-05-01"),
            ("Prosecutor General Andriy Kostin", "VTB head Andrei Kostin", "Andrei Kostin", "2023-05-01"),
            ("Prosecutor General Andriy Kostin", "Prosecutor General Andrei Kostin", "Andriy Kostin", "2023-05-01"),
            ("Foreign Minister Dmytro Kuleba", "Governor Kuleba", "Oleksii Kuleba", "2022-05-10"),
            ("Oleksandr Tkachenko", "Russian Civic Chamber official Tkachenko", "Alexander Tkachenko", "2022-05-10"),
            ("Former prime minister Boris Johnson", "House Speaker Johnson", "Mike Johnson", "2024-02-10"),
            ("Lars Lokke Rasmussen", "former NATO chief Rasmussen", "Anders Fogh Rasmussen", "2024-02-10"),
            ("Digital minister Mykhailo Fedorov", "Melitopol mayor Fedorov", "Ivan Fedorov", "2022-03-10"),
            ("Mykhailo Fedorov", "Fedorov, the mayor of Melitopol", "Ivan Fedorov", "2022-03-10"),
            ("Kyrylo Tymoshenko", "Former prime minister Tymoshenko", "Yulia Tymoshenko", "2022-03-10"),
            ("Ihor Klymenko", "Anti-corruption prosecutor Klymenko", "Oleksandr Klymenko", "2023-06-01"),
            ("Prosecutor Oleksandr Klymenko", "Interior Minister Klymenko", "Ihor Klymenko", "2023-06-01"),
        ],
    )  # fmt: skip
    def test_holder(self, first, second, name, date):
        """An office that another bearer of the surname holds is that one's, whoever was named before."""
        assert last(f"{first} came. {second} spoke.", second, date=date) == name

    @pytest.mark.parametrize("words", ["VTB head Kostin", "Russian banker Kostin"])
    def test_named_alone(self, words):
        """So it is where no other of the surname is named."""
        assert who(f"{words} spoke.", words) == [("Andrei Kostin", "russia")]

    @pytest.mark.parametrize("before", ["", "Russian Foreign Minister Sergei Lavrov came. "])
    @pytest.mark.parametrize(
        ("words", "side"),
        [
            ("Ukrainian Colonel Lavrov", "ukraine"),
            ("Polish farmer Lavrov", "other"),
            ("Polish blogger Lavrov", "other"),
            ("Mrs Lavrov", "other"),
        ],
    )
    def test_nobody_of_the_tables(self, before, words, side):
        """Another country, an office never held or the other gender make somebody new, whose side the words give."""
        assert who(f"{before}{words} spoke.", words) == [("Lavrov", side)]

    def test_two_unknown(self):
        """Two officers of two countries are two people, in no table."""
        found = who(
            "Russian captain Aalto came. Ukrainian captain Aalto spoke.",
            "Russian captain Aalto",
            "Ukrainian captain Aalto",
        )
        assert [side for _, side in found] == ["russia", "ukraine"]

    def test_other_office_before(self):
        """A former office is not said of the present one."""
        (one,) = resolved("Former Defence Minister Shoigu spoke.", "Former Defence Minister Shoigu", date="2024-06-10")
        assert one.office == "Security Council secretary"

    def test_mayor(self):
        """A rank that the only bearer never had is somebody else's."""
        assert last("Turku mayor Lavrov spoke.", "Turku mayor Lavrov") == "Lavrov"

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("Deputy Prime Minister Fedorov", "Mykhailo Fedorov"),
            ("Kherson governor Saldo", "Vladimir Saldo"),
            ("Russian UN ambassador Nebenzia", "Vasily Nebenzya"),
            ("Norwegian politician Stoltenberg", "Jens Stoltenberg"),
            ("Kremlin critic Navalny", "Alexei Navalny"),
            ("Diplomat Lavrov", "Sergei Lavrov"),
            ("former president Medvedev", "Dmitry Medvedev"),
        ],
    )
    def test_not_against(self, words, name):
        """Deputies, delegates, whoever serves a union, and critics of a state are no other people."""
        assert last(f"{words} spoke.", words) == name

    @pytest.mark.parametrize("other", ["his Philippine counterpart in Manila", "the former Turku mayor"])
    def test_in_a_clause_before(self, other):
        """What a clause before a name says of somebody else is not said of the name."""
        assert last(f"At a talk with {other}, Blinken spoke.", "Blinken") == "Antony Blinken"

    @pytest.mark.parametrize(
        "words",
        [
            "Mr Blinken, a trained lawyer, was with Ukraine's President",
            "TURKU CHOOSES A MAYORBlinken",
            "In his words to Blinken, the Chinese premier",
        ],
    )
    def test_beside_somebody_else(self, words):
        """Nor what a later clause or a heading in capitals says, nor a clause of the next words."""
        assert last(f"Antony Blinken came. {words} spoke.", "Antony Blinken", "Blinken") == "Antony Blinken"


class TestFrequentSurnames:
    @pytest.mark.parametrize(
        ("words", "name", "date"),
        [
            ("Hungarian Prime Minister Orban", "Viktor Orbán", "2023-03-01"),
            ("Prime Minister Johnson", "Boris Johnson", "2022-02-20"),
            ("Ambassador Sullivan", "John Sullivan", "2022-02-20"),
            ("US National Security Advisor Sullivan", "Jake Sullivan", "2022-02-20"),
            ("ICC prosecutor Khan", "Karim Khan", "2023-02-20"),
            ("State Department spokesman Miller", "Matthew Miller", "2023-12-20"),
            ("Security Council Secretary Patrushev", "Nikolai Patrushev", "2023-12-20"),
            ("Agriculture Minister Patrushev", "Dmitry Patrushev", "2023-12-20"),
            ("Mykolaiv governor Kim", "Vitaliy Kim", "2023-02-20"),
            ("North Korean leader Kim", "Kim Jong Un", "2023-02-20"),
        ],
    )
    def test_full_office(self, words, name, date):
        """A full office that one bearer holds on the day names that one, and the bare surname afterwards too."""
        surname = words.split()[-1]
        found = who(f"{words} spoke. It rained. {surname} left.", words, surname, date=date)
        assert [n for n, _ in found] == [name, name]

    @pytest.mark.parametrize("words", ["Prosecutor Khan", "Estonian Foreign Minister Khan", "Governor Kim"])
    def test_bare_rank(self, words):
        """A rank alone, or one of another country, names nobody of a frequent surname."""
        assert last(f"{words} spoke.", words, date="2023-02-20") == words.split()[-1]


class TestRelatives:
    def test_first_lady(self):
        """A first lady is on the side of the head of state of her surname, and "she" is she."""
        text = "First Lady Jill Biden came. President Joe Biden stayed. She spoke."
        assert who(text, "First Lady Jill Biden", "She", date="2022-05-08") == [("Jill Biden", "us")] * 2

    @pytest.mark.parametrize(
        ("text", "relative", "name"),
        [
            ("President Joe Biden came. {} stayed. Biden spoke.", "First Lady Jill Biden", "Joe Biden"),
            ("President Joe Biden came. {}, his son, stayed. Biden spoke.", "Hunter Biden", "Joe Biden"),
            ("Sergei Shoigu came. {} stayed. Shoigu spoke.", "His daughter Ksenia Shoigu", "Sergei Shoigu"),
            ("Kim Jong Un came. {} stayed. Kim spoke.", "His sister Kim Yo Jong", "Kim Jong Un"),
            ("{}, the sister of the leader, stayed. Kim spoke.", "Kim Yo Jong", "Kim Yo Jong"),
            ("{}, the minister's daughter, came. Shoigu spoke.", "Ksenia Shoigu", "Ksenia Shoigu"),
            ("{}, the minister's daughter, came. Minister Shoigu spoke.", "Ksenia Shoigu", "Sergei Shoigu"),
            ("{} came. Navalny spoke.", "Yulia Navalnaya", "Alexei Navalny"),
            ("{}, a brother of Kyiv's mayor, came. Mayor Klitschko spoke.", "Wladimir Klitschko", "Vitali Klitschko"),
            ("{} came. Trump spoke.", "Donald Trump Jr", "Donald Trump"),
            ("Joe Biden met guests. {} spoke. Biden spoke.", "Jill Biden", "Joe Biden"),
            ("Donald Trump met guests. {} left. Trump spoke.", "Melania Trump", "Donald Trump"),
        ],
    )
    def test_bare_surname(self, text, relative, name):
        """A bare surname is the one's of the tables who is named before the relatives; else the relative's, unless
        spelling or office is another's."""
        mention = text.split(". ")[-1].removesuffix(" spoke.")
        assert last(text.format(relative), relative, mention, date="2022-05-08") == name

    def test_son_of_the_same_name(self):
        """A son is not his father."""
        text = "Donald Trump Jr came. Trump Jr. spoke."
        assert [n for n, _ in who(text, "Donald Trump Jr", "Trump Jr.")] == ["Donald Trump Jr"] * 2
        assert last("President Joseph R. Biden Jr. spoke.", "President Joseph R. Biden Jr") == "Joe Biden"
