"""Renders the templates of a case file with Jinja2 as Ansible sets it up; prints a JSON list of what came out.

An output is the text, or null where Jinja2 raises an error.
"""

import json
import sys

import jinja2
import yaml
from ansible._internal._templating._jinja_bits import TemplateOverrides
from ansible.plugins.filter import core, mathstuff, urls
from ansible.plugins.test import core as test_core, mathstuff as test_mathstuff

environment = jinja2.Environment(
    trim_blocks=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined,
    extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
own = {name: environment.filters[name] for name in ("min", "max", "groupby", "map", "select", "sum", "default", "d")}
for module in (core, mathstuff, urls):
    environment.filters.update(module.FilterModule().filters())
for module in (test_core, test_mathstuff):
    environment.tests.update(module.TestModule().tests())
# Where Ansible's version differs only in how it undoes lazy values.
environment.filters.update(own)


def finalize(value):
    """Null prints as nothing and generators as lists, as Ansible has it."""
    if value is None:
        return ""
    if type(value).__name__ in ("generator", "filter", "map", "zip", "reversed", "dict_items", "dict_keys",
                                "dict_values", "range", "zip_longest", "list_reverseiterator", "chain"):
        return list(value)
    return value


environment.finalize = finalize


def render(text, variables):
    """Renders with the settings of a first line `#jinja2: …`, as Ansible reads it."""
    try:
        rest, overrides = TemplateOverrides()._extract_template_overrides(text)
        changed = environment.overlay(**overrides.overlay_kwargs())
        return changed.from_string(rest).render(variables)
    except Exception as error:
        print(f"{text!r}: {error}", file=sys.stderr)
        return None


with open(sys.argv[1], encoding="utf-8") as file:
    given = yaml.safe_load(file)
environment.loader = jinja2.DictLoader(given["templates"])
json.dump([render(template, given["vars"]) for template in given["cases"]], sys.stdout)
