package import Diagnostics
internal import FoundationEssentials
package import Inventory
package import Model
package import Vault

/// One look over a whole project that touches no host, for everything that is wrong with it.
///
/// It finds what keeps a run from its work, as reading for a run does, and beside it what would only be noticed late or
/// never: conditions that cannot be meant, names that hide others, templates that nobody has named yet, secrets in
/// plain text.
package struct Validation: Sendable {
    private let reading: ProjectReading
    private let selection: Selection
    private let files: ProjectFiles

    package init(
        folder: String, inventory: [String] = [], catalog: Catalog, selection: Selection = Selection(),
        vault: Keyring = Keyring()
    ) {
        reading = ProjectReading(folder: folder, inventory: inventory, catalog: catalog, vault: vault)
        files = ProjectFiles(folder: folder)
        self.selection = selection
    }

    /// The hosts and what is set for them; nil where they cannot be told.
    package var inventory: Inventory? { reading.project?.inventory }

    /// Everything that is wrong or odd; what rests on facts is left open.
    ///
    /// - Parameter more: What others found in the project.
    /// - Returns: Errors and warnings, in order of file and line.
    package func problems(adding more: [Diagnostic] = []) -> [Diagnostic] {
        var found = reading.problems + reading.warnings + more
        found += reading.project?.problems(selection: selection) ?? []
        found += reading.shelf.templates.unreadable
        if let project = reading.project {
            found = found.explained(by: project.oddConditions)
            let variables = project.inventoryVariables
            found +=
                project.inventory.closedValues + project.hiddenNames(variables)
                + project.warnings(about: selection.tags)
            found = found.adding(project.unreadableVariables(variables))
        }
        found += SecretSearch(files: files, allowed: reading.allowedSecrets).findings
        return found.behind(reading.slips).withoutDoubles
    }

    /// Those of the problems that stand in files or folders, or in the manifests of a name, or nowhere at all.
    ///
    /// - Throws: A word that means none of these.
    package func narrow(_ problems: [Diagnostic], to words: [String]) throws(Problems) -> [Diagnostic] {
        guard !words.isEmpty else { return problems }
        let manifests = reading.project?.manifests ?? []
        var (places, unknown): ([String], [Diagnostic]) = ([], [])
        for word in words {
            let named = manifests.filter { $0.name == word }.map(\.file)
            let paths = [word, files.path(word)].filter { FileManager.default.fileExists(atPath: $0) }
            if let path = paths.first { places.append(path) } else { places += named }
            if paths.isEmpty, named.isEmpty {
                unknown.append(
                    Diagnostic("unknown-manifest", "no file and no manifest is named '\(word)'")
                        .guessing(word.closest(of: manifests.map(\.name))))
            }
        }
        guard unknown.isEmpty else { throw Problems(unknown) }
        let wanted = places.map(\.wholePath)
        return problems.filter { problem in
            guard let file = problem.span?.file.wholePath else { return true }
            return wanted.contains { file == $0 || file.hasPrefix($0 == "/" ? $0 : "\($0)/") }
        }
    }
}

extension [Diagnostic] {
    /// These and what is odd about conditions, which tells more of one that comes to a text than that it does so.
    fileprivate func explained(by oddities: [Diagnostic]) -> [Diagnostic] {
        let texts = filter { $0.code == Condition.isText }.compactMap(\.span)
        guard !texts.isEmpty else { return self + oddities }
        var (explained, told): (Set<Span>, [Diagnostic]) = ([], [])
        for oddity in oddities {
            guard let place = oddity.span, let text = texts.first(where: { $0.contains(place) }) else {
                told.append(oddity)
                continue
            }
            explained.insert(text)
            var copy = oddity
            copy.severity = .error
            told.append(copy)
        }
        return filter { $0.code != Condition.isText || $0.span.map { !explained.contains($0) } ?? true } + told
    }

    /// These and warnings that none of them gives as an error.
    fileprivate func adding(_ warnings: [Diagnostic]) -> [Diagnostic] {
        let places = Set(compactMap(\.span))
        return self + warnings.filter { $0.span.map { !places.contains($0) } ?? true }
    }
}

extension Span {
    fileprivate func contains(_ other: Span) -> Bool {
        file == other.file && start <= other.start && other.end <= end
    }
}

extension Diagnostic {
    fileprivate func guessing(_ name: String?) -> Diagnostic {
        name.map { helping("did you mean '\($0)'?") } ?? self
    }
}

extension String {
    /// The path from the root, without `.` and `..`.
    fileprivate var wholePath: String { URL(filePath: self).standardizedFileURL.path }
}
