package import Diagnostics

extension Node {
    /// Reads all documents of a source; an empty source has none.
    ///
    /// Throws everything that is wrong with it: where the syntax breaks, duplicate keys, unknown anchors.
    package static func documents(parsing source: Source) throws(Problems) -> [Node] {
        var composer = Composer(source: source, duplicates: .areProblems)
        return try composer.documents()
    }

    /// Reads all documents of a source as Ansible does by default: of a key given twice the last one counts,
    /// and the warnings say so.
    package static func documents(
        parsing source: Source, warnings: inout [Diagnostic]
    ) throws(Problems) -> [Node] {
        var composer = Composer(source: source, duplicates: .areWarnings)
        let nodes = try composer.documents()
        warnings += composer.warnings
        return nodes
    }

    /// Reads the one document of a source, or nil if it holds none; a second document is a problem.
    package init?(parsing source: Source) throws(Problems) {
        let documents = try Node.documents(parsing: source)
        if documents.count > 1 {
            throw Problems([
                Diagnostic("second-document", "a second document starts here", at: documents[1].span)
                    .helping("this file takes one document: remove the '---' before it")
            ])
        }
        guard let node = documents.first else { return nil }
        self = node
    }
}
