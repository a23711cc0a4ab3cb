#!/usr/bin/env python3
"""roundtrips BINARY DELAYLINE ADDRESS FOLDER: how many round trips a whole plan of one host takes, without change.

The host is reached through relays that add delays; the least of five runs at each delay is taken, and the slope of the
straight line through them is the number of round trips. Once with 5 resources, once with 500.
"""

import pathlib
import subprocess
import sys

from measure import claim, run

DELAYS = (0, 50, 100, 150)
RUNS = 5
binary, delayline, address, folder = sys.argv[1], sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4])
host_key = next(
    line.split(" ", 1)[1] for line in (folder / "known_hosts").read_text().splitlines() if line.split(" ")[0] == address
)


class Relay:
    """A delay line to the host, and the arguments that make reconcile go through it."""

    def __init__(self, delay, project):
        self.child = subprocess.Popen([delayline, address, "22", str(delay)], stdout=subprocess.PIPE, text=True)
        port = self.child.stdout.readline().strip()
        inventory = folder / f"relay-{delay}.yaml"
        inventory.write_text(
            f"all: {{hosts: {{relayed: {{ansible_host: 127.0.0.1, ansible_port: {port}, ansible_user: root,"
            f" ansible_ssh_private_key_file: {folder / 'key'}}}}}}}\n"
        )
        known_hosts = folder / f"relay-{delay}.known_hosts"
        known_hosts.write_text(f"[127.0.0.1]:{port} {host_key}\n")
        self.common = ["--project", str(project), "-i", str(inventory), "--known-hosts", str(known_hosts)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.kill()
        self.child.wait()


def project(resources):
    top = folder / f"project-{resources}"
    (top / "manifests").mkdir(parents=True)
    (top / "reconcile.yaml").write_text(f"project: trips-{resources}\n")
    (top / "manifests" / "files.yaml").write_text(
        "hosts: all\nresources:\n"
        f'  - file: "/srv/trips-{resources}-{{{{ item }}}}"\n    content: "{{{{ item }}}}\\n"\n'
        f"    loop: range({resources})\n"
    )
    return top


def slope(points):
    x_mean = sum(x for x, _ in points) / len(points)
    y_mean = sum(y for _, y in points) / len(points)
    return sum((x - x_mean) * (y - y_mean) for x, y in points) / sum((x - x_mean) ** 2 for x, _ in points)


def trips(resources):
    top = project(resources)
    points = []
    for delay in DELAYS:
        with Relay(delay, top) as relay:
            if not points:
                run([binary, "apply", "--auto-approve", *relay.common])
            words = [binary, "plan", "--detailed-exitcode", *relay.common]
            points.append((delay / 1000, min(run(words)[0] for _ in range(RUNS))))
    print(
        f"  {resources} resources: {slope(points):.2f} round trips  "
        + "  ".join(f"{x * 1000:.0f} ms: {y:.3f} s" for x, y in points),
        flush=True,
    )
    return slope(points)


print(f"\nRound trips of a plan of one host, connection and all; slope over added delay, least of {RUNS} runs each:")
few, many = trips(5), trips(500)
held = [claim("at most 10", max(few, many) <= 10), claim("the same for 5 resources as for 500", abs(few - many) < 0.5)]
sys.exit(0 if all(held) else 1)
