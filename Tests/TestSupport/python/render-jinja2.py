"""Renders the templates of a case file with Jinja2 as Ansible sets it up; prints a JSON list of what came out.

An output is the text, or null where Jinja2 raises an error.
"""

import json
import sys

import jinja2
import yaml

from jinja_as_ansible import environment, padded, template


def render(text, variables):
    try:
        return padded(template(text).render(variables), text)
    except Exception as error:
        print(f"{text!r}: {error}", file=sys.stderr)
        return None


with open(sys.argv[1], encoding="utf-8") as file:
    given = yaml.safe_load(file)
environment.loader = jinja2.DictLoader(given["templates"])
json.dump([render(text, given["vars"]) for text in given["cases"]], sys.stdout)
