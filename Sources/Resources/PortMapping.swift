package import Diagnostics
internal import Facts
package import Model

/// A port of a container, and where it is had on its host: `80`, `8080:80`, `127.0.0.1:8080:80`, `53:53/udp`.
package struct PortMapping: FieldValue {
    package static var typeName: String { "a port like '8080:80'" }
    package static var jsonSchema: JSON { ["type": ["string", "number"]] }

    let text: String
    let ports: [ContainerState.Port]

    package init(_ given: Given) throws(Problems) {
        text = try String(given)
        guard let ports = Self.ports(text) else {
            let help =
                "write '80', '8080:80', '127.0.0.1:8080:80' or a range like '9000-9009:9000-9009', and '/udp' behind it"
            throw given.problem("container-port", "'\(text)' says no port of a container", help: help)
        }
        self.ports = ports
    }

    package var rendered: String { text }

    private static func ports(_ text: String) -> [ContainerState.Port]? {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count < 3, let places = halves.first else { return nil }
        let kind = halves.count > 1 ? String(halves[1]) : "tcp"
        guard ["tcp", "udp", "sctp"].contains(kind) else { return nil }
        var (address, rest) = ("", places)
        if places.hasPrefix("["), let end = places.firstIndex(of: "]") {
            // An address of IPv6 stands in brackets.
            address = String(places[places.index(after: places.startIndex)..<end])
            rest = places[places.index(after: end)...].dropFirst()
            guard places[places.index(after: end)...].hasPrefix(":"), isAddress(address, ":") else { return nil }
        }
        var parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 3, address.isEmpty {
            address = String(parts.removeFirst())
            guard isAddress(address, ".") else { return nil }
        }
        guard (1...2).contains(parts.count), let inner = parts.last.flatMap(range) else { return nil }
        var outer: [Int?] = inner.map { _ in nil }
        if parts.count == 2, !parts[0].isEmpty {
            guard let range = range(parts[0]), range.count == inner.count else { return nil }
            outer = Array(range)
        } else if parts.count == 2, address.isEmpty {
            return nil
        }
        let place = ["0.0.0.0", "::"].contains(address) ? "" : address
        return zip(outer, inner).map { .init(address: place, host: $0, container: $1, kind: kind) }
    }

    private static func isAddress(_ text: String, _ mark: Character) -> Bool {
        text.contains(mark)
            && text.utf8.allSatisfy {
                $0.isLowerHexDigit || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains($0) || ".:".utf8.contains($0)
            }
    }

    private static func range(_ text: Substring) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end -> Int? in
            end.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(end) : nil
        }
        guard ends.count < 3, let first = ends.first ?? nil, let last = ends.last ?? nil else { return nil }
        guard first >= 1, last <= 65535, first <= last else { return nil }
        return first...last
    }
}

extension [PortMapping] {
    /// Whether these are all the ports that are there.
    func areMet(by seen: Set<ContainerState.Port>) -> Bool {
        let wanted = flatMap(\.ports)
        return wanted.count == seen.count
            && wanted.allSatisfy { port in
                seen.contains { other in
                    port.container == other.container && port.kind == other.kind && port.address == other.address
                        && (port.host == nil || port.host == other.host)
                }
            }
    }
}

extension ContainerState.Port {
    /// As a manifest writes it.
    var text: String {
        let place = address.contains(":") ? "[\(address)]:" : address.isEmpty ? "" : "\(address):"
        let outer = host.map { "\($0):" } ?? (place.isEmpty ? "" : ":")
        return place + outer + "\(container)" + (kind == "tcp" ? "" : "/\(kind)")
    }
}
