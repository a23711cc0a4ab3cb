internal import Diagnostics

/// Filters on URLs.
enum URLFilters {
    static let all: [Filter] = [
        Filter("urlencode") { call throws(Diagnostic) in
            guard call.input.string == nil, let items = pairs(of: call.input) else {
                return .string(call.input.text.percentEncoded(keeping: "/"))
            }
            return .string(
                try items.map { pair throws(Diagnostic) in
                    guard let parts = pair.items, parts.count == 2 else { throw call.takes("pairs", not: pair) }
                    return parts.map { $0.text.percentEncoded(keeping: "").replacingScalars("%20", with: "+") }
                        .joined(separator: "=")
                }.joined(separator: "&"))
        },
        Filter("urldecode") { call throws(Diagnostic) in .string(call.input.text.percentDecoded) },
        Filter("urlsplit", ["query?", "alias?"], taint: .whole, body: split),
        Filter("urlize", ["trim_url_limit?", "nofollow?", "target?", "rel?", "extra_schemes?"], body: linked),
    ]

    private static func pairs(of value: Value) -> [Value]? {
        value.map.map { $0.map { .tuple([$0.key, $0.value]) } } ?? value.list
    }

    private static func split(_ call: FilterCall) throws(Diagnostic) -> Value {
        guard let text = call.input.string else { throw call.takes("text") }
        let parts = try URLParts(text, call).map
        let name = call.arguments.text("query")
        guard !name.isEmpty else { return .map(parts) }
        guard let part = parts[name] else {
            let problem = call.problem("knows no component '\(name)'")
            throw problem.helping("it knows " + parts.names.joined(separator: ", "))
        }
        return part
    }

    private static func linked(_ call: FilterCall) throws(Diagnostic) -> Value {
        var relations = Set((call.arguments.text("rel") == "None" ? "" : call.arguments.text("rel")).words())
        if call.arguments.flag("nofollow") { relations.insert("nofollow") }
        relations.insert("noopener")
        var marks = " rel=\"\(relations.sorted().joined(separator: " ").htmlEscaped)\""
        if let target = call["target"]?.string { marks += " target=\"\(target.htmlEscaped)\"" }
        let schemes = try call["extra_schemes"].map { value throws(Diagnostic) in try call.items(of: value) } ?? []
        var links = Links(
            attributes: marks, limit: try call.arguments.int("trim_url_limit"), schemes: schemes.map { $0.text }, call)
        return .string(try links.text(call.input.isMarkup ? call.input.text : call.input.text.htmlEscaped))
    }
}

/// A URL taken apart as Python's `urlsplit` does.
struct URLParts {
    var scheme = ""
    var netloc = ""
    var path: String
    var query = ""
    var fragment = ""

    init(_ text: String) {
        var rest = text.stripped(.start, of: " ").replacing("\n", with: "").replacing("\t", with: "")
            .replacing("\r", with: "")
        let head = rest.splitScalars(by: ":", limit: 1)
        if head.count == 2, let first = head[0].unicodeScalars.first, first.isASCII, first.properties.isAlphabetic,
            head[0].unicodeScalars.allSatisfy({
                $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit || "+-.".unicodeScalars.contains($0))
            })
        {
            (scheme, rest) = (head[0].lowercased(), head[1])
        }
        if rest.hasPrefix("//") {
            let body = rest.dropFirst(2)
            let place = body.prefix { !"/?#".contains($0) }
            (netloc, rest) = (String(place), String(body.dropFirst(place.count)))
        }
        let marked = rest.splitScalars(by: "#", limit: 1)
        if marked.count == 2 { fragment = marked[1] }
        let asked = marked[0].splitScalars(by: "?", limit: 1)
        if asked.count == 2 { query = asked[1] }
        path = asked[0]
    }

    fileprivate init(_ text: String, _ call: FilterCall) throws(Diagnostic) {
        self.init(text)
        guard netloc.contains("[") == netloc.contains("]") else { throw call.problem("cannot read the IPv6 address") }
        if let port = portText, !port.isEmpty, Int(port).map({ (0...65535).contains($0) }) != true {
            throw call.problem("cannot read the port '\(port)'")
        }
    }

    private var login: [String]? {
        let parts = netloc.splitScalars(by: "@")
        return parts.count > 1 ? parts.dropLast().joined(separator: "@").splitScalars(by: ":", limit: 1) : nil
    }

    private var place: String { netloc.splitScalars(by: "@").last ?? "" }

    private var hostname: String {
        if place.hasPrefix("[") { return String(place.dropFirst().prefix { $0 != "]" }).lowercased() }
        return place.splitScalars(by: ":", limit: 1)[0].lowercased()
    }

    private var portText: String? {
        let rest = place.splitScalars(by: "]").last ?? ""
        let parts = rest.splitScalars(by: ":", limit: 1)
        return parts.count == 2 ? parts[1] : nil
    }

    fileprivate var map: ValueMap {
        func optional(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
        let parts: [(String, Value)] = [
            ("fragment", .string(fragment)), ("hostname", hostname.isEmpty ? .null : .string(hostname)),
            ("netloc", .string(netloc)), ("password", optional(login.flatMap { $0.count > 1 ? $0[1] : nil })),
            ("path", .string(path)), ("port", portText.flatMap { Int($0) }.map { .int($0) } ?? .null),
            ("query", .string(query)), ("scheme", .string(scheme)), ("username", optional(login?.first)),
        ]
        return ValueMap(parts)
    }
}

/// Jinja2's `urlize`: the words of a text that are addresses become links.
private struct Links {
    private let attributes: String
    private let limit: Int?
    private let schemes: [String]
    private let call: FilterCall

    init(attributes: String, limit: Int?, schemes: [String], _ call: FilterCall) {
        (self.attributes, self.limit, self.schemes, self.call) = (attributes, limit, schemes, call)
    }

    private static let address =
        "^((https?://|www\\.)(([\\w%-]+\\.)+)?([a-z]{2,63}|xn--[\\w%]{2,59})"
        + "|([\\w%-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)"
        + "|(https?://)((([\\d]{1,3})(\\.[\\d]{1,3}){3})|(\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}])))"
        + "(?::[\\d]{1,5})?(?:[/?#]\\S*)?$"
    private static let mail = "^\\S+@\\w[\\w.-]*\\.\\w+$"

    private func find(_ pattern: String, in text: String) throws(Diagnostic) -> Range<Int>? {
        try call.evaluator.regex(pattern, .ignoresCase, at: call.span).match(in: Array(text.utf8))?.range
    }

    mutating func text(_ escaped: String) throws(Diagnostic) -> String {
        let bytes = Array(escaped.utf8)
        let blanks = try call.evaluator.regex("\\s+", [], at: call.span).matches(in: bytes)
        var (result, start) = ("", 0)
        for blank in blanks.map(\.range) + [bytes.count..<bytes.count] {
            result += try word(String(decoding: bytes[start..<blank.lowerBound], as: UTF8.self))
            result += String(decoding: bytes[blank], as: UTF8.self)
            start = blank.upperBound
        }
        return result
    }

    private func word(_ word: String) throws(Diagnostic) -> String {
        var (head, middle, tail) = ("", word, "")
        if let range = try find("^([(<]|&lt;)+", in: middle) {
            head = String(decoding: Array(middle.utf8)[range], as: UTF8.self)
            middle = String(decoding: Array(middle.utf8)[range.upperBound...], as: UTF8.self)
        }
        if let range = try find("([)>.,\\n]|&gt;)+$", in: middle) {
            tail = String(decoding: Array(middle.utf8)[range], as: UTF8.self)
            middle = String(decoding: Array(middle.utf8)[..<range.lowerBound], as: UTF8.self)
        }
        for (opening, closing) in [("(", ")"), ("<", ">"), ("&lt;", "&gt;")] {
            let opened = middle.splitScalars(by: opening).count
            guard opened > middle.splitScalars(by: closing).count else { continue }
            for _ in 0..<min(opened - 1, tail.splitScalars(by: closing).count - 1) {
                let parts = tail.splitScalars(by: closing, limit: 1)
                middle += parts[0] + closing
                tail = parts[1]
            }
        }
        return head + (try link(middle)) + tail
    }

    private func link(_ text: String) throws(Diagnostic) -> String {
        if try find(Self.address, in: text) != nil {
            let scheme = text.hasPrefix("https://") || text.hasPrefix("http://") ? "" : "https://"
            let shown = limit.flatMap { $0 < text.unicodeScalars.count ? $0 : nil }
                .map { String(scalars: text.unicodeScalars.prefix(max(0, $0))) + "..." }
            return "<a href=\"\(scheme)\(text)\"\(attributes)>\(shown ?? text)</a>"
        }
        if text.hasPrefix("mailto:"), try find(Self.mail, in: String(text.dropFirst(7))) != nil {
            return "<a href=\"\(text)\">\(text.dropFirst(7))</a>"
        }
        if text.contains("@"), !text.hasPrefix("www."), !text.hasPrefix("@"), !text.contains(":"),
            try find(Self.mail, in: text) != nil
        {
            return "<a href=\"mailto:\(text)\">\(text)</a>"
        }
        var text = text
        for scheme in schemes where text != scheme && text.hasPrefix(scheme) {
            text = "<a href=\"\(text)\"\(attributes)>\(text)</a>"
        }
        return text
    }
}

extension String {
    /// Percent encoding as Python's `quote` does it.
    func percentEncoded(keeping kept: String) -> String {
        var result = ""
        for byte in utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.isASCII, scalar.isNamePart || ("-.~" + kept).unicodeScalars.contains(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }

    /// Python's `unquote_plus`: what is no percent encoding stays.
    fileprivate var percentDecoded: String {
        let text = Array(utf8)
        var result: [UInt8] = []
        var position = 0
        while position < text.count {
            let digits = String(decoding: text.dropFirst(position + 1).prefix(2), as: UTF8.self)
            if text[position] == UInt8(ascii: "%"), digits.utf8.count == 2,
                digits.unicodeScalars.allSatisfy(\.isHexadecimal), let byte = UInt8(digits, radix: 16)
            {
                result.append(byte)
                position += 3
            } else {
                result.append(text[position] == UInt8(ascii: "+") ? UInt8(ascii: " ") : text[position])
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
