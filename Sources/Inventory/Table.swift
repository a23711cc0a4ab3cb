/// Values under names, in the order in which the names came.
struct Table<Value: Sendable>: Sendable {
    private(set) var names: [String] = []
    private var values: [String: Value] = [:]

    /// Setting a new name appends it; setting nil takes the name out.
    subscript(name: String) -> Value? {
        get { values[name] }
        set {
            switch (values[name], newValue) {
            case (nil, .some): names.append(name)
            case (.some, nil): names.removeAll { $0 == name }
            default: break
            }
            values[name] = newValue
        }
    }

    /// Changes the value of a name in place, if there is one.
    mutating func update(_ name: String, _ change: (inout Value) -> Void) {
        guard let index = values.index(forKey: name) else { return }
        change(&values.values[index])
    }

    var all: [Value] { names.compactMap { values[$0] } }
}
