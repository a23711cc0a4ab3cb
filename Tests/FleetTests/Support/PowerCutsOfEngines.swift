extension PowerCut {
    /// What podman has; the host takes its images from files that are its own.
    static let engines: [Self] = [
        .init(
            name: "an image that is loaded", entries: ["image: \(image), archive: /srv/cut-src/image.tar"],
            watched: storage, needs: podman, before: nothing, old: "! \(isKnown)",
            new: isWhole, between: isMarked, moments: 6),
        .init(
            name: "an image that is pulled", entries: ["image: \(registry)"],
            watched: storage, needs: podman, before: nothing, old: "! podman image exists \(registry)",
            new: "podman run --rm --network none \(registry) /bin/busybox true", between: marked("image \(registry)"),
            moments: 6),
        .init(
            name: "an image that is built", entries: ["image: \(image), context: context"],
            watched: storage, needs: podman, before: "\(nothing); podman load -q -i /srv/lab/base.tar",
            old: "! \(isKnown)", new: isWhole, between: isMarked,
            moments: 6),
        .init(
            name: "an image that is removed", entries: ["image: \(image), state: absent"],
            watched: storage, needs: podman, before: "\(nothing); podman load -q -i /srv/cut-src/image.tar",
            old: isWhole, new: "! \(isKnown)", between: isMarked),
        .init(
            name: "a container that becomes another", entries: ["container: cut, image: '\(image)', env: {COLOR: new}"],
            watched: storage, needs: podman,
            before: """
                \(nothing); podman load -q -i /srv/cut-src/image.tar; podman create --name cut --env COLOR=old \(image)
                """,
            old: has("COLOR=old", in: "cut"), new: has("COLOR=new", in: "cut"),
            between: "\(has("COLOR=old", in: "cut.reconcile-old")) || \(marked("container cut"))", moments: 6),
        .init(
            name: "a network that is made anew", entries: ["network: cut, subnet: [10.95.0.0/24], replace: true"],
            watched: ["/etc/containers"], needs: podman,
            before: "\(nothing); podman network create --subnet 10.94.0.0/24 cut",
            old: "podman network inspect cut | grep -q 10.94.0", new: "podman network inspect cut | grep -q 10.95.0",
            between: "! podman network exists cut"),
        .init(
            name: "a volume", entries: ["volume: cut, labels: {color: new}"], watched: storage, needs: podman,
            before: nothing, old: "! podman volume exists cut || \(marked("volume cut"))",
            new: "podman volume inspect cut | grep -q new && [ -d \(storage[0])/storage/volumes/cut/_data ]"),
    ]

    private static let storage = ["/var/lib/containers"]
    private static let image = "localhost/lab/cut:1"
    private static let registry = "localhost:5000/lab/pulled:1"

    private static let podman = """
        ( \(ContainerHost.preparation)
        ) || exit; \
        if ! [ -e /srv/cut-src/image.tar ]; then mkdir -p /srv/cut-src/image; cd /srv/cut-src/image; cp /bin/busybox .; \
        for n in 1 2 3 4 5 6 7 8; do new 2000 >f$n; done; \
        printf 'FROM scratch\\nADD busybox /bin/busybox\\nADD f* /\\nCMD ["/bin/busybox", "sleep", "1000"]\\n\
        STOPSIGNAL SIGKILL\\n' >Dockerfile; \
        podman build -q -t \(image) . >/dev/null; podman save -q -o /srv/cut-src/image.tar \(image); fi
        """
    /// Also after what podman cannot mend by itself.
    private static let nothing = """
        podman rm -fa >/dev/null 2>&1; podman rmi -fa >/dev/null 2>&1; podman volume rm -fa >/dev/null 2>&1; \
        podman network rm -f cut >/dev/null 2>&1; rm -f /var/lib/reconcile/.engine
        """

    private static let isKnown = "podman image exists \(image)"
    private static let isMarked = marked("image \(image)")

    private static func marked(_ name: String) -> String { "grep -qx '\(name)' /var/lib/reconcile/.engine" }

    private static let isWhole = """
        [ "$(podman run --rm --network none \(image) /bin/busybox sh -c \
        '/bin/busybox cat /f1 /f2 /f3 /f4 /f5 /f6 /f7 /f8' | sha256sum)" = "$(new 16000 | sha256sum)" ]
        """

    private static func has(_ text: String, in container: String) -> String {
        "podman container inspect \(container) | grep -q \(text)"
    }
}
