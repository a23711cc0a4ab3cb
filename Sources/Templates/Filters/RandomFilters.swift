internal import Diagnostics
internal import Digests

/// `random` and `shuffle`, whose choice a seed decides.
///
/// Without a seed each look at a template would give another result, and no plan would ever hold.
enum RandomFilters {
    static let all: [Filter] = [
        Filter("random", ["start?", "step?", "seed?"], body: chosen),
        Filter("shuffle", ["seed?"]) { call throws(Diagnostic) in
            var items = try call.items()
            guard items.count > 1 else { return .list(items) }
            // Here an empty seed is none for Ansible.
            var random = try generator(call, isSeeded: call["seed"]?.isTrue == true)
            for last in items.indices.dropFirst().reversed() {
                items.swapAt(last, random.number(below: last + 1))
            }
            return .list(items)
        },
    ]

    private static func chosen(_ call: FilterCall) throws(Diagnostic) -> Value {
        if let end = call.input.isWhole ? call.input.int ?? .max : nil {
            let (start, step) = (try call.arguments.int("start") ?? 0, try call.arguments.int("step") ?? 1)
            let stride = step == 0 ? 1 : step
            guard end.magnitude <= 1 << 40 else { throw call.problem("chooses among numbers of 40 bits") }
            let count = (end - start + stride + (stride > 0 ? -1 : 1)) / stride
            guard count > 0 else { throw call.problem("has no number to choose") }
            return .int(start + stride * (count == 1 ? 0 : try number(below: count, call)))
        }
        let items = try call.items()
        guard call["start"] == nil, call["step"] == nil else {
            throw call.problem("takes 'start' and 'step' with a number only")
        }
        guard !items.isEmpty else { throw call.problem("has nothing to choose from") }
        return items[items.count == 1 ? 0 : try number(below: items.count, call)]
    }

    private static func number(below limit: Int, _ call: FilterCall) throws(Diagnostic) -> Int {
        var random = try generator(call)
        return random.number(below: limit)
    }

    private static func generator(_ call: FilterCall, isSeeded: Bool = true) throws(Diagnostic) -> MersenneTwister {
        guard let seed = call["seed"], seed != .null, isSeeded else {
            throw Diagnostic(
                "unrepeatable", "filter '\(call.name)' without a seed would choose anew in every plan", at: call.span
            ).helping("write \(call.name)(seed=inventory_hostname)")
        }
        if let number = seed.integer { return MersenneTwister(seed: number) }
        guard let text = seed.string else { throw call.takes("text or an integer as its seed", not: seed) }
        return MersenneTwister(seed: text)
    }
}

/// The generator behind Python's `random.Random`, seeded as Python does.
struct MersenneTwister {
    private static let count = 624
    private var state: [UInt32] = []
    private var index = Self.count

    /// Its sign does not count.
    init(seed: BigInteger) { self.init(seed: seed.magnitude) }

    init(seed: String) {
        self.init(seed: Array(seed.utf8) + MessageDigest.sha512.bytes(of: Array(seed.utf8)))
    }

    private init(seed bytes: [UInt8]) {
        var key: [UInt32] = bytes.isEmpty ? [0] : []
        // One long number, the last byte being the lowest.
        for (place, byte) in bytes.reversed().enumerated() {
            if place % 4 == 0 { key.append(0) }
            key[key.count - 1] |= UInt32(byte) << UInt32(place % 4 * 8)
        }
        while key.count > 1, key.last == 0 { key.removeLast() }
        self.init(key: key)
    }

    private init(key: [UInt32]) {
        let count = Self.count
        state = [19_650_218]
        for place in 1..<count {
            let last = state[place - 1]
            state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(place))
        }
        var (place, part) = (1, 0)
        for round in 0..<(max(count, key.count) + count - 1) {
            let mixed = state[place - 1] ^ (state[place - 1] >> 30)
            if round < max(count, key.count) {
                state[place] = (state[place] ^ (mixed &* 1_664_525)) &+ key[part] &+ UInt32(part)
                part = (part + 1) % key.count
            } else {
                state[place] = (state[place] ^ (mixed &* 1_566_083_941)) &- UInt32(place)
            }
            place += 1
            if place >= count {
                state[0] = state[count - 1]
                place = 1
            }
        }
        state[0] = 0x8000_0000
    }

    private mutating func next() -> UInt32 {
        if index >= Self.count { renew() }
        var word = state[index]
        index += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9D2C_5680
        word ^= (word << 15) & 0xEFC6_0000
        return word ^ (word >> 18)
    }

    private mutating func renew() {
        let count = Self.count
        for place in 0..<count {
            let joined = (state[place] & 0x8000_0000) | (state[(place + 1) % count] & 0x7FFF_FFFF)
            state[place] = state[(place + 397) % count] ^ (joined >> 1) ^ (joined & 1 == 0 ? 0 : 0x9908_B0DF)
        }
        index = 0
    }

    /// Python's `_randbelow`: as many bits as the limit has, drawn again until the number is below it.
    mutating func number(below limit: Int) -> Int {
        let width = Int.bitWidth - limit.leadingZeroBitCount
        while true {
            var number = 0
            var (left, shift) = (width, 0)
            while left > 0 {
                number |= Int(next() >> UInt32(max(0, 32 - left))) << shift
                (left, shift) = (left - 32, shift + 32)
            }
            if number < limit { return number }
        }
    }
}
