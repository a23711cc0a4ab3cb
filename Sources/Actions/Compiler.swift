package struct Compiler: Sendable { package init(spool: String) {}; package func script(_ actions: [Action]) -> String { "" } }
