import FoundationEssentials

/// An inventory of somebody else's, out of a package on PyPI.
struct RealEstate: Sendable, CustomStringConvertible {
    /// The folder of the package, and the project's below it.
    var project: String
    var sources: [String]

    var description: String { "\(project) \(sources.joined(separator: " "))" }

    static let all = [
        RealEstate(project: "kolla_ansible/ansible", sources: ["inventory/all-in-one"]),
        RealEstate(project: "kolla_ansible/ansible", sources: ["inventory/multinode"]),
        RealEstate(project: "kayobe/ansible", sources: ["inventory"]),
        RealEstate(project: "kayobe/etc_examples/kayobe", sources: ["inventory"]),
        RealEstate(
            project: "kayobe/etc_examples/kayobe", sources: ["inventory", "../../ansible/inventory", "seed,compute01,"]),
        RealEstate(project: "bifrost/playbooks", sources: ["inventory/target"]),
        RealEstate(project: "bifrost/playbooks", sources: ["inventory/localhost", "inventory/target"]),
        RealEstate(project: "tripleo-ansible/tripleo_ansible", sources: ["inventory"]),
        RealEstate(
            project: "tripleo-ansible/tripleo_ansible/roles/tripleo_compute_node/molecule",
            sources: ["inventory/site.yml"]),
    ]

    /// Where the packages lie, or nil where they cannot be had.
    static let folder: URL? = {
        // Their variables use filters of ansible.utils.
        guard made(by: "ansible-collections") != nil else { return nil }
        return made(by: "real-estates").map { URL(filePath: $0) }
    }()

    /// What a script prints last.
    private static func made(by script: String) -> String? {
        let made = try? PythonPeers.run([PythonPeers.package.appending(path: "Scripts/\(script)").path])
        guard let made, made.status == 0 else { return nil }
        return made.output.split(separator: "\n").last.map(String.init)
    }
}
