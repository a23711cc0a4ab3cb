internal import Diagnostics

/// Filters between text and HTML.
enum MarkupFilters {
    static let all: [Filter] = [
        Filter("escape", body: escaped), Filter("e", body: escaped),
        Filter("forceescape") { call throws(Diagnostic) in .markup(call.input.text.htmlEscaped) },
        // Nothing is escaped here by itself, so that this matters to `escape` alone.
        Filter("safe") { call throws(Diagnostic) in .markup(call.input.text) },
        Filter("striptags") { call throws(Diagnostic) in .string(withoutTags(call.input.text)) },
        Filter("xmlattr", ["autospace?"], body: attributes),
    ]

    private static func escaped(_ call: FilterCall) throws(Diagnostic) -> Value {
        call.input.isMarkup ? call.input : .markup(call.input.text.htmlEscaped)
    }

    private static func withoutTags(_ text: String) -> String {
        var text = text
        // Comments go first: one with a tag in it would otherwise end there.
        for (start, end) in [("<!--", "-->"), ("<", ">")] {
            var scalars = Array(text.unicodeScalars)
            let (opening, closing) = (Array(start.unicodeScalars), Array(end.unicodeScalars))
            var position = 0
            while let first = scalars.firstRange(of: opening, from: position),
                let last = scalars.firstRange(of: closing, from: first.lowerBound)
            {
                scalars.removeSubrange(first.lowerBound..<last.upperBound)
                position = 0
            }
            text = String(scalars: scalars)
        }
        return text.words().joined(separator: " ").htmlUnescaped
    }

    private static func attributes(_ call: FilterCall) throws(Diagnostic) -> Value {
        var items: [String] = []
        for entry in try call.map() where entry.value != .null {
            let name = entry.key.text
            guard !name.unicodeScalars.contains(where: { " \t\n\r\u{C}/>=".unicodeScalars.contains($0) }) else {
                throw call.problem("cannot write '\(name)' as the name of an attribute")
            }
            let value = entry.value.isMarkup ? entry.value.text : entry.value.text.htmlEscaped
            items.append("\(name.htmlEscaped)=\"\(value)\"")
        }
        let text = items.joined(separator: " ")
        return .string(call.arguments.flag("autospace", default: true) && !text.isEmpty ? " " + text : text)
    }
}

extension Value {
    /// Text that is HTML already.
    static func markup(_ text: String) -> Value {
        var value = string(text)
        value.isMarkup = true
        return value
    }
}

extension String {
    /// The text with what HTML reads as markup written as MarkupSafe writes it.
    var htmlEscaped: String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            case "\"": result.append(contentsOf: "&#34;".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// The text with its character references read; of the names, those of HTML 4's Latin-1 and the usual marks.
    fileprivate var htmlUnescaped: String {
        let parts = splitScalars(by: "&")
        return parts[0]
            + parts.dropFirst().map { part in
                guard let end = part.unicodeScalars.firstIndex(of: ";"),
                    let character = HTMLEntity.character(named: String(part.unicodeScalars[..<end]))
                else { return "&" + part }
                return character + String(part.unicodeScalars[end...].dropFirst())
            }.joined()
    }
}

private enum HTMLEntity {
    static func character(named name: String) -> String? {
        guard name.hasPrefix("#") else { return named[name] }
        let digits = name.dropFirst()
        let number = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init).map { String($0) }
    }

    private static let named: [String: String] = {
        let first = [
            "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'", "hellip": "…", "ndash": "–", "mdash": "—",
            "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "bull": "•", "euro": "€", "trade": "™",
        ]
        let latin = zip(latinNames.split(separator: " "), UInt32(0xA0)...0xFF).map { name, code in
            (String(name), Unicode.Scalar(code).map { String($0) } ?? "")
        }
        return first.merging(latin) { first, _ in first }
    }()

    /// In the order of Latin-1, from the no-break space on.
    private static let latinNames =
        "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
        + "micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring "
        + "AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml "
        + "times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil "
        + "egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash "
        + "ugrave uacute ucirc uuml yacute thorn yuml"
}
