"""Jinja2 as Ansible sets it up."""

import functools

import jinja2
import yaml
from ansible._internal._templating._jinja_bits import TemplateOverrides
from ansible.plugins.filter import core, encryption, mathstuff, urls, urlsplit
from ansible.plugins.test import core as test_core, files, mathstuff as test_mathstuff, uri

# A value that stands in two places is written out in both: there is no telling here whether they are one.
yaml.representer.BaseRepresenter.ignore_aliases = lambda self, data: True
yaml.representer.SafeRepresenter.ignore_aliases = lambda self, data: True

# What changes a list or a map, which is never passed over: nothing is to be lost without a word.
CHANGES = ("append", "extend", "insert", "remove", "pop", "popitem", "clear", "reverse", "sort", "update", "setdefault")


class Missing(jinja2.StrictUndefined):
    """Something undefined that cannot be printed as a part of something else either, and whose parts are undefined.

    `part` is the name of the attribute of something undefined that this is, or None.
    """
    __slots__ = ("part",)
    __repr__ = jinja2.StrictUndefined.__str__

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.part = None

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        found = Missing(self._undefined_message)
        found.part = name
        return found

    def __getitem__(self, key):
        return self


class Calls(jinja2.runtime.Context):
    """Calls as Ansible makes them: of and with something undefined they come to that.

    But for macros, namespaces and loops, and for what changes something.
    """
    def call(context, function, *arguments, **named):
        owner = getattr(function, "__self__", function)
        if isinstance(function, Missing):
            passes = function.part is not None and function.part not in CHANGES
        elif isinstance(owner, (list, dict)):
            passes = function.__name__ not in CHANGES
        else:
            passes = not isinstance(owner, (jinja2.runtime.Macro, jinja2.runtime.LoopContext)) \
                and function is not jinja2.utils.Namespace
        missing = [value for value in (function, *arguments, *named.values()) if isinstance(value, Missing)]
        return missing[0] if passes and missing else super(Calls, context).call(function, *arguments, **named)


class Environment(jinja2.Environment):
    """Nothing is worked out before a template is rendered."""
    context_class = Calls


environment = Environment(
    optimized=False,
    trim_blocks=True, undefined=Missing,
    extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
own = {name: environment.filters[name] for name in ("min", "max", "groupby", "map", "select", "sum", "default", "d")}
for module in (core, mathstuff, urls, urlsplit, encryption):
    environment.filters.update(module.FilterModule().filters())
for module in (test_core, test_mathstuff, files, uri):
    environment.tests.update(module.TestModule().tests())
# Where Ansible's version differs only in how it undoes lazy values.
environment.filters.update(own)


def passing(filter):
    """A filter as Ansible calls it: what it cannot make for want of something undefined is undefined itself."""
    @functools.wraps(filter)
    def passed(*arguments, **named):
        try:
            return filter(*arguments, **named)
        except jinja2.UndefinedError as error:
            return Missing(hint=str(error))
    return passed


for name, filter in environment.filters.items():
    environment.filters[name] = passing(filter)


def strict(test):
    """A test that refuses what is not defined, as in Ansible; Jinja2 lets some look at it."""
    def tested(value, *arguments, **named):
        if isinstance(value, jinja2.Undefined):
            str(value)
        return test(value, *arguments, **named)
    return tested


for name, test in environment.tests.items():
    if name not in ("defined", "undefined") and not hasattr(test, "jinja_pass_arg"):
        environment.tests[name] = strict(test)


@jinja2.pass_context
def finalize(context, value):
    """Null prints as nothing and generators as lists, as Ansible has it."""
    if value is None:
        return ""
    if type(value).__name__ in ("generator", "filter", "map", "zip", "reversed", "dict_items", "dict_keys",
                                "dict_values", "range", "zip_longest", "list_reverseiterator", "chain"):
        return list(value)
    return value


environment.finalize = finalize


def padded(rendered, text):
    """What was rendered, with the line breaks at its end that the template has and Jinja2 has dropped."""
    def count(part):
        return len(part) - len(part.rstrip("\n"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return rendered + "\n" * max(0, count(text) - count(rendered))


def template(text):
    """Reads a template with the settings of a first line `#jinja2: …`, as Ansible has it."""
    rest, overrides = TemplateOverrides()._extract_template_overrides(text)
    return environment.overlay(**overrides.overlay_kwargs()).from_string(rest)
