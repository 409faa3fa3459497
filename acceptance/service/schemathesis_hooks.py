"""What schemathesis cannot know by the OpenAPI document alone."""

import unicodedata

import schemathesis

LINES = "application/x-ndjson"


@schemathesis.serializer(LINES)
def write_lines(_context, value):
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@schemathesis.hook
def map_case(_context, case):
    """A tensor's shape is that of its data, which JSON Schema has no words for: what is meant to be right is made so."""
    if case.operation.path.endswith("/infer") and case.meta.generation.mode.is_positive and isinstance(case.body, dict):
        inputs = case.body["inputs"]
        texts = ["one", "two"][: len(inputs)]
        tensor = {"name": inputs[0]["name"], "datatype": "BYTES", "shape": [len(texts)], "data": texts}
        case.body = {**case.body, "inputs": [tensor]}
    return case


@schemathesis.hook
def filter_case(_context, case):
    """Leaves out what only it takes for wrong."""
    if case.meta.generation.mode.is_positive:
        return True
    # Whatever a line is, it is answered by itself.
    if case.media_type == LINES:
        return False
    # Its \p{L} and \p{N} are fewer letters and digits than there are.
    description = getattr(case.meta.phase.data, "description", None) or ""
    return not ("`pattern`" in description and has_words([case.query, case.body]))


def has_words(value):
    if isinstance(value, str):
        return any(unicodedata.category(character)[0] in "LN" for character in value)
    if isinstance(value, dict):
        value = value.values()
    return isinstance(value, (list, type({}.values()))) and any(has_words(each) for each in value)
