/// A network of podman or docker.
package struct NetworkState: Fact {
    package struct Seen: Sendable, Hashable {
        package var driver = ""
        package var subnets: [String] = []
        package var gateways: [String] = []
        package var isInternal = false
        package var hasIPv6 = false
        package var options: [String: String] = [:]
        package var labels: [String: String] = [:]

        package init() {}
    }

    package static let kind = "network"
    package static let cost = Cost.slow
    package static let summary = "a network and how it was made"

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension NetworkState {
    package static func script(_ facts: [NetworkState]) -> String { EngineLook.script(kind, facts.map(\.name)) }

    package static func read(_ output: [UInt8], status: Int32, for facts: [NetworkState]) -> [Observation<Seen>] {
        EngineLook.read(output, status: status, for: facts, of: kind, named: \.name) { fact, items in
            items.first { ($0["name"] ?? $0["Name"])?.text == fact.name }.map { Seen($0) }
        }
    }
}

extension NetworkState.Seen {
    /// Podman has its own form, in lower case, and before its version 4 that of CNI; docker another.
    fileprivate init(_ item: ForeignJSON) {
        self.init()
        if let plugin = item["plugins"]?.items.first {
            readCNI(plugin)
            labels = item["args", "podman_labels"]?.textsByName ?? [:]
            return
        }
        driver = (item["driver"] ?? item["Driver"])?.text ?? ""
        let parts = item["subnets"]?.items ?? item["IPAM", "Config"]?.items ?? []
        subnets = parts.compactMap { ($0["subnet"] ?? $0["Subnet"])?.text }
        gateways = parts.compactMap { ($0["gateway"] ?? $0["Gateway"])?.text }
        isInternal = (item["internal"] ?? item["Internal"])?.isTrue ?? false
        hasIPv6 = (item["ipv6_enabled"] ?? item["EnableIPv6"])?.isTrue ?? false
        options = (item["options"] ?? item["Options"])?.textsByName ?? [:]
        labels = (item["labels"] ?? item["Labels"])?.textsByName ?? [:]
    }

    private mutating func readCNI(_ plugin: ForeignJSON) {
        driver = plugin["type"]?.text ?? ""
        let ranges = (plugin["ipam", "ranges"]?.items ?? []).flatMap(\.items)
        subnets = ranges.compactMap { $0["subnet"]?.text }
        gateways = ranges.compactMap { $0["gateway"]?.text }
        isInternal = driver == "bridge" && plugin["isGateway"]?.isTrue != true
        hasIPv6 = subnets.contains { $0.contains(":") }
        if let mtu = plugin["mtu"]?.number { options = ["mtu": "\(mtu)"] }
    }
}
