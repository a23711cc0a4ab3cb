import Diagnostics
import Facts
import FoundationEssentials
import Manifests
import Model
import Resources
import YAML

/// A project in a folder of its own that is gone when the test is over.
final class ProjectFixture {
    let folder: String

    /// Writes files by their paths; what a test does not give is a project of three hosts.
    init(_ files: [String: String]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "manifests-\(UUID().uuidString)").path
        let all = Self.usual.merging(files) { _, given in given }
        for (path, text) in all { try write(path, [UInt8](text.utf8)) }
    }

    convenience init(manifest: String) throws { try self.init(["manifests/site.yaml": manifest]) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ path: String, _ bytes: [UInt8]) throws {
        let file = URL(filePath: folder).appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: "\(folder)/\(path)") }

    func load() throws(Problems) -> Project { try Project.load(folder: folder, catalog: .standard) }

    func validate() -> [Diagnostic] { Project.validate(folder: folder, catalog: .standard) }

    func state(
        of host: String = "web1", facts: StandardFacts? = .debian, _ selection: Selection = Selection()
    ) throws(Problems) -> DesiredState {
        try load().desiredState(of: host, facts: facts, selection: selection)
    }

    /// Diagnostics as a terminal shows them, with paths as they are in the project.
    func render(_ diagnostics: [Diagnostic]) -> String {
        let files = Set((diagnostics + diagnostics.flatMap(\.notes)).compactMap { $0.span?.file })
        let secrets = diagnostics.filter { $0.code == Diagnostic.plainSecret }.compactMap(\.span)
        let sources = files.compactMap { file in
            (try? String(contentsOfFile: file, encoding: .utf8)).map {
                Source(name: file, text: $0).masking(secrets.filter { $0.file == file })
            }
        }
        let text = DiagnosticRenderer(sources: sources).render(diagnostics)
        return text.replacing("\(folder)/", with: "")
    }

    private static let usual = [
        "reconcile.yaml": "project: test\n",
        "inventory/hosts.yaml": """
        web:
          hosts:
            web1:
            web2: {ansible_host: 10.0.0.2}
          vars:
            site: example.org
        db:
          hosts:
            db1:

        """,
    ]
}

extension StandardFacts {
    /// A small Debian host.
    static var debian: StandardFacts {
        var facts = StandardFacts()
        facts.hostname = "web1"
        facts.fqdn = "web1.example.org"
        facts.os.family = "debian"
        facts.os.name = "debian"
        facts.os.version = "12"
        facts.os.codename = "bookworm"
        facts.os.pretty = "Debian GNU/Linux 12 (bookworm)"
        facts.kernel = "Linux"
        facts.kernelVersion = "6.1.0-18-amd64"
        facts.arch = "amd64"
        facts.machine = "x86_64"
        facts.cpu.count = 4
        facts.memory.total = 8 << 30
        facts.memory.available = 6 << 30
        facts.address = "10.0.0.1"
        facts.gateway = "10.0.0.254"
        facts.initSystem = "systemd"
        facts.packageManager = "apt"
        facts.user = "admin"
        facts.uid = 1000
        facts.home = "/home/admin"
        for (mount, size, free) in [("/", 40, 20), ("/var", 100, 90)] {
            var disk = StandardFacts.Disk()
            (disk.device, disk.mount, disk.type) = ("/dev/vda", mount, "ext4")
            (disk.size, disk.free) = (size << 30, free << 30)
            facts.disks.append(disk)
        }
        var interface = StandardFacts.Interface()
        (interface.name, interface.mac, interface.addresses) = ("eth0", "52:54:00:00:00:01", ["10.0.0.1/24"])
        facts.interfaces = [interface]
        return facts
    }
}

extension DesiredState {
    /// What is to be made true, in order.
    var addresses: [String] { resources.map(\.address.description) }
}
