"""The rules of the house that a program can check."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rooms.live import registry
from rooms.live.protocol import actions
from rooms.live.reference import events
from tests.live.server import ROOT

APPS = ["accounts", "rooms", "chat", "studytools"]  # each may import those before it
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch|color)a?\(\s*[\d.]", re.I)


def modules(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and "tests" not in path.parts:
                yield path


def scripts(folder="static"):
    return sorted((ROOT / folder).rglob("*.js"))


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def calls(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node


def named(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@pytest.mark.parametrize("app", APPS)
def test_imports_point_one_way(app):
    later = APPS[APPS.index(app) + 1 :]
    for path in modules(app):
        assert not [name for name in imports(path) if name.split(".")[0] in later], path
    for path in scripts(f"static/{app}"):
        targets = re.findall(r"""(?:from|import)\s*\(?["']([^"']+)["']""", path.read_text())
        assert not [target for target in targets if any(f"/{other}/" in target for other in later)], path


def test_rooms_knows_no_tool_by_name():
    tools = {tool for path in modules("chat", "studytools") for tool in re.findall(r'@action\("(\w+)\.', path.read_text())}
    assert {"chat", "timer", "focus", "tasks", "alarms", "pocket"} <= tools
    word = re.compile(rf"""["'#]({"|".join(sorted(tools))})(?:[."'-])""")
    for path in [*modules("rooms"), *(ROOT / "templates/rooms").rglob("*.html"), *scripts("static/rooms"), *(ROOT / "static/rooms").rglob("*.css")]:
        text = re.sub(r"{% icon [^%]*%}", "", path.read_text())
        assert "studytools" not in text, path
        assert not word.search(text), (path, word.search(text)[0], "what a tool refuses it declares itself: see refuses()")


def test_every_tool_that_is_replayed_has_a_test_that_a_newcomer_is_told_what_the_others_heard():
    told = [*registry.replays, *registry.my_replays, *registry.states]
    for module in {tell.__module__ for tell in told if not tell.__module__.startswith("rooms.")}:
        folder = ROOT / Path(*module.split(".")[:-1])
        tests = "".join(
            path.read_text() for place in (folder, *folder.parents[: len(module.split("."))]) for path in (place / "tests").glob("test_*.py")
        )
        assert re.search(r"def test_\w*(replay|newcomer|latecomer)", tests), module


def test_the_consumer_knows_no_action_by_name():
    text = (ROOT / "rooms/consumers.py").read_text()
    assert not [name for name in actions if f'"{name}"' in text or f"'{name}'" in text]


def test_only_one_module_touches_the_channel_layer():
    touching = [path for path in modules(*APPS, "syncroom") if any(name.startswith("channels.layers") for name in imports(path))]
    assert touching == [ROOT / "rooms/live/layer.py"]
    assert not [path for path in modules(*APPS, "syncroom") if "group_send" in path.read_text() and path not in touching]


def test_nothing_happens_behind_the_back_of_a_save():
    for path in modules(*APPS, "syncroom"):
        assert not re.search(r"\b(post_save|pre_save|post_delete|pre_delete|m2m_changed)\b", path.read_text()), path


def entrances():
    names = ("actions.py", "admin.py", "consumers.py")
    return [path for path in modules(*APPS) if path.name in names or path.name == "views.py" or {"views", "admin"} & set(path.parts)]


def test_verbs_belong_to_models():
    for path in entrances():
        written = [
            named(call) for call in calls(path) if isinstance(call.func, ast.Attribute) and named(call) in ("save", "create", "delete", "bulk_create")
        ]
        assert not written or "form.save()" in path.read_text(), path


def test_rows_that_two_may_touch_are_saved_field_by_field():
    for path in modules("rooms", "chat", "studytools"):
        for call in calls(path):
            if isinstance(call.func, ast.Attribute) and named(call) == "save" and ast.unparse(call.func.value) not in ("form", "super()"):
                words = {keyword.arg for keyword in call.keywords}
                allowed = {"update_fields", "force_insert"} & words or path.name in (
                    "members.py",
                    "presence.py",
                )  # new rows, and a lease of one's own
                assert allowed, f"{path}: {ast.unparse(call)}"


def test_nobody_sleeps_in_the_apps():
    for path in modules(*APPS):
        found = [ast.unparse(call) for call in calls(path) if ast.unparse(call.func) in ("time.sleep", "asyncio.sleep")]
        waits = {"rooms/live/layer.py", "rooms/live/scheduler.py", "rooms/live/process.py"}  # the loop's own pace
        assert not found or str(path.relative_to(ROOT)) in waits, (path, found)


def test_every_module_says_what_its_room_is_for():
    for path in modules(*APPS, "syncroom", "bench", "tests"):
        text = path.read_text()
        assert not text.strip() or ast.get_docstring(ast.parse(text)), path


def test_no_file_is_too_long():
    for path in modules(*APPS, "syncroom"):
        lines = path.read_text().count("\n")
        assert lines <= (220 if path.name in ("settings.py", "limits.py") else 160), (path, lines)
    for path in scripts():
        assert path.read_text().count("\n") <= 120, path


def test_no_function_is_too_long():
    for path in modules(*APPS, "syncroom", "bench"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno - node.lineno < 34, f"{path}: {node.name}"


def test_every_migration_has_a_name():
    assert not [path for path in ROOT.glob("*/migrations/*.py") if "_auto_" in path.name or re.search(r"_alter_\w+_and_more", path.name)]


def test_every_event_is_listened_to_somewhere():
    heard = "\n".join(path.read_text() for path in scripts())
    missing = [tag for kind in events() if f'"{(tag := kind.__struct_config__.tag)}"' not in heard]
    assert not missing


def test_no_script_imports_a_name_twice():
    for path in scripts():
        names = [
            name.split()[-1] for group in re.findall(r"^import \{([^}]*)\}", path.read_text(), re.M) for name in group.split(",") if name.strip()
        ]
        assert len(names) == len(set(names)), path


def test_html_is_inserted_in_one_place():
    pattern = re.compile(r"\.(innerHTML|outerHTML)\s*[+]?=|insertAdjacentHTML|setHTMLUnsafe|document\.write|createContextualFragment|DOMParser")
    places = [path for path in scripts() for _ in pattern.findall(path.read_text())]
    assert len(places) == 1, places


def test_scripts_are_our_own_and_load_nothing_from_elsewhere():
    for path in [*scripts(), *(ROOT / "static").rglob("*.css"), *(ROOT / "templates").rglob("*.html")]:
        text = re.sub(r"http://www\.w3\.org/\S+", "", path.read_text())
        assert not re.search(r"""(?:src|href|from|import|url\()\s*=?\s*["'(]?https?://""", text), path
        assert not re.search(r"\beval\(|new Function\(", text), path


def test_templates_hold_no_inline_handlers_or_styles():
    for path in (ROOT / "templates").rglob("*.html"):
        assert not re.search(r"\son\w+\s*=\s*[\"']|\sstyle\s*=\s*[\"']|<style", path.read_text()), path


def test_colours_stand_in_the_tokens_only():
    for path in (ROOT / "static").rglob("*.css"):
        if path.name != "tokens.css":
            assert not COLOUR.search(re.sub(r"url\([^)]*\)|/\*.*?\*/", "", path.read_text(), flags=re.S)), path


def test_every_stylesheet_lives_in_a_layer():
    for path in (ROOT / "static").rglob("*.css"):
        if "admin" not in path.parts:
            assert path.read_text().lstrip().startswith(("@layer", "/*")), path


def test_requirements_are_pinned_exactly_indirect_ones_too():
    pinned = {}
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                package, version = line.split("==")
                pinned[re.sub(r"[-_.]+", "-", re.sub(r"\[.*\]", "", package)).lower()] = version
    listed = json.loads(subprocess.check_output([sys.executable, "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"]))
    here = {re.sub(r"[-_.]+", "-", one["name"]).lower(): one["version"] for one in listed}
    needed = {name: version for name, version in here.items() if name not in ("pip", "setuptools", "wheel")}
    assert {name: needed[name] for name in needed if pinned.get(name) != needed[name]} == {}


def test_every_link_in_the_docs_leads_somewhere():
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text()):
            assert target.startswith(("http", "mailto:")) or (path.parent / target).exists(), f"{path}: {target}"


def test_the_readme_is_short():
    assert (ROOT / "README.md").read_text().count("\n") < 100


def test_the_top_level_is_as_agreed():
    tracked = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).split()
    top = {Path(name).parts[0] for name in tracked}
    folders = {"syncroom", "accounts", "rooms", "chat", "studytools", "templates", "static", "tests", "bench", "docs", "deploy"}
    files = {
        "manage.py",
        "requirements.txt",
        "requirements-dev.txt",
        "pytest.ini",
        "conftest.py",
        "Makefile",
        "README.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "LICENSE",
    }
    hidden = {".ci", ".dockerignore", ".env.example", ".gitignore", ".ruff.toml", ".coveragerc"}
    assert top <= folders | files | hidden


def test_the_room_page_knows_no_tool_by_name():
    for path in [*(ROOT / "templates/rooms").glob("*.html"), *scripts("static/rooms")]:
        assert not re.search(r"""["'](?:\.\./)?(?:chat|studytools)/""", path.read_text()), path
