import Testing

@testable import Engine

@Suite struct FanOutTests {
    @Test func `results come in the order of the elements, whoever ends first`() async {
        let results = await [30, 10, 20].concurrentMap(limit: 3) { milliseconds in
            try? await Task.sleep(for: .milliseconds(milliseconds))
            return milliseconds
        }
        #expect(results == [30, 10, 20])
    }

    @Test(arguments: [1, 2, 5]) func `no more than the limit run at once`(_ limit: Int) async {
        let crowd = Crowd()
        _ = await (0..<20).concurrentMap(limit: limit) { _ in
            await crowd.enter()
            try? await Task.sleep(for: .milliseconds(2))
            await crowd.leave()
        }
        #expect(await crowd.most == limit)
    }
}

private actor Crowd {
    private var count = 0
    private(set) var most = 0

    func enter() {
        count += 1
        most = max(most, count)
    }

    func leave() { count -= 1 }
}
