"""Renders the templates of case files as ansible-core does; prints a JSON object of file to what came out.

A case file says in `judge` who renders it: `jinja2`, Jinja2 itself with Ansible's filters and tests added,
`collections`, the same with those of the collections that Ansible is shipped with, or `ansible`, ansible-core's own
templar, which has lookups too. An output is the text, or null where that is an error.
With `--names` as the only argument it prints the names of all filters, tests and lookups instead.
"""

import importlib
import json
import os
import pkgutil
import sys

os.environ.update(ANSIBLE_DEPRECATION_WARNINGS="False", ANSIBLE_LOCALHOST_WARNING="False", TZ="UTC")

import ansible.plugins.lookup
import jinja2
import yaml
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.filter import core, encryption, mathstuff, urls, urlsplit
from ansible.plugins.loader import init_plugin_loader
from ansible.plugins.test import core as test_core, files, mathstuff as test_mathstuff, uri
from ansible.template import Templar, trust_as_template

# Where the collection ansible.utils lies, for the judge `collections`: Jinja2 with its filters and tests too.
collections = os.environ.get("COLLECTIONS", "")
init_plugin_loader([collections] if collections else [])
filter_modules = [core, mathstuff, urls, urlsplit, encryption]
test_modules = [test_core, test_mathstuff, files, uri]

environment = jinja2.Environment(trim_blocks=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
built_in_filters, built_in_tests = sorted(environment.filters), sorted(environment.tests)
# Where Ansible's version differs only in how it undoes lazy values.
own = {name: environment.filters[name]
       for name in ("min", "max", "groupby", "map", "select", "reject", "selectattr", "rejectattr", "sum", "default", "d")}
for module in filter_modules:
    environment.filters.update(module.FilterModule().filters())
for module in test_modules:
    environment.tests.update(module.TestModule().tests())
for name in ("defined", "undefined"):
    environment.tests[name] = jinja2.tests.TESTS[name]
environment.filters.update(own)


def add_collection(name):
    """Adds the filters and tests of a collection under their own names and their full ones."""
    for kind, known in (("filter", environment.filters), ("test", environment.tests)):
        package = f"ansible_collections.{name}.plugins.{kind}"
        folder = os.path.join(collections, *package.split("."))
        for module in pkgutil.iter_modules([folder]):
            plugin = importlib.import_module(f"{package}.{module.name}")
            owner = plugin.FilterModule() if kind == "filter" else plugin.TestModule()
            for key, function in (owner.filters() if kind == "filter" else owner.tests()).items():
                known[key] = known[f"{name}.{key}"] = function


if collections:
    add_collection("ansible.utils")


def finalize(value):
    """Null prints as nothing and generators as lists, as Ansible has it."""
    if value is None:
        return ""
    if isinstance(value, (str, int, float, list, tuple, dict, jinja2.Undefined)):
        return value
    return list(value) if hasattr(value, "__iter__") else value


environment.finalize = finalize


def render(judge, template, variables, folder):
    try:
        if judge in ("jinja2", "collections"):
            return environment.from_string(template).render(variables)
        loader = DataLoader()
        loader.set_basedir(folder)
        # A text before it keeps the result from becoming anything but text.
        text = Templar(loader=loader, variables=variables).template(trust_as_template("> " + template))
        return str(text)[2:]
    except Exception as error:
        print(f"{template!r}: {type(error).__name__}: {error}", file=sys.stderr)
        return None


def rendered(path):
    with open(path, encoding="utf-8") as file:
        given = yaml.safe_load(file)
    folder = os.path.join(os.path.dirname(path), "project")
    texts = [render(given["judge"], template, given.get("vars", {}), folder) for template in given["cases"]]
    # Half characters, which Python lets through, are none in JSON.
    return [text if text is None else text.encode("utf-8", "replace").decode() for text in texts]


if sys.argv[1] == "--names":
    json.dump({
        "filters": sorted({*built_in_filters, *environment.filters}),
        "tests": sorted({*built_in_tests, *environment.tests}),
        "globals": sorted({*environment.globals, *Templar(loader=DataLoader(), variables={}).environment.globals}),
        "lookups": sorted(module.name for module in pkgutil.iter_modules(ansible.plugins.lookup.__path__)),
    }, sys.stdout)
else:
    json.dump({os.path.basename(path): rendered(path) for path in sys.argv[1:]}, sys.stdout)
