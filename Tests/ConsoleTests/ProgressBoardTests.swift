import Console
import Model
import Testing

@Suite("Progress fits on a few lines") struct ProgressBoardTests {
    private func board(_ hosts: Int) -> ProgressBoard {
        var board = ProgressBoard(hosts: hosts)
        for index in 1...hosts { board.take(.connecting(host: "n\(index)"), at: .seconds(index)) }
        return board
    }

    @Test func `hosts that have been busy for longest are shown first`() {
        var board = board(3)
        board.take(.began(host: "n1", Address(text: "package:nginx"), .create), at: .seconds(4))
        board.take(.finished(host: "n3"), at: .seconds(5))
        #expect(
            board.lines(at: .seconds(6), width: 80, limit: 8) == [
                "1 of 3 hosts done", "  n2: connecting (4 s)", "  n1: create package:nginx (2 s)",
            ])
    }

    @Test func `no more lines than fit, none longer than the terminal is wide`() {
        let lines = board(50).lines(at: .seconds(60), width: 20, limit: 6)
        #expect(lines.count == 6)
        #expect(lines.last == "  and 46 more hosts")
        #expect(lines.allSatisfy { $0.count < 20 })
    }

    @Test func `a host that waits or is through is not shown`() {
        var board = board(2)
        board.take(.planned(host: "n1", round: 1), at: .seconds(3))
        board.take(.finished(host: "n2"), at: .seconds(3))
        #expect(board.lines(at: .seconds(3), width: 80, limit: 8) == ["1 of 2 hosts done"])
    }

    @Test func `a log has a line for each action that ended`() {
        let failed = ReportRendererTests.outcome("service:nginx", .restart, .failed, "\nexit status 1\nmore")
        #expect(
            ProgressBoard.logLine(.ended(host: "n1", failed))
                == "n1: service:nginx: restart: failed: exit status 1")
        #expect(ProgressBoard.logLine(.connected(host: "n1")) == nil)
        #expect(ProgressBoard.stepLine(.connected(host: "n1")) == "n1: connected")
        #expect(ProgressBoard.stepLine(.ended(host: "n1", failed)) == ProgressBoard.logLine(.ended(host: "n1", failed)))
    }
}
