"""The work of manifests/base50.yaml for pyinfra."""

from io import StringIO

from pyinfra import host
from pyinfra.operations import apt, crontab, files, server, systemd

TOP = "/etc/bench-pyinfra"
PACKAGES = "ca-certificates cron curl dbus iproute2 iputils-ping openssh-server procps python3 sudo"

for i in range(5):
    files.directory(path=f"{TOP}/d{i}", mode="755")
for i in range(15):
    files.put(src=StringIO(f"value={i}\nhost={host.name}\n"), dest=f"{TOP}/f{i}.conf", mode="644")
for i in range(10):
    files.template(
        src="templates/unit.j2", dest=f"{TOP}/t{i}.conf", mode="640", item=i, inventory_hostname=host.name
    )
for package in PACKAGES.split():
    apt.packages(packages=[package])
for letter in "ab":
    server.group(group=f"bench{letter}")
server.user(user="benchuser", group="bencha", shell="/bin/bash")
for minute in (1, 2, 3):
    crontab.crontab(command=f"/usr/bin/true pyinfra {minute}", cron_name=f"pyinfra {minute}", minute=minute, hour=3)
for unit in ("cron", "ssh"):
    systemd.service(service=unit, running=True, enabled=True)
for i in (0, 1):
    files.link(path=f"{TOP}/l{i}.conf", target=f"{TOP}/f{i}.conf")
