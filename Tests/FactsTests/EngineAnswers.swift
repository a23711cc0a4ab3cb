/// What podman 4.3.1 and docker 20.10.24 said on Debian 12 of the same things, without what nobody reads.
enum EngineAnswers {
    static let podmanContainer = #"""
        [{"Id": "2a5f", "State": {"Status": "created", "StartedAt": "0001-01-01T00:00:00Z"}, "Image": "76390fc7",
        "Name": "full", "HostConfig": {"NetworkMode": "bridge", "PortBindings": {"53/udp": [{"HostIp": "", "HostPort":
        "5353"}], "80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8098"}]}, "RestartPolicy": {"Name": "on-failure",
        "MaximumRetryCount": 3}, "Memory": 67108864, "NanoCpus": 500000000, "PidsLimit": 77, "ShmSize": 33554432,
        "ReadonlyRootfs": true, "Privileged": true, "Ulimits": [{"Name": "RLIMIT_NOFILE", "Soft": 100, "Hard": 200}]},
        "Mounts": [{"Type": "volume", "Name": "data", "Source": "/var/lib/containers/storage/volumes/data/_data",
        "Destination": "/data", "Driver": "local", "Mode": "", "Options": ["nosuid", "nodev", "rbind"], "RW": true,
        "Propagation": "rprivate"}, {"Type": "bind", "Source": "/srv/lab", "Destination": "/lab", "Driver": "", "Mode":
        "", "Options": ["rbind"], "RW": false, "Propagation": "rprivate"}], "Config": {"Hostname": "full1", "User":
        "1000:1000", "Env": ["container=podman", "TOKEN=a b", "EQUALS=a=b", "EMPTY="], "Cmd": ["echo", "it"], "Image":
        "localhost/lab/web:1", "WorkingDir": "/data", "Entrypoint": "/bin/busybox", "Labels": {"team": "lab"}},
        "NetworkSettings": {"Networks": {"inner": {"NetworkID": "inner", "Links": null}}}}]
        """#

    static let dockerContainer = #"""
        [{"Id": "2a5f", "State": {"Status": "created", "StartedAt": "0001-01-01T00:00:00Z"}, "Image":
        "sha256:76390fc7", "Name": "/full", "HostConfig": {"NetworkMode": "inner", "PortBindings": {"53/udp":
        [{"HostIp": "", "HostPort": "5353"}], "80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8098"}]},
        "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3}, "Memory": 67108864, "NanoCpus": 500000000,
        "PidsLimit": 77, "ShmSize": 33554432, "ReadonlyRootfs": true, "Privileged": true, "Ulimits": [{"Name": "nofile",
        "Hard": 200, "Soft": 100}]}, "Mounts": [{"Type": "bind", "Source": "/srv/lab", "Destination": "/lab", "Mode":
        "ro", "RW": false, "Propagation": "rprivate"}, {"Type": "volume", "Name": "data", "Source":
        "/var/lib/docker/volumes/data/_data", "Destination": "/data", "Driver": "local", "Mode": "z", "RW": true,
        "Propagation": ""}], "Config": {"Hostname": "full1", "User": "1000:1000", "Env": ["container=podman",
        "TOKEN=a b", "EQUALS=a=b", "EMPTY="], "Cmd": ["echo", "it"], "Image": "localhost/lab/web:1", "WorkingDir":
        "/data", "Entrypoint": ["/bin/busybox"], "Labels": {"team": "lab"}}, "NetworkSettings": {"Networks": {"inner":
        {"IPAMConfig": null, "Aliases": null}}}}]
        """#

    static let podmanNetwork = #"""
        [{"name": "spare", "driver": "bridge", "network_interface": "podman2", "subnets": [{"subnet": "10.99.0.0/24",
        "gateway": "10.99.0.1", "lease_range": {"start_ip": "10.99.0.129", "end_ip": "10.99.0.255"}}], "ipv6_enabled":
        false, "internal": true, "dns_enabled": false, "labels": {"a": "b"}, "options": {"mtu": "1400"},
        "ipam_options": {"driver": "host-local"}}]
        """#

    static let dockerNetwork = #"""
        [{"Name": "spare", "Scope": "local", "Driver": "bridge", "EnableIPv6": false, "IPAM": {"Driver": "default",
        "Options": {}, "Config": [{"Subnet": "10.99.0.0/24", "IPRange": "10.99.0.128/25", "Gateway": "10.99.0.1"}]},
        "Internal": true, "Attachable": false, "ConfigFrom": {"Network": ""}, "Containers": {}, "Options": {"mtu":
        "1400"}, "Labels": {"a": "b"}}]
        """#

    static let volume = #"""
        [{"CreatedAt": "2026-11-21T20:00:39Z", "Driver": "local", "Labels": {"team": "lab"}, "Mountpoint":
        "/var/lib/docker/volumes/spare/_data", "Name": "spare", "Options": {"device": "tmpfs", "type": "tmpfs"},
        "Scope": "local"}, {"Name": "plain", "Driver": "local", "Labels": null, "Options": null}]
        """#

    static let images = #"""
        [{"Id": "sha256:76390fc7", "RepoTags": ["docker.io/library/nginx:latest", "localhost/lab/web:1"], "RepoDigests":
        ["quay.io/lab/web@sha256:6019"], "Config": {"Labels": {"color": "red"}}}, {"Id": "b3ed4ea1", "RepoTags":
        ["lab/loaded:2"], "RepoDigests": [], "Config": {"Env": []}}]
        """#
}
