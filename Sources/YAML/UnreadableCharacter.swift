internal import Diagnostics

extension Source {
    /// The problem with the first character that YAML does not allow, as binary files have them.
    var unreadableCharacter: Diagnostic? {
        guard let index = text.unicodeScalars.firstIndex(where: { !$0.isAllowedInYAML }) else { return nil }
        let place = position(ofByte: text.utf8.distance(from: text.startIndex, to: index))
        let value = text.unicodeScalars[index].value
        let digits = String(value, radix: 16, uppercase: true)
        let name = value == 0 ? "a NUL character" : "the control character U+" + String("0000\(digits)".suffix(4))
        return Diagnostic("unreadable-character", "\(name) cannot stand in YAML", at: Span(file: self.name, at: place))
            .helping(value == 0 ? "is this a binary file?" : "write it as an escape in double quotes, such as \"\\e\"")
    }
}

extension Unicode.Scalar {
    /// The printable characters of YAML 1.1, section 4.1.1.
    fileprivate var isAllowedInYAML: Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0x7E, 0x85, 0xA0...0xFFFD, 0x10000...: true
        default: false
        }
    }
}
