"""Renders the templates of a JSON file with Jinja2 as Ansible sets it up.

The file holds {"vars": YAML, "templates": {NAME: TEXT}, "cases": [TEXT]}. Prints JSON with
`answers`, a list of {"text": …} or {"error": …, "template": NAME or null for the case itself, "line": NUMBER or null},
and the names of the `filters` and `tests` that there are.
"""

import copy
import json
import sys

import jinja2
import yaml

from jinja_as_ansible import environment, padded, template


def place(error):
    """The template and the line that Jinja2 would name: of the innermost template, or of the syntax error."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.name, error.lineno
    found, trace = (None, None), error.__traceback__
    while trace is not None:
        inner = trace.tb_frame.f_globals.get("__jinja_template__")
        if inner is not None:
            found = inner.name, inner.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return found


def message(error):
    """The error in words, unless they hold something undefined."""
    try:
        return f"{type(error).__name__}: {error}"
    except jinja2.UndefinedError:
        return type(error).__name__


def render(text, variables):
    try:
        read = template(text)
        context = read.new_context(copy.deepcopy(variables))
        return {"text": padded("".join(read.root_render_func(context)), text)}
    except Exception as error:
        name, line = place(error)
        # The first line with settings is none of the lines that Jinja2 counts.
        if line is not None and name is None and text.startswith("#jinja2:"):
            line += 1
        return {"error": message(error), "template": name, "line": line}


with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
environment.loader = jinja2.DictLoader(given["templates"])
variables = yaml.safe_load(given["vars"])
json.dump({
    "answers": [render(text, variables) for text in given["cases"]],
    "filters": sorted(environment.filters), "tests": sorted(environment.tests),
}, sys.stdout)
