package import Diagnostics

extension Node {
    /// Reads all documents of a source; an empty source has none.
    ///
    /// Throws everything that is wrong with it: where the syntax breaks, duplicate keys, unknown anchors.
    package static func documents(parsing source: Source) throws(Problems) -> [Node] {
        var problems: [Diagnostic] = []
        let nodes = try documents(parsing: source, problems: &problems)
        guard problems.isEmpty else { throw Problems(problems.inOrder) }
        return nodes
    }

    /// Reads all documents of a source as far as they can be made out, to tell what else is wrong with them.
    ///
    /// Appends what the nodes are not to be relied on for, such as duplicate keys; throws where the syntax breaks.
    package static func documents(
        parsing source: Source, problems: inout [Diagnostic]
    ) throws(Problems) -> [Node] {
        var composer = Composer(source: source, duplicates: .areProblems)
        let nodes = try composer.documents()
        problems += composer.problems
        return nodes
    }

    /// Reads all documents of a source as Ansible does by default: of a key given twice the last one counts,
    /// and the warnings say so.
    package static func documents(
        parsing source: Source, warnings: inout [Diagnostic]
    ) throws(Problems) -> [Node] {
        var composer = Composer(source: source, duplicates: .areWarnings)
        let nodes = try composer.documents()
        guard composer.problems.isEmpty else { throw Problems(composer.problems.inOrder) }
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
