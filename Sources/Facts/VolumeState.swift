/// A volume of podman or docker.
package struct VolumeState: Fact {
    package struct Seen: Sendable, Hashable {
        package var driver: String
        package var options: [String: String]
        package var labels: [String: String]
        /// Its making was cut off, and there is no folder for what is to be in it.
        package var isTorn = false

        package init(driver: String = "local", options: [String: String] = [:], labels: [String: String] = [:]) {
            self.driver = driver
            self.options = options
            self.labels = labels
        }

        package static var torn: Self {
            var seen = Self()
            seen.isTorn = true
            return seen
        }
    }

    package static let kind = "volume"
    package static let cost = Cost.slow
    package static let summary = "a volume and how it was made"

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension VolumeState {
    package static func script(_ facts: [VolumeState]) -> String {
        EngineLook.script(kind, facts.map(\.name), tornIf: "reconcile_lacks_folder \"$name\"")
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [VolumeState]) -> [Observation<Seen>] {
        EngineLook.read(output, status: status, for: facts, of: kind, torn: .torn, named: \.name) { fact, items in
            let item = items.first { $0["Name"]?.text == fact.name }
            return item.map { item in
                Seen(
                    driver: item["Driver"]?.text ?? "", options: item["Options"]?.textsByName ?? [:],
                    labels: item["Labels"]?.textsByName ?? [:])
            }
        }
    }
}
