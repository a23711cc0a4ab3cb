"""Renders the templates of real projects with ansible-core's own templar; prints as JSON what came of it.

Takes the folder of a project. Every template is rendered twice: with the defaults of its role only, so that most of it is
not defined, and with a value made up for each variable that it asks for, of the shape that it uses it in. `plugins` are the
filters that ansible-core has not; `default` stands for them in what is rendered. Each of the `entries` is {"path", "source", "search": folders of its inclusions, "defaults": files of variables, "vars": what was made up, and either
"text" or "error", and "line" where the error has one}.
"""

import functools
import json
import os
import pathlib
import re
import sys
import zlib

os.environ.update(ANSIBLE_DEPRECATION_WARNINGS="False", ANSIBLE_LOCALHOST_WARNING="False", TZ="UTC")

import jinja2
from jinja2 import nodes
from ansible._internal._datatag._tags import Origin
from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar, trust_as_template

init_plugin_loader([])
reader = jinja2.Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
loader = DataLoader()


class Shape:
    """What is known of a value from how a template uses it."""

    def __init__(self):
        self.children, self.item, self.entry = {}, None, None

    def child(self, name):
        return self.children.setdefault(name, Shape())

    def items(self):
        self.item = self.item or Shape()
        return self.item

    def entries(self):
        self.entry = self.entry or Shape()
        return self.entry

    def value(self, name):
        if self.children or self.entry:
            made = {key: self.entry.value(key) for key in ("one", "two")} if self.entry else {}
            return made | {key: child.value(key) for key, child in self.children.items()}
        if self.item:
            first = self.item.value("one")
            return [first, self.item.value("two") if first == "one" else first]
        if name in ("one", "two"):
            return name
        words = set(name.lower().split("_"))
        if words & {"port", "size", "num", "count", "timeout", "max", "min", "workers", "threads", "interval", "limit"}:
            return zlib.crc32(name.encode()) % 9000 + 1
        if words & {"enable", "enabled", "is", "use", "has", "debug", "disable", "disabled"}:
            return bool(zlib.crc32(name.encode()) % 2)
        return ["value of " + name, "10.0.0.5", "one", ""][zlib.crc32(name.encode()) % 4]


class Reader:
    """Collects the shapes of the variables that a template asks for."""

    def __init__(self, tree):
        self.free = {}
        for node in tree.body:
            self.visit(node, {})

    def shape(self, node, known):
        """The shape of what an expression names; a new one where that is nothing that is known."""
        if isinstance(node, nodes.Name):
            return known[node.name] if node.name in known else self.free.setdefault(node.name, Shape())
        if isinstance(node, nodes.Getattr):
            return self.shape(node.node, known).child(node.attr)
        if isinstance(node, nodes.Getitem):
            base = self.shape(node.node, known)
            if isinstance(node.arg, nodes.Const):
                return base.child(node.arg.value) if isinstance(node.arg.value, str) else base.items()
            self.visit(node.arg, known)
            return base if isinstance(node.arg, nodes.Slice) else base.entries()
        if isinstance(node, nodes.Filter) and node.node is not None:
            keeps = {"default", "d", "sort", "unique", "list", "reverse", "selectattr", "rejectattr", "select", "reject"}
            base = self.shape(node.node, known)
            for part in [*node.args, *node.kwargs]:
                self.visit(part, known)
            if node.name in keeps:
                return base
            if node.name in ("first", "last", "random"):
                return base.items()
            if node.name in ("dictsort", "dict2items", "items"):
                base.entries()
            return Shape()
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
            base = self.shape(node.node.node, known)
            for part in [*node.args, *node.kwargs]:
                self.visit(part, known)
            if node.node.attr in ("items", "values", "keys"):
                base.entries()
            if node.node.attr == "get" and node.args and isinstance(node.args[0], nodes.Const):
                return base.child(str(node.args[0].value))
            return Shape()
        for child in node.iter_child_nodes():
            self.visit(child, known)
        return Shape()

    def visit(self, node, known):
        if isinstance(node, nodes.For):
            items, inner = self.shape(node.iter, known), {**known, "loop": Shape()}
            iterated = node.iter
            while isinstance(iterated, nodes.Filter) and iterated.name in ("sort", "list", "dictsort"):
                if iterated.name == "dictsort":
                    break
                iterated = iterated.node
            pairs = isinstance(iterated, nodes.Filter) and iterated.name == "dictsort"
            if isinstance(iterated, nodes.Call) and isinstance(iterated.node, nodes.Getattr):
                pairs = iterated.node.attr == "items"
                items = self.shape(iterated.node.node, known)
            elif pairs:
                items = self.shape(iterated.node, known)
            if isinstance(node.target, nodes.Tuple):
                values = [Shape(), items.entries() if pairs else Shape()] + [Shape() for _ in node.target.items]
                inner |= {name.name: shape for name, shape in zip(node.target.items, values) if isinstance(name, nodes.Name)}
            else:
                inner[node.target.name] = items.items() if not items.entry and not items.children else Shape()
            for child in [*node.body, *node.else_, *([node.test] if node.test else [])]:
                self.visit(child, inner)
        elif isinstance(node, nodes.Assign):
            shape = self.shape(node.node, known)
            if isinstance(node.target, nodes.Name):
                known[node.target.name] = shape
        elif isinstance(node, nodes.Macro):
            known[node.name] = Shape()
            inner = {**known, **{argument.name: Shape() for argument in node.args}}
            for child in [*node.defaults, *node.body]:
                self.visit(child, inner)
        elif isinstance(node, (nodes.Import, nodes.FromImport)):
            names = [node.target] if isinstance(node, nodes.Import) else node.names
            for name in names:
                known[name[1] if isinstance(name, tuple) else name] = Shape()
        elif isinstance(node, (nodes.Expr,)):
            self.shape(node, known)
        else:
            for child in node.iter_child_nodes():
                self.visit(child, known)


FUNCTIONS = {"lookup", "query", "q", "range", "dict", "namespace", "cycler", "joiner", "lipsum", "now", "undef",
             "omit", "True", "False", "None", "true", "false", "none", "self", "super", "caller", "varargs", "kwargs"}


def texts(value):
    """The templates in a value."""
    if isinstance(value, str):
        yield from [value] if "{{" in value or "{%" in value else []
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def made_up(text, defaults):
    """Values for what a template asks for, and for what the variables ask for that it names."""
    open_texts, known = [text], {}
    while open_texts:
        try:
            found = Reader(reader.parse(open_texts.pop())).free
        except jinja2.TemplateSyntaxError:
            continue
        for name, shape in found.items():
            if name in known or name in FUNCTIONS:
                continue
            known[name] = shape
            open_texts += texts(defaults.get(name))
    return {name: shape.value(name) for name, shape in known.items() if name not in defaults}


PLUGINS = re.compile(r"\| ?([A-Za-z_][\w.]*)")


def plugins_of(project):
    """The filters in use that ansible-core has not, the longest first."""
    known, found = Templar(loader=loader).environment.filters, set()
    for path in [*project.rglob("*.j2"), *project.rglob("*.yml"), *project.rglob("*.yaml")]:
        text = path.read_text(errors="replace") if path.is_file() else ""
        for tag in re.findall(r"(?s)\{\{.*?\}\}|\{%.*?%\}", text):
            found.update(PLUGINS.findall(tag))
    return sorted(filter(lambda name: not is_known(name, known), found), key=lambda name: (-len(name), name))


def is_known(name, filters):
    try:
        return bool(filters[name])
    except (KeyError, jinja2.TemplateError):
        return False


def without_plugins(text):
    """A text with `default` in the place of those."""
    for name in plugins:
        text = text.replace("| " + name, "| default").replace("|" + name, "|default")
    return text


def line(error):
    """The line that Jinja2 would name."""
    while error is not None:
        if isinstance(error, jinja2.TemplateSyntaxError):
            return error.lineno
        found, trace = None, error.__traceback__
        while trace is not None:
            inner = trace.tb_frame.f_globals.get("__jinja_template__")
            if inner is not None:
                found = inner.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        if found is not None:
            return found
        error = error.__cause__
    return None


def root(error):
    while error.__cause__ is not None:
        error = error.__cause__
    return error


class Included(jinja2.FileSystemLoader):
    """Finds templates that are included, without the plugins."""

    def get_source(self, environment, template):
        text, path, is_current = super().get_source(environment, template)
        return without_plugins(text), path, is_current


def render(text, search, variables):
    try:
        templar = Templar(loader=loader, variables=variables).copy_with_new_env(searchpath=search)
        templar.environment.loader = Included(search)
        text = templar.template(trust_as_template(text), escape_backslashes=False)
        return {"text": "" if text is None else str(text)}
    except AnsibleError as error:
        return {"error": f"{type(root(error)).__name__}: {error}", "line": line(error) and line(error) + text.startswith("#jinja2:")}


def role(path):
    """The folder of the role that a template belongs to, or that it lies in."""
    for folder in path.parents:
        if folder.name == "templates":
            return folder.parent
    return path.parent


def rendered(path):
    home = role(path)
    search = [str(path.parent), str(home / "templates"), str(home)]
    defaults = [home / "defaults" / name for name in ("main.yml", "main.yaml", "main")] + [home / "vars" / "main.yml"]
    for folder in path.parents:
        defaults += [folder / "group_vars" / name for name in ("all.yml", "all")]
        defaults += sorted((folder / "group_vars" / "all").glob("*.yml"))
    defaults = [str(file) for file in defaults if file.is_file()]
    variables = {}
    for file in defaults:
        variables |= loaded(file)
    text = path.read_text()
    usable = without_plugins(text)
    for made in ({}, made_up(usable, variables)):
        yield {"path": str(path), "source": usable, "search": search, "defaults": defaults, "vars": json.dumps(made),
               **render(usable, search, {**variables, **made})}


@functools.cache
def loaded(file):
    with open(file, encoding="utf-8") as source:
        text = without_plugins(source.read())
    return loader.load(trust_as_template(Origin(path=file).tag(text)), file) or {}


entries, project = [], pathlib.Path(sys.argv[1]).absolute()
plugins = plugins_of(project)
for path in sorted(project.rglob("*.j2")):
    if path.is_file():
        try:
            entries += rendered(path)
        except (UnicodeDecodeError, AnsibleError) as error:
            print(f"{path}: {error}", file=sys.stderr)
json.dump({"entries": entries, "plugins": plugins}, sys.stdout)
