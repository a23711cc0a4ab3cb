#!/usr/bin/env python3
"""Writes a large project that nobody wrote: FOLDER [MANIFESTS HOSTS RESOURCES].

The hosts are in a hundred groups; each manifest is about one group and has its share of the resources: files with
content of variables, templates, packages, services, accounts, cron lines and commands, some with loops and conditions.
Beside it lies the same for Ansible: a playbook of as many plays, and the same inventory and variables.
"""

import pathlib
import sys

GROUPS = 100


def entries(number, count):
    """The entries of a manifest and the tasks that say the same to Ansible."""
    app = f"app{number:04}"
    mold, tasks = [], []

    def add(entry, title, module, /, **arguments):
        mold.append(entry)
        lines = [f"- name: {title}", f"  ansible.builtin.{module}:"]
        lines += [f"    {key}: {value}" for key, value in arguments.items()]
        tasks.append("\n".join(lines))

    for k in range(count):
        path = f"/srv/{app}/part{k:02}"
        match k % 10:
            case 0:
                add(f"- directory: {path}\n  mode: \"0755\"", f"folder {k}", "file", path=path, state="directory",
                    mode='"0755"')
            case 1:
                add(f"- file: {path}\n  content: |\n    host={{{{ inventory_hostname }}}}\n    port={{{{ app_port + {k} }}}}\n",
                    f"settings {k}", "copy", dest=path, content='"port={{ app_port + ' + str(k) + ' }}"')
            case 2:
                add(f"- file: {path}\n  template: part{k % 5}.conf.j2\n  vars: {{part: {k}}}", f"template {k}", "template",
                    src=f"part{k % 5}.conf.j2", dest=path)
            case 3:
                add(f"- package: [lib{app}-{k}, \"{{{{ app_package }}}}-{number}-{k}\"]", f"package {k}", "apt",
                    name=f"lib{app}-{k}")
            case 4:
                add(f"- user: u{number}x{k}\n  system: true\n  home: \"{{{{ app_home }}}}/{k}\"", f"account {k}", "user",
                    name=f"u{number}x{k}", system="true")
            case 5:
                add(f"- file: \"{path}-{{{{ item }}}}\"\n  content: \"{{{{ item }}}} of {{{{ app_name }}}}\"\n"
                    "  loop: app_sites\n", f"sites {k}", "copy", dest=f'"{path}-x"', content="x")
            case 6:
                add(f"- cron: {app} {k}\n  schedule: \"{k} {{{{ app_hour }}}} * * *\"\n  command: /usr/local/bin/{app} {k}",
                    f"cron {k}", "cron", name=f"{app} {k}", minute=f'"{k}"', job=f"/usr/local/bin/{app}")
            case 7:
                add(f"- file: {path}\n  content: fixed text of {app}\n  when: facts.os.family == 'debian'",
                    f"fixed {k}", "copy", dest=path, content=f"fixed text of {app}")
            case 8:
                add(f"- link: {path}\n  target: /srv/{app}/part01", f"link {k}", "file", path=path,
                    src=f"/srv/{app}/part01", state="link")
            case 9:
                add(f"- command: build {app} {k}\n  shell: make -C {path} PORT={{{{ app_port }}}}\n"
                    f"  run_on: [\"file:/srv/{app}/part*\"]", f"build {k}", "shell", cmd=f"make -C {path}")
    return mold, tasks


def indented(texts, width):
    return "".join(" " * width + line + "\n" if line else "\n" for text in texts for line in text.split("\n"))


def main():
    folder = pathlib.Path(sys.argv[1])
    manifests, hosts, resources = (int(word) for word in sys.argv[2:5] or (1000, 2000, 20000))

    def write(path, text):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    write("reconcile.yaml", "project: estate\n")
    each = -(-hosts // GROUPS)
    lines = []
    for g in range(GROUPS):
        first, last = g * each, min(hosts, (g + 1) * each) - 1
        if first > last:
            continue
        lines.append(f"[g{g:02}]\nn[{first:04}:{last:04}] ansible_port=22\n")
        write(f"group_vars/g{g:02}.yaml",
              f"app_name: service {g}\napp_home: \"/srv/{{{{ app_name | replace(' ', '-') }}}}\"\n"
              f"app_sites: [north-{g}, south-{g}]\napp_hour: {g % 24}\n")
    for s in range(5):
        lines.append(f"[site{s}:children]\n" + "".join(f"g{g:02}\n" for g in range(GROUPS) if g % 5 == s))
        write(f"group_vars/site{s}.yaml", f"site: site{s}\nsite_domain: \"{{{{ site }}}}.example.org\"\n")
    write("inventory/hosts.ini", "\n".join(lines))
    write("group_vars/all.yaml", "app_port: 8000\napp_package: pkg\ndomain: \"{{ site_domain }}\"\n")
    for n in range(0, hosts, 10):
        write(f"host_vars/n{n:04}.yaml", f"app_port: {9000 + n}\n")
    for t in range(5):
        write(f"templates/part{t}.conf.j2",
              "# {{ ansible_managed }}\n[part {{ part }}]\nname = {{ app_name }}\ndomain = {{ domain }}\n"
              "{% for site in app_sites %}\nsite.{{ loop.index }} = {{ site }}.{{ domain }}\n{% endfor %}\n"
              "{% if app_port > 8500 %}\nhigh = yes\n{% else %}\nhigh = no\n{% endif %}\n")
    share, rest = divmod(resources, manifests)
    for number in range(manifests):
        count = share + (number < rest)
        mold, tasks = entries(number, count)
        after = f"after: [m{number - GROUPS:04}]\n" if number >= GROUPS else ""
        write(f"manifests/m{number:04}.yaml",
              f"hosts: g{number % GROUPS:02}\nbecome: true\n{after}resources:\n" + indented(mold, 2))
        write(f"plays/m{number:04}.yaml",
              f"- hosts: g{number % GROUPS:02}\n  become: true\n  gather_facts: false\n  tasks:\n" + indented(tasks, 4))
    write("site.yaml", "".join(f"- import_playbook: plays/m{number:04}.yaml\n" for number in range(manifests)))


main()
