/// Fifty resources for each host: the same work that the benchmark gives to the peers.
enum Base50 {
    static let manifest = """
        name: base50
        hosts: all
        resources:
          - directory: "/etc/bench/d{{ item }}"
            mode: "0755"
            loop: range(5)
          - file: "/etc/bench/f{{ item }}.conf"
            content: "value={{ item }}\\nhost={{ inventory_hostname }}\\n"
            mode: "0644"
            loop: range(15)
          - file: "/etc/bench/t{{ item }}.conf"
            template: unit.j2
            owner: root
            mode: "0640"
            loop: range(10)
          - package: [curl, sudo, cron, openssh-server, python3, procps, iproute2, ca-certificates, dbus, iputils-ping]
          - group: "bench{{ item }}"
            loop: ['a', 'b']
          - user: benchuser
            group: bencha
            shell: /bin/bash
          - cron: "bench {{ item }}"
            schedule: "{{ item }} 3 * * *"
            command: "/usr/bin/true {{ item }}"
            loop: [1, 2, 3]
          - service: "{{ item }}"
            state: running
            enabled: true
            loop: ['cron', 'ssh']
          - link: "/etc/bench/l{{ item }}.conf"
            target: "/etc/bench/f{{ item }}.conf"
            loop: [0, 1]

        """
    static let template = """
        # managed
        [service]
        name = svc-{{ item }}
        {% for k in range(5) %}
        option_{{ k }} = {{ inventory_hostname }}-{{ k * item }}
        {% endfor %}

        """
    static let files = ["manifests/base50.yaml": manifest, "templates/unit.j2": template]
}
