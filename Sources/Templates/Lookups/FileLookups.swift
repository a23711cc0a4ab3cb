internal import Diagnostics

/// Lookups of files of the project: what is in them, and which there are.
enum FileLookups {
    static let all: [Lookup] = [
        Lookup("file", ["*", "lstrip?", "rstrip?"]) { call throws(Diagnostic) in
            try call.terms.map { term throws(Diagnostic) in
                let file = try call.file(try call.text(term))
                var text = file.text
                if call.options.flag("lstrip") { text = text.stripped(.start) }
                if call.options.flag("rstrip", default: true) { text = text.stripped(.end) }
                return Value.string(text).tainted(file.isSensitive)
            }
        },
        Lookup("unvault") { call throws(Diagnostic) in
            try call.terms.map { term throws(Diagnostic) in try call.file(try call.text(term)).tainted(true) }
        },
        Lookup("fileglob") { call throws(Diagnostic) in
            let files = try call.files()
            return try call.terms.collected { term throws(Diagnostic) in
                let pattern = files.expandingHome(try call.text(term))
                let folders = pattern.hasPrefix("/") ? [""] : files.places("files").map { $0 + "/" }
                let found = folders.lazy.map { files.matches($0 + pattern) }.first { !$0.isEmpty } ?? []
                return found.map { .string($0) }
            }
        },
    ]
}
