import Diagnostics
import YAML

extension Inventory {
    /// Variables that hosts get by the names of their groups alone: two groups of one depth and priority differ.
    ///
    /// Each pair of places is reported once, with a host as an example.
    var ties: [Diagnostic] {
        var reports: [Diagnostic] = []
        var seen: Set<[Span]> = []
        var known: [[String]: [Tie]] = [:]
        for host in hosts {
            let ties: [Tie]
            if let found = known[host.groups] {
                ties = found
            } else {
                ties = self.ties(among: layers(for: host).filter { $0.rank?.stage.isOfHost == false })
                known[host.groups] = ties
            }
            guard !ties.isEmpty else { continue }
            let own = Set(layers(for: host).filter { $0.rank?.stage.isOfHost == true }.flatMap { $0.variables.keys })
            for tie in ties
            where !own.contains(tie.variable) && seen.insert([tie.winner.span, tie.loser.span]).inserted {
                reports.append(tie.diagnostic(for: host))
            }
        }
        return reports
    }

    /// Two values of a variable between which the names of groups decide.
    private struct Tie {
        var variable: String
        var winner: Node
        var loser: Node
        var groups: (winner: String, loser: String)

        func diagnostic(for host: Host) -> Diagnostic {
            Diagnostic(
                "tied-groups",
                "groups '\(groups.loser)' and '\(groups.winner)' set '\(variable)' of host '\(host.name)' differently, "
                    + "and only their names decide",
                at: winner.span, notes: [.note("'\(groups.loser)' sets it here", at: loser.span)]
            ).helping("say 'ansible_group_priority' for one of them, or set it for the host")
        }
    }

    /// The ties among the layers of a host's groups, which go from the lowest to the highest.
    private func ties(among layers: [VariableLayer]) -> [Tie] {
        var ties: [Tie] = []
        // The layer that counts so far, and those that it is tied with.
        var best: [String: (layer: VariableLayer, tied: [VariableLayer])] = [:]
        for layer in layers {
            for name in layer.variables.keys {
                guard let before = best[name], let rank = layer.rank, let other = before.layer.rank else {
                    best[name] = (layer, [])
                    continue
                }
                let rivals = [before.layer] + before.tied
                if rank.isTied(with: other) {
                    best[name] = (layer, rivals)
                } else {
                    // A later file of the same group has the same rivals; anything else decides between them all.
                    best[name] = (layer, rank == other ? before.tied : [])
                }
            }
        }
        for (name, outcome) in best.sorted(by: { Path.precedes($0.key, $1.key) }) {
            guard let winner = outcome.layer.variables[name], let rank = outcome.layer.rank else { continue }
            for rival in outcome.tied {
                guard let loser = rival.variables[name], let other = rival.rank, rank.isTied(with: other),
                    !winner.means(loser)
                else { continue }
                ties.append(Tie(variable: name, winner: winner, loser: loser, groups: (rank.group, other.group)))
                break
            }
        }
        return ties
    }
}

extension Node {
    /// Whether another node stands for the same value, wherever it is written.
    func means(_ other: Node) -> Bool {
        isLike(other) { $0.scalar == $1.scalar && $0.tag == $1.tag }
    }
}
