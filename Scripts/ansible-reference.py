"""Prints what Ansible makes of inventories.

Standard input holds a JSON list of cases, each with `project`, `sources` (paths) and `patterns` (`hosts`, and `limit`
perhaps), and `wantsOrigins`. Standard output is a JSON list with the texts of `--list`, `--graph` and `--graph --vars`, the hosts of each pattern (null where
Ansible stops with an error), whether a word of the pattern means nothing, the sources that Ansible could not read, and
the origins of the hosts' variables as far as Ansible keeps them (file, line and column), the text of `--list` with the
first pattern as `--limit`, and, where `wantsRendered`, what variables of the first hosts come to.
"""

import json
import os
import pathlib
import sys

# Where Scripts/ansible-collections puts them.
os.environ["ANSIBLE_COLLECTIONS_PATH"] = str(
    pathlib.Path(__file__).resolve().parent.parent / ".build" / "ansible-collections")

from ansible import constants
from ansible import context
from ansible._internal._datatag._tags import Origin
from ansible.cli.inventory import InventoryCLI
from ansible.errors import AnsibleError
from ansible.inventory.group import Group
from ansible.inventory.manager import InventoryManager
from ansible.module_utils.common.collections import ImmutableDict
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar
from ansible.utils.display import Display
from ansible.vars.manager import VariableManager


def walk_relationship(self, rel, include_self=False, preserve_ordering=False):
    """Ansible's walk, with the order of declaration where its own goes by the addresses of objects."""
    seen, ordered = {}, []
    level = [self] if include_self else list(getattr(self, rel))
    while level:
        fresh = list(dict.fromkeys(group for group in level if group not in seen))
        seen.update(dict.fromkeys(fresh))
        ordered.extend(fresh)
        level = [below for group in fresh for below in getattr(group, rel)]
    return ordered if preserve_ordering else set(seen)


def forget_localhost(inventory):
    """What the machine itself was called in an earlier pattern, which a run with one pattern has not seen."""
    data = inventory._inventory
    if data.localhost is not None and data.localhost.implicit:
        data.localhost = None


def matches(inventory, pattern, mismatch):
    constants.HOST_PATTERN_MISMATCH = mismatch
    inventory.clear_caches()
    forget_localhost(inventory)
    try:
        inventory.subset(pattern.get("limit"))
        return [host.name for host in inventory.get_hosts(pattern["hosts"])]
    except AnsibleError:
        return None


def answer_pattern(inventory, pattern):
    return {
        "hosts": matches(inventory, pattern, "ignore"),
        "isUnknown": matches(inventory, pattern, "error") is None,
    }


def graph_with_variables(cli, project):
    saved = context.CLIARGS
    context.CLIARGS = ImmutableDict({**saved, "show_vars": True, "basedir": project})
    try:
        return cli.inventory_graph()
    finally:
        context.CLIARGS = saved


def origins(cli, inventory, project):
    found = []
    for host in inventory.get_hosts("all"):
        for name, value in cli._get_host_variables(host).items():
            origin = Origin.get_tag(value)
            if origin and origin.path and origin.line_num:
                found.append({
                    "host": host.name, "variable": name, "file": os.path.relpath(origin.path, project),
                    "line": origin.line_num, "column": origin.col_num,
                })
    return found


def rendered(inventory, variables, loader):
    """The values of the first hosts' variables; null where Ansible cannot render one."""
    found = []
    for host in inventory.get_hosts("all")[:2]:
        everything = variables.get_vars(host=host)
        templar = Templar(loader=loader, variables=everything)
        for name in variables.get_vars(host=host, include_hostvars=False, stage="all"):
            if name in constants.INTERNAL_STATIC_VARS:
                continue
            try:
                value = templar.template(everything[name])
                text = json.dumps(value, sort_keys=True, indent=4, ensure_ascii=False, default=str)
            except Exception:
                text = None
            found.append({"host": host.name, "variable": name, "json": text})
    return found


def limited(cli, inventory, patterns):
    """What `--list` prints with the first pattern as `--limit`."""
    constants.HOST_PATTERN_MISMATCH = "ignore"
    inventory.clear_caches()
    try:
        inventory.subset(patterns[0]["hosts"])
        return cli.dump(cli.json_inventory(inventory.groups["all"]))
    except (AnsibleError, IndexError):
        return None
    finally:
        inventory.subset(None)
        inventory.clear_caches()


def answer(case):
    warnings = []
    Display.warning = lambda self, msg, *rest, **named: warnings.append(msg)
    loader = DataLoader()
    loader.set_basedir(case["project"])
    inventory = InventoryManager(loader, case["sources"])
    cli = InventoryCLI(["ansible-inventory", "--list"])
    cli.loader, cli.inventory, cli.vm = loader, inventory, VariableManager(loader, inventory, version_info={})
    return {
        "list": cli.dump(cli.json_inventory(inventory.groups["all"])),
        "graph": cli.inventory_graph(),
        "graphVars": graph_with_variables(cli, case["project"]),
        "origins": origins(cli, inventory, os.path.realpath(case["project"])) if case.get("wantsOrigins") else [],
        "rendered": rendered(inventory, cli.vm, loader) if case.get("wantsRendered") else [],
        "limited": limited(cli, inventory, case["patterns"]),
        "patterns": [answer_pattern(inventory, pattern) for pattern in case["patterns"]],
        "unread": [text for text in warnings if text.startswith("Unable to parse")],
    }


Group._walk_relationship = walk_relationship
context.CLIARGS = ImmutableDict(
    list=True, graph=False, export=False, yaml=False, toml=False, show_vars=False, basedir=None, pattern="all")
init_plugin_loader([])


def answer_or_error(case):
    try:
        return answer(case)
    except Exception as error:
        return {"error": str(error)}


print(json.dumps([answer_or_error(case) for case in json.load(sys.stdin)]))
