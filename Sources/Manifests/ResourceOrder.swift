internal import Diagnostics
internal import Model

/// The order in which the resources of a host are made true.
///
/// The written order stands inside a manifest, `after` between manifests, and what a resource requires or refers to
/// comes before it wherever it is written. What a glob refers to comes before it where nothing is against that: a
/// restart that then turns out to be owed happens in the next round. Apart from that the order given is kept.
struct ResourceOrder {
    /// Why one resource comes before another.
    enum Reason {
        case written
        case manifest(String, after: String)
        case claim(Claim)
        case entry(Reference)
    }

    private struct Edge {
        let before: Int
        let reason: Reason
    }

    private let resources: [DesiredResource]
    private var edges: [[Edge]]
    private var problems: [Diagnostic] = []

    /// - Parameters:
    ///   - resources: In dependency order of their manifests, each manifest's in the order written.
    ///   - afterEntries: For each of them, what other entries it says it comes after.
    init(_ resources: [DesiredResource], afterEntries: [[Reference]]) {
        self.resources = resources
        edges = Array(repeating: [], count: resources.count)
        keepWrittenOrder()
        keepRequirements()
        keepReferences(afterEntries)
    }

    /// The resources, each behind everything that it rests on.
    ///
    /// - Throws: every requirement that contradicts the written order, and a cycle.
    consuming func sorted() throws(Problems) -> [DesiredResource] {
        guard problems.isEmpty else { throw Problems(problems) }
        var order: [Int] = []
        order.reserveCapacity(resources.count)
        var isDone = Array(repeating: false, count: resources.count)
        for start in resources.indices where !isDone[start] { try visit(start, &isDone, &order) }
        return order.map { resources[$0] }
    }

    private mutating func keepWrittenOrder() {
        var last: [String: Int] = [:]
        for (index, resource) in resources.enumerated() {
            if let previous = last[resource.manifest] {
                edges[index].append(.init(before: previous, reason: .written))
            } else {
                for manifest in resource.after {
                    guard let end = last[manifest] else { continue }
                    edges[index].append(.init(before: end, reason: .manifest(resource.manifest, after: manifest)))
                }
            }
            last[resource.manifest] = index
        }
    }

    private mutating func keepRequirements() {
        // What is to be absent is made by nobody: a service is stopped before its unit goes.
        var makers: [Claim: Int] = [:]
        for (index, resource) in resources.enumerated() where !resource.isGoing {
            for claim in resource.claims where makers[claim] == nil { makers[claim] = index }
        }
        for (index, resource) in resources.enumerated() {
            guard case .resource(let wanted) = resource.entry else { continue }
            for claim in wanted.requires {
                if let maker = makers[claim], maker != index { add(maker, before: index, .claim(claim)) }
            }
        }
    }

    /// Puts what entries refer to before them.
    private mutating func keepReferences(_ afterEntries: [[Reference]]) {
        let indices = Dictionary(resources.enumerated().map { ($1.address, $0) }) { first, _ in first }
        var globs: [(index: Int, reference: Reference)] = []
        for (index, resource) in resources.enumerated() {
            for reference in resource.references + afterEntries[index] {
                if let before = indices[Address(text: reference.text)] {
                    if before != index { add(before, before: index, .entry(reference)) }
                } else {
                    globs.append((index, reference))
                }
            }
        }
        guard !globs.isEmpty else { return }
        let identities = resources.map { Array($0.address.identity) }
        var followers: [[Int]] = Array(repeating: [], count: resources.count)
        for (next, edges) in edges.enumerated() {
            for edge in edges { followers[edge.before].append(next) }
        }
        for (index, reference) in globs {
            let wanted = Address(text: reference.text)
            let glob = Glob(wanted.identity)
            let matching = resources.indices.filter { candidate in
                resources[candidate].address.kind == wanted.kind && glob.matches(identities[candidate])
            }
            guard !matching.isEmpty else { continue }
            let dependents = Self.dependents(of: index, followers)
            for before in matching where !dependents.contains(before) {
                edges[index].append(.init(before: before, reason: .entry(reference)))
                followers[before].append(index)
            }
        }
    }

    /// A resource and everything that comes after it for any reason.
    private static func dependents(of index: Int, _ followers: [[Int]]) -> Set<Int> {
        var found: Set<Int> = [index]
        var rest = [index]
        while let next = rest.popLast() {
            rest += followers[next].filter { found.insert($0).inserted }
        }
        return found
    }

    private mutating func add(_ before: Int, before index: Int, _ reason: Reason) {
        let (first, second) = (resources[before], resources[index])
        guard first.manifest != second.manifest || before < index else {
            problems.append(
                Diagnostic(
                    "order-contradicted", "\(second.address) needs \(first.address), which is written after it",
                    at: second.span, notes: [.note("\(first.address) is written here", at: first.span)]
                ).helping("write \(first.address) before \(second.address)"))
            return
        }
        edges[index].append(.init(before: before, reason: reason))
    }

    /// Appends a resource behind what it rests on; walks with a stack of its own, since a chain can be long.
    private func visit(_ start: Int, _ isDone: inout [Bool], _ order: inout [Int]) throws(Problems) {
        var path: [(index: Int, next: Int)] = [(start, 0)]
        var isOnPath: Set<Int> = [start]
        while let (index, next) = path.last {
            guard next < edges[index].count else {
                path.removeLast()
                isOnPath.remove(index)
                isDone[index] = true
                order.append(index)
                continue
            }
            path[path.count - 1].next += 1
            let before = edges[index][next].before
            if isDone[before] { continue }
            if isOnPath.contains(before) { throw Problems([cycle(path, backTo: before)]) }
            path.append((before, 0))
            isOnPath.insert(before)
        }
    }

    private func cycle(_ path: [(index: Int, next: Int)], backTo start: Int) -> Diagnostic {
        let round = path.drop { $0.index != start }
        let steps = round.map { step in (from: step.index, edge: edges[step.index][step.next - 1]) }
        // Steps along the written order are no news; those that cross it explain the cycle.
        let notes = steps.compactMap { step -> Diagnostic? in
            let (from, to) = (resources[step.from], resources[step.edge.before])
            switch step.edge.reason {
            case .written: return nil
            case .manifest(let name, let other):
                return .note("manifest '\(name)' comes after manifest '\(other)'", at: from.span)
            case .claim: return .note("\(from.address) needs \(to.address)", at: from.span)
            case .entry(let reference): return .note("\(from.address) comes after \(to.address)", at: reference.span)
            }
        }
        let first = resources[start]
        return Diagnostic(
            "order-cycle", "\(first.address) would have to come before itself", at: first.span, notes: notes)
    }
}

extension DesiredResource {
    /// What it is restarted, reloaded or run on.
    fileprivate var references: [Reference] { restartOn + reloadOn + runOn }

    /// Whether it is to be gone, so that nothing can rest on it.
    fileprivate var isGoing: Bool {
        if case .resource(let resource) = entry { resource.wantsAbsence } else { false }
    }

    /// What it is on the node; nothing while that is undecided.
    var claims: [Claim] {
        if case .resource(let resource) = entry { resource.claims } else { [] }
    }
}
