#!/usr/bin/env python3
"""Runs reconcile and Ansible on a generated project and prints how long each takes and how much memory.

FOLDER is the project, BINARY reconcile, PEERS the folder of Ansible's programs.
"""

import os
import pathlib
import subprocess
import sys
import time

MOST_SECONDS = 30
MOST_MEMORY = 1 << 30


def measure(folder, words):
    """Seconds of the clock and of the processors, and bytes at the most, of a program that has to end well."""
    environment = os.environ | {"LC_ALL": "C.UTF-8", "ANSIBLE_LOCALHOST_WARNING": "False", "HOME": str(folder)}
    start = time.monotonic()
    process = subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(words)} ended with status {os.waitstatus_to_exitcode(status)}")
    # macOS counts bytes, Linux kibibytes.
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return seconds, usage.ru_utime + usage.ru_stime, memory


def main():
    folder, binary, peers = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    inventory = ["-i", "inventory/hosts.ini"]
    programs = [
        ("reconcile validate", [binary, "validate"]),
        ("ansible-playbook --syntax-check",
         [str(peers / "ansible-playbook"), *inventory, "--syntax-check", "site.yaml"]),
        ("reconcile inventory list", [binary, "inventory", "list"]),
        ("ansible-inventory --list", [str(peers / "ansible-inventory"), *inventory, "--list", "--playbook-dir", "."]),
    ]
    plays = len(list(folder.glob("manifests/*.yaml")))
    print(f"{plays} manifests, {os.cpu_count()} processors\n")
    print(f"{'':34}{'seconds':>10}{'of CPU':>10}{'MiB':>8}")
    result = 0
    for name, words in programs:
        seconds, busy, memory = measure(folder, words)
        print(f"{name:34}{seconds:10.1f}{busy:10.1f}{memory / (1 << 20):8.0f}", flush=True)
        if name == "reconcile validate" and (seconds > MOST_SECONDS or memory > MOST_MEMORY):
            print(f"  more than {MOST_SECONDS} s or {MOST_MEMORY >> 20} MiB")
            result = 1
    sys.exit(result)


main()
