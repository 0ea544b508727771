"""The protocol's reference, from the catalogue: Markdown for people, AsyncAPI for programs."""

import json

import msgspec

from .protocol import CLOSES, REFUSALS, Change, Event, MyChange, actions

REPLIES = {
    "ok": {"type": "object", "required": ["type", "ref"], "properties": {"type": {"const": "ok"}, "ref": {"type": "integer"}}},
    "refused": {
        "type": "object",
        "required": ["type", "ref", "code", "message", "retry_after"],
        "properties": {
            "type": {"const": "refused"},
            "ref": {"type": ["integer", "null"]},
            "code": {"enum": sorted(REFUSALS)},
            "message": {"type": "string"},
            "retry_after": {"type": ["number", "null"], "description": "seconds"},
        },
    },
}


def calls():
    """The schemas of all actions, by name."""
    return [actions[name].call for name in sorted(actions)]


def events():
    """Every event type, by name."""
    found, waiting = [], [Event]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if "." in kind.__struct_config__.tag:  # the others are only there to be inherited from
            found.append(kind)
    return sorted(found, key=lambda kind: kind.__struct_config__.tag)


def markdown(intro):
    """The whole page; `intro` is what the catalogue cannot know."""
    about, components = _schemas()
    parts = [intro.strip(), "## Actions", *(_action(kind, about, components) for kind in calls())]
    parts += ["## Events", *(_event(kind, about, components) for kind in events())]
    parts += ["## Objects", *(_object(name, schema) for name, schema in sorted(components.items()) if name not in _messages())]
    rows = [f"| `{code}` | {words} |" for code, words in sorted(REFUSALS.items())]
    parts += ["## Refusals", "\n".join(["| code | in words |", "|---|---|", *rows])]
    rows = [f"| {int(code)} | {why} | {then} |" for code, (why, then) in sorted(CLOSES.items())]
    parts += ["## Close codes", "\n".join(["| code | why | what a client does |", "|---|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


def asyncapi():
    """The same as an AsyncAPI 2.6 document."""
    _, components = _schemas()
    receive = {"oneOf": [{"$ref": f"#/components/messages/{kind.__struct_config__.tag}"} for kind in calls()]}
    names = [*REPLIES, *(kind.__struct_config__.tag for kind in events())]
    send = {"oneOf": [{"$ref": f"#/components/messages/{name}"} for name in names]}
    messages = {kind.__struct_config__.tag: {"payload": {"$ref": f"#/components/schemas/{kind.__name__}"}} for kind in [*calls(), *events()]}
    document = {
        "asyncapi": "2.6.0",
        "info": {"title": "SyncRoom", "version": "1", "description": "One member's connection to one room."},
        "defaultContentType": "application/json",
        "channels": {
            "/ws/rooms/{code}/": {
                "parameters": {"code": {"schema": {"type": "string"}}},
                "publish": {"message": receive},
                "subscribe": {"message": send},
            }
        },
        "components": {"schemas": components, "messages": messages | {name: {"payload": schema} for name, schema in REPLIES.items()}},
    }
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _messages():
    return {kind.__name__ for kind in [*calls(), *events()]}


def _schemas():
    kinds = [*calls(), *events()]
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    return dict(zip(kinds, schemas, strict=True)), components


def _action(kind, about, components):
    name = kind.__struct_config__.tag
    permission = actions[name].needs
    needs = f"Needs the permission to {permission.value}." if permission else "Answered from memory, to any member."
    return f"### `{name}`\n\n{actions[name].about} {needs}\n\n{_fields(components[kind.__name__], skip=('type', 'ref'))}"


def _event(kind, about, components):
    durable = "Not durable: it has no number."
    if issubclass(kind, Change):
        durable = "Durable: it has a number, and is replayed."
    elif issubclass(kind, MyChange):
        durable = "Told only to you, in every room. Durable: it has a number of yours, and is replayed."
    if kind.__struct_config__.tag == "room.ready":
        durable = "Sent to you alone, at the end of a replay."
    return f"### `{kind.__struct_config__.tag}`\n\n{_doc(kind)} {durable}\n\n{_fields(components[kind.__name__], skip=('type',))}"


def _doc(kind):
    return " ".join((kind.__doc__ or "").split())


def _object(name, schema):
    return f"### {name}\n\n{' '.join(schema.get('description', '').split())}\n\n{_fields(schema)}"


def _fields(schema, skip=()):
    rows = [f"| `{name}` | {_kind(field)} | {field.get('description', '')} |" for name, field in schema["properties"].items() if name not in skip]
    return "\n".join(["| field | type | |", "|---|---|---|", *rows]) if rows else "No fields."


def _kind(field):
    if "$ref" in field:
        return f"[{field['$ref'].rsplit('/', 1)[1]}](#{field['$ref'].rsplit('/', 1)[1].lower()})"
    if "anyOf" in field:
        return " or ".join(_kind(one) for one in field["anyOf"])
    if "enum" in field:
        return " or ".join(f"`{value}`" for value in field["enum"])
    if field.get("type") == "array":
        return f"list of {_kind(field['items'])}"
    bounds = [
        f"{word} {field[key]}"
        for key, word in (("minimum", "from"), ("maximum", "to"), ("minLength", "at least"), ("maxLength", "at most"))
        if key in field
    ]
    pattern = [f"`{field['pattern']}`".replace("|", "\\|")] if "pattern" in field else []
    return ", ".join([field.get("format") or str(field.get("type", "any")), *bounds, *pattern])
