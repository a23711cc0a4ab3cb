internal import Model

/// How files of a kind write a line of comment, told by their names.
struct CommentStyle {
    let opening: String
    var closing = ""

    /// Nil where the kind of file has no comments.
    init?(for path: AbsolutePath) {
        let name = path.text.split(separator: "/").last.map(String.init) ?? ""
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let suffix = parts.count > 1 ? parts[parts.count - 1].lowercased() : ""
        switch suffix {
        case "json": return nil
        case "ini": self.init(opening: ";")
        case "sql", "lua", "hs": self.init(opening: "--")
        case "js", "ts", "c", "h", "cc", "cpp", "go", "rs", "swift", "java", "php": self.init(opening: "//")
        case "html", "htm", "xml", "svg", "md", "plist": self.init(opening: "<!--", closing: " -->")
        case "css": self.init(opening: "/*", closing: " */")
        case "tex", "sty": self.init(opening: "%")
        case "vim": self.init(opening: "\"")
        default: self.init(opening: name == ".vimrc" || name == "vimrc" ? "\"" : "#")
        }
    }

    private init(opening: String, closing: String = "") {
        self.opening = opening
        self.closing = closing
    }

    func line(_ text: String) -> String { "\(opening) \(text)\(closing)" }
}
