/// A volume of podman or docker.
package struct VolumeState: Fact {
    package struct Seen: Sendable, Hashable {
        package var driver: String
        package var options: [String: String]
        package var labels: [String: String]

        package init(driver: String = "local", options: [String: String] = [:], labels: [String: String] = [:]) {
            self.driver = driver
            self.options = options
            self.labels = labels
        }
    }

    package static let kind = "volume"
    package static let cost = Cost.slow
    package static let summary = "a volume and how it was made"

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension VolumeState {
    package static func script(_ facts: [VolumeState]) -> String { EngineLook.script(kind, facts.map(\.name)) }

    package static func read(_ output: [UInt8], status: Int32, for facts: [VolumeState]) -> [Observation<Seen>] {
        EngineLook.read(output, status: status, for: facts, of: kind) { fact, items in
            let item = items.first { $0["Name"]?.text == fact.name }
            return item.map { item in
                Seen(
                    driver: item["Driver"]?.text ?? "", options: item["Options"]?.textsByName ?? [:],
                    labels: item["Labels"]?.textsByName ?? [:])
            }
        }
    }
}
