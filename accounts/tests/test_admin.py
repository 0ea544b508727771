"""People in the admin: found, suspended, reinstated; every act is logged, and nobody reaches too far."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from accounts.models import Deed, User

LIST = "/admin/accounts/user/"


@pytest.fixture
def root(browser, db):
    root = User.objects.create_superuser("root", password="of-all-evil-1")
    browser.force_login(root)
    return root


@pytest.fixture
def helper(another_browser, db):
    """May change people, and is no superuser."""
    helper = User.objects.create_user("helper", password="lends-a-hand-1", is_staff=True)
    helper.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    another_browser.force_login(helper)
    return helper


def act(browser, action, *people):
    return browser.post(LIST, {"action": action, "_selected_action": [person.pk for person in people], "asked": 1, "why": "Spam"}, follow=True)


def test_the_admin_has_no_door_of_its_own(browser, db):
    assert browser.get("/admin/login/").url == "/accounts/login/?next=/admin/"
    response = browser.get(LIST)
    assert response.url.startswith("/admin/login/")
    assert browser.get(response.url).url == f"/accounts/login/?next={LIST}"
    assert browser.post("/admin/login/", {"username": "root", "password": "of-all-evil-1"}).status_code == 302
    assert browser.who() is None


def test_the_admin_has_no_way_of_its_own_to_try_passwords(browser, root):
    browser.force_login(root)
    before, typed = root.password, {"old_password": "of-all-evil-1"} | dict.fromkeys(["new_password1", "new_password2"], "countess-of-computing")
    assert browser.post("/admin/password_change/", typed).url == "/accounts/password/change/"
    root.refresh_from_db()
    assert root.password == before


def test_who_is_in_already_is_sent_on_or_refused(browser, another_browser, root, ada):
    assert browser.get("/admin/login/?next=/admin/accounts/").url == "/admin/accounts/"
    another_browser.force_login(ada)
    assert another_browser.get("/admin/login/").status_code == 403
    another_browser.come_as_guest("Grace")
    assert another_browser.get("/admin/login/").url == "/accounts/login/?next=/admin/"


def test_the_list_shows_finds_and_filters_people(browser, root, ada, room, django_assert_max_num_queries):
    for n in range(30):
        room.admit(User.objects.create_guest(f"Guest {n}"))
    browser.get(LIST)  # the first page of a session notes the browser
    with django_assert_max_num_queries(9):
        page = browser.get(LIST)
    assert page.status_code == 200
    assert {person.username: person.rooms for person in page.context["cl"].result_list}["ada"] == 1
    assert [person.name for person in browser.get(f"{LIST}?q=guest+7").context["cl"].result_list] == ["Guest 7"]
    assert len(browser.get(f"{LIST}?is_guest__exact=1").context["cl"].result_list) == 30
    assert browser.get(f"{LIST}?o=6").status_code == 200


def test_a_suspended_person_is_out_everywhere_and_it_is_logged(browser, another_browser, root, ada, ended):
    another_browser.force_login(ada)
    act(browser, "suspend", ada)
    assert another_browser.who() is None
    assert (ada.pk, None) in ended
    assert not User.objects.get(pk=ada.pk).is_active
    assert (LogEntry.objects.get().user, LogEntry.objects.get().change_message) == (root, "Suspend: Spam")
    deed = Deed.objects.get()
    assert (deed.by, deed.kind, deed.person, deed.why) == (root.pk, "suspend", ada.pk, "Spam")

    act(browser, "reinstate", ada)
    assert another_browser.who() is None, "old sessions stay ended"
    assert another_browser.log_in("ada", "lovelace-1843").status_code == 302
    assert another_browser.who() == ada
    assert LogEntry.objects.count() == 2


def test_another_name_is_told_to_their_rooms(browser, root, ada, room):
    fields = {"username": "ada", "display_name": "Countess Ada", "email": ""}
    assert browser.post(f"{LIST}{ada.pk}/change/", fields).status_code == 302
    assert room.memberships.get(user=ada).name == "Countess Ada"
    assert User.objects.get(pk=ada.pk).former_names == ["Ada"]
    assert browser.post(f"{LIST}{ada.pk}/change/", fields | {"email": "ada@example.org"}).status_code == 302
    assert User.objects.get(pk=ada.pk).former_names == ["Ada"], "nothing but a new name makes a former one"


def test_suspended_twice_is_suspended_once(browser, root, ada):
    act(browser, "suspend", ada)
    act(browser, "suspend", ada)
    assert LogEntry.objects.count() == 1


def test_nobody_suspends_or_deletes_themself(browser, root):
    act(browser, "suspend", root)
    browser.post(f"{LIST}{root.pk}/delete/", {"post": "yes"})
    browser.post(LIST, {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"})
    assert User.objects.get(pk=root.pk).is_active
    assert not LogEntry.objects.filter(change_message__startswith="Suspend").exists()


def test_a_helper_reaches_no_superuser_and_gives_no_powers(another_browser, root, helper, ada):
    act(another_browser, "suspend", root)
    assert another_browser.post(f"{LIST}{root.pk}/password/", {"password1": "taken-over-1", "password2": "taken-over-1"}).status_code == 403
    another_browser.post(f"{LIST}{root.pk}/change/", {"username": "rooot"})
    another_browser.post(f"{LIST}{helper.pk}/change/", {"username": "helper", "is_superuser": "on", "is_staff": "on"})
    another_browser.post(f"{LIST}{ada.pk}/change/", {"username": "ada", "is_staff": "on"})
    another_browser.post(f"{LIST}{ada.pk}/delete/", {"post": "yes"})
    root.refresh_from_db(), helper.refresh_from_db(), ada.refresh_from_db()
    assert (root.is_active, root.username) == (True, "root")
    assert not helper.is_superuser and not ada.is_staff
    act(another_browser, "suspend", ada)
    assert not User.objects.get(pk=ada.pk).is_active


def test_a_person_is_added_with_the_same_rules(browser, root):
    fields = {"username": "ＧRACE", "usable_password": "true", "password1": "hopper-cobol-59", "password2": "hopper-cobol-59"}
    assert browser.post(f"{LIST}add/", fields | {"password1": "short", "password2": "short"}).status_code == 200
    assert browser.post(f"{LIST}add/", fields | {"username": "g"}).status_code == 200
    browser.post(f"{LIST}add/", fields)
    assert User.objects.get(username="grace").check_password("hopper-cobol-59")
    assert browser.post(f"{LIST}add/", fields).status_code == 200, "taken"


def test_a_password_set_by_an_administrator_ends_what_was_open(browser, another_browser, root, ada, ended):
    another_browser.force_login(ada)
    new = {"usable_password": "true", "password1": "countess-of-computing", "password2": "countess-of-computing"}
    browser.post(f"{LIST}{ada.pk}/password/", new)
    assert User.objects.get(pk=ada.pk).check_password("countess-of-computing")
    assert another_browser.who() is None
    assert (ada.pk, None) in ended


def test_editing_a_person_leaves_what_others_change_alone(browser, root, ada):
    page = browser.get(f"{LIST}{ada.pk}/change/")
    assert page.status_code == 200
    ada.suspend()
    browser.post(f"{LIST}{ada.pk}/change/", {"username": "ada", "display_name": "Countess", "email": "", "is_active": "on"})
    ada.refresh_from_db()
    assert ada.display_name == "Countess"
    assert not ada.is_active, "only Reinstate reinstates"


def test_who_is_deleted_leaves_the_rooms_first(browser, root, ada, grace, room, ended):
    browser.post(f"{LIST}{grace.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(pk=grace.pk).exists()
    assert (grace.pk, None) in ended
    browser.post(LIST, {"action": "delete_selected", "_selected_action": [ada.pk], "post": "yes"})
    assert not User.objects.filter(pk=ada.pk).exists()


def test_an_account_that_is_deleted_leaves_a_line_in_the_audit(browser, root, grace):
    browser.post(f"{LIST}{grace.pk}/delete/", {"post": "yes"})
    deed = Deed.objects.get()
    assert (deed.by, deed.kind, deed.person, deed.about_name) == (root.pk, "delete", grace.pk, "Grace")
