internal import Model

/// Names of containers, images, networks and volumes.
enum EngineName {
    /// What brings podman or docker, if entries do.
    static let bringers = [
        Claim("package", "apt/podman"), Claim("package", "apt/docker.io"), Claim("package", "apt/docker-ce"),
        Claim("unit", "docker.service"), Claim("unit", "docker.socket"),
    ]

    static func problems(with name: String, in field: String, of thing: String) -> [FieldProblem] {
        if isName(name) { return [] }
        return [.init(field, "'\(name)' is no name of \(thing): letters, digits and '_.-' make one")]
    }

    static func problems(withImage name: String, in field: String) -> [FieldProblem] {
        let isPlain = name.utf8.allSatisfy { $0.isAlphanumeric || "._-/:@".utf8.contains($0) }
        if isPlain, name.utf8.first?.isAlphanumeric == true { return [] }
        let help = "write it like 'nginx:1.27' or 'quay.io/lab/app@sha256:…'"
        return [.init(field, "'\(name)' is no name of an image", help: help)]
    }

    static func isName(_ name: String) -> Bool {
        name.utf8.first?.isAlphanumeric == true
            && name.utf8.allSatisfy { $0.isAlphanumeric || "_.-".utf8.contains($0) }
    }
}
