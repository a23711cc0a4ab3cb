"""What the entries of the catalogue's rows say, as testinfra sees it: written from the entries, not from our probes.

`-k made` after the rows were applied, `-k gone` after they were removed.
"""

import pytest

UNITS = "/etc/systemd/system"

FILES = {
    "/srv/cat/app.toml": ("root", "root", 0o640, '[a]\nb = [1, "x"]\n'),
    "/srv/cat/plain": ("nobody", "adm", 0o644, "plain\n"),
    "/srv/cat/copied": ("root", "root", 0o644, "a\n"),
    "/srv/cat/rendered": ("root", "root", 0o644, "a cat on n1\n"),
    "/srv/cat/tree/a": ("nobody", None, 0o640, "a\n"),
    "/srv/cat/tree/sub/b": ("nobody", None, 0o640, "b\n"),
    "/srv/house/deep/f": ("nobody", "adm", 0o640, ""),
    "/srv/cat/fetched": ("root", "root", 0o604, "hello"),
    "/srv/cat/guarded": ("nobody", "adm", 0o644, "hello"),
    "/srv/cat/unpacked/bin/run": ("nobody", "adm", None, "run\n"),
    "/srv/cat/guarded-app/app-1/bin/run": (None, None, None, "run\n"),
    "/srv/cat/boxed/sub/b": (None, None, None, "b\n"),
    "/srv/cat/conf": (None, None, None, "a\nport 8080\nz"),
    "/srv/after": (None, None, None, "first\nsecond\nthird\n"),
    "/srv/ahead": (None, None, None, "first\nsecond\nthird\n"),
    "/srv/cat/single": ("root", "root", 0o644, "only\n"),
    "/srv/blocks": (None, None, None, "one\n; BEGIN cat\na\n; END cat\ntwo\n"),
    "/srv/cat/hosts": (
        "root", "root", 0o644,
        "# BEGIN reconcile: lab\n10.0.0.1 a\n10.0.0.2 b\n# END reconcile: lab\n",
    ),
    "/srv/blocks.conf": (
        None, None, None,
        "one\n# BEGIN reconcile: rendered\na cat on n1\n# END reconcile: rendered\ntwo\n",
    ),
    "/etc/sudoers.d/cats": ("root", "root", 0o440, None),
    "/etc/sudoers.d/cat-content": ("root", "root", 0o440, "daemon ALL=(root) NOPASSWD: /bin/true\n"),
    "/etc/sudoers.d/cat-source": ("root", "root", 0o440, "bin ALL=(root) /bin/true\n"),
    "/etc/sudoers.d/cat-template": ("root", "root", 0o440, "bin n1=(root) /bin/true\n"),
    f"{UNITS}/cat-content.timer": ("root", "root", 0o644, "[Timer]\nOnBootSec=90\n"),
    f"{UNITS}/cat-source.path": ("root", "root", 0o644, "[Path]\nPathExists=/srv/cat/nowhere\n"),
    "/srv/cat/commit/one": ("root", "root", None, "1\n"),
    "/srv/cat/tag/one": ("root", "root", None, "1\n"),
    "/home/ops/branch/two": ("ops", "ops", None, "2\n"),
    "/srv/cat/made": ("root", "root", None, 'p u"rr'),
    "/srv/cat/unless": (None, None, None, "1\n"),
    "/home/ops/touched": ("ops", "ops", None, ""),
}
DIRECTORIES = {
    "/srv/cat/tree": ("nobody", None, 0o750),
    "/srv/cat/tree/sub": ("nobody", None, 0o750),
    "/srv/cat/room": ("nobody", "adm", 0o711),
    "/srv/house": ("nobody", "adm", 0o750),
    "/srv/house/deep": ("nobody", "adm", 0o750),
    "/srv/rooms/a": ("nobody", "root", 0o711),
    "/srv/homes/kitty": ("kitty", None, None),
    "/srv/homes/catd": ("catd", None, None),
    "/home/ops/venv": ("ops", None, None),
}
MODES = {
    "/srv/modes/a.sh": ("root", "adm", 0o750),
    "/srv/modes/deep/b.sh": ("root", "adm", 0o750),
    "/srv/modes/c.txt": ("root", "root", 0o644),
    "/srv/rooms/b": ("nobody", "root", 0o644),
}
CLEANED = {"/srv/old": ["b.txt", "c.log"], "/srv/many": ["b", "c"], "/srv/large": ["new"]}
GONE = [
    path
    for path in FILES
    if path.startswith(("/srv/cat/", "/etc/", "/home/ops/branch", "/srv/house"))
    # Commands leave what they made, and of edited files only their own lines go.
    and path not in ("/srv/cat/made", "/srv/cat/unless", "/srv/cat/conf", "/srv/cat/single", "/srv/cat/hosts")
]


def owned(file, user, group, mode):
    assert user in (None, file.user)
    assert group in (None, file.group)
    assert mode in (None, file.mode)


@pytest.mark.parametrize("path", FILES)
def test_made_file(host, path):
    user, group, mode, content = FILES[path]
    file = host.file(path)
    assert file.is_file and not file.is_symlink
    owned(file, user, group, mode)
    assert content in (None, file.content_string)


@pytest.mark.parametrize("path", DIRECTORIES)
def test_made_directory(host, path):
    assert host.file(path).is_directory
    owned(host.file(path), *DIRECTORIES[path])


@pytest.mark.parametrize("path", MODES)
def test_made_mode(host, path):
    owned(host.file(path), *MODES[path])


@pytest.mark.parametrize("path", CLEANED)
def test_made_cleanup(host, path):
    assert sorted(host.file(path).listdir()) == CLEANED[path]


@pytest.mark.parametrize("path", ["/srv/cat/link", "/srv/cat/forced"])
def test_made_link(host, path):
    assert host.file(path).is_symlink
    assert host.file(path).linked_to == "/srv/cat/app.toml"


def test_made_user_with_access(host):
    user = host.user("catty")
    assert user.shell == "/bin/sh" and "adm" in user.groups
    assert user.password.startswith("!$6$saltsalt$")
    assert user.expiration_date.strftime("%Y-%m-%d") == "2030-01-31"


def test_made_user_with_number(host):
    user = host.user("kitty")
    assert (user.uid, user.group, user.home) == (4999, "adm", "/srv/homes/kitty")
    assert user.gecos == "Kit Ty, Miss"


def test_made_system_accounts(host):
    assert host.user("catd").uid < 1000 and host.group("catsd").gid < 1000
    assert host.group("cats").gid == 4321


def test_made_key(host):
    lines = host.file("/home/ops/.ssh/authorized_keys").content_string.splitlines()
    mine = [line for line in lines if line.endswith(" cat")]
    assert len(lines) == 2 and len(mine) == 1 and mine[0].startswith("restrict ssh-ed25519 AAAA")
    owned(host.file("/home/ops/.ssh/authorized_keys"), "ops", "ops", 0o600)


def test_made_sudo_rule(host):
    said = host.check_output("sudo -l -U catty")
    assert "(root) NOPASSWD: /usr/bin/id -u, /bin/true" in said


def test_made_services(host):
    assert host.service("cat-bell").is_running and host.service("cat-bell").is_enabled
    assert not host.service("cat-mute").is_running and not host.service("cat-mute").is_enabled


@pytest.mark.parametrize(
    "unit, words", [("cat-sections.service", "cat"), ("cat-template.service", "a cat on n1")]
)
def test_made_unit(host, unit, words):
    assert host.service(unit).systemd_properties["Description"] == words


def test_made_crontabs(host):
    lines = host.check_output("crontab -l").splitlines()
    assert lines == ["1 2 3 4 5 /bin/true keep", "# reconcile: a cat", '5 4 * * * echo "a  cat"']
    assert "#@daily /bin/true" in host.check_output("crontab -u ops -l").splitlines()


def test_made_packages(host):
    assert host.package("cat-tool").version == "1.0"
    assert host.package("cat-new").version == "2.0"
    assert host.check_output("apt-mark showhold") == "cat-held"
    assert "file:/srv/offline/apt stable/main" in host.check_output("apt-cache policy")


def test_made_python(host):
    found = host.pip.get_packages(pip_path="/home/ops/venv/bin/pip")
    versions = {name.replace("_", "-"): package["version"] for name, package in found.items()}
    assert versions["cat-tail"] == "1.0" and versions["cat-paw"] == "1.0"


def test_made_npm(host):
    if not host.exists("npm"):
        pytest.skip("the host has no npm")
    assert "cat-purr@1.0.0" in host.check_output("npm ls --global")


@pytest.mark.parametrize("path", GONE + ["/srv/cat/link", "/srv/cat/forced", "/home/ops/venv", "/home/catty"])
def test_gone_path(host, path):
    assert not host.file(path).exists


@pytest.mark.parametrize("name", ["catty", "kitty", "catd"])
def test_gone_user(host, name):
    assert not host.user(name).exists


def test_gone_rest(host):
    assert not host.group("cats").exists and not host.group("catsd").exists
    assert not host.package("cat-tool").is_installed and not host.package("cat-new").is_installed
    assert host.check_output("apt-mark showhold") == ""
    assert host.check_output("crontab -l") == "1 2 3 4 5 /bin/true keep"
    assert host.file("/srv/cat/conf").content_string == "a\nz"
    assert host.file("/srv/blocks").content_string == "one\ntwo\n"
    assert len(host.file("/home/ops/.ssh/authorized_keys").content_string.splitlines()) == 1
    assert not host.service("cat-bell").is_running and not host.service("cat-bell").is_enabled
