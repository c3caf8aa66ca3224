from claimstance.report.corpus.names import Name, resolve


def joined(*names):
    return resolve([Name(*name) for name in names])


def test_a_surname_goes_to_the_person_who_has_it():
    same = joined(("trump", 50, True), ("donald trump", 40, True), ("melania trump", 3, True))
    assert same["trump"] == "donald trump"
    assert same["melania trump"] == "melania trump"


def test_a_surname_of_two_people_stays_alone():
    same = joined(("clinton", 20, True), ("bill clinton", 9, True), ("hillary clinton", 19, True))
    assert same["clinton"] == "clinton"


def test_a_name_is_no_short_form_of_a_rare_longer_one():
    assert joined(("america", 39, True), ("north america", 2, True))["america"] == "america"


def test_the_house_is_not_the_white_house():
    assert joined(("house", 9, True, True), ("white house", 20, True))["house"] == "house"


def test_offices_before_a_name_are_dropped():
    same = joined(("former fbi james comey", 5, True), ("james comey", 3, True))
    assert same["former fbi james comey"] == "james comey"


def test_a_list_of_names_is_not_its_last_name():
    same = joined(("bill and hillary clinton", 2, True), ("hillary clinton", 9, True))
    assert same["bill and hillary clinton"] == "bill and hillary clinton"


def test_descriptions_stay_as_they_are():
    assert joined(("the old minister", 2, False), ("old minister", 3, False)) == {
        "the old minister": "the old minister",
        "old minister": "old minister",
    }
