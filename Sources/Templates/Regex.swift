internal import CPCRE2
internal import Diagnostics

/// A compiled regular expression of Python's `re`, which PCRE2 carries out.
final class Regex {
    struct Options: OptionSet {
        let rawValue: UInt32
        static let ignoresCase = Options(rawValue: PCRE2_CASELESS)
        /// Python's `^` also stands behind a line break that ends the text.
        static let isMultiline = Options(rawValue: PCRE2_MULTILINE | PCRE2_ALT_CIRCUMFLEX)
    }

    /// One match: the extents, in bytes, of the whole and of its groups.
    struct Match {
        var groups: [Range<Int>?]
        var range: Range<Int> { groups[0] ?? 0..<0 }
    }

    private let code: OpaquePointer
    private let data: OpaquePointer
    private let span: Span

    init(_ pattern: String, _ options: Options, at span: Span) throws(Diagnostic) {
        let translated: PythonPattern
        do throws(PythonPattern.Problem) {
            translated = try PythonPattern(pattern)
        } catch {
            throw Diagnostic("regex-syntax", "the regular expression cannot be read: \(error.message)", at: span)
        }
        let bytes = Array(translated.text.utf8)
        let unicode = PCRE2_UTF | (translated.isUnicode ? PCRE2_UCP : 0)
        var (number, offset): (Int32, Int) = (0, 0)
        guard
            let code = pcre2_compile_8(
                bytes, bytes.count, options.rawValue | unicode, &number, &offset, nil)
        else {
            throw Diagnostic(
                "regex-syntax", "the regular expression cannot be read: \(Self.message(number))", at: span)
        }
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else { preconditionFailure("out of memory") }
        self.code = code
        self.data = data
        self.span = span
    }

    deinit {
        pcre2_match_data_free_8(data)
        pcre2_code_free_8(code)
    }

    /// The first match at or behind a byte.
    func match(
        in text: [UInt8], from start: Int = 0, isAnchored: Bool = false, isWhole: Bool = false, isNotEmpty: Bool = false
    ) throws(Diagnostic) -> Match? {
        let options =
            (isAnchored || isWhole ? PCRE2_ANCHORED : 0) | (isWhole ? PCRE2_ENDANCHORED : 0)
            | (isNotEmpty ? PCRE2_NOTEMPTY_ATSTART : 0) | PCRE2_NO_UTF_CHECK
        let result = pcre2_match_8(code, text, text.count, start, options, data, nil)
        if result == PCRE2_ERROR_NOMATCH { return nil }
        guard result > 0 else {
            throw Diagnostic("regex", "the regular expression gave up: \(Self.message(result))", at: span)
        }
        let count = Int(pcre2_get_ovector_count_8(data))
        guard let places = pcre2_get_ovector_pointer_8(data) else { return nil }
        // An unset group has PCRE2_UNSET for both ends: all bits 1, which is -1 here.
        return Match(
            groups: (0..<count).map { group in
                let (start, end) = (places[2 * group], places[2 * group + 1])
                return start >= 0 && start <= end && end <= text.count ? start..<end : nil
            })
    }

    /// All matches, as Python's `finditer` goes through them.
    func matches(in text: [UInt8], limit: Int = .max) throws(Diagnostic) -> [Match] {
        var matches: [Match] = []
        var (start, isNotEmpty) = (0, false)
        while matches.count < limit, let match = try match(in: text, from: start, isNotEmpty: isNotEmpty) {
            matches.append(match)
            start = match.range.upperBound
            isNotEmpty = match.range.isEmpty
        }
        return matches
    }

    /// How many groups the expression has.
    var groupCount: Int { Int(pcre2_get_ovector_count_8(data)) - 1 }

    /// The number of a named group.
    func group(named name: String) -> Int? {
        let number = pcre2_substring_number_from_name_8(code, name)
        return number > 0 ? Int(number) : nil
    }

    private static func message(_ number: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(number, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
    }
}
