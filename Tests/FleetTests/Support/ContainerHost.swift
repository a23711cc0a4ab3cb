/// Podman on a host of the fleet, with a registry of its own and an image that nobody has to fetch.
enum ContainerHost {
    /// A host is a container itself, in which only crun without cgroups can start others.
    ///
    /// The registry of Debian asks for a password, and the tests' one is not to. The GPU is one by description alone
    /// (CDI), with a device that every host has.
    static let preparation = """
        set -e
        ! [ -e /srv/lab/ready ] || { echo ready; exit; }
        DEBIAN_FRONTEND=noninteractive apt-get install -qqy --no-install-recommends \
            podman crun netavark aardvark-dns iptables nftables busybox-static docker-registry >/dev/null 2>&1
        mkdir -p /etc/containers/registries.conf.d /srv/lab/context
        printf '[[registry]]\\nlocation = "localhost:5000"\\ninsecure = true\\n' >/etc/containers/registries.conf.d/lab.conf
        printf '[containers]\\nkeyring = false\\ncgroups = "disabled"\\npids_limit = 0\\n[engine]\\nruntime = "crun"\\n' \
            >/etc/containers/containers.conf
        sed -i '/^auth:/,/^health:/{/^health:/!d}' /etc/docker/registry/config.yml
        systemctl restart docker-registry
        cd /srv/lab/context
        cp /bin/busybox .
        printf 'FROM scratch\\nADD busybox /bin/busybox\\nADD busybox /bin/sh\\nENV FROM_IMAGE=yes\\n' >Dockerfile
        printf 'CMD ["/bin/busybox", "sleep", "1000"]\\nSTOPSIGNAL SIGKILL\\n' >>Dockerfile
        podman build -q -t localhost/lab/base:1 . >/dev/null
        podman save -q -o /srv/lab/base.tar localhost/lab/base:1
        podman tag localhost/lab/base:1 localhost:5000/lab/pulled:1
        until podman push -q localhost:5000/lab/pulled:1; do sleep 0.2; done
        podman rmi -f localhost/lab/base:1 localhost:5000/lab/pulled:1 >/dev/null
        printf 'FROM_FILE=yes\\n' >/srv/lab/full.env
        mkdir -p /etc/cdi
        printf '{"cdiVersion": "0.5.0", "kind": "nvidia.com/gpu", "devices": [{"name": "0", "containerEdits": %s}]}\\n' \
            '{"deviceNodes": [{"path": "/dev/gpu0", "hostPath": "/dev/null"}]}' >/etc/cdi/lab.json
        touch /srv/lab/ready
        echo ready
        """

    /// Makes a container anew by hand, as it was made but for options that are given as JSON: new values by the
    /// option's beginning, null to leave one out.
    ///
    /// With `--bare`, without the labels that tell who made it.
    static let remake = """
        import json, subprocess, sys
        name, changes, bare = sys.argv[1], json.loads(sys.argv[2]), "--bare" in sys.argv
        told = json.loads(subprocess.check_output(["podman", "inspect", name]))[0]
        words, left = [], dict(changes)
        for word in told["Config"]["CreateCommand"]:
            if word.startswith("--name="): word = "--name=" + name
            if bare and word.startswith("--label=io.reconcile."): continue
            key = next((key for key in changes if word.startswith(key)), None)
            if key is None: words.append(word)
            elif left.pop(key, None) is not None: words.append(changes[key])
        subprocess.check_call(["podman", "rm", "-f", name])
        env = "\\n".join(v for v in told["Config"]["Env"] if v.split("=")[0] in ("COLOR", "TOKEN"))
        env = env.replace("COLOR=red", "COLOR=" + changes.get("env", "red"))
        subprocess.run(words, input=env.encode(), check=True)
        """

    static let entries = """
        name: containers
        hosts: n1
        vars: {web: 1, color: red}
        resources:
          - image: localhost/lab/base:1
            archive: /srv/lab/base.tar
          - image: localhost/lab/web:1
            context: web
            args: {COLOR: "{{ color }}"}
            save: /srv/lab/web.tar
          - image: localhost:5000/lab/pulled:1
          - network: inner
            subnet: [10.91.0.0/24]
            replace: true
          - network: spare
            driver: bridge
            subnet: [10.92.0.0/24]
            gateway: [10.92.0.1]
            ip_range: [10.92.0.128/25]
            internal: true
            options: {mtu: "1400"}
            labels: {team: lab}
            replace: true
          - volume: data
          - volume: spare
            driver: local
            options: {type: tmpfs, device: tmpfs}
            labels: {team: lab}
            replace: true
          - file: /srv/lab/settings
            content: "one\\n"
          - container: web
            image: localhost/lab/web:1
            command: [/bin/busybox, httpd, -f, -p, "8080", -h, /site]
            ports: ["127.0.0.1:8099:8080"]
            volumes: ["data:/data", "/srv/lab/settings:/settings:ro"]
            networks: [inner, default]
            env: {COLOR: red, TOKEN: "{{ secrets.token }}"}
            gpus: ["0"]
            restart_on: [file:/srv/lab/settings]
          - container: full
            image: localhost:5000/lab/pulled:1
            state: stopped

        """

    /// Fields of the container `full`, which is never started: not everything can be had on a host of the fleet.
    static let fields = """
            entrypoint: [/bin/busybox, echo]
            command: [it, "is 'full'"]
            env: {COLOR: red, TOKEN: "a b"}
            env_file: /srv/lab/full.env
            ports: ["127.0.0.1:8098:80", "5353:53/udp", "9100-9101:9100-9101"]
            volumes: ["data:/data", "/srv/lab/:/lab:ro"]
            tmpfs: ["/scratch:size=1m"]
            networks: [inner]
            restart: on-failure:3
            user: "1000:1000"
            workdir: /data
            hostname: full1
            labels: {team: lab}
            devices: [/dev/null:/dev/nothing]
            gpus: ["0"]
            ulimits: {nofile: 100:200, core: 0}
            memory: 64MiB
            cpus: 0.5
            pids_limit: 77
            shm_size: 32MiB
            read_only: true
            privileged: true
            cap_add: [NET_ADMIN]
            cap_drop: [MKNOD]
            security_opt: [no-new-privileges]
            extra_hosts: ["n2:10.0.0.2"]
            dns: [9.9.9.9]
            sysctls: {net.ipv4.ip_forward: "1"}
            stop_timeout: 5s
            log_driver: k8s-file
            log_options: {max-size: 10m}
            healthcheck: {command: "test -e /up", interval: 30s, timeout: 3s, start_period: 1m, retries: 4}

        """

    /// A container that answers, and all that it rests on.
    static func served(settings: String = "one", subnet: String = "10.94.0.0/24", command: String = "/bin/busybox")
        -> String
    {
        """
        name: containers
        hosts: n1
        resources:
          - image: localhost/lab/base:1
            archive: /srv/lab/base.tar
          - image: localhost/lab/web:1
            context: web
          - network: inner
            subnet: [\(subnet)]
            replace: true
          - file: /srv/lab/settings
            content: "\(settings)\\n"
          - container: web
            image: localhost/lab/web:1
            command: [\(command), httpd, -f, -p, "8080", -h, /site]
            ports: ["127.0.0.1:8099:8080"]
            volumes: ["/srv/lab/settings:/settings:ro"]
            networks: [inner]
            restart_on: [file:/srv/lab/settings]

        """
    }

    static let removal = """
        name: containers
        hosts: n1
        resources:
          - {container: web, state: absent}
          - {container: full, state: absent}
          - {network: inner, state: absent}
          - {network: spare, state: absent}
          - {volume: data, state: absent, recursive: true}
          - {volume: spare, state: absent, recursive: true}
          - {image: 'localhost/lab/web:1', state: absent}
          - {image: 'localhost/lab/base:1', state: absent}
          - {image: 'localhost:5000/lab/pulled:1', state: absent}

        """
}
