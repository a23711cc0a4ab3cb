/// What decides whether one layer of variables goes before another: what later parts say counts only among equals.
struct LayerRank: Sendable, Hashable {
    /// The stages of Ansible's `VARIABLE_PRECEDENCE`, lowest first.
    enum Stage: Int, Sendable, Hashable {
        case inventoryAll, inventoryGroup, fileAll, fileGroup, inventoryHost, fileHost

        var isOfHost: Bool { self == .inventoryHost || self == .fileHost }
    }

    var stage: Stage
    /// Which folder's files these are: those beside inventories in order, then the project's.
    var place = 0
    var isProject = false
    /// The group that the layer is about, and what decides among groups.
    var group = ""
    var depth = 0
    var priority = 1

    init(_ stage: Stage, of group: HostGroup? = nil, place: Int = 0, isProject: Bool = false) {
        self.stage = stage
        self.place = place
        self.isProject = isProject
        guard let group else { return }
        self.group = group.name
        depth = group.depth
        priority = group.priority
    }

    /// Whether nothing but the groups' names decides between the two.
    func isTied(with other: LayerRank) -> Bool {
        (stage, place, depth, priority) == (other.stage, other.place, other.depth, other.priority)
            && group != other.group
    }
}

extension VariableLayer {
    /// The rule by which this layer goes before a lower one.
    package func reason(over lower: VariableLayer) -> String {
        guard let rank else {
            return lower.rank == nil && lower.rule == rule
                ? "what is given later counts" : "\(rule) goes before what is in the inventory"
        }
        guard let other = lower.rank else { return "the inventory goes before defaults" }
        return rank.stage == other.stage ? reason(rank, over: other, lower) : Self.reason(rank.stage, over: other.stage)
    }

    private static func reason(_ stage: LayerRank.Stage, over lower: LayerRank.Stage) -> String {
        switch (stage, lower) {
        case (.fileHost, .inventoryHost): "host_vars go before what inventory files say of a host"
        case _ where stage.isOfHost: "variables of a host go before those of its groups"
        case (.fileGroup, .fileAll), (.inventoryGroup, .inventoryAll): "every group goes before 'all'"
        default: "group_vars go before what inventory files say of any group"
        }
    }

    private func reason(_ rank: LayerRank, over other: LayerRank, _ lower: VariableLayer) -> String {
        if rank.place != other.place {
            return rank.isProject
                ? "files beside the project go before those beside an inventory"
                : "files beside a later inventory go before those beside an earlier one"
        }
        if rank.depth != other.depth {
            return "group '\(rank.group)' is deeper than '\(other.group)': \(rank.depth) over \(other.depth)"
        }
        if rank.priority != other.priority { return "ansible_group_priority \(rank.priority) over \(other.priority)" }
        if rank.group != other.group {
            return
                "of groups with one depth and priority the last by name counts: '\(rank.group)' over '\(other.group)'"
        }
        guard rank.stage == .fileGroup || rank.stage == .fileAll || rank.stage == .fileHost, file != lower.file else {
            return "what the inventory says later counts"
        }
        return "of the files in a folder the last by name counts"
    }
}
