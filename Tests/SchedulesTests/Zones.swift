import FoundationEssentials
import Schedules

/// The zone database of this machine.
enum Zones {
    static let folder = ["/usr/share/zoneinfo", "/var/db/timezone/zoneinfo"].first {
        FileManager.default.fileExists(atPath: $0 + "/Europe/Berlin")
    }

    static func named(_ name: String) throws -> Zone {
        let bytes = try Data(contentsOf: URL(filePath: "\(folder ?? "")/\(name)"))
        return try Zone(named: name, file: Array(bytes))
    }

    /// Zones in which clocks do odd things, and some in which they do not.
    static let names = [
        "Europe/Berlin", "Europe/Dublin", "Europe/London", "America/New_York", "America/St_Johns", "America/Sao_Paulo",
        "America/Caracas", "America/Santiago", "America/Nuuk", "America/Havana", "Antarctica/Troll",
        "Africa/Casablanca",
        "Africa/El_Aaiun", "Africa/Cairo", "Africa/Monrovia", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran",
        "Asia/Gaza", "Asia/Pyongyang", "Asia/Tokyo", "Asia/Manila", "Australia/Lord_Howe", "Australia/Adelaide",
        "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Kwajalein", "Pacific/Norfolk", "Etc/UTC",
        "Etc/GMT+12", "Europe/Amsterdam", "Europe/Lisbon", "Europe/Moscow", "Asia/Riyadh",
    ]
}
