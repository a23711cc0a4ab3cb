internal import Model

/// Writes apart from everything else what a plan would lose for good; the same on many hosts once.
struct LossRenderer {
    let style: TextStyle

    /// Empty where nothing is lost.
    func render(_ plan: Plan) -> String {
        var hosts: [String: [String]] = [:]
        var order: [String] = []
        for host in plan.hosts {
            for resource in host.resources {
                for loss in resource.losses ?? [] {
                    let text = "\(resource.address.description.printable): \(loss.printable)"
                    if hosts[text] == nil { order.append(text) }
                    hosts[text, default: []].append(host.host)
                }
            }
        }
        guard !order.isEmpty else { return "" }
        let lines = order.map { text in
            let names = hosts[text, default: []]
            let places = names.prefix(5).map(\.printable).joined(separator: ", ")
            let more = names.count > 5 ? " and \(names.count - 5) more" : ""
            return "  \(style("-", .red)) \(text)  \(style("(\(places)\(more))", .dim))\n"
        }
        return "\n" + style("Lost for good, if this is applied:", .red) + "\n" + lines.joined()
    }
}
