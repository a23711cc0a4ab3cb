"""Reads each text of a JSON list with PyYAML as Ansible does; prints a JSON list of what they mean.

A value is [type, text] for a scalar, ["list", ...] or ["map", key, value, ...]; null where PyYAML raises an error.
"""

import json
import sys

import yaml


class Loader(yaml.SafeLoader):
    """Dates stay text, as they do here."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":value"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def plain(value):
    if isinstance(value, dict):
        return ["map"] + [plain(part) for entry in value.items() for part in entry]
    if isinstance(value, list):
        return ["list"] + [plain(item) for item in value]
    return [type(value).__name__, str(value)]


def parse(text):
    try:
        return plain(yaml.load(text, Loader))
    except Exception as error:
        return None


with open(sys.argv[1], encoding="utf-8") as file:
    json.dump([parse(text) for text in json.load(file)], sys.stdout)
