#!/usr/bin/env python3
"""scale BINARY FOLDER: what a plan costs on a host that has much to be looked at.

A host with 1,000 files and 300 packages is planned without change, beside the same host with 10 files and 3 packages,
in turns; wall time from the start of the command to its end. The packages are made and installed for this, the files
written by `reconcile apply`. What `stat` and `sha256sum` need for that many files is timed on the host itself.
FOLDER is one with `ssh_config`, `inventory.yaml` and `known_hosts`.
"""

import pathlib
import sys

from measure import claim, median, run

RUNS = 7
FEW, MANY = (10, 3), (1000, 300)
SIZE = 1000
binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])

MAKE_PACKAGES = r"""
set -e
dpkg-query -W bench-299 >/dev/null 2>&1 && exit
mkdir -p /root/bench
cd /root/bench
n=0
while [ $n -lt 300 ]; do
    mkdir -p p/DEBIAN p/usr/share/bench
    name=bench-$(printf %03d $n)
    printf 'Package: %s\nVersion: 1\nArchitecture: all\nMaintainer: x <x@y>\nDescription: for a benchmark\n' \
        "$name" >p/DEBIAN/control
    rm -f p/usr/share/bench/*
    echo "$name" >"p/usr/share/bench/$name"
    dpkg-deb --build -Znone p "$name.deb" >/dev/null
    n=$((n + 1))
done
dpkg -i ./*.deb >/dev/null
rm -rf /root/bench
"""

# Names like those that a look gives them, and the same fields.
TIME_TOOLS = r"""
cd /srv/many
set -- /srv/many/*
[ $# -eq 1000 ]
for round in 1 2 3 4 5 6 7; do
    start=$(date +%s%N)
    stat -c '%f:%s:%u:%g:%U:%G' -- "$@" >/dev/null
    middle=$(date +%s%N)
    sha256sum -- "$@" >/dev/null
    end=$(date +%s%N)
    echo $((middle - start)) $((end - middle))
done
"""


def on_host(script):
    return run(["ssh", "-F", str(folder / "ssh_config"), "n1", f"sh -c '{script.replace(chr(39), chr(39) + chr(92) + chr(39) * 2)}'"])[1]


def project(name, files, packages):
    top = folder / name
    (top / "manifests").mkdir(parents=True)
    (top / "reconcile.yaml").write_text(f"project: {name}\n")
    (top / "manifests" / "all.yaml").write_text(
        "hosts: n1\nresources:\n"
        f"  - directory: /srv/{name}\n"
        f'  - file: "/srv/{name}/{{{{ item }}}}"\n    content: "{{{{ (item ~ \' of the benchmark\\n\') * {SIZE // 20} }}}}"\n'
        f"    loop: range({files})\n"
        f"  - package: \"{{{{ 'bench-%03d' % item }}}}\"\n    loop: range({packages})\n"
    )
    return [
        "--project", str(top), "-i", str(folder / "inventory.yaml"), "--known-hosts", str(folder / "known_hosts"),
    ]  # fmt: skip


def main():
    on_host(MAKE_PACKAGES)
    projects = {"few": project("few", *FEW), "many": project("many", *MANY)}
    for common in projects.values():
        run([binary, "apply", "--auto-approve", "--limit", "n1", *common])
    times = {name: [] for name in projects}
    for _ in range(RUNS):
        for name, common in projects.items():
            times[name].append(run([binary, "plan", "--detailed-exitcode", "--limit", "n1", *common])[0])
    tools = [[int(word) / 1e9 for word in line.split()] for line in on_host(TIME_TOOLS).splitlines()]
    few, many = median(times["few"]), median(times["many"])
    stat, digest = (median(column) for column in zip(*tools))

    print(f"\nOne host, nothing to do, a plan from start to end; medians of {RUNS} runs in turns:")
    print(f"  {FEW[0]:5} files of about {SIZE} bytes, {FEW[1]:3} packages {few:8.3f} s")
    print(f"  {MANY[0]:5} files of about {SIZE} bytes, {MANY[1]:3} packages {many:8.3f} s")
    print(f"  stat of {MANY[0]} files on the host {stat:20.3f} s")
    print(f"  sha256sum of {MANY[0]} files on the host {digest:15.3f} s")
    limit = 2 * few + stat + digest
    return claim(f"under twice the lesser, and what stat and sha256sum need: {limit:.3f} s", many < limit)


sys.exit(0 if main() else 1)
