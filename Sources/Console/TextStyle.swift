/// Colours for a terminal, or none.
package struct TextStyle: Sendable, Hashable {
    package enum Ink: Int, Sendable {
        case bold = 1
        case dim = 2
        case red = 31
        case green = 32
        case yellow = 33
        case magenta = 35
        case cyan = 36
    }

    package static let plain = TextStyle(useColor: false)

    package var useColor: Bool

    package init(useColor: Bool) { self.useColor = useColor }

    package func callAsFunction(_ text: String, _ ink: Ink) -> String {
        useColor ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
    }
}
