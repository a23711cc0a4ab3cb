#!/usr/bin/env python3
"""compare HOSTS BINARY PEERS FOLDER: five hosts with fifty resources each, looked at when nothing is to be done.

Every tool has converged the hosts before and says itself that nothing changed. Three runs of each, in turns, in one
go; wall time from the start of the command to its end. HOSTS is how many there are, PEERS the folder of the peers'
programs, FOLDER one with `ssh_config`, `inventory.yaml`, `key` and `known_hosts`.
"""

import os
import pathlib
import re
import subprocess
import sys
import time

from measure import claim, median, run

RUNS = 3
hosts, binary, peers, folder = int(sys.argv[1]), sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4])
base50 = pathlib.Path(__file__).parent / "base50"
inventory = folder / "inventory.yaml"


def ssh():
    """One `ssh HOST true` for each host, all at once: what merely being there costs."""
    begin = time.monotonic()
    words = ["ssh", "-F", str(folder / "ssh_config")]
    children = [
        subprocess.Popen([*words, f"n{k}", "true"], stdin=subprocess.DEVNULL) for k in range(1, hosts + 1)
    ]
    if any(child.wait() for child in children):
        sys.exit("ssh failed")
    return time.monotonic() - begin


def reconcile(*words):
    common = ["--project", str(base50), "-i", str(inventory), "--known-hosts", str(folder / "known_hosts")]
    return run([binary, *words, *common])


def reconcile_idle():
    return reconcile("plan", "--detailed-exitcode")[0]


def pyinfra():
    seconds, output = run([f"{peers}/pyinfra", "-y", str(folder / "pyinfra_inventory.py"), "deploy.py"], cwd=base50)
    return seconds, output


def pyinfra_idle():
    seconds, output = pyinfra()
    # "Grand total" of its last table: hosts, changed, no change
    if not re.search(r"Grand total\W+\d+\W+-\W", output):
        sys.exit(f"pyinfra changed something, or tells it otherwise than this script knows:\n{output[-3000:]}")
    return seconds


def ansible():
    environment = os.environ | {
        "ANSIBLE_PIPELINING": "True",
        "ANSIBLE_FORKS": str(hosts),
        "ANSIBLE_HOME": str(folder / "ansible"),
        "ANSIBLE_LOCALHOST_WARNING": "False",
        "LC_ALL": "C.UTF-8",
    }
    return run([f"{peers}/ansible-playbook", "-i", str(inventory), "playbook.yaml"], cwd=base50, env=environment)


def ansible_idle():
    seconds, output = ansible()
    if len(re.findall(r"\bchanged=0\b", output)) != hosts:
        sys.exit(f"Ansible changed something:\n{output[-3000:]}")
    return seconds


def main():
    print(f"Converging {hosts} hosts with each tool")
    reconcile("apply", "--auto-approve")
    pyinfra()
    ansible()

    names = {
        f"{hosts} parallel ssh HOST true": ssh,
        "reconcile plan": reconcile_idle,
        "pyinfra -y": pyinfra_idle,
        "ansible-playbook, pipelining": ansible_idle,
    }
    times = {name: [] for name in names}
    for turn in range(RUNS):
        for name, measure in names.items():
            times[name].append(measure())
            print(f"  run {turn + 1}: {name}: {times[name][-1]:.2f} s", flush=True)

    floor, ours, theirs, ansibles = (median(seconds) for seconds in times.values())
    print(f"\n{hosts} hosts, 50 resources each, nothing to do; medians of {RUNS} runs in turns, wall time:")
    for name, seconds in times.items():
        print(f"  {name:32} {median(seconds):8.2f} s   {median(seconds) / ours:7.1f} times reconcile")
    return all(
        [
            claim("a plan takes less time than the parallel ssh", ours < floor),
            claim("under a twentieth of pyinfra's", ours < theirs / 20),
            claim("under a two-hundredth of Ansible's", ours < ansibles / 200),
        ]
    )


sys.exit(0 if main() else 1)
