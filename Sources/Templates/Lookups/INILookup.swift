internal import Diagnostics

/// `lookup('ini', 'user', section='db', file='users.ini')`, as Python's `configparser` reads it.
enum INILookup {
    static let all = [
        Lookup(
            "ini",
            [
                "*", "file?", "section?", "type?", "re?", "default?", "case_sensitive?", "allow_no_value?",
                "allow_none?", "interpolation?", "encoding?",
            ]
        ) { call throws(Diagnostic) in
            try call.terms.collected { term throws(Diagnostic) in
                let (key, inner) = try call.inline(
                    try call.text(term), ["file", "section", "type", "re", "default", "case_sensitive"])
                return try values(of: key, inner)
            }
        }
    ]

    private static func values(of key: String, _ call: LookupCall) throws(Diagnostic) -> [Value] {
        let name = call.options.text("file", default: "ansible.ini")
        let source = try call.file(name)
        var text = source.text
        var section = call.options.text("section", default: "global")
        if call.options.text("type", default: "ini") == "properties" {
            (text, section) = ("[java_properties]\n" + text, "java_properties")
        }
        let isCaseSensitive = call.options.flag("case_sensitive")
        let file = INIFile(text, isCaseSensitive: isCaseSensitive)
        guard let entries = file.sections[section] else {
            throw call.problem("finds no section '\(section)' in '\(name)'")
        }
        let all = file.defaults.merging(entries) { _, own in own }
        func value(_ text: String) -> Value {
            let filled = call.options.flag("interpolation", default: true) ? file.filled(text, from: all) : text
            return Value.string(filled).tainted(source.isSensitive)
        }
        if call.options.flag("re") {
            let pattern = try call.evaluator.regex(key, [], at: call.span)
            return try (file.order[section] ?? []).collected { name throws(Diagnostic) in
                try pattern.match(in: Array(name.utf8), isAnchored: true) == nil ? [] : [value(all[name] ?? "")]
            }
        }
        if let found = all[isCaseSensitive ? key : key.lowercased()] { return [value(found)] }
        return [call.options["default"] ?? .string("")]
    }
}

/// An INI file: sections of keys and values, which indented lines go on with.
private struct INIFile {
    var sections: [String: [String: String]] = [:]
    /// The keys of each section as they are written.
    var order: [String: [String]] = [:]
    var defaults: [String: String] { sections["DEFAULT"] ?? [:] }

    init(_ text: String, isCaseSensitive: Bool) {
        var (section, key) = ("", "")
        for line in text.pythonLines {
            let content = line.stripped()
            if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
            if line.unicodeScalars.first?.isPythonSpace == true, !key.isEmpty {
                sections[section]?[key]? += "\n" + content
            } else if content.hasPrefix("["), let end = content.firstIndex(of: "]") {
                (section, key) = (String(content[..<end].dropFirst()), "")
                sections[section] = sections[section] ?? [:]
            } else {
                let mark = content.firstIndex { $0 == "=" || $0 == ":" } ?? content.endIndex
                key = String(content[..<mark]).stripped(.end)
                if !isCaseSensitive { key = key.lowercased() }
                sections[section, default: [:]][key] = String(content[mark...].dropFirst()).stripped()
                order[section, default: []].append(key)
            }
        }
    }

    /// `%(name)s` stands for another value of the section, `%%` for a percent sign.
    func filled(_ text: String, from values: [String: String], depth: Int = 0) -> String {
        guard depth < 10 else { return text }
        var result = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "%", let next = rest.popFirst() else {
                result.unicodeScalars.append(scalar)
                continue
            }
            if next == "(", let end = rest.firstIndex(of: ")"), rest[end...].dropFirst().first == "s" {
                let name = String(rest[..<end]).lowercased()
                result += filled(values[name] ?? "", from: values, depth: depth + 1)
                rest = rest[end...].dropFirst(2)
            } else {
                result += next == "%" ? "%" : "%\(next)"
            }
        }
        return result
    }
}
