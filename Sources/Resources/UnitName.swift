internal import Model

/// The name of a systemd unit, with its suffix; systemd.unit(5).
struct UnitName {
    static let suffixes = [
        ".service", ".socket", ".timer", ".target", ".mount", ".automount", ".path", ".slice", ".scope", ".swap",
        ".device",
    ]

    let text: String

    /// Takes a word of a manifest, in which `.service` may be left out, as systemctl(1) does.
    init(_ word: String) {
        text = Self.suffixes.contains { word.hasSuffix($0) } ? word : word + ".service"
    }

    /// What makes it a word that systemd takes for a name, or why it is none.
    static func problem(with word: String) -> String? {
        let isName = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: ":-_.\\@".utf8.contains(byte)
            }
        }
        if !isName || word.hasPrefix("-") {
            return "'\(word)' is no name of a unit: letters, digits and :-_.\\@ make one"
        }
        return word.utf8.count > 255 ? "a unit's name has at most 255 characters" : nil
    }

    /// Its name without the suffix.
    var stem: String { text.split(separator: ".").dropLast().joined(separator: ".") }

    /// Whether it is a template, of which only instances can run.
    var isTemplate: Bool { stem.hasSuffix("@") }

    /// The template that it is an instance of.
    var template: UnitName? {
        guard let at = stem.firstIndex(of: "@"), !isTemplate else { return nil }
        return UnitName(String(stem[...at]) + (text.split(separator: ".").last.map { ".\($0)" } ?? ""))
    }

    /// Where an administrator's own unit file of the name lies.
    var path: AbsolutePath { AbsolutePath("/etc/systemd/system/\(text)") }
}
