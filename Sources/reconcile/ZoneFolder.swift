import Diagnostics
import FoundationEssentials
import Schedules

/// The time zones that this machine knows.
struct ZoneFolder {
    /// Where Linux and macOS keep the zone database; `TZDIR` says otherwise.
    private let folders =
        (ProcessInfo.processInfo.environment["TZDIR"].map { [$0] } ?? [])
        + ["/usr/share/zoneinfo", "/var/db/timezone/zoneinfo", "/usr/share/lib/zoneinfo"]

    /// The zone of a name as the database has it, or of a description as `TZ` takes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
    func zone(named name: String) throws -> Zone {
        if ["UTC", "Etc/UTC"].contains(name) { return .utc }
        if let bytes = file(of: name) { return try Zone(named: name, file: bytes) }
        if let zone = Zone(posix: name) { return zone }
        let known = names
        guard !known.isEmpty else {
            throw Diagnostic("unknown-zone", "this machine has no time zones but UTC, and so not '\(name)'")
                .helping("install the package tzdata, or name its folder in TZDIR")
        }
        let problem = Diagnostic("unknown-zone", "no time zone is named '\(name)'")
        guard let near = closest(to: name, of: known) else {
            throw problem.helping("names are like 'Europe/Berlin' and 'UTC'; \(folders[0]) has them all")
        }
        throw problem.helping("did you mean '\(near)'?")
    }

    /// The zone of this machine's clock, as C programs take it: `TZ`, else `/etc/localtime`, else UTC.
    func local() throws -> Zone {
        if let text = ProcessInfo.processInfo.environment["TZ"] {
            let name = text.hasPrefix(":") ? String(text.dropFirst()) : text
            return name.isEmpty ? .utc : try zone(named: name)
        }
        let path = "/etc/localtime"
        guard let data = FileManager.default.contents(atPath: path) else { return .utc }
        let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? ""
        let name = target.firstRange(of: "zoneinfo/").map { String(target[$0.upperBound...]) }
        return try Zone(named: name ?? "local time", file: Array(data))
    }

    private func file(of name: String) -> [UInt8]? {
        // Nothing but what lies in the folder has a name.
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }), !name.utf8.contains(0) else { return nil }
        return folders.lazy.compactMap { FileManager.default.contents(atPath: "\($0)/\(name)") }.first.map { Array($0) }
    }

    private var names: [String] {
        let all = folders.lazy.compactMap { try? FileManager.default.subpathsOfDirectory(atPath: $0) }.first ?? []
        return all.filter { name in
            // Beside the zones lie tables and copies of all of them.
            name.first.map { $0.isUppercase } ?? false && !name.contains(".")
        }.sorted()
    }

    /// A zone of nearly that name in any case, or one whose city or country it is.
    private func closest(to name: String, of known: [String]) -> String? {
        let wanted = name.lowercased()
        let byName = Dictionary(known.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        let byCity = Dictionary(
            known.filter { $0.contains("/") }.map {
                ($0.lowercased().split(separator: "/").last.map(String.init) ?? "", $0)
            },
            uniquingKeysWith: { first, _ in first })
        let city = wanted.replacing(" ", with: "_")
        return byName[wanted] ?? byCity[city] ?? wanted.closest(of: byName.keys.sorted()).flatMap { byName[$0] }
            ?? city.closest(of: byCity.keys.sorted()).flatMap { byCity[$0] }
    }
}
